#pragma once

#include "core/network/features.h"
#include "core/network/network_weights.h"

#include <vector>

namespace suss {

/// The 1 x 1 convolution at the end of a decoder, in float. Row by row, since each row is taken up at once:
/// as feature maps its answers would take as much memory as anything else in the network.
class Head {
  public:
    /// `weight` is out x in x 1 x 1, `bias` out.
    Head(const WeightArray& weight, const WeightArray& bias);

    /// Numbers that it says of a pixel.
    [[nodiscard]] int values() const { return values_; }
    /// Of `count` pixels from (y, x) on, which may lie on the ring: the first value of all, then the second.
    void say(const Features& features, int y, int x, int count, float* to) const;

  private:
    int values_;
    std::vector<float> weights_, biases_;  // by groups of values, then by channel that is read
};

}  // namespace suss
