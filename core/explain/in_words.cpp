#include "core/explain/in_words.h"

#include "core/explain/phrases.h"
#include "core/explain/places.h"
#include "core/explain/repair.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <functional>
#include <utility>

namespace suss {
namespace {

constexpr double kDenser = 2.0;  ///< by the density of the picture: a place that is denser than others
constexpr double kNearlyAll = 0.9;
constexpr double kMost = 0.6;
constexpr double kWorthNaming = 0.1;       ///< part of the distance from which a component is named
constexpr double kWorthOffsetting = 0.05;  ///< the same for components that reduce it
constexpr double kCancelling = 0.5;    ///< from here on parts of the distance are best not given in percent
constexpr double kMoreThanAll = 1.05;  ///< share from which the rest of the picture reduces the distance

std::string withName(Component component) {
    return std::string(meaningOf(component)) + " (" + std::string(nameOf(component)) + ")";
}

std::string percent(double fraction) {
    if (fraction < 0.005) return "less than 1 %";
    return std::to_string(std::lround(100 * fraction)) + " %";
}

bool counts(const ComponentAccount& part) {
    return part.enabled && part.weight > 0;
}

bool unchanged(const ComponentAccount& part) {
    return part.mahalanobisSquared == part.mahalanobisSquaredOfReference;
}

/// What became of the subject, in a sentence of its own; empty if nothing that has a name.
std::string sentenceOn(const std::string& subject, const std::string& became) {
    return became.empty() ? became : subject + " " + became + ". ";
}

std::string plainlyOfPart(const std::optional<PlainChange>& change, const std::string& subject) {
    return change ? sentenceOn(subject, inFewWords(*change)) : std::string();
}

/// The same of the picture, or of the place that holds most where the change is none of the whole picture.
std::string plainly(const Account& account, const std::vector<Region>& regions) {
    if (isInFewPlaces(account, regions)) return plainlyOfPart(regions.front().change, "Place 1");
    if (!account.change) return {};
    return sentenceOn(account.hasMoved() ? "Moved back, the picture" : "The picture",
                      inWords(*account.change));
}

/// Why there is no distance to speak of; empty if there is one. `same` are the names of what counts and is
/// unchanged.
std::string withoutDistance(const Account& account, const std::vector<std::string>& same, bool isOfPart) {
    const std::string subject = isOfPart ? "Here the pictures" : "The pictures";
    const auto& parts = account.components;
    std::vector<std::string> counted;
    for (const ComponentAccount& part : parts)
        if (counts(part)) counted.emplace_back(meaningOf(part.component));
    if (counted.empty())
        return "No component counts: all are switched off or have weight 0, so there is no distance.";
    if (std::all_of(parts.begin(), parts.end(), unchanged))
        return subject + " are the same: the distance is 0.";
    if (same.size() == counted.size())
        return subject + " are the same in all that counts here (" + listed(counted) +
               "): the distance is 0.";
    if (account.distance > 0) return {};
    char distance[32];
    std::snprintf(distance, sizeof distance, "%.3g", account.distance);
    return std::string(isOfPart ? "Here the model" : "The model") +
           " holds the image to be at least as likely as the reference itself: " +
           (isOfPart ? "its" : "the") + " distance is " + distance + ".";
}

std::vector<std::string> unchangedOf(const Account& account) {
    std::vector<std::string> same;
    for (const ComponentAccount& part : account.components)
        if (counts(part) && unchanged(part)) same.emplace_back(meaningOf(part.component));
    return same;
}

std::string begun(std::string sentence) {
    sentence.front() = char(std::toupper(sentence.front()));
    return sentence;
}

/// Which components the distance is made of.
std::string composition(const Account& account, const std::string& whole = "the distance") {
    std::vector<const ComponentAccount*> parts;
    for (const ComponentAccount& part : account.components)
        if (counts(part)) parts.push_back(&part);
    std::stable_sort(parts.begin(), parts.end(),
                     [](auto* a, auto* b) { return a->contribution > b->contribution; });
    const auto fraction = [&](const ComponentAccount* part) { return part->contribution / account.distance; };

    std::vector<std::string> named, shares, reducing, reducingShares;
    double reduced = 0;
    for (const ComponentAccount* part : parts) {
        const std::string name = withName(part->component);
        if (fraction(part) >= kWorthNaming) {
            named.push_back(name);
            shares.push_back(name + " (" + percent(fraction(part)) + ")");
        } else if (fraction(part) <= -kWorthOffsetting) {
            reducing.push_back(name);
            reducingShares.push_back(name + " (" + percent(-fraction(part)) + ")");
            reduced -= fraction(part);
        }
    }
    if (reduced >= kCancelling)
        return begun(whole) + " is what " + listed(named) + (named.size() > 1 ? " add" : " adds") +
               " less what " + listed(reducing) + (reducing.size() > 1 ? " take" : " takes") + " away";
    if (!reducing.empty())
        return begun(whole) + " is made of " + listed(shares) + ", reduced by " + listed(reducingShares);

    const std::string leading = withName(parts.front()->component);
    if (std::all_of(parts.begin() + 1, parts.end(), [](auto* part) { return part->contribution == 0; }))
        return "All of " + whole + " is " + leading;
    if (fraction(parts.front()) >= kNearlyAll) return "Nearly all of " + whole + " is " + leading;
    if (fraction(parts.front()) < kMost) return begun(whole) + " is made of " + listed(shares);
    return "Most of " + whole + " is " + shares.front() +
           (shares.size() > 1 ? ", then " + listed({shares.begin() + 1, shares.end()}) : "");
}

/// A word only where it is near: the shares of the places stand beside it and can be added up.
std::string partOfIt(double share) {
    constexpr double kNear = 0.025;
    constexpr std::pair<double, const char*> kFractions[] = {{1.0 / 4, "a quarter"},
                                                             {1.0 / 3, "a third"},
                                                             {1.0 / 2, "half"},
                                                             {2.0 / 3, "two thirds"},
                                                             {3.0 / 4, "three quarters"}};
    if (share >= 0.95) return "nearly all of it";
    for (const auto& [fraction, word] : kFractions)
        if (std::abs(share - fraction) <= kNear) return std::string("about ") + word + " of it";
    return percent(share) + " of it";
}

std::string nameOfPlace(std::size_t index) {
    return "place " + std::to_string(index + 1);
}

/// "place 2 (12 %)": the places that are denser and hold enough to be worth a visit.
std::vector<std::string> denserPlaces(const Account& account, const std::vector<Region>& regions) {
    std::vector<std::string> places;
    for (std::size_t i = 0; i < regions.size(); ++i)
        if (densityOf(regions[i], account) >= kDenser && regions[i].share >= kWorthNaming)
            places.push_back(nameOfPlace(i) + " (" + percent(regions[i].share) + ")");
    return places;
}

/// How much of it lies in how few places. Shares are always those of all places that are listed.
std::string concentration(const Account& account, const std::vector<Region>& regions) {
    const auto [share, area] = partIn(regions, account);
    if (regions.empty()) return "spread over the picture";
    const std::string places =
        regions.size() == 1 ? "one place that covers" : std::to_string(regions.size()) + " places that cover";
    const std::string where = places + " " + percent(area) + " of the picture";
    if (share > kMoreThanAll) return "raised in " + where + " and reduced elsewhere";
    if (share >= kDenser * area && share >= kWorthNaming) return partOfIt(share) + " in " + where;
    const auto striking = strikingPlace(account, regions);
    std::string words = "spread over the picture";
    if (const auto denser = denserPlaces(account, regions); !denser.empty())
        words += ", more densely in " + listed(denser);
    if (striking && regions[*striking].share < kWorthNaming)
        words += "; " + nameOfPlace(*striking) + " (" + percent(regions[*striking].share) + ") is " +
                 std::to_string(std::lround(densityOf(regions[*striking], account))) +
                 " times as dense as the average";
    return words;
}

/// How much of the difference between the pictures is taken back on a walk: the sum over a rectangle, of the
/// parts that are gone and of all.
struct TakenBack {
    double gone = 0, all = 0;
};

TakenBack takenBack(const Comparison& comparison, const RepairFrame& frame, const Rect& rect) {
    const Image &image = *comparison.image, &reference = *comparison.reference->image;
    TakenBack sum;
    for (int y = rect.y; y < rect.y + rect.height; ++y)
        for (int x = rect.x; x < rect.x + rect.width; ++x) {
            double difference = 0;
            for (int channel = 0; channel < 3; ++channel)
                difference += std::abs(image.row(y)[3 * x + channel] - reference.row(y)[3 * x + channel]);
            sum.all += difference;
            sum.gone += difference * frame.alpha[std::size_t(y) * image.width + x] / 65535;
        }
    return sum;
}

/// "place 2", if much more of what is taken back lies in one place than its size would give it.
std::string placeTakenBack(const Comparison& comparison, const Weighting& weighting, const RepairFrame& frame,
                           double gone) {
    constexpr double kWorthAPlace = 0.3;
    const std::vector<Region> regions =
        denserRegions(rankedRegions(comparison, weighting), accountOf(comparison, weighting));
    const double pixels = double(comparison.image->width) * comparison.image->height;
    std::string name;
    double largest = kWorthAPlace;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        Region moved = regions[i];
        moved.share = takenBack(comparison, frame, moved.rect).gone / gone;
        if (moved.share < largest || densityOf(moved, pixels) < kDenser) continue;
        largest = moved.share;
        name = partOfIt(moved.share) + " in " + nameOfPlace(i);
    }
    return name.empty() ? "all over the picture" : name;
}

}  // namespace

std::string movementInWords(const Account& account) {
    if (account.unweighedMovement)
        return "The picture as a whole has moved (" + inWords(*account.unweighedMovement) +
               "). What that counts for is not known for these weights: the distance is of the picture as it "
               "lies.";
    if (!account.movement) return {};
    const MovementAccount& movement = *account.movement;
    char distances[96];
    std::snprintf(distances, sizeof distances, "its distance is %.3g, and having moved counts for %.2g more",
                  movement.remaining, movement.cost);
    return "The picture as a whole has moved (" + inWords(movement.parts) + "). Moved back, " + distances +
           ".";
}

std::string noticingInWords(const Account& account, const std::vector<Region>& regions) {
    if (!account.noticeable || !(account.distance > 0)) return {};
    if (isInFewPlaces(account, regions))
        return "Much of the change is in a small part: how many people would notice that is not known. "
               "All over the picture, as large a change would be noticed by about " +
               percentOfPeople(account.noticeable->probability) + " of people.";
    std::string words = inWords(*account.noticeable);
    if (const auto striking = strikingPlace(account, regions); striking && !account.movement)
        words += " That is of the picture as a whole: " + nameOfPlace(*striking) +
                 " stands out and may be noticed by itself.";
    return words;
}

std::string inWords(const Account& account, const std::vector<Region>& regions) {
    const std::vector<std::string> same = unchangedOf(account);
    if (std::string words = withoutDistance(account, same, false); !words.empty()) return words;
    std::string composed = composition(account);
    if (account.hasMoved()) {
        composed.front() = char(std::tolower(composed.front()));
        composed = "As it lies, " + composed;
    }
    std::string sentence = plainly(account, regions) + composed + ", " + concentration(account, regions);
    if (!same.empty()) sentence += "; " + listed(same) + (same.size() > 1 ? " are" : " is") + " unchanged";
    return sentence + ".";
}

std::string partInWords(const Account& account) {
    const std::string without = withoutDistance(account, unchangedOf(account), true);
    return without.empty()
               ? plainlyOfPart(account.change, "This part") + composition(account, "its distance") + "."
               : without;
}

std::string firstInWords(const Comparison& comparison, const Weighting& weighting, const Repair& repair) {
    const RepairFrame &start = repair.frames.front(), &end = repair.frames.back();
    if (!(start.distance > end.distance)) return {};
    const RepairFrame& half = *std::find_if(
        repair.frames.begin(), repair.frames.end(),
        [&](const auto& frame) { return frame.distance <= 0.5 * (start.distance + end.distance); });
    const TakenBack whole = takenBack(comparison, half, {0, 0, repair.width, repair.height});
    const double gain = start.distance - half.distance;
    std::vector<std::pair<double, Component>> parts;
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        parts.emplace_back((start.contributions[c] - half.contributions[c]) / gain, component);
    }
    std::ranges::sort(parts, std::greater{}, [](const auto& part) { return part.first; });
    std::vector<std::string> named;
    for (const auto& [share, component] : parts)
        if (share >= kWorthNaming) named.push_back(withName(component) + " (" + percent(share) + ")");
    return "To win back " + percent(gain / (start.distance - end.distance)) + " of the distance, " +
           percent(whole.gone / whole.all) + " of the difference has to be put right, " +
           placeTakenBack(comparison, weighting, half, whole.gone) + "; what is gained is " +
           (parts.front().first >= kNearlyAll ? "nearly all " + withName(parts.front().second)
                                              : listed(named)) +
           ".";
}

}  // namespace suss
