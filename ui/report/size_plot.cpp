#include "ui/report/size_plot.h"

#include "ui/paint/color_scale.h"
#include "ui/text.h"

#include <QFileInfo>

#include <algorithm>

namespace suss {
namespace {

// In units of the drawing, in which letters are 13 high.
constexpr double kWidth = 720, kHeight = 320;
constexpr double kLeft = 60, kRight = kWidth - 12, kTop = 26, kBottom = kHeight - 46;
constexpr double kLetter = 7.2, kLine = 15, kBesidePoint = 9;

struct Point {
    int number = 0;
    const ReportItem* item = nullptr;
    double bits = 0;  ///< for each pixel
};

// Elsewhere the size of a file says nothing about what is seen.
bool isLossy(const ReportPicture& picture) {
    const QString ending = QFileInfo(picture.path).suffix().toLower();
    return picture.fileBytes > 0 && (ending == QLatin1String("jpg") || ending == QLatin1String("jpeg") ||
                                     ending == QLatin1String("webp"));
}

/// A range from 0 and where its values lie on the drawing.
struct Axis {
    double high, from, to;
    [[nodiscard]] double at(double value) const { return from + (to - from) * value / high; }
};

Html number(double value) {
    return QString::number(value, 'f', 1);
}

Html ticksOf(const Axis& axis, bool isAcross) {
    Html html;
    const QVector<double> ticks = niceTicks({0, axis.high}, 6);
    for (const double tick : ticks) {
        const double at = axis.at(tick);
        html += filled("size-tick.html",
                       {{"x", number(isAcross ? at : kLeft)},
                        {"y", number(isAcross ? kBottom : at)},
                        {"line", isAcross ? QStringLiteral("v5") : QStringLiteral("H%1").arg(kRight)},
                        {"label-x", number(isAcross ? at : kLeft - 8)},
                        {"label-y", number(isAcross ? kBottom + 19 : at + 4.5)},
                        {"anchor", QString(isAcross ? "middle" : "end")},
                        {"text", tickLabel(tick, ticks)}});
    }
    return html;
}

// Names stand beside their points, each below those that it would cover.
class Labels {
  public:
    /// The place of a label that would like to be there.
    QRectF place(QRectF wanted) {
        while (std::any_of(placed_.begin(), placed_.end(),
                           [&](const QRectF& other) { return other.intersects(wanted); }))
            wanted.translate(0, 3);
        placed_.push_back(wanted);
        return wanted;
    }

  private:
    std::vector<QRectF> placed_;
};

Html pointsOf(std::vector<Point> points, const Axis& across, const Axis& up) {
    std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
        return a.item->numbers.account.distance > b.item->numbers.account.distance;
    });
    Labels labels;
    Html html;
    for (const Point& point : points) {
        const double distance = point.item->numbers.account.distance;
        const QPointF at(across.at(point.bits), up.at(distance));
        const double width = kLetter * double(point.item->picture.name.size());
        const bool fitsRight = at.x() + kBesidePoint + width <= kRight;
        const QRectF label = labels.place({fitsRight ? at.x() + kBesidePoint : at.x() - kBesidePoint - width,
                                           at.y() - 0.5 * kLine, width, kLine});
        html += filled("size-point.html", {{"number", QString::number(point.number)},
                                           {"x", number(at.x())},
                                           {"y", number(at.y())},
                                           {"name", point.item->picture.name},
                                           {"distance", formatNumber(distance)},
                                           {"bits", formatNumber(point.bits)},
                                           {"label-x", number(fitsRight ? label.left() : label.right())},
                                           {"label-y", number(label.bottom() - 3.5)},
                                           {"anchor", QString(fitsRight ? "start" : "end")}});
    }
    return html;
}

}  // namespace

Html sizePlotOf(const std::vector<const ReportItem*>& items) {
    std::vector<Point> points;
    double mostBits = 0, farthest = 0;
    for (int index = 0; index < int(items.size()); ++index) {
        const ReportPicture& picture = items[std::size_t(index)]->picture;
        if (!isLossy(picture)) continue;
        const double bits = 8.0 * double(picture.fileBytes) / (double(picture.width) * picture.height);
        points.push_back({index + 1, items[std::size_t(index)], bits});
        mostBits = std::max(mostBits, bits);
        farthest = std::max(farthest, items[std::size_t(index)]->numbers.account.distance);
    }
    if (points.size() < 3 || !(farthest > 0)) return {};
    const Axis across{1.05 * mostBits, kLeft, kRight}, up{1.05 * farthest, kBottom, kTop};
    Html axes = ticksOf(across, true);
    axes += ticksOf(up, false);
    return filled("size-plot.html", {{"width", QString::number(kWidth)},
                                     {"height", QString::number(kHeight)},
                                     {"middle", number(0.5 * (kLeft + kRight))},
                                     {"bottom", number(kHeight - 6)},
                                     {"axes", axes},
                                     {"points", pointsOf(std::move(points), across, up)}});
}

}  // namespace suss
