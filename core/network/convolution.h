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
        int height = 0, width = 0;
        /// Channels of the arrays that are read, one after the other; each begins with a whole block. Empty:
        /// reads a plain ringed picture (channels x (height + 2) x (width + 2)) instead of blocks.
        std::vector<int> parts;
        bool activated = true;  ///< LeakyReLU of slope kLeak after it
    };
    /// `weight` is out x in x size x size, `bias` out. Throws Error if oneDNN cannot.
    Convolution(const WeightArray& weight, const WeightArray& bias, const Options& options);

    /// Reads and writes with ring; `to` has as many blocks as out channels need. 3 x 3 fills the ring.
    void run(const float* from, const Features& to) const;

    static constexpr float kLeak = 0.1f;

  private:
    struct Primitive;
    std::shared_ptr<const Primitive> primitive_;
};

}  // namespace suss
