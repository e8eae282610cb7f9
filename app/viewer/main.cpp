#include "core/network/predictor.h"
#include "core/parallel.h"
#include "ui/main_window.h"
#include "ui/source.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStyleFactory>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("suss-viewer"));
    QApplication::setApplicationDisplayName(QStringLiteral("SUSS Viewer"));
    QApplication::setOrganizationName(QStringLiteral("suss"));
    QApplication::setApplicationVersion(QStringLiteral(SUSS_VERSION));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Shows why two images differ, and how much it matters to the eye."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("REF"), QStringLiteral("The reference picture."),
                                 QStringLiteral("[REF"));
    parser.addPositionalArgument(QStringLiteral("IMG"),
                                 QStringLiteral("Pictures to compare with it, or a folder of them."),
                                 QStringLiteral("[IMG...]]"));
    parser.process(application);

    suss::setThreadCount(0);
    suss::MainWindow window(suss::analyseWith(suss::defaultModelFile));
    window.openFiles(suss::picturesOf(parser.positionalArguments()));
    window.show();
    return QApplication::exec();
}
