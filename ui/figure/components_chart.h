#pragma once

#include "core/explain/account.h"

#include <QFont>
#include <QRectF>
#include <QSizeF>

class QPainter;

namespace suss {

/// The least room in which nothing of it overlaps.
QSizeF componentsChartSize(const Account& account, const QFont& font);

/// The account as bars: name, part of the distance, mean squared whitened residual; the last row is the sum.
/// Dark on white.
void drawComponentsChart(QPainter& painter, const QRectF& area, const Account& account, const QFont& font);

}  // namespace suss
