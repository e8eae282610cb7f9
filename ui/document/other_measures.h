#pragma once

#include "ui/jobs.h"
#include "ui/task.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace suss {

/// What stands beside the score: PSNR, SSIM, GMSD, the user's own metrics, and how the residuals are
/// distributed.
class OtherMeasures : public QObject {
    Q_OBJECT

  public:
    explicit OtherMeasures(QObject* parent = nullptr);
    /// Other pictures: forgets what was measured. Nulls: there is nothing to measure. A comparison of the
    /// same pictures adds its residuals.
    void setPictures(const std::shared_ptr<const Image>& reference, const std::shared_ptr<const Image>& image,
                     const std::shared_ptr<const Comparison>& comparison);
    /// TorchScript files.
    void setMetrics(const QStringList& files);
    void cancel() { measuring_.cancel(); }

    [[nodiscard]] const UserMetrics& metrics() const { return metrics_; }
    [[nodiscard]] const std::optional<Readings>& measured() const { return measured_; }
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const { return measuring_.isRunning() ? &measuring_ : nullptr; }

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    void start();
    [[nodiscard]] bool isComplete() const;

    std::shared_ptr<const Image> reference_, image_;
    std::shared_ptr<const Comparison> comparison_;
    UserMetrics metrics_;
    std::optional<Readings> measured_;
    Task measuring_;
};

}  // namespace suss
