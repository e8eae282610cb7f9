#pragma once

#include "ui/document/document.h"
#include "ui/settings.h"

#include <QStringList>
#include <QTimer>

#include <cstddef>
#include <utility>

namespace suss {

class Commands;
class SessionActions;

/// Every way in which pictures come into the window: files, folders, the clipboard, the example, recent
/// pairs; and metrics of one's own.
class OpenActions : public QObject {
    Q_OBJECT

  public:
    OpenActions(Document& document, SessionActions& sessions, Commands& commands, QWidget* window);
    ~OpenActions() override;

    /// None: the built-in example. One: the reference, or a session. More: the reference and images to
    /// compare with it.
    void openFiles(const QStringList& files);
    /// As they come from a command line: folders are their pictures, nothing is the example. False, and said,
    /// if there is no picture in a folder.
    bool openPaths(const QStringList& paths);
    /// A file that was dropped in the place of a role.
    void takeFile(Role role, const QString& file);
    /// Files and folders from elsewhere. Two files are a pair; else they are added to a reference of one's
    /// own, if there is one.
    void takeFiles(const QStringList& paths);
    /// Of files that takeFile() or takeFiles() will likely be told of: what they need first is read
    /// meanwhile. None: it will not be told of them.
    void readAhead(const QStringList& paths);
    /// The pair that is shown becomes the newest one, on disk once it has been shown for a moment: who steps
    /// through a list does not wait for the disk.
    void noteRecent();
    void removeMetric(const QString& file);

  Q_SIGNALS:
    void remarked(const QString& remark);  ///< why nothing was opened

  private:
    /// Whether they are added to the reference, rather than opened with one of their own.
    [[nodiscard]] bool areImages(const QStringList& paths) const;
    void chooseFile(Role role);
    void chooseMetric();
    void paste();
    void setMetrics(const QStringList& files);
    void writeRecent();
    void refreshRecent();

    std::pair<QString, std::size_t> noted_;  // reference and length of the list of the latest recent pair
    // To be written once there is rest, in this order; whether it is a step.
    QList<std::pair<RecentPair, bool>> unwritten_;
    QTimer resting_;
    Document& document_;
    SessionActions& sessions_;
    Commands& commands_;
    QWidget* window_;
};

}  // namespace suss
