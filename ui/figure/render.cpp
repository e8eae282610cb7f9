#include "ui/figure/render.h"

#include "core/error.h"
#include "core/files.h"
#include "core/image/png_text.h"
#include "ui/text.h"

#include <QBuffer>
#include <QFile>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

constexpr auto kRecipeKey = "suss:recipe";
constexpr auto kOpening = "<suss:recipe xmlns:suss=\"urn:suss:figure\">", kClosing = "</suss:recipe>";

QImage rasterOf(const Figure& figure, double dots) {
    QImage paper((figure.plan().size * dots).toSize(), QImage::Format_RGB32);
    if (paper.isNull()) throw Error("The figure would be too large to draw.");
    paper.fill(Qt::white);
    const int dotsPerMetre = int(std::lround(figure.unitsPerInch() * dots / 0.0254));
    paper.setDotsPerMeterX(dotsPerMetre);
    paper.setDotsPerMeterY(dotsPerMetre);
    QPainter painter(&paper);
    painter.setRenderHint(QPainter::TextAntialiasing, true);
    painter.scale(dots, dots);
    figure.draw(painter);
    return paper;
}

QImage rasterOf(const Figure& figure) {
    return rasterOf(figure, figure.dotsPerUnit());
}

QByteArray pngOf(const Figure& figure, const QString& recipe) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!rasterOf(figure).save(&buffer, "PNG")) throw Error("The figure could not be encoded as PNG.");
    return QByteArray::fromStdString(
        withPngText(buffer.data().toStdString(),
                    {{"Software", "suss " SUSS_VERSION}, {kRecipeKey, recipe.toStdString()}}));
}

QByteArray elementOf(const QString& recipe) {
    return kOpening + recipe.toHtmlEscaped().toUtf8() + kClosing;
}

QByteArray svgOf(const Figure& figure, const QString& recipe) {
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(QStringLiteral("SUSS figure"));
    generator.setDescription(QStringLiteral("Made by suss " SUSS_VERSION));
    generator.setResolution(int(std::lround(figure.unitsPerInch())));
    generator.setSize(figure.plan().size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), figure.plan().size));
    {
        QPainter painter(&generator);
        painter.fillRect(QRectF(QPointF(0, 0), figure.plan().size), Qt::white);
        figure.draw(painter);
    }
    QByteArray svg = buffer.data();
    // What QSvgGenerator cannot be told: pixels stay sharp, and where the recipe is.
    svg.replace("<image ", "<image style=\"image-rendering:pixelated\" ");
    svg.replace("</desc>", "</desc>\n<metadata>" + elementOf(recipe) + "</metadata>");
    return svg;
}

QByteArray pdfOf(const Figure& figure, const QString& recipe) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(QStringLiteral("SUSS figure"));
    writer.setCreator(QStringLiteral("suss " SUSS_VERSION));
    writer.setResolution(int(std::lround(figure.unitsPerInch())));
    const QSizeF points = figure.plan().size * 72 / figure.unitsPerInch();
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    // Qt knows pages of whole points only: never smaller than the figure.
    writer.setPageSize(QPageSize(QSizeF(std::ceil(points.width()), std::ceil(points.height())),
                                 QPageSize::Point, QStringLiteral("figure"), QPageSize::ExactMatch));
    writer.setDocumentXmpMetadata(
        "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
        "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        "<rdf:Description rdf:about=\"\">" +
        elementOf(recipe) + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    QPainter painter(&writer);
    if (!painter.isActive()) throw Error("The figure could not be encoded as PDF.");
    painter.setRenderHint(QPainter::LosslessImageRendering, true);
    figure.draw(painter);
    painter.end();
    return buffer.data();
}

QString unescaped(QByteArray text) {
    return QString::fromUtf8(
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"));
}

// Empty if there is none.
QString recipeTextIn(const QByteArray& bytes) {
    if (const auto text = pngText({bytes.constData(), std::size_t(bytes.size())}, kRecipeKey))
        return toQString(*text);
    if (bytes.trimmed().startsWith('{')) return QString::fromUtf8(bytes);
    const qsizetype opening = bytes.indexOf(kOpening);
    const qsizetype from = opening + qsizetype(qstrlen(kOpening));
    const qsizetype to = opening < 0 ? -1 : bytes.indexOf(kClosing, from);
    return to < 0 ? QString() : unescaped(bytes.mid(from, to - from));
}

}  // namespace

FigureFormat formatOf(const std::filesystem::path& file) {
    const std::string ending = endingOf(file);
    if (ending == ".png") return FigureFormat::Png;
    if (ending == ".svg") return FigureFormat::Svg;
    if (ending == ".pdf") return FigureFormat::Pdf;
    throw Error("Figures are PNG, SVG or PDF files: \"" + file.string() +
                "\" does not end in .png, .svg or .pdf.");
}

QImage renderFigure(const FigureInput& input, const FigureOptions& options) {
    return rasterOf(Figure(input, options));
}

FigureSize sizeOf(const Figure& figure) {
    const QSizeF& size = figure.plan().size;
    return {size * 25.4 / figure.unitsPerInch(), (size * figure.dotsPerUnit()).toSize(),
            figure.unitsPerInch() * figure.dotsPerUnit()};
}

QImage previewOf(const Figure& figure, const QSize& most) {
    const QSizeF& size = figure.plan().size;
    return rasterOf(
        figure, std::min({figure.dotsPerUnit(), most.width() / size.width(), most.height() / size.height()}));
}

QByteArray encodeFigure(const Figure& figure, const FigureRecipe& recipe, FigureFormat format) {
    const QString text = toText(recipe);
    if (format == FigureFormat::Svg) return svgOf(figure, text);
    return format == FigureFormat::Pdf ? pdfOf(figure, text) : pngOf(figure, text);
}

void saveFigure(const FigureInput& input, const FigureRecipe& recipe, const std::filesystem::path& file) {
    const FigureFormat format = formatOf(file);
    const QByteArray bytes = encodeFigure(Figure(input, recipe.options), recipe, format);
    writeFile(file, {bytes.constData(), std::size_t(bytes.size())});
}

FigureRecipe readRecipe(const std::filesystem::path& file) {
    QFile source(QString::fromStdString(file.string()));
    if (!source.open(QIODevice::ReadOnly))
        throw Error("The recipe \"" + file.string() + "\" cannot be opened for reading.");
    constexpr qint64 kMostBytes = 1 << 30;  // a figure with its pictures inside
    if (source.size() > kMostBytes)
        throw Error("\"" + file.string() + "\" is too large for a recipe or a figure of suss.");
    const QString text = recipeTextIn(source.read(kMostBytes));
    if (text.isEmpty())
        throw Error("\"" + file.string() + "\" holds no recipe: it is neither one nor a figure of suss.");
    try {
        return recipeIn(text);
    } catch (const Error& error) {
        throw Error("The recipe in \"" + file.string() + "\": " + error.what());
    }
}

}  // namespace suss
