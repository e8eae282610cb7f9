#pragma once

#include <QString>

namespace suss {

/// What a person should know, with a remedy where there is one.
struct Message {
    enum class Kind { Note, Error };
    enum class Remedy { None, Resume, ScaleImage, BringBack };
    Kind kind = Kind::Note;
    QString text;  ///< empty: nothing to say (any more)
    Remedy remedy = Remedy::None;
    QString consequence;  ///< what the remedy will do, where that is not plain; one sentence
    /// Said whenever these pictures are shown: who has dismissed it need not read it at the next step again.
    bool isLasting = false;

    static Message note(const QString& text, Remedy remedy = Remedy::None) {
        return {Kind::Note, text, remedy, {}, false};
    }
    static Message error(const QString& text, Remedy remedy = Remedy::None) {
        return {Kind::Error, text, remedy, {}, false};
    }
};

}  // namespace suss
