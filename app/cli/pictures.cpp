#include "app/cli/pictures.h"

#include "core/error.h"
#include "core/explain/relevance_map.h"
#include "core/files.h"
#include "core/image/png_text.h"
#include "ui/paint/map_painter.h"
#include "ui/paint/range.h"
#include "ui/view_kind.h"

#include <QBuffer>
#include <QPainter>

#include <vector>

namespace suss::cli {

namespace {

/// With a text that says what the colours mean.
void writePng(const std::string& file, const QImage& picture, const std::string& key,
              const QString& meaning) {
    // Through memory: where the disk is full, libpng would add a line of its own to our sentence.
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !picture.save(&buffer, "PNG"))
        throw Error("There is no memory for the picture \"" + file + "\".");
    writeFile(file, withPngText(bytes.toStdString(),
                                {{"Software", "suss " SUSS_VERSION}, {key, meaning.toStdString()}}));
}

QString text(const Range& range) {
    return QString("%1 to %2").arg(range.low).arg(range.high);
}

}  // namespace

void writeMapPicture(const std::string& file, const Map& map, double high) {
    const MapStyle style{Colormap::Magma, {0, high}};
    writePng(file, paintMap(map, style), "suss:map",
             "local distance, whose mean over the picture is the distance, magma, " + text(style.range));
}

void writeResidualPicture(const std::string& file, const WhitenedPair& pair,
                          const ComponentSwitches& switches) {
    const int width = pair.image->width, height = pair.image->height;
    std::vector<QImage> panels;
    for (const Component component : kComponents) {
        if (!switches[indexOf(component)]) continue;
        const Plane& residual = pair.whitened.residuals[indexOf(component)];
        for (int channel = 0; channel < residual.grid.channels; ++channel)
            panels.push_back(paintMap(spreadToImage(residual, channel, width, height),
                                      {Colormap::DivergingLight, Range{-kWhitenedRange, kWhitenedRange}}));
    }
    QImage picture(width * static_cast<int>(panels.size()), height, QImage::Format_RGB32);
    QPainter painter(&picture);
    for (std::size_t i = 0; i < panels.size(); ++i)
        painter.drawImage(QPoint(width * static_cast<int>(i), 0), panels[i]);
    painter.end();
    writePng(file, picture, "suss:residual",
             "whitened residuals in standard deviations, " + text(Range{-kWhitenedRange, kWhitenedRange}) +
                 ", " + QString::fromStdString(listOf(switches)));
}

void writeEarlinessPicture(const std::string& file, const Map& earliness) {
    const MapStyle style{Colormap::Magma, automaticRange(earliness)};
    writePng(file, paintMap(earliness, style), "suss:first-changed",
             "part of the repair still to come when pixels around here had gone half of their way, magma, " +
                 text(style.range));
}

}  // namespace suss::cli
