#pragma once

#include "core/explain/repair.h"
#include "ui/picture.h"
#include "ui/task.h"

#include <QObject>

#include <memory>

namespace suss {

/// The way from the image to the reference on which the score rises most, worked out off the UI thread while
/// somebody looks, and the picture at one place of it.
class RepairWalk : public QObject {
    Q_OBJECT

  public:
    static constexpr int kFrames = 24;

    explicit RepairWalk(QObject* parent = nullptr);
    /// None: there is nothing to repair. Another comparison or other weights: another walk.
    void setComparison(const std::shared_ptr<const Comparison>& comparison, const Weighting& weighting);
    void setWanted(bool wanted);
    void setFrame(int frame);
    void cancel();

    /// Null until it is worked out.
    [[nodiscard]] const std::shared_ptr<const Repair>& walk() const { return walk_; }
    [[nodiscard]] int frame() const { return frame_; }
    [[nodiscard]] const RepairFrame& place() const { return walk_->frames[std::size_t(frame_)]; }
    /// At the frame of the moment, or the one before while that is drawn.
    [[nodiscard]] const Picture& picture() const { return picture_; }
    /// Whether the picture is that of the frame: else that is being drawn.
    [[nodiscard]] bool isSettled() const { return walk_ && drawn_ == frame_; }
    /// What comes first, in one sentence; empty until it is worked out, or if there is nothing to gain.
    [[nodiscard]] const QString& inWords() const { return words_; }
    /// How early each place is repaired: bright came first.
    [[nodiscard]] const std::shared_ptr<const Field>& first() const { return first_; }
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const { return walking_.isRunning() ? &walking_ : nullptr; }
    [[nodiscard]] bool isIdle() const { return !walking_.isRunning() && !drawing_.isRunning(); }

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    void start();
    void draw();

    std::shared_ptr<const Comparison> comparison_;
    Weighting weighting_;
    bool isWanted_ = false;
    std::shared_ptr<const Repair> walk_;
    std::shared_ptr<const Field> first_;
    QString words_;
    int frame_ = 0, drawn_ = -1;
    Picture picture_;
    Task walking_, drawing_;
};

}  // namespace suss
