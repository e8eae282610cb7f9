#include "tests/fuzz/fuzz_target.h"
#include "ui/figure/render.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = suss::test::fileOf(data, size, ".figure");
    return suss::test::refusedOrRead([&] { suss::readRecipe(file); });
}
