#pragma once

#include "core/human/judgments.h"

namespace suss {

/// Recognises a data set by the files in its folder (see readJudgments). Throws Error for any other folder,
/// and for one that is incomplete.
Judgments readPublishedSet(const std::filesystem::path& folder);

}  // namespace suss
