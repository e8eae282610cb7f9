#include "core/explain/score_form.h"

#include "core/error.h"
#include "core/explain/halving.h"
#include "core/explain/held_precision.h"
#include "core/parallel.h"
#include "core/planes/bt601.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace suss {
namespace {

using Values = std::vector<double>;

// What one unit of Cb and of Cr adds to R, G and B at constant Y.
constexpr std::array<double, 3> kOfCb{0, -bt601::kBlue* bt601::kCbRange / bt601::kGreen, bt601::kCbRange};
constexpr std::array<double, 3> kOfCr{bt601::kCrRange, -bt601::kRed* bt601::kCrRange / bt601::kGreen, 0};
constexpr std::array<double, 2> kGreyOfChroma{kOfCb[1] + kOfCb[2], kOfCr[0] + kOfCr[1]};  ///< R + G + B

/// Upper triangular, with R^T R the metric of (Cb, Cr).
struct ChromaMetric {
    double r11, r12, r22;

    /// The squares over R, G and B of a unit of colour, at constant Y or at constant R + G + B.
    explicit ChromaMetric(bool constantGrey) {
        const auto metric = [&](const auto& a, const auto& b, double greyA, double greyB) {
            double sum = constantGrey ? -greyA * greyB / 3 : 0;
            for (std::size_t i = 0; i < 3; ++i) sum += a[i] * b[i];
            return sum;
        };
        const auto [cb, cr] = kGreyOfChroma;
        r11 = std::sqrt(metric(kOfCb, kOfCb, cb, cb));
        r12 = metric(kOfCb, kOfCr, cb, cr) / r11;
        r22 = std::sqrt(metric(kOfCr, kOfCr, cr, cr) - r12 * r12);
    }
};

/// The cells of `side` pixels that lie wholly in a rectangle; those at the border of the picture may be cut
/// by it.
CellRect cellsInside(const Rect& rect, int side, int imageWidth, int imageHeight) {
    const auto range = [side](int from, int count, int all) {
        const int first = (from + side - 1) / side;
        const int end = from + count == all ? (all + side - 1) / side : (from + count) / side;
        return std::pair(first, std::max(0, end - first));
    };
    const auto [x, width] = range(rect.x, rect.width, imageWidth);
    const auto [y, height] = range(rect.y, rect.height, imageHeight);
    return {x, y, width, height};
}

/// The pixels that each cell of a rectangle covers.
Values pixelsOf(const CellRect& cells, int side, int imageWidth, int imageHeight) {
    Values pixels;
    for (int y = cells.y; y < cells.endY(); ++y)
        for (int x = cells.x; x < cells.endX(); ++x)
            pixels.push_back(double(std::min(side, imageWidth - x * side)) *
                             std::min(side, imageHeight - y * side));
    return pixels;
}

/// One resolution of luminance: what counts there, and how it is reached from the next finer one.
struct Scale {
    CellRect cells;
    Values root;  ///< of the squares over R, G and B of a unit of Y in each cell
    std::optional<HeldPrecision> measure;
    std::optional<Halving> means, orthonormal;  ///< nothing at the finest
};

}  // namespace

struct ScoreForm::Parts {
    Rect support;
    std::vector<Scale> luma;  ///< finest first; empty if none counts
    int lumaSide = 1;
    std::optional<HeldPrecision> chroma;
    CellRect chromaCells;
    Values chromaRoot;  ///< of the pixels of each cell
    ChromaMetric metric{false};

    [[nodiscard]] std::size_t lumaSize() const { return luma.empty() ? 0 : luma.front().cells.area(); }
    [[nodiscard]] std::size_t chromaSize() const { return chroma ? chromaCells.area() : 0; }
    [[nodiscard]] std::size_t size() const { return lumaSize() + 2 * chromaSize(); }

    /// Calls visit(cell of luminance, cell of colour) wherever one lies in the other.
    template <class Visit>
    void forEachShared(const Visit& visit) const {
        if (luma.empty() || !chroma) return;
        const CellRect& fine = luma.front().cells;
        const int ratio = pixelsPerCell(Component::CbCr) / lumaSide;
        for (int y = 0; y < fine.height; ++y) {
            const int chromaY = (fine.y + y) / ratio - chromaCells.y;
            if (fine.y + y < chromaCells.y * ratio || chromaY >= chromaCells.height) continue;
            for (int x = 0; x < fine.width; ++x) {
                const int chromaX = (fine.x + x) / ratio - chromaCells.x;
                if (fine.x + x < chromaCells.x * ratio || chromaX >= chromaCells.width) continue;
                visit(std::size_t(y) * fine.width + x, std::size_t(chromaY) * chromaCells.width + chromaX);
            }
        }
    }

    /// Changes of Y, then Cb, then Cr, of the coordinates v: T v.
    [[nodiscard]] Values planesOf(std::span<const double> v) const {
        Values planes(v.begin(), v.end());
        const std::size_t n = lumaSize(), m = chromaSize();
        for (std::size_t i = 0; i < n; ++i) planes[i] /= luma.front().root[i];
        for (std::size_t i = 0; i < m; ++i) {
            double &cb = planes[n + i], &cr = planes[n + m + i];
            cr = cr / chromaRoot[i] / metric.r22;
            cb = (cb / chromaRoot[i] - metric.r12 * cr) / metric.r11;
        }
        forEachShared([&](std::size_t i, std::size_t k) { planes[i] -= greyOf(planes, k) / 3; });
        return planes;
    }

    /// T^T: what a change of each plane is worth becomes what a change of each coordinate is worth.
    [[nodiscard]] Values adjoint(Values planes) const {
        const std::size_t n = lumaSize(), m = chromaSize();
        forEachShared([&](std::size_t i, std::size_t k) { addGrey(planes, k, -planes[i] / 3); });
        for (std::size_t i = 0; i < n; ++i) planes[i] /= luma.front().root[i];
        for (std::size_t i = 0; i < m; ++i) {
            double &cb = planes[n + i], &cr = planes[n + m + i];
            cb = cb / metric.r11 / chromaRoot[i];
            cr = (cr / chromaRoot[i] - metric.r12 * cb) / metric.r22;
        }
        return planes;
    }

    /// T^-1.
    [[nodiscard]] Values inverse(Values planes) const {
        const std::size_t n = lumaSize(), m = chromaSize();
        forEachShared([&](std::size_t i, std::size_t k) { planes[i] += greyOf(planes, k) / 3; });
        for (std::size_t i = 0; i < n; ++i) planes[i] *= luma.front().root[i];
        for (std::size_t i = 0; i < m; ++i) {
            double &cb = planes[n + i], &cr = planes[n + m + i];
            cb = (metric.r11 * cb + metric.r12 * cr) * chromaRoot[i];
            cr *= metric.r22 * chromaRoot[i];
        }
        return planes;
    }

    /// T^-T.
    [[nodiscard]] Values inverseAdjoint(std::span<const double> v) const {
        Values planes(v.begin(), v.end());
        const std::size_t n = lumaSize(), m = chromaSize();
        for (std::size_t i = 0; i < n; ++i) planes[i] *= luma.front().root[i];
        for (std::size_t i = 0; i < m; ++i) {
            double &cb = planes[n + i], &cr = planes[n + m + i];
            cr = (metric.r12 * cb + metric.r22 * cr) * chromaRoot[i];
            cb *= metric.r11 * chromaRoot[i];
        }
        forEachShared([&](std::size_t i, std::size_t k) { addGrey(planes, k, planes[i] / 3); });
        return planes;
    }

    /// Nearly the inverse of the luminance's part of A, in coordinates of unit length at this scale. What is
    /// constant in the cells of the next scale that counts is left to that one.
    [[nodiscard]] Values solveBands(std::size_t scale, Values values) const {
        std::size_t next = scale + 1;
        while (next < luma.size() && !luma[next].measure) ++next;
        Values coarse;
        if (next < luma.size()) {
            coarse = gathered(values, scale, next);
            spread(coarse, scale, next, values, -1);
        }
        const Scale& here = luma[scale];
        for (std::size_t i = 0; i < values.size(); ++i) values[i] *= here.root[i];
        values = here.measure->solve(values);
        for (std::size_t i = 0; i < values.size(); ++i) values[i] *= here.root[i];
        if (next < luma.size()) {
            spread(gathered(values, scale, next), scale, next, values, -1);
            spread(solveBands(next, std::move(coarse)), scale, next, values, 1);
        }
        return values;
    }

  private:
    [[nodiscard]] double greyOf(const Values& planes, std::size_t cell) const {
        return kGreyOfChroma[0] * planes[lumaSize() + cell] +
               kGreyOfChroma[1] * planes[lumaSize() + chromaSize() + cell];
    }
    void addGrey(Values& planes, std::size_t cell, double amount) const {
        planes[lumaSize() + cell] += kGreyOfChroma[0] * amount;
        planes[lumaSize() + chromaSize() + cell] += kGreyOfChroma[1] * amount;
    }
    [[nodiscard]] Values gathered(Values values, std::size_t from, std::size_t to) const {
        for (std::size_t scale = from + 1; scale <= to; ++scale)
            values = luma[scale].orthonormal->apply(values);
        return values;
    }
    void spread(Values values, std::size_t from, std::size_t to, Values& sum, double factor) const {
        for (std::size_t scale = to; scale > from + 1; --scale) {
            Values finer(luma[scale - 1].cells.area());
            luma[scale].orthonormal->addAdjoint(values, finer);
            values = std::move(finer);
        }
        luma[from + 1].orthonormal->addAdjoint(values, sum, factor);
    }
};

ScoreForm::ScoreForm(const Distributions& distributions, const Weighting& weighting, int imageWidth,
                     int imageHeight, const Rect& support) {
    auto parts = std::make_unique<Parts>();
    parts->support = support;
    const auto counts = [&](Component component) { return weighting.of(component) > 0; };
    const auto measure = [&](Component component, const CellRect& cells) {
        const StructuredGaussian& gaussian = *distributions[indexOf(component)];
        return HeldPrecision(
            gaussian, cells,
            weighting.of(component) / (2 * static_cast<double>(gaussian.grid().variables())));
    };
    const auto requireCells = [&](const CellRect& cells) {
        if (cells.width < 1 || cells.height < 1)
            throw Error(
                "The region is smaller than a cell of the components that count: choose a larger one.");
    };

    constexpr std::array kLuma{Component::Y1, Component::Y2, Component::Y3};
    const auto finest = std::find_if(kLuma.begin(), kLuma.end(), counts);
    const auto coarsest = std::find_if(kLuma.rbegin(), kLuma.rend(), counts).base();
    for (auto at = finest; at < coarsest; ++at) {
        const int side = pixelsPerCell(*at);
        Scale scale;
        if (at == finest) {
            scale.cells = cellsInside(support, side, imageWidth, imageHeight);
            requireCells(scale.cells);
            parts->lumaSide = side;
        } else {
            const CellRect& finer = parts->luma.back().cells;
            scale.cells = halved(finer);
            scale.means = Halving::means(finer, gridOf(*(at - 1), imageWidth, imageHeight));
            scale.orthonormal = Halving::orthonormal(finer);
        }
        scale.root = pixelsOf(scale.cells, side, imageWidth, imageHeight);
        for (double& root : scale.root) root = std::sqrt(3 * root);
        if (counts(*at)) scale.measure = measure(*at, scale.cells);
        parts->luma.push_back(std::move(scale));
    }

    if (counts(Component::CbCr)) {
        const int side = pixelsPerCell(Component::CbCr);
        const CellRect cells = cellsInside(support, side, imageWidth, imageHeight);
        // A region may be too small for colour and still hold luminance.
        if (parts->luma.empty()) requireCells(cells);
        if (cells.width > 0 && cells.height > 0) {
            parts->chromaCells = cells;
            parts->chroma = measure(Component::CbCr, cells);
            parts->chromaRoot = pixelsOf(cells, side, imageWidth, imageHeight);
            for (double& root : parts->chromaRoot) root = std::sqrt(root);
            parts->metric = ChromaMetric(!parts->luma.empty());
        }
    }
    if (parts->size() == 0) throw Error("No component counts: switch one on whose weight is not zero.");
    parts_ = std::move(parts);
}

ScoreForm::~ScoreForm() = default;
ScoreForm::ScoreForm(ScoreForm&&) noexcept = default;
ScoreForm& ScoreForm::operator=(ScoreForm&&) noexcept = default;

std::size_t ScoreForm::size() const {
    return parts_->size();
}

void ScoreForm::apply(std::span<const double> v, std::span<double> product) const {
    const Parts& parts = *parts_;
    const Values planes = parts.planesOf(v);
    const std::size_t n = parts.lumaSize();
    Values worth(planes.size());

    // Down to the coarsest scale, then back up with what each is worth.
    std::vector<Values> changes;
    for (const Scale& scale : parts.luma)
        changes.push_back(scale.means
                              ? scale.means->apply(changes.back())
                              : Values(planes.begin(), planes.begin() + static_cast<std::ptrdiff_t>(n)));
    Values coarser;
    for (std::size_t scale = parts.luma.size(); scale-- > 0;) {
        Values here(changes[scale].size());
        if (parts.luma[scale].measure) parts.luma[scale].measure->addProduct(changes[scale], here);
        if (scale + 1 < parts.luma.size()) parts.luma[scale + 1].means->addAdjoint(coarser, here);
        coarser = std::move(here);
    }
    std::copy(coarser.begin(), coarser.end(), worth.begin());
    if (parts.chroma) parts.chroma->addProduct(std::span(planes).subspan(n), std::span(worth).subspan(n));

    worth = parts.adjoint(std::move(worth));
    std::copy(worth.begin(), worth.end(), product.begin());
}

void ScoreForm::precondition(std::span<const double> v, std::span<double> product) const {
    const Parts& parts = *parts_;
    Values worth = parts.inverseAdjoint(v);
    const std::size_t n = parts.lumaSize();
    Values planes(worth.size());
    if (n > 0) {
        const Values& root = parts.luma.front().root;
        const Values band =
            parts.solveBands(0, Values(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(n)));
        for (std::size_t i = 0; i < n; ++i) planes[i] = band[i] / root[i];
    }
    if (parts.chroma) {
        const Values solved = parts.chroma->solve(std::span(worth).subspan(n));
        std::copy(solved.begin(), solved.end(), planes.begin() + static_cast<std::ptrdiff_t>(n));
    }
    planes = parts.inverse(std::move(planes));
    std::copy(planes.begin(), planes.end(), product.begin());
}

Change ScoreForm::changeOf(std::span<const double> v) const {
    const Parts& parts = *parts_;
    const Values planes = parts.planesOf(v);
    const std::size_t n = parts.lumaSize(), m = parts.chromaSize();
    const Rect& rect = parts.support;
    Change change{rect, std::vector<float>(std::size_t(rect.width) * std::size_t(rect.height) * 3)};
    // The index of a pixel's cell, if it is one of these.
    const auto cellOf = [](const CellRect& cells, int side, int x, int y) -> std::optional<std::size_t> {
        const int cellX = x / side - cells.x, cellY = y / side - cells.y;
        if (cellX < 0 || cellY < 0 || cellX >= cells.width || cellY >= cells.height) return std::nullopt;
        return std::size_t(cellY) * cells.width + cellX;
    };
    parallelFor(rect.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y)
            for (int x = 0; x < rect.width; ++x) {
                std::array<double, 3> rgb{};
                float* pixel = change.rgb.data() + 3 * (std::size_t(y) * rect.width + x);
                if (n > 0)
                    if (const auto cell =
                            cellOf(parts.luma.front().cells, parts.lumaSide, rect.x + x, rect.y + y))
                        for (double& value : rgb) value += planes[*cell];
                if (m > 0)
                    if (const auto cell =
                            cellOf(parts.chromaCells, pixelsPerCell(Component::CbCr), rect.x + x, rect.y + y))
                        for (std::size_t i = 0; i < 3; ++i)
                            rgb[i] += kOfCb[i] * planes[n + *cell] + kOfCr[i] * planes[n + m + *cell];
                for (std::size_t i = 0; i < 3; ++i) pixel[i] = static_cast<float>(rgb[i]);
            }
    });
    return change;
}

}  // namespace suss
