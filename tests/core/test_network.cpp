#include "core/explain/example.h"
#include "core/explain/script_metric.h"
#include "core/files.h"
#include "core/gaussian/cell_rect.h"
#include "core/gaussian/stencil.h"
#include "core/gaussian/whiten.h"
#include "core/image/reshape.h"
#include "core/network/forward.h"
#include "core/network/inference.h"
#include "core/network/model_file.h"
#include "core/network/predictor.h"
#include "core/train/likelihood.h"
#include "core/train/unet_weights.h"
#include "tests/support/photos.h"
#include "tests/support/random_gaussian.h"

#include <QTest>
#include <torch/script.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>

using namespace suss;
using namespace suss::test;

namespace {

torch::Tensor tensorOf(std::span<const float> values, std::vector<std::int64_t> shape) {
    if (shape == std::vector<std::int64_t>{-1}) shape = {std::int64_t(values.size())};
    return torch::from_blob(const_cast<float*>(values.data()), shape).clone();
}

std::vector<float> flat(const SlotBlocks& blocks) {
    std::vector<float> values;
    for (const std::vector<float>& block : blocks) values.insert(values.end(), block.begin(), block.end());
    return values;
}

GaussianTensors tensorsOf(const StructuredGaussian& gaussian) {
    const Grid& grid = gaussian.grid();
    const auto k = std::int64_t(gaussian.slots().size());
    return {tensorOf(gaussian.mean(), {1, grid.channels, grid.height, grid.width}),
            tensorOf(gaussian.logDiagonal(), {1, grid.channels, grid.height, grid.width}),
            tensorOf(flat(gaussian.coefficients()), {1, k, grid.height, grid.width})};
}

/// Networks with random factor heads, so that nothing is zero by initialisation.
NetworkPair randomNetworks(const NetworkConfig& config) {
    torch::manual_seed(7);
    NetworkPair networks(config);
    const torch::NoGradGuard guard;
    for (auto& parameter : networks->parameters()) parameter.add_(0.02 * torch::randn_like(parameter));
    return networks;
}

/// How far sums of some hundred products of normal numbers, around 30, may differ with their order.
constexpr float kFloatSums = 1e-4f;

/// Sets channels, with zeros for the rest of the last group, and the ring.
void fill(const Features& features, const torch::Tensor& values) {
    std::memset(features.data, 0, features.bytes());
    for (int y = 0; y < features.height; ++y)
        for (int x = 0; x < features.width; ++x)
            for (int c = 0; c < values.size(1); ++c) {
                const auto value = values.index({0, c, y, x}).item<float>();
                if (features.precision == Precision::Float)
                    features.at<float>(y, x)[c] = value;
                else
                    features.at<BFloat>(y, x)[c] = bfloatOf(value);
            }
    fillRing(features);
}

/// Channels that fill no block of any processor.
const NetworkConfig kOddConfig{{5, 7, 9, 12}, {6, 10}, 0.4, -1, 8};

/// What the networks say of planes of any size, in Torch and in one piece: widened by repeated edges to whole
/// cells of the coarsest level, then cut back.
std::array<GaussianTensors, kComponentCount> torchArrays(NetworkPair networks, const Planes& planes) {
    const torch::NoGradGuard guard;
    std::array<torch::Tensor, kComponentCount> batch;
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        const Grid& grid = planes[c].grid;
        const bool chroma = c == indexOf(Component::CbCr);
        const int cell =
            chroma ? networks->chroma->shape().alignment() : networks->luma->shape().alignment() >> c;
        const auto missing = [cell](int size) { return std::int64_t((cell - size % cell) % cell); };
        batch[c] =
            torch::replication_pad2d(tensorOf(planes[c].values, {1, grid.channels, grid.height, grid.width}),
                                     {0, missing(grid.width), 0, missing(grid.height)});
    }
    auto whole = networks->forward(batch);
    for (std::size_t c = 0; c < kComponentCount; ++c)
        for (torch::Tensor* part : {&whole[c].mean, &whole[c].logDiagonal, &whole[c].coefficients})
            *part = part->slice(2, 0, planes[c].grid.height).slice(3, 0, planes[c].grid.width).contiguous();
    return whole;
}

std::vector<float> valuesOf(const torch::Tensor& tensor) {
    return {tensor.data_ptr<float>(), tensor.data_ptr<float>() + tensor.numel()};
}

double largestDifference(const torch::Tensor& tensor, std::span<const float> values) {
    return (tensor.flatten() - tensorOf(values, {std::int64_t(values.size())})).abs().max().item<double>();
}

Model smallModel() {
    Model model;
    model.networkConfig = {{4, 4, 4, 4}, {4, 4}, 0.5, -1, 8};
    model.weights = weightsOf(randomNetworks(model.networkConfig));
    model.info.name = "small";
    model.info.defaultWeights = "balanced";
    model.info.weightSets["balanced"] = {1, 2, 3, 0.5};
    model.info.trainingRecord = std::make_shared<const nlohmann::json>(nlohmann::json{{"seed", 3}});
    return model;
}

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The sentence of the Error that reading gives; empty if there was none.
std::string refusalOf(const std::filesystem::path& file) {
    try {
        readModel(file);
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace

class TestNetwork : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void metricsOfOthersAreRun() {
        const ScratchFolder folder;
        const auto save = [&](const char* name, const char* forward) {
            torch::jit::Module module("metric");
            module.define(forward);
            module.save((folder.path() / name).string());
            return folder.path() / name;
        };
        const Image reference = exampleReference();
        Image image = reference;
        for (std::size_t i = 0; i < image.rgb.size(); i += 3) image.rgb[i] = reference.rgb[i] - 0.3f;  // red
        const auto number = save("number.pt",
                                 "def forward(self, a, b):\n"
                                 "    return float((a - b)[0, 0].mean()) + 10.0 * float(a.size(3))\n");
        QVERIFY(std::abs(ScriptMetric::load(number)(reference, image) - (0.3 + 10.0 * reference.width)) <
                1e-3);
        const auto map = save("map.pt", "def forward(self, a, b):\n    return (a - b)\n");
        QVERIFY(std::abs(ScriptMetric::load(map)(reference, image) - 0.1) < 1e-5);
        const auto failing = save("failing.pt", "def forward(self, a, b):\n    return a.view(7)\n");
        QVERIFY_EXCEPTION_THROWN((void)ScriptMetric::load(failing)(reference, image), Error);
        const auto word = save("word.pt", "def forward(self, a, b):\n    return 'far'\n");
        QVERIFY_EXCEPTION_THROWN((void)ScriptMetric::load(word)(reference, image), Error);
        writeFile(folder.path() / "other.pt", "not a script");
        QVERIFY_EXCEPTION_THROWN(ScriptMetric::load(folder.path() / "other.pt"), Error);
        QVERIFY_EXCEPTION_THROWN(ScriptMetric::load(folder.path() / "none.pt"), Error);
    }

    void torchLikelihoodEqualsCore_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("channels");
        for (const int channels : {1, 2})
            for (const auto& [height, width] : {std::pair{1, 1}, {2, 7}, {5, 3}, {31, 18}})
                QTest::addRow("%dx%dx%d", height, width, channels) << height << width << channels;
    }

    void torchLikelihoodEqualsCore() {
        QFETCH(int, height);
        QFETCH(int, width);
        QFETCH(int, channels);
        const Grid grid{height, width, channels};
        const StructuredGaussian gaussian = randomGaussian(grid, 5);
        const Plane y = randomPlane(grid, 6);
        const Plane z = whiten(gaussian, y);

        const GaussianTensors tensors = tensorsOf(gaussian);
        const auto whitened = whitenedResidual(tensors, tensorOf(y.values, {1, 1, channels, height, width}));
        // Each z is a sum of at most 26 products of order e: float rounding stays below 1e-5.
        const auto difference = whitened.flatten() - tensorOf(z.values, {grid.variables()});
        QVERIFY(difference.abs().max().item<double>() < 1e-5);
        const double nats =
            -negativeNatsPerVariable(tensors, whitened).item<double>() * double(grid.variables());
        const double expected = logLikelihood(gaussian, z);
        QVERIFY2(
            std::abs(nats - expected) <= 1e-5 * std::max(1.0, std::abs(expected)) + 1e-5 * grid.variables(),
            qPrintable(QString("%1 %2").arg(nats).arg(expected)));
    }

    /// Every variant goes with its own reference; coefficients are a slice of what the network says.
    void torchWhitensBatches() {
        constexpr int kReferences = 2, kVariants = 3, kHeight = 9, kWidth = 8;
        for (const int channels : {1, 2}) {
            const Grid grid{kHeight, kWidth, channels};
            std::vector<torch::Tensor> means, logDiagonals, coefficients, variants, expected;
            for (unsigned n = 0; n < kReferences; ++n) {
                const StructuredGaussian gaussian = randomGaussian(grid, 20 + n);
                const GaussianTensors tensors = tensorsOf(gaussian);
                means.push_back(tensors.mean);
                logDiagonals.push_back(tensors.logDiagonal);
                coefficients.push_back(torch::cat({tensors.logDiagonal, tensors.coefficients}, 1));
                for (unsigned v = 0; v < kVariants; ++v) {
                    const Plane plane = randomPlane(grid, 30 + kVariants * n + v);
                    variants.push_back(tensorOf(plane.values, {channels, kHeight, kWidth}));
                    expected.push_back(tensorOf(whiten(gaussian, plane).values, {channels, kHeight, kWidth}));
                }
            }
            const std::vector<std::int64_t> shape{kReferences, kVariants, channels, kHeight, kWidth};
            const auto found = whitenedResidual(
                {torch::cat(means), torch::cat(logDiagonals), torch::cat(coefficients).slice(1, channels)},
                torch::stack(variants).view(shape));
            QVERIFY((found - torch::stack(expected).view(shape)).abs().max().item<double>() < 1e-5);
        }
    }

    /// Whitening is linear in each of mean, coefficients and variants: differences over a step are exact but
    /// for rounding.
    void torchLikelihoodHasTheRightSlopes() {
        torch::manual_seed(8);
        for (const int channels : {1, 2}) {
            const int slots = int(neighbourSlots(channels).size());
            const auto mean = torch::randn({2, channels, 6, 7}),
                       logDiagonal = 0.3 * torch::randn({2, channels, 6, 7});
            const auto coefficients = 0.2 * torch::randn({2, slots, 6, 7});
            const auto variants = torch::randn({2, 3, channels, 6, 7}), weights = torch::randn_like(variants);
            std::vector<torch::Tensor> at{mean, logDiagonal, coefficients, variants};
            const auto value = [&](const std::vector<torch::Tensor>& p) {
                return (whitenedResidual({p[0], p[1], p[2]}, p[3]) * weights).sum();
            };
            for (auto& parameter : at) parameter.set_requires_grad(true);
            const auto slopes = torch::autograd::grad({value(at)}, at);
            const torch::NoGradGuard guard;
            for (std::size_t i = 0; i < at.size(); ++i) {
                const double step = i == 1 ? 1e-2 : 1;  // the logarithm alone is not linear
                const auto direction = torch::randn_like(at[i]);
                auto before = at, after = at;
                before[i] = at[i] - step * direction;
                after[i] = at[i] + step * direction;
                const double expected = (value(after) - value(before)).item<double>() / (2 * step);
                const double found = (slopes[i] * direction).sum().item<double>();
                QVERIFY2(std::abs(found - expected) < 0.01 + 1e-3 * std::abs(expected),
                         qPrintable(QString("%1 channels, input %2: %3 instead of %4")
                                        .arg(channels)
                                        .arg(i)
                                        .arg(found)
                                        .arg(expected)));
            }
        }
    }

    void anySizeOfPicture_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto& [width, height] : {std::pair{16, 16}, {17, 31}, {33, 16}, {64, 48}, {101, 57}})
            QTest::addRow("%dx%d", width, height) << width << height;
    }

    void anySizeOfPicture() {
        QFETCH(int, width);
        QFETCH(int, height);
        const Planes planes = planesOf(resized(exampleReference(), width, height));
        const Distributions distributions = Predictor::load(SUSS_TEST_MODEL).predict(planes);
        for (const Component component : kComponents)
            QCOMPARE(distributions[indexOf(component)]->grid(), gridOf(component, width, height));
    }

    void weightsHaveTheShapesOfTheNetworks() {
        for (const NetworkConfig& config : {NetworkConfig{}, kOddConfig}) {
            const auto shapes = weightShapes(config);
            const NetworkWeights weights = weightsOf(NetworkPair(config));
            QCOMPARE(weights.size(), shapes.size());
            for (const auto& [name, array] : weights) QCOMPARE(array.shape, shapes.at(name));
            QCOMPARE(weightsOf(networksOf(config, weights)), weights);
        }
    }

    void networksEqualTorch_data() {
        QTest::addColumn<bool>("odd");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const bool odd : {false, true})
            for (const auto& [width, height] : {std::pair{16, 16}, {17, 31}, {64, 48}, {101, 57}})
                QTest::addRow("%dx%d%s", width, height, odd ? ", odd channels" : "")
                    << odd << width << height;
        // Wide enough for two tiles; the networks of the shipped size have the largest receptive field.
        QTest::addRow("two tiles") << false << 1411 << 32;
        QTest::addRow("three tiles, odd channels") << true << 18 << 2000;
    }

    void networksEqualTorch() {
        QFETCH(bool, odd);
        QFETCH(int, width);
        QFETCH(int, height);
        const NetworkConfig config = odd ? kOddConfig : NetworkConfig{};
        const Planes planes = planesOf(resized(exampleReference(), width, height));
        const NetworkPair networks = randomNetworks(config);
        const Distributions lean = distributionsOf(config, weightsOf(networks), planes, {}, Precision::Float);
        const auto torch = torchArrays(networks, planes);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            // Sums of some hundred products in another order.
            QVERIFY(largestDifference(torch[c].mean, lean[c]->mean()) < 1e-5);
            QVERIFY(largestDifference(torch[c].logDiagonal, lean[c]->logDiagonal()) < 1e-4);
            // StructuredGaussian sets coefficients that reach outside to zero.
            const StructuredGaussian whole(
                planes[c].grid, valuesOf(torch[c].mean), valuesOf(torch[c].logDiagonal),
                slotBlocksOf(valuesOf(torch[c].coefficients), planes[c].grid.channels));
            QVERIFY(largestDifference(tensorOf(flat(whole.coefficients()), {-1}),
                                      flat(lean[c]->coefficients())) < 1e-4 + double(whole.step()));
        }
    }

    void largeCoefficientsAreKept() {
        // Beyond what the steps that the networks begin with can hold.
        const NetworkPair networks = randomNetworks(NetworkConfig{});
        {
            const torch::NoGradGuard guard;
            for (const auto& parameter : networks->named_parameters())
                if (parameter.key().find("factor_head") != std::string::npos &&
                    parameter.key().ends_with("bias"))
                    parameter.value().slice(0, 2).add_(9);  // not those of the log-diagonals
        }
        const Planes planes = planesOf(resized(exampleReference(), 64, 48));
        const Distributions lean =
            distributionsOf(NetworkConfig{}, weightsOf(networks), planes, {}, Precision::Float);
        const auto torch = torchArrays(networks, planes);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            QCOMPARE(lean[c]->step(), 0x1p-11f);
            const StructuredGaussian whole(
                planes[c].grid, valuesOf(torch[c].mean), valuesOf(torch[c].logDiagonal),
                slotBlocksOf(valuesOf(torch[c].coefficients), planes[c].grid.channels));
            QVERIFY(largestDifference(tensorOf(flat(whole.coefficients()), {-1}),
                                      flat(lean[c]->coefficients())) < 1e-4 + double(whole.step()));
        }
    }

    void headsAreConvolutions() {
        constexpr int kRead = 20, kSaid = 19, kHeight = 3, kWidth = 13;
        torch::manual_seed(5);
        const auto values = torch::randn({1, kRead, kHeight, kWidth});
        const auto weight = torch::randn({kSaid, kRead, 1, 1}), bias = torch::randn({kSaid});
        const auto expected = torch::conv2d(values, weight, bias);
        FeatureMemory memory;
        Features features;
        memory.reserve(features, {{Precision::Float, kRead}}, kHeight, kWidth);
        memory.allocate();
        fill(features, values);
        const Head head({{kSaid, kRead, 1, 1}, valuesOf(weight)}, {{kSaid}, valuesOf(bias)});
        QCOMPARE(head.values(), kSaid);
        std::vector<float> said(std::size_t(kSaid) * (kWidth + 2));
        for (int y = -1; y <= kHeight; ++y) {
            head.say(features, y, -1, kWidth + 2, said.data());
            for (int k = 0; k < kSaid; ++k)
                for (int x = -1; x <= kWidth; ++x)
                    QVERIFY(std::abs(said[std::size_t(k * (kWidth + 2) + x + 1)] -
                                     expected
                                         .index({0, k, std::clamp(y, 0, kHeight - 1),
                                                 std::clamp(x, 0, kWidth - 1)})
                                         .item<float>()) < kFloatSums);
        }
    }

    void roundingKeepsWhatIsReadBeyondTheRing() {
        FeatureMemory memory;
        Features from, to;
        memory.reserve(from, {{Precision::BFloat, 16}, {Precision::Float, 16}}, 4, 6);
        memory.reserve(to, {{Precision::BFloat, 16}}, 4, 6);
        memory.allocate();
        QCOMPARE(from.pitch, to.pitch);
        std::memset(to.data, 0xff, to.bytes());  // not a number, as the rest of other feature maps may be
        fill(from, torch::randn({1, 16, 4, 6}));
        round(from, to);
        for (int y = -1; y <= 4; ++y)
            for (int x = -1; x <= 7; ++x)
                for (int c = 0; c < 16; ++c)
                    QCOMPARE(floatOf(to.at<BFloat>(y, x)[c]), floatOf(bfloatOf(from.at<float>(y, x)[c])));
    }

    void joiningIsTheConvolutionOfBoth_data() {
        QTest::addColumn<Precision>("precision");
        QTest::addColumn<int>("side");
        for (const auto precision : {Precision::Float, Precision::BFloat}) {
            const char* name = precision == Precision::Float ? "floats" : "bfloats";
            QTest::addRow("%s, 2 x 2 kernels", name) << precision << 2;
            QTest::addRow("%s, in 3 x 3 kernels", name) << precision << 3;
        }
    }

    void joiningIsTheConvolutionOfBoth() {
        QFETCH(const Precision, precision);
        QFETCH(const int, side);
        if (precision == Precision::BFloat && fastestPrecision() != precision)
            QSKIP("This processor has no fast arithmetic for them.");
        constexpr int kFine = 3, kCoarse = 20, kOut = 5, kHeight = 12, kWidth = 18;
        torch::manual_seed(3);
        const auto fine = torch::randn({1, kFine, kHeight, kWidth});
        const auto coarse = torch::randn({1, kCoarse, kHeight / 2, kWidth / 2});
        const auto weight = torch::randn({kOut, kFine + kCoarse, 3, 3}), bias = torch::randn({kOut});
        const auto both = torch::cat({fine, coarse.repeat_interleave(2, 2).repeat_interleave(2, 3)}, 1);
        const auto expected = torch::leaky_relu(
            torch::conv2d(torch::replication_pad2d(both, {1, 1, 1, 1}), weight, bias), kLeak);

        FeatureMemory memory;
        Features from, coarser, to, room;
        memory.reserve(from, {{precision, kFine}}, kHeight, kWidth);
        memory.reserve(to, {{precision, kOut}}, kHeight, kWidth);
        memory.reserve(coarser, {{precision, kCoarse}}, kHeight / 2, kWidth / 2);
        memory.reserve(room, {}, 0, 0, JoiningConvolution::roomBytes(coarser, kOut, precision));
        memory.allocate();
        fill(from, fine);
        fill(coarser, coarse);
        // What is there before is not a number.
        std::memset(to.data, 0xff, to.bytes());
        std::memset(room.data, 0xff, JoiningConvolution::roomBytes(coarser, kOut, precision));
        const JoiningConvolution joining({{kOut, kFine + kCoarse, 3, 3}, valuesOf(weight)},
                                         {{kOut}, valuesOf(bias)}, from, coarser, kCoarse, precision, side);
        FeatureMemory scratchMemory;
        Features scratch;
        scratchMemory.reserve(scratch, {}, 0, 0, joining.scratchBytes());
        scratchMemory.allocate();
        joining.run(from, coarser, room.data, to, scratch.data);
        // A value in 256 of each factor and of each of the two sums is rounded away, in numbers up to
        // about 30.
        const float tolerance = precision == Precision::Float ? kFloatSums : 0.5f;
        for (int y = -1; y <= kHeight; ++y)
            for (int x = -1; x <= kWidth; ++x)
                for (int c = 0; c < kOut; ++c) {
                    const auto value =
                        expected.index({0, c, std::clamp(y, 0, kHeight - 1), std::clamp(x, 0, kWidth - 1)});
                    const float joined = precision == Precision::Float ? to.at<float>(y, x)[c]
                                                                       : floatOf(to.at<BFloat>(y, x)[c]);
                    QVERIFY(std::abs(joined - value.item<float>()) < tolerance);
                }
    }

    void bfloatsMoveDistancesByLessThanAThousandth() {
        if (fastestPrecision() != Precision::BFloat) QSKIP("This processor has no fast arithmetic for them.");
        const Model model = readModel(SUSS_TEST_MODEL);
        const Image reference = resized(exampleReference(), 301, 203);
        const Planes planes = planesOf(reference);
        const auto with = [&](Precision precision) {
            return distributionsOf(model.networkConfig, model.weights, planes, {}, precision);
        };
        const Distributions floats = with(Precision::Float), bfloats = with(Precision::BFloat);
        for (const float strength : {0.01f, 0.1f}) {
            Image image = reference;
            for (std::size_t i = 0; i < image.rgb.size(); ++i)
                image.rgb[i] += strength * std::sin(0.7f * float(i) + 0.001f * float(i % 1000));
            const Planes changed = planesOf(image);
            for (std::size_t c = 0; c < kComponentCount; ++c) {
                // Twice the distance in this component, times its variables: what is left of the reference's
                // own square would hide an error.
                const auto distanceOf = [&](const Distributions& distributions) {
                    const auto squareOf = [&](const Plane& plane) {
                        double sum = 0;
                        for (const float z : whiten(*distributions[c], plane).values) sum += double(z) * z;
                        return sum;
                    };
                    return squareOf(changed[c]) - squareOf(planes[c]);
                };
                const double one = distanceOf(floats), other = distanceOf(bfloats);
                QVERIFY2(std::abs(other - one) < 1e-3 * one,
                         qPrintable(QString::number(other / one, 'g', 9)));
            }
        }
    }

    void answersDependOnNoMoreThanTheReach() {
        // Everything from a column on is changed; what lies further away than the reach must not move at all.
        const NetworkConfig config;
        const NetworkPair networks = randomNetworks(config);
        {
            const torch::NoGradGuard guard;
            for (auto& parameter : networks->parameters()) parameter.mul_(2);  // carries further
        }
        const NetworkWeights weights = weightsOf(networks);
        const Planes planes = planesOf(resized(exampleReference(), 256, 16));
        const Distributions before = distributionsOf(config, weights, planes);
        for (int column = 160; column < 168; ++column) {
            Planes changed = planes;
            for (int level = 0; level < 3; ++level) {
                Plane& plane = changed[std::size_t(level)];
                for (int y = 0; y < plane.grid.height; ++y)
                    std::fill(plane.row(0, y) + (column >> level), plane.row(0, y) + plane.grid.width, 5.f);
            }
            const Distributions after = distributionsOf(config, weights, changed);
            for (int level = 0; level < 3; ++level) {
                const StructuredGaussian &one = *before[std::size_t(level)],
                                         &two = *after[std::size_t(level)];
                const int width = one.grid().width;
                const int untouched = (column - UNetForward::reach(lumaShape(config))) >> level;
                for (int i = 0; i < one.grid().height * width; ++i)
                    if (i % width < untouched)
                        QCOMPARE(one.logDiagonal()[std::size_t(i)], two.logDiagonal()[std::size_t(i)]);
            }
        }
    }

    void tilesAreOfTheWhole_data() {
        QTest::addColumn<bool>("odd");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("largest");
        // Tiles of the shipped size overlap by 112 pixels: these keep 32 to 64 of each.
        for (const auto& [width, height, largest] : {std::tuple{16, 16, kLargestTile},
                                                     {61, 45, kLargestTile},
                                                     {161, 131, 144},
                                                     {150, 290, 160},
                                                     {301, 177, 176},
                                                     {777, 21, 176},  // colour in tiles as well
                                                     {21, 777, 176}})
            QTest::addRow("%dx%d by %d", width, height, largest) << false << width << height << largest;
        QTest::addRow("odd channels") << true << 173 << 234 << 128;
    }

    void tilesAreOfTheWhole() {
        QFETCH(bool, odd);
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, largest);
        const NetworkConfig config = odd ? kOddConfig : NetworkConfig{};
        const NetworkWeights weights = weightsOf(randomNetworks(config));
        const Image picture = resized(exampleReference(), width, height);
        const Planes planes = planesOf(picture);
        const Distributions whole = distributionsOf(config, weights, planes, {}, Precision::Float);
        const Planes residuals = [&] {
            Planes all;
            for (std::size_t c = 0; c < kComponentCount; ++c) all[c] = whiten(*whole[c], planes[c]);
            return all;
        }();

        std::array<std::vector<int>, kComponentCount> told;
        for (std::size_t c = 0; c < kComponentCount; ++c)
            told[c].resize(std::size_t(planes[c].grid.pixels()));
        std::array<double, kComponentCount> normalizers{};
        int tiles = 0;
        const auto check = [&](const DistributionTile& tile) {
            if (QTest::currentTestFailed()) return;
            ++tiles;
            for (const Component component : kComponents) {
                const std::size_t c = indexOf(component);
                if (!tile.distributions[c]) continue;
                const StructuredGaussian& gaussian = *tile.distributions[c];
                const auto part = planesOf(picture, tile.place, {true, true, true, true});
                const Plane z = whiten(gaussian, part[c]);
                const int side = pixelsPerCell(component), channels = z.grid.channels;
                const int top = tile.part.y / side, left = tile.part.x / side;
                const Grid kept = gridOf(component, tile.part.width, tile.part.height);
                const int offsetY = top - tile.place.y / side, offsetX = left - tile.place.x / side;
                normalizers[c] += gaussian.logNormalizer(CellRect{offsetX, offsetY, kept.width, kept.height});
                for (int y = 0; y < kept.height; ++y)
                    for (int x = 0; x < kept.width; ++x) {
                        ++told[c][std::size_t(top + y) * planes[c].grid.width + left + x];
                        for (int channel = 0; channel < channels; ++channel) {
                            const float expected = residuals[c].row(channel, top + y)[left + x];
                            const float actual = z.row(channel, offsetY + y)[offsetX + x];
                            // Some dozens of coefficients, each rounded to a step, times residuals of
                            // order 1.
                            const double slack = 1e-4 * (1 + std::abs(double(expected)));
                            if (std::abs(double(actual) - expected) > slack)
                                QFAIL(qPrintable(QString("%1 at %2, %3: %4 instead of %5")
                                                     .arg(nameOf(component).data())
                                                     .arg(left + x)
                                                     .arg(top + y)
                                                     .arg(actual)
                                                     .arg(expected)));
                        }
                    }
            }
        };
        forEachDistributionTile(config, weights, picture, check, {}, Precision::Float, largest);
        if (QTest::currentTestFailed()) return;
        QCOMPARE(tiles > 2, largest < std::max(width, height));  // at least one of either network
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            QVERIFY(std::all_of(told[c].begin(), told[c].end(), [](int times) { return times == 1; }));
            QVERIFY(std::abs(normalizers[c] / whole[c]->logNormalizer() - 1) < 1e-6);
        }
    }

    void cancelStopsThePrediction() {
        const Predictor predictor = Predictor::load(SUSS_TEST_MODEL);
        const Planes planes = planesOf(resized(exampleReference(), 64, 64));
        int calls = 0;
        QVERIFY_EXCEPTION_THROWN(
            (void)predictor.predict(planes, [&](double, std::string_view) { return ++calls < 3; }),
            Cancelled);
        QCOMPARE(calls, 3);
        calls = 0;
        QVERIFY_EXCEPTION_THROWN(predictor.predictInTiles(
                                     resized(exampleReference(), 64, 64), [](const DistributionTile&) {},
                                     [&](double, std::string_view) { return ++calls < 3; }),
                                 Cancelled);
        QCOMPARE(calls, 3);
    }

    void modelSurvivesItsFile() {
        const ScratchFolder folder;
        const auto file = folder.path() / "small.suss";
        Model written = smallModel();
        written.info.noticing["balanced"] = {0.25, 0.75, 0.5};
        writeModel(file, written);
        const Model read = readModel(file);
        QCOMPARE(read.info.name, written.info.name);
        QCOMPARE(read.info.weightsNamed(""), written.info.weightsNamed("balanced"));
        QCOMPARE(read.info.noticing, written.info.noticing);
        QCOMPARE(read.info.sha256.size(), std::size_t(64));
        QCOMPARE(read.info.trainingRecord->at("seed").get<int>(), 3);
        QCOMPARE(read.weights, written.weights);
        QVERIFY_EXCEPTION_THROWN((void)read.info.weightsNamed("nobody"), Error);
    }

    void damagedModelsAreRefused() {
        const ScratchFolder folder;
        const auto good = folder.path() / "good.suss", bad = folder.path() / "bad.suss";
        Model model = smallModel();
        model.info.noticing["balanced"] = {0.25, 0.75, 0.5};
        writeModel(good, model);
        const std::string bytes = contentOf(good);

        QVERIFY(refusalOf(folder.path() / "missing.suss").find("missing.suss") != std::string::npos);
        QVERIFY(!refusalOf(folder.path()).empty());
        for (const std::size_t length : {std::size_t(0), std::size_t(5), std::size_t(8), std::size_t(200),
                                         bytes.size() / 2, bytes.size() - 1}) {
            writeFile(bad, std::string_view(bytes).substr(0, length));
            QVERIFY2(refusalOf(bad).find("bad.suss") != std::string::npos,
                     qPrintable(QString::number(length)));
        }
        writeFile(bad, std::string(5000, 'x'));
        QVERIFY(!refusalOf(bad).empty());

        const auto edited = [&](const std::string& from, const std::string& to) {
            std::string copy = bytes;
            copy.replace(copy.find(from), from.size(), to);
            writeFile(bad, copy);
            return refusalOf(bad);
        };
        QVERIFY(edited("format_version\\\":1", "format_version\\\":9").find("version 9") !=
                std::string::npos);
        QVERIFY(!edited("balanced", "balancex").empty());
        QVERIFY(!edited("threshold\\\":0.25", "threshold\\\":-0.2").empty());
        QVERIFY(!edited("F32", "F64").empty());
        QVERIFY(!edited("lumaChannels\\\":[4", "lumaChannels\\\":[5").empty());

        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), sizeof length);
        const auto header = nlohmann::json::parse(bytes.substr(sizeof length, length));
        const std::string data = bytes.substr(sizeof length + length);
        const auto made = [&](const nlohmann::json& head, const std::string& tensors) {
            const std::string text = head.dump();
            const std::uint64_t size = text.size();
            writeFile(bad, std::string(reinterpret_cast<const char*>(&size), sizeof size) + text + tensors);
            return refusalOf(bad);
        };
        QVERIFY(made(header, data).empty());
        auto deep = header;
        std::string& record = deep["__metadata__"]["suss"].get_ref<std::string&>();
        record.insert(1, "\"deep\":" + std::string(100, '[') + std::string(100, ']') + ",");
        QVERIFY(made(deep, data).find("nested") != std::string::npos);
        // The last tensor shares the bytes of another one: the file is smaller than what it holds.
        auto shared = header;
        std::string last, twin;
        for (const auto& [name, entry] : header.items())
            if (entry.contains("shape") && entry["data_offsets"][1] == data.size()) last = name;
        for (const auto& [name, entry] : header.items())
            if (entry.contains("shape") && name != last && entry["shape"] == header[last]["shape"])
                twin = name;
        QVERIFY(!twin.empty());
        shared[last]["data_offsets"] = header[twin]["data_offsets"];
        QVERIFY(made(shared, data.substr(0, header[last]["data_offsets"][0])).find("overlap") !=
                std::string::npos);

        std::string infinite = bytes;
        const float value = std::numeric_limits<float>::infinity();
        std::memcpy(infinite.data() + infinite.size() - sizeof value, &value, sizeof value);
        writeFile(bad, infinite);
        QVERIFY(refusalOf(bad).find("not finite") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "test_network.moc"
