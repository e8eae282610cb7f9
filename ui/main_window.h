#pragma once

#include "ui/document/document.h"
#include "ui/session.h"
#include "ui/view_state.h"

#include <QMainWindow>

class QSplitter;

namespace suss {

class Banner;
class CommandPalette;
class Commands;
class DropOverlay;
class ExportActions;
class HelpOverlay;
class ImagesPanel;
class Inspector;
class ReasonsPanel;
class RepairPanel;
class Drawer;
class ExtremesPanel;
class SamplesPanel;
class Stage;
class StatusLine;
class WhatIfPanel;

/// Puts the parts together: commands and what the parts ask for reach the document and the view state here.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    explicit MainWindow(Analyse analyse, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// None: the built-in example. One: the reference. More: the reference and images to compare with it.
    void openFiles(const QStringList& files);
    /// Opens what a session file names, as it was looked at.
    void openSession(const QString& file);
    void saveSession(const QString& file);

    [[nodiscard]] Document& document() { return document_; }
    [[nodiscard]] ViewState& viewState() { return state_; }
    [[nodiscard]] Stage* stage() const { return stage_; }
    [[nodiscard]] ReasonsPanel* reasons() const { return reasons_; }
    [[nodiscard]] Drawer* drawer() const { return drawer_; }
    [[nodiscard]] SamplesPanel* samples() const { return samples_; }
    [[nodiscard]] ExtremesPanel* extremes() const { return extremes_; }
    [[nodiscard]] WhatIfPanel* whatIf() const { return whatIf_; }
    [[nodiscard]] RepairPanel* repair() const { return repair_; }
    [[nodiscard]] ImagesPanel* images() const { return images_; }
    [[nodiscard]] ExportActions* exports() const { return exports_; }
    [[nodiscard]] Inspector* inspector() const { return inspector_; }
    [[nodiscard]] Banner* banner() const { return banner_; }
    [[nodiscard]] StatusLine* statusLine() const { return status_; }
    [[nodiscard]] Commands* commands() const { return commands_; }
    [[nodiscard]] CommandPalette* commandPalette() const { return palette_; }
    [[nodiscard]] HelpOverlay* helpOverlay() const { return help_; }

  protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void build();
    void connectDocument();
    void connectFileCommands();
    void connectViewCommands();
    void connectPanels();
    void restore();
    void chooseFile(Role role);
    void chooseSession(bool toSave);
    void chooseMetric();
    void setMetrics(const QStringList& files);
    void takeFiles(const QStringList& paths);
    void pastePicture();
    void refreshCommands();
    void refreshTitle();
    void refreshRecent();
    void refreshPanelColor();
    void stepRegion(int direction);
    void frameRegion(int index);
    void redrawSample();
    void pickStill(int number);
    void play(bool on);
    void compareSample();
    void findExtremes(double rmse, Spread spread);
    void compareExtreme(ViewKind kind);
    void refreshDrawer();
    void showView(ViewKind kind);
    void stop();
    void showImage();
    void toggleMark();
    void refreshProbe();
    void showHelp();
    void dismiss();

    Document document_;
    ViewState state_;
    double overlayOpacity_ = 0.6;       // when maps last lay over the image
    std::optional<Session> restoring_;  // until its pictures are there
    Source seen_;                       // the image that was shown last
    Commands* commands_;
    ExportActions* exports_ = nullptr;
    Stage* stage_ = nullptr;
    ReasonsPanel* reasons_ = nullptr;
    Drawer* drawer_ = nullptr;
    SamplesPanel* samples_ = nullptr;
    ExtremesPanel* extremes_ = nullptr;
    WhatIfPanel* whatIf_ = nullptr;
    RepairPanel* repair_ = nullptr;
    ImagesPanel* images_ = nullptr;
    Inspector* inspector_ = nullptr;
    QWidget* column_ = nullptr;
    QSplitter* splitter_ = nullptr;
    Banner* banner_ = nullptr;
    StatusLine* status_ = nullptr;
    DropOverlay* drop_ = nullptr;
    HelpOverlay* help_ = nullptr;
    CommandPalette* palette_ = nullptr;
};

}  // namespace suss
