#include "ui/file_watch.h"

#include <QFileInfo>

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

void FileWatch::watch(const QStringList& files) {
    QHash<QString, State> known;
    for (const QString& file : files) known.insert(file, known_.value(file, stateOf(file)));
    QStringList gone;
    for (const QString& file : watcher_.files())
        if (!known.contains(file)) gone << file;
    if (!gone.isEmpty()) watcher_.removePaths(gone);
    QStringList added;
    for (const QString& file : files)
        if (!watcher_.files().contains(file)) added << file;
    if (!added.isEmpty()) watcher_.addPaths(added);
    known_ = std::move(known);
}

void FileWatch::look() {
    for (const QString& file : pending_.keys()) {
        const State now = stateOf(file);
        if (now != pending_.value(file)) {
            pending_.insert(file, now);  // still being written
            continue;
        }
        if (now.size < 0) continue;  // away for a moment, or for good: then nothing is to be read
        pending_.remove(file);
        if (!known_.contains(file)) continue;
        // A file that was replaced is no longer watched.
        if (!watcher_.files().contains(file)) watcher_.addPath(file);
        if (known_.value(file) == now) continue;
        known_.insert(file, now);
        Q_EMIT changed(file);
    }
    if (pending_.isEmpty()) settle_.stop();
}

}  // namespace suss
