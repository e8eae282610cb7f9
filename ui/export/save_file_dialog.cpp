#include "ui/export/save_file_dialog.h"

#include <QFileDialog>
#include <QRegularExpression>

namespace suss {
namespace {

// "tif" of "TIFF (*.tif *.tiff)".
QString endingOf(const QString& filter) {
    static const QRegularExpression ending(QStringLiteral("\\*\\.(\\w+)"));
    return ending.match(filter).captured(1);
}

}  // namespace

void askWhereToSave(QWidget* parent, const SaveQuestion& question,
                    const std::function<void(const QString& file)>& save) {
    auto* dialog = new QFileDialog(parent, question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(question.filters);
    dialog->setDefaultSuffix(endingOf(question.filters.front()));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog](const QString& filter) { dialog->setDefaultSuffix(endingOf(filter)); });
    if (!question.folder.isEmpty()) dialog->setDirectory(question.folder);
    dialog->selectFile(question.name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, save);
    dialog->open();
}

}  // namespace suss
