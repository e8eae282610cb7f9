#include "ui/document/standing.h"

#include <utility>

namespace suss {

Standing::Standing(QObject* parent)
    : QObject(parent), scoring_(QStringLiteral("Scoring imperceptible variants")) {
    connect(&scoring_, &Task::changed, this, &Standing::activityChanged);
    connect(&scoring_, &Task::failed, this, &Standing::failed);
}

void Standing::start(const std::shared_ptr<const Reference>& reference, const ModelInfo& model) {
    constexpr int kVariants = 24;
    constexpr std::uint64_t kSeed = 1;
    if (!variants_.isEmpty() || scoring_.isRunning()) return;
    scoring_.start(
        [reference, model](const Progress& progress) {
            return scoreVariants(*reference, model, kVariants, kSeed, progress);
        },
        [this](VariantScores scores) {
            variants_ = std::move(scores);
            Q_EMIT changed();
        });
}

void Standing::forget() {
    scoring_.cancel();
    variants_ = {};
}

}  // namespace suss
