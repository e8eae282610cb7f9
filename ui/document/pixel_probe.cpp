#include "ui/document/pixel_probe.h"

#include "core/gaussian/covariance.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace suss {

Footprint footprintOf(const Reference& reference, const Probe& probe) {
    const auto [component, channel] = probe.channel;
    const StructuredGaussian& gaussian = *reference.distributions[indexOf(component)];
    const int cell = pixelsPerCell(component);
    const Site site{probe.y / cell, probe.x / cell, channel};
    Footprint footprint{probe, {}, {}};

    auto column = std::make_shared<Plane>(covarianceColumn(gaussian, site));
    const float deviation = std::sqrt(column->row(channel, site.y)[site.x]);
    float most = 0;
    for (float& value : column->values) {
        value *= 255 / deviation;
        most = std::max(most, std::abs(value));
    }
    footprint.covariance = std::make_shared<Field>(column, channel, cell, Range{-most, most});

    const Plane row = precisionRow(gaussian, site);
    const float diagonal = row.row(channel, site.y)[site.x];
    for (int y = site.y - 2 * kReach; y <= site.y + 2 * kReach; ++y)
        for (int x = site.x - 2 * kReach; x <= site.x + 2 * kReach; ++x) {
            const bool inside = y >= 0 && x >= 0 && y < row.grid.height && x < row.grid.width;
            footprint.precision.push_back(inside ? row.row(channel, y)[x] / diagonal
                                                 : std::numeric_limits<float>::quiet_NaN());
        }
    return footprint;
}

PixelProbe::PixelProbe(QObject* parent)
    : QObject(parent), probing_(QStringLiteral("Working out what goes with the pixel")) {
    connect(&probing_, &Task::changed, this, &PixelProbe::activityChanged);
    connect(&probing_, &Task::failed, this, &PixelProbe::failed);
}

void PixelProbe::setReference(const std::shared_ptr<const Reference>& reference) {
    if (reference != reference_) {
        probing_.cancel();
        footprint_.reset();
    }
    reference_ = reference;
    start();
}

void PixelProbe::setProbe(const std::optional<Probe>& probe) {
    if (probe == probe_) return;
    probe_ = probe;
    if (!probe && footprint_) {
        footprint_.reset();
        Q_EMIT changed();
    }
    start();
}

// While the mouse moves, each footprint is finished and the newest one comes next.
void PixelProbe::start() {
    if (!probe_ || !reference_ || probing_.isRunning()) return;
    if (footprint_ && footprint_->probe == *probe_) return;
    probing_.start(
        [reference = reference_, probe = *probe_](const Progress&) { return footprintOf(*reference, probe); },
        [this](Footprint footprint) {
            if (!probe_) return;
            footprint_ = std::move(footprint);
            Q_EMIT changed();
            start();
        });
}

}  // namespace suss
