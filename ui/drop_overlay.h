#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QMimeData;

namespace suss {

/// Takes the files that are dragged onto its parent, and says over it what dropping them there would do.
class DropOverlay : public QWidget {
    Q_OBJECT

  public:
    DropOverlay(const Document& document, QWidget* parent);

  Q_SIGNALS:
    /// Files and folders are being dragged over the parent, and may be dropped; none: not any more.
    void filesHover(const QStringList& paths);
    void fileDropped(suss::Role role, const QString& file);
    /// Several files, or a folder: a reference and images, or with a reference of one's own more images.
    void filesDropped(const QStringList& paths);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    [[nodiscard]] bool hasHalves() const;
    [[nodiscard]] bool hasOwnReference() const;
    [[nodiscard]] Role roleAt(const QPointF& position) const;
    void follow(qsizetype fileCount, const QPointF& position);
    void drop(const QStringList& files, const QPointF& position);

    const Document& document_;
    qsizetype fileCount_ = 1;
    QPointF position_;
};

}  // namespace suss
