#pragma once

#include "core/human/agreement.h"
#include "core/human/judgments.h"

#include <CLI/App.hpp>

#include <string>
#include <vector>

namespace suss::cli {

/// What people said, and --human, --resamples and --seed, of the commands that read it.
struct JudgmentOptions {
    std::vector<std::string> data;  ///< tables and folders
    std::string human = "dmos";
    BootstrapOptions bootstrap;

    void addTo(CLI::App& command, bool severalSets);
    [[nodiscard]] HumanSense sense() const;
};

}  // namespace suss::cli
