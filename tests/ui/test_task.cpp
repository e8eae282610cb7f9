// Work off the UI thread: newer overtakes older, nothing stale arrives, nobody waits.

#include "ui/task.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

namespace suss {
namespace {

// Runs until asked to stop, or for ten seconds.
auto endless(std::shared_ptr<std::atomic<int>> stopped) {
    return [stopped](const Progress& progress) {
        for (int i = 0; i < 5000; ++i) {
            if (!progress(i / 5000.0, "Waiting")) {
                ++*stopped;
                throw Cancelled();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return 0;
    };
}

}  // namespace

class TaskTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void deliversOnTheOwnersThread() {
        Task task(QStringLiteral("Counting"));
        int result = 0;
        QThread* thread = nullptr;
        std::atomic<QThread*> worker{nullptr};
        task.start(
            [&](const Progress&) {
                worker = QThread::currentThread();
                return 42;
            },
            [&](int value) {
                result = value;
                thread = QThread::currentThread();
            });
        QVERIFY(task.isRunning());
        QTRY_COMPARE(result, 42);
        QCOMPARE(thread, QThread::currentThread());
        QVERIFY(worker != thread);
        QTRY_VERIFY(!task.isRunning());
    }

    void newerOvertakesOlder() {
        Task task(QStringLiteral("Overtaking"));
        auto stopped = std::make_shared<std::atomic<int>>(0);
        QList<int> delivered;
        for (int i = 0; i < 5; ++i) task.start(endless(stopped), [&](int) { delivered << -1; });
        task.start([](const Progress&) { return 7; }, [&](int value) { delivered << value; });
        QTRY_COMPARE(delivered, QList<int>{7});
        QTest::qWait(50);
        QCOMPARE(delivered, QList<int>{7});
    }

    void whoHearsOfItMayCancelIt() {
        Task task(QStringLiteral("Refused"));
        bool ran = false, delivered = false;
        connect(&task, &Task::changed, this, [&] {
            if (task.isRunning()) task.cancel();
        });
        task.start([&](const Progress&) { return ran = true; }, [&](bool) { delivered = true; });
        QVERIFY(!task.isRunning());
        QTest::qWait(50);
        QVERIFY(!ran && !delivered);
    }

    void cancelDropsTheResult() {
        Task task(QStringLiteral("Cancelling"));
        auto stopped = std::make_shared<std::atomic<int>>(0);
        bool delivered = false;
        task.start(endless(stopped), [&](int) { delivered = true; });
        QTRY_VERIFY(task.fraction() >= 0);
        QCOMPARE(task.stage(), QStringLiteral("Waiting"));
        task.cancel();
        QVERIFY(!task.isRunning());
        QTRY_COMPARE(stopped->load(), 1);
        QVERIFY(!delivered);
    }

    void errorsArriveAsASentence() {
        Task task(QStringLiteral("Failing"));
        QSignalSpy failed(&task, &Task::failed);
        task.start([](const Progress&) -> int { throw Error("The paper is out."); }, [](int) {});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), QStringLiteral("The paper is out."));
        QVERIFY(!task.isRunning());
    }

    void destructionNeverWaits() {
        auto stopped = std::make_shared<std::atomic<int>>(0);
        bool delivered = false;
        auto task = std::make_unique<Task>(QStringLiteral("Leaving"));
        task->start(endless(stopped), [&](int) { delivered = true; });
        QTest::qWait(30);
        QElapsedTimer timer;
        timer.start();
        task.reset();
        QVERIFY(timer.elapsed() < 500);
        QTRY_COMPARE(stopped->load(), 1);
        QVERIFY(!delivered);
    }

    void deliveryMayStartTheNext() {
        Task task(QStringLiteral("Chaining"));
        int last = 0;
        std::function<void(int)> next = [&](int value) {
            last = value;
            if (value < 3) task.start([value](const Progress&) { return value + 1; }, next);
        };
        task.start([](const Progress&) { return 1; }, next);
        QTRY_COMPARE(last, 3);
        QTRY_VERIFY(!task.isRunning());
    }
};

}  // namespace suss

QTEST_GUILESS_MAIN(suss::TaskTest)
#include "test_task.moc"
