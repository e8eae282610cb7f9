#pragma once

#include "ui/help_overlay.h"

namespace suss {

class Commands;

/// What the window is for and how its parts are read, for somebody who sees it for the first time.
QList<HelpOverlay::Term> readingGuide(const Commands& commands);

}  // namespace suss
