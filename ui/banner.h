#pragma once

#include "ui/document/document.h"

#include <QFrame>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace suss {

class Commands;

/// A slim strip above the views that says what went wrong or what a person should know, with a remedy where
/// there is one. Never in the way: no dialog, and Escape or its cross dismisses it.
class Banner : public QFrame {
    Q_OBJECT

  public:
    explicit Banner(const Commands& commands, QWidget* parent = nullptr);
    void show(const Message& message);
    /// It was read. A lasting message stays away until another one has been shown.
    void dismiss();
    [[nodiscard]] const Message& message() const { return message_; }
    [[nodiscard]] QPushButton* remedyButton() const { return remedy_; }

  Q_SIGNALS:
    void remedyRequested(suss::Message::Remedy remedy);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    Message message_;
    const QAction* bringBack_;
    QString dismissed_;  // what a lasting message said
    QToolButton* symbol_;
    QLabel* text_;
    QPushButton* remedy_;
    QToolButton* close_;
};

}  // namespace suss
