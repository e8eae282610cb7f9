#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/files.h"
#include "core/image/reshape.h"
#include "core/image/write.h"
#include "core/network/model_file.h"
#include "core/network/predictor.h"
#include "core/train/calibrate.h"
#include "core/train/photo_set.h"
#include "core/train/sample_spread.h"
#include "core/train/trainer.h"
#include "core/train/variant_planes.h"
#include "core/train/variant_scores.h"
#include "core/train/variants.h"
#include "tests/support/photos.h"

#include <QTest>

#include <fstream>

using namespace suss;
using namespace suss::test;

namespace {

/// Pieces of the generated example as a photo folder: small, but every run finds some held out.
void makePhotos(const std::filesystem::path& folder, int count) {
    const Image example = exampleReference();
    for (int i = 0; i < count; ++i) {
        const int x = (i * 37) % (example.width - 64), y = (i * 53) % (example.height - 64);
        writeImage(folder / ("piece-" + std::to_string(i) + ".png"), cropped(example, x, y, 64, 64), 8);
    }
}

TrainConfig smallConfig(std::int64_t steps) {
    TrainConfig config;
    config.network = {{4, 4, 4, 4}, {4, 4}, 0.5, -1, 8};
    config.steps = steps;
    config.batch = 2;
    config.crop = 48;
    config.variantsPerCrop = 2;
    config.reportEvery = 4;
    config.warmUp = 2;
    config.meanShare = 0.2;
    config.factorShare = 0.2;
    return config;
}

VariantConfig nothingChanges() {
    VariantConfig config;
    config.translation = config.rotation = config.scaling = config.elastic = 0;
    config.brightness = config.contrast = config.gamma = config.hue = config.saturation = 0;
    config.noise = config.noiseFloor = config.blurChance = config.jpegChance = 0;
    config.familyChance = 1;
    config.blurSigma = 1;  // acts only where blurChance lets it
    return config;
}

double largestChange(const VariantConfig& config, unsigned seed = 1) {
    torch::manual_seed(seed);
    const Image crop =
        cropped(exampleReference(), 300, 200, 64 + 2 * kVariantMargin, 64 + 2 * kVariantMargin);
    const auto batch = makeVariants({crop}, 8, config);
    double largest = 0;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        largest = std::max(largest,
                           (batch.variants[c] - batch.references[c].unsqueeze(1)).abs().max().item<double>());
    return largest;
}

/// The message of the Error that a job ends with.
std::string refusalOf(const TrainJob& job) {
    try {
        train(job, {});
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace

class TestTraining : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void strengthsOfAForeignModelAreChecked() {
        const auto refused = [](const nlohmann::json& variants) {
            ModelInfo model;
            model.trainingRecord =
                std::make_shared<nlohmann::json>(nlohmann::json{{"config", {{"variants", variants}}}});
            try {
                variantStrengths(model);
                return false;
            } catch (const Error&) {
                return true;
            }
        };
        QVERIFY(!refused({{"noise", 0.01}}));
        QVERIFY(refused({{"elasticSpacing", 0}}));
        QVERIFY(refused({{"levels", 0}}));
        QVERIFY(refused({{"noise", "much"}}));
    }

    // Nothing but noise, and a model that expects just that noise of independent pixels.
    void variantsAreScoredOnTheirReference() {
        VariantConfig config = nothingChanges();
        config.noiseFloor = 0.01;
        ModelInfo model;
        model.trainingRecord = std::make_shared<nlohmann::json>(
            nlohmann::json{{"config", {{"variants", nlohmann::json(config)}}}});
        auto reference = std::make_shared<Reference>();
        reference->image = std::make_shared<const Image>(cropped(exampleReference(), 300, 200, 83, 61));
        reference->planes = planesOf(*reference->image);
        for (const Component component : kComponents) {
            const Plane& plane = reference->planes[indexOf(component)];
            const double cells = pixelsPerCell(component) * pixelsPerCell(component);
            // Deviation of Y (or of Cb) under independent noise of R, G and B, averaged over a cell.
            const double share = component == Component::CbCr
                                     ? (0.886 * 0.886 + 0.299 * 0.299 + 0.587 * 0.587) / (1.772 * 1.772)
                                     : 0.299 * 0.299 + 0.587 * 0.587 + 0.114 * 0.114;
            const double deviation = 0.01 * std::sqrt(share / cells);
            const std::size_t n = plane.values.size();
            reference->distributions[indexOf(component)] = std::make_shared<StructuredGaussian>(
                plane.grid, plane.values, std::vector<float>(n, float(-std::log(deviation))),
                SlotBlocks(neighbourSlots(plane.grid.channels).size(),
                           std::vector<float>(n / std::size_t(plane.grid.channels))));
        }
        reference->self = whiten(reference->distributions, reference->planes);
        const VariantScores scores = scoreVariants(*reference, model, 6, 1);
        QCOMPARE(scores.part, (Rect{0, 0, 80, 56}));
        QCOMPARE(scores.meanSquares.size(), std::size_t(6));
        for (const auto& variant : scores.meanSquares) {
            QVERIFY(std::abs(variant[0] - 1) < 0.1);  // 4480 values: five standard errors
            QVERIFY(std::abs(variant[2] - 1) < 0.45);
        }
        for (std::size_t i = 0; i < kNormalQuantiles.size(); ++i)
            if (std::abs(kNormalQuantiles[i]) <= 2)
                QVERIFY(std::abs(scores.quantiles[0][i] - kNormalQuantiles[i]) < 0.1f);
        for (std::size_t c = 0; c < kComponentCount; ++c) QCOMPARE(scores.meanSquaresOfReference[c], 0.0);
        QCOMPARE(scoreVariants(*reference, model, 6, 1).meanSquares, scores.meanSquares);
        QVERIFY(scoreVariants(*reference, model, 6, 2).meanSquares != scores.meanSquares);
    }

    void torchPlanesEqualCore() {
        const Image image = cropped(exampleReference(), 100, 80, 64, 48);
        const auto rgb =
            torch::from_blob(const_cast<float*>(image.rgb.data()), {1, 48, 64, 3}).permute({0, 3, 1, 2});
        const auto batch = planesOfBatch(rgb);
        const Planes planes = planesOf(image);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            const auto same =
                torch::from_blob(const_cast<float*>(planes[c].values.data()), {planes[c].grid.variables()});
            QVERIFY((batch[c].flatten() - same).abs().max().item<double>() < 1e-6);
        }
    }

    void everyFamilyOfVariantsActs_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        for (const auto& [key, value] : {std::pair{"translation", 0.5},
                                         {"rotation", 1.0},
                                         {"scaling", 0.02},
                                         {"elastic", 0.5},
                                         {"brightness", 0.02},
                                         {"contrast", 0.1},
                                         {"gamma", 0.1},
                                         {"hue", 20.0},
                                         {"saturation", 0.3},
                                         {"noise", 0.02},
                                         {"noiseFloor", 0.01},
                                         {"blurChance", 1.0},
                                         {"jpegChance", 1.0}})
            QTest::addRow("%s", key) << key << value;
    }

    void everyFamilyOfVariantsActs() {
        QFETCH(QString, key);
        QFETCH(double, value);
        nlohmann::json config = nothingChanges();
        // Bicubic reading at the pixels themselves returns them but for rounding.
        QVERIFY(largestChange(config) < 1e-5);
        config[key.toStdString()] = value;
        QVERIFY(largestChange(config) > 1e-3);
        QCOMPARE(largestChange(config, 3), largestChange(config, 3));
    }

    void strongerLevelsAreRarer() {
        // With brightness alone the deviation of a variant tells its level: most are weak.
        VariantConfig config = nothingChanges();
        config.brightness = 0.05;
        config.levels = 4;
        torch::manual_seed(2);
        const Image crop = cropped(exampleReference(), 300, 200, 64, 64);
        const auto batch = makeVariants({crop}, 400, config);
        const auto shift = (batch.variants[2] - batch.references[2].unsqueeze(1)).mean({0, 2, 3, 4});
        // E[level^2] = sum of (k / 4)^2 / k over sum of 1 / k = 0.3 for k = 1..4; 400 draws of a product of
        // two variables give a standard error of about 0.03.
        const double ratio = shift.square().mean().item<double>() / (0.05 * 0.05);
        QVERIFY2(std::abs(ratio - 0.3) < 0.1, qPrintable(QString::number(ratio)));
    }

    void resumedRunEqualsUninterrupted() {
        const ScratchFolder folder;
        makePhotos(folder.path(), 40);
        writeFile(folder.path() / "broken.jpg", "this is not a picture");
        TrainJob whole{folder.path(), folder.path() / "whole.suss", smallConfig(12)};
        std::vector<std::string> stages;
        int unusable = 0;
        train(whole, [&](const TrainReport& report) {
            unusable = report.photosUnusable;
            if (stages.empty() || stages.back() != report.stage) stages.push_back(report.stage);
            return true;
        });
        QCOMPARE(stages, (std::vector<std::string>{"mean", "factor", "together"}));
        QCOMPARE(unusable, 1);

        TrainJob parts{folder.path(), folder.path() / "parts.suss", smallConfig(12)};
        train(parts, [](const TrainReport& report) { return report.step < 5; });
        parts.resume = true;
        parts.config = {};  // the checkpoint's own configuration counts
        train(parts, {});

        const Model a = readModel(whole.model), b = readModel(parts.model);
        QVERIFY(a.weights == b.weights);
        QVERIFY(a.info.trainingRecord->at("held_out_history") ==
                b.info.trainingRecord->at("held_out_history"));
    }

    void samplesWiderThanVariantsAreSeen() {
        torch::manual_seed(5);
        const auto noise = 0.01 * torch::randn({2, 3, 1, 24, 20});
        const auto gaussiansOf = [](double logDiagonal, double coefficient) {
            return GaussianTensors{torch::zeros({2, 1, 24, 20}), torch::full({2, 1, 24, 20}, logDiagonal),
                                   torch::full({2, 12, 24, 20}, coefficient)};
        };
        const auto excessOf = [&](const GaussianTensors& gaussians) {
            torch::manual_seed(6);
            return excessSpread(gaussians, noise, {});
        };
        const double fitting = -std::log(0.01);
        QCOMPARE(excessOf(gaussiansOf(fitting, 0)).item<double>(), 0.0);
        QCOMPARE(excessOf(gaussiansOf(fitting + 2, 0)).item<double>(), 0.0);
        // Ten times too wide: ln 100 less the tolerance, give or take what a window of noise varies.
        const double wide = excessOf(gaussiansOf(fitting - std::log(10), 0)).item<double>();
        QVERIFY(std::abs(wide - (std::log(100) - std::log(SpreadConfig{}.tolerance))) < 0.2);
        // Regressions whose weights sum to more than 1 add up without bound from pixel to pixel.
        QVERIFY(excessOf(gaussiansOf(fitting, -1.5 / 12)).item<double>() > 2);
    }

    void spreadHasTheGradientOfItsValue() {
        torch::manual_seed(7);
        const auto noise = 0.01 * torch::randn({1, 3, 2, 14, 12});
        const auto slots = std::int64_t(neighbourSlots(2).size());
        GaussianTensors gaussians{torch::zeros({1, 2, 14, 12}), 2 + 0.2 * torch::randn({1, 2, 14, 12}),
                                  0.05 * torch::randn({1, slots, 14, 12})};
        gaussians.logDiagonal.set_requires_grad(true);
        gaussians.coefficients.set_requires_grad(true);
        const auto excessAt = [&](const torch::Tensor& moveDiagonal, const torch::Tensor& moveCoefficients) {
            torch::manual_seed(8);
            return excessSpread({gaussians.mean, gaussians.logDiagonal + moveDiagonal,
                                 gaussians.coefficients + moveCoefficients},
                                noise, {});
        };
        const auto none = torch::zeros({1});
        excessAt(none, none).backward();
        for (const bool diagonal : {true, false}) {
            const auto& parameter = diagonal ? gaussians.logDiagonal : gaussians.coefficients;
            const auto direction = torch::randn_like(parameter) + parameter.grad().sign();
            const double step = 3e-3;
            const auto moved = [&](double by) {
                return (diagonal ? excessAt(by * direction, none) : excessAt(none, by * direction))
                    .item<double>();
            };
            const double measured = (moved(step) - moved(-step)) / (2 * step);
            const double claimed = (parameter.grad() * direction).sum().item<double>();
            QVERIFY2(std::abs(measured - claimed) < 0.02 * std::abs(measured),
                     qPrintable(QString("%1 against %2").arg(claimed).arg(measured)));
        }
    }

    void theMiddleOfAPhotoIsItsMiddle() {
        PhotoSet::Photo photo;
        photo.width = 5;
        photo.height = 4;
        for (int i = 0; i < 5 * 4 * 3; ++i) photo.rgb.push_back(std::uint8_t(i));
        const Image crop = centralCrop(photo, 2);
        QCOMPARE(crop.width, 2);
        QCOMPARE(crop.row(0)[0], float(3 * (5 + 1)) / 255);
        QCOMPARE(crop.row(1)[5], float(3 * (2 * 5 + 2) + 2) / 255);
    }

    void cropsReachTheBorderOfAPhoto() {
        PhotoSet::Photo photo;
        photo.width = 200;
        photo.height = 160;
        photo.rgb.assign(200 * 160 * 3, 100);
        std::fill_n(photo.rgb.begin(), 200 * 3, std::uint8_t(255));  // a frame of one line at the top
        std::mt19937_64 random(1);
        int framed = 0;
        for (int i = 0; i < 200; ++i) {
            const Image crop = randomCrop(photo, 128, 8, CropScale::Full, random);
            QCOMPARE(crop.width, 144);
            if (crop.row(8)[30] == 1.f) {
                ++framed;
                QCOMPARE(crop.row(7)[30], 1.f);  // the margin mirrors it
                QVERIFY(crop.row(6)[30] < 1.f);
            }
        }
        QVERIFY2(framed > 20, qPrintable(QString::number(framed)));
    }

    void aStartIsGoneOnFrom() {
        const ScratchFolder folder;
        makePhotos(folder.path(), 40);
        TrainConfig config = smallConfig(4);
        TrainJob first{folder.path(), folder.path() / "first.suss", config};
        train(first, {});
        config.steps = 1;
        config.learningRate = 1e-9;
        TrainJob second{folder.path(), folder.path() / "second.suss", config};
        second.start = first.model;
        std::string stage;
        train(second, [&](const TrainReport& report) {
            stage = report.stage;
            return true;
        });
        QCOMPARE(stage, std::string("together"));
        const Model a = readModel(first.model), b = readModel(second.model);
        for (const auto& [name, array] : a.weights) {
            if (name.find("log_scale") != std::string::npos) continue;  // fitted, not learned
            for (std::size_t i = 0; i < array.values.size(); ++i)
                QVERIFY(std::abs(array.values[i] - b.weights.at(name).values[i]) <= 1e-6);
        }
    }

    void anOrderIsLearned() {
        // People who mind noise and hardly see blur, against a model that has yet to learn either.
        const ScratchFolder folder;
        makePhotos(folder.path(), 40);
        std::string rows = "reference,image,human\n";
        for (int i = 0; i < 4; ++i) {
            const Image picture = cropped(exampleReference(), 150 * i, 90 * i, 64, 64);
            const std::string number = std::to_string(i);
            writeImage(folder.path() / ("judged" + number + ".png"), picture, 8);
            writeImage(folder.path() / ("noise" + number + ".png"), withNoise(picture, 0.01, unsigned(i)), 8);
            writeImage(folder.path() / ("blur" + number + ".png"), gaussianBlurred(picture, 2.0), 8);
            rows += "judged" + number + ".png,noise" + number + ".png,5\n";
            rows += "judged" + number + ".png,blur" + number + ".png,1\n";
        }
        writeFile(folder.path() / "pairs.csv", rows);
        TrainConfig config = smallConfig(40);
        TrainJob first{folder.path(), folder.path() / "first.suss", config};
        train(first, {});

        config.learningRate = 1e-2;
        config.reportEvery = 10;
        config.ranking = {100, 2, 48};
        TrainJob job{folder.path(), folder.path() / "ranking.suss", config};
        job.judgments = {folder.path() / "pairs.csv"};
        QVERIFY(refusalOf(job).find("start") != std::string::npos);
        job.start = first.model;
        std::vector<double> ranking;
        train(job, [&](const TrainReport& report) {
            if (report.ranking) ranking.push_back(*report.ranking);
            return report.step != 20;
        });
        job.resume = true;
        job.start.clear();  // the checkpoint knows where it came from and who was asked
        job.judgments.clear();
        train(job, [&](const TrainReport& report) {
            if (report.ranking) ranking.push_back(*report.ranking);
            return true;
        });
        QCOMPARE(ranking.size(), std::size_t(4));
        QVERIFY2(ranking.back() < ranking.front() - 0.02,
                 qPrintable(QString("%1 to %2").arg(ranking.front()).arg(ranking.back())));
        const Model learned = readModel(job.model);
        QCOMPARE(learned.info.defaultWeights, std::string("ranking"));
        QCOMPARE(learned.info.trainingRecord->at("judgments").dump(), std::string("[\"pairs.csv\"]"));
    }

    void learningImprovesHeldOutFigures() {
        const ScratchFolder folder;
        makePhotos(folder.path(), 40);
        TrainConfig config = smallConfig(60);
        config.reportEvery = 15;
        config.learningRate = 1e-2;
        config.variants = nothingChanges();
        // The same everywhere, so that these few pieces tell the scale well; brightness is learned as
        // structure.
        config.variants.noise = 0.01;
        config.variants.brightness = 0.01;
        std::vector<double> totals;
        int unfit = 0;
        train({folder.path(), folder.path() / "model.suss", config}, [&](const TrainReport& report) {
            if (!report.heldOut) return true;
            totals.push_back(report.heldOut->total());
            // Networks this raw are off by a factor of four unless their scale is fitted.
            if (report.stage != "mean")
                for (const double squared : report.heldOut->meanSquaredWhitened)
                    if (!(squared > 0.5 && squared < 2))
                        qWarning("mean squared whitened %g", squared), ++unfit;
            return true;
        });
        QCOMPARE(unfit, 0);
        QCOMPARE(totals.size(), std::size_t(4));
        QVERIFY(totals.back() > totals.front() + 0.5);
        const auto weights = readModel(folder.path() / "model.suss").info.weightsNamed("");
        for (const double weight : weights) QVERIFY(weight > 0);
    }

    void unusablePhotoFoldersAreRefused() {
        const ScratchFolder folder;
        TrainJob job{folder.path() / "nowhere", folder.path() / "model.suss", smallConfig(2)};
        QVERIFY(refusalOf(job).find("nowhere") != std::string::npos);
        job.photos = folder.path();
        QVERIFY(refusalOf(job).find("no usable photo") != std::string::npos);
        writeFile(folder.path() / "broken.jpg", "this is not a picture");
        QVERIFY(refusalOf(job).find("1 unreadable") != std::string::npos);
        QVERIFY(!std::filesystem::exists(job.model));
        job.resume = true;
        QVERIFY(refusalOf(job).find("checkpoint") != std::string::npos);
        writeFile(job.model.string() + ".checkpoint", "damaged");
        QVERIFY(refusalOf(job).find("damaged") != std::string::npos);
    }

    void configurationsAreChecked() {
        const ScratchFolder folder;
        const auto file = folder.path() / "config.json";
        const auto refused = [&](const std::string& text) {
            writeFile(file, text);
            try {
                readTrainConfig(file);
                return std::string();
            } catch (const Error& error) {
                return std::string(error.what());
            }
        };
        QCOMPARE(refused(R"({"steps": 10, "variants": {"noise": 0.01}})"), std::string());
        QVERIFY(refused(R"({"variants": {"nose": 0.01}})").find("variants.nose") != std::string::npos);
        QVERIFY(!refused(R"({"steps": "many"})").empty());
        QVERIFY(!refused(R"({"crop": 50})").empty());
        QVERIFY(!refused("{").empty());
        // Networks that could not be made, or that no program would read again.
        for (const char* channels : {"[]", "[8, 8, 8]", "[8, 8, 8, 0]", "[8, 8, 8, 8, 8, 8, 8]"})
            QVERIFY(refused(std::string(R"({"network": {"lumaChannels": )") + channels + "}}")
                        .find("lumaChannels") != std::string::npos);
        QVERIFY(refused(R"({"crop": 50})").find("config.json") != std::string::npos);
    }

    void calibrationLeavesOutWhatWasLearned() {
        const ScratchFolder folder;
        const Image example = exampleReference();
        for (int i = 0; i < 12; ++i)
            writeImage(folder.path() / (std::to_string(i) + ".png"),
                       cropped(example, 50 * i, 20 * i, 112, 112), 8);
        TrainConfig config = smallConfig(6);
        config.reportEvery = 3;
        const auto model = folder.path() / "model.suss";
        train({folder.path(), model, config}, {});
        const Calibration calibration = calibrate(Predictor::load(model), folder.path(), {2, 1});
        QVERIFY(calibration.photos > 0);
        QCOMPARE(calibration.photos + calibration.photosSkipped, 12);
        QCOMPARE(calibration.photosSkipped,
                 int(readModel(model).info.trainingRecord->at("photos_learned_from").size()));
    }

    void shippedModelWhitens() {
        const ScratchFolder folder;
        const Image example = exampleReference();
        writeImage(folder.path() / "a.png", cropped(example, 100, 100, 208, 208), 8);
        writeImage(folder.path() / "b.png", cropped(example, 450, 250, 208, 208), 8);
        const Calibration calibration =
            calibrate(Predictor::load(SUSS_TEST_MODEL), folder.path(), {4, 1});
        QCOMPARE(calibration.photos, 2);
        for (const ComponentCalibration& one : calibration.components) {
            // Two synthetic pictures, not photos: only what must hold of any picture is asked.
            QVERIFY(one.natsPerVariable > one.natsPerVariableDiagonal);
            QVERIFY(one.neighbourCorrelationWhitened < one.neighbourCorrelationRaw);
            QVERIFY(one.meanSquaredWhitened > 0.1 && one.meanSquaredWhitened < 10);
            QVERIFY(one.sampleSpreadMedian > 0.3 && one.sampleSpreadLargest < 3);
        }
    }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "test_training.moc"
