#pragma once

#include <QKeySequence>
#include <QString>

namespace suss {

/// A text that goes on with a key, as the platform writes it, in place of %1 in `how`: "Blink (Space)".
/// Without a key the text alone. Keys can be edited: ask the command for its key, and again when
/// Commands::keysChanged says so.
QString withKey(const QString& text, const QKeySequence& key, const QString& how = QStringLiteral(" (%1)"));

}  // namespace suss
