#include "core/gaussian/stencil_rows.h"

#include <algorithm>
#include <array>

namespace suss::rows {
namespace {

/// Terms of one row, at most one per slot.
class Terms {
  public:
    void add(const std::int16_t* coefficients, const float* values) {
        terms_[count_++] = {coefficients, values};
    }
    void combine(Kernel kernel, float* sums, float step, int width) const {
        if (count_ > 0) kernel(sums, terms_.data(), static_cast<int>(count_), step, width);
    }

  private:
    std::array<Term, 64> terms_;
    std::size_t count_ = 0;
};

}  // namespace

PaddedRows::PaddedRows(const Grid& grid, int count)
    : count_(count),
      channels_(static_cast<std::size_t>(grid.channels)),
      stride_(static_cast<std::size_t>(grid.width) + 2 * kReach) {
    values_.resize(std::size_t(count) * channels_ * stride_);
}

void combineLater(Kernel kernel, const StructuredGaussian& gaussian, PaddedRows& values, int firstDy,
                  int channel, int y, float* sums) {
    combineLater(kernel, gaussian, values, firstDy, channel, y, {0, gaussian.grid().width}, sums);
}

void combineLater(Kernel kernel, const StructuredGaussian& gaussian, PaddedRows& values, int firstDy,
                  int channel, int y, Columns columns, float* sums) {
    const auto slots = gaussian.slots();
    Terms terms;
    for (std::size_t k = 0; k < slots.size(); ++k) {
        const NeighbourSlot& slot = slots[k];
        if (slot.from != channel || slot.dy < firstDy || y + slot.dy >= gaussian.grid().height) continue;
        terms.add(gaussian.coefficientRow(k, y) + columns.begin,
                  values.row(slot.to, y + slot.dy) + slot.dx + columns.begin);
    }
    terms.combine(kernel, sums + columns.begin, gaussian.step(), columns.end - columns.begin);
}

void combineEarlier(Kernel kernel, const StructuredGaussian& gaussian, PaddedRows& values, int firstDy,
                    int channel, int y, float* sums) {
    combineEarlier(kernel, gaussian, values, firstDy, channel, y, {0, gaussian.grid().width}, sums);
}

void combineEarlier(Kernel kernel, const StructuredGaussian& gaussian, PaddedRows& values, int firstDy,
                    int channel, int y, Columns columns, float* sums) {
    const auto slots = gaussian.slots();
    const int width = gaussian.grid().width;
    // Coefficients are read at the earlier variable, and their rows are not padded: the columns near the
    // borders go one by one, each with the terms it has.
    const auto combineAt = [&](int x, int count) {
        Terms terms;
        for (std::size_t k = 0; k < slots.size(); ++k) {
            const NeighbourSlot& slot = slots[k];
            const int earlierX = x - slot.dx, earlierY = y - slot.dy;
            if (slot.to != channel || slot.dy < firstDy || earlierY < 0 || earlierX < 0 || earlierX >= width)
                continue;
            terms.add(gaussian.coefficientRow(k, earlierY) + earlierX,
                      values.row(slot.from, earlierY) + earlierX);
        }
        terms.combine(kernel, sums + x, gaussian.step(), count);
    };
    const int left = std::clamp(kReach, columns.begin, columns.end);
    const int right = std::clamp(width - kReach, left, columns.end);
    for (int x = columns.begin; x < left; ++x) combineAt(x, 1);
    if (right > left) combineAt(left, right - left);
    for (int x = right; x < columns.end; ++x) combineAt(x, 1);
}

InRowCoefficients::InRowCoefficients(const StructuredGaussian& gaussian) : gaussian_(gaussian) {
    const auto slots = gaussian.slots();
    for (std::size_t k = 0; k < slots.size(); ++k)
        if (slots[k].dy == 0) slots_.push_back(k);
    const auto width = std::size_t(gaussian.grid().width);
    values_.resize(slots_.size() * width);
    for (std::size_t i = 0; i < slots_.size(); ++i) rows_.push_back(values_.data() + i * width);
}

InRow InRowCoefficients::of(int y) {
    const int width = gaussian_.grid().width;
    for (std::size_t i = 0; i < slots_.size(); ++i)
        unpack(gaussian_.coefficientRow(slots_[i], y), gaussian_.step(), values_.data() + i * width, width);
    return rows_.data();
}

}  // namespace suss::rows
