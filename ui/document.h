#pragma once

#include "ui/extreme_search.h"
#include "ui/file_watch.h"
#include "ui/jobs.h"
#include "ui/repair_walk.h"
#include "ui/sampler.h"
#include "ui/task.h"

#include <QFlags>
#include <QObject>

namespace suss {

enum class Role { Reference, Image };

/// What a rectangle of the image is replaced by: the reference, or what the model of it expects.
enum class Mending { Reference, Mean };

/// What a person should know, with a remedy where there is one.
struct Message {
    enum class Kind { Note, Error };
    enum class Remedy { None, Resume, ScaleImage };
    Kind kind = Kind::Note;
    QString text;  ///< empty: nothing to say (any more)
    Remedy remedy = Remedy::None;
};

/// One of the images that are compared with the reference.
struct Candidate {
    Source source;
    std::optional<Likelihoods> likelihoods;  ///< once it was compared
    QString problem;                         ///< why it cannot be; empty if it can
    /// Nearly all of the distance lies in a few small places: how many people notice is not known then.
    bool isLocal = false;
};

/// A reference, the images that are compared with it, and everything known about the difference of the
/// current one. Owns the state; everything slow runs off the UI thread. The reference is analysed by the
/// network once; a further image, switches and samples never run it again. The numbers always belong to the
/// pictures that are shown: what is not known yet is empty.
class Document : public QObject {
    Q_OBJECT

  public:
    enum class Change {
        Pictures = 1,      ///< either picture
        Analysis = 2,      ///< the reference's distributions
        Comparison = 4,    ///< residuals, difference, SSIM, the other direction
        Account = 8,       ///< weights, switches, score
        Explanation = 16,  ///< map, regions, sentence
        Measured = 32,     ///< PSNR, SSIM, GMSD, quantiles of the residuals
        Sample = 64,       ///< sample or its settings
        Predicted = 256,   ///< mean or spread of the reference's model
        List = 128,        ///< the images that are compared, or which is current
        Marked = 512,      ///< the marked rectangle or its account
        Probe = 1024,      ///< what goes with the pixel that is asked about
        Standing = 2048,   ///< how imperceptible variants are scored
        Extremes = 4096,   ///< the most and the least visible change
        Repair = 8192,     ///< the way from image to reference
    };
    Q_DECLARE_FLAGS(Changes, Change)

    explicit Document(Analyse analyse, QObject* parent = nullptr);

    // Intents.
    void open(Role role, const Source& source);
    /// A new reference makes a new list of images; the first of them is shown. The same reference keeps its
    /// analysis and its list, and the images are added.
    void openAll(const Source& reference, const QList<Source>& images);
    void openPair(const Source& reference, const Source& image) { openAll(reference, {image}); }
    /// Adds them to the list and shows the first; the others are compared in the background.
    void openImages(const QList<Source>& images);
    /// Shows another image of the list: at once if it was compared already and is still in memory.
    void setCurrent(int index);
    /// To the next (1) or previous (-1) image of the given order of indices that can be compared.
    void step(int direction, const std::vector<int>& order);
    void removeImage(int index);
    void swapRoles();
    /// Reads both again.
    void reload();
    /// Stops everything under way; what is there stays.
    void cancel();
    void remedy(Message::Remedy remedy);
    void setEnabled(Component component, bool enabled);
    /// Leaves only this component on; all of them again if it was alone.
    void solo(Component component);
    /// A weight set of the model, with its own numbers.
    void setWeightSet(const QString& name);
    /// Another weight, to explore: the set counts as edited until it is chosen again.
    void setWeight(Component component, double weight);
    /// A weight set (a name the model does not know: its default) with these numbers and switches; at once,
    /// or when the model is there.
    void restoreWeights(const QString& set, const Weights& weights,
                        const std::array<bool, kComponentCount>& enabled);
    void setSampling(const SampleSettings& settings);
    /// TorchScript files of measures to stand beside the score.
    void setMetrics(const QStringList& files);
    /// A rectangle of the picture that is to be accounted for on its own, if any.
    void setMarked(const std::optional<Rect>& rect);
    /// Replaces the marked rectangle of the image; the result stands in the list, in place of one that was
    /// mended before.
    void mend(Mending with);
    /// Takes the last replacement of the image that is shown back.
    void unmend();
    /// Whether somebody wants to know how odd the marked rectangle is.
    void setOddityWanted(bool wanted);
    /// The variable whose footprint is wanted, if any.
    void setProbe(const std::optional<Probe>& probe);
    /// Views that someone looks at: samples, mean, spreads, SSIM and the other direction are computed only
    /// then.
    void setWanted(const std::vector<ViewKind>& kinds);

    // State.
    [[nodiscard]] const Picture& picture(Role role) const {
        return role == Role::Reference ? reference_ : image_;
    }
    [[nodiscard]] const std::shared_ptr<const Comparison>& comparison() const {
        return explained_.comparison;
    }
    [[nodiscard]] const Weighting& weighting() const { return weighting_; }
    [[nodiscard]] const QString& weightSet() const { return weightSet_; }
    [[nodiscard]] bool isEdited() const;
    [[nodiscard]] const std::optional<Account>& account() const { return account_; }
    /// Account, map, regions and sentence are those of the pictures made smaller by this factor, until the
    /// whole ones are analysed; none: they are those of the pictures themselves.
    [[nodiscard]] std::optional<int> coarseness() const;
    /// Map, regions and sentence for the switches of the moment before last if the newest are under way.
    [[nodiscard]] const Explanation& explanation() const { return explained_.explanation; }
    [[nodiscard]] const UserMetrics& metrics() const { return metrics_; }
    [[nodiscard]] const std::optional<Measured>& measured() const { return measured_; }
    [[nodiscard]] const std::optional<Rect>& marked() const { return marked_; }
    /// Of the marked rectangle alone.
    [[nodiscard]] const std::optional<Account>& accountOfMarked() const { return accountOfMarked_; }
    [[nodiscard]] bool canUnmend() const;
    /// Of the image as it was before anything was replaced; none if nothing was.
    [[nodiscard]] std::optional<double> distanceBeforeMending() const;
    /// How odd the marked rectangle is, in itself and where it is: one sentence; empty until known.
    [[nodiscard]] const QString& oddity() const { return oddity_; }
    /// For the newest probe but one while that is under way; none without a probe.
    [[nodiscard]] const std::optional<Footprint>& footprint() const { return footprint_; }
    /// Empty until known.
    [[nodiscard]] const VariantScores& variants() const { return variants_; }
    /// Distance of the reference from the image, once somebody has looked at the two directions.
    [[nodiscard]] std::optional<double> distanceBackward() const;
    [[nodiscard]] const std::optional<ModelInfo>& model() const { return model_; }
    [[nodiscard]] const SampleSettings& sampling() const { return sampler_.settings(); }
    [[nodiscard]] Sampler& sampler() { return sampler_; }
    [[nodiscard]] const Sampler& sampler() const { return sampler_; }
    [[nodiscard]] RepairWalk& repair() { return repair_; }
    [[nodiscard]] const RepairWalk& repair() const { return repair_; }
    [[nodiscard]] ExtremeSearch& extremes() { return extremes_; }
    [[nodiscard]] const ExtremeSearch& extremes() const { return extremes_; }
    /// Standard error of the values of a spread view, relative to them, as far as they are there.
    [[nodiscard]] double spreadError(ViewKind kind) const { return spreadErrors_[channelIndex(kind)]; }
    /// Numbers of a map view; null for pictures and for what is not known yet.
    [[nodiscard]] std::shared_ptr<const Field> field(ViewKind kind) const;
    /// A picture view's pixels; null for maps and for what is not there yet.
    [[nodiscard]] std::shared_ptr<const Pyramid> pyramid(ViewKind kind) const;
    [[nodiscard]] const std::vector<Candidate>& images() const { return images_; }
    [[nodiscard]] int current() const { return current_; }  ///< index in images(), or -1
    /// The image that is being opened, else the current one.
    [[nodiscard]] int aim() const;
    [[nodiscard]] const std::shared_ptr<const Reference>& analysis() const { return analysed_; }
    [[nodiscard]] QSize imageSize() const { return reference_.isEmpty() ? image_.size() : reference_.size(); }

    /// The work under way that matters most, null if there is none.
    [[nodiscard]] const Task* activity() const;

  Q_SIGNALS:
    void changed(suss::Document::Changes changes);
    void messageChanged(const suss::Message& message);
    void activityChanged();

  private:
    struct Opened;
    struct Remembered {
        std::shared_ptr<const Image> image;
        std::shared_ptr<const Reference> reference;
    };

    // An image that was compared, ready to be shown again.
    struct Kept {
        Picture picture;
        Explained explained;
    };

    // One image before and after a rectangle of it was replaced.
    struct Mended {
        Source before, after;
    };

    // What is to be read.
    struct Request {
        std::optional<Source> reference, image;
        std::optional<QList<Source>> others;  // with a new reference: the list of images but for the first
        QString remark;                       // to be said when it is there
    };
    void load(Request request);
    void readAgain(const QStringList& files);
    void showFirst();
    void noteCurrent();
    enum class Place { First, Behind };
    void keep(Kept kept, Place place);
    [[nodiscard]] int indexOfImage(const Source& source) const;
    void startScoring();
    void take(Opened opened);
    void adopt(Opened& opened);
    void noteProblem(const Opened& opened);
    void forgetComparison();
    void forgetAnalysis();
    void startWhatIsMissing();
    void startAnalysis();
    void startSketching();
    void startComparing();
    void startExplaining();
    void startMeasuring();
    void startViewing();
    void startReversing();
    void startMarking();
    void startOdd();
    [[nodiscard]] std::vector<Mended>::const_iterator mendingOf(const Source& source) const;
    void startProbing();
    void startStanding();
    [[nodiscard]] bool isWanted(ViewKind kind) const;
    void setWeighting(const Weighting& weighting);
    [[nodiscard]] std::shared_ptr<const Reference> remembered(const Picture& picture) const;
    void remember(const std::shared_ptr<const Image>& image,
                  const std::shared_ptr<const Reference>& analysed);
    [[nodiscard]] std::vector<Task*> allTasks() {
        return {&opening_,   &sketching_, &analysing_, &comparing_, &explaining_, &viewing_, &scoring_,
                &measuring_, &reversing_, &marking_,   &probing_,   &standing_,   &mending_, &odding_};
    }
    void say(Message::Kind kind, const QString& text, Message::Remedy remedy = Message::Remedy::None);

    Analyse analyse_;
    Picture reference_, image_;
    std::shared_ptr<const Reference> analysed_;
    std::vector<Remembered> memory_;  // so that swapping back and forth runs the network once for each role
    Explained explained_;
    Weighting weighting_;
    QString weightSet_;  // of the model; empty before there is one
    std::optional<ModelInfo> model_;
    struct ChosenWeights {
        QString set;
        Weights weights;
        std::array<bool, kComponentCount> enabled;
    };
    std::optional<ChosenWeights> chosenWeights_;  // until there is a model
    std::optional<Account> account_;
    std::optional<Sketch> sketch_;
    std::optional<Measured> measured_;
    UserMetrics metrics_;
    std::optional<Rect> marked_;
    std::optional<Account> accountOfMarked_;
    std::vector<Mended> mended_;
    bool isOddityWanted_ = false;
    QString oddity_;
    struct Odd {
        Rect rect;
        Weighting weighting;
        std::shared_ptr<const Comparison> comparison;
        bool operator==(const Odd&) const = default;
    };
    std::optional<Odd> odd_;  // what oddity_ says something of
    std::optional<Probe> probe_;
    std::optional<Footprint> footprint_;
    VariantScores variants_;
    FileWatch watch_;
    QStringList changedFiles_;  // while something is being opened
    Source aim_;                // the image of the list that is being opened
    Source unequal_;            // the image that was refused, and could be scaled
    std::vector<Candidate> images_;
    int current_ = -1;
    std::vector<Kept> kept_;  // the one used last comes first

    Sampler sampler_;
    ExtremeSearch extremes_;
    RepairWalk repair_;
    std::vector<ViewKind> wanted_;
    Picture mean_;
    std::shared_ptr<const Field> ssim_;
    std::shared_ptr<const Comparison> backward_;  // of the reference with the image
    std::shared_ptr<const Field> directions_;
    Weighting directionsWeighting_;
    std::array<std::shared_ptr<const Field>, kChannelCount> spreads_;
    std::array<double, kChannelCount> spreadErrors_{};

    Task opening_, sketching_, analysing_, comparing_, explaining_, viewing_, scoring_, measuring_,
        reversing_, marking_, probing_, standing_, mending_, odding_;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Document::Changes)

}  // namespace suss
