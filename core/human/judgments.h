#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace suss {

/// How different people found an image from its reference, as an opinion score.
struct Rating {
    std::filesystem::path reference, image;
    double human = 0;   ///< higher is worse, in the unit of its study
    std::string group;  ///< kind of distortion, for example; may be empty
};

/// Which of two images people found closer to the reference.
struct Preference {
    std::filesystem::path reference, first, second;
    double shareSecond = 0;  ///< of the people asked, in [0, 1]
    std::string group;
};

/// One data set. Every file that it names was there when it was read.
struct Judgments {
    std::string name;
    std::vector<Rating> ratings;
    std::vector<Preference> preferences;
};

/// Standard deviation of the scores of a set.
double deviationOf(const std::vector<Rating>& ratings);

/// Where scores of one set become shares of people who see one image closer than another, this many of its
/// standard deviations are the unit of the logistic.
inline constexpr double kNoiseOfScores = 0.25;

/// What the numbers of a table mean. Published sets know their own.
enum class HumanSense { HigherIsWorse, HigherIsBetter };

/// Reads a table or a published data set:
/// - a CSV file with the columns reference, image, human and perhaps group; paths relative to the file;
/// - the folder of TID2013 (mos_with_names.txt), KADID-10k (dmos.csv), LIVE release 2 (dmos.mat), or of a
///   split of BAPPS, 2AFC (ref, p0, p1, judge) or JND (p0, p1, same), sub-folders by kind included.
/// `sense` is that of a CSV file. Throws Error naming the file, and the line where there is one.
Judgments readJudgments(const std::filesystem::path& tableOrFolder,
                        HumanSense sense = HumanSense::HigherIsWorse);

/// Two pictures to compare.
struct PicturePair {
    std::filesystem::path reference, image;
};

/// The rows of a CSV file with the columns reference and image, in its order; paths are relative to the file,
/// and need not exist. Other columns do not count, so a table for readJudgments() will do. Throws Error
/// naming the file, and the line where there is one.
std::vector<PicturePair> readPairs(const std::filesystem::path& table);

}  // namespace suss
