#include "ui/document/compared_images.h"

#include "core/error.h"
#include "core/explain/places.h"
#include "ui/document/loader.h"

#include <QFileInfo>

#include <algorithm>

namespace suss {
namespace {

// Images that were compared stay ready to be shown as long as they fit into this many bytes; one always does.
constexpr std::size_t kKeptBytes = 1'000'000'000;

// Of an image that was compared, roughly: picture and the comparison's copy (24), screen form (5), planes
// (6), residuals (8), difference (5) and map (5).
constexpr std::size_t kKeptBytesPerPixel = 53;

Candidate candidateFrom(const Source& source) {
    Candidate candidate;
    candidate.source = source;
    if (source.kind == Source::Kind::File) candidate.fileBytes = QFileInfo(source.path).size();
    return candidate;
}

void setScore(Candidate& candidate, const Explained& explained) {
    candidate.likelihoods = likelihoodsOf(*explained.comparison);
    const Account account = accountOf(*candidate.likelihoods, explained.explanation.weighting);
    candidate.isLocal = isInFewPlaces(account, explained.explanation.regions);
    // Once is enough, and a range that stays is what it is for.
    if (candidate.differenceHigh > 0) return;
    candidate.differenceHigh = explained.difference->automatic().high;
    if (account.distance > 0)
        candidate.mapHigh = explained.explanation.map->automatic().high / account.distance;
}

}  // namespace

std::optional<Account> Candidate::account(const Weighting& weighting) const {
    return likelihoods ? std::optional(accountOf(*likelihoods, weighting)) : std::nullopt;
}

ComparedImages::ComparedImages(QObject* parent)
    : QObject(parent), scoring_(QStringLiteral("Comparing the other images")) {
    connect(&scoring_, &Task::changed, this, &ComparedImages::activityChanged);
    connect(&scoring_, &Task::failed, this, &ComparedImages::failed);
}

QList<Source> ComparedImages::sources() const {
    QList<Source> sources;
    for (const Candidate& entry : images_) sources << entry.source;
    return sources;
}

int ComparedImages::indexOf(const Source& source) const {
    const auto found = std::find_if(images_.begin(), images_.end(),
                                    [&](const Candidate& entry) { return entry.source.isSamePlace(source); });
    return found == images_.end() ? -1 : int(found - images_.begin());
}

int ComparedImages::firstComparable() const {
    const auto found = std::find_if(images_.begin(), images_.end(),
                                    [](const Candidate& entry) { return entry.problem.isEmpty(); });
    return found == images_.end() ? -1 : int(found - images_.begin());
}

int ComparedImages::next(int from, int direction, const std::vector<int>& order) const {
    const auto at = std::find(order.begin(), order.end(), from);
    auto place = at == order.end() ? 0 : (at - order.begin()) + direction;
    for (; place >= 0 && place < std::ssize(order); place += direction)
        if (const int index = order[std::size_t(place)]; images_[std::size_t(index)].problem.isEmpty())
            return index;
    return -1;
}

void ComparedImages::add(const QList<Source>& sources) {
    for (const Source& source : sources)
        if (indexOf(source) < 0) images_.push_back(candidateFrom(source));
}

void ComparedImages::followReference(const Source& before, const Loaded& loaded) {
    const Source& reference = loaded.reference.source;
    if (const int index = indexOf(reference); loaded.request.tradesPlaces && index >= 0)
        replace(index, before);
    if (const auto& others = loaded.request.others) {
        images_.clear();
        if (!others->isEmpty()) add(QList<Source>{*loaded.request.image} + *others);
    }
    // The example's images are none of a reference of one's own, nor of one that is still to come.
    const bool isExample = reference.kind == Source::Kind::Example;
    std::erase_if(images_, [&](const Candidate& entry) { return entry.source.isOwn() == isExample; });
    current_ = -1;
}

void ComparedImages::remove(int index) {
    drop(images_[std::size_t(index)].source);
    images_.erase(images_.begin() + index);
    if (index == current_)
        current_ = -1;
    else if (index < current_)
        --current_;
}

void ComparedImages::replace(int index, const Source& source) {
    Candidate& entry = images_[std::size_t(index)];
    drop(entry.source);
    entry = candidateFrom(source);
}

QStringList ComparedImages::readAgain(const QStringList& files, const Source& shown) {
    QStringList titles;
    for (int index = 0; index < int(images_.size()); ++index)
        if (const Source source = images_[std::size_t(index)].source;
            source.isOneOf(files) && !source.isSamePlace(shown)) {
            titles << source.title();
            replace(index, source.again());
        }
    return titles;
}

void ComparedImages::setProblem(int index, const QString& problem) {
    images_[std::size_t(index)].problem = problem;
}

void ComparedImages::turnCurrentInto(const Source& source) {
    if (const int other = indexOf(source); other >= 0 && other != current_)
        remove(current_);
    else
        images_[std::size_t(current_)] = candidateFrom(source);
}

void ComparedImages::noteShown(const Picture& picture, const Explained& explained) {
    if (picture.isEmpty()) return;
    current_ = indexOf(picture.source);
    if (current_ < 0) {
        // One that did not fit and was scaled takes the place of what it was made of.
        Source unscaled = picture.source;
        unscaled.scaledTo = {};
        current_ = indexOf(unscaled);
    }
    if (current_ < 0) {
        current_ = int(images_.size());
        images_.push_back(candidateFrom(picture.source));
    }
    Candidate& entry = images_[std::size_t(current_)];
    if (entry.source != picture.source) replace(current_, picture.source);
    entry.notes = picture.image->notes;
    if (!explained.comparison) return;
    setScore(entry, explained);
    entry.problem.clear();
    keep({picture, explained}, Place::First);
}

const ComparedImages::Kept* ComparedImages::recall(const Source& source) {
    const auto found = std::find_if(kept_.begin(), kept_.end(),
                                    [&](const Kept& entry) { return entry.picture.source == source; });
    if (found == kept_.end()) return nullptr;
    std::rotate(kept_.begin(), found, found + 1);
    return &kept_.front();
}

void ComparedImages::drop(const Source& source) {
    std::erase_if(kept_, [&](const Kept& entry) { return entry.picture.source == source; });
}

void ComparedImages::keepShown(Kept kept) {
    if (has(current_)) setScore(images_[std::size_t(current_)], kept.explained);
    keep(std::move(kept), Place::First);
}

std::optional<Range> ComparedImages::commonRange(RangeGroup group, const Weighting& weighting) const {
    if (group != RangeGroup::Difference && group != RangeGroup::Map) return std::nullopt;
    std::vector<double> resting, moved;
    for (const Candidate& entry : images_) {
        const auto account = entry.account(weighting);
        if (!account) continue;
        const double high =
            group == RangeGroup::Map ? entry.mapHigh * account->distance : entry.differenceHigh;
        if (high > 0) (account->hasMoved() ? moved : resting).push_back(high);
    }
    if ((resting.empty() ? moved : resting).size() < 2) return std::nullopt;
    return Range{0, commonHigh(std::move(resting), std::move(moved))};
}

// What is shown comes first; what was only compared goes behind it, so that it never takes its place.
void ComparedImages::keep(Kept kept, Place place) {
    drop(kept.picture.source);
    const std::size_t pixels = kept.picture.image->rgb.size() / 3;
    kept_.insert(kept_.begin() + (place == Place::Behind && !kept_.empty() ? 1 : 0), std::move(kept));
    // All have the size of the reference.
    const std::size_t most = std::max<std::size_t>(1, kKeptBytes / (kKeptBytesPerPixel * pixels));
    if (kept_.size() > most) kept_.resize(most);
}

void ComparedImages::forgetNumbers() {
    scoring_.cancel();
    kept_.clear();
    for (Candidate& entry : images_) entry = candidateFrom(entry.source);
}

bool ComparedImages::scoreNext(const std::shared_ptr<const Reference>& analysed, const Picture& reference,
                               const Weighting& weighting) {
    const auto next = std::find_if(images_.begin(), images_.end(), [&](const Candidate& entry) {
        return !entry.likelihoods && entry.problem.isEmpty() && &entry - images_.data() != current_;
    });
    if (next == images_.end()) return false;
    scoring_.start(
        [source = next->source, analysed, reference, weighting](const Progress& progress) {
            Scored result;
            try {
                result.kept.picture = loadPicture(source, progress);
                if (result.kept.picture.size() != reference.size())
                    result.problem = unequalSizes(reference, result.kept.picture);
                else
                    result.kept.explained = compareAndExplain(analysed, result.kept.picture.image, weighting);
            } catch (const Error& error) {
                result.problem = QString::fromUtf8(error.what());
            }
            return result;
        },
        [this, source = next->source](Scored result) {
            noteScore(source, std::move(result));
            Q_EMIT scored();
        });
    return true;
}

// The file may have changed or left the list meanwhile.
void ComparedImages::noteScore(const Source& source, Scored result) {
    const int index = indexOf(source);
    if (index < 0 || images_[std::size_t(index)].source != source) return;
    Candidate& entry = images_[std::size_t(index)];
    entry.problem = result.problem;
    if (!result.kept.explained.comparison) return;
    entry.notes = result.kept.picture.image->notes;
    setScore(entry, result.kept.explained);
    keep(std::move(result.kept), Place::Behind);
}

}  // namespace suss
