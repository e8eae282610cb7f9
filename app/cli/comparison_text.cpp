#include "app/cli/comparison_text.h"

#include "app/cli/terminal.h"
#include "core/explain/in_words.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace suss::cli {

namespace {

std::string textOf(const Rect& rect) {
    return std::to_string(rect.width) + " x " + std::to_string(rect.height) + " at " +
           std::to_string(rect.x) + "," + std::to_string(rect.y);
}

/// Nothing at all is told apart from very little.
std::string amount(double value, int decimals) {
    return value == 0 ? "0" : fixed(value, decimals);
}

/// A part of the distance; there are no parts of nothing.
std::string shareOf(double part, double distance) {
    return distance > 0 ? percent(part / distance) : "-";
}

Table componentTable(const ComparisonReport& report) {
    const Account& account = report.account;
    double largest = std::abs(account.distance);
    for (const ComponentAccount& part : account.components)
        largest = std::max(largest, std::abs(part.contribution));
    const int decimals = decimalsFor(largest);

    std::vector<std::string> header{"component", "contribution", "share", "z^2/n", "of reference", "weight"};
    if (report.region) header.insert(header.end(), {"in region", "share"});
    Table table(std::move(header));
    for (const ComponentAccount& part : account.components) {
        const std::string name(nameOf(part.component));
        std::vector<std::string> row{name,
                                     part.enabled ? amount(part.contribution, decimals) : "off",
                                     part.enabled ? shareOf(part.contribution, account.distance) : "",
                                     fixed(part.meanSquare(), 3),
                                     fixed(part.meanSquareOfReference(), 3),
                                     fixed(part.weight, decimalsFor(part.weight))};
        if (report.region) {
            const double inside = report.region->contributions[indexOf(part.component)];
            row.push_back(part.enabled ? amount(inside, decimals) : "off");
            row.push_back(part.enabled ? shareOf(inside, account.distance) : "");
        }
        table.add(std::move(row));
    }
    return table;
}

}  // namespace

std::string headingOf(const std::string& referencePath, const Image& reference, const ModelInfo& model,
                      const std::string& weightSet) {
    std::ostringstream out;
    out << "reference  " << referencePath << "  (" << reference.width << " x " << reference.height << ", "
        << reference.sourceBits << " bits, " << reference.profile << ")\n"
        << "model      " << model.name << "  (" << model.sha256.substr(0, 12) << ", weights " << weightSet
        << ")\n";
    return out.str();
}

std::string textOf(const ComparisonReport& report) {
    const Account& account = report.account;
    const int decimals = decimalsFor(std::max(std::abs(account.suss), std::abs(account.sussOfReference)));
    const std::vector<Region> places = report.places();
    const std::string noticing = noticingInWords(account, places);
    const std::string movement = movementInWords(account);
    std::ostringstream out;
    out << report.path << '\n'
        << "  SUSS " << fixed(account.suss, decimals) << "   distance " << amount(account.distance, decimals)
        << " from the reference's own " << fixed(account.sussOfReference, decimals) << '\n'
        << (noticing.empty() ? "" : "  " + noticing + '\n')
        << (movement.empty() ? "" : "  " + movement + '\n') << "  " << inWords(account, places) << "\n\n"
        << componentTable(report);

    if (report.region) {
        const double inside = report.region->distance();
        out << "\n  The region of " << textOf(report.region->rect) << " holds " << amount(inside, decimals)
            << " of the distance (" << shareOf(inside, account.distance) << ").\n";
    }
    if (!places.empty()) {
        Table table({"place", "share", "mostly"});
        for (const Region& region : places)
            table.add({textOf(region.rect), percent(region.share), std::string(nameOf(region.leading))});
        out << '\n' << table;
    }
    for (const std::string& note : report.notes) out << "\n  Note: " << note << ".\n";
    const Baselines& baselines = report.baselines;
    out << "\n  PSNR " << (std::isfinite(baselines.psnr) ? fixed(baselines.psnr, 2) + " dB" : "infinite")
        << "   SSIM " << fixed(baselines.ssim, 4) << "   GMSD " << fixed(baselines.gmsd, 4) << '\n';
    return out.str();
}

}  // namespace suss::cli
