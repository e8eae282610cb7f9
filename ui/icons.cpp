#include "ui/icons.h"

#include "ui/resource.h"

#include <QApplication>
#include <QIconEngine>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

namespace suss {
namespace {

class LineIconEngine : public QIconEngine {
  public:
    explicit LineIconEngine(QByteArray svg) : svg_(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const QPalette palette = QApplication::palette();
        const QColor color = mode == QIcon::Disabled ? palette.color(QPalette::Disabled, QPalette::ButtonText)
                             : mode == QIcon::Selected
                                 ? palette.color(QPalette::HighlightedText)
                                 : palette.color(QPalette::Active, QPalette::ButtonText);
        // The files draw in black; Qt's SVG knows no currentColor.
        QByteArray colored = svg_;
        colored.replace("#000", color.name(QColor::HexRgb).toLatin1());
        QSvgRenderer renderer(colored);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new LineIconEngine(*this); }

  private:
    QByteArray svg_;
};

}  // namespace

QIcon lineIcon(const char* name) {
    return QIcon(new LineIconEngine(resource(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)))));
}

QIcon colormapIcon(Colormap colormap) {
    constexpr int kSide = 32;
    QImage strip(kSide, 1, QImage::Format_RGB32);
    for (int x = 0; x < kSide; ++x)
        strip.setPixel(x, 0, colorTable(colormap)[std::size_t(x * 255 / (kSide - 1))]);
    return QPixmap::fromImage(strip.scaled(kSide, kSide));
}

QIcon programIcon() {
    QSvgRenderer renderer(resource(QStringLiteral(":/icons/suss.svg")));
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

}  // namespace suss
