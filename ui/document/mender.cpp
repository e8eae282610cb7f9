#include "ui/document/mender.h"

#include "core/explain/sample_pictures.h"

#include <algorithm>

namespace suss {

Mender::Mender(QObject* parent) : QObject(parent), mending_(QStringLiteral("Replacing a part")) {
    connect(&mending_, &Task::changed, this, &Mender::activityChanged);
    connect(&mending_, &Task::failed, this, &Mender::failed);
}

void Mender::mend(const std::shared_ptr<const Comparison>& comparison, const Source& before,
                  const PixelMask& chosen, Mending with) {
    if (mending_.isRunning()) return;
    mending_.start(
        [comparison, chosen, with](const Progress&) {
            const Image mean = with == Mending::Mean ? meanPicture(*comparison->reference) : Image();
            const Image& other = with == Mending::Mean ? mean : *comparison->reference->image;
            return std::make_shared<const Image>(replaced(*comparison->image, other, chosen));
        },
        [this, before](const std::shared_ptr<const Image>& image) {
            const Source after =
                Source::memory(hasMade(before) ? before.name : tr("What if: %1").arg(before.title()), image);
            steps_.push_back({before, after});
            Q_EMIT mended(before, after);
        });
}

bool Mender::hasMade(const Source& picture) const {
    return stepTo(picture) != steps_.end();
}

std::vector<Mender::Step>::const_iterator Mender::stepTo(const Source& picture) const {
    return std::find_if(steps_.begin(), steps_.end(),
                        [&](const Step& step) { return step.after == picture; });
}

Source Mender::originOf(const Source& picture) const {
    Source first = picture;
    for (auto step = stepTo(first); step != steps_.end(); step = stepTo(first)) first = step->before;
    return first;
}

std::optional<Source> Mender::takeBack(const Source& picture) {
    const auto step = stepTo(picture);
    if (step == steps_.end()) return std::nullopt;
    const Source before = step->before;
    steps_.erase(step);
    return before;
}

void Mender::forget(const Source& picture) {
    for (auto before = takeBack(picture); before; before = takeBack(*before)) {
    }
}

}  // namespace suss
