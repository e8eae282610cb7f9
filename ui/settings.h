#pragma once

#include "ui/view_state.h"

#include <QList>
#include <QString>

namespace suss {

// What survives a restart besides the window's geometry, in QSettings.

/// `dark`: what signed maps look like until somebody chooses.
void restoreViewState(ViewState& state, bool dark);
void storeViewState(const ViewState& state, bool dark);

struct RecentPair {
    QString reference, image;
    bool operator==(const RecentPair&) const = default;
};
/// Newest first, at most ten.
QList<RecentPair> recentPairs();
/// `isStep`: it takes the place of the latest, if that has the same reference, as one steps through a list.
void addRecentPair(const RecentPair& pair, bool isStep = false);

/// Files of the metrics that stand beside the score.
QStringList savedMetrics();
void saveMetrics(const QStringList& files);

}  // namespace suss
