#pragma once

#include "core/image/image.h"

#include <filesystem>
#include <memory>

namespace suss {

struct LoadedScript;

/// A measure of difference that somebody has saved as TorchScript, LPIPS for example. Its forward() takes the
/// reference and the image, each 1 x 3 x H x W sRGB in [0, 1], and returns a number, or a tensor whose mean
/// is the number. Cheap to copy, callable from any thread.
class ScriptMetric {
  public:
    /// Loads LibTorch. Throws Error if the file is missing or is not TorchScript, or LibTorch is not
    /// installed.
    static ScriptMetric load(const std::filesystem::path& file);

    /// Throws Error with the script's own words if it fails, or if it returns something else.
    [[nodiscard]] double operator()(const Image& reference, const Image& image) const;

  private:
    std::shared_ptr<LoadedScript> script_;
};

}  // namespace suss
