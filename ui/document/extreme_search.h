#pragma once

#include "core/explain/extremes.h"
#include "ui/picture.h"
#include "ui/task.h"

#include <QObject>

#include <optional>

namespace suss {

/// Looks for the most and the least visible change of a given error, off the UI thread, when somebody asks.
class ExtremeSearch : public QObject {
    Q_OBJECT

  public:
    struct Found {
        ExtremesRequest request;
        struct Change {
            Picture picture;
            ExtremeFigures figures;
        };
        Change most, least;
    };

    explicit ExtremeSearch(QObject* parent = nullptr);
    /// Another reference: forgets what was found.
    void setReference(const std::shared_ptr<const Reference>& reference);
    void start(const ExtremesRequest& request);
    void cancel() { searching_.cancel(); }

    [[nodiscard]] const std::optional<Found>& found() const { return found_; }
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const { return searching_.isRunning() ? &searching_ : nullptr; }

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    std::shared_ptr<const Reference> reference_;
    std::optional<Found> found_;
    Task searching_;
};

}  // namespace suss
