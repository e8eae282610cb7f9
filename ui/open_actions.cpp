#include "ui/open_actions.h"

#include "ui/commands.h"
#include "ui/session_actions.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace suss {
namespace {

QList<Source> sourcesOf(const QStringList& files) {
    QList<Source> sources;
    for (const QString& file : files) sources << Source::file(file);
    return sources;
}

}  // namespace

OpenActions::OpenActions(Document& document, SessionActions& sessions, Commands& commands, QWidget* window)
    : QObject(window), document_(document), sessions_(sessions), commands_(commands), window_(window) {
    connect(commands.openReference, &QAction::triggered, this, [this] { chooseFile(Role::Reference); });
    connect(commands.openImage, &QAction::triggered, this, [this] { chooseFile(Role::Image); });
    connect(&commands, &Commands::exampleRequested, this, [this](const QString& distortion) {
        document_.openPair(Source::example(), Source::example(distortion));
    });
    connect(commands.paste, &QAction::triggered, this, &OpenActions::paste);
    connect(commands.reload, &QAction::triggered, &document_, &Document::reload);
    connect(commands.bringBack, &QAction::triggered, &document_, &Document::bringBack);
    const auto allowBringingBack = [this] { commands_.bringBack->setEnabled(document_.canBringBack()); };
    connect(&document_, &Document::changed, this, allowBringingBack);
    allowBringingBack();
    connect(commands.addMetric, &QAction::triggered, this, &OpenActions::chooseMetric);
    document_.measures().setMetrics(savedMetrics());
    resting_.setSingleShot(true);
    resting_.setInterval(500);
    connect(&resting_, &QTimer::timeout, this, [this] {
        writeRecent();
        // What somebody looks at stays as it is.
        if (!commands_.recent->isVisible()) refreshRecent();
    });
    connect(commands.recent, &QMenu::aboutToShow, this, [this] {
        writeRecent();
        refreshRecent();
    });
    refreshRecent();
}

OpenActions::~OpenActions() {
    writeRecent();
}

void OpenActions::openFiles(const QStringList& files) {
    if (files.size() == 1 && SessionActions::isSession(files[0]))
        sessions_.open(files[0]);
    else if (files.isEmpty())
        document_.openPair(Source::example(), Source::example(QStringLiteral("blemish")));
    else if (files.size() == 1)
        document_.open(Role::Reference, Source::file(files[0]));
    else
        document_.openAll(Source::file(files[0]), sourcesOf(files.mid(1)));
}

bool OpenActions::openPaths(const QStringList& paths) {
    const QStringList files = picturesOf(paths);
    if (files.isEmpty() && !paths.isEmpty()) {
        Q_EMIT remarked(tr("There is no picture in that folder."));
        return false;
    }
    openFiles(files);
    return true;
}

void OpenActions::takeFile(Role role, const QString& file) {
    if (SessionActions::isSession(file))
        sessions_.open(file);
    else
        document_.open(role, Source::file(file));
}

void OpenActions::takeFiles(const QStringList& paths) {
    if (paths.size() == 1 && SessionActions::isSession(paths[0])) return sessions_.open(paths[0]);
    const QStringList files = picturesOf(paths);
    if (!files.isEmpty() && areImages(paths))
        document_.openImages(sourcesOf(files));
    else
        openPaths(paths);
}

bool OpenActions::areImages(const QStringList& paths) const {
    const bool isPair = paths.size() == 2 && picturesOf(paths) == paths;
    return document_.picture(Role::Reference).source.isOwn() && !isPair;
}

void OpenActions::readAhead(const QStringList& paths) {
    Likely likely;
    // What is in a folder is not known before it is listed.
    const bool areFiles = std::ranges::all_of(paths, [](const QString& path) {
        return QFileInfo(path).isFile() && !SessionActions::isSession(path);
    });
    if (areFiles && !paths.isEmpty()) {
        if (areImages(paths))
            likely.image = Source::file(paths[0]);
        else
            likely.reference = Source::file(paths[0]);
        if (likely.reference && paths.size() > 1) likely.image = Source::file(paths[1]);
    }
    document_.readAhead(likely);
}

void OpenActions::paste() {
    const QMimeData* clipboard = QApplication::clipboard()->mimeData();
    QStringList paths;
    for (const QUrl& url : clipboard->urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    if (!paths.isEmpty()) return takeFiles(paths);
    const QImage picture = qvariant_cast<QImage>(clipboard->imageData());
    if (picture.isNull()) return Q_EMIT remarked(tr("There is no picture in the clipboard."));
    document_.open(document_.picture(Role::Reference).source.isOwn() ? Role::Image : Role::Reference,
                   Source::memory(tr("Pasted picture"), picture));
}

void OpenActions::chooseFile(Role role) {
    auto* dialog =
        new QFileDialog(window_, role == Role::Reference ? tr("Open the reference") : tr("Open images"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(role == Role::Reference ? QFileDialog::ExistingFile : QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {tr("Pictures (%1)").arg(pictureNameFilters().join(QLatin1Char(' '))), tr("All files (*)")});
    const Source& beside = document_.picture(Role::Reference).source;
    if (beside.kind == Source::Kind::File) dialog->setDirectory(QFileInfo(beside.path).absolutePath());
    if (role == Role::Reference)
        connect(dialog, &QFileDialog::currentChanged, this, [this](const QString& file) {
            document_.readAhead(QFileInfo(file).isFile() ? Likely{Source::file(file), {}} : Likely());
        });
    connect(dialog, &QFileDialog::rejected, this, [this] { document_.readAhead({}); });
    connect(dialog, &QFileDialog::filesSelected, this, [this, role](const QStringList& files) {
        if (files.size() == 1)
            document_.open(role, Source::file(files.front()));
        else
            document_.openImages(sourcesOf(files));
    });
    dialog->open();
}

void OpenActions::chooseMetric() {
    auto* dialog = new QFileDialog(window_, tr("Add a metric"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("TorchScript (*.pt *.pth *.ts *.torchscript)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        QStringList files = savedMetrics();
        if (!files.contains(file)) setMetrics(files << file);
    });
    dialog->open();
}

void OpenActions::removeMetric(const QString& file) {
    QStringList files = savedMetrics();
    files.removeAll(file);
    setMetrics(files);
}

void OpenActions::setMetrics(const QStringList& files) {
    saveMetrics(files);
    document_.measures().setMetrics(files);
}

void OpenActions::noteRecent() {
    const Source& reference = document_.picture(Role::Reference).source;
    const Source& image = document_.picture(Role::Image).source;
    if (reference.kind != Source::Kind::File || image.kind != Source::Kind::File) return;
    // Another image of the list that was there already is a step.
    const std::pair list(reference.path, document_.images().size());
    const bool isStep = list == noted_;
    noted_ = list;
    if (isStep && !unwritten_.isEmpty() && unwritten_.back().second) unwritten_.removeLast();
    unwritten_.append({{reference.path, image.path}, isStep});
    resting_.start();
}

void OpenActions::writeRecent() {
    for (const auto& [pair, isStep] : std::exchange(unwritten_, {})) addRecentPair(pair, isStep);
}

void OpenActions::refreshRecent() {
    commands_.recent->clear();
    for (const RecentPair& pair : recentPairs()) {
        QAction* action = commands_.recent->addAction(
            tr("%1 against %2").arg(QFileInfo(pair.image).fileName(), QFileInfo(pair.reference).fileName()));
        action->setToolTip(pair.reference + QLatin1Char('\n') + pair.image);
        connect(action, &QAction::triggered, this, [this, pair] { openFiles({pair.reference, pair.image}); });
    }
    commands_.recent->setEnabled(!commands_.recent->isEmpty());
}

}  // namespace suss
