#include "ui/drop_overlay.h"

#include "ui/theme.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace suss {

namespace {

QStringList filesIn(const QMimeData* data) {
    QStringList files;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) files << url.toLocalFile();
    return files;
}

}  // namespace

DropOverlay::DropOverlay(const Document& document, QWidget* parent) : QWidget(parent), document_(document) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    parent->setAcceptDrops(true);
    parent->installEventFilter(this);
}

bool DropOverlay::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::DragEnter:
        case QEvent::DragMove:
        case QEvent::Drop: {
            // A drag-enter or -move event is a drop event, too.
            auto* drag = static_cast<QDropEvent*>(event);
            const QStringList files = filesIn(drag->mimeData());
            if (files.isEmpty()) return false;
            drag->acceptProposedAction();
            if (event->type() == QEvent::DragEnter) Q_EMIT filesHover(files);
            if (event->type() == QEvent::Drop)
                drop(files, drag->position());
            else
                follow(QFileInfo(files[0]).isDir() ? 3 : files.size(), drag->position());
            return true;
        }
        case QEvent::DragLeave:
            hide();
            Q_EMIT filesHover({});
            return true;
        default:
            return QWidget::eventFilter(watched, event);
    }
}

void DropOverlay::drop(const QStringList& files, const QPointF& position) {
    hide();
    if (files.size() == 1 && !QFileInfo(files[0]).isDir())
        Q_EMIT fileDropped(roleAt(position), files[0]);
    else
        Q_EMIT filesDropped(files);
    Q_EMIT filesHover({});  // what was read of them in vain is let go
}

bool DropOverlay::hasOwnReference() const {
    return document_.picture(Role::Reference).source.isOwn();
}

bool DropOverlay::hasHalves() const {
    return hasOwnReference() && !document_.picture(Role::Image).isEmpty();
}

// What is missing comes first; with two pictures of one's own the left half stands for the reference, the
// right half for the image.
Role DropOverlay::roleAt(const QPointF& position) const {
    if (hasHalves()) return position.x() < parentWidget()->width() / 2.0 ? Role::Reference : Role::Image;
    // The example makes room for one's own pictures.
    return hasOwnReference() ? Role::Image : Role::Reference;
}

void DropOverlay::follow(qsizetype fileCount, const QPointF& position) {
    fileCount_ = fileCount;
    position_ = position;
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
}

void DropOverlay::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    QColor veil = theme.window;
    veil.setAlphaF(0.82f);
    painter.fillRect(rect(), veil);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setFont(scaledFont(font(), 1.5, QFont::DemiBold));
    const qreal margin = 4 * spacingUnit(this);
    const auto zone = [&](const QRectF& area, const QString& text, bool active) {
        const QRectF box = area.adjusted(margin, margin, -margin, -margin);
        painter.setPen(QPen(active ? theme.accent : theme.hairline, active ? 3 : 2, Qt::DashLine));
        QColor fill = theme.accent;
        fill.setAlphaF(0.12f);
        painter.setBrush(active ? QBrush(fill) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(box, 10, 10);
        painter.setPen(active ? theme.text : theme.secondary);
        painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, text);
    };
    const QRectF whole(rect());
    if (fileCount_ == 2) {
        zone(whole, tr("Compare: the first is the reference, the second the image"), true);
    } else if (fileCount_ > 2) {
        zone(whole,
             hasOwnReference() ? tr("Compare all of them with the reference")
                               : tr("Compare: the first is the reference, the others the images"),
             true);
    } else if (hasHalves()) {
        const bool left = roleAt(position_) == Role::Reference;
        zone(QRectF(0, 0, whole.width() / 2, whole.height()), tr("New reference"), left);
        zone(QRectF(whole.width() / 2, 0, whole.width() / 2, whole.height()), tr("New image to compare"),
             !left);
    } else {
        zone(whole,
             roleAt(position_) == Role::Reference ? tr("Open as the reference; the image comes next")
                                                  : tr("Open as the image to compare"),
             true);
    }
}

}  // namespace suss
