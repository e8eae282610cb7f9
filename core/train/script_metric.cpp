#include "core/error.h"
#include "core/train/torch_part.h"
#include "core/train/variants.h"

#include <torch/script.h>

#include <mutex>

namespace suss {
namespace {

// The last line of what Torch says: the ones before are where in the script it happened.
std::string lastLine(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    const auto start = text.rfind('\n');
    return start == std::string::npos ? text : text.substr(start + 1);
}

struct Script : LoadedScript {
    std::string name;
    torch::jit::Module module;
    std::mutex busy;

    double run(const Image& reference, const Image& image) override {
        const torch::NoGradGuard guard;
        const std::scoped_lock lock(busy);
        try {
            const auto result =
                module.forward({tensorOf(reference).unsqueeze(0), tensorOf(image).unsqueeze(0)});
            if (result.isDouble()) return result.toDouble();
            if (result.isTensor() && result.toTensor().numel() > 0)
                return result.toTensor().to(torch::kDouble).mean().item<double>();
        } catch (const std::exception& error) {
            throw Error(name + " failed: " + lastLine(error.what()));
        }
        throw Error(name + " returns no number.");
    }
};

}  // namespace

std::shared_ptr<LoadedScript> loadScriptWithTorch(const std::filesystem::path& file) {
    auto script = std::make_shared<Script>();
    script->name = file.filename().string();
    try {
        script->module = torch::jit::load(file.string());
        script->module.eval();
    } catch (const c10::Error&) {
        throw Error(script->name +
                    " is not a TorchScript file; save the metric with torch.jit.script(...).save(...).");
    }
    return script;
}

}  // namespace suss
