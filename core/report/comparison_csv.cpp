#include "core/report/comparison_csv.h"

#include "core/explain/places.h"
#include "core/report/exact.h"

namespace suss {

namespace {

/// Quoted where the text could be taken for more than one cell.
std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char character : text) quoted += character == '"' ? "\"\"" : std::string(1, character);
    return quoted + '"';
}

}  // namespace

std::string csvHeader() {
    std::string line = "reference,image,model,sha256,weights,suss,suss_of_reference,distance";
    for (const Component component : kComponents) {
        const std::string name(nameOf(component));
        line += ',' + name + "_contribution," + name + "_mahalanobis_squared_per_variable";
    }
    return line + ",psnr,ssim,gmsd,noticeable,noticeable_low,noticeable_high,notes\n";
}

std::string csvRow(const std::string& referencePath, const ModelInfo& model, const std::string& weightSet,
                   const ComparisonReport& report) {
    const Account& account = report.account;
    std::string line = cell(referencePath) + ',' + cell(report.path) + ',' + cell(model.name) + ',' +
                       model.sha256 + ',' + cell(weightSet);
    const auto add = [&line](double value) { line += ',' + exact(value); };
    add(account.suss);
    add(account.sussOfReference);
    add(account.distance);
    for (const ComponentAccount& part : account.components) {
        add(part.contribution);
        add(part.meanSquare());
    }
    add(report.baselines.psnr);
    add(report.baselines.ssim);
    add(report.baselines.gmsd);
    const auto& noticeable = account.noticeable;
    if (noticeable && !isInFewPlaces(account, report.regions)) {
        add(noticeable->probability);
        add(noticeable->low);
        add(noticeable->high);
    } else {
        line += ",,,";
    }
    std::string notes;
    for (const std::string& note : report.notes) notes += (notes.empty() ? "" : "; ") + note;
    line += ',' + cell(notes);
    return line + '\n';
}

}  // namespace suss
