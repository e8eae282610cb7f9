#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QLabel;

namespace suss {

/// What other measures say of the pair: PSNR, SSIM, GMSD, and the user's own metrics, a line for each.
class MeasuresBlock : public QWidget {
    Q_OBJECT

  public:
    explicit MeasuresBlock(const Document& document, QWidget* parent = nullptr);

  Q_SIGNALS:
    void metricRemovalRequested(const QString& file);

  private:
    void refresh();
    void refreshOthers();

    const Document& document_;
    std::array<QLabel*, 3> baselines_{};
    QWidget* others_ = nullptr;  // the user's metrics
    QStringList othersShown_;
};

}  // namespace suss
