#pragma once

#include "ui/document/compared_images.h"
#include "ui/document/computed_views.h"
#include "ui/document/explainer.h"
#include "ui/document/extreme_search.h"
#include "ui/document/loader.h"
#include "ui/document/marked_part.h"
#include "ui/document/mender.h"
#include "ui/document/message.h"
#include "ui/document/other_measures.h"
#include "ui/document/painted_part.h"
#include "ui/document/pixel_probe.h"
#include "ui/document/repair_walk.h"
#include "ui/document/sampler.h"
#include "ui/document/standing.h"
#include "ui/document/weight_choice.h"

#include <QFlags>
#include <QObject>

namespace suss {

enum class Role { Reference, Image };

/// A reference, the images that are compared with it, and everything known about the difference of the
/// current one. Owns the state and says what has changed; its parts do the work, off the UI thread where it
/// is slow. The reference is analysed by the network once; a further image, switches and samples never run it
/// again. The numbers always belong to the pictures that are shown: what is not known yet is empty.
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
        Predicted = 128,   ///< mean or spread of the reference's model
        List = 256,        ///< the images that are compared, or which is current
        Marked = 512,      ///< the marked rectangle or its account, or what is painted
        Probe = 1024,      ///< what goes with the pixel that is asked about
        Standing = 2048,   ///< how imperceptible variants are scored
        Extremes = 4096,   ///< the most and the least visible change
        Repair = 8192,     ///< the way from image to reference
        Kept = 16384,      ///< the image that is kept beside, or its maps
    };
    Q_DECLARE_FLAGS(Changes, Change)

    explicit Document(Analyse analyse, QObject* parent = nullptr);

    // Intents.
    void open(Role role, const Source& source);
    /// A new reference makes a new list of images; the first of them is shown. The same reference keeps its
    /// analysis and its list, and the images are added. An exposure that is given is that of all from now on.
    void openAll(const Source& reference, const QList<Source>& images, std::optional<double> exposure = {});
    void openPair(const Source& reference, const Source& image) { openAll(reference, {image}); }
    /// Reads what is likely to be opened next, and analyses what would be the reference if it is not large,
    /// so that opening it takes less; in place of what was likely before, unless it is the same.
    void readAhead(const Likely& likely);
    /// Adds them to the list and shows the first; the others are compared in the background.
    void openImages(const QList<Source>& images);
    /// Shows another image of the list: at once if it was compared already and is still in memory.
    void setCurrent(int index);
    /// To the next (1) or previous (-1) image of the given order of indices that can be compared.
    void step(int direction, const std::vector<int>& order);
    void removeImage(int index);
    /// Keeps the image that is shown as a further picture beside those that come; instead of one that was
    /// kept before, or not at all any more if it was this one. It goes when it leaves the list (also to
    /// become the reference) and when the pictures are of another size; a file that was written anew is kept
    /// as it is now.
    void keepBeside();
    /// Keeps one of the list, whether it is shown or not, or none, instead of one that was kept before.
    void keep(const std::optional<Source>& source);
    void swapRoles();
    /// Makes an image of the list the reference of all others; the old reference takes its place in the list.
    /// The image that is shown stays, unless it is this one: then the two swap roles.
    void makeReference(int index);
    /// Opens the reference and the list again that gave way to those that are open now.
    void bringBack();
    /// Reads both again.
    void reload();
    /// Reads all of them again, so many stops brighter than they are, and everything that is opened from now
    /// on. Pictures that the program made of those at another exposure change with them.
    void setExposure(double stops);
    /// Stops everything under way; what is there stays.
    void cancel();
    void remedy(Message::Remedy remedy);
    /// Replaces what is painted, or else the marked rectangle, of the image; the result stands in the list,
    /// in place of one that was mended before.
    void mend(Mending with);
    /// Takes the last replacement of the image that is shown back.
    void unmend();
    /// Adds the image laid back over the reference to the list and shows it, if it was found to have moved.
    void moveBack();
    /// Views that someone looks at: samples, mean, spreads, SSIM, the other direction and maps of the kept
    /// image are computed only then.
    void setWanted(const std::vector<ViewKind>& kinds);

    // State.
    [[nodiscard]] const Picture& picture(Role role) const {
        return role == Role::Reference ? reference_ : image_;
    }
    /// The image that is kept beside; empty if there is none.
    [[nodiscard]] const Picture& kept() const { return kept_; }
    [[nodiscard]] double exposure() const { return exposure_; }  ///< stops
    /// The exposure at which everything is being read, else the present one.
    [[nodiscard]] double aimedExposure() const { return loader_.exposure().value_or(exposure_); }
    [[nodiscard]] QSize imageSize() const { return reference_.isEmpty() ? image_.size() : reference_.size(); }
    [[nodiscard]] const std::vector<Candidate>& images() const { return images_.all(); }
    [[nodiscard]] int current() const { return images_.current(); }  ///< index in images(), or -1
    /// The image that is being opened, else the current one.
    [[nodiscard]] int aim() const;
    [[nodiscard]] const std::shared_ptr<const Reference>& analysis() const { return explainer_.analysis(); }
    [[nodiscard]] const std::shared_ptr<const Comparison>& comparison() const {
        return explainer_.explained().comparison;
    }
    [[nodiscard]] const std::optional<Account>& account() const { return explainer_.account(); }
    /// Map, regions and sentence for the switches of the moment before last if the newest are under way.
    [[nodiscard]] const Explanation& explanation() const { return explainer_.explained().explanation; }
    /// Account, map, regions and sentence are those of the pictures made smaller by this factor, until the
    /// whole ones are analysed; none: they are those of the pictures themselves.
    [[nodiscard]] std::optional<int> coarseness() const { return explainer_.coarseness(); }
    /// Whether a list was replaced that is more than a file to be opened again.
    [[nodiscard]] bool canBringBack() const { return putAway_.has_value(); }
    [[nodiscard]] bool canMoveBack() const {
        return comparison() && comparison()->followed && account() && account()->hasMoved();
    }
    [[nodiscard]] bool canUnmend() const { return mender_.hasMade(image_.source); }
    /// The distance of the image as it was before anything was replaced; none if nothing was.
    [[nodiscard]] std::optional<double> distanceBeforeMending() const;
    /// The range in which the maps of all images of the list can be compared, where there is one.
    [[nodiscard]] std::optional<Range> commonRange(RangeGroup group) const {
        return images_.commonRange(group, weighting());
    }
    /// How imperceptible variants of the reference are scored; empty until known.
    [[nodiscard]] const VariantScores& variants() const { return standing_.variants(); }
    /// Numbers of a map view; null for pictures and for what is not known yet.
    [[nodiscard]] std::shared_ptr<const Field> field(ViewKind kind) const;
    /// A picture view's pixels; null for maps and for what is not there yet.
    [[nodiscard]] std::shared_ptr<const Pyramid> pyramid(ViewKind kind) const;
    /// The work under way that matters most, null if there is none.
    [[nodiscard]] const Task* activity() const;
    /// Whether other pictures are being read.
    [[nodiscard]] bool isOpening() const { return loader_.isLoading(); }

    // Parts that are asked and told directly; what they are made of comes from the document.
    [[nodiscard]] WeightChoice& weights() { return weights_; }
    [[nodiscard]] const WeightChoice& weights() const { return weights_; }
    [[nodiscard]] const Weighting& weighting() const { return weights_.weighting(); }
    [[nodiscard]] OtherMeasures& measures() { return measures_; }
    [[nodiscard]] const OtherMeasures& measures() const { return measures_; }
    [[nodiscard]] MarkedPart& marked() { return marked_; }
    [[nodiscard]] const MarkedPart& marked() const { return marked_; }
    [[nodiscard]] PaintedPart& painted() { return painted_; }
    [[nodiscard]] const PaintedPart& painted() const { return painted_; }
    [[nodiscard]] PixelProbe& probe() { return probe_; }
    [[nodiscard]] const PixelProbe& probe() const { return probe_; }
    [[nodiscard]] Sampler& sampler() { return sampler_; }
    [[nodiscard]] const Sampler& sampler() const { return sampler_; }
    [[nodiscard]] ExtremeSearch& extremes() { return extremes_; }
    [[nodiscard]] const ExtremeSearch& extremes() const { return extremes_; }
    [[nodiscard]] RepairWalk& repair() { return repair_; }
    [[nodiscard]] const RepairWalk& repair() const { return repair_; }
    [[nodiscard]] const ComputedViews& views() const { return views_; }

  Q_SIGNALS:
    void changed(suss::Document::Changes changes);
    /// What was done, for the moment.
    void announced(const QString& text);
    void messageChanged(const suss::Message& message);
    void activityChanged();

  private:
    /// What was open before something else was; the image that was shown comes first.
    struct PutAway {
        Source reference;
        QList<Source> images;
        double exposure = 0;
    };

    template <class Part>
    void listenTo(const Part& part);
    template <class Part>
    void listenTo(const Part& part, Change change);
    [[nodiscard]] PutAway whatIsOpen() const;
    void load(const LoadRequest& request);
    void readAgain(const QStringList& files);
    void showFirst();
    void take(const Loaded& loaded);
    /// True: a list gave way that can be brought back.
    bool adopt(const Loaded& loaded);
    bool takeReference(const Loaded& loaded);
    void sayProblem(const QString& error);
    void noteProblem(const Loaded& loaded);
    void sayNotes(const QString& remark = {}, Message::Remedy remedy = Message::Remedy::None);
    void setKept(const Picture& picture);
    void followKept();
    void forgetComparison();
    void forgetAnalysis();
    void startWhatIsMissing();
    void startScoring();
    void startStanding();
    void followWeights();

    AnalysisMemory memory_;
    Picture reference_, image_, kept_;
    double exposure_ = 0;
    std::optional<PutAway> putAway_;
    Source unequal_;  // the image that was refused, and could be scaled

    Loader loader_;
    ComparedImages images_;
    WeightChoice weights_;
    Explainer explainer_;
    ComputedViews views_;
    OtherMeasures measures_;
    Standing standing_;
    MarkedPart marked_;
    PaintedPart painted_;
    Mender mender_;
    Task movingBack_, readingKept_;
    PixelProbe probe_;
    Sampler sampler_;
    ExtremeSearch extremes_;
    RepairWalk repair_;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Document::Changes)

}  // namespace suss
