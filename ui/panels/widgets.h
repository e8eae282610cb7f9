#pragma once

#include <QCache>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>

#include <utility>

namespace suss {

/// Heading of a part of a panel, with room above.
class SectionLabel : public QLabel {
    Q_OBJECT

  public:
    explicit SectionLabel(const QString& text, QWidget* parent = nullptr);
};

/// Plain text. Layouts often ask how high it is in a width, for which a QLabel breaks its lines anew, several
/// times where it can be selected; this one does so once.
class MeasuredLabel : public QLabel {
    Q_OBJECT

  public:
    explicit MeasuredLabel(const QString& text = {}, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    mutable QCache<std::pair<QString, int>, int> heights_;  ///< of texts in so many pixels
};

/// A label in the quieter colour of the theme, which it keeps to when the palette changes.
class QuietLabel : public MeasuredLabel {
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

/// Sentences that can be selected and copied.
QLabel* wordsLabel(const QString& accessibleName);

/// A button with an icon (none: nullptr), a text that screen readers say too, and a hint; out of the way of
/// the views' keys.
QToolButton* textButton(const char* icon, const QString& text, const QString& toolTip);

/// Makes an item view part of the panel it stands in: no frame, no background, as high as its content, whose
/// rows are all as high as the first.
void makePlain(QAbstractItemView* view);
void fitHeight(QAbstractItemView* view);

}  // namespace suss
