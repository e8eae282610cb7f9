#include "core/parallel.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <dlfcn.h>
#include <mutex>
#include <thread>

#ifdef SUSS_THREAD_SANITIZER
#include <atomic>
#include <future>
#include <vector>
#endif

namespace suss {
namespace {

#ifdef SUSS_THREAD_SANITIZER
/// OpenCV's threads wait for each other inside the library, where the thread sanitizer does not look: it
/// would see races between a loop and what comes before and after it. These start and end where it does look.
void runPieces(int pieces, const std::function<void(int first, int end)>& run) {
    static std::atomic_flag busy;
    if (busy.test_and_set(std::memory_order_relaxed)) return run(0, pieces);
    std::atomic<int> next{0};
    const auto work = [&] {
        // Relaxed, so that pieces are ordered by nothing but the start and the end of their loop.
        for (int piece; (piece = next.fetch_add(1, std::memory_order_relaxed)) < pieces;)
            run(piece, piece + 1);
    };
    std::vector<std::future<void>> threads;
    for (int i = 0; i < threadCount(); ++i) threads.push_back(std::async(std::launch::async, work));
    for (std::future<void>& thread : threads) thread.wait();
    busy.clear(std::memory_order_relaxed);
    for (std::future<void>& thread : threads) thread.get();
}
#else
void runPieces(int pieces, const std::function<void(int first, int end)>& run) {
    cv::parallel_for_(
        cv::Range(0, pieces), [&](const cv::Range& range) { run(range.start, range.end); }, pieces);
}
#endif

/// OpenBLAS, which OpenCV brings along where it is installed, starts threads that look for work during their
/// first tenth of a second, and take that time from whoever works. They start again when BLAS is called.
void endIdleThreads() {
    using End = int (*)();
    if (const auto end = reinterpret_cast<End>(dlsym(RTLD_DEFAULT, "blas_thread_shutdown_"))) end();
}

}  // namespace

void setThreadCount(int count) {
    static std::once_flag once;
    std::call_once(once, endIdleThreads);
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
    const auto edge = [&](int piece) { return static_cast<int>(std::int64_t{piece} * count / pieces); };
    runPieces(pieces, [&](int first, int end) { body(edge(first), edge(end)); });
}

}  // namespace suss
