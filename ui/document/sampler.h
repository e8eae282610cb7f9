#pragma once

#include "core/explain/account.h"
#include "core/explain/sample_pictures.h"
#include "ui/picture.h"
#include "ui/task.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <map>
#include <optional>
#include <vector>

namespace suss {

inline constexpr std::uint64_t kMostSeed = 999'999'999;  ///< that the window has room for

/// A sample of the set that a strip shows.
struct Still {
    QImage thumbnail;
    Likelihoods likelihoods;
};

/// Draws samples of the reference's model off the UI thread: the one that is looked at, a strip of others,
/// and a walk from each to the next. Everything random is kept at strength 1, so that another strength costs
/// no sweep.
class Sampler : public QObject {
    Q_OBJECT

  public:
    static constexpr int kStills = 8;

    explicit Sampler(QObject* parent = nullptr);

    /// None: forgets everything but the settings.
    void setReference(const std::shared_ptr<const Reference>& reference);
    void setDrawn(const ComponentSwitches& drawn);
    void setSettings(const SampleSettings& settings);
    /// Whether somebody looks at the sample, and at the strip: only then is it drawn.
    void setWanted(bool picture);
    void setStripWanted(bool strip);
    /// Walks on from the sample that is shown, a few seconds to each next one.
    void play(bool on);
    void cancel();

    [[nodiscard]] const SampleSettings& settings() const { return settings_; }
    [[nodiscard]] const ComponentSwitches& drawn() const { return components_; }
    /// Of the newest settings but one while those are under way.
    [[nodiscard]] const Picture& picture() const { return picture_; }
    /// Of that picture under the model of the reference; none while it walks.
    [[nodiscard]] const std::optional<Likelihoods>& likelihoods() const { return likelihoods_; }
    /// Samples 0, 1, ... of the seed, as many as are ready.
    [[nodiscard]] const std::vector<Still>& stills() const { return stills_; }
    /// Whether picture and score are those of the settings: else a newer one is under way, or it walks.
    [[nodiscard]] bool isSettled() const {
        return shown_ == settings_ && likelihoods_.has_value() && !isPlaying();
    }
    [[nodiscard]] bool isPlaying() const { return clock_.isActive(); }
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const;

  Q_SIGNALS:
    void changed();
    void activityChanged();
    void failed(const QString& message);

  private:
    using Shared = std::shared_ptr<const Image>;
    struct Material;

    void forgetDrawings();
    void forgetStills();
    void draw();
    void drawAhead();
    void drawStills();
    void tick();
    [[nodiscard]] Material material(int index) const;
    void keep(const Material& material);

    std::shared_ptr<const Reference> reference_;
    ComponentSwitches components_ = kAllComponents;
    SampleSettings settings_;
    bool isWanted_ = false, isStripWanted_ = false;

    // Pictures of the components and seed of the moment.
    Shared mean_;
    std::map<int, Shared> deviations_;  // by number of the sample

    Picture picture_;
    std::optional<SampleSettings> shown_;  // what picture_ is
    std::optional<Likelihoods> likelihoods_;
    std::vector<Still> stills_;

    Task drawing_, ahead_, stripping_;
    QTimer clock_;
    QElapsedTimer sinceTick_;
};

}  // namespace suss
