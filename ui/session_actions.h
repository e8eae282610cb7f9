#pragma once

#include "ui/session.h"

#include <QObject>

#include <optional>

namespace suss {

class Commands;

/// Saving sessions and opening them again.
class SessionActions : public QObject {
    Q_OBJECT

  public:
    SessionActions(Document& document, ViewState& state, Commands& commands, QWidget* window);

    static bool isSession(const QString& path);
    /// Opens what a session file names, as it was looked at.
    void open(const QString& file);
    void save(const QString& file);
    /// Once the pictures of the session that was opened last are there: looks at them as it says. False: no
    /// session waits for its pictures.
    bool restoreView();
    /// Its pictures will not come: what it says of weights and samples does not hold either.
    void giveUp();

  Q_SIGNALS:
    void failed(const QString& message);
    void saved(const QString& file);
    void remarked(const QString& text);

  private:
    void choose(bool toSave);
    /// Weights, switches and samples as a session has them.
    void takeOver(const Session& session);

    Document& document_;
    ViewState& state_;
    QWidget* window_;
    std::optional<Session> waiting_;  // until its pictures are there
    Session before_;                  // what was there when it was opened
};

}  // namespace suss
