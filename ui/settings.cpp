#include "ui/settings.h"

#include <QSettings>

#include <algorithm>

namespace suss {
namespace {

constexpr int kMostRecent = 10;

QString viewKey(int pane) {
    return QStringLiteral("view/pane%1").arg(pane);
}

QString rangeKey(RangeGroup group) {
    return QStringLiteral("view/range-") + keyOf(group);
}

Colormap usualDiverging(bool dark) {
    return dark ? Colormap::DivergingDark : Colormap::DivergingLight;
}

}  // namespace

void restoreViewState(ViewState& state, bool dark) {
    const QSettings settings;
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (const auto kind = viewNamed(settings.value(viewKey(pane)).toString());
            kind && !isOnlyInWindow(*kind))
            state.setView(pane, *kind);
    state.setActivePane(
        std::clamp(settings.value(QStringLiteral("view/active"), 1).toInt(), 0, kPaneCount - 1));
    if (const auto layout = layoutNamed(settings.value(QStringLiteral("view/layout")).toString()))
        state.setLayout(*layout);
    state.setBlinkInterval(settings.value(QStringLiteral("view/blink"), state.blinkInterval()).toInt());
    state.setMapOpacity(settings.value(QStringLiteral("view/mapOpacity"), 1.0).toDouble());
    state.showRegions(settings.value(QStringLiteral("view/regions"), true).toBool());
    state.setListOrder(
        {settings.value(QStringLiteral("view/listOrder"), ListOrder().column).toString(),
         settings.value(QStringLiteral("view/listDescending"), ListOrder().descending).toBool()});
    state.setColormap(usualDiverging(dark));
    for (const QString& key : {QStringLiteral("view/sequential"), QStringLiteral("view/diverging")})
        if (const auto colormap = colormapNamed(settings.value(key).toString())) state.setColormap(*colormap);
    for (std::size_t i = 0; i < kRangeGroupCount; ++i) {
        const QVariantList range = settings.value(rangeKey(RangeGroup(i))).toList();
        if (range.size() == 2)
            state.chooseRange(RangeGroup(i), rangeBetween(range[0].toDouble(), range[1].toDouble()));
    }
}

void storeViewState(const ViewState& state, bool dark) {
    QSettings settings;
    for (int pane = 0; pane < kPaneCount; ++pane) settings.setValue(viewKey(pane), keyOf(state.view(pane)));
    settings.setValue(QStringLiteral("view/active"), state.activePane());
    settings.setValue(QStringLiteral("view/layout"), keyOf(state.layout()));
    settings.setValue(QStringLiteral("view/blink"), state.blinkInterval());
    settings.setValue(QStringLiteral("view/mapOpacity"), state.mapOpacity());
    settings.setValue(QStringLiteral("view/regions"), state.regionsShown());
    settings.setValue(QStringLiteral("view/listOrder"), state.listOrder().column);
    settings.setValue(QStringLiteral("view/listDescending"), state.listOrder().descending);
    settings.setValue(QStringLiteral("view/sequential"), keyOf(state.sequential()));
    if (state.diverging() == usualDiverging(dark))
        settings.remove(QStringLiteral("view/diverging"));
    else
        settings.setValue(QStringLiteral("view/diverging"), keyOf(state.diverging()));
    for (std::size_t i = 0; i < kRangeGroupCount; ++i) {
        if (const auto& range = state.chosenRange(RangeGroup(i)))
            settings.setValue(rangeKey(RangeGroup(i)), QVariantList{range->low, range->high});
        else
            settings.remove(rangeKey(RangeGroup(i)));
    }
}

QList<RecentPair> recentPairs() {
    QSettings settings;
    QList<RecentPair> pairs;
    const int count = settings.beginReadArray(QStringLiteral("recentPairs"));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        pairs << RecentPair{settings.value(QStringLiteral("reference")).toString(),
                            settings.value(QStringLiteral("image")).toString()};
    }
    settings.endArray();
    return pairs;
}

void addRecentPair(const RecentPair& pair, bool isStep) {
    QList<RecentPair> pairs = recentPairs();
    if (isStep && !pairs.isEmpty() && pairs.front().reference == pair.reference) pairs.removeFirst();
    pairs.removeAll(pair);
    pairs.prepend(pair);
    if (pairs.size() > kMostRecent) pairs.resize(kMostRecent);
    QSettings settings;
    settings.beginWriteArray(QStringLiteral("recentPairs"), int(pairs.size()));
    for (int i = 0; i < int(pairs.size()); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("reference"), pairs[i].reference);
        settings.setValue(QStringLiteral("image"), pairs[i].image);
    }
    settings.endArray();
}

QStringList savedMetrics() {
    return QSettings().value(QStringLiteral("metrics")).toStringList();
}

void saveMetrics(const QStringList& files) {
    QSettings().setValue(QStringLiteral("metrics"), files);
}

}  // namespace suss
