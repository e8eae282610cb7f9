#include "core/image/read.h"
#include "tests/fuzz/fuzz_target.h"

#include <cmath>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = suss::test::fileOf(data, size, ".image");
    return suss::test::refusedOrRead([&] {
        suss::ReadOptions options;
        options.maxPixels = 1 << 20;
        const suss::Image image = suss::readImage(file, options);
        for (const float value : image.rgb)
            if (!(value >= 0 && value <= 1)) __builtin_trap();
    });
}
