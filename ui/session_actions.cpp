#include "ui/session_actions.h"

#include "core/error.h"
#include "ui/commands.h"
#include "ui/text.h"

#include <QFileDialog>
#include <QFileInfo>

#include <utility>

namespace suss {

SessionActions::SessionActions(Document& document, ViewState& state, Commands& commands, QWidget* window)
    : QObject(window), document_(document), state_(state), window_(window) {
    connect(commands.saveSession, &QAction::triggered, this, [this] { choose(true); });
    connect(commands.openSession, &QAction::triggered, this, [this] { choose(false); });
}

bool SessionActions::isSession(const QString& path) {
    return QFileInfo(path).suffix() == QLatin1String(kSessionSuffix);
}

void SessionActions::open(const QString& file) {
    try {
        const Session session = readSession(file);
        giveUp();
        before_ = sessionOf(document_, state_);
        waiting_ = session;
        takeOver(session);
        document_.openAll(session.reference, session.images, session.exposure);
    } catch (const Error& error) {
        Q_EMIT failed(toQString(error.what()));
    }
}

void SessionActions::takeOver(const Session& session) {
    document_.weights().restore(session.weightSet, session.weights, session.enabled);
    document_.sampler().setSettings(session.sampling);
}

void SessionActions::giveUp() {
    if (std::exchange(waiting_, std::nullopt)) takeOver(before_);
}

bool SessionActions::restoreView() {
    if (!waiting_ || document_.isOpening()) return false;  // they are still to come
    const auto isThere = [](Source asked, const Source& there) {
        asked.exposure = there.exposure;
        return asked.isSamePlace(there);
    };
    // Its image may have been refused.
    const Source& image = document_.picture(Role::Image).source;
    const bool isOfImage =
        waiting_->images.isEmpty() || image.isEmpty() || isThere(waiting_->images.front(), image);
    if (!isOfImage || !isThere(waiting_->reference, document_.picture(Role::Reference).source)) {
        giveUp();  // others came first
        return false;
    }
    const auto session = std::exchange(waiting_, std::nullopt);
    document_.keep(session->kept);
    suss::restoreView(session->view, state_);
    document_.marked().setRect(session->marked);
    document_.painted().setMask(PixelMask::fromPng(session->painted, document_.imageSize()));
    return true;
}

void SessionActions::save(const QString& file) {
    try {
        const QStringList leftOut = writeSession(sessionOf(document_, state_), file);
        Q_EMIT saved(file);
        if (!leftOut.isEmpty())
            Q_EMIT remarked(tr("The session is saved without %1, which no file holds.")
                                .arg(leftOut.join(QStringLiteral(", "))));
    } catch (const Error& error) {
        Q_EMIT failed(toQString(error.what()));
    }
}

void SessionActions::choose(bool toSave) {
    auto* dialog = new QFileDialog(window_, toSave ? tr("Save session") : tr("Open session"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(toSave ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(toSave ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Sessions (*.%1)").arg(QLatin1String(kSessionSuffix)));
    dialog->setDefaultSuffix(QLatin1String(kSessionSuffix));
    const Source& beside = document_.picture(Role::Reference).source;
    if (beside.kind == Source::Kind::File) {
        const QFileInfo file(beside.path);
        dialog->setDirectory(file.absolutePath());
        if (toSave)
            dialog->selectFile(file.completeBaseName() + QLatin1Char('.') + QLatin1String(kSessionSuffix));
    }
    connect(dialog, &QFileDialog::fileSelected, this, toSave ? &SessionActions::save : &SessionActions::open);
    dialog->open();
}

}  // namespace suss
