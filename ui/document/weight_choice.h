#pragma once

#include "core/explain/account.h"

#include <QString>

#include <array>
#include <optional>

namespace suss {

/// Which weights and switches are in force: a weight set of the model with its own numbers, or an edited one.
class WeightChoice {
  public:
    [[nodiscard]] const Weighting& weighting() const { return weighting_; }
    /// Name of the set; empty before there is a model.
    [[nodiscard]] const QString& set() const { return set_; }
    [[nodiscard]] const std::optional<ModelInfo>& model() const { return model_; }
    /// Whether the weights are other ones than those of the set.
    [[nodiscard]] bool isEdited() const;

    /// The first model brings its default weights, or those that were to be restored.
    void setModel(ModelInfo model);
    void choose(const QString& set);
    void restore(const QString& set, const Weights& weights,
                 const std::array<bool, kComponentCount>& enabled);
    void setWeight(Component component, double weight);
    void setEnabled(Component component, bool enabled);
    /// Leaves only this component on; all of them again if it was alone.
    void solo(Component component);

  private:
    struct Wished {
        QString set;
        Weights weights;
        std::array<bool, kComponentCount> enabled;
    };

    Weighting weighting_;
    QString set_;
    std::optional<ModelInfo> model_;
    std::optional<Wished> wished_;  // until there is a model
};

}  // namespace suss
