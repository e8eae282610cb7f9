#pragma once

#include "core/explain/baselines.h"
#include "core/explain/comparison.h"
#include "core/explain/script_metric.h"
#include "core/explain/surprise.h"

#include <QString>

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace suss {

/// A TorchScript metric of the user's: read from its file when it is first needed.
class UserMetric {
  public:
    explicit UserMetric(QString file) : file_(std::move(file)) {}
    [[nodiscard]] const QString& file() const { return file_; }
    /// File name without its ending.
    [[nodiscard]] QString name() const;
    /// Any thread. Throws Error.
    [[nodiscard]] double operator()(const Image& reference, const Image& image) const;

  private:
    QString file_;
    mutable std::mutex mutex_;
    mutable std::optional<ScriptMetric> script_;
};
using UserMetrics = std::vector<std::shared_ptr<const UserMetric>>;

/// What other measures say of a comparison, and how its whitened residuals are distributed.
struct Readings {
    struct Other {
        QString file, name;
        double value = 0;
        QString problem;  ///< why there is no value; empty if there is
    };
    Baselines baselines;
    std::vector<Other> others;                                        ///< of the user's metrics
    std::optional<std::array<Quantiles, kComponentCount>> quantiles;  ///< needs a comparison
};
/// `known` is what was measured of the same pictures before; only what it lacks is computed.
Readings readingsOf(const Image& reference, const Image& image, const Comparison* comparison,
                    const UserMetrics& metrics, std::optional<Readings> known);

}  // namespace suss
