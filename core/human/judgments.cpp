#include "core/human/judgments.h"

#include "core/error.h"
#include "core/human/published_sets.h"

#include <cmath>
#include <libfccp/csv.h>

namespace suss {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& table, const std::string& why) {
    throw Error("The table \"" + table.string() + "\" cannot be used: " + why + ".");
}

Judgments readTable(const fs::path& table, HumanSense sense) {
    Judgments judgments{table.stem().string(), {}, {}};
    const fs::path folder = table.parent_path();
    const double sign = sense == HumanSense::HigherIsWorse ? 1 : -1;
    try {
        io::CSVReader<4, io::trim_chars<' ', '\t', '\r'>, io::double_quote_escape<',', '"'>> rows(
            table.string());
        rows.read_header(io::ignore_extra_column | io::ignore_missing_column, "reference", "image", "human",
                         "group");
        for (const char* column : {"reference", "image", "human"})
            if (!rows.has_column(column)) refuse(table, std::string("it has no column \"") + column + "\"");
        std::string reference, image, group;
        for (double human = 0; rows.read_row(reference, image, human, group);) {
            const std::string line = "line " + std::to_string(rows.get_file_line());
            if (!std::isfinite(human)) refuse(table, line + " has a value that is not finite");
            Rating rating{folder / reference, folder / image, sign * human, group};
            for (const fs::path& file : {rating.reference, rating.image})
                if (!fs::is_regular_file(file))
                    refuse(table, line + " names \"" + file.string() + "\", which is not there");
            judgments.ratings.push_back(std::move(rating));
        }
    } catch (const io::error::base& problem) {
        refuse(table, problem.what());
    }
    if (judgments.ratings.empty()) refuse(table, "it has no rows");
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
    if (!fs::exists(tableOrFolder))
        throw Error("There is no table or folder \"" + tableOrFolder.string() + "\".");
    return fs::is_directory(tableOrFolder) ? readPublishedSet(tableOrFolder)
                                           : readTable(tableOrFolder, sense);
}

}  // namespace suss
