#include "core/human/psychometric.h"

#include "core/error.h"

#include <cmath>
#include <map>
#include <numeric>
#include <string>

namespace suss {

namespace {

/// One kind of change of one reference, in logarithms.
struct Curve {
    std::vector<double> distances, scales;
};

double meanOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

std::vector<Curve> curvesOf(const Judgments& scales, const MeasuredJudgments& measured,
                            const Weighting& weighting) {
    std::map<std::pair<int, std::string>, Curve> curves;
    for (std::size_t i = 0; i < scales.ratings.size(); ++i) {
        const double distance = distanceOf(measured.ratings[i], weighting);
        const double scale = scales.ratings[i].human;
        if (!(distance > 0) || !(scale > 0)) continue;
        Curve& curve = curves[{measured.ratingReferences[i], scales.ratings[i].group}];
        curve.distances.push_back(std::log(distance));
        curve.scales.push_back(std::log(scale));
    }
    std::vector<Curve> usable;
    for (auto& [key, curve] : curves)
        if (curve.distances.size() >= 2) usable.push_back(std::move(curve));
    return usable;
}

}  // namespace

PsychometricFunction fitPsychometric(const Judgments& scales, const MeasuredJudgments& measured,
                                     const Weighting& weighting) {
    const std::vector<Curve> curves = curvesOf(scales, measured, weighting);
    double products = 0, squares = 0;
    for (const Curve& curve : curves) {
        const double x = meanOf(curve.distances), y = meanOf(curve.scales);
        for (std::size_t i = 0; i < curve.distances.size(); ++i) {
            products += (curve.distances[i] - x) * (curve.scales[i] - y);
            squares += (curve.distances[i] - x) * (curve.distances[i] - x);
        }
    }
    if (curves.size() < 3 || !(products > 0))
        throw Error("The difference scales \"" + scales.name +
                    "\" do not grow with the distance on three kinds of change or pictures at least.");
    const double slope = products / squares;

    std::vector<double> offsets;
    double residuals = 0, residualCount = 0;
    for (const Curve& curve : curves) {
        offsets.push_back(meanOf(curve.scales) - slope * meanOf(curve.distances));
        for (std::size_t i = 0; i < curve.distances.size(); ++i) {
            const double residual = curve.scales[i] - offsets.back() - slope * curve.distances[i];
            residuals += residual * residual;
        }
        residualCount += double(curve.distances.size() - 1);
    }
    const double offset = meanOf(offsets);
    double scatter = 0;
    for (const double one : offsets) scatter += (one - offset) * (one - offset);
    const auto n = double(curves.size());
    // A new curve's offset, the error of the mean offset, and a new image about its curve.
    const double variance = scatter / (n - 1) * (1 + 1 / n) + residuals / residualCount;
    return {std::exp((std::log(kHalfNotice) - offset) / slope), slope, std::sqrt(variance)};
}

}  // namespace suss
