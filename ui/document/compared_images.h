#pragma once

#include "ui/explained.h"
#include "ui/paint/range.h"
#include "ui/picture.h"
#include "ui/task.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace suss {

struct Loaded;

/// One of the images that are compared with the reference.
struct Candidate {
    Source source;
    std::optional<Likelihoods> likelihoods{};  ///< once it was compared
    qint64 fileBytes = 0;                      ///< 0 if it is in no file
    QString problem{};                         ///< why it cannot be; empty if it can
    std::vector<std::string> notes{};          ///< Image::notes, once it was read
    bool isLocal = false;                      ///< isInFewPlaces(): how many people notice is not known
    /// Upper ends of the ranges that its own maps ask for: of the SUSS map in distances, which stays when
    /// weights change, and of the difference in levels of 255. 0 until it was compared.
    double mapHigh = 0, differenceHigh = 0;

    [[nodiscard]] std::optional<Account> account(const Weighting& weighting) const;  ///< once it was compared
};

/// The images that are compared with the reference: which there are, which is shown, what each was found to
/// be, and those that are still in memory. Those that nobody has looked at are scored in the background.
class ComparedImages : public QObject {
    Q_OBJECT

  public:
    /// An image that was compared, ready to be shown again.
    struct Kept {
        Picture picture;
        Explained explained;
    };

    explicit ComparedImages(QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Candidate>& all() const { return images_; }
    [[nodiscard]] QList<Source> sources() const;
    [[nodiscard]] int current() const { return current_; }  ///< index, or -1
    [[nodiscard]] bool has(int index) const { return index >= 0 && index < int(images_.size()); }
    [[nodiscard]] int indexOf(const Source& source) const;  ///< or -1
    /// The first that can be compared, or -1.
    [[nodiscard]] int firstComparable() const;
    /// The next (1) or previous (-1) one that can be compared in the given order of indices, or -1.
    [[nodiscard]] int next(int from, int direction, const std::vector<int>& order) const;

    void add(const QList<Source>& sources);
    /// Another reference than `before` was read, perhaps with a list of its own. Only images that go with it
    /// stay; none is current.
    void followReference(const Source& before, const Loaded& loaded);
    void remove(int index);
    /// Another image in the place of one: nothing is known of it.
    void replace(int index, const Source& source);
    /// Of these files, which have changed, all but the one that is shown: nothing is known of them any more.
    /// Returns the titles of those that are in the list.
    QStringList readAgain(const QStringList& files, const Source& shown);
    void setProblem(int index, const QString& problem);
    void setCurrent(int index) { current_ = index; }
    /// The current one becomes another; one of the list leaves its own place for it.
    void turnCurrentInto(const Source& source);
    /// This is shown: it is one of the list, and current. With a comparison it stays ready to be shown again.
    void noteShown(const Picture& picture, const Explained& explained);
    /// The range in which the maps of all images can be compared, whichever is shown (commonHigh()); none for
    /// other groups and where there is nothing to compare with.
    [[nodiscard]] std::optional<Range> commonRange(RangeGroup group, const Weighting& weighting) const;
    /// The image, if it is still in memory; null if not. It counts as used just now.
    const Kept* recall(const Source& source);
    /// What is shown was explained anew.
    void keepShown(Kept kept);
    /// Another reference: all numbers are others.
    void forgetNumbers();

    /// Compares the next one of which nothing is known, off the UI thread. False: there is none.
    bool scoreNext(const std::shared_ptr<const Reference>& analysed, const Picture& reference,
                   const Weighting& weighting);
    void cancelScoring() { scoring_.cancel(); }
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const { return scoring_.isRunning() ? &scoring_ : nullptr; }

  Q_SIGNALS:
    void scored();  ///< one of the images, or none if it left the list meanwhile
    void activityChanged();
    void failed(const QString& message);

  private:
    struct Scored {
        Kept kept;
        QString problem;
    };
    enum class Place { First, Behind };
    void keep(Kept kept, Place place);
    void drop(const Source& source);
    void noteScore(const Source& source, Scored result);

    std::vector<Candidate> images_;
    int current_ = -1;
    std::vector<Kept> kept_;  // the one used last comes first
    Task scoring_;
};

}  // namespace suss
