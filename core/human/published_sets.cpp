#include "core/human/published_sets.h"

#include "core/error.h"
#include "core/human/csv_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <matio.h>
#include <memory>
#include <sstream>

namespace suss {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& where, const std::string& why) {
    throw Error("The data set \"" + where.string() + "\" cannot be used: " + why + ".");
}

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// The files of a folder by lower-case name: the published sets do not keep to one case.
class FilesIn {
  public:
    explicit FilesIn(fs::path folder) : folder_(std::move(folder)) {
        if (!fs::is_directory(folder_)) refuse(folder_, "this folder is missing");
        for (const auto& entry : fs::directory_iterator(folder_))
            files_[lowerCase(entry.path().filename().string())] = entry.path();
    }
    [[nodiscard]] const fs::path& named(const std::string& name) const {
        const auto found = files_.find(lowerCase(name));
        if (found == files_.end()) refuse(folder_, "\"" + name + "\" is missing");
        return found->second;
    }

  private:
    fs::path folder_;
    std::map<std::string, fs::path> files_;
};

/// Lines "5.51429 I01_01_1.bmp": mean opinion score, higher is better; reference and distortion in the name.
Judgments readTid2013(const fs::path& folder) {
    Judgments judgments{"TID2013", {}, {}};
    const FilesIn references(folder / "reference_images"), distorted(folder / "distorted_images");
    std::ifstream lines(folder / "mos_with_names.txt");
    for (std::string line; std::getline(lines, line);) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        std::istringstream fields(line);
        double score = 0;
        std::string name;
        if (!(fields >> score >> name))
            refuse(folder, "mos_with_names.txt has a line that is not a score and a name");
        if (name.size() < 9) refuse(folder, "mos_with_names.txt names \"" + name + "\"");
        const std::string reference = name.substr(0, 3), kind = name.substr(4, 2);
        judgments.ratings.push_back(
            {references.named(reference + ".bmp"), distorted.named(name), -score, kind});
    }
    return judgments;
}

/// Columns dist_img, ref_img, dmos, var. Despite its name that score is higher for better images.
Judgments readKadid(const fs::path& folder) {
    Judgments judgments{"KADID-10k", {}, {}};
    const FilesIn images(folder / "images");
    const fs::path table = folder / "dmos.csv";
    const auto read = [&](auto& rows) {
        for (std::string image, reference, score; rows.read_row(image, reference, score);) {
            const unsigned line = rows.get_file_line();
            if (image.size() < 6)
                refuseTable(table, "line " + std::to_string(line) + " names \"" + image + "\"");
            judgments.ratings.push_back({images.named(reference), images.named(image),
                                         -numberInRow(score, table, line), image.substr(4, 2)});
        }
    };
    readTable(table, 3, read, "dist_img", "ref_img", "dmos");
    return judgments;
}

using MatVariable = std::unique_ptr<matvar_t, decltype(&Mat_VarFree)>;

MatVariable readVariable(const fs::path& file, const char* name) {
    const std::unique_ptr<mat_t, decltype(&Mat_Close)> mat(Mat_Open(file.c_str(), MAT_ACC_RDONLY), Mat_Close);
    if (!mat) refuse(file, "it is not a MATLAB file");
    MatVariable variable(Mat_VarRead(mat.get(), name), Mat_VarFree);
    if (!variable || !variable->data) refuse(file, std::string("it does not hold \"") + name + "\"");
    return variable;
}

std::vector<double> numbersIn(const fs::path& file, const char* name) {
    const MatVariable variable = readVariable(file, name);
    const bool isPlain = variable->class_type == MAT_C_DOUBLE || variable->class_type == MAT_C_UINT8;
    if (!isPlain || variable->isComplex) refuse(file, std::string("\"") + name + "\" does not hold numbers");
    const std::size_t count = variable->nbytes / std::max(1, variable->data_size);
    const auto copied = [&]<typename T>(const T* from) { return std::vector<double>(from, from + count); };
    switch (variable->data_type) {
        case MAT_T_DOUBLE:
            return copied(static_cast<const double*>(variable->data));
        case MAT_T_UINT8:
            return copied(static_cast<const std::uint8_t*>(variable->data));
        default:
            refuse(file, std::string("\"") + name + "\" does not hold numbers");
    }
}

std::vector<std::string> textsIn(const fs::path& file, const char* name) {
    const MatVariable variable = readVariable(file, name);
    if (variable->class_type != MAT_C_CELL) refuse(file, std::string("\"") + name + "\" is not a list");
    const auto* const* cells = static_cast<matvar_t* const*>(variable->data);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < variable->nbytes / sizeof(matvar_t*); ++i) {
        const matvar_t* cell = cells[i];
        // MATLAB's characters are one or two bytes each; file names are plain ASCII.
        if (!cell || !cell->data || cell->class_type != MAT_C_CHAR || cell->data_size < 1 ||
            cell->data_size > 2)
            refuse(file, std::string("\"") + name + "\" does not hold texts");
        std::string text;
        const auto* bytes = static_cast<const char*>(cell->data);
        for (std::size_t at = 0; at < cell->nbytes; at += std::size_t(cell->data_size)) text += bytes[at];
        texts.push_back(std::move(text));
    }
    return texts;
}

/// Five folders of img1.bmp and so on, whose scores stand in one row in this order; higher is worse. `orgs`
/// marks undistorted copies, which have no score.
Judgments readLive(const fs::path& folder) {
    constexpr std::array<std::pair<const char*, int>, 5> kFolders{
        {{"jp2k", 227}, {"jpeg", 233}, {"wn", 174}, {"gblur", 174}, {"fastfading", 174}}};
    Judgments judgments{"LIVE", {}, {}};
    const auto scores = numbersIn(folder / "dmos.mat", "dmos"),
               originals = numbersIn(folder / "dmos.mat", "orgs");
    const auto names = textsIn(folder / "refnames_all.mat", "refnames_all");
    std::size_t expected = 0;
    for (const auto& [kind, count] : kFolders) expected += std::size_t(count);
    for (const std::size_t size : {scores.size(), originals.size(), names.size()})
        if (size != expected)
            refuse(folder,
                   "it should hold " + std::to_string(expected) + " scores, not " + std::to_string(size));
    const FilesIn references(folder / "refimgs");
    std::size_t i = 0;
    for (const auto& [kind, count] : kFolders) {
        const FilesIn images(folder / kind);
        for (int number = 1; number <= count; ++number, ++i)
            if (originals[i] == 0)
                judgments.ratings.push_back({references.named(names[i]),
                                             images.named("img" + std::to_string(number) + ".bmp"), scores[i],
                                             kind});
    }
    return judgments;
}

/// The one number in a .npy file of BAPPS.
double numberIn(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    constexpr std::size_t kPreamble = 10;  // magic, version, length of the header as 16 bits
    if (bytes.size() < kPreamble || !bytes.starts_with("\x93NUMPY\x01"))
        refuse(file, "it is not a .npy file");
    const std::size_t start = kPreamble + std::uint8_t(bytes[8]) + 256 * std::size_t(std::uint8_t(bytes[9]));
    const std::string header = bytes.substr(kPreamble, start - kPreamble);
    const auto read = [&]<typename T>(T value) {
        if (bytes.size() != start + sizeof value) refuse(file, "it does not hold one number");
        std::memcpy(&value, bytes.data() + start, sizeof value);
        return double(value);
    };
    if (header.find("<f4") != std::string::npos) return read(float{});
    if (header.find("<f8") != std::string::npos) return read(double{});
    refuse(file, "it does not hold a float");
}

double shareIn(const fs::path& file) {
    const double share = numberIn(file);
    if (!(share >= 0 && share <= 1)) refuse(file, "its number is not a share between 0 and 1");
    return share;
}

/// Folders that hold `marker` ("judge" or "same"), in order: one kind of distortion each.
std::vector<fs::path> foldersWith(const fs::path& root, const std::string& marker) {
    std::vector<fs::path> folders;
    if (fs::is_directory(root / marker)) folders.push_back(root);
    for (const auto& entry : fs::recursive_directory_iterator(root))
        if (entry.is_directory() && fs::is_directory(entry.path() / marker)) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

std::vector<fs::path> answersIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".npy") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

Judgments readBapps(const std::vector<fs::path>& choices, const std::vector<fs::path>& sameness) {
    Judgments judgments{"BAPPS", {}, {}};
    for (const fs::path& folder : choices) {
        const FilesIn references(folder / "ref"), first(folder / "p0"), second(folder / "p1");
        for (const fs::path& answer : answersIn(folder / "judge")) {
            const std::string name = answer.stem().string() + ".png";
            judgments.preferences.push_back({references.named(name), first.named(name), second.named(name),
                                             shareIn(answer), folder.filename().string()});
        }
    }
    for (const fs::path& folder : sameness) {
        const FilesIn references(folder / "p0"), images(folder / "p1");
        for (const fs::path& answer : answersIn(folder / "same")) {
            const std::string name = answer.stem().string() + ".png";
            judgments.ratings.push_back({references.named(name), images.named(name), 1 - shareIn(answer),
                                         folder.filename().string()});
        }
    }
    return judgments;
}

Judgments readWhicheverItIs(const fs::path& folder) {
    if (fs::exists(folder / "mos_with_names.txt")) return readTid2013(folder);
    if (fs::exists(folder / "dmos.csv")) return readKadid(folder);
    if (fs::exists(folder / "dmos.mat")) return readLive(folder);
    const auto choices = foldersWith(folder, "judge"), sameness = foldersWith(folder, "same");
    if (choices.empty() && sameness.empty())
        refuse(folder,
               "it has the files of none of TID2013, KADID-10k, LIVE and BAPPS; give a CSV table instead");
    return readBapps(choices, sameness);
}

}  // namespace

Judgments readPublishedSet(const fs::path& folder) {
    Judgments judgments;
    try {
        judgments = readWhicheverItIs(folder);
    } catch (const fs::filesystem_error& failure) {
        refuse(folder, "a folder in it cannot be looked at (" + failure.code().message() + ")");
    }
    if (judgments.ratings.empty() && judgments.preferences.empty()) refuse(folder, "it holds no judgments");
    for (const Rating& rating : judgments.ratings)
        if (!std::isfinite(rating.human)) refuse(folder, "it has a score that is not finite");
    return judgments;
}

}  // namespace suss
