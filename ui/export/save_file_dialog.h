#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace suss {

/// Where something is to be saved.
struct SaveQuestion {
    QString title;
    QStringList filters;  ///< "TIFF, 32-bit float (*.tif)"; the chosen one gives the ending
    QString name;         ///< that is proposed
    QString folder;       ///< empty: the last one
};
/// Asks without blocking and calls `save` with the file that was chosen.
void askWhereToSave(QWidget* parent, const SaveQuestion& question,
                    const std::function<void(const QString& file)>& save);

}  // namespace suss
