#pragma once

#include "core/explain/surprise.h"
#include "core/train/variant_scores.h"
#include "ui/task.h"

#include <QObject>

#include <memory>

namespace suss {

/// How imperceptible variants of the reference are scored, beside which a comparison stands.
class Standing : public QObject {
    Q_OBJECT

  public:
    explicit Standing(QObject* parent = nullptr);
    /// Makes and scores variants, unless that is done or under way.
    void start(const std::shared_ptr<const Reference>& reference, const ModelInfo& model);
    void cancel() { scoring_.cancel(); }
    /// Another reference.
    void forget();

    /// Empty until known.
    [[nodiscard]] const VariantScores& variants() const { return variants_; }
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const { return scoring_.isRunning() ? &scoring_ : nullptr; }

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    VariantScores variants_;
    Task scoring_;
};

}  // namespace suss
