#pragma once

#include <QWidget>

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace suss {

/// A panel below the views that holds one of several pages, each with a tab; all of one height.
class Drawer : public QWidget {
    Q_OBJECT

  public:
    explicit Drawer(QWidget* parent = nullptr);
    void addPage(QWidget* page, const QString& title, const QString& toolTip);
    [[nodiscard]] QWidget* page() const;
    void setPage(QWidget* page);
    [[nodiscard]] QToolButton* closeButton() const { return close_; }

  Q_SIGNALS:
    void closeRequested();
    /// Another page, or none is seen any more.
    void pageChanged();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

    void changeEvent(QEvent* event) override;

  private:
    void fitHeight();

    QTabBar* tabs_;
    QStackedWidget* pages_;
    QToolButton* close_;
};

}  // namespace suss
