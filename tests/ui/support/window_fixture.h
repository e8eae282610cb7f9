#pragma once

#include "core/image/image.h"
#include "tests/support/photos.h"
#include "ui/document/document.h"

#include <QString>

#include <atomic>
#include <memory>

namespace suss::test {

/// Counts the runs of the network, and can hold them until told otherwise. Shared by all copies of its
/// function.
class CountedAnalysis {
  public:
    CountedAnalysis();

    [[nodiscard]] Analyse function() const;
    [[nodiscard]] int runs() const { return state_->runs; }
    /// While held, a run waits (and reports progress) until it is released or cancelled.
    void hold() { state_->held = true; }
    void release() { state_->held = false; }
    /// Runs that ended because they were asked to stop.
    [[nodiscard]] int cancelled() const { return state_->cancelled; }

  private:
    struct State {
        Analyse analyse;
        std::atomic<int> runs{0}, cancelled{0};
        std::atomic<bool> held{false};
    };
    std::shared_ptr<State> state_;
};

/// Small pictures as files: the middle of the example landscape and variants of it.
class PictureFiles {
  public:
    static constexpr int kWidth = 128, kHeight = 96;

    PictureFiles();
    QString reference, blurred, blemished;  ///< 8-bit PNG
    QString shifted;                        ///< 2 pixels to the left, what leaves comes in on the right
    QString deep;                           ///< 16-bit PNG, slightly brighter
    QString smaller;                        ///< 96 x 64
    QString damaged;                        ///< not a picture
    [[nodiscard]] QString path(const QString& name) const;
    [[nodiscard]] const Image& referenceImage() const { return image_; }

  private:
    ScratchFolder folder_;
    Image image_;
};

/// Keeps settings of tests away from those of people. Call first in initTestCase.
void useScratchSettings();

/// Waits until the document has nothing under way. False after two minutes.
bool waitUntilIdle(const Document& document);

/// Opens both and waits for everything that follows.
bool openAndWait(Document& document, const QString& reference, const QString& image);

}  // namespace suss::test
