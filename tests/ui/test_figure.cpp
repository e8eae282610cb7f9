// The figure: where its parts go, and that they are there.

#include "tests/ui/support/window_fixture.h"
#include "ui/figure/layout.h"
#include "ui/figure/render.h"
#include "ui/paint/color_scale.h"

#include <QColorSpace>
#include <QTest>

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

    void panelsDoNotOverlapAndLieOnThePaper() {
        for (int count = 1; count <= 7; ++count)
            for (int columns = 1; columns <= count; ++columns) {
                std::vector<PanelSize> sizes;
                for (int i = 0; i < count; ++i) sizes.push_back({QSizeF(300 + 10 * i, 200), i % 2 == 0});
                const FigurePlan plan = layOutFigure(sizes, columns, {});
                const QRectF paper(QPointF(0, 0), plan.size);
                std::vector<QRectF> parts{plan.caption};
                for (const PanelPlace& place : plan.panels) {
                    parts.push_back(place.title);
                    parts.push_back(place.content);
                    if (!place.scale.isEmpty()) parts.push_back(place.scale);
                }
                for (std::size_t i = 0; i < parts.size(); ++i) {
                    QVERIFY(paper.contains(parts[i]));
                    for (std::size_t j = 0; j < i; ++j) QVERIFY(!parts[i].intersects(parts[j]));
                }
            }
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
        QCOMPARE(panels[3], FigurePanel());
        QCOMPARE(panelsNamed(QStringLiteral("whitened")).size(), std::size_t(5));
        QVERIFY_EXCEPTION_THROWN(panelsNamed(QStringLiteral("reference,heat")), Error);
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
            panelsNamed(QStringLiteral("reference,image,difference,map,sample,whitened,components"));
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
        FigureOptions options;
        options.panels = panelsNamed(QStringLiteral("image,map,sample,components"));
        saveFigure(renderFigure(input_, options), folder.path() / "a.png");
        saveFigure(renderFigure(input_, options), folder.path() / "b.png");
        QFile a(QString::fromStdString((folder.path() / "a.png").string()));
        QFile b(QString::fromStdString((folder.path() / "b.png").string()));
        QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
        QCOMPARE(a.readAll(), b.readAll());
        QVERIFY_EXCEPTION_THROWN(saveFigure(renderFigure(input_, options), folder.path() / "no" / "c.png"),
                                 Error);
    }
};

}  // namespace suss

QTEST_MAIN(suss::FigureTest)
#include "test_figure.moc"
