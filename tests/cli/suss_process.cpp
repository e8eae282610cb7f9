#include "tests/cli/suss_process.h"

#include "core/image/reshape.h"
#include "core/image/write.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

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

Outcome runSuss(const QStringList& arguments) {
    QProcess process;
    start(process, arguments);
    const bool finished = process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit;
    return {finished ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
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
