#include "ui/export/exporter.h"

#include "core/error.h"
#include "core/files.h"
#include "core/image/write.h"
#include "core/report/exact.h"
#include "ui/figure/of_views.h"
#include "ui/figure/render.h"
#include "ui/report/image_list.h"
#include "ui/report/raw_maps.h"
#include "ui/text.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

#include <algorithm>

namespace suss {
namespace {

// The hashes in a recipe are those of the files as they are now: they must be what is shown.
void throwIfChanged(const std::vector<Source>& sources) {
    for (const Source& source : sources)
        if (source.kind == Source::Kind::File && QFileInfo(source.path).lastModified() != source.modified)
            throw Error(
                QStringLiteral("%1 has changed on disk: it has to be read again before it can be saved.")
                    .arg(source.title())
                    .toStdString());
}

// The name of weights that the model knows, else their numbers.
std::string nameOf(const Weights& weights, const ModelInfo& model, const QString& likely) {
    const auto isSet = [&](const auto& set) { return set.second == weights; };
    const auto named = model.weightSets.find(likely.toStdString());
    if (named != model.weightSets.end() && isSet(*named)) return named->first;
    const auto other = std::find_if(model.weightSets.begin(), model.weightSets.end(), isSet);
    if (other != model.weightSets.end()) return other->first;
    std::string numbers;
    for (const Component component : kComponents) {
        if (!numbers.empty()) numbers += ',';
        numbers.append(nameOf(component)).append(" ").append(exact(weights[indexOf(component)]));
    }
    return numbers;
}

QString remarkOn(const std::vector<NotCompared>& failed) {
    if (failed.empty()) return {};
    const QString first = failed.front().problem;
    return failed.size() == 1 ? QStringLiteral("One image is missing there: ") + first
                              : QStringLiteral("%1 images are missing there, the first because: %2")
                                    .arg(failed.size())
                                    .arg(first);
}

}  // namespace

QString recipeBeside(const QString& figure) {
    const QFileInfo file(figure);
    return file.path() + QLatin1Char('/') + file.completeBaseName() + QStringLiteral(".recipe.json");
}

Exporter::Exporter(const Document& document, const ViewState& state, QObject* parent)
    : QObject(parent), document_(document), state_(state) {}

void Exporter::append(Job job) {
    Task* task = job.task;
    connect(task, &Task::failed, this, &Exporter::failed);
    connect(task, &Task::changed, this, [this, task] {
        if (!task->isRunning() && !jobs_.empty() && jobs_.front().task == task) {
            jobs_.pop_front();
            task->deleteLater();
            if (!jobs_.empty()) jobs_.front().start();
        }
        Q_EMIT activityChanged();
    });
    jobs_.push_back(std::move(job));
    if (jobs_.size() == 1) jobs_.front().start();
}

const Task* Exporter::activity() const {
    return jobs_.empty() ? nullptr : jobs_.front().task;
}

void Exporter::cancel() {
    if (!jobs_.empty()) jobs_.front().task->cancel();
}

std::vector<Source> Exporter::sources() const {
    return {document_.picture(Role::Reference).source, document_.picture(Role::Image).source};
}

void Exporter::saveView(const QString& file, double dpi) {
    FigureOptions options = figureOptionsOf(document_, state_);
    options.dpi = dpi;
    saveFigure(options, file);
}

void Exporter::saveFigure(const FigureOptions& options, const QString& file, bool isRecipeBeside) {
    const std::filesystem::path path = file.toStdString();
    enqueue(
        tr("Saving %1").arg(QFileInfo(file).fileName()),
        [input = figureInputOf(document_), recipe = recipeOf(document_, options, path.parent_path()),
         sources = sources(), path, isRecipeBeside](const Progress& progress) {
            throwIfChanged(sources);
            FigureRecipe complete = recipe;
            noteHashes(complete, path.parent_path());
            report(progress, 0.1, "Writing the figure");
            // The figure last: once it is there, nothing has failed.
            if (isRecipeBeside)
                writeFile(recipeBeside(toQString(path.string())).toStdString(),
                          toText(complete).toStdString() + '\n');
            suss::saveFigure(input, complete, path);
            return true;
        },
        [this, file](bool) { Q_EMIT saved(file); });
}

void Exporter::copyFigure(const FigureOptions& options, const QString& what) {
    enqueue(
        tr("Drawing %1").arg(what),
        [input = figureInputOf(document_), options](const Progress&) { return renderFigure(input, options); },
        [this, what](const QImage& picture) {
            QGuiApplication::clipboard()->setImage(picture);
            Q_EMIT copied(what);
        });
}

std::optional<ViewKind> Exporter::map() const {
    // A first, coarse answer is nothing to keep.
    const auto isThere = [&](ViewKind kind) {
        return rangeGroupOf(kind) && document_.field(kind) &&
               (!isOfComparison(kind) || document_.comparison());
    };
    const ViewKind active = state_.view(state_.activePane());
    if (isThere(active)) return active;
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (state_.isShown(pane) && isThere(state_.view(pane))) return state_.view(pane);
    return isThere(ViewKind::Map) ? std::optional(ViewKind::Map) : std::nullopt;
}

void Exporter::saveMap(ViewKind kind, const QString& file) {
    enqueue(
        tr("Saving %1").arg(QFileInfo(file).fileName()),
        [comparison = isOfComparison(kind) ? document_.comparison() : nullptr,
         weighting = document_.weighting(), field = document_.field(kind), kind,
         path = file.toStdString()](const Progress& progress) {
            if (!comparison && !field) throw Error("This map is not there yet.");
            report(progress, 0.1, "Writing the map");
            writeRawMap(path, comparison ? rawMapOf(*comparison, weighting, kind) : rawMapOf(*field));
            return true;
        },
        [this, file](bool) { Q_EMIT saved(file); });
}

bool Exporter::canReport() const {
    return hasImageList(document_);
}

void Exporter::saveNumbers(const QString& file) {
    const auto list = imageListOf(document_);
    if (!list) return;
    enqueue(
        tr("Comparing the list"),
        [list = *list, file](const Progress& progress) {
            checkWritable(file.toStdString());
            const ListNumbers numbers = numbersOf(list, progress);
            report(progress, 1, "Writing the numbers");
            const bool isTable = QFileInfo(file).suffix().toLower() == QLatin1String("csv");
            writeFile(file.toStdString(), isTable ? csvOf(list, numbers) : jsonOf(list, numbers));
            return remarkOn(numbers.failed);
        },
        [this, file](const QString& remark) {
            Q_EMIT saved(file);
            if (!remark.isEmpty()) Q_EMIT remarked(remark);
        });
}

void Exporter::saveReport(const QString& file) {
    const auto list = imageListOf(document_);
    if (!list) return;
    enqueue(
        tr("Making the report"),
        [list = *list, sources = sources(), file](const Progress& progress) {
            checkWritable(file.toStdString());
            throwIfChanged(sources);
            const QByteArray html = htmlOf(reportOf(list, progress));
            report(progress, 0.95, "Writing the report");
            writeFile(file.toStdString(), {html.constData(), std::size_t(html.size())});
            return true;
        },
        [this, file](bool) { Q_EMIT saved(file); });
}

std::optional<Exporter::MadePicture> Exporter::madePicture(ViewKind kind) const {
    const auto& model = document_.weights().model();
    if (!model) return std::nullopt;
    const auto& found = document_.extremes().found();
    const Sampler& sampler = document_.sampler();
    const RepairWalk& walk = document_.repair();
    if (kind == ViewKind::Sample && sampler.isSettled()) {
        const SampleSettings& settings = sampler.settings();
        return MadePicture{sampler.picture().image, notesOfSample(*model, sampler.drawn(), settings.seed,
                                                                  settings.number, settings.strength)};
    }
    if ((kind == ViewKind::MostVisible || kind == ViewKind::LeastVisible) && found) {
        const bool isMost = kind == ViewKind::MostVisible;
        return MadePicture{
            (isMost ? found->most : found->least).picture.image,
            notesOfExtreme(*model, isMost ? "most" : "least", found->request,
                           nameOf(found->request.weighting.weights, *model, document_.weights().set()))};
    }
    if (kind == ViewKind::Repaired && walk.isSettled()) {
        const Weighting& weighting = document_.weighting();
        return MadePicture{walk.picture().image,
                           notesOfRepaired(*model, weighting.enabled, walk.place().position,
                                           nameOf(weighting.weights, *model, document_.weights().set()))};
    }
    return std::nullopt;
}

void Exporter::savePicture(ViewKind kind, const QString& file) {
    const auto made = madePicture(kind);
    if (!made) {
        Q_EMIT failed(tr("The picture is being made anew: save it when it is there."));
        return;
    }
    enqueue(
        tr("Saving %1").arg(QFileInfo(file).fileName()),
        [made = *made, path = file.toStdString()](const Progress& progress) {
            report(progress, 0.1, "Writing the picture");
            writeImage(path, *made.image, 16, made.notes);
            return true;
        },
        [this, file](bool) { Q_EMIT saved(file); });
}

}  // namespace suss
