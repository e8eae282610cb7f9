#pragma once

#include "core/image/image.h"

#include <QDateTime>
#include <QImage>
#include <QSize>
#include <QString>
#include <QStringList>

#include <memory>

namespace suss {

/// The title of a picture that was scaled to be compared: "photo.png (scaled)".
QString titleOfScaled(const QString& title);

/// Where a picture comes from. Two equal sources give the same picture.
struct Source {
    enum class Kind { None, File, Example, Memory };

    Kind kind = Kind::None;
    QString path;        ///< of a file, absolute
    QDateTime modified;  ///< of a file, when it was opened
    QString distortion;  ///< of the example: key of the distortion, empty for the undistorted picture
    std::shared_ptr<const QImage> pixels;  ///< of a picture in memory that came from elsewhere
    std::shared_ptr<const Image> image;    ///< of one that the program has made
    QString name;                          ///< of a picture in memory, for people
    QSize scaledTo;                        ///< scaled to this size on loading; empty: as it is
    double exposure = 0;                   ///< stops by which it is read brighter

    static Source file(const QString& path);
    static Source memory(const QString& name, const QImage& picture);
    static Source memory(const QString& name, std::shared_ptr<const Image> image);
    static Source example(const QString& distortion = {});

    /// File name, or what the example shows; whether it was scaled.
    [[nodiscard]] QString title() const;
    /// Whether both name the same picture, though a file may have been written anew in between.
    [[nodiscard]] bool isSamePlace(const Source& other) const;
    [[nodiscard]] bool isOneOf(const QStringList& files) const;
    /// A file as it is now; any other source as it is.
    [[nodiscard]] Source again() const;
    /// Somebody's picture, not the built-in example.
    [[nodiscard]] bool isOwn() const { return kind == Kind::File || kind == Kind::Memory; }
    /// Neither built in nor made by the program.
    [[nodiscard]] bool isFromElsewhere() const { return isOwn() && !image; }
    [[nodiscard]] bool isEmpty() const { return kind == Kind::None; }
    bool operator==(const Source&) const = default;
};

/// Files as they are, and in place of a folder the pictures in it (by their names' endings), in the order in
/// which people count.
QStringList picturesOf(const QStringList& paths);
/// "*.png", ...: what a file dialog offers and a folder is searched for.
const QStringList& pictureNameFilters();

}  // namespace suss
