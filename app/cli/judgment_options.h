#pragma once

#include "core/human/agreement.h"
#include "core/human/judgments.h"

#include <CLI/App.hpp>

#include <string>

namespace suss::cli {

/// --human, --resamples and --seed of the commands that read what people said.
struct JudgmentOptions {
    std::string human = "dmos";
    BootstrapOptions bootstrap;

    void addTo(CLI::App& command);
    [[nodiscard]] HumanSense sense() const;
};

}  // namespace suss::cli
