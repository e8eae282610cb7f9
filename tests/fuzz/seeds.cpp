// Writes small valid inputs for the fuzzers: seeds FOLDER.

#include "core/files.h"
#include "core/image/write.h"
#include "core/image/write_floats.h"
#include "core/network/model_file.h"
#include "ui/document/pixel_mask.h"
#include "ui/session.h"

#include <QJsonDocument>

#include <filesystem>
#include <iostream>
#include <numeric>

namespace fs = std::filesystem;

namespace {

void writeSmallModel(const fs::path& file) {
    suss::Model model;
    model.networkConfig = {{1, 1, 1, 1}, {1, 1}, 0.5, -1, 8};
    for (const auto& [name, shape] : suss::weightShapes(model.networkConfig))
        model.weights[name] = {
            shape, std::vector<float>(std::accumulate(shape.begin(), shape.end(), std::size_t{1},
                                                      [](std::size_t a, std::int64_t b) { return a * b; }))};
    model.info.name = "seed";
    model.info.defaultWeights = "one";
    model.info.weightSets["one"] = {1, 1, 1, 1};
    model.info.noticing["one"] = {1, 1, 1};
    suss::writeModel(file, model);
}

void writeImages(const fs::path& folder) {
    suss::Image image(17, 16);
    for (std::size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = float(i % 97) / 96.f;
    suss::writeImage(folder / "8.png", image, 8);
    suss::writeImage(folder / "16.png", image, 16);
    suss::writeImage(folder / "16.tif", image, 16);
    for (const char* ending : {"float.tif", "float.exr"})
        suss::writeFloats(folder / ending, image.rgb, 3 * image.width, image.height);
}

void writeSmallSession(const fs::path& file) {
    suss::Session session;
    session.reference = suss::Source::example();
    session.images << suss::Source::example("blur") << suss::Source::file("/pictures/a.png");
    session.images.back().scaledTo = {24, 16};
    session.weightSet = "one";
    session.weights = {1, 1, 0.5, 2};
    session.marked = suss::Rect{1, 2, 3, 4};
    session.painted = suss::PixelMask::of({2, 3, 5, 6}, {24, 16}).toPng();
    session.view =
        QJsonDocument::fromJson(R"({"layout": "four", "panes": ["reference", "image", "map", "whitened:Y1"],
        "active": 1, "divider": 0.4, "ranges": {"whitened": [-7, 7]}, "sequential": "viridis", "map_opacity": 0.5,
        "regions": true, "pinned": [9.5, 4.25], "zoom": 3, "center": [9, 4]})")
            .object();
    suss::writeSession(session, QString::fromStdString(file.string()));
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "usage: seeds FOLDER\n";
        return 2;
    }
    const fs::path folder = arguments[1];
    for (const char* reader : {"model", "image", "table", "recipe", "session"})
        fs::create_directories(folder / reader);
    writeSmallModel(folder / "model" / "small.suss");
    writeImages(folder / "image");
    suss::writeFile(folder / "table" / "pairs.csv",
                    "reference,image,human,group\n\"a.png\",b.png,1.5,blur\na.png,c.png,-2e3,\n");
    suss::writeFile(folder / "recipe" / "empty.json", R"({"schema": "suss.figure/1"})");
    writeSmallSession(folder / "session" / "small.suss-session");
}
