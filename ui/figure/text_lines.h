#pragma once

#include <QFont>
#include <QStringList>

namespace suss {

/// Text broken into lines no wider than `width`; a word is broken only where it is wider itself.
QStringList linesOf(const QString& text, qreal width, const QFont& font);

}  // namespace suss
