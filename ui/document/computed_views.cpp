#include "ui/document/computed_views.h"

#include "core/explain/baselines.h"
#include "core/explain/difference_map.h"
#include "core/explain/predicted_spread.h"
#include "core/explain/relevance_map.h"
#include "core/explain/sample_pictures.h"
#include "ui/paint/range.h"

#include <algorithm>

namespace suss {

ComputedViews::ComputedViews(Analyse analyse, AnalysisMemory& memory, QObject* parent)
    : QObject(parent),
      analyse_(std::move(analyse)),
      memory_(memory),
      viewing_(QStringLiteral("Computing a view")),
      reversing_(QStringLiteral("Comparing in the other direction")),
      comparingKept_(QStringLiteral("Comparing the kept image")) {
    for (Task* task : {&viewing_, &reversing_, &comparingKept_}) {
        connect(task, &Task::changed, this, &ComputedViews::activityChanged);
        connect(task, &Task::failed, this, &ComputedViews::failed);
    }
}

void ComputedViews::setWanted(const std::vector<ViewKind>& kinds) {
    wanted_ = kinds;
    startViewing();
    startReversing();
    startComparingKept();
}

bool ComputedViews::isWanted(ViewKind kind) const {
    return std::find(wanted_.begin(), wanted_.end(), kind) != wanted_.end();
}

void ComputedViews::setPictures(const std::shared_ptr<const Image>& reference,
                                const std::shared_ptr<const Image>& image) {
    if (reference != referenceImage_ || image != image_) ssim_.reset();
    referenceImage_ = reference;
    image_ = image;
    startViewing();
}

void ComputedViews::setReference(const std::shared_ptr<const Reference>& reference) {
    if (reference_ && reference != reference_) {
        viewing_.cancel();
        mean_ = {};
        spreads_ = {};
        forgetKept();
    }
    reference_ = reference;
    startViewing();
    startComparingKept();
}

void ComputedViews::setKept(const std::shared_ptr<const Image>& kept) {
    if (kept != kept_) forgetKept();
    kept_ = kept;
    startComparingKept();
}

void ComputedViews::forgetKept() {
    comparingKept_.cancel();
    ofKept_ = {};
}

void ComputedViews::setComparison(const std::shared_ptr<const Comparison>& comparison,
                                  const Weighting& weighting) {
    if (comparison != comparison_) {
        reversing_.cancel();
        backward_.reset();
        directions_.reset();
    }
    comparison_ = comparison;
    weighting_ = weighting;
    startReversing();
    startComparingKept();
}

void ComputedViews::cancel() {
    for (Task* task : {&viewing_, &reversing_, &comparingKept_}) task->cancel();
}

std::shared_ptr<const Field> ComputedViews::field(ViewKind kind) const {
    if (spreadOf(kind)) return spreads_[channelIndex(kind)];
    if (kind == ViewKind::Ssim) return ssim_;
    if (kind == ViewKind::Directions) return directions_;
    if (kind == ViewKind::KeptMap) return ofKept_.map;
    if (kind == ViewKind::KeptDifference) return ofKept_.difference;
    return nullptr;
}

std::optional<double> ComputedViews::distanceBackward(const Weighting& weighting) const {
    return backward_ ? std::optional(accountOf(*backward_, weighting).distance) : std::nullopt;
}

const Task* ComputedViews::activity() const {
    for (const Task* task : {&viewing_, &reversing_, &comparingKept_})
        if (task->isRunning()) return task;
    return nullptr;
}

// One view after the other, in the order in which people look for them.
void ComputedViews::startViewing() {
    if (viewing_.isRunning()) return;
    if (isWanted(ViewKind::Ssim) && !ssim_ && referenceImage_ && image_ &&
        image_->width == referenceImage_->width && image_->height == referenceImage_->height)
        return viewing_.start(
            [reference = referenceImage_, image = image_](const Progress&) {
                return std::make_shared<const Field>(ssimLoss(*reference, *image));
            },
            [this, reference = referenceImage_, image = image_](const std::shared_ptr<const Field>& loss) {
                if (reference == referenceImage_ && image == image_) ssim_ = loss;
                Q_EMIT comparisonChanged();
                startViewing();
            });
    if (!reference_) return;
    if (isWanted(ViewKind::Mean) && mean_.isEmpty())
        return viewing_.start(
            [reference = reference_](const Progress&) { return pictureOf({}, meanPicture(*reference)); },
            [this](Picture mean) {
                mean_ = std::move(mean);
                Q_EMIT predictedChanged();
                startViewing();
            });
    for (const ViewKind kind : wanted_)
        if (const auto spread = spreadOf(kind); spread && !spreads_[channelIndex(kind)])
            return startSpread(spread->component);
}

// Both channels of a component come at once.
void ComputedViews::startSpread(Component component) {
    viewing_.start(
        [reference = reference_, component](const Progress& progress) {
            return predictedSpread(*reference->distributions[indexOf(component)], progress);
        },
        [this, component](const PredictedSpread& predicted) {
            const auto& plane = predicted.plane;
            for (const ViewKind view : kViewKinds) {
                const auto channel = spreadOf(view);
                if (!channel || channel->component != component) continue;
                Map values(plane->grid.width, plane->grid.height);
                std::copy_n(plane->row(channel->channel, 0), values.values.size(), values.values.begin());
                spreads_[channelIndex(view)] = std::make_shared<Field>(
                    plane, channel->channel, pixelsPerCell(component), automaticRange(values));
                spreadErrors_[channelIndex(view)] = predicted.error;
            }
            Q_EMIT predictedChanged();
            startViewing();
        });
}

// The image as a reference of its own: a run of the network, so only when somebody looks.
void ComputedViews::startReversing() {
    if (!isWanted(ViewKind::Directions) || !comparison_ || reversing_.isRunning()) return;
    if (directions_ && directionsWeighting_ == weighting_) return;
    struct Reversed {
        std::shared_ptr<const Reference> analysed;  // if it was not known
        std::shared_ptr<const Comparison> backward;
        std::shared_ptr<const Field> field;
        Weighting weighting;
    };
    reversing_.start(
        [analyse = analyse_, known = memory_.of(image_), forward = comparison_, backward = backward_,
         weighting = weighting_](const Progress& progress) {
            Reversed reversed{{}, backward, {}, weighting};
            if (!backward) {
                if (!known) reversed.analysed = analyse(forward->image, progress).reference;
                reversed.backward = compare(known ? known : reversed.analysed, forward->reference->image);
            }
            reversed.field =
                std::make_shared<Field>(directionDifference(*forward, *reversed.backward, weighting), true);
            return reversed;
        },
        [this, image = image_](Reversed reversed) {
            if (reversed.analysed) memory_.add(image, reversed.analysed);
            backward_ = std::move(reversed.backward);
            directions_ = std::move(reversed.field);
            directionsWeighting_ = reversed.weighting;
            Q_EMIT comparisonChanged();
            startReversing();
        });
}

void ComputedViews::startComparingKept() {
    if (!isWanted(ViewKind::KeptMap) && !isWanted(ViewKind::KeptDifference)) return;
    if (!reference_ || !kept_ || comparingKept_.isRunning()) return;
    if (kept_->width != reference_->image->width || kept_->height != reference_->image->height) return;
    if (ofKept_.comparison && ofKept_.weighting == weighting_) return;
    comparingKept_.start(
        [known = ofKept_, reference = reference_, kept = kept_, weighting = weighting_](const Progress&) {
            OfKept now = known;
            if (!now.comparison) {
                now.comparison = compare(reference, kept);
                now.difference = std::make_shared<Field>(differenceMap(*reference->image, *kept));
            }
            now.map = std::make_shared<Field>(localDistance(*now.comparison, weighting));
            now.weighting = weighting;
            return now;
        },
        [this](const OfKept& now) {
            ofKept_ = now;
            Q_EMIT keptChanged();
            startComparingKept();
        });
}

}  // namespace suss
