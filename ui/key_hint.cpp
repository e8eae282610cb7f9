#include "ui/key_hint.h"

namespace suss {

QString withKey(const QString& text, const QKeySequence& key, const QString& how) {
    return key.isEmpty() ? text : text + how.arg(key.toString(QKeySequence::NativeText));
}

}  // namespace suss
