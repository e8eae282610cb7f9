#include "ui/report/report_pictures.h"

#include "core/error.h"
#include "core/explain/relevance_map.h"
#include "core/image/reshape.h"
#include "core/sha256.h"
#include "ui/paint/map_painter.h"
#include "ui/paint/qt_image.h"
#include "ui/paint/range.h"
#include "ui/text.h"

#include <QBuffer>
#include <QFileInfo>
#include <opencv2/imgproc.hpp>
#include <qfloat16.h>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

constexpr int kThumbnailSide = 144;
constexpr int kLosslessPixels = 160'000;  ///< larger pictures are JPEG files: sixteen times smaller

bool isLossless(int width, int height) {
    return qint64(width) * height <= kLosslessPixels;
}

QByteArray dataUri(const QImage& picture) {
    const bool lossless = isLossless(picture.width(), picture.height());
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!picture.save(&buffer, lossless ? "PNG" : "JPEG", lossless ? -1 : 90))
        throw Error("A picture of the report cannot be encoded: Qt's image plugins are missing.");
    return (lossless ? "data:image/png;base64," : "data:image/jpeg;base64,") + bytes.toBase64();
}

QSize fitted(int width, int height, int longestSide) {
    const double factor = std::min(1.0, double(longestSide) / std::max(width, height));
    return {std::max(1, int(std::lround(width * factor))), std::max(1, int(std::lround(height * factor)))};
}

QImage scaledPicture(const Image& image, const QSize& size) {
    return size == QSize(image.width, image.height) ? toScreen(image)
                                                    : toScreen(resized(image, size.width(), size.height()));
}

Map scaledMap(const Map& map, const QSize& size) {
    Map scaled(size.width(), size.height());
    const cv::Mat from(map.height, map.width, CV_32F, const_cast<float*>(map.values.data()));
    cv::Mat to(scaled.height, scaled.width, CV_32F, scaled.values.data());
    cv::resize(from, to, to.size(), 0, 0, cv::INTER_AREA);
    return scaled;
}

PackedMap packed(Map map) {
    PackedMap packed;
    packed.width = map.width;
    packed.height = map.height;
    for (const float value : map.values) packed.scale = std::max(packed.scale, std::abs(double(value)));
    if (packed.scale > 0)
        for (float& value : map.values) value = float(value / packed.scale);
    std::vector<qfloat16> halves(map.values.size());
    qFloatToFloat16(halves.data(), map.values.data(), qsizetype(halves.size()));
    packed.halves =
        qCompress(reinterpret_cast<const uchar*>(halves.data()), qsizetype(halves.size() * sizeof(qfloat16)));
    return packed;
}

Map unpacked(const PackedMap& packed) {
    const QByteArray bytes = qUncompress(packed.halves);
    Map map(packed.width, packed.height);
    qFloatFromFloat16(map.values.data(), reinterpret_cast<const qfloat16*>(bytes.constData()),
                      qsizetype(map.values.size()));
    for (float& value : map.values) value = float(value * packed.scale);
    return map;
}

}  // namespace

bool ReportPicture::isShownLossless() const {
    return isLossless(shownWidth, shownHeight);
}

ReportPicture reportPictureOf(const Image& image, const QString& path, int longestSide) {
    ReportPicture picture;
    const QFileInfo file(path);
    picture.name = file.fileName();
    if (file.exists()) {
        picture.path = path;
        picture.sha256 = QString::fromStdString(sha256Of(path.toStdString()));
        picture.fileBytes = file.size();
    }
    picture.width = image.width;
    picture.height = image.height;
    picture.bits = image.sourceBits;
    picture.profile = toQString(image.profile);
    picture.notes = image.notes;
    const QSize size = fitted(image.width, image.height, longestSide);
    picture.shownWidth = size.width();
    picture.shownHeight = size.height();
    picture.picture = dataUri(scaledPicture(image, size));
    picture.thumbnail = dataUri(scaledPicture(image, fitted(image.width, image.height, kThumbnailSide)));
    return picture;
}

PackedMap packedMapOf(const WhitenedPair& pair, const Weighting& weighting, const QSize& size) {
    const Map map = localDistance(pair, weighting);
    PackedMap small = packed(scaledMap(map, size));
    small.range = automaticRange(map).high;
    return small;
}

QByteArray dataUri(const PackedMap& map, const MapStyle& style) {
    return dataUri(paintMap(unpacked(map), style));
}

}  // namespace suss
