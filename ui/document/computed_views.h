#pragma once

#include "ui/document/analysis_memory.h"
#include "ui/explained.h"
#include "ui/picture.h"
#include "ui/task.h"

#include <QObject>

#include <optional>
#include <vector>

namespace suss {

/// Views that are computed only while somebody looks at them: mean and spreads of the reference's model,
/// where SSIM finds a difference, where the two directions disagree, and the maps of a kept image.
class ComputedViews : public QObject {
    Q_OBJECT

  public:
    /// `memory` outlives this.
    ComputedViews(Analyse analyse, AnalysisMemory& memory, QObject* parent = nullptr);
    void setWanted(const std::vector<ViewKind>& kinds);
    /// Each forgets what was computed of another one; null: there is none.
    void setPictures(const std::shared_ptr<const Image>& reference,
                     const std::shared_ptr<const Image>& image);
    void setReference(const std::shared_ptr<const Reference>& reference);
    void setComparison(const std::shared_ptr<const Comparison>& comparison, const Weighting& weighting);
    /// The image that is kept beside; null: none.
    void setKept(const std::shared_ptr<const Image>& kept);
    void cancel();

    [[nodiscard]] bool isWanted(ViewKind kind) const;
    /// Null for other views, and for what is not known yet.
    [[nodiscard]] std::shared_ptr<const Field> field(ViewKind kind) const;
    [[nodiscard]] const Picture& mean() const { return mean_; }
    /// Standard error of the values of a spread view, relative to them, as far as they are there.
    [[nodiscard]] double spreadError(ViewKind kind) const { return spreadErrors_[channelIndex(kind)]; }
    /// Distance of the reference from the image, once somebody has looked at the two directions.
    [[nodiscard]] std::optional<double> distanceBackward(const Weighting& weighting) const;
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const;

  Q_SIGNALS:
    void predictedChanged();   ///< mean or spreads
    void comparisonChanged();  ///< SSIM or the other direction
    void keptChanged();        ///< maps of the kept image
    void activityChanged();
    void failed(const QString& message);

  private:
    void startViewing();
    void startSpread(Component component);
    void startReversing();
    void forgetKept();
    void startComparingKept();

    Analyse analyse_;
    AnalysisMemory& memory_;
    std::vector<ViewKind> wanted_;
    std::shared_ptr<const Image> referenceImage_, image_;
    std::shared_ptr<const Reference> reference_;
    std::shared_ptr<const Comparison> comparison_;
    Weighting weighting_;

    Picture mean_;
    std::array<std::shared_ptr<const Field>, kChannelCount> spreads_;
    std::array<double, kChannelCount> spreadErrors_{};
    std::shared_ptr<const Field> ssim_;
    std::shared_ptr<const Comparison> backward_;
    std::shared_ptr<const Field> directions_;
    Weighting directionsWeighting_;
    struct OfKept {
        std::shared_ptr<const Comparison> comparison;
        std::shared_ptr<const Field> difference, map;
        Weighting weighting;
    };
    std::shared_ptr<const Image> kept_;
    OfKept ofKept_;
    Task viewing_, reversing_, comparingKept_;
};

}  // namespace suss
