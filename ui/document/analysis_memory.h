#pragma once

#include "core/explain/comparison.h"

#include <memory>
#include <vector>

namespace suss {

/// The analyses of the last references, so that swapping back and forth runs the network once for each role.
class AnalysisMemory {
  public:
    /// Null if it is not remembered.
    [[nodiscard]] std::shared_ptr<const Reference> of(const std::shared_ptr<const Image>& image) const;
    void add(const std::shared_ptr<const Image>& image, const std::shared_ptr<const Reference>& analysis);

  private:
    struct Entry {
        std::shared_ptr<const Image> image;
        std::shared_ptr<const Reference> analysis;
    };
    std::vector<Entry> entries_;  // newest first
};

}  // namespace suss
