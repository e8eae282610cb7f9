#pragma once

#include "ui/figure/options.h"
#include "ui/figure/render.h"
#include "ui/task.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

namespace suss {

/// The figure that would be written, drawn off the UI thread a moment after the last change. Each drawing is
/// finished and the newest wish comes next.
class FigurePreview : public QWidget {
    Q_OBJECT

  public:
    explicit FigurePreview(QWidget* parent = nullptr);

    void setFigure(const FigureInput& input, const FigureOptions& options);

    /// Whether what is seen is what was asked for last.
    [[nodiscard]] bool isCurrent() const { return drawn_ == wanted_; }
    /// Why there is no such figure, one sentence; empty if there is.
    [[nodiscard]] const QString& problem() const { return problem_; }
    [[nodiscard]] const QImage& picture() const { return picture_; }
    [[nodiscard]] const FigureSize& figureSize() const { return size_; }

    [[nodiscard]] QSize sizeHint() const override;

  Q_SIGNALS:
    void changed();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void want();
    void draw();

    FigureInput input_;
    FigureOptions options_;
    int wanted_ = 0, drawn_ = 0;
    QImage picture_;
    FigureSize size_;
    QString problem_;
    Task drawing_;
    QTimer typing_, patience_;
};

}  // namespace suss
