// The window's program where there is no window.

#include "tests/cli/suss_process.h"

#include <QProcess>
#include <QTest>

class TestViewer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void helpAndVersionNeedNoDisplay() {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY"}) environment.remove(QLatin1String(display));
        environment.insert("QT_QPA_PLATFORM", "xcb");
        for (const auto& [option, words] :
             {std::pair("--help", "REF"), {"-h", "REF"}, {"--version", "suss-viewer "}}) {
            QProcess process;
            process.setProcessEnvironment(environment);
            process.start(SUSS_VIEWER_PROGRAM, {QLatin1String(option)});
            QVERIFY(process.waitForFinished(60'000));
            QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
                     process.readAllStandardError().constData());
            QVERIFY(process.readAllStandardOutput().contains(words));
        }
    }

    void withoutADisplayThereIsOneSentence() {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QLatin1String(display));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(SUSS_VIEWER_PROGRAM, {});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 2);
        const QByteArray errors = process.readAllStandardError();
        QVERIFY2(errors.count('\n') == 1 && errors.contains("no display"), errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestViewer)
#include "test_viewer.moc"
