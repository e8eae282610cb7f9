#pragma once

#include <QDateTime>
#include <QSize>
#include <QString>

namespace suss {

/// Where a picture comes from. Two equal sources give the same picture.
struct Source {
    enum class Kind { None, File, Example };

    Kind kind = Kind::None;
    QString path;        ///< of a file, absolute
    QDateTime modified;  ///< of a file, when it was opened
    QString distortion;  ///< of the example: key of the distortion, empty for the undistorted picture
    QSize scaledTo;      ///< scaled to this size on loading; empty: as it is

    static Source file(const QString& path);
    static Source example(const QString& distortion = {});

    /// File name, or what the example shows.
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isEmpty() const { return kind == Kind::None; }
    bool operator==(const Source&) const = default;
};

}  // namespace suss
