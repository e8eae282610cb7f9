#pragma once

#include <QScrollArea>

namespace suss {

/// A column beside the views in the colour of panels; what does not fit is scrolled to.
class SidePanel : public QScrollArea {
    Q_OBJECT

  public:
    explicit SidePanel(QWidget* content, QWidget* parent = nullptr);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void recolor();

    QWidget* column_;
};

}  // namespace suss
