#include "ui/session.h"

#include "core/error.h"
#include "core/files.h"
#include "core/image/exposure.h"
#include "core/image/read.h"
#include "ui/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace suss {
namespace {

constexpr auto kSchema = "suss.session/1";

QJsonObject jsonOf(const Source& source, const QDir& folder) {
    if (source.kind == Source::Kind::Example) return {{QStringLiteral("example"), source.distortion}};
    if (source.kind != Source::Kind::File)
        throw Error("\"" + source.title().toStdString() +
                    "\" is in no file, so a session cannot open it again. Save it and open the file.");
    const QString relative = folder.relativeFilePath(source.path);
    QJsonObject object{
        {QStringLiteral("path"), relative.startsWith(QStringLiteral("..")) ? source.path : relative}};
    if (!source.scaledTo.isEmpty())
        object[QStringLiteral("scaled_to")] = QJsonArray{source.scaledTo.width(), source.scaledTo.height()};
    return object;
}

Source sourceFrom(const QJsonObject& object, const QDir& folder) {
    if (object.contains(QStringLiteral("example")))
        return Source::example(object[QStringLiteral("example")].toString());
    Source source =
        Source::file(QDir::cleanPath(folder.absoluteFilePath(object[QStringLiteral("path")].toString())));
    const QJsonArray size = object[QStringLiteral("scaled_to")].toArray();
    if (size.size() == 2) source.scaledTo = {size[0].toInt(), size[1].toInt()};
    if (std::int64_t{source.scaledTo.width()} * source.scaledTo.height() > ReadOptions().maxPixels)
        throw Error("The session scales \"" + source.title().toStdString() +
                    "\" to more pixels than this program reads.");
    return source;
}

/// Nothing if it is the rectangle of no picture.
std::optional<Rect> rectFrom(const QJsonArray& rect) {
    if (rect.size() != 4) return std::nullopt;
    const Rect read{rect[0].toInt(), rect[1].toInt(), rect[2].toInt(), rect[3].toInt()};
    constexpr int kMost = std::numeric_limits<int>::max();
    const bool isOne = read.x >= 0 && read.y >= 0 && read.width > 0 && read.height > 0 &&
                       read.width <= kMost - read.x && read.height <= kMost - read.y;
    return isOne ? std::optional(read) : std::nullopt;
}

QJsonObject viewOf(const ViewState& state) {
    QJsonArray panes;
    for (int pane = 0; pane < kPaneCount; ++pane) panes << keyOf(state.view(pane));
    QJsonObject ranges;
    for (std::size_t i = 0; i < kRangeGroupCount; ++i)
        if (const auto& range = state.chosenRange(RangeGroup(i)))
            ranges[keyOf(RangeGroup(i))] = QJsonArray{range->low, range->high};
    QJsonObject view{{QStringLiteral("layout"), keyOf(state.layout())},
                     {QStringLiteral("panes"), panes},
                     {QStringLiteral("active"), state.activePane()},
                     {QStringLiteral("divider"), state.divider()},
                     {QStringLiteral("ranges"), ranges},
                     {QStringLiteral("sequential"), keyOf(state.sequential())},
                     {QStringLiteral("diverging"), keyOf(state.diverging())},
                     {QStringLiteral("map_opacity"), state.mapOpacity()},
                     {QStringLiteral("regions"), state.regionsShown()},
                     {QStringLiteral("list_order"), state.listOrder().column},
                     {QStringLiteral("list_descending"), state.listOrder().descending}};
    if (const auto& pinned = state.pinned())
        view[QStringLiteral("pinned")] = QJsonArray{pinned->x(), pinned->y()};
    if (!state.isFit()) {
        view[QStringLiteral("zoom")] = state.zoom();
        view[QStringLiteral("center")] = QJsonArray{state.center().x(), state.center().y()};
    }
    return view;
}

}  // namespace

Session sessionOf(const Document& document, const ViewState& state) {
    Session session;
    session.reference = document.picture(Role::Reference).source;
    for (const Candidate& candidate : document.images()) session.images << candidate.source;
    if (document.current() >= 0) session.images.move(document.current(), 0);
    if (!document.kept().isEmpty()) session.kept = document.kept().source;
    session.exposure = document.exposure();
    session.weightSet = document.weights().set();
    session.weights = document.weighting().weights;
    session.enabled = document.weighting().enabled;
    session.sampling = document.sampler().settings();
    session.marked = document.marked().rect();
    if (!document.painted().mask().isEmpty()) session.painted = document.painted().mask().toPng();
    session.view = viewOf(state);
    return session;
}

QStringList writeSession(const Session& session, const QString& file) {
    const QDir folder = QFileInfo(file).absoluteDir();
    QJsonArray images, weights, enabled;
    QStringList leftOut;
    for (const Source& image : session.images)
        if (image.kind == Source::Kind::Memory)
            leftOut << image.title();
        else
            images << jsonOf(image, folder);
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        weights << session.weights[c];
        enabled << session.enabled[c];
    }
    QJsonObject object{{QStringLiteral("schema"), QString::fromLatin1(kSchema)},
                       {QStringLiteral("reference"), jsonOf(session.reference, folder)},
                       {QStringLiteral("images"), images},
                       {QStringLiteral("exposure"), session.exposure},
                       {QStringLiteral("weight_set"), session.weightSet},
                       {QStringLiteral("weights"), weights},
                       {QStringLiteral("components"), enabled},
                       {QStringLiteral("sample"),
                        QJsonObject{{QStringLiteral("seed"), QString::number(session.sampling.seed)},
                                    {QStringLiteral("number"), session.sampling.number},
                                    {QStringLiteral("strength"), session.sampling.strength}}},
                       {QStringLiteral("view"), session.view}};
    if (session.kept && session.kept->kind != Source::Kind::Memory)
        object[QStringLiteral("kept")] = jsonOf(*session.kept, folder);
    if (const auto& rect = session.marked)
        object[QStringLiteral("rectangle")] = QJsonArray{rect->x, rect->y, rect->width, rect->height};
    // What was painted on an image that is left out says nothing of another one.
    const bool isShownThere = session.images.isEmpty() || session.images.front().kind != Source::Kind::Memory;
    if (!session.painted.isEmpty() && isShownThere)
        object[QStringLiteral("painted")] = QString::fromLatin1(session.painted.toBase64());
    const QByteArray bytes = QJsonDocument(object).toJson();
    writeFile(file.toStdString(), {bytes.constData(), std::size_t(bytes.size())});
    return leftOut;
}

Session readSession(const QString& file) {
    const std::string name = QFileInfo(file).fileName().toStdString();
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        throw Error(name + " cannot be read: " + input.errorString().toStdString() + ".");
    constexpr qint64 kMostBytes = 1 << 26;
    if (input.size() > kMostBytes) throw Error(name + " is too large for a session of this program.");
    const QJsonObject object = QJsonDocument::fromJson(input.read(kMostBytes)).object();
    if (object[QStringLiteral("schema")].toString() != QLatin1String(kSchema))
        throw Error(name + " is not a session of this program.");
    const QDir folder = QFileInfo(file).absoluteDir();
    Session session;
    session.reference = sourceFrom(object[QStringLiteral("reference")].toObject(), folder);
    for (const QJsonValue& image : object[QStringLiteral("images")].toArray())
        session.images << sourceFrom(image.toObject(), folder);
    if (const QJsonValue kept = object[QStringLiteral("kept")]; kept.isObject())
        session.kept = sourceFrom(kept.toObject(), folder);
    session.exposure = std::clamp(object[QStringLiteral("exposure")].toDouble(0), -kMostStops, kMostStops);
    session.weightSet = object[QStringLiteral("weight_set")].toString();
    const QJsonArray weights = object[QStringLiteral("weights")].toArray();
    const QJsonArray enabled = object[QStringLiteral("components")].toArray();
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        session.weights[c] = std::max(0.0, weights[qsizetype(c)].toDouble());
        session.enabled[c] = enabled[qsizetype(c)].toBool(true);
    }
    const QJsonObject sample = object[QStringLiteral("sample")].toObject();
    session.sampling.seed = std::min<std::uint64_t>(
        sample[QStringLiteral("seed")].toString(QStringLiteral("1")).toULongLong(), kMostSeed);
    session.sampling.number = std::clamp(sample[QStringLiteral("number")].toDouble(0), 0.0, 1e6);
    session.sampling.strength = std::clamp(sample[QStringLiteral("strength")].toDouble(1), 0.0, 4.0);
    session.marked = rectFrom(object[QStringLiteral("rectangle")].toArray());
    session.painted = QByteArray::fromBase64(object[QStringLiteral("painted")].toString().toLatin1());
    session.view = object[QStringLiteral("view")].toObject();
    return session;
}

void restoreView(const QJsonObject& view, ViewState& state) {
    const QJsonArray panes = view[QStringLiteral("panes")].toArray();
    for (int pane = 0; pane < std::min(kPaneCount, int(panes.size())); ++pane)
        if (const auto kind = viewNamed(panes[pane].toString())) state.setView(pane, *kind);
    if (const auto layout = layoutNamed(view[QStringLiteral("layout")].toString())) state.setLayout(*layout);
    state.setActivePane(
        std::clamp(view[QStringLiteral("active")].toInt(state.activePane()), 0, kPaneCount - 1));
    state.setDivider(view[QStringLiteral("divider")].toDouble(state.divider()));
    for (const QString& key : {QStringLiteral("sequential"), QStringLiteral("diverging")})
        if (const auto colormap = colormapNamed(view[key].toString())) state.setColormap(*colormap);
    const QJsonObject ranges = view[QStringLiteral("ranges")].toObject();
    for (std::size_t i = 0; i < kRangeGroupCount; ++i) {
        const QJsonArray range = ranges[keyOf(RangeGroup(i))].toArray();
        state.chooseRange(RangeGroup(i), range.size() == 2
                                             ? rangeBetween(range[0].toDouble(), range[1].toDouble())
                                             : std::nullopt);
    }
    state.setMapOpacity(view[QStringLiteral("map_opacity")].toDouble(state.mapOpacity()));
    state.showRegions(view[QStringLiteral("regions")].toBool(state.regionsShown()));
    state.setListOrder({view[QStringLiteral("list_order")].toString(state.listOrder().column),
                        view[QStringLiteral("list_descending")].toBool(state.listOrder().descending)});
    const QJsonArray pinned = view[QStringLiteral("pinned")].toArray();
    const QPointF pixel(pinned[0].toDouble(), pinned[1].toDouble());
    const bool isPixel = pinned.size() == 2 && pixel.x() >= 0 && pixel.x() < state.imageSize().width() &&
                         pixel.y() >= 0 && pixel.y() < state.imageSize().height();
    state.pin(isPixel ? std::optional(pixel) : std::nullopt);
    const QJsonArray center = view[QStringLiteral("center")].toArray();
    if (center.size() == 2 && view[QStringLiteral("zoom")].toDouble() > 0) {
        state.setZoom(view[QStringLiteral("zoom")].toDouble());
        state.lookAt({center[0].toDouble(), center[1].toDouble()});
    } else {
        state.fit();
    }
}

}  // namespace suss
