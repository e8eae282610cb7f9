// Prints how long the window takes to answer, from the request until everything is painted again: median and
// slowest of many, and the most processor time that the window's thread took, which other work on the machine
// does not lengthen. Not a test: run it on a quiet machine. The network is replaced by a plain Gaussian
// around the picture, because no frame waits for it.
//     QT_QPA_PLATFORM=offscreen bench_frames [width height]      (768 512; 6000 4000 is a large photo)

#include "core/explain/example.h"
#include "core/image/reshape.h"
#include "ui/commands.h"
#include "ui/main_window.h"
#include "ui/paint/qt_image.h"
#include "ui/panels/images_panel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>

using namespace suss;

namespace {

Analysis plainAnalysis(const std::shared_ptr<const Image>& image, const Progress&) {
    auto reference = std::make_shared<Reference>();
    reference->image = image;
    reference->planes = planesOf(*image);
    for (const Component component : kComponents) {
        const Plane& plane = reference->planes[indexOf(component)];
        const std::size_t n = plane.values.size();
        reference->distributions[indexOf(component)] = std::make_shared<StructuredGaussian>(
            plane.grid, plane.values, std::vector<float>(n, 4.5f),
            SlotBlocks(neighbourSlots(plane.grid.channels).size(),
                       std::vector<float>(n / std::size_t(plane.grid.channels), -0.05f)));
    }
    reference->self = whiten(reference->distributions, reference->planes);
    ModelInfo model;
    model.name = "plain";
    model.weightSets["plain"] = {0.01, 0.01, 0.01, 0.01};
    model.defaultWeights = "plain";
    model.trainingRecord = std::make_shared<nlohmann::json>(nlohmann::json::object());
    return {reference, model};
}

/// Of this thread.
double processorMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

class Frames {
  public:
    explicit Frames(MainWindow& window) : window_(window) {}

    void measure(const char* what, int count, const std::function<void(int)>& ask) {
        std::vector<double> milliseconds;
        double processor = 0;
        for (int i = 0; i < count; ++i) {
            settle();
            QElapsedTimer timer;
            timer.start();
            const double before = processorMilliseconds();
            ask(i);
            // Requests to paint are sent once the events that led to them are done.
            QApplication::sendPostedEvents();
            QApplication::processEvents();
            milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
            processor = std::max(processor, processorMilliseconds() - before);
        }
        std::sort(milliseconds.begin(), milliseconds.end());
        std::printf("%-44s %8.1f %8.1f %10.1f\n", what, milliseconds[milliseconds.size() / 2],
                    milliseconds.back(), processor);
        std::fflush(stdout);
    }

    void settle() {
        if (!QTest::qWaitFor([&] { return !window_.document().activity(); }, 600'000))
            std::fputs("bench_frames: the work did not end\n", stderr);
        QApplication::processEvents();
    }

  private:
    MainWindow& window_;
};

}  // namespace

int main(int argc, char** argv) {
    const int width = argc > 2 ? std::atoi(argv[1]) : 768, height = argc > 2 ? std::atoi(argv[2]) : 512;
    QStandardPaths::setTestModeEnabled(true);
    const QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("suss-bench"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QSettings().clear();

    MainWindow window(plainAnalysis);
    window.resize(1920, 1080);
    window.show();
    const Image picture = resized(exampleReference(), width, height);
    // Files, as people open them: what is remembered of files is part of a step.
    const QTemporaryDir folder;
    const auto saved = [&](const Image& image, const std::string& name) {
        const QString file = folder.filePath(QString::fromStdString(name + ".ppm"));
        toScreen(image).save(file);
        return Source::file(file);
    };
    QList<Source> images;
    for (const Distortion& distortion : exampleDistortions())
        images << saved(distorted(picture, distortion.key), distortion.key);
    const Source reference = saved(picture, "reference");
    QElapsedTimer opening;
    opening.start();
    window.document().openAll(reference, images);
    Frames frames(window);
    frames.settle();
    std::printf("%d x %d pixels, window of 1920 x 1080; %.1f s until all %d images were compared\n", width,
                height, double(opening.elapsed()) / 1000, int(images.size()));
    std::printf("%-44s %8s %8s %10s\n", "milliseconds until painted", "median", "slowest", "processor");

    ViewState& state = window.viewState();
    Commands& commands = *window.commands();
    const QPointF middle(300, 300);
    state.setView(0, ViewKind::Image);
    state.setView(1, ViewKind::Map);
    frames.measure("pan, picture and map, fitted", 60, [&](int i) { state.pan({i % 2 ? 5.0 : -5.0, 3.0}); });
    frames.measure("zoom in at the cursor", 40, [&](int) { state.zoomAt(middle, 1.08); });
    frames.measure("zoom out at the cursor", 40, [&](int) { state.zoomAt(middle, 1 / 1.08); });
    state.setZoom(1);
    frames.measure("pan, picture and map, 100 %", 60, [&](int i) { state.pan({i % 2 ? 5.0 : -5.0, 3.0}); });
    state.fit();
    frames.measure("drag a range, map fitted", 60, [&](int i) {
        state.chooseRange(RangeGroup::Map, Range{0, 1.0 + 0.01 * i});
    });
    state.setView(1, ViewKind::Y1);
    frames.measure("drag a range, residual Y1 fitted", 60, [&](int i) {
        state.chooseRange(RangeGroup::Whitened, Range{-1 - 0.01 * i, 1 + 0.01 * i});
    });
    state.setView(1, ViewKind::Image);
    frames.measure("flip to the reference and back", 40, [&](int i) { state.peek(i % 2 == 0); });
    state.peek(false);
    frames.measure("another view by its key", 32,
                   [&](int i) { commands.views[std::size_t(i % 4 + (i % 8 > 3 ? 4 : 0))]->trigger(); });
    for (std::size_t layout = 0; layout < kStageLayouts.size(); ++layout) {
        const std::string what = "layout: " + keyOf(kStageLayouts[layout]).toStdString() + ", and back";
        const std::size_t other = layout == 0 ? 1 : 0;
        frames.measure(what.c_str(), 20, [&](int i) { commands.layouts[i % 2 ? other : layout]->trigger(); });
    }
    state.setLayout(StageLayout::SideBySide);
    state.setView(1, ViewKind::Image);
    frames.measure("switch a component", 16,
                   [&](int i) { commands.switches[std::size_t(i / 2 % 4)]->trigger(); });
    frames.measure("step to an image of the list", 24,
                   [&](int i) { (i / 5 % 2 ? commands.nextImage : commands.previousImage)->trigger(); });
    frames.settle();
    {
        // Playing: pictures of the walk a second, each made, halved for the screen and painted.
        commands.redraw->trigger();
        frames.settle();
        int pictures = 0;
        std::shared_ptr<const Pyramid> last;
        const auto count = QObject::connect(&window.document(), &Document::changed, [&] {
            const auto now = window.document().pyramid(ViewKind::Sample);
            pictures += now != last;
            last = now;
        });
        window.document().sampler().play(true);
        QTest::qWait(6000);
        window.document().sampler().play(false);
        QObject::disconnect(count);
        std::printf("%-44s %8.1f a second\n", "walk through samples", pictures / 6.0);
    }
    state.setView(1, ViewKind::Image);
    commands.inspector->setChecked(true);
    frames.measure("move the cursor, inspector open", 60,
                   [&](int i) { state.setCrosshair(QPointF(width * (0.3 + 0.005 * i), height * 0.4)); });
    frames.measure("drag a rectangle", 40, [&](int i) {
        window.document().marked().setRect(Rect{width / 8, height / 8, 20 + i, 30 + i});
    });
    return 0;
}
