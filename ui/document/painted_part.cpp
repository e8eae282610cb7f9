#include "ui/document/painted_part.h"

#include <utility>

namespace suss {

void PaintedPart::setSize(const QSize& size) {
    size_ = size;
    if (mask_.size() != size) mask_ = {};
}

void PaintedPart::paint(const QLineF& stroke, double radius) {
    if (size_.isEmpty()) return;
    if (mask_.size() != size_) mask_ = PixelMask(size_);
    mask_.paint(stroke, radius);
    Q_EMIT changed();
}

void PaintedPart::erase(const QLineF& stroke, double radius) {
    if (mask_.isEmpty()) return;
    mask_.erase(stroke, radius);
    Q_EMIT changed();
}

void PaintedPart::setMask(PixelMask mask) {
    mask_ = mask.size() == size_ ? std::move(mask) : PixelMask();
    Q_EMIT changed();
}

void PaintedPart::clear() {
    if (!mask_.isEmpty()) setMask({});
}

}  // namespace suss
