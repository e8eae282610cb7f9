#include "core/human/judgments.h"

#include "core/error.h"
#include "core/files.h"
#include "core/human/csv_table.h"
#include "core/human/published_sets.h"

#include <cmath>

namespace suss {

namespace fs = std::filesystem;

namespace {

Judgments readRatings(const fs::path& table, HumanSense sense) {
    Judgments judgments{table.stem().string(), {}, {}};
    const fs::path folder = table.parent_path();
    const double sign = sense == HumanSense::HigherIsWorse ? 1 : -1;
    const auto read = [&](auto& rows) {
        for (std::string reference, image, human, group; rows.read_row(reference, image, human, group);) {
            const unsigned line = rows.get_file_line();
            Rating rating{folder / reference, folder / image, sign * numberInRow(human, table, line), group};
            for (const fs::path& file : {rating.reference, rating.image})
                if (std::error_code failure; !fs::is_regular_file(file, failure))
                    refuseTable(table, "line " + std::to_string(line) + " names \"" + file.string() +
                                           "\", which is not there");
            judgments.ratings.push_back(std::move(rating));
        }
    };
    readTable(table, 3, read, "reference", "image", "human", "group");
    if (judgments.ratings.empty()) refuseTable(table, "it has no rows");
    return judgments;
}

}  // namespace

double deviationOf(const std::vector<Rating>& ratings) {
    double sum = 0, squares = 0;
    for (const Rating& rating : ratings) {
        sum += rating.human;
        squares += rating.human * rating.human;
    }
    const auto n = double(ratings.size());
    return std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)));
}

Judgments readJudgments(const fs::path& tableOrFolder, HumanSense sense) {
    std::error_code failure;
    const auto status = fs::status(tableOrFolder, failure);
    if (!fs::exists(status))
        throw Error("The table or folder \"" + tableOrFolder.string() +
                    "\" cannot be used: " + whyNotThere(failure) + '.');
    return fs::is_directory(status) ? readPublishedSet(tableOrFolder) : readRatings(tableOrFolder, sense);
}

std::vector<PicturePair> readPairs(const fs::path& table) {
    std::vector<PicturePair> pairs;
    const fs::path folder = table.parent_path();
    const auto read = [&](auto& rows) {
        for (std::string reference, image; rows.read_row(reference, image);)
            pairs.push_back({folder / reference, folder / image});
    };
    readTable(table, 2, read, "reference", "image");
    if (pairs.empty()) refuseTable(table, "it has no rows");
    return pairs;
}

}  // namespace suss
