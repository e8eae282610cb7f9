#include "ui/variant_actions.h"

#include "ui/commands.h"
#include "ui/export/export_actions.h"
#include "ui/panels/drawer.h"
#include "ui/panels/extremes_panel.h"
#include "ui/panels/repair_panel.h"
#include "ui/panels/samples_panel.h"
#include "ui/panels/what_if_panel.h"
#include "ui/text.h"
#include "ui/view_actions.h"

namespace suss {

VariantActions::VariantActions(Document& document, const ViewState& state, ViewActions& views,
                               ExportActions& exports, Commands& commands, QWidget* window)
    : QObject(window),
      document_(document),
      views_(views),
      commands_(commands),
      drawer_(new Drawer),
      samples_(new SamplesPanel(document, commands)),
      extremes_(new ExtremesPanel(document, commands)),
      whatIf_(new WhatIfPanel(document, state, commands)),
      repair_(new RepairPanel(document)) {
    drawer_->addPage(samples_, tr("Samples"),
                     tr("Pictures that the model holds to be the same as the reference"));
    drawer_->addPage(extremes_, tr("Extremes"),
                     tr("The most and the least visible change of the same error"));
    drawer_->addPage(whatIf_, tr("What if"),
                     tr("Put the reference back in a rectangle or where you paint, and see what follows"));
    drawer_->addPage(repair_, tr("Repair"), tr("Walk from image to reference, what matters most first"));
    drawer_->hide();
    const std::pair<QAction*, QWidget*> pages[] = {
        {commands.showExtremes, extremes_}, {commands.showWhatIf, whatIf_}, {commands.showRepair, repair_}};
    for (const auto& [action, page] : pages)
        connect(action, &QAction::triggered, this, [this, shown = page] {
            drawer_->setPage(shown);
            commands_.variants->setChecked(true);
        });
    connectSamples();
    connectExtremes(exports);
    connect(whatIf_, &WhatIfPanel::mendRequested, &document, &Document::mend);
    // To look at what becomes of it.
    connect(whatIf_, &WhatIfPanel::mendRequested, commands.brush, [brush = commands.brush] {
        if (brush->isChecked()) brush->trigger();
    });
    connect(whatIf_, &WhatIfPanel::undoRequested, &document, &Document::unmend);
    // What is painted is mended there.
    connect(commands.brush, &QAction::triggered, this, [this](bool on) {
        if (on) commands_.showWhatIf->trigger();
    });
    whatIf_->brushButton()->setDefaultAction(commands.brush);
    connectRepair();
    connect(commands.moveBack, &QAction::triggered, &document, &Document::moveBack);
    connect(drawer_, &Drawer::closeRequested, commands.variants, &QAction::trigger);
    connect(drawer_, &Drawer::pageChanged, this, &VariantActions::refreshWanted);
    connect(commands.variants, &QAction::toggled, drawer_, &QWidget::setVisible);
}

void VariantActions::connectSamples() {
    connect(commands_.redraw, &QAction::triggered, this, &VariantActions::redrawSample);
    connect(commands_.play, &QAction::triggered, this, &VariantActions::play);
    connect(commands_.compareSample, &QAction::triggered, this, &VariantActions::compareSample);
    connect(samples_, &SamplesPanel::samplingRequested, &document_.sampler(), &Sampler::setSettings);
    connect(samples_, &SamplesPanel::redrawRequested, this, &VariantActions::redrawSample);
    connect(samples_, &SamplesPanel::stillPicked, this, &VariantActions::pickStill);
    connect(samples_, &SamplesPanel::playRequested, this, &VariantActions::play);
    connect(samples_, &SamplesPanel::compareRequested, this, &VariantActions::compareSample);
    connect(samples_, &SamplesPanel::whereRequested, this, [this] { views_.show(ViewKind::SpreadY1); });
    connect(samples_, &SamplesPanel::saveRequested, commands_.saveSample, &QAction::trigger);
}

void VariantActions::connectExtremes(ExportActions& exports) {
    connect(extremes_, &ExtremesPanel::searchRequested, this, &VariantActions::findExtremes);
    connect(extremes_, &ExtremesPanel::cancelRequested, this, [this] { document_.extremes().cancel(); });
    connect(extremes_, &ExtremesPanel::picked, &views_, &ViewActions::show);
    connect(extremes_, &ExtremesPanel::compareRequested, this, &VariantActions::compareExtreme);
    connect(extremes_, &ExtremesPanel::saveRequested, &exports, &ExportActions::choosePictureFile);
}

void VariantActions::connectRepair() {
    connect(repair_, &RepairPanel::frameRequested, this, [this](int frame) {
        views_.show(ViewKind::Repaired);
        document_.repair().setFrame(frame);
    });
    connect(repair_, &RepairPanel::saveRequested, commands_.saveRepaired, &QAction::trigger);
    connect(repair_, &RepairPanel::firstRequested, this, [this] { views_.show(ViewKind::RepairedFirst); });
}

void VariantActions::redrawSample() {
    SampleSettings settings = document_.sampler().settings();
    ++settings.seed;
    settings.number = 0;
    views_.show(ViewKind::Sample);
    document_.sampler().setSettings(settings);
}

void VariantActions::pickStill(int number) {
    play(false);
    SampleSettings settings = document_.sampler().settings();
    settings.number = number;
    views_.show(ViewKind::Sample);
    document_.sampler().setSettings(settings);
}

void VariantActions::play(bool on) {
    if (on) views_.show(ViewKind::Sample);
    document_.sampler().play(on);
}

void VariantActions::compareSample() {
    const Sampler& sampler = document_.sampler();
    if (!sampler.isSettled()) return;
    const SampleSettings& settings = sampler.settings();
    // What is usual needs no room in a list of names.
    QString name = tr("Sample %1, seed %2").arg(settings.number, 0, 'g', 4).arg(settings.seed);
    if (settings.strength != SampleSettings().strength)
        name += tr(", strength %1").arg(formatNumber(settings.strength, 2));
    document_.openImages({Source::memory(name, sampler.picture().image)});
}

void VariantActions::findExtremes(double rmse, Spread spread) {
    ExtremesRequest request;
    request.rmse = rmse;
    request.weighting = document_.weighting();
    request.region = document_.marked().rect();
    request.spread = spread;
    document_.extremes().start(request);
}

void VariantActions::compareExtreme(ViewKind kind) {
    const auto& found = document_.extremes().found();
    if (!found) return;
    const Picture& picture = (kind == ViewKind::MostVisible ? found->most : found->least).picture;
    document_.openImages({Source::memory(
        tr("%1, error %2").arg(titleOf(kind), formatNumber(found->request.rmse, 2)), picture.image)});
}

// What nobody looks at is not worked out.
void VariantActions::refreshWanted() {
    document_.sampler().setStripWanted(drawer_->page() == samples_);
    document_.marked().setOddityWanted(drawer_->page() == whatIf_);
    document_.repair().setWanted(drawer_->page() == repair_);
    // With nothing to compare, samples are all there is to see.
    if (drawer_->page() == samples_ && !document_.picture(Role::Reference).isEmpty() &&
        document_.picture(Role::Image).isEmpty())
        views_.show(ViewKind::Sample);
}

void VariantActions::refresh() {
    const Sampler& sampler = document_.sampler();
    commands_.play->setChecked(sampler.isPlaying());
    for (QAction* action : {commands_.redraw, commands_.play})
        action->setEnabled(document_.analysis() != nullptr);
    commands_.moveBack->setEnabled(document_.canMoveBack());
    commands_.compareSample->setEnabled(sampler.isSettled());
    for (const ViewKind kind : {ViewKind::MostVisible, ViewKind::LeastVisible})
        extremes_->card(kind)->setChecked(views_.isActive(kind));
}

}  // namespace suss
