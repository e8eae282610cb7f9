#pragma once

#include "ui/export/exporter.h"
#include "ui/export/figure_choices.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace suss {

class FigurePreview;
class PanelList;

/// Asks how a figure is to look and shows it meanwhile. It starts as the views are; what the document learns
/// or reads anew while it is open is followed.
class ExportDialog : public QDialog {
    Q_OBJECT

  public:
    /// `panels` are those that somebody chose before; none: those of the views.
    ExportDialog(const Document& document, const ViewState& state, Exporter& exporter,
                 const std::vector<FigurePanel>& panels = {}, QWidget* parent = nullptr);

    /// The figure that is asked for.
    [[nodiscard]] FigureOptions options() const;
    [[nodiscard]] FigureFile file() const;
    /// The panels that somebody chose here or before; none: they are those of the views.
    [[nodiscard]] std::vector<FigurePanel> ownPanels() const;
    /// Writes it; the dialog closes when it is there, and says why if it cannot be.
    void save(const QString& file);

    [[nodiscard]] FigurePreview* preview() const { return preview_; }
    [[nodiscard]] PanelList* panels() const { return panels_; }
    [[nodiscard]] QComboBox* width() const { return width_; }
    [[nodiscard]] QDoubleSpinBox* customWidth() const { return customWidth_; }
    [[nodiscard]] QSpinBox* columns() const { return columns_; }
    [[nodiscard]] QSpinBox* dpi() const { return dpi_; }
    [[nodiscard]] QComboBox* format() const { return format_; }
    [[nodiscard]] QComboBox* inset() const { return inset_; }
    [[nodiscard]] QComboBox* sequential() const { return sequential_; }
    [[nodiscard]] QCheckBox* boxes() const { return boxes_; }
    [[nodiscard]] QCheckBox* seenPart() const { return seenPart_; }
    [[nodiscard]] QCheckBox* recipe() const { return recipe_; }
    [[nodiscard]] QLineEdit* captionText() const { return captionText_; }
    [[nodiscard]] QLabel* facts() const { return facts_; }
    [[nodiscard]] QPushButton* saveButton() const { return save_; }
    [[nodiscard]] QPushButton* copyButton() const { return copy_; }

  Q_SIGNALS:
    void saveRequested();
    void panelsChosen();

  protected:
    void done(int result) override;

  private:
    QWidget* makeChoices();
    void makePanels(QVBoxLayout* column);
    void makePaper(QFormLayout* form);
    void makeLook(QFormLayout* form);
    void makeFile(QFormLayout* form);
    void makeButtons(QVBoxLayout* column);
    void connectChoices();
    void offerPanels(const std::vector<FigurePanel>& chosen);
    void offerInsets();
    void refresh();
    void refreshFacts();

    const Document& document_;
    const ViewState& state_;
    Exporter& exporter_;
    FigureOptions start_;  // what the dialog does not ask for
    std::vector<FigurePanel> possible_;
    bool isAsTheViews_ = true;
    std::vector<InsetChoice> insets_;
    QString saving_;   // the file that is being written; empty: none
    QString problem_;  // why that did not work
    FigurePreview* preview_;
    PanelList* panels_;
    QToolButton *up_, *down_;
    QComboBox *width_, *format_, *inset_, *sequential_, *diverging_;
    QDoubleSpinBox* customWidth_;
    QSpinBox *columns_, *dpi_;
    QCheckBox *boxes_, *caption_, *seenPart_, *recipe_;
    QLineEdit* captionText_;
    QLabel* facts_;
    QPushButton *save_, *copy_, *close_;
};

}  // namespace suss
