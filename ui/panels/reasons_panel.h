#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListView;
class QTableView;
class QToolButton;

namespace suss {

class Commands;
class ComponentModel;
class ElidedLabel;
class KeptRoom;
class RegionModel;
class StandingPlot;

/// How much, of what kind, where: score and sentence, the components' parts, the places, and other measures
/// for comparison. Shows what the document says and asks for changes; decides nothing.
class ReasonsPanel : public QWidget {
    Q_OBJECT

  public:
    ReasonsPanel(const Document& document, const ViewState& state, const Commands& commands,
                 QWidget* parent = nullptr);

  Q_SIGNALS:
    void switchRequested(suss::Component component, bool enabled);
    void soloRequested(suss::Component component);
    void weightSetRequested(const QString& name);
    void weightRequested(suss::Component component, double weight);
    void regionPicked(int index);
    void unmarkRequested();
    void metricRemovalRequested(const QString& file);
    void placeRequested(const QPointF& imagePoint);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    QWidget* makeAbout();
    QWidget* makeComponents();
    QWidget* makeWeightSets();
    QWidget* makeMarked();
    QWidget* makeStanding();
    QWidget* makePlaces();
    void refresh(Document::Changes changes);
    void refreshAbout();
    void refreshWeightSets();
    void refreshComponents();
    void refreshStanding();
    void refreshPlaces();
    void refreshSelection();
    void nameKeys();
    void keepRoom();

    const Document& document_;
    const ViewState& state_;
    const Commands& commands_;
    ElidedLabel* about_ = nullptr;    // the image that the numbers are of
    ElidedLabel* against_ = nullptr;  // the reference, or that the active view shows something else
    ComponentModel* components_ = nullptr;
    QTableView* table_ = nullptr;
    QLabel* weightsName_ = nullptr;
    QComboBox* weightSets_ = nullptr;
    QLabel* edited_ = nullptr;
    QToolButton* resetWeights_ = nullptr;
    QWidget* marked_ = nullptr;
    QLabel* markedWords_ = nullptr;
    QToolButton* unmark_ = nullptr;
    QLabel* standing_ = nullptr;
    KeptRoom* standingRoom_ = nullptr;
    StandingPlot* plot_ = nullptr;
    RegionModel* regions_ = nullptr;
    KeptRoom* placesRoom_ = nullptr;
    QListView* list_ = nullptr;
    QLabel* noPlaces_ = nullptr;
};

}  // namespace suss
