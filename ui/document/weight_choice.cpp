#include "ui/document/weight_choice.h"

#include "ui/text.h"

#include <utility>

namespace suss {

void WeightChoice::setModel(ModelInfo model) {
    const bool isFirst = !model_;
    model_ = std::move(model);
    if (isFirst) {
        set_ = toQString(model_->defaultWeights);
        weighting_ = weightingNamed(*model_, {}, weighting_.enabled);
    }
    if (const auto wished = std::exchange(wished_, std::nullopt))
        restore(wished->set, wished->weights, wished->enabled);
}

void WeightChoice::choose(const QString& set) {
    if (!model_) return;
    weighting_ = weightingNamed(*model_, set.toStdString(), weighting_.enabled);
    set_ = set;
}

void WeightChoice::restore(const QString& set, const Weights& weights,
                           const std::array<bool, kComponentCount>& enabled) {
    if (!model_) {
        wished_ = {set, weights, enabled};
        return;
    }
    const bool isKnown = model_->weightSets.count(set.toStdString()) > 0;
    weighting_ = weightingNamed(*model_, isKnown ? set.toStdString() : std::string(), enabled);
    set_ = isKnown ? set : toQString(model_->defaultWeights);
    if (isKnown && weights != weighting_.weights) {
        weighting_.weights = weights;
        weighting_.noticing.reset();
    }
}

void WeightChoice::setWeight(Component component, double weight) {
    weighting_.weights[indexOf(component)] = weight;
    weighting_.noticing.reset();
    // Typing the old number back is no edit.
    if (model_ && !isEdited()) choose(set_);
}

bool WeightChoice::isEdited() const {
    return model_ && weighting_.weights != model_->weightsNamed(set_.toStdString());
}

void WeightChoice::setEnabled(Component component, bool enabled) {
    weighting_.enabled[indexOf(component)] = enabled;
}

void WeightChoice::solo(Component component) {
    Weighting alone = weighting_;
    alone.enabled.fill(false);
    alone.enabled[indexOf(component)] = true;
    if (alone == weighting_) alone.enabled.fill(true);
    weighting_ = alone;
}

}  // namespace suss
