//! Figures, ranks, colours and peers that moved: how many, then the first of them.

use ::results::diff::{FigureDiff, IndicatorDiff, Moved, MovedKind, ResultsDiff, Who, decimals};
use results::colours::Mode;

use super::names::{Names, signed};
use super::results::{Shown, is_of};
use super::table::listed;
use crate::arguments::Lang;

const KINDS: [MovedKind; 5] = [
    MovedKind::Rank,
    MovedKind::Colour(Mode::Target),
    MovedKind::Colour(Mode::Relative),
    MovedKind::Colour(Mode::Uncertainty),
    MovedKind::Peers,
];

/// Every kind with its number and the first of it.
pub(super) fn text(diff: &ResultsDiff, shown: &Shown, names: &Names<'_>, lang: Lang) -> String {
    let mut text = figures(diff, shown, names, lang);
    for kind in KINDS {
        let of_kind: Vec<&Moved> =
            diff.moved.iter().filter(|moved| moved.kind == kind && is_of(&moved.who, shown, names)).collect();
        if of_kind.is_empty() {
            continue;
        }
        let heading = match kind {
            MovedKind::Rank => lang.say(
                "Plats bland sina likar (1 är bäst, eller högst där ingen riktning är känd)",
                "Rank among its level (1 is best, or highest where no direction is known)",
            ),
            MovedKind::Colour(Mode::Target) => lang.say("Färg mot målet", "Colour against the target"),
            MovedKind::Colour(Mode::Relative) => {
                lang.say("Relativ färg (kvantil)", "Relative colour (quantile)")
            }
            MovedKind::Colour(Mode::Uncertainty) => lang.say("Färg med osäkerhet", "Colour with uncertainty"),
            MovedKind::Peers => lang.say("Liknande kommuner", "Peers"),
        };
        text.push_str(&format!("\n{heading}: {}\n", of_kind.len()));
        let line = |moved: &&Moved| {
            let of = moved.indicator.as_ref().map(|id| names.indicator(id.as_str()));
            let of = of.map(|name| format!(" · {name}")).unwrap_or_default();
            let (before, after) = (said(names, moved, &moved.before), said(names, moved, &moved.after));
            format!("{}{of}: {before} → {after}", names.who(&moved.who))
        };
        text.push_str(&listed(of_kind.iter().map(line).collect(), lang));
    }
    text
}

/// What a rank, colour or set of peers was, as people read it.
fn said(names: &Names<'_>, moved: &Moved, text: &str) -> String {
    if text.is_empty() {
        return "–".to_owned();
    }
    let vocabulary = &names.catalogue.vocabulary;
    match moved.kind {
        MovedKind::Rank | MovedKind::Peers => text.to_owned(),
        MovedKind::Colour(mode) => {
            let colour = vocabulary.colours.iter().find(|word| word.mode == mode.id() && word.id == text);
            let reason = vocabulary.not_here.iter().find(|word| word.id == text);
            let language = names.lang.language();
            let colour = colour.map(|word| format!("{} {}", word.sign, word.name.get(language)));
            let reason = || reason.map(|word| word.name.get(language).to_owned());
            colour.or_else(reason).unwrap_or_else(|| text.to_owned())
        }
    }
}

/// Places whose figure moved.
fn figures(diff: &ResultsDiff, shown: &Shown, names: &Names<'_>, lang: Lang) -> String {
    let of_shown =
        |figure: &FigureDiff| figure.moved() && is_of(&Who::Place(figure.place.clone()), shown, names);
    let all: Vec<(&IndicatorDiff, &FigureDiff)> = diff
        .indicators
        .iter()
        .flat_map(|indicator| indicator.figures.iter().map(move |figure| (indicator, figure)))
        .filter(|(_, figure)| of_shown(figure))
        .collect();
    if all.is_empty() || matches!(shown, Shown::Place(_)) {
        return String::new();
    }
    let places: std::collections::HashSet<_> = all.iter().map(|(_, figure)| &figure.place).collect();
    let line = |(indicator, figure): &(&IndicatorDiff, &FigureDiff)| {
        let decimals = decimals(indicator);
        let change = figure.change.map(|change| format!(" ({})", signed(change.rounded(decimals), lang)));
        format!(
            "{} · {}: {} → {}{}",
            names.place(&figure.place),
            names.indicator(indicator.id().as_str()),
            names.figure(&figure.before),
            names.figure(&figure.after),
            change.unwrap_or_default()
        )
    };
    format!(
        "\n{} {} {} {}\n{}",
        all.len(),
        lang.say("värden har flyttat, för", "figures moved, of"),
        places.len(),
        lang.say("platser", "places"),
        listed(all.iter().map(line).collect(), lang)
    )
}
