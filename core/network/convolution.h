#pragma once

#include "core/network/features.h"
#include "core/network/network_weights.h"

#include <memory>
#include <vector>

namespace suss {

/// A convolution of feature maps of one size, run by oneDNN: 3 x 3 with replicate padding, or 2 x 2, whose
/// answers lie between pixels: a row and a column less than what is read with its ring, and no ring.
class Convolution {
  public:
    struct Options {
        Features size;           ///< feature maps of the size and pitch of what is read and written
        bool isPicture = false;  ///< its channels fill no whole group
        Precision from = Precision::Float, to = Precision::Float;
        bool activated = true;  ///< LeakyReLU of slope kLeak after it
        bool addsTo = false;    ///< to what is there already, before the activation
    };
    /// `weight` is out x in x size x size, `bias` out. Throws Error if oneDNN cannot.
    Convolution(const WeightArray& weight, const WeightArray& bias, const Options& options);

    /// Bytes that run() needs beside what it reads and writes.
    [[nodiscard]] std::size_t scratchBytes() const;
    /// Reads with ring. That of what it writes means nothing, nor does the scratch.
    void run(const Features& from, const Features& to, std::byte* scratch) const;

  private:
    struct Primitive;
    std::shared_ptr<const Primitive> primitive_;
};

/// The activated 3 x 3 convolution of feature maps beside coarser ones of half their size, every pixel of
/// which stands for 2 x 2. For each of those four the three rows of the kernel fall on two rows of the
/// coarser maps, and its columns likewise: with added weights that is a 2 x 2 convolution of the coarser maps
/// as they are, which takes less than half the work.
class JoiningConvolution {
  public:
    /// `weight` is out x (in + coarser) x 3 x 3. All feature maps have one precision. With `side` 3 the 2 x 2
    /// kernels are parts of 3 x 3 ones, the rest of which is zero.
    JoiningConvolution(const WeightArray& weight, const WeightArray& bias, const Features& size,
                       const Features& coarserSize, int coarserChannels, Precision precision,
                       int side = fastestSide());
    /// 3 with AMX, where oneDNN sets up kernels of other sides slowly and the work hardly counts, else 2.
    static int fastestSide();

    /// Bytes that run() needs for answers of so many channels.
    static std::size_t roomBytes(const Features& coarserSize, int channels, Precision precision);
    [[nodiscard]] std::size_t scratchBytes() const;
    /// Fills the ring. What is in room and scratch before and after means nothing.
    void run(const Features& from, const Features& coarser, std::byte* room, const Features& to,
             std::byte* scratch) const;

  private:
    std::vector<Convolution> quarters_;  ///< row by row; of one shape, for which oneDNN compiles once
    Convolution own_;
    int side_;
};

/// Weights for a picture whose values are given as three BFloats each: rounded, what the rounding has left
/// out, and rounded again (UNetForward::read). They multiply them by rounded, rounded and left out weights,
/// so that the product is nearly that of floats.
WeightArray inThreeParts(const WeightArray& weight);

}  // namespace suss
