#include "core/train/ranking.h"

#include "core/error.h"
#include "core/image/read.h"
#include "core/train/likelihood.h"
#include "core/train/variants.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace suss {

namespace {

/// Squares of the whitened residual per variable, beyond those of the reference, below which pictures count
/// as the same.
constexpr double kLeastExcess = 0.05;

}  // namespace

BytePicture RankingSet::read(const std::filesystem::path& file, int leastSide) {
    const Image image = readImage(file);
    if (std::min(image.width, image.height) < leastSide)
        throw Error("The rated picture \"" + file.string() + "\" is smaller than " +
                    std::to_string(leastSide) + " pixels, the ranking crop.");
    return bytePictureOf(image);
}

RankingSet::RankingSet(const std::vector<Judgments>& sets, const RankingConfig& config,
                       const Progress& progress)
    : config_(config) {
    std::size_t total = 0, done = 0;
    for (const Judgments& set : sets) total += set.ratings.size();
    for (const Judgments& set : sets) {
        if (set.ratings.empty())
            throw Error("The data set \"" + set.name + "\" holds no opinion scores to learn an order from.");
        const double unit = kNoiseOfScores * deviationOf(set.ratings);
        if (!(unit > 0))
            throw Error("The opinion scores of \"" + set.name +
                        "\" are all equal: there is no order to learn.");
        std::map<std::filesystem::path, Photo> photos;
        for (const Rating& rating : set.ratings) {
            report(progress, double(done++) / double(total), "Reading rated pictures");
            Photo& photo = photos[rating.reference];
            if (photo.images.empty()) photo.reference = read(rating.reference, config.crop);
            photo.images.push_back({read(rating.image, config.crop), float(rating.human / unit)});
            const BytePicture& image = photo.images.back().picture;
            if (image.width != photo.reference.width || image.height != photo.reference.height)
                throw Error("The rated picture \"" + rating.image.string() + "\" and its reference \"" +
                            rating.reference.string() + "\" differ in size.");
        }
        sets_.emplace_back();
        for (auto& [file, photo] : photos)
            if (photo.images.size() > 1) sets_.back().push_back(std::move(photo));
        if (sets_.back().empty())
            throw Error("The data set \"" + set.name + "\" holds no two images of one reference.");
    }
}

torch::Tensor RankingSet::square(const BytePicture& picture, int x, int y, int side) {
    const auto whole = torch::from_blob(const_cast<std::uint8_t*>(picture.rgb.data()),
                                        {picture.height, picture.width, 3}, torch::kByte);
    return whole.slice(0, y, y + side).slice(1, x, x + side).permute({2, 0, 1}).to(torch::kFloat) / 255;
}

RankingDraw RankingSet::draw(std::mt19937_64& random) const {
    const auto below = [&](std::size_t count) { return std::size_t(random() % count); };
    const auto middling = [&](int room) {
        return int(below(std::size_t(room) + 1) + below(std::size_t(room) + 1)) / 2;
    };
    const auto& set = sets_[below(sets_.size())];
    const Photo& photo = set[below(set.size())];
    const int x = middling(photo.reference.width - config_.crop);
    const int y = middling(photo.reference.height - config_.crop);

    std::vector<const Rated*> all, chosen;
    for (const Rated& rated : photo.images) all.push_back(&rated);
    std::sample(all.begin(), all.end(), std::back_inserter(chosen), config_.images, random);
    std::vector<torch::Tensor> images;
    std::vector<float> human;
    for (const Rated* rated : chosen) {
        images.push_back(square(rated->picture, x, y, config_.crop));
        human.push_back(rated->human);
    }
    RankingDraw draw{planesOfBatch(square(photo.reference, x, y, config_.crop).unsqueeze(0)),
                     planesOfBatch(torch::stack(images)), torch::tensor(human)};
    for (auto& planes : draw.images) planes = planes.unsqueeze(0);
    return draw;
}

torch::Tensor rankingLoss(NetworkPair networks, const RankingDraw& draw, const Weights& weights) {
    const auto gaussians = networks->forward(draw.reference);
    torch::Tensor distance = torch::zeros_like(draw.human);
    double least = 0;
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        const auto squares = [&](const torch::Tensor& planes) {
            return whitenedResidual(gaussians[c], planes).square().mean({0, 2, 3, 4});
        };
        const auto excess = squares(draw.images[c]) - squares(draw.reference[c].unsqueeze(1));
        distance = distance + 0.5 * weights[c] * excess;
        least += 0.5 * weights[c] * kLeastExcess;
    }
    const auto logDistance = torch::log(distance.clamp_min(0) + least);
    const auto difference = logDistance.unsqueeze(1) - logDistance.unsqueeze(0);
    const auto share = torch::sigmoid(draw.human.unsqueeze(1) - draw.human.unsqueeze(0));
    const auto crossEntropy = torch::softplus(difference) - share * difference;
    const auto n = double(draw.human.size(0));
    return (crossEntropy.sum() - n * std::log(2.0)) / (n * (n - 1));  // without the images against themselves
}

}  // namespace suss
