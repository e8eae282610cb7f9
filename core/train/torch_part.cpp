#include "core/train/torch_part.h"

#include "core/error.h"
#include "core/explain/script_metric.h"

#include <nlohmann/json.hpp>

#include <dlfcn.h>
#include <string>

namespace suss {

namespace fs = std::filesystem;

namespace {

const TorchPart& loadTorchPart() {
    std::error_code ignored;
    const fs::path programs = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    constexpr const char* kFile = "libsuss_torch.so";
    std::string tried;
    for (const fs::path& folder : {programs / "../lib/suss/torch", fs::path(SUSS_INSTALLED_LIBRARY_FOLDER)}) {
        const std::string file = (folder / kFile).lexically_normal().string();
        if (void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL))
            if (void* symbol = dlsym(library, kTorchPartSymbol))
                return *reinterpret_cast<decltype(&suss_torch_part)>(symbol)();
        const char* why = dlerror();
        tried +=
            (tried.empty() ? "" : "; ") + (why ? std::string(why) : "\"" + file + "\" is of another version");
    }
    throw Error(
        "This needs LibTorch through libsuss_torch.so, which cannot be loaded; reinstall the program (" +
        tried + ").");
}

}  // namespace

const TorchPart& torchPart() {
    static const TorchPart& part = loadTorchPart();
    return part;
}

void train(const TrainJob& job, const TrainObserver& observer, const Progress& readingPhotos) {
    torchPart().train(job, observer, readingPhotos);
}

VariantPlanes variantPlanesOf(const Image& crop, int count, const VariantConfig& config, std::uint64_t seed) {
    return torchPart().variantPlanesOf(crop, count, config, seed);
}

VariantConfig variantStrengths(const ModelInfo& model) {
    const nlohmann::json& record = *model.trainingRecord;
    if (!record.contains("config")) return {};
    try {
        const auto config = record.at("config").at("variants").get<VariantConfig>();
        checkVariantConfig(config);
        return config;
    } catch (const nlohmann::json::exception&) {
        throw Error("The model \"" + model.name + "\" does not say which variants it has learned from.");
    } catch (const Error& problem) {
        throw Error("The model \"" + model.name + "\" has a training record without sense. " +
                    problem.what());
    }
}

ScriptMetric ScriptMetric::load(const fs::path& file) {
    if (!fs::exists(file)) throw Error("There is no file " + file.string() + " to load a metric from.");
    ScriptMetric metric;
    metric.script_ = torchPart().loadScript(file);
    return metric;
}

double ScriptMetric::operator()(const Image& reference, const Image& image) const {
    return script_->run(reference, image);
}

}  // namespace suss
