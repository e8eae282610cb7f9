#pragma once

#include <algorithm>
#include <functional>

namespace suss {

/// Sets how many processor threads everything in core may use together, oneDNN, LibTorch and OpenCV included.
/// 0, or more than there are, means all of them. To be called at the start of a program, before other threads
/// compute: the first call also ends what OpenBLAS has started.
void setThreadCount(int count);

/// Threads in use for core's own loops, at least 1.
int threadCount();

/// Rows of a picture that are worth a thread: the grain of loops over rows.
inline constexpr int kRowGrain = 16;
/// The same of a grid, whose rows take less work than a picture's.
inline int rowGrain(int width) {
    return std::max(1, (1 << 16) / std::max(1, width));
}

/// Calls body(begin, end) on disjoint pieces that cover [0, count), several at once. A piece holds at least
/// `grain` items. Results must not depend on how the range is cut: write to separate places, sum afterwards.
/// An exception thrown by the body reaches the caller. Calls do not nest, and a second thread's call does not
/// run beside a first's: such a call runs serially.
void parallelFor(int count, int grain, const std::function<void(int begin, int end)>& body);

}  // namespace suss
