#include "ui/document/pixel_probe.h"

namespace suss {

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
