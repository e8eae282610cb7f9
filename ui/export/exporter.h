#pragma once

#include "core/report/picture_notes.h"
#include "ui/document/document.h"
#include "ui/figure/options.h"
#include "ui/view_state.h"

#include <QObject>

#include <deque>
#include <functional>
#include <optional>

namespace suss {

/// Writes what the window has, off the UI thread and one after the other: what was asked for is written even
/// if more is asked for meanwhile. Files are written all or nothing.
class Exporter : public QObject {
    Q_OBJECT

  public:
    Exporter(const Document& document, const ViewState& state, QObject* parent = nullptr);

    /// What the views show, as PNG at the size of the pictures.
    void saveView(const QString& file, double dpi);
    /// PNG, SVG or PDF with its recipe inside; if asked to, beside it as well (recipeBeside()).
    void saveFigure(const FigureOptions& options, const QString& file, bool isRecipeBeside = false);
    /// Into the clipboard; `what` as in "Copied ...".
    void copyFigure(const FigureOptions& options, const QString& what);

    /// The numbers of a map as they are; format by the file's ending.
    void saveMap(ViewKind kind, const QString& file);
    /// Whose numbers "the map" means: what the active view shows, else the first map that is shown, else the
    /// SUSS map; none if that is not there.
    [[nodiscard]] std::optional<ViewKind> map() const;
    /// Of the whole list; JSON or, for *.csv, a table.
    void saveNumbers(const QString& file);
    /// Of the whole list, as one HTML page.
    void saveReport(const QString& file);
    [[nodiscard]] bool canReport() const;

    /// Sample, most or least visible change, or repaired picture: 16 bits a channel, PNG or TIFF, with what
    /// made it inside.
    void savePicture(ViewKind kind, const QString& file);
    /// Whether it is there, as it was asked for.
    [[nodiscard]] bool canSavePicture(ViewKind kind) const { return madePicture(kind).has_value(); }

    /// What is being written, null if nothing is.
    [[nodiscard]] const Task* activity() const;
    /// Stops what is being written; nothing is left of it.
    void cancel();

  Q_SIGNALS:
    void saved(const QString& file);
    void copied(const QString& what);
    void remarked(const QString& remark);  ///< something was written, but not everything went well
    void failed(const QString& sentence);  ///< nothing was written
    void activityChanged();

  private:
    struct MadePicture {
        std::shared_ptr<const Image> image;
        PictureNotes notes;
    };
    struct Job {
        Task* task;
        std::function<void()> start;
    };

    template <class Work, class Deliver>
    void enqueue(const QString& what, Work work, Deliver deliver) {
        auto* task = new Task(what, this);
        append({task, [task, work = std::move(work), deliver = std::move(deliver)] {
                    task->start(work, deliver);
                }});
    }
    void append(Job job);
    [[nodiscard]] std::optional<MadePicture> madePicture(ViewKind kind) const;
    [[nodiscard]] std::vector<Source> sources() const;

    const Document& document_;
    const ViewState& state_;
    std::deque<Job> jobs_;  // the first one runs
};

/// "figure.recipe.json" beside "figure.png".
QString recipeBeside(const QString& figure);

}  // namespace suss
