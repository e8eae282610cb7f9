#pragma once

#include "core/gaussian/structured_gaussian.h"
#include "core/network/convolution.h"
#include "core/network/head.h"
#include "core/network/network_config.h"
#include "core/network/network_weights.h"
#include "core/planes/planes.h"

#include <functional>
#include <string>
#include <vector>

namespace suss {

/// Called between the stages of a forward pass with the fraction done; may throw to abandon it.
using ForwardStep = std::function<void(double fraction)>;

/// The parameters of one component's distribution while they are put together, in the order of
/// StructuredGaussian's arrays, on a plane or a part of one.
struct GaussianArrays {
    Grid grid;
    int top = 0, left = 0;  ///< where the part begins in the plane
    std::vector<float> mean, logDiagonal;
    CoefficientSteps coefficients;

    explicit GaussianArrays(Grid size, int fromRow = 0, int fromColumn = 0);
    /// Row y of the plane, from column x on, in logDiagonal or mean: that of a channel.
    [[nodiscard]] float* at(std::vector<float>& values, int channel, int y, int x) const {
        return values.data() + (std::int64_t(channel) * grid.height + y - top) * grid.width + x - left;
    }
    /// The same in the coefficients of a slot, in steps.
    [[nodiscard]] std::int16_t* at(std::size_t slot, int y, int x) {
        return coefficients.row(slot, y - top) + x - left;
    }
};

/// A piece of one axis of a plane: what the network reads, and what is kept of its answer. It may read beyond
/// the end, where the plane's last value is repeated.
struct Window {
    int begin, end, keepBegin, keepEnd;
};

/// A tile of one plane and where its distribution goes.
struct TileOutput {
    const Plane* plane;
    Window rows, columns;
    GaussianArrays* arrays;
};

/// One of the two networks, set up by oneDNN for tiles of one size (arXiv 2512.03701, figure 2): the lean
/// twin of StructuredUNet (train/unet.h), to which it is tested equal. One encoder and two decoders, mean and
/// factor, with a head on each output level. Feature maps have the given precision; what the first
/// convolution and the heads read is as good as Float, since most of the error would come from there. Uses
/// all threads; not to be run by several at once.
class UNetForward {
  public:
    /// `height` and `width` of the finest level are multiples of shape.alignment(). Throws Error.
    UNetForward(const UNetShape& shape, const NetworkConfig& config, const NetworkWeights& weights,
                int height, int width, Precision precision);
    UNetForward(const UNetForward&) = delete;
    UNetForward& operator=(const UNetForward&) = delete;

    /// Reads a tile of every output's plane, finest first, and writes what is kept of their distributions.
    void run(const std::vector<TileOutput>& tiles, const ForwardStep& step);

    /// How far, in pixels of the finest plane, an answer depends on the picture, and those that lie up to
    /// `margin` pixels of their own plane further out; a multiple of shape.alignment().
    static int reach(const UNetShape& shape, int margin = 0);

  private:
    struct Pair {
        Convolution first, second;
    };
    struct DecoderPair {
        JoiningConvolution first;  ///< of what the encoder says and of the coarser level's answer
        Convolution second;
    };
    struct Level {
        /// What the encoder reads, or a decoder's output; before that, the coarser level's output in the
        /// precision of the features, and room for joining it.
        Features outer;
        Features skip;     ///< the encoder's output
        Features between;  ///< between the two convolutions of a pair
    };
    struct DecoderSteps {
        std::vector<DecoderPair> pairs;
        std::vector<Head> heads;
        std::vector<int> channels;
    };
    [[nodiscard]] Pair encoderOf(std::size_t level) const;
    [[nodiscard]] DecoderSteps decoderOf(const std::string& name, double width) const;
    /// Heads read floats.
    [[nodiscard]] Precision decodedPrecision(std::size_t level) const;
    void makeRoom(int height, int width);
    void makeScratch();
    void read(const TileOutput& tile);
    void encode(const ForwardStep& step);
    template <class Take>
    void decode(const DecoderSteps& decoder, const Take& take, const ForwardStep& step);
    void takeMean(const Head& head, const Features& decoded, const TileOutput& tile) const;
    void takeFactor(std::size_t level, const Head& head, const Features& decoded,
                    const TileOutput& tile) const;
    /// The largest coefficient if it is beyond what their steps reach, else 0.
    float takeFactorOnce(std::size_t level, const Head& head, const Features& decoded,
                         const TileOutput& tile) const;
    [[nodiscard]] const WeightArray& array(const std::string& name) const;

    UNetShape shape_;
    NetworkConfig config_;
    Precision precision_;
    const NetworkWeights* weights_;  ///< outlives this
    std::vector<Level> levels_;
    FeatureMemory memory_, scratchMemory_;
    Features scratch_;  ///< of all convolutions, one after the other
    Features input_;    ///< the finest plane's tile
    std::vector<Pair> encoder_;
    DecoderSteps mean_, factor_;
};

}  // namespace suss
