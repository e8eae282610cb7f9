#pragma once

#include "core/explain/account.h"
#include "ui/task.h"

#include <QObject>

#include <optional>

namespace suss {

/// A rectangle of the picture that is accounted for on its own, and how odd it is.
class MarkedPart : public QObject {
    Q_OBJECT

  public:
    explicit MarkedPart(QObject* parent = nullptr);
    void setRect(const std::optional<Rect>& rect);
    /// Another comparison: forgets what was known. None: there is nothing to account for.
    void setComparison(const std::shared_ptr<const Comparison>& comparison, const Weighting& weighting);
    /// Whether somebody wants to know how odd the rectangle is.
    void setOddityWanted(bool wanted);
    void cancel();

    [[nodiscard]] const std::optional<Rect>& rect() const { return rect_; }
    /// For the newest rectangle but one while that is under way.
    [[nodiscard]] const std::optional<Account>& account() const { return account_; }
    /// How odd it is, in itself and where it is: one sentence; empty until known.
    [[nodiscard]] const QString& oddity() const { return oddity_; }

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    void startAccounting();
    void startOdd();

    std::shared_ptr<const Comparison> comparison_;
    Weighting weighting_;
    std::optional<Rect> rect_;
    std::optional<Account> account_;
    bool isOddityWanted_ = false;
    QString oddity_;
    // What a result speaks of.
    struct Subject {
        Rect rect;
        Weighting weighting;
        std::shared_ptr<const Comparison> comparison;
        bool operator==(const Subject&) const = default;
    };
    std::optional<Subject> accounted_, odd_;
    Task accounting_, odding_;
};

}  // namespace suss
