#include "ui/readings.h"

#include "core/error.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace suss {

QString UserMetric::name() const {
    return QFileInfo(file_).completeBaseName();
}

double UserMetric::operator()(const Image& reference, const Image& image) const {
    const std::scoped_lock lock(mutex_);
    if (!script_) script_ = ScriptMetric::load(file_.toStdString());
    return (*script_)(reference, image);
}

Readings readingsOf(const Image& reference, const Image& image, const Comparison* comparison,
                    const UserMetrics& metrics, std::optional<Readings> known) {
    Readings measured = known ? std::move(*known) : Readings{baselinesOf(reference, image), {}, {}};
    std::vector<Readings::Other> before = std::exchange(measured.others, {});
    for (const auto& metric : metrics) {
        const auto old = std::find_if(before.begin(), before.end(),
                                      [&](const auto& other) { return other.file == metric->file(); });
        if (old != before.end()) {
            measured.others.push_back(*old);
            continue;
        }
        Readings::Other& other =
            measured.others.emplace_back(Readings::Other{metric->file(), metric->name(), 0, {}});
        try {
            other.value = (*metric)(reference, image);
        } catch (const Error& error) {
            other.problem = QString::fromUtf8(error.what());
        }
    }
    if (!comparison || measured.quantiles) return measured;
    auto& quantiles = measured.quantiles.emplace();
    for (std::size_t c = 0; c < kComponentCount; ++c)
        quantiles[c] = quantilesOf(comparison->whitened.residuals[c].values);
    return measured;
}

}  // namespace suss
