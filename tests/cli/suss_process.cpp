#include "tests/cli/suss_process.h"

#include "core/image/reshape.h"
#include "core/image/write.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

namespace suss::test {

bool Outcome::isOneSentence() const {
    return output.isEmpty() && errors.startsWith("suss: ") && errors.endsWith('\n') &&
           errors.count('\n') == 1;
}

void start(QProcess& process, const QStringList& arguments) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("SUSS_MODEL", SUSS_TEST_MODEL);
    process.setProcessEnvironment(environment);
    process.start(SUSS_PROGRAM, arguments);
}

namespace {

Outcome run(QProcess& process, const QStringList& arguments) {
    start(process, arguments);
    const bool finished = process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit;
    return {finished ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

}  // namespace

Outcome runSuss(const QStringList& arguments) {
    QProcess process;
    return run(process, arguments);
}

Outcome runSuss(const QStringList& arguments, const Limit& limit) {
    QProcess process;
    process.setChildProcessModifier([limit] {
        const rlimit most{limit.bytes, limit.bytes};
        ::setrlimit(__rlimit_resource_t(limit.resource), &most);
        std::signal(SIGXFSZ, SIG_IGN);  // a write that goes too far fails, instead of ending the program
    });
    return run(process, arguments);
}

QJsonObject compareJson(const QStringList& arguments) {
    const Outcome outcome = runSuss(QStringList{"compare", "--json"} + arguments);
    [&] { QVERIFY2(outcome.exitCode == 0, outcome.errors.constData()); }();
    return QJsonDocument::fromJson(outcome.output).object();
}

QJsonObject componentOf(const QJsonObject& comparison, const QString& name) {
    for (const QJsonValue& component : comparison["components"].toArray())
        if (component["name"] == name) return component.toObject();
    return {};
}

Image centreOf(const Image& image, int width, int height) {
    return cropped(image, (image.width - width) / 2, (image.height - height) / 2, width, height);
}

QString written(const std::filesystem::path& file, const Image& image) {
    writeImage(file, image, 16);
    return QString::fromStdString(file.string());
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void fill(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

}  // namespace suss::test
