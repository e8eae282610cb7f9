// The rows of the reasons panel.

#include "ui/panels/component_model.h"
#include "ui/panels/region_model.h"
#include "ui/panels/strength_slider.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

Weighting weighting() {
    return {{1, 2, 3, 4}, {true, true, false, true}};
}

Account account() {
    Account account;
    const double contributions[] = {0.5, -0.25, 0, 0.75};
    for (const Component component : kComponents) {
        auto& part = account.components[indexOf(component)];
        part.component = component;
        part.enabled = component != Component::Y3;
        part.variables = 100;
        part.mahalanobisSquared = 250;
        part.contribution = contributions[indexOf(component)];
    }
    account.distance = 1.0;
    return account;
}

}  // namespace

class ModelsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void componentModelIsSound() {
        ComponentModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(weighting(), std::nullopt);
        model.show(weighting(), account());
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.columnCount(), int(ComponentModel::ColumnCount));
    }

    void componentRowsSayWhatTheAccountSays() {
        ComponentModel model;
        model.show(weighting(), account());
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, ComponentModel::Name), QStringLiteral("Y1"));
        QCOMPARE(text(0, ComponentModel::Contribution), QStringLiteral("0.500"));
        QCOMPARE(text(1, ComponentModel::Contribution), QStringLiteral("−0.250"));
        QCOMPARE(text(2, ComponentModel::Contribution), QStringLiteral("off"));
        QCOMPARE(text(0, ComponentModel::Surprise), QStringLiteral("2.50"));
        QCOMPARE(text(4, ComponentModel::Contribution), QStringLiteral("1.00"));
        // The sum over a rectangle is not the distance of the pictures.
        QCOMPARE(text(4, ComponentModel::Name), QStringLiteral("Distance"));
        model.show(weighting(), account(), std::nullopt, true);
        QCOMPARE(text(4, ComponentModel::Name), QStringLiteral("In it"));
        QCOMPARE(model.index(2, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QVERIFY(!model.index(4, 0).data(Qt::CheckStateRole).isValid());
        model.show(weighting(), std::nullopt);
        QCOMPARE(text(0, ComponentModel::Contribution), QStringLiteral("–"));
    }

    void smallNumbersFitTheirColumns() {
        ComponentModel model;
        Account small = account();
        small.components[0].contribution = 0.0000004;
        model.show({{0.00007, 0.000001, 0.0024, 0}, {true, true, true, true}}, small);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, ComponentModel::Weight), QStringLiteral("0.00007"));
        QCOMPARE(text(1, ComponentModel::Weight), QStringLiteral("< 0.00001"));
        QCOMPARE(text(2, ComponentModel::Weight), QStringLiteral("0.0024"));
        QCOMPARE(text(0, ComponentModel::Contribution), QStringLiteral("≈ 0"));
        // The sum is read, not chosen.
        QVERIFY(!(model.index(ComponentModel::kSumRow, 0).flags() & Qt::ItemIsSelectable));
    }

    void strengthsWithANameAreHit() {
        StrengthSlider slider;
        slider.resize(300, slider.sizeHint().height());
        for (const double strength : {0.0, 0.5, 1.0, 2.0, 4.0}) {
            slider.setStrength(0.7);
            // On the names below: strengths up to 1 take half the way.
            const int handle = int(slider.fontMetrics().height() * 0.95);
            const double x = handle / 2.0 + (slider.width() - handle) * std::sqrt(strength / 4);
            QTest::mouseClick(&slider, Qt::LeftButton, {},
                              {std::clamp(int(x) + 3, 0, slider.width() - 1), slider.height() - 3});
            QCOMPARE(slider.strength(), strength);
        }
    }

    void weightsAreEditedInTheirColumn() {
        ComponentModel model;
        model.show(weighting(), account());
        const QSignalSpy asked(&model, &ComponentModel::weightRequested);
        const QModelIndex cell = model.index(1, ComponentModel::Weight);
        QVERIFY(cell.flags() & Qt::ItemIsEditable);
        QVERIFY(!(model.index(4, ComponentModel::Weight).flags() & Qt::ItemIsEditable));
        QVERIFY(!model.setData(cell, -1.0, Qt::EditRole));
        QVERIFY(!model.setData(cell, QStringLiteral("many"), Qt::EditRole));
        QVERIFY(asked.isEmpty());
        QVERIFY(model.setData(cell, 0.5, Qt::EditRole));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<Component>(), Component::Y2);
        QCOMPARE(asked[0][1].toDouble(), 0.5);
    }

    void barsAreAWaterfall() {
        ComponentModel model;
        model.show(weighting(), account());
        const auto bar = [&](int row) {
            const auto index = model.index(row, ComponentModel::Bar);
            return std::pair(index.data(ComponentModel::BarFromRole).toDouble(),
                             index.data(ComponentModel::BarToRole).toDouble());
        };
        QCOMPARE(bar(0), std::pair(0.0, 0.5));
        QCOMPARE(bar(1), std::pair(0.25, 0.5));
        QCOMPARE(bar(3), std::pair(0.25, 1.0));
        QCOMPARE(bar(4), std::pair(0.0, 1.0));
    }

    void switchesAskAndDoNotDecide() {
        ComponentModel model;
        model.show(weighting(), account());
        QSignalSpy asked(&model, &ComponentModel::switchRequested);
        QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].value<Component>(), Component::Y2);
        QCOMPARE(asked[0][1].toBool(), false);
        QCOMPARE(model.index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(!model.setData(model.index(4, 0), Qt::Checked, Qt::CheckStateRole));
    }

    void regionModelIsSound() {
        RegionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show({{{1, 2, 30, 40}, 0.42, Component::Y2}, {{50, 2, 8, 8}, 0.1, Component::CbCr}});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.index(0).data().toString().contains(QStringLiteral("42 %")));
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }
};

}  // namespace suss

QTEST_MAIN(suss::ModelsTest)
#include "test_models.moc"
