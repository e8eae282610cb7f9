#include "ui/document/sampler.h"

#include "ui/paint/qt_image.h"

#include <cmath>
#include <numbers>

namespace suss {
namespace {

constexpr int kFrame = 33;       // milliseconds
constexpr double kLeg = 4;       // seconds from one sample to the next
constexpr int kThumbnail = 320;  // pixels of a still's longer side, for screens of twice the scale
constexpr std::size_t kKeptBytes = 600'000'000;

std::shared_ptr<const Image> shared(Image image) {
    return std::make_shared<const Image>(std::move(image));
}

QImage thumbnailOf(const Image& picture) {
    const QImage whole = toScreen(picture);
    return whole.width() > kThumbnail || whole.height() > kThumbnail
               ? whole.scaled(kThumbnail, kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation)
               : whole;
}

}  // namespace

// What a sample is made of, if it is there already; a job draws the rest.
struct Sampler::Material {
    std::shared_ptr<const Reference> reference;
    ComponentSwitches components;
    std::uint64_t seed = 0;
    int index = 0;
    Shared mean, deviation;

    void complete(const Progress& progress) {
        if (!mean) mean = shared(sampleMean(*reference, components));
        if (!deviation)
            deviation =
                shared(std::move(sampleDeviations(*reference, components, seed, index, 1, progress).front()));
    }
};

Sampler::Sampler(QObject* parent)
    : QObject(parent),
      drawing_(QStringLiteral("Sampling")),
      ahead_(QStringLiteral("Sampling")),
      stripping_(QStringLiteral("Drawing samples")) {
    for (Task* task : {&drawing_, &ahead_, &stripping_}) {
        connect(task, &Task::changed, this, &Sampler::activityChanged);
        connect(task, &Task::failed, this, &Sampler::failed);
    }
    clock_.setInterval(kFrame);
    clock_.setTimerType(Qt::PreciseTimer);
    connect(&clock_, &QTimer::timeout, this, &Sampler::tick);
}

void Sampler::setReference(const std::shared_ptr<const Reference>& reference) {
    if (reference == reference_) return;
    cancel();
    reference_ = reference;
    mean_.reset();
    forgetDrawings();
    forgetStills();
    picture_ = {};
    likelihoods_.reset();
    draw();
    drawStills();
    Q_EMIT changed();
}

void Sampler::setDrawn(const ComponentSwitches& drawn) {
    if (drawn == components_) return;
    components_ = drawn;
    mean_.reset();
    forgetDrawings();
    forgetStills();
    draw();
    drawStills();
}

void Sampler::setSettings(const SampleSettings& settings) {
    if (settings == settings_) return;
    const bool isOtherSeed = settings.seed != settings_.seed;
    const bool isOtherStrip = isOtherSeed || settings.strength != settings_.strength;
    settings_ = settings;
    if (isOtherSeed) forgetDrawings();
    if (isOtherStrip) forgetStills();
    Q_EMIT changed();
    draw();
    drawStills();
}

void Sampler::setWanted(bool picture) {
    if (picture == isWanted_) return;
    isWanted_ = picture;
    if (!picture) play(false);
    draw();
}

void Sampler::setStripWanted(bool strip) {
    isStripWanted_ = strip;
    drawStills();
}

void Sampler::play(bool on) {
    if (on == isPlaying()) return;
    if (on) {
        sinceTick_.start();
        clock_.start();
    } else {
        clock_.stop();
        draw();  // its score
    }
    Q_EMIT changed();
}

void Sampler::cancel() {
    if (isPlaying()) {
        clock_.stop();
        Q_EMIT changed();
    }
    for (Task* task : {&drawing_, &ahead_, &stripping_}) task->cancel();
}

const Task* Sampler::activity() const {
    if (isPlaying()) return nullptr;
    for (const Task* task : {&drawing_, &stripping_})
        if (task->isRunning()) return task;
    return nullptr;
}

void Sampler::forgetDrawings() {
    ahead_.cancel();
    deviations_.clear();
    shown_.reset();
}

void Sampler::forgetStills() {
    stripping_.cancel();
    stills_.clear();
}

Sampler::Material Sampler::material(int index) const {
    const auto known = deviations_.find(index);
    return {reference_, components_, settings_.seed,
            index,      mean_,       known == deviations_.end() ? nullptr : known->second};
}

void Sampler::keep(const Material& material) {
    if (material.reference != reference_ || material.components != components_) return;
    mean_ = material.mean;
    if (material.seed != settings_.seed) return;
    deviations_[material.index] = material.deviation;
    // Those that are far from what is looked at go first.
    const std::size_t each = material.mean->rgb.size() * sizeof(float);
    while (deviations_.size() > 3 && deviations_.size() * each > kKeptBytes) {
        const double here = settings_.number;
        const bool first = std::abs(deviations_.begin()->first - here) >
                           std::abs(std::prev(deviations_.end())->first - here);
        deviations_.erase(first ? deviations_.begin() : std::prev(deviations_.end()));
    }
}

// While a slider moves or time goes on, each picture is finished and the newest setting comes next: live, and
// no backlog.
void Sampler::draw() {
    struct Drawn {
        Material from, to;
        SampleSettings settings;
        Picture picture;
        std::optional<Likelihoods> likelihoods;
    };
    if (!isWanted_ || !reference_ || drawing_.isRunning()) return;
    if (shown_ == settings_ && (likelihoods_ || isPlaying())) return;
    const int index = int(settings_.number);
    drawing_.start(
        [from = material(index), to = material(index + 1), settings = settings_,
         scored = !isPlaying()](const Progress& progress) {
            Drawn drawn{from, to, settings, {}, {}};
            drawn.from.complete(progress);
            const double part = settings.number - int(settings.number);
            Image image;
            if (part > 0) {
                drawn.to.mean = drawn.from.mean;
                drawn.to.complete(progress);
                image = walkPicture(*drawn.from.mean, *drawn.from.deviation, *drawn.to.deviation,
                                    part * std::numbers::pi / 2, settings.strength);
            } else {
                image = samplePicture(*drawn.from.mean, *drawn.from.deviation, settings.strength);
            }
            if (scored) drawn.likelihoods = likelihoodsOf(*compare(from.reference, image));
            drawn.picture = pictureOf({}, std::move(image));
            return drawn;
        },
        [this](Drawn drawn) {
            keep(drawn.from);
            if (drawn.to.deviation) keep(drawn.to);
            if (drawn.from.components == components_) {
                picture_ = std::move(drawn.picture);
                likelihoods_ = drawn.likelihoods;
                shown_ = drawn.settings;
            }
            Q_EMIT changed();
            draw();
        });
}

// The sample after the next, before the walk gets there.
void Sampler::drawAhead() {
    const int index = int(settings_.number) + 2;
    if (!reference_ || ahead_.isRunning() || !mean_ || deviations_.count(index) > 0) return;
    ahead_.start(
        [ahead = material(index)](const Progress& progress) mutable {
            ahead.complete(progress);
            return ahead;
        },
        [this](const Material& ahead) { keep(ahead); });
}

void Sampler::tick() {
    const double seconds = double(sinceTick_.restart()) / 1000;
    // Nobody has seen the frame before: time waits for it.
    if (drawing_.isRunning()) return;
    settings_.number += std::min(seconds, 0.2) / kLeg;
    draw();
    drawAhead();
}

void Sampler::drawStills() {
    struct Drawn {
        Material material;
        Still still;
    };
    const int index = int(stills_.size());
    if (!isStripWanted_ || !reference_ || stripping_.isRunning() || index >= kStills) return;
    stripping_.start(
        [material = material(index), strength = settings_.strength](const Progress& progress) {
            Drawn drawn{material, {}};
            drawn.material.complete(progress);
            Image image = samplePicture(*drawn.material.mean, *drawn.material.deviation, strength);
            drawn.still.thumbnail = thumbnailOf(image);
            drawn.still.likelihoods = likelihoodsOf(*compare(material.reference, std::move(image)));
            return drawn;
        },
        [this](Drawn drawn) {
            keep(drawn.material);
            stills_.push_back(std::move(drawn.still));
            Q_EMIT changed();
            drawStills();
        });
}

}  // namespace suss
