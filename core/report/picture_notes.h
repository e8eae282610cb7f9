#pragma once

#include "core/explain/sample_pictures.h"
#include "core/network/model_info.h"

#include <cstdint>
#include <map>
#include <string>

namespace suss {

/// A number so that reading it back gives the same double.
std::string exact(double value);

/// What a picture that the program made says of itself, for writeImage().
using PictureNotes = std::map<std::string, std::string>;

/// Program, model and components: what every such picture holds.
PictureNotes notesOf(const ModelInfo& model, const DrawnComponents& components);

/// Of a sample: also "suss:seed", "suss:index" (3.5: half way on the walk from sample 3 to 4) and
/// "suss:strength". With the same reference, they make it again.
PictureNotes notesOfSample(const ModelInfo& model, const DrawnComponents& components, std::uint64_t seed,
                           double index, double strength);

}  // namespace suss
