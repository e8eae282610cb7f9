#pragma once

#include "core/network/features.h"
#include "core/network/network_weights.h"

#include <memory>
#include <vector>

namespace suss {

/// A convolution of feature maps of one size, run by oneDNN: 3 x 3 with replicate padding, or 1 x 1.
class Convolution {
  public:
    struct Options {
        Features size;  ///< feature maps of the size and pitch of what is read and written
        /// Channels of what is read, where each part begins with a whole group (join). Empty: a picture,
        /// whose channels fill no group.
        std::vector<int> parts;
        Precision from = Precision::Float, to = Precision::Float;
        bool activated = true;  ///< LeakyReLU of slope kLeak after it
    };
    /// `weight` is out x in x size x size, `bias` out. Throws Error if oneDNN cannot.
    Convolution(const WeightArray& weight, const WeightArray& bias, const Options& options);

    /// Reads and writes with ring. 3 x 3 fills the ring.
    void run(const Features& from, const Features& to) const;

  private:
    struct Primitive;
    std::shared_ptr<const Primitive> primitive_;
};

/// Weights for a picture whose values are given as three BFloats each: rounded, what the rounding has left
/// out, and rounded again (UNetForward::read). They multiply them by rounded, rounded and left out weights,
/// so that the product is nearly that of floats.
WeightArray inThreeParts(const WeightArray& weight);

}  // namespace suss
