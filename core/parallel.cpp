#include "core/parallel.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <cstdint>
#include <thread>
#if defined(__SANITIZE_THREAD__)
#include <future>
#include <vector>
#endif

namespace suss {
namespace {

#if defined(__SANITIZE_THREAD__)

// The thread sanitizer does not see how OpenCV's pool hands work over, and would call everything a race.
void forPieces(int pieces, const std::function<void(int first, int last)>& body) {
    thread_local bool isInside = false;
    if (isInside) return body(0, pieces);
    std::vector<std::future<void>> done;
    for (int piece = 0; piece < pieces; ++piece)
        done.push_back(std::async(std::launch::async, [&body, piece] {
            isInside = true;
            body(piece, piece + 1);
        }));
    for (std::future<void>& future : done) future.wait();
    for (std::future<void>& future : done) future.get();
}

#else

void forPieces(int pieces, const std::function<void(int first, int last)>& body) {
    cv::parallel_for_(
        cv::Range(0, pieces), [&](const cv::Range& range) { body(range.start, range.end); }, pieces);
}

#endif

}  // namespace

void setThreadCount(int count) {
    const int all = std::max(1u, std::thread::hardware_concurrency());
    const int used = count > 0 ? std::min(count, all) : all;
    cv::setNumThreads(used);
}

int threadCount() {
    return std::max(1, cv::getNumThreads());
}

void parallelFor(int count, int grain, const std::function<void(int begin, int end)>& body) {
    if (count <= 0) return;
    const int pieces = std::clamp(count / std::max(1, grain), 1, 4 * threadCount());
    if (pieces == 1) {
        body(0, count);
        return;
    }
    forPieces(pieces, [&](int first, int last) {
        const auto edge = [&](int piece) { return static_cast<int>(std::int64_t{piece} * count / pieces); };
        body(edge(first), edge(last));
    });
}

}  // namespace suss
