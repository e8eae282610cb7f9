#pragma once

class QWidget;

namespace suss {

/// Lays out at once what has changed inside a widget, innermost first. Left to events, every level waits for
/// the one inside it, and is painted between.
void settle(QWidget* widget);

}  // namespace suss
