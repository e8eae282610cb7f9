#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QJsonObject>

namespace suss {

/// Which pictures are open and how they are looked at: enough to go on where one stopped. Saved as JSON,
/// schema "suss.session/1"; paths are kept relative to the file where that does not lead upwards, so that a
/// folder can be moved as a whole.
struct Session {
    Source reference;
    QList<Source> images;  ///< the one that was shown comes first
    std::optional<Source> kept;
    double exposure = 0;
    QString weightSet;
    Weights weights{};
    ComponentSwitches enabled = kAllComponents;
    SampleSettings sampling;
    std::optional<Rect> marked;
    QByteArray painted;  ///< as PixelMask::toPng; empty: nothing
    QJsonObject view;    ///< for restoreView
};

/// The ending of a session's name.
inline constexpr auto kSessionSuffix = "suss-session";

Session sessionOf(const Document& document, const ViewState& state);
/// All or nothing, but for images that are in no file (pasted, made here), which nobody could open again:
/// returns their titles. Throws Error if the file cannot be written or the reference is in no file.
QStringList writeSession(const Session& session, const QString& file);
/// Throws Error if it cannot be read or is no session.
Session readSession(const QString& file);

/// Views, place, ranges and colours; what is missing or unknown stays as it is. The picture must be there: a
/// place is one of a picture.
void restoreView(const QJsonObject& view, ViewState& state);

}  // namespace suss
