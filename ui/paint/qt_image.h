#pragma once

#include "core/image/image.h"

#include <QImage>

namespace suss {

/// Format_RGB32, rounded to nearest: what a screen shows.
QImage toScreen(const Image& image);

/// A picture from elsewhere in the program's own form: in sRGB at its own depth, transparent pixels laid on
/// the background that those of files are laid on, and noted.
Image fromQImage(const QImage& picture);

}  // namespace suss
