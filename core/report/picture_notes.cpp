#include "core/report/picture_notes.h"

#include "core/report/exact.h"

namespace suss {

namespace {

PictureNotes notesOf(const ModelInfo& model, const ComponentSwitches& components) {
    return {{"Software", "suss " SUSS_VERSION},
            {"suss:components", listOf(components)},
            {"suss:model", model.name},
            {"suss:model-sha256", model.sha256}};
}

}  // namespace

PictureNotes notesOfSample(const ModelInfo& model, const ComponentSwitches& components, std::uint64_t seed,
                           double index, double strength) {
    PictureNotes notes = notesOf(model, components);
    notes["suss:seed"] = std::to_string(seed);
    notes["suss:index"] = exact(index);
    notes["suss:strength"] = exact(strength);
    return notes;
}

PictureNotes notesOfExtreme(const ModelInfo& model, const std::string& which, const ExtremesRequest& request,
                            const std::string& weightSet) {
    PictureNotes notes = notesOf(model, request.weighting.enabled);
    notes["suss:extreme"] = which;
    notes["suss:rmse"] = exact(request.rmse);
    const auto& region = request.region;
    notes["suss:region"] = region ? std::to_string(region->x) + ',' + std::to_string(region->y) + ',' +
                                        std::to_string(region->width) + ',' + std::to_string(region->height)
                                  : std::string();
    notes["suss:spread"] = request.spread == Spread::Whole ? "whole" : "windows";
    notes["suss:window"] = std::to_string(request.window);
    notes["suss:seed"] = std::to_string(request.seed);
    notes["suss:weights"] = weightSet;
    return notes;
}

PictureNotes notesOfRepaired(const ModelInfo& model, const ComponentSwitches& components, double position,
                             const std::string& weightSet) {
    PictureNotes notes = notesOf(model, components);
    notes["suss:repair-position"] = exact(position);
    notes["suss:weights"] = weightSet;
    return notes;
}

}  // namespace suss
