// What libsuss_torch.so gives out.

#include "core/parallel.h"
#include "core/train/torch_part.h"

#include <torch/torch.h>

const suss::TorchPart* suss::suss_torch_part() {
    static const TorchPart part = [] {
        torch::set_num_threads(threadCount());
        return TorchPart{trainWithTorch, variantPlanesWithTorch, loadScriptWithTorch};
    }();
    return &part;
}
