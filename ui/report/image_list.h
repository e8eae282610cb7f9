#pragma once

#include "ui/document/document.h"
#include "ui/report/report.h"

#include <functional>
#include <optional>
#include <vector>

namespace suss {

/// The images of a window and what they are compared with: everything that a report or a table of them needs,
/// by value. Images are read again one by one, so that a long list costs no memory.
struct ImageList {
    std::shared_ptr<const Reference> reference;
    Source referenceSource;
    std::vector<Picture> images;  ///< of which those that are shown have their pixels
    Weighting weighting;
    ModelInfo model;
    QString weightSet;           ///< as people read it: "people", "people, edited"
    std::optional<Rect> region;  ///< of which each comparison also gives account
};

/// None before the reference is analysed, and without images.
std::optional<ImageList> imageListOf(const Document& document);
/// Whether there is one.
bool hasImageList(const Document& document);

struct NotCompared {
    QString place;    ///< path of the file, or title
    QString problem;  ///< one sentence
};

/// Compares each image and hands it over; nothing is kept afterwards. Throws Cancelled between two images.
std::vector<NotCompared> compareEach(
    const ImageList& list, const std::function<void(const Comparison&, const ComparisonReport&)>& compared,
    const Progress& progress = {});

/// Everything that htmlOf() needs. Throws Error if no image could be compared.
Report reportOf(const ImageList& list, const Progress& progress = {});

struct ListNumbers {
    std::vector<ComparisonReport> reports;
    std::vector<NotCompared> failed;
};
/// Throws Error if no image could be compared.
ListNumbers numbersOf(const ImageList& list, const Progress& progress = {});
/// The document of `suss compare --json`; what could not be compared is in "failed".
std::string jsonOf(const ImageList& list, const ListNumbers& numbers);
/// The table of `suss compare --csv`.
std::string csvOf(const ImageList& list, const ListNumbers& numbers);

}  // namespace suss
