//! What tables of figures have in common: columns of indicators, key columns, legends, and why cells lack a colour.

use std::collections::BTreeSet;

use catalogue::model::{Indicator, IndicatorRole};
use domain::{GroupScheme, Level, Unit};
use results::colours::Mode;

use super::link;
use crate::build::scene::Scene;
use crate::build::words::{self, fill, is_empty, join, same, say};
use crate::model::{Block, Column, ColumnKind, KeyColumn, Observation, TableCell, Text, Value, Width};

/// The id of the section with the cards.
pub(super) const CARDS: &str = "indicators";

/// The column of an indicator: quality area and indicator area above the short name, the definition one click away.
pub(in crate::build) fn indicator_column(
    scene: &Scene<'_>,
    indicator: &Indicator,
    mode: Option<Mode>,
) -> Column {
    Column {
        groups: groups(scene, indicator),
        head: indicator.short_name.clone(),
        note: note(scene, indicator),
        link: Some(link(CARDS, indicator.id.as_str(), Text::default())),
        kind: ColumnKind::Figures,
        width: Width::Characters(13),
        mode,
    }
}

/// Quality area and indicator area.
fn groups(scene: &Scene<'_>, indicator: &Indicator) -> Vec<Text> {
    let known = |id: &String| scene.words.quality_areas.iter().find(|area| area.named.id == *id);
    let quality = match indicator.quality_areas.iter().find_map(known) {
        Some(area) => area.named.name.clone(),
        None if indicator.role == IndicatorRole::Background => say("Bakgrund", "Background"),
        None => say("Kvalitetsområde anges inte", "Quality area not stated"),
    };
    let area = scene.words.indicator_areas.iter().find(|area| area.id == indicator.indicator_area);
    let area = area.map_or_else(|| same(indicator.indicator_area.clone()), |area| area.name.clone());
    vec![quality, area]
}

/// Full name, measure, target, and how levels are summed up.
fn note(scene: &Scene<'_>, indicator: &Indicator) -> Text {
    let target = target_label(indicator);
    let mut parts = vec![indicator.name.clone(), same(indicator.measure.clone())];
    if !indicator.target_text.is_empty() {
        parts.push(fill("{}: {}", "{}: {}", &[&target, &same(indicator.target_text.clone())]));
    }
    parts.push(words::method(indicator.method));
    if indicator.quality_areas.len() > 1 {
        let named = indicator.quality_areas.iter().filter_map(|id| {
            scene.words.quality_areas.iter().find(|area| area.named.id == *id).map(|area| &area.named.name)
        });
        let names = join(named, ", ");
        parts.push(fill("Kvalitetsområden: {}.", "Quality areas: {}.", &[&names]));
    }
    join(&parts, "\n")
}

/// A share has a target; a figure has a direction.
pub(super) fn target_label(indicator: &Indicator) -> Text {
    if indicator.method == domain::Method::Share {
        say("Målvärde", "Target")
    } else {
        say("Riktning", "Direction")
    }
}

/// A key column.
pub(super) fn key(head: Text, width: u16) -> KeyColumn {
    KeyColumn { head, width: Width::Characters(width), note: Text::default() }
}

/// The key columns of the groupings, in the catalogue's order, with their groups as notes; with `before`, that the
/// year before stands in brackets where it is known.
pub(super) fn scheme_keys(scene: &Scene<'_>, before: bool) -> Vec<KeyColumn> {
    let frame = &scene.edition.frame;
    let column = |scheme: &GroupScheme| {
        let has_before = before && frame.units.iter().any(|u| u.groups_before.contains_key(&scheme.grouping));
        let in_brackets = has_before
            .then(|| say("Inom parentes: gruppen året före.", "In brackets: the group of the year before."));
        let groups = scheme_groups(scheme);
        KeyColumn {
            head: same(scheme.name.clone()),
            width: Width::Characters(8),
            note: join(in_brackets.iter().chain(&groups), "\n"),
        }
    };
    frame.schemes.iter().map(column).collect()
}

/// The groups of a grouping, each with its criterion where that is known.
fn scheme_groups(scheme: &GroupScheme) -> Vec<Text> {
    let group = |group: &domain::Group| match group.criterion.is_empty() {
        true => same(format!("{} {}", group.code, group.name)),
        false => same(format!("{} {}: {}", group.code, group.name, group.criterion)),
    };
    scheme.groups.iter().map(group).collect()
}

/// A unit's groups; with `before`, last year's in brackets where it is known: `4 (5)`.
pub(super) fn scheme_cells(scene: &Scene<'_>, unit: &Unit, before: bool) -> Vec<TableCell> {
    let schemes = &scene.edition.frame.schemes;
    let cell = |scheme: &GroupScheme| {
        let Some(group) = unit.groups.get(&scheme.grouping) else { return TableCell::Blank };
        match unit.groups_before.get(&scheme.grouping).filter(|_| before) {
            Some(last) => TableCell::Text(same(format!("{group} ({last})"))),
            None => group_cell(group.as_str()),
        }
    };
    schemes.iter().map(cell).collect()
}

/// A group's code: a number sorts as one.
pub(super) fn group_cell(group: &str) -> TableCell {
    match group.parse() {
        Ok(number) => TableCell::Whole(number),
        Err(_) => TableCell::Text(same(group)),
    }
}

/// The legend of a mode: its name, what it means, its colours.
pub(super) fn legend(scene: &Scene<'_>, mode: Mode) -> Vec<Block> {
    let colours: Vec<_> = scene.words.colours.iter().filter(|word| word.mode == mode.id()).cloned().collect();
    let mut blocks = Vec::new();
    if let Some(word) = scene.words.mode(mode.id()) {
        let name = fill("Färgläge: {}. {}", "Colour mode: {}. {}", &[&word.name, &word.meaning]);
        blocks.push(Block::Paragraph(name));
    }
    if !colours.is_empty() {
        blocks.push(Block::Legend(colours));
    }
    blocks
}

/// What a table's cells were compared with, after its caption.
pub(super) fn with_sets(caption: Text, sets: &[Text]) -> Text {
    let all = join(sets, "; ");
    if is_empty(&all) {
        caption
    } else {
        fill("{} Jämfört med: {}.", "{} Compared with: {}.", &[&caption, &all])
    }
}

/// Why cells with a value have no colour (*gäller inte här*), each reason once, a line each.
pub(super) fn reasons<'o>(
    scene: &Scene<'_>,
    cells: impl IntoIterator<Item = (&'o Observation, Option<Mode>)>,
) -> Vec<Text> {
    let line = |(mode, why): (Mode, &str)| {
        let meaning = scene.words.not_here(why).map_or_else(Text::default, |word| word.meaning.clone());
        let gaps = [&scene.mode_name(mode), &reason_name(scene, why), &meaning];
        fill("Läget {} gäller inte här: {}. {}", "The mode {} does not apply here: {}. {}", &gaps)
    };
    not_here(cells).into_iter().map(line).collect()
}

/// The same in few words.
pub(super) fn reason_names<'o>(
    scene: &Scene<'_>,
    cells: impl IntoIterator<Item = (&'o Observation, Option<Mode>)>,
) -> Vec<Text> {
    not_here(cells).into_iter().map(|(_, why)| reason_name(scene, why)).collect()
}

fn reason_name(scene: &Scene<'_>, why: &str) -> Text {
    scene.words.not_here(why).map_or_else(|| same(why), |word| word.name.clone())
}

/// The reasons of cells that have a value; an empty's own sign and word say why it has no colour.
fn not_here<'o>(
    cells: impl IntoIterator<Item = (&'o Observation, Option<Mode>)>,
) -> BTreeSet<(Mode, &'static str)> {
    let mut found = BTreeSet::new();
    for (observation, mode) in cells {
        let told = mode.and_then(|mode| observation.colours.iter().find(|told| told.mode == mode));
        match (told.map(|told| (told.mode, told.verdict)), &observation.value) {
            (None, _) | (_, Value::Empty(..)) | (Some((_, Ok(_))), _) => {}
            (Some((mode, Err(why))), Value::Category(..) | Value::Figure(..)) => {
                found.insert((mode, why.id()));
            }
        }
    }
    found
}

/// How a level stands among a table's key columns.
pub(super) fn level_cell(level: Level) -> TableCell {
    let text = match level {
        Level::Unit => say("Kommun eller stadsdel", "Municipality or district"),
        Level::City => say("Stad", "City"),
        Level::County => say("Län", "County"),
        Level::Nation => say("Riket", "Nation"),
    };
    TableCell::Text(text)
}
