#include "ui/document/repair_walk.h"

#include "core/explain/in_words.h"
#include "ui/text.h"

#include <algorithm>

namespace suss {

RepairWalk::RepairWalk(QObject* parent)
    : QObject(parent),
      walking_(QStringLiteral("Working out what to repair first")),
      drawing_(QStringLiteral("Repairing")) {
    for (Task* task : {&walking_, &drawing_}) {
        connect(task, &Task::changed, this, &RepairWalk::activityChanged);
        connect(task, &Task::failed, this, &RepairWalk::failed);
    }
}

void RepairWalk::setComparison(const std::shared_ptr<const Comparison>& comparison,
                               const Weighting& weighting) {
    if (comparison == comparison_ && weighting == weighting_) return;
    cancel();
    comparison_ = comparison;
    weighting_ = weighting;
    const bool wasThere = walk_ != nullptr;
    walk_.reset();
    first_.reset();
    words_.clear();
    picture_ = {};
    drawn_ = -1;
    if (wasThere) Q_EMIT changed();
    start();
}

void RepairWalk::setWanted(bool wanted) {
    isWanted_ = wanted;
    start();
}

void RepairWalk::setFrame(int frame) {
    if (!walk_) return;
    frame = std::clamp(frame, 0, int(walk_->frames.size()) - 1);
    if (frame == frame_) return;
    frame_ = frame;
    Q_EMIT changed();
    draw();
}

void RepairWalk::cancel() {
    walking_.cancel();
    drawing_.cancel();
}

void RepairWalk::start() {
    struct Walked {
        std::shared_ptr<const Repair> walk;
        std::shared_ptr<const Field> first;
        QString words;
    };
    if (!isWanted_ || !comparison_ || walk_ || walking_.isRunning()) return;
    walking_.start(
        [comparison = comparison_, weighting = weighting_](const Progress& progress) {
            Walked walked;
            walked.walk = std::make_shared<const Repair>(repair(*comparison, weighting, kFrames, progress));
            walked.first = std::make_shared<Field>(earlinessOf(*walked.walk));
            walked.words = toQString(firstInWords(*comparison, weighting, *walked.walk));
            return walked;
        },
        [this](Walked walked) {
            walk_ = std::move(walked.walk);
            first_ = std::move(walked.first);
            words_ = std::move(walked.words);
            frame_ = std::min(frame_, int(walk_->frames.size()) - 1);
            Q_EMIT changed();
            draw();
        });
}

// While the slider moves, each picture is finished and the newest one comes next.
void RepairWalk::draw() {
    struct Drawn {
        int frame;
        Picture picture;
    };
    if (!walk_ || drawn_ == frame_ || drawing_.isRunning()) return;
    drawing_.start(
        [comparison = comparison_, walk = walk_, frame = frame_](const Progress&) {
            return Drawn{frame, pictureOf({}, frameImage(*comparison, walk->frames[std::size_t(frame)]))};
        },
        [this](Drawn drawn) {
            drawn_ = drawn.frame;
            picture_ = std::move(drawn.picture);
            Q_EMIT changed();
            draw();
        });
}

}  // namespace suss
