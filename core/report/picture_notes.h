#pragma once

#include "core/explain/extremes.h"
#include "core/network/model_info.h"
#include "core/planes/planes.h"

#include <cstdint>
#include <map>
#include <string>

namespace suss {

/// What a picture that the program made says of itself, for writeImage().
using PictureNotes = std::map<std::string, std::string>;

// All of them: program, model and components.

/// Of a sample: also "suss:seed", "suss:index" (3.5: half way on the walk from sample 3 to 4) and
/// "suss:strength". With the same reference, they make it again.
PictureNotes notesOfSample(const ModelInfo& model, const ComponentSwitches& components, std::uint64_t seed,
                           double index, double strength);

/// Of the most or the least visible change of a given error: also "suss:extreme" (`which`, "most" or "least")
/// and what was asked for.
PictureNotes notesOfExtreme(const ModelInfo& model, const std::string& which, const ExtremesRequest& request,
                            const std::string& weightSet);

/// Of a picture on the walk from image to reference: also "suss:repair-position" in [0, 1].
PictureNotes notesOfRepaired(const ModelInfo& model, const ComponentSwitches& components, double position,
                             const std::string& weightSet);

}  // namespace suss
