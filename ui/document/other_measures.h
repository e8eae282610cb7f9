#pragma once

#include "ui/readings.h"
#include "ui/task.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>
#include <vector>

namespace suss {

/// What stands beside the score: PSNR, SSIM, GMSD, the user's own metrics, and how the residuals are
/// distributed.
class OtherMeasures : public QObject {
    Q_OBJECT

  public:
    explicit OtherMeasures(QObject* parent = nullptr);
    /// Other pictures: what is known of their comparison is there at once, the rest is measured a moment
    /// later. Says nothing: who has other pictures says so. Nulls: there is nothing to measure. A comparison
    /// of the same pictures adds its residuals.
    void setPictures(const std::shared_ptr<const Image>& reference, const std::shared_ptr<const Image>& image,
                     const std::shared_ptr<const Comparison>& comparison);
    /// TorchScript files.
    void setMetrics(const QStringList& files);
    void cancel();

    [[nodiscard]] const UserMetrics& metrics() const { return metrics_; }
    [[nodiscard]] const std::optional<Readings>& measured() const { return measured_; }
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const {
        return measuring_.isRunning() || pause_.isActive() ? &measuring_ : nullptr;
    }

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    /// Of a comparison that may be shown again.
    struct Known {
        std::weak_ptr<const Comparison> comparison;
        Readings readings;
    };
    void start();
    void measure();
    void keep();
    void recall();
    [[nodiscard]] bool isComplete() const;

    std::shared_ptr<const Image> reference_, image_;
    std::shared_ptr<const Comparison> comparison_;
    UserMetrics metrics_;
    std::optional<Readings> measured_;
    std::vector<Known> known_;
    QTimer pause_;
    Task measuring_;
};

}  // namespace suss
