#include "core/image/png_text.h"
#include "tests/fuzz/fuzz_target.h"
#include "ui/figure/recipe.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    suss::pngText(bytes, "suss-recipe");
    return suss::test::refusedOrRead([&] { suss::recipeIn(QString::fromStdString(bytes)); });
}
