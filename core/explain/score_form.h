#pragma once

#include "core/explain/account.h"

#include <memory>
#include <span>
#include <vector>

namespace suss {

/// A change of the pixels in a rectangle of a picture, to be added to it.
struct Change {
    Rect rect;
    std::vector<float> rgb;  ///< rect.height x rect.width x 3, interleaved
};

/// The part of the distance that is quadratic in a change d of the image, over the components with a weight
/// in force:
///
///     q(d) = sum_c w_c / (2 n_c) |L_c^T P_c d|^2,     P_c d the change of component c's plane
///
/// as an operator A on a space with orthonormal coordinates v: q = v^T A v where |v|^2 = sum of the squares
/// of the change over R, G and B. The space holds, inside `support` and nowhere else,
///   - luminance, if Y1, Y2 or Y3 counts: R, G and B change equally over each cell of the finest of them
///     (each pixel for Y1);
///   - colour, if CbCr counts: a change of (Cb, Cr) over each cell of its grid. Alone, at constant Y.
///     Together with luminance, at constant R + G + B: then both are orthogonal, and their sum is the same
///     space as with constant Y, since the cells of luminance divide those of colour.
/// Only cells that lie wholly inside count. In this space A is positive definite.
class ScoreForm {
  public:
    /// Throws Error if no component counts, or no cell lies inside the support.
    ScoreForm(const Distributions& distributions, const Weighting& weighting, int imageWidth, int imageHeight,
              const Rect& support);
    ~ScoreForm();
    ScoreForm(ScoreForm&&) noexcept;
    ScoreForm& operator=(ScoreForm&&) noexcept;

    [[nodiscard]] std::size_t size() const;  ///< of the space
    /// product = A v.
    void apply(std::span<const double> v, std::span<double> product) const;
    /// A positive definite approximation of A^-1: each band of resolution by the covariance of its component.
    void precondition(std::span<const double> v, std::span<double> product) const;
    /// The change of the picture that v stands for.
    [[nodiscard]] Change changeOf(std::span<const double> v) const;

  private:
    struct Parts;
    std::unique_ptr<const Parts> parts_;
};

}  // namespace suss
