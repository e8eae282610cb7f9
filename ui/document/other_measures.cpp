#include "ui/document/other_measures.h"

#include <algorithm>

namespace suss {

OtherMeasures::OtherMeasures(QObject* parent)
    : QObject(parent), measuring_(QStringLiteral("Computing PSNR, SSIM and GMSD")) {
    connect(&measuring_, &Task::changed, this, &OtherMeasures::activityChanged);
    connect(&measuring_, &Task::failed, this, &OtherMeasures::failed);
}

void OtherMeasures::setPictures(const std::shared_ptr<const Image>& reference,
                                const std::shared_ptr<const Image>& image,
                                const std::shared_ptr<const Comparison>& comparison) {
    if (reference != reference_ || image != image_) {
        measuring_.cancel();
        measured_.reset();
    }
    reference_ = reference;
    image_ = image;
    comparison_ = comparison;
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
    Q_EMIT changed();
    start();
}

bool OtherMeasures::isComplete() const {
    if (!measured_ || (comparison_ && !measured_->quantiles)) return false;
    return std::equal(
        measured_->others.begin(), measured_->others.end(), metrics_.begin(), metrics_.end(),
        [](const Readings::Other& other, const auto& metric) { return other.file == metric->file(); });
}

void OtherMeasures::start() {
    if (!reference_ || !image_ || measuring_.isRunning() || isComplete()) return;
    measuring_.start(
        [reference = reference_, image = image_, comparison = comparison_, metrics = metrics_,
         known = measured_](const Progress&) {
            return readingsOf(*reference, *image, comparison.get(), metrics, known);
        },
        [this](const Readings& measured) {
            measured_ = measured;
            Q_EMIT changed();
            start();
        });
}

}  // namespace suss
