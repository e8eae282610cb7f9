// The figure: where its parts go, and that they are there.

#include "tests/ui/support/window_fixture.h"
#include "ui/figure/layout.h"
#include "ui/figure/render.h"
#include "ui/paint/color_scale.h"

#include <QColorSpace>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace suss {

using test::CountedAnalysis;
using test::openAndWait;
using test::PictureFiles;
using test::ScratchFolder;

class FigureTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PictureFiles> files_;
    FigureInput input_;

    static bool hasInk(const QImage& image, const QRect& where) {
        for (int y = where.top(); y <= where.bottom(); ++y)
            for (int x = where.left(); x <= where.right(); ++x)
                if (qGray(image.pixel(x, y)) < 100) return true;
        return false;
    }

  private Q_SLOTS:
    void initTestCase() {
        files_ = std::make_unique<PictureFiles>();
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        input_ = figureInputOf(document.comparison(), document.weighting(), QStringLiteral("reference.png"),
                               QStringLiteral("blemished.png"));
        input_.modelName = QStringLiteral("default");
    }

    // Every part of every panel and the caption.
    static std::vector<QRectF> partsOf(const FigurePlan& plan) {
        std::vector<QRectF> parts;
        const auto add = [&](const QRectF& part) {
            if (!part.isEmpty()) parts.push_back(part);
        };
        for (const PanelPlace& place : plan.panels) {
            add(place.title);
            add(place.content);
            add(place.scale);
            for (const QRectF& inset : place.insets) add(inset);
        }
        add(plan.caption);
        return parts;
    }

    // Empty if all is well.
    static QString trouble(const FigurePlan& plan) {
        constexpr qreal kRounding = 1e-6;
        const QRectF paper = QRectF(QPointF(0, 0), plan.size).adjusted(-kRounding, -kRounding, 0.5, 0.5);
        const std::vector<QRectF> parts = partsOf(plan);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!paper.contains(parts[i])) return QStringLiteral("part %1 is clipped").arg(i);
            const QRectF inner = parts[i].adjusted(kRounding, kRounding, -kRounding, -kRounding);
            for (std::size_t j = 0; j < i; ++j)
                if (inner.intersects(parts[j]))
                    return QStringLiteral("parts %1 and %2 overlap").arg(j).arg(i);
        }
        return {};
    }

    void panelsDoNotOverlapAndLieOnThePaper() {
        for (int count = 1; count <= 12; ++count)
            for (int columns = 1; columns <= count; ++columns) {
                std::vector<PanelSize> sizes;
                for (int i = 0; i < count; ++i) {
                    PanelSize size{20, QSizeF(300 + 10 * i, 200)};
                    if (i % 2 == 0) size.scale = 40;
                    if (i % 3 == 0) size.insets = {QSizeF(120, 90), QSizeF(100, 150)};
                    if (i % 5 == 4) size = {40, QSizeF(300, 420), {}, 0, 2};
                    sizes.push_back(size);
                }
                const FigurePlan plan = layOutFigure(sizes, columns, {});
                QCOMPARE(plan.panels.size(), std::size_t(count));
                QVERIFY2(trouble(plan).isEmpty(), qPrintable(trouble(plan)));
            }
    }

    // On paper, with every kind of panel, in units of which every one is the same for PNG, SVG and PDF.
    void nothingOverlapsInPrint() {
        const std::vector<FigurePanel> kinds =
            panelsNamed(QStringLiteral("reference,map,components,whitened:Y1,samples,image,difference,spread:"
                                       "Cb,ssim,mean,sample,whitened:Cr"));
        FigureInput input = input_;
        input.referenceTitle =
            QStringLiteral("a_rather_long_name_of_a_file_without_any_space_in_it-0123456789.tiff");
        for (const double width : {kOneColumnMm, kTwoColumnsMm})
            for (std::size_t count = 1; count <= kinds.size(); ++count)
                for (const int columns : {0, 1, 2, 3, 4, width > 100 ? 6 : 1})
                    for (const std::size_t insets : {0, 1, 3}) {
                        FigureOptions options;
                        options.widthMm = width;
                        options.panels.assign(kinds.begin(), kinds.begin() + std::ptrdiff_t(count));
                        options.columns = columns;
                        for (std::size_t i = 0; i < insets; ++i)
                            options.insets.emplace_back(10 + 30 * int(i), 20, 12, 10);
                        options.captionText =
                            QStringLiteral("A long caption. ").repeated(insets == 1 ? 40 : 0) +
                            QString(200, QLatin1Char('x'));
                        const Figure figure(input, options);
                        QVERIFY2(trouble(figure.plan()).isEmpty(), qPrintable(trouble(figure.plan())));
                        QCOMPARE(figure.plan().panels.size(), count);
                        QVERIFY(std::abs(figure.plan().size.width() / figure.unitsPerInch() * 25.4 - width) <
                                0.05);
                    }
    }

    void tooManyColumnsOrTooLargeInsetsAreRefused() {
        FigureOptions options;
        options.widthMm = kOneColumnMm;
        options.panels = panelsNamed(QStringLiteral("whitened"));
        options.columns = 5;
        QVERIFY_EXCEPTION_THROWN(renderFigure(input_, options), Error);
        options.columns = 2;
        options.insets = {QRect(0, 0, 100, 80)};
        QVERIFY_EXCEPTION_THROWN(renderFigure(input_, options), Error);
        options.insets = {QRect(120, 90, 20, 20)};
        QVERIFY_EXCEPTION_THROWN(renderFigure(input_, options), Error);
        options.insets.assign(4, QRect(0, 0, 10, 10));
        QVERIFY_EXCEPTION_THROWN(renderFigure(input_, options), Error);
    }

    // Every pixel of the picture is a whole square of dots, and there are at least as many dots as asked for.
    void rastersHoldWholePixels() {
        for (const double dpi : {100.0, 300.0, 650.0}) {
            FigureOptions options;
            options.panels = {ViewKind::Reference, ViewKind::Image};
            options.columns = 2;
            options.widthMm = kOneColumnMm;
            options.dpi = dpi;
            options.regionBoxes = false;
            const Figure figure(input_, options);
            const QImage raster = renderFigure(input_, options);
            QVERIFY(raster.dotsPerMeterX() * 0.0254 > dpi - 0.1);
            const QRectF dots(figure.plan().panels[1].content.topLeft() * figure.dotsPerUnit(),
                              figure.plan().panels[1].content.size() * figure.dotsPerUnit());
            const QRect place(dots.topLeft().toPoint(), dots.size().toSize());
            QCOMPARE(place.width() % PictureFiles::kWidth, 0);
            QImage original(files_->blemished);
            original.setColorSpace({});
            QCOMPARE(raster.copy(place), original.scaled(place.size()).convertToFormat(raster.format()));
        }
    }

    // The words as elements, and one image for every picture, crop and colour bar, at its own pixels.
    void svgHoldsTextAndNativePixels() {
        FigureRecipe recipe;
        recipe.options.panels = panelsNamed(QStringLiteral("reference,image,map,components,samples"));
        recipe.options.widthMm = kTwoColumnsMm;
        recipe.options.insets = {QRect(70, 10, 30, 20)};
        recipe.options.captionText = QStringLiteral("Less < more & \"so\" – on");
        const Figure figure(input_, recipe.options);
        const QByteArray svg = encodeFigure(figure, recipe, FigureFormat::Svg);
        QCOMPARE(svg, encodeFigure(figure, recipe, FigureFormat::Svg));
        QString said;
        std::vector<QSize> pictures;
        QXmlStreamReader reader(svg);
        while (!reader.atEnd()) {
            reader.readNext();
            if (!reader.isStartElement()) continue;
            if (reader.name() == QLatin1String("text")) said += reader.readElementText() + QLatin1Char('\n');
            if (reader.name() == QLatin1String("image")) {
                const auto attributes = reader.attributes();
                QCOMPARE(attributes.value(QLatin1String("style")),
                         QLatin1String("image-rendering:pixelated"));
                const QString data = attributes.value(QLatin1String("xlink:href")).toString();
                pictures.push_back(
                    QImage::fromData(QByteArray::fromBase64(data.section(QLatin1Char(','), 1).toLatin1()))
                        .size());
            }
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        for (const QString& word :
             {QStringLiteral("reference.png"), QStringLiteral("SUSS map"), QStringLiteral("local distance"),
              QStringLiteral("Part of distance"), QStringLiteral("1, medium"), QStringLiteral("×"),
              QStringLiteral("Less < more & \"so\" – on"), QStringLiteral("Model default")})
            QVERIFY2(said.contains(word), qPrintable(word + QLatin1String(" in ") + said));
        const QSize whole(PictureFiles::kWidth, PictureFiles::kHeight);
        QCOMPARE(std::ranges::count(pictures, whole), 3);
        QCOMPARE(std::ranges::count(pictures, QSize(30, 20)), 3);
        QCOMPARE(std::ranges::count(pictures, QSize(256, 1)), 1);
        QCOMPARE(pictures.size(), std::size_t(3 + 3 + 1 + 4));
    }

    // In small pictures, shares would hide what the places are of: they go to the caption, if there is one.
    void sharesStandWhereThereIsRoom() {
        for (const auto& [width, hasCaption, isBeside] : {std::tuple(kTwoColumnsMm, true, true),
                                                          {kOneColumnMm, true, false},
                                                          {kOneColumnMm, false, true}}) {
            FigureRecipe recipe;
            recipe.options.panels = panelsNamed(QStringLiteral("reference,image,map"));
            recipe.options.columns = 3;
            recipe.options.widthMm = width;
            recipe.options.caption = hasCaption;
            const QByteArray svg = encodeFigure(Figure(input_, recipe.options), recipe, FigureFormat::Svg);
            QCOMPARE(svg.contains(">1 · "), isBeside);
            QCOMPARE(svg.contains("Places and their parts: 1 ("), !isBeside);
        }
    }

    // What is really written, letter by letter: nothing runs into anything else or off the paper.
    void textDoesNotCollide() {
        const std::vector<FigurePanel> kinds = panelsNamed(QStringLiteral(
            "reference,map,components,whitened:Y1,samples,image,difference,spread:Cb,ssim,mean,sample,"
            "whitened:Cr"));
        for (const double width : {kOneColumnMm, kTwoColumnsMm})
            for (const std::size_t count : {1, 2, 3, 5, 12})
                for (const int columns : {0, 4}) {
                    FigureRecipe recipe;
                    recipe.options.widthMm = width;
                    recipe.options.panels.assign(kinds.begin(), kinds.begin() + std::ptrdiff_t(count));
                    recipe.options.columns = columns;
                    if (count != 2) recipe.options.insets = {QRect(10, 10, 20, 16), QRect(80, 60, 12, 20)};
                    recipe.options.captionText = QStringLiteral("A long caption. ").repeated(20);
                    const Figure figure(input_, recipe.options);
                    const QRectF paper(QPointF(0, 0), figure.plan().size);
                    std::vector<std::pair<QRectF, QString>> written;
                    QXmlStreamReader reader(encodeFigure(figure, recipe, FigureFormat::Svg));
                    while (!reader.atEnd()) {
                        reader.readNext();
                        if (!reader.isStartElement() || reader.name() != QLatin1String("text")) continue;
                        const auto attributes = reader.attributes();
                        const auto number = [&](const char* name) {
                            return attributes.value(QLatin1String(name)).toDouble();
                        };
                        QFont font(attributes.value(QLatin1String("font-family")).toString());
                        font.setHintingPreference(QFont::PreferNoHinting);
                        font.setPixelSize(int(number("font-size")));
                        font.setBold(number("font-weight") >= 600);
                        const QPointF place(number("x"), number("y"));
                        const QString text = reader.readElementText();
                        if (text.trimmed().isEmpty()) continue;
                        const QRectF box = QFontMetricsF(font).tightBoundingRect(text).translated(place);
                        QVERIFY2(paper.contains(box), qPrintable(text));
                        for (const auto& [other, said] : written)
                            QVERIFY2(!other.intersects(box), qPrintable(said + QStringLiteral(" | ") + text));
                        written.emplace_back(box, text);
                    }
                    QVERIFY(written.size() > 5);
                }
    }

    // Pictures stand in the same places, relative to the paper, in every format.
    void formatsSayTheSame() {
        FigureRecipe recipe;
        recipe.options.panels = panelsNamed(QStringLiteral("reference,image,map,whitened:Y1"));
        recipe.options.columns = 2;
        recipe.options.widthMm = kOneColumnMm;
        const Figure figure(input_, recipe.options);
        const QSizeF paper = figure.plan().size;

        const QByteArray svg = encodeFigure(figure, recipe, FigureFormat::Svg);
        std::vector<QRectF> places;
        QXmlStreamReader reader(svg);
        while (!reader.atEnd()) {
            reader.readNext();
            if (!reader.isStartElement() || reader.name() != QLatin1String("image")) continue;
            const auto number = [&](const char* name) {
                return reader.attributes().value(QLatin1String(name)).toDouble();
            };
            const QRectF place(number("x"), number("y"), number("width"), number("height"));
            if (place.height() > paper.height() / 10) places.push_back(place);
        }
        QCOMPARE(places.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i) {
            const QRectF& planned = figure.plan().panels[i].content;
            // Qt writes six digits.
            QVERIFY((places[i].center() - planned.center()).manhattanLength() < 2);
            QVERIFY(std::abs(places[i].width() - planned.width()) < 2);
        }

        // In PDF as matrices: width and height of an image, and the corner from which it is drawn.
        const QByteArray pdf = encodeFigure(figure, recipe, FigureFormat::Pdf);
        QVERIFY(pdf.startsWith("%PDF"));
        const QRegularExpression box(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"));
        const auto match = box.match(QString::fromLatin1(pdf));
        QVERIFY(match.hasMatch());
        QVERIFY(std::abs(match.captured(1).toDouble() - paper.width() / 20) <= 1);
        QVERIFY(std::abs(match.captured(2).toDouble() - paper.height() / 20) <= 1);
        QVERIFY(pdf.contains("/FontFile2"));   // embedded
        QVERIFY(!pdf.contains("/DCTDecode"));  // lossless
        QCOMPARE(pdf.count("/Width 128"), 4);
        QVERIFY(!pdf.contains("/Interpolate true"));
    }

    static FigureRecipe fullRecipe() {
        FigureRecipe recipe;
        recipe.reference = {"photos/a \"b\" ü.png", std::string(64, 'a')};
        recipe.image.example = "blur";
        recipe.background = "#fff";
        recipe.resize = true;
        recipe.model = {"my.suss", std::string(64, 'b')};
        recipe.modelName = "mine";
        recipe.weightSet = "people";
        recipe.weights = Weights{0.1, 1.0 / 3, 0, 2};
        recipe.components = {true, false, true, true};
        recipe.sample = {18'000'000'000'000'000'000u, 1.5, 0.7};
        recipe.options.panels = panelsNamed(QStringLiteral("reference,components,samples,footprint"), true);
        recipe.options.columns = 2;
        recipe.options.widthMm = 88.5;
        recipe.options.dpi = 72.25;
        recipe.options.magnification = 3;
        recipe.options.crop = QRect(1, 2, 30, 40);
        recipe.options.insets = {QRect(3, 4, 5, 6), QRect(7, 8, 9, 10)};
        recipe.options.sequential = Colormap::Cividis;
        recipe.options.diverging = Colormap::DivergingDark;
        recipe.options.ranges[std::size_t(RangeGroup::Whitened)] = Range{-1.0 / 3, 2};
        recipe.options.mapOpacity = 0.625;
        recipe.options.strengths = {0.25, 4};
        recipe.options.regionBoxes = false;
        recipe.options.caption = false;
        recipe.options.captionText = QStringLiteral("<é & \"\n–");
        recipe.onlyInWindow = "it is so";
        return recipe;
    }

    void recipesTravelWhole() {
        const FigureRecipe recipe = fullRecipe();
        QCOMPARE(recipeIn(toText(recipe)), recipe);
        QCOMPARE(recipeIn(toText({})), FigureRecipe());
        // Inside every format.
        const ScratchFolder folder;
        FigureRecipe inside = recipe;
        inside.options = {};
        inside.options.captionText = recipe.options.captionText;
        for (const char* name : {"a.png", "a.svg", "a.pdf"}) {
            saveFigure(input_, inside, folder.path() / name);
            QCOMPARE(readRecipe(folder.path() / name), inside);
        }
        QVERIFY_EXCEPTION_THROWN(readRecipe(files_->reference.toStdString()), Error);
        QVERIFY_EXCEPTION_THROWN(readRecipe(folder.path() / "none.png"), Error);
    }

    void badRecipesAreRefused() {
        const QString good = toText(fullRecipe());
        using Change = std::pair<const char*, const char*>;
        for (const auto& [from, to] : {Change{"suss.figure/1", "suss.figure/2"},
                                       {"\"columns\":2", "\"columns\":\"2\""},
                                       {"\"columns\":2", "\"columns\":2.5"},
                                       {"\"columns\":2", "\"colums\":2"},
                                       {"\"dpi\":72.25", "\"dpi\":0"},
                                       {"\"resize\":true", "\"resize\":1"},
                                       {"[1,2,30,40]", "[1,2,30]"},
                                       {"[1,2,30,40]", "[1,2,-30,40]"},
                                       {"cividis", "rainbow"},
                                       {"cividis", "diverging-light"},
                                       {"\"footprint\"", "\"portrait\""},
                                       {"\"footprint\"", "7"},
                                       {"\"Y3\"", "\"Y4\""},
                                       {"\"number\":1.5", "\"nummer\":1.5"},
                                       {"\"seed\":18", "\"seed\":-18"},
                                       {"0.25,4.0", ""},
                                       {"{\"example\":\"blur\"}", "[]"},
                                       {"88.5", "8.5"},
                                       {"{", ""}}) {
            QString bad = good;
            bad.replace(bad.indexOf(QLatin1String(from)), qsizetype(qstrlen(from)), QLatin1String(to));
            QVERIFY2(bad != good, from);
            QVERIFY_EXCEPTION_THROWN(recipeIn(bad), Error);
        }
    }

    void filesAreNamedFromTheRecipe() {
        QCOMPARE(nameIn("/a/b", "/a/b/c/d.png"), std::string("c/d.png"));
        QCOMPARE(nameIn("/a/b", "/a/d.png"), std::string("/a/d.png"));
        QCOMPARE(nameIn("", "d.png"), std::string("d.png"));
        QCOMPARE(fileNamed("c/d.png", "/a/b"), std::filesystem::path("/a/b/c/d.png"));
        QCOMPARE(fileNamed("/a/d.png", "/x"), std::filesystem::path("/a/d.png"));
    }

    // Where nobody asks for columns, a figure fits on a page if there is a way.
    void tallFiguresGetMoreColumns() {
        FigureOptions options;
        options.panels = {ViewKind::Reference, ViewKind::Image, ViewKind::Difference, ViewKind::Map,
                          ViewKind::Y1,        ViewKind::Y2,    ViewKind::Y3,         ViewKind::Cb};
        options.widthMm = kTwoColumnsMm;
        options.crop = {0, 0, 16, PictureFiles::kHeight};
        const double tallest = kTallestPaperMm / 25.4;
        const Figure automatic(input_, options);
        QVERIFY(automatic.plan().size.height() <= tallest * automatic.unitsPerInch());
        // Asked for, it is as tall as it gets.
        options.columns = 6;
        const Figure asked(input_, options);
        QVERIFY(asked.plan().size.height() > tallest * asked.unitsPerInch());
    }

    void theMarkedRectangleIsDrawnAndKept() {
        FigureOptions options;
        options.panels = {ViewKind::Reference};
        options.regionBoxes = options.caption = false;
        const QImage bare = renderFigure(input_, options);
        options.marked = {20, 16, 40, 30};
        const QImage marked = renderFigure(input_, options);
        QCOMPARE(marked.size(), bare.size());
        QRect changed;
        for (int y = 0; y < bare.height(); ++y)
            for (int x = 0; x < bare.width(); ++x)
                if (marked.pixel(x, y) != bare.pixel(x, y)) changed |= QRect(x, y, 1, 1);
        // Its sides, in the shape that it has, and nothing in it.
        QVERIFY(!changed.isEmpty());
        QVERIFY(std::abs(double(changed.width()) / changed.height() - 40.0 / 30) < 0.05);
        QCOMPARE(marked.pixel(changed.center()), bare.pixel(changed.center()));
        FigureRecipe recipe;
        recipe.options = options;
        QCOMPARE(recipeIn(toText(recipe)).options.marked, options.marked);
    }

    void mapsLieOverTheImageAsInTheWindow() {
        FigureOptions options;
        options.regionBoxes = options.caption = false;
        const auto pictureOf = [&](ViewKind kind, double opacity) {
            options.panels = {kind};
            options.mapOpacity = opacity;
            const Figure figure(input_, options);
            const QRectF content = figure.plan().panels[0].content;
            const double dots = figure.dotsPerUnit();
            return renderFigure(input_, options)
                .copy(QRectF(content.topLeft() * dots, content.size() * dots).toAlignedRect());
        };
        const QImage image = pictureOf(ViewKind::Image, 1), map = pictureOf(ViewKind::Map, 1);
        const QImage both = pictureOf(ViewKind::Map, 0.5);
        QVERIFY(both != map && both != image && map != image);
        QCOMPARE(pictureOf(ViewKind::Map, 0), image);
    }

    void columnsFollowTheShape() {
        QCOMPARE(columnsFor(1, {300, 200}), 1);
        QCOMPARE(columnsFor(2, {300, 400}), 2);
        QCOMPARE(columnsFor(4, {300, 200}), 2);
        QCOMPARE(columnsFor(2, {3000, 400}), 1);
    }

    void panelNames() {
        const auto panels = panelsNamed(QStringLiteral("reference, map,whitened:Cb,components,sample"));
        QCOMPARE(panels.size(), std::size_t(5));
        QCOMPARE(panels[2], FigurePanel(ViewKind::Cb));
        QCOMPARE(panels[3], FigurePanel(ComponentsPanel()));
        QCOMPARE(panelsNamed(QStringLiteral("samples")).front(), FigurePanel(StrengthsPanel()));
        QCOMPARE(panelsNamed(QStringLiteral("whitened")).size(), std::size_t(5));
        QVERIFY_EXCEPTION_THROWN(panelsNamed(QStringLiteral("reference,heat")), Error);
        QVERIFY_EXCEPTION_THROWN(panelsNamed(QStringLiteral("footprint")), Error);
    }

    // Pictures are shown pixel for pixel, each as a whole square.
    void picturesAreNotResampled() {
        FigureOptions options;
        options.panels = {ViewKind::Reference};
        options.magnification = 3;
        options.regionBoxes = false;
        const QImage figure = renderFigure(input_, options);
        QImage original(files_->reference);
        original.setColorSpace({});  // a note that comparing pictures would mind
        // The picture's corner: the first pixel of the first row that is not paper.
        QPoint corner(-1, -1);
        const QSize size(original.width() * 3, original.height() * 3);
        for (int y = 0; y + size.height() <= figure.height() && corner.x() < 0; ++y)
            for (int x = 0; x + size.width() <= figure.width(); ++x) {
                const QImage cut = figure.copy(QRect(QPoint(x, y), size));
                if (cut.pixel(0, 0) == original.pixel(0, 0) &&
                    cut.pixel(size.width() - 1, size.height() - 1) ==
                        original.pixel(original.width() - 1, original.height() - 1) &&
                    cut == original.scaled(size, Qt::IgnoreAspectRatio, Qt::FastTransformation)
                               .convertToFormat(figure.format())) {
                    corner = {x, y};
                    break;
                }
            }
        QVERIFY(corner.x() >= 0);
    }

    void everyPanelCanBeDrawn() {
        FigureOptions options;
        options.panels =
            panelsNamed(QStringLiteral("reference,image,difference,map,sample,whitened,components,samples"));
        options.columns = 4;
        const QImage figure = renderFigure(input_, options);
        QVERIFY(!figure.isNull());
        QVERIFY(figure.width() > 4 * 128);
        QVERIFY(hasInk(figure, QRect(0, figure.height() - 60, figure.width() / 2, 60)));  // the caption
        QCOMPARE(figure.dotsPerMeterX(), int(options.dpi / 0.0254));
    }

    void boxesAndCaptionCanBeLeftOut() {
        FigureOptions options;
        options.panels = {ViewKind::Image};
        const QImage all = renderFigure(input_, options);
        options.regionBoxes = false;
        const QImage plain = renderFigure(input_, options);
        QCOMPARE(all.size(), plain.size());
        QVERIFY(all != plain);
        options.caption = false;
        QVERIFY(renderFigure(input_, options).height() < plain.height());
    }

    void aPartCanBeShown() {
        FigureOptions options;
        options.panels = {ViewKind::Map, ViewKind::Y3};
        options.crop = QRect(70, 10, 50, 40);
        options.magnification = 8;
        const QImage figure = renderFigure(input_, options);
        QVERIFY(figure.width() > 2 * 50 * 8);
        QVERIFY(figure.width() < 2 * 50 * 8 + 300);
        options.crop = QRect(500, 500, 10, 10);
        QVERIFY_EXCEPTION_THROWN(renderFigure(input_, options), Error);
    }

    void withoutAComparisonPicturesStillShow() {
        FigureInput pictures;
        pictures.reference = input_.reference;
        pictures.image = input_.image;
        FigureOptions options;
        options.panels = {ViewKind::Reference, ViewKind::Image, ViewKind::Difference};
        QVERIFY(!renderFigure(pictures, options).isNull());
        options.panels = {ViewKind::Map};
        QVERIFY_EXCEPTION_THROWN(renderFigure(pictures, options), Error);
    }

    void theSameInputGivesTheSameBytes() {
        const ScratchFolder folder;
        FigureRecipe recipe;
        recipe.options.panels = panelsNamed(QStringLiteral("image,map,sample,components,samples"));
        for (const FigureFormat format : {FigureFormat::Png, FigureFormat::Svg})
            QCOMPARE(encodeFigure(Figure(input_, recipe.options), recipe, format),
                     encodeFigure(Figure(input_, recipe.options), recipe, format));
        QVERIFY_EXCEPTION_THROWN(saveFigure(input_, recipe, folder.path() / "no" / "c.png"), Error);
        QVERIFY_EXCEPTION_THROWN(saveFigure(input_, recipe, folder.path() / "c.jpg"), Error);
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }
};

}  // namespace suss

QTEST_MAIN(suss::FigureTest)
#include "test_figure.moc"
