#include "ui/document/extreme_search.h"

namespace suss {

ExtremeSearch::ExtremeSearch(QObject* parent)
    : QObject(parent), searching_(QStringLiteral("Looking for the most and the least visible change")) {
    connect(&searching_, &Task::changed, this, &ExtremeSearch::activityChanged);
    connect(&searching_, &Task::failed, this, &ExtremeSearch::failed);
}

void ExtremeSearch::setReference(const std::shared_ptr<const Reference>& reference) {
    if (reference == reference_) return;
    searching_.cancel();
    reference_ = reference;
    found_.reset();
    Q_EMIT changed();
}

void ExtremeSearch::start(const ExtremesRequest& request) {
    if (!reference_) return;
    searching_.start(
        [reference = reference_, request](const Progress& progress) {
            Extremes extremes = extremesOf(reference, request, progress);
            const auto shown = [](Extreme& extreme) {
                return Found::Change{pictureOf({}, std::move(extreme.image)), extreme.figures};
            };
            return Found{request, shown(extremes.most), shown(extremes.least)};
        },
        [this](Found found) {
            found_ = std::move(found);
            Q_EMIT changed();
        });
}

}  // namespace suss
