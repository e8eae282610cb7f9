#include "ui/theme.h"

#include <QFontMetrics>
#include <QWidget>

#include <algorithm>

namespace suss {
namespace {

QColor mixed(const QColor& a, const QColor& b, double part) {
    const auto channel = [part](int x, int y) { return int(x + (y - x) * part + 0.5); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

QColor neutral(const QColor& color, int offset) {
    const int grey = std::clamp(qGray(color.rgb()) + offset, 0, 255);
    return {grey, grey, grey};
}

}  // namespace

Theme Theme::of(const QPalette& palette) {
    Theme theme;
    theme.window = palette.color(QPalette::Active, QPalette::Window);
    theme.text = palette.color(QPalette::Active, QPalette::WindowText);
    theme.dark = qGray(theme.window.rgb()) < qGray(theme.text.rgb());
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    theme.panel = theme.dark ? theme.window : mixed(theme.window, base, 0.7);
    // Without a hue of its own, or it would tint the pictures in it.
    theme.stage = neutral(theme.window, theme.dark ? -16 : -22);
    theme.secondary = mixed(theme.text, theme.window, 0.38);
    theme.hairline = mixed(theme.text, theme.window, theme.dark ? 0.80 : 0.84);
    theme.track = mixed(theme.text, theme.window, theme.dark ? 0.87 : 0.90);
    theme.accent = palette.color(QPalette::Active, QPalette::Highlight);
    theme.onAccent = palette.color(QPalette::Active, QPalette::HighlightedText);
    theme.selection = mixed(theme.panel, theme.accent, theme.dark ? 0.35 : 0.16);
    theme.noteBack = mixed(theme.window, theme.accent, theme.dark ? 0.28 : 0.14);
    theme.errorBack = mixed(theme.window, QColor(220, 60, 40), theme.dark ? 0.30 : 0.16);
    theme.errorText = theme.dark ? QColor(255, 150, 130) : QColor(170, 30, 20);
    return theme;
}

QColor Theme::of(Component component) const {
    switch (component) {
        case Component::Y1:
            return dark ? QColor(0x8f, 0xc7, 0xf5) : QColor(0x6a, 0xae, 0xe2);
        case Component::Y2:
            return dark ? QColor(0x55, 0x9e, 0xe6) : QColor(0x31, 0x7f, 0xcb);
        case Component::Y3:
            return dark ? QColor(0x3a, 0x74, 0xc8) : QColor(0x1b, 0x4f, 0x97);
        case Component::CbCr:
            return dark ? QColor(0xee, 0x9d, 0x4a) : QColor(0xd8, 0x7d, 0x24);
    }
    return text;
}

QPalette withVisibleOutlines(QPalette palette) {
    const Theme theme = Theme::of(palette);
    if (theme.dark) palette.setColor(QPalette::Window, theme.secondary);
    return palette;
}

int spacingUnit(const QWidget* widget) {
    return std::max(4, QFontMetrics(widget->font()).height() / 3);
}

QFont scaledFont(const QFont& font, double factor, QFont::Weight weight) {
    QFont scaled = font;
    if (font.pointSizeF() > 0)
        scaled.setPointSizeF(font.pointSizeF() * factor);
    else
        scaled.setPixelSize(int(font.pixelSize() * factor + 0.5));
    scaled.setWeight(weight);
    return scaled;
}

}  // namespace suss
