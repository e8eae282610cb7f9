#pragma once

#include "ui/document/document.h"

namespace suss {

class ViewState;
class Commands;
class Drawer;
class ExportActions;
class ExtremesPanel;
class RepairPanel;
class SamplesPanel;
class ViewActions;
class WhatIfPanel;

/// What would not have mattered: the drawer of samples, extremes, what-if and repair below the views, and the
/// commands that go with it.
class VariantActions : public QObject {
    Q_OBJECT

  public:
    VariantActions(Document& document, const ViewState& state, ViewActions& views, ExportActions& exports,
                   Commands& commands, QWidget* window);

    [[nodiscard]] Drawer* drawer() const { return drawer_; }
    [[nodiscard]] SamplesPanel* samples() const { return samples_; }
    [[nodiscard]] ExtremesPanel* extremes() const { return extremes_; }
    [[nodiscard]] WhatIfPanel* whatIf() const { return whatIf_; }
    [[nodiscard]] RepairPanel* repair() const { return repair_; }

    /// Which of the commands make sense now.
    void refresh();
    /// Walks from sample to sample.
    void play(bool on);

  private:
    void connectSamples();
    void connectExtremes(ExportActions& exports);
    void connectRepair();
    void redrawSample();
    void pickStill(int number);
    void compareSample();
    void findExtremes(double rmse, Spread spread);
    void compareExtreme(ViewKind kind);
    void refreshWanted();

    Document& document_;
    ViewActions& views_;
    Commands& commands_;
    Drawer* drawer_;
    SamplesPanel* samples_;
    ExtremesPanel* extremes_;
    WhatIfPanel* whatIf_;
    RepairPanel* repair_;
};

}  // namespace suss
