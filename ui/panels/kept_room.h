#pragma once

#include <QObject>

class QWidget;

namespace suss {

class Document;

/// Keeps a part of a panel as high as it has been for this reference. Who steps through images compares what
/// stands below: it stays where it is, whatever the part has to say.
class KeptRoom : public QObject {
    Q_OBJECT

  public:
    /// Of a part that has a layout.
    KeptRoom(const Document& document, QWidget* part);

    /// To be called once the content of the part has changed; there is room for so many letters in any case.
    /// If it is for fewer than before, what was needed before does not count.
    void keep(int letters = 0);
    /// The part is as high as its content again.
    void release();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    QWidget* part_;
    int room_ = 0, letters_ = 0;
};

}  // namespace suss
