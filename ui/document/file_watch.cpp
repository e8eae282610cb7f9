#include "ui/document/file_watch.h"

#include <QFileInfo>
#include <QSet>

namespace suss {

FileWatch::FileWatch(QObject* parent) : QObject(parent) {
    settle_.setInterval(250);
    connect(&settle_, &QTimer::timeout, this, &FileWatch::look);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, [this](const QString& file) {
        pending_.insert(file, stateOf(file));
        settle_.start();
    });
}

FileWatch::State FileWatch::stateOf(const QString& file) {
    const QFileInfo info(file);
    return info.exists() ? State{info.lastModified(), info.size()} : State{};
}

void FileWatch::watch(const QHash<QString, QDateTime>& files) {
    QHash<QString, State> known;
    for (const auto& [file, modified] : files.asKeyValueRange()) {
        const auto old = known_.constFind(file);  // asking for the state of a file may take long
        if (old != known_.cend()) {
            known.insert(file, *old);
            continue;
        }
        State state = stateOf(file);
        if (state.modified != modified) {
            pending_.insert(file, state);
            settle_.start();
            state.modified = modified;
        }
        known.insert(file, state);
    }
    const QStringList before = watcher_.files();
    const QSet<QString> watched(before.begin(), before.end());
    QStringList gone, added;
    for (const QString& file : before)
        if (!known.contains(file)) gone << file;
    for (const QString& file : known.keys())
        if (!watched.contains(file)) added << file;
    if (!gone.isEmpty()) watcher_.removePaths(gone);
    if (!added.isEmpty()) watcher_.addPaths(added);
    known_ = std::move(known);
}

void FileWatch::look() {
    QStringList told;
    for (const QString& file : pending_.keys()) {
        const State now = stateOf(file);
        if (!known_.contains(file)) {
            pending_.remove(file);
        } else if (now != pending_.value(file)) {
            pending_.insert(file, now);  // still being written
        } else if (now.size >= 0) {      // a file that is away may come back
            pending_.remove(file);
            // One that was replaced is no longer watched.
            if (!watcher_.files().contains(file)) watcher_.addPath(file);
            if (known_.value(file) == now) continue;
            known_.insert(file, now);
            told << file;
        }
    }
    if (pending_.isEmpty()) settle_.stop();
    if (!told.isEmpty()) Q_EMIT changed(told);
}

}  // namespace suss
