#include "ui/document/weight_choice.h"

#include "ui/text.h"

#include <utility>

namespace suss {

void WeightChoice::setWeighting(const Weighting& weighting) {
    if (weighting == weighting_) return;
    weighting_ = weighting;
    Q_EMIT changed();
}

void WeightChoice::setModel(const ModelInfo& model) {
    const bool isFirst = !model_;
    model_ = model;
    if (isFirst) set_ = toQString(model.defaultWeights);
    if (const auto wished = std::exchange(wished_, std::nullopt))
        setWeighting(granted(*wished));
    else if (isFirst)
        setWeighting(weightingNamed(model, {}, weighting_.enabled));
}

void WeightChoice::choose(const QString& set) {
    if (!model_) return;
    const Weighting chosen = weightingNamed(*model_, set.toStdString(), weighting_.enabled);
    set_ = set;
    if (chosen == weighting_)
        Q_EMIT renamed();
    else
        setWeighting(chosen);
}

void WeightChoice::restore(const QString& set, const Weights& weights, const ComponentSwitches& enabled) {
    const Wished wished{set, weights, enabled};
    if (model_)
        setWeighting(granted(wished));
    else
        wished_ = wished;
}

Weighting WeightChoice::granted(const Wished& wished) {
    const bool isKnown = model_->weightSets.count(wished.set.toStdString()) > 0;
    set_ = isKnown ? wished.set : toQString(model_->defaultWeights);
    Weighting weighting = weightingNamed(*model_, set_.toStdString(), wished.enabled);
    if (isKnown && wished.weights != weighting.weights) {
        weighting.weights = wished.weights;
        weighting.noticing.reset();
    }
    return weighting;
}

void WeightChoice::setWeight(Component component, double weight) {
    Weighting edited = weighting_;
    edited.weights[indexOf(component)] = weight;
    edited.noticing.reset();
    // Typing the old number back is no edit.
    if (model_ && edited.weights == model_->weightsNamed(set_.toStdString()))
        edited = weightingNamed(*model_, set_.toStdString(), edited.enabled);
    setWeighting(edited);
}

bool WeightChoice::isEdited() const {
    return model_ && weighting_.weights != model_->weightsNamed(set_.toStdString());
}

void WeightChoice::setEnabled(Component component, bool enabled) {
    Weighting switched = weighting_;
    switched.enabled[indexOf(component)] = enabled;
    setWeighting(switched);
}

void WeightChoice::solo(Component component) {
    Weighting alone = weighting_;
    alone.enabled.fill(false);
    alone.enabled[indexOf(component)] = true;
    if (alone == weighting_) alone.enabled.fill(true);
    setWeighting(alone);
}

}  // namespace suss
