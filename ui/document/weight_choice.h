#pragma once

#include "core/explain/account.h"

#include <QObject>
#include <QString>

#include <array>
#include <optional>

namespace suss {

/// Which weights and switches are in force: a weight set of the model with its own numbers, or an edited one.
class WeightChoice : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    [[nodiscard]] const Weighting& weighting() const { return weighting_; }
    /// Name of the set; empty before there is a model.
    [[nodiscard]] const QString& set() const { return set_; }
    [[nodiscard]] const std::optional<ModelInfo>& model() const { return model_; }
    /// Whether the weights are other ones than those of the set.
    [[nodiscard]] bool isEdited() const;
    /// Name of the set, and whether it is edited.
    [[nodiscard]] QString title() const { return isEdited() ? set_ + QStringLiteral(", edited") : set_; }

    /// The first model brings its default weights, or those that were to be restored.
    void setModel(const ModelInfo& model);
    /// A weight set of the model, with its own numbers.
    void choose(const QString& set);
    /// A weight set (a name the model does not know: its default) with these numbers and switches; at once,
    /// or when the model is there.
    void restore(const QString& set, const Weights& weights, const ComponentSwitches& enabled);
    /// Another weight, to explore: the set counts as edited until it is chosen again.
    void setWeight(Component component, double weight);
    void setEnabled(Component component, bool enabled);
    /// Leaves only this component on; all of them again if it was alone.
    void solo(Component component);

  Q_SIGNALS:
    void changed();  ///< weights or switches
    void renamed();  ///< another set that has the same weights

  private:
    struct Wished {
        QString set;
        Weights weights;
        ComponentSwitches enabled;
    };

    void setWeighting(const Weighting& weighting);
    /// Takes the set, and returns the weights.
    Weighting granted(const Wished& wished);

    Weighting weighting_;
    QString set_;
    std::optional<ModelInfo> model_;
    std::optional<Wished> wished_;  // until there is a model
};

}  // namespace suss
