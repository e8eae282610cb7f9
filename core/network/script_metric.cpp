#include "core/network/script_metric.h"

#include "core/error.h"

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

torch::Tensor tensorOf(const Image& image) {
    return torch::from_blob(const_cast<float*>(image.rgb.data()), {1, image.height, image.width, 3})
        .permute({0, 3, 1, 2})
        .contiguous();
}

}  // namespace

struct ScriptMetric::Script {
    std::string name;
    torch::jit::Module module;
    std::mutex busy;
};

ScriptMetric ScriptMetric::load(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        throw Error("There is no file " + file.string() + " to load a metric from.");
    ScriptMetric metric;
    metric.script_ = std::make_shared<Script>();
    metric.script_->name = file.filename().string();
    try {
        metric.script_->module = torch::jit::load(file.string());
        metric.script_->module.eval();
    } catch (const c10::Error&) {
        throw Error(file.filename().string() +
                    " is not a TorchScript file; save the metric with torch.jit.script(...).save(...).");
    }
    return metric;
}

double ScriptMetric::operator()(const Image& reference, const Image& image) const {
    const torch::NoGradGuard guard;
    const std::scoped_lock lock(script_->busy);
    try {
        const auto result = script_->module.forward({tensorOf(reference), tensorOf(image)});
        if (result.isDouble()) return result.toDouble();
        if (result.isTensor() && result.toTensor().numel() > 0)
            return result.toTensor().to(torch::kDouble).mean().item<double>();
    } catch (const std::exception& error) {
        throw Error(script_->name + " failed: " + lastLine(error.what()));
    }
    throw Error(script_->name + " returns no number.");
}

}  // namespace suss
