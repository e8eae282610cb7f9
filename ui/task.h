#pragma once

#include "core/progress.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace suss {

/// One kind of work off the UI thread. Starting it again overtakes what is under way: that is asked to stop,
/// and nothing of it is ever delivered. Results, errors and progress arrive on the thread the Task lives in.
/// Destroying a Task cancels and never waits. Work must hold everything it needs by value.
class Task : public QObject {
    Q_OBJECT

  public:
    explicit Task(QString what, QObject* parent = nullptr);
    ~Task() override;

    /// Runs work(progress) on another thread, then deliver(result) here.
    template <class Work, class Deliver>
    void start(Work work, Deliver deliver) {
        run([work = std::move(work), deliver = std::move(deliver)](const Progress& progress) mutable {
            // Shared, because std::function asks for copies of what it holds.
            auto result = std::make_shared<decltype(work(progress))>(work(progress));
            return std::function<void()>(
                [deliver = std::move(deliver), result = std::move(result)]() mutable {
                    deliver(std::move(*result));
                });
        });
    }

    /// Asks the work to stop and forgets it.
    void cancel();

    [[nodiscard]] bool isRunning() const { return running_; }
    /// What is being done, for the status line, and how far it is (negative: unknown).
    [[nodiscard]] QString stage() const { return stage_.isEmpty() ? what_ : stage_; }
    [[nodiscard]] double fraction() const { return fraction_; }

  Q_SIGNALS:
    void changed();                       ///< running, stage or fraction
    void failed(const QString& message);  ///< the work threw; one sentence

  private:
    struct Link;
    using Work = std::function<std::function<void()>(const Progress&)>;

    void run(Work work);
    Q_INVOKABLE void callNext();
    void finish(int generation, const std::function<void()>& deliver, const QString& error);
    void progressed(int generation, double fraction, const QString& stage);

    QString what_, stage_;
    double fraction_ = -1;
    bool running_ = false;
    int generation_ = 0;
    std::shared_ptr<Link> link_;
    std::shared_ptr<std::atomic<bool>> cancelled_;
};

}  // namespace suss
