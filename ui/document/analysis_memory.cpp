#include "ui/document/analysis_memory.h"

namespace suss {
namespace {

// An analysis takes some 80 bytes a pixel (distributions 55, image 12, planes and residuals the rest); two
// are kept only for pictures up to this size.
constexpr std::size_t kRememberedPixels = 10'000'000;

}  // namespace

std::shared_ptr<const Reference> AnalysisMemory::of(const std::shared_ptr<const Image>& image) const {
    for (const Entry& entry : entries_)
        if (entry.image == image) return entry.analysis;
    return nullptr;
}

void AnalysisMemory::add(const std::shared_ptr<const Image>& image,
                         const std::shared_ptr<const Reference>& analysis) {
    const std::size_t most = std::size_t(image->width) * image->height <= kRememberedPixels ? 2 : 1;
    entries_.insert(entries_.begin(), Entry{image, analysis});
    if (entries_.size() > most) entries_.resize(most);
}

}  // namespace suss
