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

/// What should be known of two pictures as long as they are shown: that a difference in colour may be one of
/// colour profiles only (see profileMismatch()), and their notes. Sentences; empty if there is nothing.
QString notesInWords(const Picture& reference, const Picture& image);
/// One sentence about two pictures that cannot be compared.
QString unequalSizes(const Picture& reference, const Picture& image);
/// What it means to scale the image to the size of the reference: one or two sentences.
QString scalingInWords(const Picture& reference, const Picture& image);

}  // namespace suss
