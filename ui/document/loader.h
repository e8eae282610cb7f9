#pragma once

#include "ui/document/file_watch.h"
#include "ui/document/message.h"
#include "ui/explained.h"
#include "ui/picture.h"
#include "ui/task.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <optional>

namespace suss {

/// What is to be read.
struct LoadRequest {
    std::optional<Source> reference, image;
    std::optional<QList<Source>> others;  ///< with a new reference: the list of images but for the first
    std::optional<double> exposure;       ///< of these and, once they are there, all that is opened
    QString remark;                       ///< to be said when it is there
    /// The reference is one of the list, and the one that it replaces takes its place there.
    bool tradesPlaces = false;
};

/// What is shown, of those of its files that have changed.
LoadRequest changedOf(const QStringList& files, const Source& reference, const Source& image);
QString readAgainInWords(const QStringList& titles);

/// What is likely to be opened next.
struct Likely {
    std::optional<Source> reference, image;
    bool operator==(const Likely&) const = default;
};

/// What is open meanwhile: what is read has to fit to it.
struct Present {
    Picture reference, image;
    std::shared_ptr<const Reference> analysed;
    Weighting weighting;
};

/// What came of it: pictures that could be read, and at most one thing to say.
struct Loaded {
    LoadRequest request;
    Picture reference, image;    ///< empty: not asked for, or not readable
    Explained explained;         ///< when the reference was analysed already
    bool dropImage = false;      ///< the image that was shown cannot be compared with the new reference
    bool leavesExample = false;  ///< a picture of one's own is not compared with the example's reference
    Picture unequal;             ///< of another size than the reference, if any
    QString error;
};

/// What to say of it where `present` is the reference up to now: what went wrong, or else the remark that was
/// asked for.
Message messageOf(const Loaded& loaded, const Picture& present);
/// The image that `error` speaks of; empty: it speaks of none.
Source refusedImage(const Loaded& loaded);

/// Reads pictures off the UI thread, the newest request overtaking others, and tells when their files were
/// written anew.
class Loader : public QObject {
    Q_OBJECT

  public:
    explicit Loader(QObject* parent = nullptr);
    void load(const LoadRequest& request, const Present& present);
    void cancel() { loading_.cancel(); }
    /// Reads it for the load to come, in place of what was likely before. What cannot be read is left to
    /// load(), which says why.
    void readAhead(const Likely& likely);
    [[nodiscard]] const Likely& likely() const { return likely_; }
    /// Those of them that are files; they replace what was watched before.
    void watch(const QList<Source>& sources);

    [[nodiscard]] bool isLoading() const { return loading_.isRunning(); }
    /// The image that is being read, if any.
    [[nodiscard]] Source aim() const { return isLoading() ? request_.image.value_or(Source()) : Source(); }
    /// The exposure at which everything is being read, if that changes.
    [[nodiscard]] std::optional<double> exposure() const {
        return isLoading() ? request_.exposure : std::nullopt;
    }
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const { return isLoading() ? &loading_ : nullptr; }

  Q_SIGNALS:
    void loaded(const suss::Loaded& loaded);
    /// Of a load that is likely to come.
    void referenceRead(const std::shared_ptr<const suss::Image>& reference);
    /// Never while something is being read: a change does not overtake what somebody has asked for.
    void filesChanged(const QStringList& files);
    void activityChanged();
    void failed(const QString& message);

  private:
    void tellChanges(const QStringList& files);
    void readImageAhead();

    FileWatch watch_;
    QStringList changedFiles_;  // while something is being read
    LoadRequest request_;
    Likely likely_;
    QList<Picture> ahead_;  // of what is likely
    Task loading_, readingAhead_;
};

}  // namespace suss
