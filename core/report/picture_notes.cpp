#include "core/report/picture_notes.h"

#include <charconv>
#include <iterator>

namespace suss {

std::string exact(double value) {
    char text[32];
    const auto result = std::to_chars(std::begin(text), std::end(text), value);
    return {text, result.ptr};
}

PictureNotes notesOf(const ModelInfo& model, const DrawnComponents& components) {
    return {{"Software", "suss " SUSS_VERSION},
            {"suss:components", listOf(components)},
            {"suss:model", model.name},
            {"suss:model-sha256", model.sha256}};
}

PictureNotes notesOfSample(const ModelInfo& model, const DrawnComponents& components, std::uint64_t seed,
                           double index, double strength) {
    PictureNotes notes = notesOf(model, components);
    notes["suss:seed"] = std::to_string(seed);
    notes["suss:index"] = exact(index);
    notes["suss:strength"] = exact(strength);
    return notes;
}

}  // namespace suss
