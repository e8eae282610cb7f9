#include "core/network/threads.h"

#include <torch/torch.h>

namespace suss {

void setNetworkThreadCount(int count) {
    torch::set_num_threads(count);
}

}  // namespace suss
