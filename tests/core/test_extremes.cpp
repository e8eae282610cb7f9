// The most and the least visible change: products, eigenvectors and the score's form against dense linear
// algebra in double precision; what becomes of them in a picture.

#include "core/error.h"
#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/explain/extremes.h"
#include "core/explain/score_form.h"
#include "core/gaussian/extremal.h"
#include "core/gaussian/part.h"
#include "core/gaussian/precision_product.h"
#include "core/image/reshape.h"
#include "core/parallel.h"
#include "tests/support/random_gaussian.h"
#include "tests/support/random_reference.h"
#include "tests/support/rounding.h"

#include <Eigen/Dense>
#include <QtTest>

#include <random>

using namespace suss;
using namespace suss::test;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

using End = EigenOptions::End;
constexpr Weights kWeights{0.8, 0.7, 1.9, 0.4};

VectorXd imageOf(const LinearMap& map, const VectorXd& v) {
    VectorXd image(v.size());
    map(std::span(v.data(), v.size()), std::span(image.data(), image.size()));
    return image;
}

MatrixXd matrixOf(const LinearMap& map, std::size_t size) {
    const auto n = static_cast<Eigen::Index>(size);
    MatrixXd matrix(n, n);
    for (Eigen::Index i = 0; i < n; ++i) matrix.col(i) = imageOf(map, VectorXd::Unit(n, i));
    return matrix;
}

VectorXd planeOrder(const Grid& grid, const VectorXd& raster) {
    const Plane plane = planeOf(grid, raster);
    return Eigen::Map<const Eigen::VectorXf>(plane.values.data(), raster.size()).cast<double>();
}

LinearMap precisionOf(const StructuredGaussian& gaussian) {
    return [&gaussian](auto v, auto product) { multiplyPrecision(gaussian, v, product); };
}

LinearMap formOf(const ScoreForm& form) {
    return [&form](auto v, auto product) { form.apply(v, product); };
}

/// Both ends of a map against its dense eigenvalues: the residual is as said and below the tolerance, and the
/// value as near as the residual promises (Krylov-Weinstein), never outside of the spectrum.
void verifyEnds(const LinearMap& map, const LinearMap& precondition, std::size_t size) {
    constexpr double kTolerance = 1e-7;
    const MatrixXd matrix = matrixOf(map, size);
    const VectorXd eigenvalues = Eigen::SelfAdjointEigenSolver<MatrixXd>(matrix).eigenvalues();
    const double rounding = 1e-13 * eigenvalues.maxCoeff() * static_cast<double>(size);
    for (const End end : {End::Smallest, End::Largest}) {
        EigenOptions options;
        options.end = end;
        options.tolerance = kTolerance;
        options.iterations = 3000;
        const Eigenpair pair =
            extremalEigenpair(size, map, end == End::Smallest ? precondition : LinearMap(), options);
        const VectorXd v = Eigen::Map<const VectorXd>(pair.vector.data(), matrix.rows());
        QVERIFY(std::abs(v.norm() - 1) < 1e-12);
        QVERIFY(pair.residual <= kTolerance);
        const double residual = (matrix * v - pair.value * v).norm();
        QVERIFY(std::abs(residual - pair.residual * pair.value) <= rounding);
        const double expected = end == End::Smallest ? eigenvalues(0) : eigenvalues(eigenvalues.size() - 1);
        QVERIFY2(std::abs(pair.value - expected) <= kTolerance * pair.value + rounding,
                 QByteArray::number(pair.value / expected, 'g', 12));
    }
}

/// The mean is the picture itself: the distance has no linear part.
std::shared_ptr<const Reference> referenceAt(const Image& image) {
    return referenceOf(image, 0);
}

/// One channel of a small picture in double precision.
using Channel = MatrixXd;

Channel halved(const Channel& fine) {
    Channel coarse((fine.rows() + 1) / 2, (fine.cols() + 1) / 2);
    for (Eigen::Index y = 0; y < coarse.rows(); ++y)
        for (Eigen::Index x = 0; x < coarse.cols(); ++x) {
            const Eigen::Index below = std::min(2 * y + 1, fine.rows() - 1),
                               right = std::min(2 * x + 1, fine.cols() - 1);
            coarse(y, x) =
                (fine(2 * y, 2 * x) + fine(below, 2 * x) + fine(2 * y, right) + fine(below, right)) / 4;
        }
    return coarse;
}

/// The change of a component's plane in variable order, from the definition in planes.h; or, for bounds, with
/// the absolute values of all coefficients.
VectorXd planeChange(Component component, const std::array<Channel, 3>& rgb, bool absolute) {
    const double sign = absolute ? 1 : -1;
    const Channel luma = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    std::vector<Channel> channels{luma};
    if (component == Component::CbCr)
        channels = {(rgb[2] + sign * luma) / 1.772, (rgb[0] + sign * luma) / 1.402};
    for (Channel& channel : channels)
        for (int side = pixelsPerCell(component); side > 1; side /= 2) channel = halved(channel);
    const Grid grid{static_cast<int>(channels[0].rows()), static_cast<int>(channels[0].cols()),
                    static_cast<int>(channels.size())};
    VectorXd change(grid.variables());
    for (int c = 0; c < grid.channels; ++c)
        for (int y = 0; y < grid.height; ++y)
            for (int x = 0; x < grid.width; ++x)
                change(variableIndex(grid, c, y, x)) = channels[static_cast<std::size_t>(c)](y, x);
    return change;
}

struct FormCase {
    int width, height;
    ComponentSwitches enabled;
    std::optional<Rect> region{};
};

const std::vector<FormCase>& formCases() {
    static const std::vector<FormCase> cases{
        {16, 16, {true, true, true, true}},
        {21, 18, {true, true, true, true}},
        {19, 17, {true, false, false, false}},
        {23, 17, {false, true, false, true}},
        {22, 19, {true, false, true, false}},
        {25, 21, {false, false, true, false}},
        {27, 22, {false, false, false, true}},
        {27, 22, {true, true, true, true}, Rect{3, 5, 13, 11}},
        {27, 22, {false, true, true, true}, Rect{13, 9, 14, 13}},
        {26, 23, {true, false, false, true}, Rect{5, 5, 6, 5}},
    };
    return cases;
}

template <class Check>
void onEveryForm(const Check& check) {
    for (const FormCase& item : formCases()) {
        const auto reference = referenceAt(randomImage(item.width, item.height, 5));
        const Weighting weighting{kWeights, item.enabled};
        check(item, *reference, weighting,
              ScoreForm(reference->distributions, weighting, item.width, item.height,
                        item.region.value_or(Rect{0, 0, item.width, item.height})));
    }
}

ExtremesRequest requestOf(double rmse, Spread spread) {
    ExtremesRequest request;
    request.rmse = rmse;
    request.weighting = {kWeights};
    request.spread = spread;
    return request;
}

bool sameBits(const Image& a, const Image& b) {
    return std::memcmp(a.rgb.data(), b.rgb.data(), a.rgb.size() * sizeof(float)) == 0;
}

}  // namespace

class TestExtremes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { setThreadCount(0); }

    void productIsThatOfTheDenseFactor() {
        for (const Grid grid : {Grid{1, 1, 1}, Grid{1, 2, 2}, Grid{7, 1, 1}, Grid{5, 9, 1}, Grid{6, 5, 2}}) {
            const StructuredGaussian gaussian = randomGaussian(grid, 1);
            const MatrixXd factor = denseFactor(gaussian);
            const VectorXd x = denseVector(randomPlane(grid, 2));
            const VectorXd actual = imageOf(precisionOf(gaussian), planeOrder(grid, x));
            const VectorXd expected = planeOrder(grid, factor * (factor.transpose() * x));
            // exp in float is what differs: two roundings for each of the two factors.
            const VectorXd bound =
                8 * kUnit *
                planeOrder(grid, factor.cwiseAbs() * (factor.cwiseAbs().transpose() * x.cwiseAbs()));
            QVERIFY(worstRatio(actual, expected, bound) <= 1);
        }
    }

    void productIsSymmetricInDoublePrecision() {
        const Grid grid{70, 90, 2};
        const StructuredGaussian gaussian = randomGaussian(grid, 3);
        const VectorXd u = planeOrder(grid, denseVector(randomPlane(grid, 4)));
        const VectorXd v = planeOrder(grid, denseVector(randomPlane(grid, 5)));
        const VectorXd au = imageOf(precisionOf(gaussian), u), av = imageOf(precisionOf(gaussian), v);
        // Each entry errs by less than 64 roundings of its addends.
        QVERIFY(std::abs(u.dot(av) - v.dot(au)) <= 64 * 0x1p-53 * 2 * u.norm() * av.norm());
        QVERIFY(u.dot(au) > 0);
    }

    void aPartHasTheProductsOfTheWhole() {
        for (const int channels : {1, 2}) {
            const Grid grid{19, 17, channels};
            const StructuredGaussian gaussian = randomGaussian(grid, 6);
            const CellRect inner{5, 4, 6, 7}, outer{3, 2, 10, 11};
            const Grid small{outer.height, outer.width, channels};
            Plane x(grid), part(small);
            for (int c = 0; c < channels; ++c)
                for (int y = inner.y; y < inner.y + inner.height; ++y)
                    for (int i = inner.x; i < inner.x + inner.width; ++i)
                        part.row(c, y - outer.y)[i - outer.x] = x.row(c, y)[i] =
                            std::sin(float(3 * y + i + c));
            const StructuredGaussian cut = partOf(gaussian, outer);
            const auto toDouble = [](const Plane& plane) {
                return VectorXd(
                    Eigen::Map<const Eigen::VectorXf>(plane.values.data(), Eigen::Index(plane.values.size()))
                        .cast<double>());
            };
            const VectorXd all = imageOf(precisionOf(gaussian), toDouble(x));
            const VectorXd some = imageOf(precisionOf(cut), toDouble(part));
            for (int c = 0; c < channels; ++c)
                for (int y = inner.y; y < inner.y + inner.height; ++y)
                    for (int i = inner.x; i < inner.x + inner.width; ++i)
                        QCOMPARE(some((c * small.height + y - outer.y) * small.width + i - outer.x),
                                 all((c * grid.height + y) * grid.width + i));
            QVERIFY_EXCEPTION_THROWN(partOf(gaussian, {10, 0, 8, 3}), Error);
        }
    }

    void bothEndsAreTheDenseOnes() {
        for (int channels = 1; channels <= 2; ++channels)
            for (const auto& [height, width] : {std::pair{1, 1}, {1, 2}, {2, 3}, {5, 7}, {8, 8}, {13, 9}}) {
                const StructuredGaussian gaussian = randomGaussian({height, width, channels}, 7);
                verifyEnds(precisionOf(gaussian), {}, static_cast<std::size_t>(gaussian.grid().variables()));
            }
    }

    void theIterationLimitShowsInTheResidual() {
        const StructuredGaussian gaussian = randomGaussian({20, 20, 1}, 8);
        EigenOptions options;
        options.tolerance = 1e-6;
        options.iterations = 3;
        const Eigenpair pair = extremalEigenpair(400, precisionOf(gaussian), {}, options);
        QCOMPARE(pair.iterations, 3);
        QVERIFY(pair.residual > options.tolerance);
    }

    void sameEigenvectorOnAnyNumberOfThreads() {
        const StructuredGaussian gaussian = randomGaussian({260, 250, 1}, 9);
        EigenOptions options;
        options.iterations = 6;
        options.end = End::Largest;
        setThreadCount(1);
        const Eigenpair one = extremalEigenpair(65000, precisionOf(gaussian), {}, options);
        setThreadCount(2);
        const Eigenpair two = extremalEigenpair(65000, precisionOf(gaussian), {}, options);
        QCOMPARE(one.vector, two.vector);
        QCOMPARE(one.residual, two.residual);
        options.seed = 1;
        QVERIFY(extremalEigenpair(65000, precisionOf(gaussian), {}, options).vector != one.vector);
    }

    void theSearchCanBeStopped() {
        const StructuredGaussian gaussian = randomGaussian({20, 20, 1}, 8);
        int calls = 0;
        QVERIFY_EXCEPTION_THROWN(extremalEigenpair(400, precisionOf(gaussian), {}, {},
                                                   [&](double, std::string_view) { return ++calls < 3; }),
                                 Cancelled);
        QCOMPARE(calls, 3);
    }

    void theFormIsThatOfTheDefinition() {
        onEveryForm([](const FormCase& item, const Reference& reference, const Weighting& weighting,
                       const ScoreForm& form) {
            const auto n = static_cast<Eigen::Index>(form.size());
            const MatrixXd actual = matrixOf(formOf(form), form.size());
            QVERIFY((actual - actual.transpose()).cwiseAbs().maxCoeff() <=
                    1e-13 * actual.cwiseAbs().maxCoeff());

            // The changes of the picture that the coordinates stand for are orthonormal over R, G and B.
            const Rect rect = item.region.value_or(Rect{0, 0, item.width, item.height});
            MatrixXd changes(3 * rect.width * rect.height, n);
            for (Eigen::Index i = 0; i < n; ++i) {
                const VectorXd unit = VectorXd::Unit(n, i);
                const Change change = form.changeOf(std::span(unit.data(), unit.size()));
                QCOMPARE(change.rect, rect);
                changes.col(i) =
                    Eigen::Map<const Eigen::VectorXf>(change.rgb.data(), changes.rows()).cast<double>();
            }
            // Every value is rounded to float.
            const double apart =
                (changes.transpose() * changes - MatrixXd::Identity(n, n)).cwiseAbs().maxCoeff();
            QVERIFY2(apart <= 4 * kUnit, QByteArray::number(apart));

            const MatrixXd sizes = changes.cwiseAbs();
            const auto channelsOf = [&](const auto& column) {
                std::array<Channel, 3> rgb;
                rgb.fill(Channel::Zero(item.height, item.width));
                for (int y = 0; y < rect.height; ++y)
                    for (int x = 0; x < rect.width; ++x)
                        for (int i = 0; i < 3; ++i)
                            rgb[static_cast<std::size_t>(i)](rect.y + y, rect.x + x) =
                                column((y * rect.width + x) * 3 + i);
                return rgb;
            };
            MatrixXd expected = MatrixXd::Zero(n, n), bound = expected;
            for (const Component component : kComponents) {
                if (weighting.of(component) == 0) continue;
                const StructuredGaussian& gaussian = *reference.distributions[indexOf(component)];
                const MatrixXd transposed = denseFactor(gaussian).transpose(),
                               absolute = transposed.cwiseAbs();
                MatrixXd z(transposed.rows(), n), size = z;
                for (Eigen::Index i = 0; i < n; ++i) {
                    z.col(i) = transposed * planeChange(component, channelsOf(changes.col(i)), false);
                    size.col(i) = absolute * planeChange(component, channelsOf(sizes.col(i)), true);
                }
                const double factor =
                    weighting.of(component) / (2 * static_cast<double>(gaussian.grid().variables()));
                expected += factor * z.transpose() * z;
                bound += factor * size.transpose() * size;
            }
            // Two values rounded to float, and exp twice, in each product of two whitened changes.
            const double worst =
                ((actual - expected).cwiseAbs().array() / (bound.array() + 1e-300)).maxCoeff();
            QVERIFY2(worst <= 8 * kUnit, QByteArray::number(worst / kUnit));
        });
    }

    void bothEndsOfTheFormAreTheDenseOnes() {
        onEveryForm([](const FormCase&, const Reference&, const Weighting&, const ScoreForm& form) {
            verifyEnds(
                formOf(form), [&](auto v, auto product) { form.precondition(v, product); }, form.size());
        });
    }

    void thePreconditionerIsPositiveAndSavesWork() {
        onEveryForm([](const FormCase&, const Reference&, const Weighting&, const ScoreForm& form) {
            const LinearMap precondition = [&](auto v, auto product) { form.precondition(v, product); };
            const MatrixXd matrix = matrixOf(precondition, form.size());
            // The sweeps are in float, forward and backward: 2 (12 or 25) + 16 roundings of well-conditioned
            // sums.
            QVERIFY((matrix - matrix.transpose()).cwiseAbs().maxCoeff() <=
                    1e3 * kUnit * matrix.cwiseAbs().maxCoeff());
            QVERIFY(Eigen::SelfAdjointEigenSolver<MatrixXd>(matrix).eigenvalues()(0) > 0);
            EigenOptions options;
            options.iterations = 3000;
            const int with = extremalEigenpair(form.size(), formOf(form), precondition, options).iterations;
            const int without = extremalEigenpair(form.size(), formOf(form), {}, options).iterations;
            QVERIFY2(with <= without, QByteArray::number(with) + " > " + QByteArray::number(without));
        });
    }

    void distanceIsTheEigenvalueTimesTheError() {
        const auto reference = referenceAt(randomImage(24, 20, 10));
        const ExtremesRequest request = [] {
            ExtremesRequest wanted = requestOf(0.5, Spread::Whole);
            wanted.tolerance = 1e-5;
            return wanted;
        }();
        const ScoreForm form(reference->distributions, request.weighting, 24, 20, {0, 0, 24, 20});
        const VectorXd eigenvalues =
            Eigen::SelfAdjointEigenSolver<MatrixXd>(matrixOf(formOf(form), form.size())).eigenvalues();
        const double least = eigenvalues(0), most = eigenvalues(eigenvalues.size() - 1);
        const double squares = 3.0 * 24 * 20 * 0.5 * 0.5 / (255.0 * 255.0);
        const Extremes extremes = extremesOf(reference, request);
        // Values below 1 are kept, and turned into planes and residuals, to some 8 roundings of float; that
        // error is to the change as 8 kUnit to rmse / 255, and counts at most as the most visible change
        // does.
        const double rounding = 8 * kUnit * 255 / request.rmse;
        const auto near = [&](double distance, double value) {
            const double allowed =
                2 * rounding * std::sqrt(most / value) + std::pow(rounding, 2) * most / value + 2e-5;
            return std::abs(distance / (value * squares) - 1) <= allowed;
        };
        QVERIFY(near(extremes.most.figures.account.distance, most));
        QVERIFY(near(extremes.least.figures.account.distance, least));
    }

    void theErrorIsTheWantedOne() {
        for (const Spread spread : {Spread::Windows, Spread::Whole}) {
            const Extremes extremes =
                extremesOf(referenceAt(randomImage(50, 43, 11)), requestOf(1.5, spread));
            for (const Extreme* extreme : {&extremes.most, &extremes.least}) {
                QVERIFY(std::abs(extreme->figures.rmse / 1.5 - 1) < 1e-5);
                QVERIFY(std::abs(extreme->figures.baselines.psnr + 20 * std::log10(1.5 / 255)) < 1e-4);
                QVERIFY(extreme->residual <= 1e-3);
            }
            QVERIFY(extremes.least.figures.account.distance < extremes.most.figures.account.distance);
        }
    }

    void windowsShareTheErrorAsSaid() {
        const Image image = randomImage(48, 32, 18);
        const auto reference = referenceAt(image);
        const Extremes extremes = extremesOf(reference, requestOf(2, Spread::Windows));
        std::vector<double> addedByLeast;
        for (int top = 0; top < 32; top += 16)
            for (int left = 0; left < 48; left += 16) {
                ExtremesRequest request = requestOf(2, Spread::Windows);
                request.region = Rect{left, top, 16, 16};
                const auto within = [&](const Image& changed) {
                    Image alone = image;
                    for (int y = top; y < top + 16; ++y)
                        std::copy_n(changed.row(y) + std::size_t(3) * left, 3 * 16,
                                    alone.row(y) + std::size_t(3) * left);
                    return figuresOf(reference, alone, request);
                };
                QVERIFY_EXCEPTION_THROWN(figuresOf(reference, Image(48, 31), request), Error);
                ExtremesRequest outside = request;
                outside.region = Rect{left + 40, top, 16, 16};
                QVERIFY_EXCEPTION_THROWN(figuresOf(reference, image, outside), Error);
                QVERIFY(std::abs(within(extremes.most.image).rmse / 2 - 1) < 1e-5);
                const ExtremeFigures least = within(extremes.least.image);
                QVERIFY(least.rmse < 2 * 2);  // here the limit of twice the error is not met
                addedByLeast.push_back(least.account.distance);
            }
        // Rounding as in distanceIsTheEigenvalueTimesTheError, and values good to the squared tolerance.
        const auto [low, high] = std::minmax_element(addedByLeast.begin(), addedByLeast.end());
        QVERIFY2(*high / *low - 1 < 2e-3, QByteArray::number(*high / *low));
    }

    void theErrorIsReachedBesideBlackAndWhite() {
        // Half of the values cannot grow, or cannot shrink.
        Image image = randomImage(32, 32, 12);
        for (std::size_t i = 0; i < image.rgb.size() / 2; ++i) image.rgb[i] = i % 2 == 0 ? 0.0f : 1.0f;
        const Extremes extremes = extremesOf(referenceAt(image), requestOf(3, Spread::Windows));
        for (const Extreme* extreme : {&extremes.most, &extremes.least}) {
            QVERIFY(std::abs(extreme->figures.rmse / 3 - 1) < 1e-5);
            const auto [low, high] =
                std::minmax_element(extreme->image.rgb.begin(), extreme->image.rgb.end());
            QVERIFY(*low >= 0 && *high <= 1);
        }
    }

    void onlyTheRegionChanges() {
        const Image image = randomImage(61, 45, 13);
        for (const Spread spread : {Spread::Windows, Spread::Whole}) {
            ExtremesRequest request = requestOf(2, spread);
            const Rect region = *(request.region = Rect{7, 5, 37, 29});
            const Extremes extremes = extremesOf(referenceAt(image), request);
            for (const Extreme* extreme : {&extremes.most, &extremes.least}) {
                QVERIFY(std::abs(extreme->figures.rmse / 2 - 1) < 1e-5);
                for (int y = 0; y < image.height; ++y)
                    for (int x = 0; x < image.width; ++x)
                        if (x < region.x || x >= region.x + region.width || y < region.y ||
                            y >= region.y + region.height)
                            for (int i = 0; i < 3; ++i)
                                QCOMPARE(extreme->image.row(y)[3 * x + i], image.row(y)[3 * x + i]);
            }
        }
    }

    void componentsThatAreOffAreNotSeen() {
        const Image image = randomImage(48, 40, 14);
        ExtremesRequest request = requestOf(2, Spread::Windows);
        request.weighting.enabled = {false, false, false, true};
        const Extremes extremes = extremesOf(referenceAt(image), request);
        for (const Extreme* extreme : {&extremes.most, &extremes.least}) {
            const Planes before = planesOf(image), after = planesOf(extreme->image);
            for (std::size_t i = 0; i < before[0].values.size(); ++i)
                QVERIFY(std::abs(before[0].values[i] - after[0].values[i]) < 8 * kUnit);
        }
    }

    void sameExtremesOnAnyNumberOfThreads() {
        const auto reference = referenceAt(randomImage(61, 45, 15));
        for (const Spread spread : {Spread::Windows, Spread::Whole}) {
            setThreadCount(1);
            const Extremes one = extremesOf(reference, requestOf(2, spread));
            setThreadCount(2);
            const Extremes two = extremesOf(reference, requestOf(2, spread));
            QVERIFY(::sameBits(one.most.image, two.most.image));
            QVERIFY(::sameBits(one.least.image, two.least.image));
            QCOMPARE(one.least.residual, two.least.residual);
        }
    }

    void refusals() {
        const auto reference = referenceAt(randomImage(32, 32, 16));
        const auto refuses = [&](auto change) {
            ExtremesRequest request = requestOf(2, Spread::Windows);
            change(request);
            QVERIFY_EXCEPTION_THROWN(extremesOf(reference, request), Error);
        };
        refuses([](ExtremesRequest& request) { request.weighting.enabled.fill(false); });
        refuses([](ExtremesRequest& request) { request.weighting.weights.fill(0); });
        refuses([](ExtremesRequest& request) { request.rmse = 0; });
        refuses([](ExtremesRequest& request) { request.rmse = 200; });  // nothing is that far from mid grey
        refuses([](ExtremesRequest& request) { request.window = 18; });
        refuses([](ExtremesRequest& request) { request.window = 0; });
        refuses([](ExtremesRequest& request) { request.region = Rect{30, 0, 3, 3}; });
        refuses([](ExtremesRequest& request) {
            request.region = Rect{1, 1, 5, 5};
            request.weighting.enabled = {false, false, false, true};
        });
        QVERIFY_EXCEPTION_THROWN(extremesOf(reference, requestOf(2, Spread::Windows),
                                            [](double fraction, std::string_view) { return fraction < 0.5; }),
                                 Cancelled);
    }

    void noiseLiesBetweenTheExtremes() {
        const Predictor predictor = Predictor::load(SUSS_TEST_MODEL);
        const Image image = cropped(exampleReference(), 300, 200, 128, 96);
        const auto reference = analyse(image, predictor);
        ExtremesRequest request;
        request.weighting = weightingNamed(predictor.info(), "");
        for (const Spread spread : {Spread::Windows, Spread::Whole}) {
            request.spread = spread;
            request.rmse = spread == Spread::Whole ? 0.5 : 2;
            const Extremes extremes = extremesOf(reference, request);
            QVERIFY(extremes.most.residual <= request.tolerance &&
                    extremes.least.residual <= request.tolerance);
            const Image noisy = withNoise(image, request.rmse / 255, 17);
            const ExtremeFigures between = figuresOf(reference, noisy, request);
            QVERIFY(std::abs(between.rmse / request.rmse - 1) < 0.05);
            QVERIFY(extremes.most.figures.account.distance > 2 * between.account.distance);
            QVERIFY(extremes.least.figures.account.distance < 0.5 * between.account.distance);
        }
    }
};

QTEST_GUILESS_MAIN(TestExtremes)
#include "test_extremes.moc"
