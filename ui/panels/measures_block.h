#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace suss {

/// What other measures say of the pair: PSNR, SSIM, GMSD, and the user's own metrics, a line for each.
class MeasuresBlock : public QWidget {
    Q_OBJECT

  public:
    explicit MeasuresBlock(const Document& document, QWidget* parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void metricRemovalRequested(const QString& file);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void refresh();
    void arrange();
    void refreshOthers();

    const Document& document_;
    std::array<QBoxLayout*, 3> cells_{};
    int widest_ = 0;  // the line that they have needed for this reference
    std::array<QLabel*, 3> names_{}, baselines_{};
    QWidget* others_ = nullptr;  // the user's metrics
    QStringList othersShown_;
};

}  // namespace suss
