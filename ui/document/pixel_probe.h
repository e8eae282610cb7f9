#pragma once

#include "core/explain/comparison.h"
#include "ui/paint/field.h"
#include "ui/task.h"
#include "ui/view_kind.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace suss {

/// A variable that somebody asks about: one channel at an image pixel.
struct Probe {
    int x = 0, y = 0;
    ComponentChannel channel;
    bool operator==(const Probe&) const = default;
};
/// What goes with one variable in the model of the reference.
struct Footprint {
    Probe probe;
    /// Sigma e_i / sqrt(Sigma_ii) in levels of 255: what every value of its channel is expected to do while
    /// this one is a standard deviation up.
    std::shared_ptr<const Field> covariance;
    /// Lambda_ij / Lambda_ii around the variable, kPrecisionSide to a side in raster order, NaN outside the
    /// picture: minus what one value counts in the prediction of this one from all others.
    std::vector<float> precision;
};
inline constexpr int kPrecisionSide = 4 * kReach + 1;
/// The probe lies inside the picture.
Footprint footprintOf(const Reference& reference, const Probe& probe);

/// Works out what goes with the variable that somebody asks about.
class PixelProbe : public QObject {
    Q_OBJECT

  public:
    explicit PixelProbe(QObject* parent = nullptr);
    /// Another reference: forgets the footprint.
    void setReference(const std::shared_ptr<const Reference>& reference);
    /// None: nobody asks.
    void setProbe(const std::optional<Probe>& probe);
    void cancel() { probing_.cancel(); }

    /// For the newest probe but one while that is under way; none without a probe.
    [[nodiscard]] const std::optional<Footprint>& footprint() const { return footprint_; }

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    void start();

    std::shared_ptr<const Reference> reference_;
    std::optional<Probe> probe_;
    std::optional<Footprint> footprint_;
    Task probing_;
};

}  // namespace suss
