#pragma once

#include "core/image/image.h"

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <filesystem>

namespace suss::test {

/// What a finished run of the built `suss` left.
struct Outcome {
    int exitCode = -1;  ///< -1 if it did not end by itself
    QByteArray output, errors;

    /// Exactly one line on standard error and nothing on standard output, as every refusal has it.
    [[nodiscard]] bool isOneSentence() const;
};

/// Starts `suss` with the test model.
void start(QProcess& process, const QStringList& arguments);

/// Runs `suss` with the test model. Gives up after two minutes.
Outcome runSuss(const QStringList& arguments);

/// A resource as setrlimit() counts it: RLIMIT_AS for memory, RLIMIT_FSIZE for what a file may grow to, which
/// then is as if the disk were full.
struct Limit {
    int resource = 0;
    unsigned long bytes = 0;
};
/// The same with less of something.
Outcome runSuss(const QStringList& arguments, const Limit& limit);

/// The document of `suss compare --json` with these arguments; fails the test if the exit code is not 0.
QJsonObject compareJson(const QStringList& arguments);

/// "Y1" and so on within one comparison of such a document.
QJsonObject componentOf(const QJsonObject& comparison, const QString& name);

/// The middle of the built-in example, or of any picture, small enough for tests.
Image centreOf(const Image& image, int width, int height);

/// The bytes of a file; none if it cannot be read.
QByteArray contentOf(const QString& path);
/// Writes these bytes; fails the test if that cannot be done.
void fill(const QString& path, const QByteArray& bytes);

/// Writes a 16-bit PNG and returns its path as an argument.
QString written(const std::filesystem::path& file, const Image& image);

}  // namespace suss::test
