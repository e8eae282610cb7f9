#include "ui/task.h"

#include "ui/text.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QMetaObject>
#include <QThreadPool>
#include <queue>

#include <algorithm>
#include <exception>
#include <mutex>
#ifdef SUSS_THREAD_SANITIZER
#include <thread>
#endif

namespace suss {
namespace {

#ifndef SUSS_THREAD_SANITIZER
/// Of tasks alone: Qt's own pool paints for the window, which would wait behind them.
QThreadPool& workers() {
    static QThreadPool* pool = [] {
        auto* made = new QThreadPool;
        // Work that was overtaken may take a moment to notice; it must not keep newer work waiting for a
        // thread.
        made->setMaxThreadCount(std::max(made->maxThreadCount(), 8));
        // Before anything static that work may use is gone.
        qAddPostRoutine([] { workers().waitForDone(); });
        return made;
    }();
    return *pool;
}
#endif

void startElsewhere(std::function<void()> work) {
#ifdef SUSS_THREAD_SANITIZER
    // Qt's pool passes work on inside the library, where the thread sanitizer does not look.
    std::thread(std::move(work)).detach();
#else
    workers().start(std::move(work));
#endif
}

}  // namespace

// The way from a worker back to its task, cut when the task goes. Calls wait here rather than in Qt's events,
// so that it is this mutex that passes them on: the thread sanitizer sees it.
struct Task::Link {
    std::mutex mutex;
    Task* task = nullptr;
    std::queue<std::function<void(Task&)>> calls;

    void post(std::function<void(Task&)> call) {
        const std::lock_guard lock(mutex);
        if (!task) return;
        calls.push(std::move(call));
        QMetaObject::invokeMethod(task, "callNext", Qt::QueuedConnection);
    }
};

Task::Task(QString what, QObject* parent)
    : QObject(parent), what_(std::move(what)), link_(std::make_shared<Link>()) {
    link_->task = this;
}

Task::~Task() {
    if (cancelled_) *cancelled_ = true;
    const std::lock_guard lock(link_->mutex);
    link_->task = nullptr;
    link_->calls = {};
}

void Task::callNext() {
    std::function<void(Task&)> call;
    {
        const std::lock_guard lock(link_->mutex);
        call = std::move(link_->calls.front());
        link_->calls.pop();
    }
    call(*this);
}

void Task::cancel() {
    if (cancelled_) *cancelled_ = true;
    cancelled_.reset();
    ++generation_;
    if (!running_) return;
    running_ = false;
    Q_EMIT changed();
}

void Task::run(Work work) {
    if (cancelled_) *cancelled_ = true;
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    cancelled_ = cancelled;
    const int generation = ++generation_;
    running_ = true;
    stage_.clear();
    fraction_ = -1;
    // Who hears of it may cancel it at once.
    Q_EMIT changed();

    startElsewhere([work = std::move(work), cancelled, link = link_, generation]() mutable {
        QElapsedTimer sinceReport;
        sinceReport.start();
        const Progress progress = [&](double fraction, std::string_view stage) {
            // Thirty reports a second are enough for the eye.
            if (sinceReport.elapsed() >= 33) {
                sinceReport.restart();
                link->post([generation, fraction, text = toQString(stage)](Task& task) {
                    task.progressed(generation, fraction, text);
                });
            }
            return !*cancelled;
        };
        std::function<void()> deliver;
        QString error;
        try {
            if (!*cancelled) deliver = work(progress);
        } catch (const Cancelled&) {
            return;
        } catch (const std::exception& exception) {
            error = QString::fromStdString(sentenceOf(exception));
        }
        work = nullptr;  // what it holds is released here, not on the UI thread
        if (*cancelled) return;
        link->post([generation, deliver = std::move(deliver), error](Task& task) {
            task.finish(generation, deliver, error);
        });
    });
}

void Task::finish(int generation, const std::function<void()>& deliver, const QString& error) {
    if (generation != generation_) return;
    running_ = false;
    cancelled_.reset();
    // Deliver first: it may start what follows, and the status line then never blinks in between.
    if (error.isEmpty())
        deliver();
    else
        Q_EMIT failed(error);
    Q_EMIT changed();
}

void Task::progressed(int generation, double fraction, const QString& stage) {
    if (generation != generation_ || !running_) return;
    fraction_ = fraction;
    stage_ = stage;
    Q_EMIT changed();
}

}  // namespace suss
