#include "core/image/read.h"
#include "tests/fuzz/fuzz_target.h"
#include "ui/document/pixel_mask.h"
#include "ui/session.h"

#include <QRect>

#include <cmath>

namespace {

const QSize kPicture(24, 16);

void check(bool holds) {
    if (!holds) __builtin_trap();
}

void checkView(const suss::Session& session) {
    suss::ViewState state;
    state.setViewport({640, 480});
    state.setImageSize(kPicture);
    suss::restoreView(session.view, state);
    check(state.zoom() > 0 && state.zoom() <= 128);
    const QPointF center = state.center();
    check(center.x() >= 0 && center.x() <= kPicture.width());
    check(center.y() >= 0 && center.y() <= kPicture.height());
    check(state.divider() >= 0 && state.divider() <= 1 && state.mapOpacity() >= 0 && state.mapOpacity() <= 1);
}

void checkPlaces(const suss::Session& session) {
    for (const suss::Source& image : session.images)
        check(std::int64_t{image.scaledTo.width()} * image.scaledTo.height() <=
              suss::ReadOptions().maxPixels);
    // A rectangle is put into a QRect before anything is asked of it.
    if (const auto& rect = session.marked)
        check(QRect(rect->x, rect->y, rect->width, rect->height).isValid() && rect->x >= 0 && rect->y >= 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = suss::test::fileOf(data, size, ".suss-session");
    return suss::test::refusedOrRead([&] {
        const suss::Session session = suss::readSession(QString::fromStdString(file.string()));
        for (const double weight : session.weights) check(std::isfinite(weight) && weight >= 0);
        checkPlaces(session);
        checkView(session);
        const suss::PixelMask mask = suss::PixelMask::fromPng(session.painted, kPicture);
        check(mask.isEmpty() || QRect({0, 0}, kPicture).contains(mask.bounds()));
    });
}
