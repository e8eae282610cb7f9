#include "core/image/read.h"
#include "core/network/predictor.h"
#include "core/parallel.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStyleFactory>

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace {

/// Ends the program once the first image is compared: prints its distance, or what went wrong (exit code 2).
void endWithFirstComparison(suss::Document& document) {
    QObject::connect(&document, &suss::Document::changed, &document, [&document, told = false]() mutable {
        if (told || !document.account() || document.coarseness()) return;
        told = true;
        std::printf("distance %.4f\n", document.account()->distance);
        QApplication::quit();
    });
    QObject::connect(&document, &suss::Document::messageChanged, &document, [](const suss::Message& message) {
        if (message.kind != suss::Message::Kind::Error || message.text.isEmpty()) return;
        std::fprintf(stderr, "suss-viewer: %s\n", qPrintable(message.text));
        QApplication::exit(2);
    });
}

/// Whether only help or version are asked for, which need no display.
bool isToBeTold(int argc, char** argv) {
    return std::any_of(argv + 1, std::find(argv + 1, argv + argc, std::string_view("--")),
                       [](std::string_view argument) {
                           return argument == "-h" || argument == "--help" || argument == "--help-all" ||
                                  argument == "-v" || argument == "--version";
                       });
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("suss-viewer"));
    QCoreApplication::setOrganizationName(QStringLiteral("suss"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SUSS_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Shows why two images differ, and how much it matters to the eye."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption check(
        QStringLiteral("check"),
        QStringLiteral("Print the distance of the first image and quit: is the installation whole?"));
    parser.addOption(check);
    parser.addPositionalArgument(QStringLiteral("REF"),
                                 QStringLiteral("The reference picture, or a saved session."),
                                 QStringLiteral("[REF"));
    parser.addPositionalArgument(QStringLiteral("IMG"),
                                 QStringLiteral("Pictures to compare with it, or a folder of them."),
                                 QStringLiteral("[IMG...]]"));
    if (isToBeTold(argc, argv)) {
        const QCoreApplication withoutDisplay(argc, argv);
        parser.process(withoutDisplay);
    }

    // Qt would end the program with a core dump.
    const bool isNamed = std::any_of(argv + 1, argv + argc, [](std::string_view argument) {
        return argument.starts_with("-platform") || argument.starts_with("-display");
    });
    if (!isNamed && qEnvironmentVariableIsEmpty("DISPLAY") &&
        qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        std::fputs(
            "suss-viewer: There is no display for a window (DISPLAY and WAYLAND_DISPLAY are not set); "
            "suss figure and suss report make files instead.\n",
            stderr);
        return 2;
    }

    suss::prepareToRead();
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("SUSS Viewer"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    parser.process(application);

    suss::setThreadCount(0);
    suss::MainWindow window(suss::analyseWith(suss::defaultModelFile));
    if (parser.isSet(check)) endWithFirstComparison(window.document());
    if (!window.openPaths(parser.positionalArguments()) && parser.isSet(check)) {
        std::fputs("suss-viewer: There is no picture in that folder.\n", stderr);
        return 2;
    }
    window.show();
    return QApplication::exec();
}
