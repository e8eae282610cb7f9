#pragma once

#include "core/image/image.h"
#include "core/train/trainer.h"
#include "core/train/variant_planes.h"

#include <filesystem>
#include <memory>

namespace suss {

/// A TorchScript metric that was loaded; see ScriptMetric.
struct LoadedScript {
    virtual ~LoadedScript() = default;
    virtual double run(const Image& reference, const Image& image) = 0;
};

/// What needs LibTorch. It is a library of its own, libsuss_torch.so, loaded by whoever first asks for one of
/// these: loading Torch takes longer than comparing two photos.
struct TorchPart {
    void (*train)(const TrainJob&, const TrainObserver&, const Progress&);
    VariantPlanes (*variantPlanesOf)(const Image&, int, const VariantConfig&, std::uint64_t);
    std::shared_ptr<LoadedScript> (*loadScript)(const std::filesystem::path&);
};

/// Loads it if that has not been done. Throws Error if it is not installed.
const TorchPart& torchPart();

/// The name under which libsuss_torch.so gives out its functions.
inline constexpr const char* kTorchPartSymbol = "suss_torch_part";
extern "C" const TorchPart* suss_torch_part();

// Defined in libsuss_torch.so alone.
void trainWithTorch(const TrainJob& job, const TrainObserver& observer, const Progress& readingPhotos);
VariantPlanes variantPlanesWithTorch(const Image& crop, int count, const VariantConfig& config,
                                     std::uint64_t seed);
std::shared_ptr<LoadedScript> loadScriptWithTorch(const std::filesystem::path& file);

}  // namespace suss
