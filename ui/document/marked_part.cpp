#include "ui/document/marked_part.h"

#include "core/explain/region_oddity.h"
#include "core/explain/relevance_map.h"
#include "ui/text.h"

#include <algorithm>

namespace suss {
namespace {

bool isAsInReference(const Comparison& comparison, const Rect& rect) {
    const Image &image = *comparison.image, &reference = *comparison.reference->image;
    for (int y = rect.y; y < rect.y + rect.height; ++y) {
        const auto from = std::ptrdiff_t(3) * rect.x, count = std::ptrdiff_t(3) * rect.width;
        if (!std::equal(image.row(y) + from, image.row(y) + from + count, reference.row(y) + from))
            return false;
    }
    return true;
}

}  // namespace

MarkedPart::MarkedPart(QObject* parent)
    : QObject(parent),
      accounting_(QStringLiteral("Accounting for the rectangle")),
      odding_(QStringLiteral("Working out how odd the rectangle is")) {
    for (Task* task : {&accounting_, &odding_}) {
        connect(task, &Task::changed, this, &MarkedPart::activityChanged);
        connect(task, &Task::failed, this, &MarkedPart::failed);
    }
}

void MarkedPart::setRect(const std::optional<Rect>& rect) {
    if (rect == rect_) return;
    rect_ = rect;
    if (!rect) {
        account_.reset();
        accounted_.reset();
    }
    oddity_.clear();
    Q_EMIT changed();
    startAccounting();
    startOdd();
}

void MarkedPart::setComparison(const std::shared_ptr<const Comparison>& comparison,
                               const Weighting& weighting) {
    if (comparison != comparison_) {
        cancel();
        account_.reset();
        accounted_.reset();
        odd_.reset();
        oddity_.clear();
    }
    comparison_ = comparison;
    weighting_ = weighting;
    startAccounting();
    startOdd();
}

void MarkedPart::setOddityWanted(bool wanted) {
    isOddityWanted_ = wanted;
    startOdd();
}

void MarkedPart::cancel() {
    accounting_.cancel();
    odding_.cancel();
}

// While a rectangle is dragged, each account is finished and the newest one comes next.
void MarkedPart::startAccounting() {
    if (!rect_ || !comparison_ || accounting_.isRunning()) return;
    const Subject subject{*rect_, weighting_, comparison_};
    if (accounted_ == subject) return;
    accounting_.start(
        [subject](const Progress&) {
            return accountIn(*subject.comparison, subject.weighting, subject.rect);
        },
        [this, subject](const Account& account) {
            if (!rect_) return;
            account_ = account;
            accounted_ = subject;
            Q_EMIT changed();
            startAccounting();
        });
}

void MarkedPart::startOdd() {
    if (!isOddityWanted_ || !rect_ || !comparison_ || odding_.isRunning()) return;
    const Subject subject{*rect_, weighting_, comparison_};
    if (odd_ == subject && !oddity_.isEmpty()) return;
    odding_.start(
        [subject](const Progress& progress) {
            if (isAsInReference(*subject.comparison, subject.rect))
                return QStringLiteral("The rectangle is as in the reference.");
            return toQString(
                inWords(oddityIn(*subject.comparison, subject.rect, progress), subject.weighting));
        },
        [this, subject](const QString& oddity) {
            odd_ = subject;
            if (rect_ == subject.rect) oddity_ = oddity;
            Q_EMIT changed();
            startOdd();
        });
}

}  // namespace suss
