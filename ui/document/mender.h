#pragma once

#include "core/explain/comparison.h"
#include "ui/document/pixel_mask.h"
#include "ui/source.h"
#include "ui/task.h"

#include <QObject>

#include <optional>
#include <vector>

namespace suss {

/// What a part of the image is replaced by: the reference, or what the model of it expects.
enum class Mending { Reference, Mean };

/// Makes pictures of which a part was replaced ("what if"), and knows what each was before.
class Mender : public QObject {
    Q_OBJECT

  public:
    explicit Mender(QObject* parent = nullptr);
    /// Replaces the chosen pixels of the image of a comparison, which comes from `before`.
    void mend(const std::shared_ptr<const Comparison>& comparison, const Source& before,
              const PixelMask& chosen, Mending with);
    void cancel() { mending_.cancel(); }

    /// Whether a picture is one that was made here.
    [[nodiscard]] bool hasMade(const Source& picture) const;
    /// What the picture was before anything was replaced.
    [[nodiscard]] Source originOf(const Source& picture) const;
    /// Forgets the last replacement of a picture; what it was before that, if anything.
    std::optional<Source> takeBack(const Source& picture);
    /// Forgets how a picture came about.
    void forget(const Source& picture);
    void clear() { steps_.clear(); }

    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const { return mending_.isRunning() ? &mending_ : nullptr; }

  Q_SIGNALS:
    void mended(const suss::Source& before, const suss::Source& after);
    void activityChanged();
    void failed(const QString& message);

  private:
    // One picture before and after a part of it was replaced.
    struct Step {
        Source before, after;
    };
    [[nodiscard]] std::vector<Step>::const_iterator stepTo(const Source& picture) const;

    std::vector<Step> steps_;
    Task mending_;
};

}  // namespace suss
