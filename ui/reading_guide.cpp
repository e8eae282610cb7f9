#include "ui/reading_guide.h"

#include "ui/commands.h"
#include "ui/key_hint.h"

#include <QCoreApplication>

namespace suss {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("suss::ReadingGuide", text);
}

}  // namespace

QList<HelpOverlay::Term> readingGuide(const Commands& commands) {
    const auto key = [](const QAction* action) { return withKey({}, action->shortcut()); };
    return {
        {tr("Two pictures"),
         tr("A reference, and an image of the same size that differs from it. The program says how much the "
            "difference matters to the eye, of what kind it is, where it is, and which changes nobody would "
            "notice. Further images become a list.")},
        {tr("Distance"),
         tr("How different the image is to the eye: 0 is the reference itself. It is compared "
            "between images of one reference, not with that of another. How many people would "
            "notice is a rough estimate, made from what people said of turned, moved, enlarged "
            "and noisy photos, not of compressed ones.")},
        {tr("In words"),
         tr("What became of the picture: softer, with noise or other detail of its own, darker, "
            "bluer. Levels are those of 8 bits, 0 to 255.")},
        {tr("What kind"),
         tr("The parts that add up to the distance: luminance in fine (Y1), middle (Y2) and coarse (Y3) "
            "detail, and colour (CbCr). z²/n says how surprising a part is: about 1 is what nobody "
            "notices.")},
        {tr("Where"),
         tr("The SUSS map%1 is dark where a difference does not matter and bright where it does. The "
            "numbered "
            "places hold most of it%2; the right button drags any rectangle to see what lies in it.")
             .arg(key(commands.views[std::size_t(ViewKind::Map)]), key(commands.nextRegion))},
        {tr("Is that a lot?"), tr("How the image stands among variants of the reference that hardly anybody "
                                  "would tell from it.")},
        {tr("To look"), tr("Wheel and drag, as anywhere; the reference while Shift is held; swipe%1, blink%2 "
                           "and what is known of the pixel under the cursor%3.")
                            .arg(key(commands.toggleSwipe), key(commands.blink), key(commands.inspector))},
        {tr("What would not matter"),
         tr("Below the views%1: pictures that the model holds to be the same, the most and the least visible "
            "change of the same error, what follows where the reference is put back, and what has to be "
            "repaired first.")
             .arg(key(commands.variants))},
    };
}

}  // namespace suss
