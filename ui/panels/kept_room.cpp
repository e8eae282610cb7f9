#include "ui/panels/kept_room.h"

#include "ui/document/document.h"

#include <QLayout>
#include <QResizeEvent>
#include <QWidget>

#include <algorithm>

namespace suss {

KeptRoom::KeptRoom(const Document& document, QWidget* part) : QObject(part), part_(part) {
    part->installEventFilter(this);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::Analysis)) room_ = 0;
    });
}

void KeptRoom::keep(int letters) {
    if (letters < letters_) room_ = 0;
    letters_ = letters;
    // A layout inside a layout goes by what it knew before until the outer one is laid out.
    part_->layout()->activate();
    const int width = std::max(1, part_->width());
    const QFontMetrics metrics = part_->fontMetrics();
    const int lines = letters > 0 ? 1 + letters * metrics.averageCharWidth() / width : 0;
    const int needed = part_->hasHeightForWidth() ? part_->heightForWidth(width) : part_->sizeHint().height();
    room_ = std::max({room_, needed, lines * metrics.lineSpacing()});
    part_->setMinimumHeight(room_);
}

void KeptRoom::release() {
    room_ = 0;
    part_->setMinimumHeight(0);
}

bool KeptRoom::eventFilter(QObject*, QEvent* event) {
    bool isOther = event->type() == QEvent::FontChange;
    if (event->type() == QEvent::Resize) {
        const auto* resize = static_cast<QResizeEvent*>(event);
        isOther = resize->size().width() != resize->oldSize().width();
    }
    if (isOther && room_ > 0) {
        room_ = 0;
        keep(letters_);
    }
    return false;
}

}  // namespace suss
