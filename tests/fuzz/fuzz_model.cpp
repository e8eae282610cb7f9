#include "core/network/model_file.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = suss::test::fileOf(data, size, ".suss");
    return suss::test::refusedOrRead([&] { suss::readModel(file); });
}
