#pragma once

#include "ui/export/exporter.h"

#include <QPointer>

namespace suss {

class Commands;
class ExportDialog;

/// Everything of the window that saves or copies: its commands, and the questions they ask.
class ExportActions : public QObject {
    Q_OBJECT

  public:
    ExportActions(const Document& document, const ViewState& state, Commands& commands, QWidget* window);

    [[nodiscard]] Exporter& exporter() { return exporter_; }
    [[nodiscard]] const Exporter& exporter() const { return exporter_; }
    /// Null while it is closed.
    [[nodiscard]] ExportDialog* dialog() const;
    /// Whether the figure that is being made shows this.
    [[nodiscard]] bool wants(ViewKind kind) const;
    /// Which of the commands make sense now.
    void refresh();

    /// What the views show, as PNG with the resolution of the screen.
    void saveView(const QString& file);
    void showDialog();
    void chooseViewFile();
    void chooseReportFile();
    void chooseMapFile();
    void chooseNumbersFile();
    void choosePictureFile(ViewKind kind);

  Q_SIGNALS:
    void wantedChanged();

  private:
    void copyView();
    void copyMap();
    void copyFigure();
    /// Of the image that is compared, for the names of files.
    [[nodiscard]] QString stem() const;
    [[nodiscard]] QString folder() const;

    const Document& document_;
    const ViewState& state_;
    Commands& commands_;
    QWidget* window_;
    Exporter exporter_;
    QPointer<ExportDialog> dialog_;
    std::vector<FigurePanel> panels_;  // those that were chosen last, if somebody chose
};

}  // namespace suss
