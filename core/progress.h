#pragma once

#include "core/error.h"

#include <cstddef>
#include <functional>
#include <mutex>
#include <string_view>

namespace suss {

/// Called by long work with a fraction in [0, 1] and what is being done. Returning false asks the work to
/// stop; it then throws Cancelled at once. May be called from any thread, never concurrently. Empty: no
/// reports.
using Progress = std::function<bool(double fraction, std::string_view stage)>;

inline void report(const Progress& progress, double fraction, std::string_view stage) {
    if (progress && !progress(fraction, stage)) throw Cancelled();
}

/// The part [from, to] of a longer piece of work, as a Progress of its own.
inline Progress subProgress(Progress whole, double from, double to) {
    if (!whole) return {};
    return [whole = std::move(whole), from, to](double fraction, std::string_view stage) {
        return whole(from + fraction * (to - from), stage);
    };
}

/// Reports of several threads, one at a time: so many of `total` steps are done.
class SharedProgress {
  public:
    SharedProgress(const Progress& progress, std::size_t total, std::string_view stage)
        : progress_(progress), total_(total), stage_(stage) {}
    void step() {
        const std::scoped_lock lock(reporting_);
        report(progress_, double(++done_) / double(total_), stage_);
    }

  private:
    const Progress& progress_;
    const std::size_t total_;
    const std::string_view stage_;
    std::mutex reporting_;
    std::size_t done_ = 0;
};

}  // namespace suss
