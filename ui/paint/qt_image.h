#pragma once

#include "core/image/image.h"

#include <QImage>

namespace suss {

/// Format_RGB32, rounded to nearest: what a screen shows.
QImage toScreen(const Image& image);

/// A picture from elsewhere in the program's own form: sRGB, transparent pixels laid on white.
Image fromQImage(const QImage& picture);

}  // namespace suss
