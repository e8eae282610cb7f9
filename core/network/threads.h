#pragma once

namespace suss {

/// Threads that LibTorch uses inside one operation. Called by setThreadCount only.
void setNetworkThreadCount(int count);

}  // namespace suss
