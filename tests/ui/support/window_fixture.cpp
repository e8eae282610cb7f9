#include "tests/ui/support/window_fixture.h"

#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/files.h"
#include "core/image/reshape.h"
#include "core/image/write.h"
#include "core/network/predictor.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <thread>

namespace suss::test {

CountedAnalysis::CountedAnalysis() : state_(std::make_shared<State>()) {
    // One model for the whole program: reading it takes longer than a test.
    static const Analyse analyse = analyseWith([] { return std::filesystem::path(SUSS_TEST_MODEL); });
    state_->analyse = analyse;
}

Analyse CountedAnalysis::function() const {
    return [state = state_](const std::shared_ptr<const Image>& image, const Progress& progress) {
        ++state->runs;
        try {
            while (state->held) {
                report(progress, 0.3, "Held");
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
            return state->analyse(image, progress);
        } catch (const Cancelled&) {
            ++state->cancelled;
            throw;
        }
    };
}

PictureFiles::PictureFiles() {
    const Image landscape = exampleReference();
    image_ = cropped(landscape, 460, 300, kWidth, kHeight);
    const auto write = [&](const char* name, const Image& image, int bits = 8) {
        writeImage(folder_.path() / name, image, bits);
        return path(QString::fromLatin1(name));
    };
    reference = write("reference.png", image_);
    blurred = write("blurred.png", gaussianBlurred(image_, 1.2));
    Image spoiled = image_;
    for (int y = 20; y < 36; ++y)
        for (int x = 80; x < 104; ++x)
            for (int c = 0; c < 3; ++c) spoiled.row(y)[x * 3 + c] = (x + y) % 2 ? 0.1f : 0.9f;
    blemished = write("blemished.png", spoiled);
    Image moved = image_;
    for (int y = 0; y < kHeight; ++y)
        std::rotate_copy(image_.row(y), image_.row(y) + 3 * 2, image_.row(y) + 3 * kWidth, moved.row(y));
    shifted = write("shifted.png", moved);
    Image brighter = image_;
    for (float& value : brighter.rgb) value = std::min(1.0f, value + 0.002f);
    deep = write("deep.png", brighter, 16);
    smaller = write("smaller.png", cropped(landscape, 460, 300, 96, 64));
    damaged = path(QStringLiteral("damaged.png"));
    writeFile(damaged.toStdString(), "not a picture at all");
}

QString PictureFiles::path(const QString& name) const {
    return QString::fromStdString((folder_.path() / name.toStdString()).string());
}

void useScratchSettings() {
    static const QTemporaryDir folder;
    QCoreApplication::setOrganizationName(QStringLiteral("suss-test"));
    QCoreApplication::setApplicationName(QStringLiteral("suss-test"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QSettings().clear();
}

bool waitUntilIdle(const Document& document) {
    return QTest::qWaitFor([&] { return !document.activity(); }, 120'000);
}

bool openAndWait(Document& document, const QString& reference, const QString& image) {
    document.openPair(Source::file(reference), Source::file(image));
    return waitUntilIdle(document) && document.comparison() && document.measures().measured();
}

}  // namespace suss::test
