#pragma once

#include <QWidget>

namespace suss {

/// A column beside the views in the colour of panels. What does not fit is scrolled to; below it there is
/// room for something that comes and goes, and never moves what is above or beside.
class SidePanel : public QWidget {
    Q_OBJECT

  public:
    SidePanel(QWidget* content, QWidget* below, QWidget* parent = nullptr);

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void recolor();

    QWidget* content_;
    int besideContent_ = 0;  // margins and the scroll bar
};

}  // namespace suss
