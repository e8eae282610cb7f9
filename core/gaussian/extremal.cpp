#include "core/gaussian/extremal.h"

#include "core/error.h"
#include "core/gaussian/sample.h"
#include "core/parallel.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>

namespace suss {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Products are summed over blocks of this many rows, then in order: the same on any number of threads.
constexpr Index kRows = 1 << 13;
/// Directions of the trial space that are shorter than this, beside the longest, are rounding.
constexpr double kDependent = 1e-12;
/// Steps after which the products A x are formed afresh: until then they are combined like the vectors.
constexpr int kRefresh = 32;

template <class Body>
void forEachBlock(Index rows, const Body& body) {
    parallelFor(static_cast<int>((rows + kRows - 1) / kRows), 4, [&](int begin, int end) {
        for (int block = begin; block < end; ++block)
            body(block, block * kRows, std::min(kRows, rows - block * kRows));
    });
}

/// left^T right.
template <class Left, class Right>
MatrixXd inner(const Left& left, const Right& right) {
    std::vector<MatrixXd> parts(static_cast<std::size_t>((left.rows() + kRows - 1) / kRows));
    forEachBlock(left.rows(), [&](int block, Index first, Index count) {
        parts[static_cast<std::size_t>(block)].noalias() =
            left.middleRows(first, count).transpose() * right.middleRows(first, count);
    });
    MatrixXd sum = MatrixXd::Zero(left.cols(), right.cols());
    for (const MatrixXd& part : parts) sum += part;
    return sum;
}

template <class From, class To>
void mapColumns(const LinearMap& map, const From& from, To&& to) {
    const auto size = static_cast<std::size_t>(from.rows());
    for (Index i = 0; i < from.cols(); ++i)
        map(std::span(from.col(i).data(), size), std::span(to.col(i).data(), size));
}

MatrixXd startOf(std::size_t size, Index count, const EigenOptions& options) {
    MatrixXd start(static_cast<Index>(size), count);
    for (Index i = 0; i < count; ++i) {
        const Plane noise = standardNormal({1, static_cast<int>(size), 1}, options.seed,
                                           options.stream * static_cast<std::uint64_t>(options.block) + i);
        start.col(i) = Eigen::Map<const Eigen::VectorXf>(noise.values.data(), start.rows()).cast<double>();
    }
    return start;
}

/// The best `count` vectors in the span of the columns of a basis, as combinations of them, the best first.
struct RitzVectors {
    MatrixXd combination;
    VectorXd values;
};
RitzVectors ritzVectors(const MatrixXd& gram, const MatrixXd& form, Index count, EigenOptions::End end) {
    const VectorXd scale =
        gram.diagonal().cwiseMax(std::numeric_limits<double>::min()).cwiseSqrt().cwiseInverse();
    const Eigen::SelfAdjointEigenSolver<MatrixXd> lengths(scale.asDiagonal() * gram * scale.asDiagonal());
    const VectorXd& squares = lengths.eigenvalues();
    const Index kept = (squares.array() > kDependent * squares.maxCoeff()).count();
    const MatrixXd orthonormal = scale.asDiagonal() * lengths.eigenvectors().rightCols(kept) *
                                 squares.tail(kept).cwiseSqrt().cwiseInverse().asDiagonal();
    const MatrixXd projected = orthonormal.transpose() * form * orthonormal;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> ritz(0.5 * (projected + projected.transpose()));
    const Index taken = std::min(count, kept);
    RitzVectors result{MatrixXd(gram.rows(), taken), VectorXd(taken)};
    for (Index i = 0; i < taken; ++i) {
        const Index from = end == EigenOptions::End::Smallest ? i : kept - 1 - i;
        result.combination.col(i) = orthonormal * ritz.eigenvectors().col(from);
        result.values(i) = ritz.eigenvalues()(from);
    }
    return result;
}

/// The vectors x, their residuals w and their last steps p side by side, and the map applied to them.
struct Basis {
    Basis(Index size, Index count) : block(count), vectors(size, 3 * count), images(size, 3 * count) {}

    [[nodiscard]] auto x() { return vectors.leftCols(block); }
    [[nodiscard]] auto w() { return vectors.middleCols(block, block); }
    [[nodiscard]] auto ax() { return images.leftCols(block); }
    [[nodiscard]] auto aw() { return images.middleCols(block, block); }

    /// Replaces x by the best vectors in the span of the first `used` columns, and p by the way there.
    VectorXd improve(Index used, EigenOptions::End end) {
        const auto basis = vectors.leftCols(used);
        const RitzVectors ritz =
            ritzVectors(inner(basis, basis), inner(basis, images.leftCols(used)), block, end);
        MatrixXd stepAlone = ritz.combination;
        stepAlone.topRows(block).setZero();
        for (MatrixXd* columns : {&vectors, &images})
            forEachBlock(columns->rows(), [&](int, Index first, Index count) {
                const MatrixXd before = columns->block(first, 0, count, used);
                columns->block(first, 0, count, block).noalias() = before * ritz.combination;
                columns->block(first, 2 * block, count, block).noalias() = before * stepAlone;
            });
        return ritz.values;
    }

    Index block;
    MatrixXd vectors, images;
};

}  // namespace

Eigenpair extremalEigenpair(std::size_t size, const LinearMap& apply, const LinearMap& precondition,
                            const EigenOptions& options, const Progress& progress) {
    if (size == 0) throw Error("A space without dimensions has no extremes.");
    const Index block = std::min<Index>(std::max(1, options.block), static_cast<Index>(size));
    Basis basis(static_cast<Index>(size), block);
    basis.w() = startOf(size, block, options);
    if (precondition)
        mapColumns(precondition, basis.w(), basis.x());
    else
        basis.x() = basis.w();
    mapColumns(apply, basis.x(), basis.ax());
    VectorXd values = basis.improve(block, options.end);

    Eigenpair pair;
    MatrixXd residuals;
    double first = 0;
    for (;; ++pair.iterations) {
        if (pair.iterations > 0 && pair.iterations % kRefresh == 0) mapColumns(apply, basis.x(), basis.ax());
        residuals = basis.ax() - basis.x() * values.asDiagonal();
        pair.residual = residuals.col(0).norm() / std::abs(values(0));
        if (pair.iterations == 0) first = std::max(pair.residual, 2 * options.tolerance);
        const double nearer = std::log(first / std::max(pair.residual, options.tolerance)) /
                              std::log(first / options.tolerance);
        report(progress, std::clamp(std::max(nearer, double(pair.iterations) / options.iterations), 0.0, 1.0),
               "finding the extremes");
        if (pair.residual <= options.tolerance || pair.iterations >= options.iterations) break;

        if (precondition)
            mapColumns(precondition, residuals, basis.w());
        else
            basis.w() = residuals;
        const MatrixXd along = inner(basis.x(), basis.w());
        basis.w() -= basis.x() * along;
        mapColumns(apply, basis.w(), basis.aw());
        values = basis.improve(pair.iterations == 0 ? 2 * block : 3 * block, options.end);
    }

    VectorXd best = basis.x().col(0).normalized();
    Index largest = 0;
    best.cwiseAbs().maxCoeff(&largest);
    if (best(largest) < 0) best = -best;
    pair.vector.assign(best.data(), best.data() + best.size());
    // What is reported is measured on the vector itself, not carried along.
    VectorXd image(best.size());
    mapColumns(apply, best, image);
    pair.value = best.dot(image);
    pair.residual = (image - pair.value * best).norm() / std::abs(pair.value);
    return pair;
}

}  // namespace suss
