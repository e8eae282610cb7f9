#include "core/parallel.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <thread>

namespace suss {

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
    cv::parallel_for_(
        cv::Range(0, pieces),
        [&](const cv::Range& range) {
            const auto edge = [&](int piece) {
                return static_cast<int>(std::int64_t{piece} * count / pieces);
            };
            body(edge(range.start), edge(range.end));
        },
        pieces);
}

}  // namespace suss
