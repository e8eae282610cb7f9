#include "core/train/calibrate.h"

#include "core/gaussian/sample.h"
#include "core/gaussian/whiten.h"
#include "core/train/photo_set.h"
#include "core/train/variant_planes.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace suss {

using nlohmann::json;

namespace {

constexpr int kLargestSide = 256;  // of what is looked at of a photo

const double kLogTwoPi = std::log(2 * std::numbers::pi);

/// Pearson correlation of neighbours at one offset, pooled over planes.
class NeighbourCorrelation {
  public:
    void add(const Plane& plane, int channel, int dy, int dx) {
        const Grid& grid = plane.grid;
        for (int y = 0; y + dy < grid.height; ++y) {
            const float *here = plane.row(channel, y), *there = plane.row(channel, y + dy) + dx;
            double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
            for (int x = 0; x + dx < grid.width; ++x) {
                a += here[x];
                b += there[x];
                aa += double(here[x]) * here[x];
                bb += double(there[x]) * there[x];
                ab += double(here[x]) * there[x];
            }
            sums_ += Eigen::Array<double, 5, 1>{a, b, aa, bb, ab};
            count_ += grid.width - dx;
        }
    }
    [[nodiscard]] double value() const {
        const double a = sums_[0] / count_, b = sums_[1] / count_;
        const double spread = std::sqrt((sums_[2] / count_ - a * a) * (sums_[3] / count_ - b * b));
        return spread > 0 ? (sums_[4] / count_ - a * b) / spread : 0.0;
    }

  private:
    Eigen::Array<double, 5, 1> sums_ = Eigen::Array<double, 5, 1>::Zero();
    double count_ = 0;
};

/// Mean absolute neighbour correlation of one photo's planes over channels and the two directions.
double meanNeighbourCorrelation(const std::vector<Plane>& planes) {
    double sum = 0;
    const int channels = planes.front().grid.channels;
    for (int channel = 0; channel < channels; ++channel)
        for (const auto& [dy, dx] : {std::pair{0, 1}, std::pair{1, 0}}) {
            NeighbourCorrelation correlation;
            for (const Plane& plane : planes) correlation.add(plane, channel, dy, dx);
            sum += std::abs(correlation.value());
        }
    return sum / (2 * channels);
}

/// Regression of every value on its later neighbours, the same everywhere: the stationary structured
/// Gaussian.
class StationaryFit {
  public:
    explicit StationaryFit(int channels) {
        for (int channel = 0; channel < channels; ++channel) {
            std::vector<NeighbourSlot> slots;
            for (const NeighbourSlot& slot : neighbourSlots(channels))
                if (slot.from == channel) slots.push_back(slot);
            const auto size = Eigen::Index(slots.size()) + 1;
            channels_.push_back({std::move(slots), Eigen::MatrixXd::Zero(size, size), 0});
        }
    }

    /// Every fourth row is plenty for fifty coefficients.
    void add(const Plane& residual) {
        const Grid& grid = residual.grid;
        for (int channel = 0; channel < grid.channels; ++channel) {
            auto& fit = channels_[std::size_t(channel)];
            Eigen::VectorXd values(fit.moments.rows());
            for (int y = 0; y < grid.height; y += 4)
                for (int x = 0; x < grid.width; ++x) {
                    values[0] = residual.row(channel, y)[x];
                    for (std::size_t k = 0; k < fit.slots.size(); ++k) {
                        const auto& slot = fit.slots[k];
                        const bool inside =
                            y + slot.dy < grid.height && x + slot.dx >= 0 && x + slot.dx < grid.width;
                        values[Eigen::Index(k) + 1] =
                            inside ? residual.row(slot.to, y + slot.dy)[x + slot.dx] : 0.f;
                    }
                    fit.moments.selfadjointView<Eigen::Lower>().rankUpdate(values);
                    ++fit.count;
                }
        }
    }

    [[nodiscard]] double natsPerVariable() const {
        double sum = 0;
        for (const auto& fit : channels_) {
            const Eigen::MatrixXd full = fit.moments.selfadjointView<Eigen::Lower>();
            const auto k = full.rows() - 1;
            const Eigen::VectorXd cross = full.block(1, 0, k, 1);
            const Eigen::VectorXd solution = full.block(1, 1, k, k).ldlt().solve(cross);
            const double variance = (full(0, 0) - cross.dot(solution)) / double(fit.count);
            sum += -0.5 * std::log(variance) - 0.5 - 0.5 * kLogTwoPi;
        }
        return sum / double(channels_.size());
    }

  private:
    struct Channel {
        std::vector<NeighbourSlot> slots;
        Eigen::MatrixXd moments;
        std::int64_t count;
    };
    std::vector<Channel> channels_;
};

/// What is summed over photos for one component.
struct Tally {
    double variables = 0, logLikelihood = 0, squared = 0, logDiagonal = 0, squaredDiagonal = 0;
    double correlationRaw = 0, correlationWhitened = 0;
    std::vector<double> meanSquares;    ///< of each photo
    std::vector<double> sampleSpreads;  ///< of each photo
    StationaryFit stationary;

    explicit Tally(int channels) : stationary(channels) {}

    void add(const StructuredGaussian& gaussian, const Plane& reference, const std::vector<Plane>& variants,
             std::uint64_t seed) {
        const auto n = double(gaussian.grid().variables());
        std::vector<Plane> raw, whitened;
        const double squaredBefore = squared, variablesBefore = variables;
        for (const Plane& variant : variants) {
            Plane residual(variant.grid), difference(variant.grid);
            for (std::size_t i = 0; i < residual.values.size(); ++i) {
                residual.values[i] = variant.values[i] - gaussian.mean()[i];
                difference.values[i] = variant.values[i] - reference.values[i];
                const double scaled = double(gaussian.diagonal()[i]) * residual.values[i];
                squaredDiagonal += scaled * scaled;
                logDiagonal += gaussian.logDiagonal()[i];
            }
            whitened.push_back(whiten(gaussian, variant));
            logLikelihood += suss::logLikelihood(gaussian, whitened.back());
            squared += squaredNorm(whitened.back());
            variables += n;
            stationary.add(difference);
            raw.push_back(std::move(residual));
        }
        double expected = 0, sampled = 0;
        for (std::size_t v = 0; v < variants.size(); ++v) {
            expected += squaredNorm(raw[v]);
            sampled += squaredNorm(correlate(gaussian, standardNormal(gaussian.grid(), seed, v)));
        }
        sampleSpreads.push_back(std::sqrt(sampled / expected));
        meanSquares.push_back((squared - squaredBefore) / (variables - variablesBefore));
        correlationRaw += meanNeighbourCorrelation(raw);
        correlationWhitened += meanNeighbourCorrelation(whitened);
    }

    [[nodiscard]] ComponentCalibration result(Component component, int photos) const {
        double spread = 0;
        for (const double mean : meanSquares)
            spread += (mean - squared / variables) * (mean - squared / variables);
        std::vector<double> spreads = sampleSpreads;
        std::sort(spreads.begin(), spreads.end());
        const double shift = -0.5 * std::log(squaredDiagonal / variables);
        return {component,
                logLikelihood / variables,
                logDiagonal / variables + shift - 0.5 - 0.5 * kLogTwoPi,
                stationary.natsPerVariable(),
                squared / variables,
                std::sqrt(spread) / photos,
                correlationRaw / photos,
                correlationWhitened / photos,
                std::midpoint(spreads[(spreads.size() - 1) / 2], spreads[spreads.size() / 2]),
                spreads.back()};
    }
};

}  // namespace

Calibration calibrate(const Predictor& predictor, const std::filesystem::path& folder,
                      const CalibrateOptions& options, const Progress& progress) {
    const json& record = *predictor.info().trainingRecord;
    const VariantConfig strengths = variantStrengths(predictor.info());
    std::set<std::string> seen;
    for (const auto& digest : record.value("photos_learned_from", json::array()))
        seen.insert(digest.get<std::string>());

    const int leastSide = 64 + 2 * kVariantMargin;
    const PhotoSet set = readPhotos(folder, leastSide, subProgress(progress, 0, 0.3), seen);
    std::vector<Tally> tallies;
    for (const Component component : kComponents) tallies.emplace_back(gridOf(component, 16, 16).channels);

    for (std::size_t i = 0; i < set.photos.size(); ++i) {
        report(progress, 0.3 + 0.7 * double(i) / double(set.photos.size()), "Checking photos");
        const auto& photo = set.photos[i];
        const int side =
            std::min({kLargestSide, photo.width - 2 * kVariantMargin, photo.height - 2 * kVariantMargin});
        const VariantPlanes batch = variantPlanesOf(centralCrop(photo, side / 16 * 16 + 2 * kVariantMargin),
                                                    options.variantsPerPhoto, strengths, options.seed + i);
        const Distributions distributions = predictor.predict(batch.reference);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            std::vector<Plane> variants;
            for (const Planes& planes : batch.variants) variants.push_back(planes[c]);
            tallies[c].add(*distributions[c], batch.reference[c], variants, options.seed + i);
        }
    }
    report(progress, 1, "Checking photos");

    Calibration calibration;
    calibration.photos = int(set.photos.size());
    calibration.photosSkipped = set.skipped + set.unusable;
    calibration.variants = options.variantsPerPhoto;
    calibration.seed = options.seed;
    for (const Component component : kComponents)
        calibration.components[indexOf(component)] =
            tallies[indexOf(component)].result(component, calibration.photos);
    return calibration;
}

json calibrationDocument(const ModelInfo& model, const Calibration& calibration) {
    json components = json::array();
    for (const ComponentCalibration& one : calibration.components)
        components.push_back({{"name", nameOf(one.component)},
                              {"nats_per_variable", one.natsPerVariable},
                              {"nats_per_variable_diagonal", one.natsPerVariableDiagonal},
                              {"nats_per_variable_global", one.natsPerVariableGlobal},
                              {"mean_squared_whitened", one.meanSquaredWhitened},
                              {"mean_squared_whitened_standard_error", one.meanSquaredWhitenedError},
                              {"neighbour_correlation_raw", one.neighbourCorrelationRaw},
                              {"neighbour_correlation_whitened", one.neighbourCorrelationWhitened},
                              {"sample_spread_median", one.sampleSpreadMedian},
                              {"sample_spread_largest", one.sampleSpreadLargest}});
    return {{"schema", "suss.calibrate/1"},
            {"model", {{"name", model.name}, {"sha256", model.sha256}}},
            {"components", components},
            {"photos", calibration.photos},
            {"photos_skipped", calibration.photosSkipped},
            {"variants", calibration.variants},
            {"seed", calibration.seed}};
}

}  // namespace suss
