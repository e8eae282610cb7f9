#pragma once

#include "core/progress.h"
#include "ui/paint/field.h"
#include "ui/source.h"

#include <QString>

#include <memory>

namespace suss {

/// A picture and its form for the screen. Empty when there is none.
struct Picture {
    Source source;
    std::shared_ptr<const Image> image;
    std::shared_ptr<const Pyramid> pyramid;
    QSize scaledFrom;  ///< its own size, if it was scaled on loading

    [[nodiscard]] bool isEmpty() const { return !image; }
    [[nodiscard]] QSize size() const { return image ? QSize(image->width, image->height) : QSize(); }
    /// "768 × 512 · 16 bit · Display P3 · scaled from 384 × 256".
    [[nodiscard]] QString facts() const;
};
/// Reads, or makes, the picture at its exposure and size. Throws Error, and Cancelled if progress asks to
/// stop.
Picture loadPicture(const Source& source, const Progress& progress = {});
/// Of an image that is there already.
Picture pictureOf(const Source& source, Image image);

}  // namespace suss
