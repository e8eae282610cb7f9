#include "core/human/judgments.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = suss::test::fileOf(data, size, ".csv");
    suss::test::refusedOrRead([&] { suss::readJudgments(file); });
    return suss::test::refusedOrRead([&] { suss::readPairs(file); });
}
