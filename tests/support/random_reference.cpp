#include "tests/support/random_reference.h"

#include "tests/support/random_gaussian.h"

#include <random>

namespace suss::test {

Image randomImage(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> value(0.3f, 0.7f);
    Image image(width, height);
    for (float& sample : image.rgb) sample = value(random);
    return image;
}

std::shared_ptr<const Reference> referenceOf(const Image& image, float off, float logDiagonal) {
    auto reference = std::make_shared<Reference>();
    reference->image = std::make_shared<const Image>(image);
    reference->planes = planesOf(image);
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const Grid grid = gridOf(component, image.width, image.height);
        const StructuredGaussian random = randomGaussian(grid, 100 + static_cast<unsigned>(c), logDiagonal);
        std::vector<float> mean = reference->planes[c].values;
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += off * random.mean()[i];
        reference->distributions[c] = std::make_shared<StructuredGaussian>(
            grid, std::move(mean),
            std::vector<float>(random.logDiagonal().begin(), random.logDiagonal().end()),
            random.coefficients());
    }
    reference->self = whiten(reference->distributions, reference->planes);
    return reference;
}

}  // namespace suss::test
