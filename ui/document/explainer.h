#pragma once

#include "ui/document/analysis_memory.h"
#include "ui/document/weight_choice.h"
#include "ui/explained.h"
#include "ui/picture.h"
#include "ui/task.h"

#include <QObject>

#include <array>
#include <optional>

namespace suss {

/// Works out how the image differs from the reference, off the UI thread: the reference is analysed (the
/// network's work; large ones first made smaller, so that a sketch says what to expect), then compared with
/// the image, and the comparison is explained. What is not known yet is empty.
class Explainer : public QObject {
    Q_OBJECT

  public:
    /// `memory` and `weights` outlive this.
    Explainer(Analyse analyse, AnalysisMemory& memory, const WeightChoice& weights,
              QObject* parent = nullptr);
    /// The next thing that is not known of these two, or not under way; the image may be empty.
    void workOut(const Picture& reference, const Picture& image);
    /// Analyses a picture that may soon be the reference, unless something is being analysed already or it is
    /// large: then a sketch comes first.
    void analyseAhead(const std::shared_ptr<const Image>& reference);
    /// Nobody will ask for it.
    void forgetAhead();
    /// What was worked out of the image earlier.
    void setExplained(const Explained& explained);
    /// Account and explanation for the weights of the moment.
    void followWeights();
    /// Other pictures, and another reference.
    void forgetComparison();
    void forgetAnalysis();
    void cancel();

    [[nodiscard]] const std::shared_ptr<const Reference>& analysis() const { return analysed_; }
    /// Map, regions and sentence are for the switches of the moment before last if the newest are under way.
    [[nodiscard]] const Explained& explained() const { return explained_; }
    [[nodiscard]] const std::optional<Account>& account() const { return account_; }
    /// Account and explanation are those of the pictures made smaller by this factor; none: of the pictures
    /// themselves.
    [[nodiscard]] std::optional<int> coarseness() const;
    /// Work without which there is no score is under way.
    [[nodiscard]] bool isScoring() const;
    /// Work under way that somebody waits for, null if there is none.
    [[nodiscard]] const Task* activity() const;

  Q_SIGNALS:
    void furthered();  ///< workOut() can go on
    void sketched();   ///< so it can
    void modelRead(const suss::ModelInfo& model);
    void analysed();
    void compared();
    void explanationChanged();
    void accountChanged();
    void activityChanged();
    void failed(const QString& message);
    void analysisFailed(const QString& message);

  private:
    /// Something is being analysed that nobody has asked for yet.
    [[nodiscard]] bool isAhead() const { return analysing_.isRunning() && beingAnalysed_ != reference_; }
    [[nodiscard]] bool isAwaited(const Task& task) const;
    void workOutAnalysis(const Picture& reference, const Picture& image);
    void startSmallAnalysis(const Picture& reference);
    void startSketching(const Picture& image);
    void startAnalysis(const std::shared_ptr<const Image>& reference);
    void startSeeing(const Picture& reference, const Picture& image);
    void startComparing(const Picture& image);
    void startExplaining();

    Analyse analyse_;
    AnalysisMemory& memory_;
    const WeightChoice& weights_;
    std::shared_ptr<const Image> reference_, beingAnalysed_;
    std::shared_ptr<const Reference> analysed_;
    std::optional<SmallAnalysis> small_;  // of a large reference, until it is analysed
    std::optional<Sketch> sketch_;
    std::optional<Seen> seen_;  // of these two pictures, until they are compared
    Explained explained_;
    std::optional<Account> account_;
    Task analysingSmaller_, sketching_, analysing_, seeing_, comparing_, explaining_;
    const std::array<Task*, 6> tasks_{&analysingSmaller_, &sketching_, &analysing_,
                                      &seeing_,           &comparing_, &explaining_};
};

}  // namespace suss
