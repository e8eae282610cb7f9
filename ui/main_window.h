#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QMainWindow>

class QSplitter;

namespace suss {

class Banner;
class CommandPalette;
class Commands;
class Drawer;
class DropOverlay;
class ExportActions;
class ExtremesPanel;
class HelpOverlay;
class ImagesPanel;
class Inspector;
class OpenActions;
class ReasonsPanel;
class RepairPanel;
class SamplesPanel;
class SessionActions;
class SidePanel;
class Stage;
class StatusLine;
class VariantActions;
class ViewActions;
class WhatIfPanel;

/// Puts the parts together. What a command does is in the actions of its kind (open, session, view, variant,
/// export); what the panels ask for reaches document and view state here.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    explicit MainWindow(Analyse analyse, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// None: the built-in example. One: the reference. More: the reference and images to compare with it.
    void openFiles(const QStringList& files);
    /// Files, and the pictures of folders; nothing: the example. False, and said, if there is no picture.
    bool openPaths(const QStringList& paths);
    /// Opens what a session file names, as it was looked at.
    void openSession(const QString& file);
    void saveSession(const QString& file);

    [[nodiscard]] Document& document() { return document_; }
    [[nodiscard]] ViewState& viewState() { return state_; }
    [[nodiscard]] Stage* stage() const { return stage_; }
    [[nodiscard]] ReasonsPanel* reasons() const { return reasons_; }
    [[nodiscard]] Drawer* drawer() const;
    [[nodiscard]] SamplesPanel* samples() const;
    [[nodiscard]] ExtremesPanel* extremes() const;
    [[nodiscard]] WhatIfPanel* whatIf() const;
    [[nodiscard]] RepairPanel* repair() const;
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
    void resizeEvent(QResizeEvent* event) override;

  private:
    void build();
    void connectDocument();
    void connectProbe();
    void connectList();
    void connectPanels();
    void connectSheets();
    void connectReports();
    void restore();
    void noteChange(Document::Changes changes);
    void copyValues();
    void refreshCommands();
    void refreshTitle();
    void refreshWanted();
    void refreshProbe();
    void stop();
    [[nodiscard]] QString aboutItself() const;
    void showHelp();
    void showGuide();
    void dismiss();

    Document document_;
    ViewState state_;
    const bool startedDark_;  ///< what colours that nobody chose are for
    Commands* commands_;
    ExportActions* exports_ = nullptr;
    SessionActions* sessions_ = nullptr;
    OpenActions* opening_ = nullptr;
    ViewActions* views_ = nullptr;
    VariantActions* variants_ = nullptr;
    Stage* stage_ = nullptr;
    ReasonsPanel* reasons_ = nullptr;
    ImagesPanel* images_ = nullptr;
    Inspector* inspector_ = nullptr;
    SidePanel* side_ = nullptr;
    QSplitter* splitter_ = nullptr;
    Banner* banner_ = nullptr;
    StatusLine* status_ = nullptr;
    DropOverlay* drop_ = nullptr;
    HelpOverlay* help_ = nullptr;
    CommandPalette* palette_ = nullptr;
};

}  // namespace suss
