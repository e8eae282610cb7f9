#include "ui/document/other_measures.h"

#include <algorithm>

namespace suss {
namespace {

// Milliseconds. An image is painted before processors are busy with its numbers, and who steps on quickly
// waits for none of those in between.
constexpr int kPause = 60;

}  // namespace

OtherMeasures::OtherMeasures(QObject* parent)
    : QObject(parent), measuring_(QStringLiteral("Computing PSNR, SSIM and GMSD")) {
    connect(&measuring_, &Task::changed, this, &OtherMeasures::activityChanged);
    connect(&measuring_, &Task::failed, this, &OtherMeasures::failed);
    pause_.setSingleShot(true);
    pause_.setInterval(kPause);
    connect(&pause_, &QTimer::timeout, this, &OtherMeasures::measure);
}

void OtherMeasures::setPictures(const std::shared_ptr<const Image>& reference,
                                const std::shared_ptr<const Image>& image,
                                const std::shared_ptr<const Comparison>& comparison) {
    const bool areOthers = reference != reference_ || image != image_;
    reference_ = reference;
    image_ = image;
    comparison_ = comparison;
    if (areOthers) {
        cancel();
        recall();
    }
    start();
}

void OtherMeasures::setMetrics(const QStringList& files) {
    UserMetrics metrics;
    for (const QString& file : files) {
        const auto old = std::find_if(metrics_.begin(), metrics_.end(),
                                      [&](const auto& metric) { return metric->file() == file; });
        metrics.push_back(old != metrics_.end() ? *old : std::make_shared<UserMetric>(file));
    }
    metrics_ = std::move(metrics);
    // A file that comes back later may be another one by then.
    for (Known& known : known_)
        std::erase_if(known.readings.others,
                      [&](const Readings::Other& other) { return !files.contains(other.file); });
    Q_EMIT changed();
    start();
}

void OtherMeasures::cancel() {
    const bool waited = pause_.isActive();
    pause_.stop();
    measuring_.cancel();
    if (waited) Q_EMIT activityChanged();
}

void OtherMeasures::keep() {
    std::erase_if(known_, [this](const Known& known) {
        return known.comparison.expired() || known.comparison.lock() == comparison_;
    });
    if (comparison_ && measured_) known_.push_back({comparison_, *measured_});
}

void OtherMeasures::recall() {
    measured_.reset();
    if (!comparison_) return;
    const auto found = std::find_if(known_.begin(), known_.end(), [this](const Known& known) {
        return known.comparison.lock() == comparison_;
    });
    if (found != known_.end()) measured_ = found->readings;
}

bool OtherMeasures::isComplete() const {
    if (!measured_ || (comparison_ && !measured_->quantiles)) return false;
    return std::equal(
        measured_->others.begin(), measured_->others.end(), metrics_.begin(), metrics_.end(),
        [](const Readings::Other& other, const auto& metric) { return other.file == metric->file(); });
}

void OtherMeasures::start() {
    if (!reference_ || !image_ || activity() || isComplete()) return;
    pause_.start();
    Q_EMIT activityChanged();
}

void OtherMeasures::measure() {
    measuring_.start(
        [reference = reference_, image = image_, comparison = comparison_, metrics = metrics_,
         known = measured_](const Progress&) {
            return readingsOf(*reference, *image, comparison.get(), metrics, known);
        },
        [this](const Readings& measured) {
            measured_ = measured;
            if (isComplete()) keep();
            Q_EMIT changed();
            start();
        });
}

}  // namespace suss
