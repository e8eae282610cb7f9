#pragma once

#include "ui/jobs.h"
#include "ui/task.h"

#include <QObject>

#include <optional>

namespace suss {

/// Works out what goes with the variable that somebody asks about.
class PixelProbe : public QObject {
    Q_OBJECT

  public:
    explicit PixelProbe(QObject* parent = nullptr);
    /// Another reference: forgets the footprint.
    void setReference(const std::shared_ptr<const Reference>& reference);
    /// None: nobody asks.
    void setProbe(const std::optional<Probe>& probe);
    void cancel() { probing_.cancel(); }

    /// For the newest probe but one while that is under way; none without a probe.
    [[nodiscard]] const std::optional<Footprint>& footprint() const { return footprint_; }

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    void start();

    std::shared_ptr<const Reference> reference_;
    std::optional<Probe> probe_;
    std::optional<Footprint> footprint_;
    Task probing_;
};

}  // namespace suss
