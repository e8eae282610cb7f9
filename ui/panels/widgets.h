#pragma once

#include <QHeaderView>
#include <QLabel>
#include <QToolButton>

#include <map>

namespace suss {

/// Heading of a part of a panel, with room above.
class SectionLabel : public QLabel {
    Q_OBJECT

  public:
    explicit SectionLabel(const QString& text, QWidget* parent = nullptr);
};

/// A label in the quieter colour of the theme, which it keeps to when the palette changes.
class QuietLabel : public QLabel {
    Q_OBJECT

  public:
    explicit QuietLabel(const QString& text = {}, double scale = 1, QWidget* parent = nullptr);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void recolor();
    bool recoloring_ = false;
};

/// Column titles without the look of buttons.
class PlainHeader : public QHeaderView {
    Q_OBJECT

  public:
    explicit PlainHeader(QWidget* parent = nullptr);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

/// Layouts often ask how high sentences are; a plain label breaks their lines anew each time.
class WordsLabel : public QLabel {
    Q_OBJECT

  public:
    using QLabel::QLabel;
    [[nodiscard]] int heightForWidth(int width) const override;

  private:
    struct Broken {
        QString text;
        QFont font;
        QMargins margins;
        std::map<int, int> heights;  ///< for each width
    };
    mutable Broken broken_;
};
/// Sentences that can be selected and copied.
QLabel* wordsLabel(const QString& accessibleName);

/// A button with an icon (none: nullptr), a text that screen readers say too, and a hint; out of the way of
/// the views' keys.
QToolButton* textButton(const char* icon, const QString& text, const QString& toolTip);

/// Makes an item view part of the panel it stands in: no frame, no background, as high as its content.
void makePlain(QAbstractItemView* view);
void fitHeight(QAbstractItemView* view);

}  // namespace suss
