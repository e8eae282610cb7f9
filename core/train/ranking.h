#pragma once

#include "core/human/judgments.h"
#include "core/image/byte_picture.h"
#include "core/network/model_info.h"
#include "core/progress.h"
#include "core/train/train_config.h"
#include "core/train/unet.h"

#include <torch/torch.h>

#include <random>
#include <vector>

namespace suss {

/// One square of a reference and of some of its images, with what people said of them.
struct RankingDraw {
    std::array<torch::Tensor, kComponentCount> reference;  ///< planes, 1 x C x H x W
    std::array<torch::Tensor, kComponentCount> images;     ///< planes, 1 x V x C x H x W
    torch::Tensor human;  ///< V values, higher is worse, in quarters of their set's standard deviation
};

/// Rated pictures, kept as 8-bit RGB, to learn an order from (arXiv 2512.03701, its fine-tuned variants).
class RankingSet {
  public:
    /// Reads every picture. Throws Error for a set without ratings or a picture that cannot be read, is
    /// smaller than the crop or differs in size from its reference; Cancelled.
    RankingSet(const std::vector<Judgments>& sets, const RankingConfig& config,
               const Progress& progress = {});

    /// Every set, and every reference within it, is as likely as any other. Squares near the middle, where
    /// people look, are likelier than those at the border.
    [[nodiscard]] RankingDraw draw(std::mt19937_64& random) const;

  private:
    struct Rated {
        BytePicture picture;
        float human = 0;
    };
    struct Photo {
        BytePicture reference;
        std::vector<Rated> images;
    };
    static BytePicture read(const std::filesystem::path& file, int leastSide);
    static torch::Tensor square(const BytePicture& picture, int x, int y, int side);  // 3 x side x side

    RankingConfig config_;
    std::vector<std::vector<Photo>> sets_;
};

/// Mean cross-entropy, in nats per choice, of P(second closer) = sigmoid(ln(first distance / second
/// distance)) over all pairs of the draw's images. Unlike in the fit of the weights
/// (core/human/fit_weights.h) it is the ratio of the distances that counts (ours): their differences are
/// ruled by the few strongest distortions, and would move the scale of the distributions, which is
/// likelihood's to find.
torch::Tensor rankingLoss(NetworkPair networks, const RankingDraw& draw, const Weights& weights);

}  // namespace suss
