#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

namespace suss {

/// Tells when files were written anew. Programs write in pieces, or write another file and rename it: a
/// change is told once, when the file has been there and unchanged for a moment.
class FileWatch : public QObject {
    Q_OBJECT

  public:
    explicit FileWatch(QObject* parent = nullptr);
    /// Replaces what was watched before: files, and when each was last modified as far as is known. One that
    /// has been modified since is told.
    void watch(const QHash<QString, QDateTime>& files);

  Q_SIGNALS:
    void changed(const QStringList& files);

  private:
    struct State {
        QDateTime modified;
        qint64 size = -1;
        bool operator==(const State&) const = default;
    };
    static State stateOf(const QString& file);
    void look();

    QFileSystemWatcher watcher_;
    QTimer settle_;
    QHash<QString, State> known_;    // what is watched, as last told
    QHash<QString, State> pending_;  // as last seen, of files that differ from that
};

}  // namespace suss
