//! What tables of figures have in common: columns of indicators, key columns, legends, and why cells lack a colour.

use std::collections::BTreeSet;

use catalogue::model::{Indicator, IndicatorRole};
use domain::{GroupScheme, Level, Unit};
use results::colours::{Mode, NotHere};

use super::link;
use crate::build::scene::{Scene, unit_mode};
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
    parts.extend(target_values(scene, indicator));
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

/// The values that count as reached though they are not the target's own word, as the rule says: first those that are
/// green, then those that are yellow.
pub(super) fn also_reached(scene: &Scene<'_>, indicator: &Indicator) -> [Text; 2] {
    let also = || indicator.target.iter().skip(1);
    let green = also().filter(|value| !indicator.partly.contains(value));
    let yellow = indicator.target.iter().filter(|value| indicator.partly.contains(value));
    let names = |values: Vec<&domain::ValueId>| {
        let quoted =
            values.into_iter().map(|value| fill("”{}”", "“{}”", &[&scene.value_name(value.as_str())]));
        join(&quoted.collect::<Vec<_>>(), ", ")
    };
    [names(green.collect()), names(yellow.collect())]
}

/// The same as sentences of a column.
fn target_values(scene: &Scene<'_>, indicator: &Indicator) -> Vec<Text> {
    let [green, yellow] = also_reached(scene, indicator);
    let green = (!is_empty(&green)).then(|| {
        fill(
            "{} räknas som uppnått enligt årgångens regler.",
            "{} counts as reached by the rules of the edition.",
            &[&green],
        )
    });
    let yellow = (!is_empty(&yellow)).then(|| {
        fill(
            "{} är gult men räknas som uppnått i andelen.",
            "{} is yellow but counts as reached in the share.",
            &[&yellow],
        )
    });
    green.into_iter().chain(yellow).collect()
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

/// What the groups of the key columns mean, grouping by grouping, those that any of the units belongs to; with
/// `before`, what stands in brackets.
pub(super) fn scheme_meanings(scene: &Scene<'_>, shown: &[&Unit], before: bool) -> Vec<Text> {
    let frame = &scene.edition.frame;
    let told = frame.schemes.iter().map(|scheme| {
        let is_shown = |group: &&domain::Group| {
            shown.iter().any(|unit| unit.groups.get(&scheme.grouping) == Some(&group.code))
        };
        let groups = scheme.groups.iter().filter(is_shown).filter_map(|group| {
            let is_named = group.name != format!("Grupp {}", group.code);
            let meaning = if is_named { &group.name } else { &group.criterion };
            (!meaning.is_empty()).then(|| same(format!("{}: {meaning}", group.code)))
        });
        let groups: Vec<Text> = groups.collect();
        let name = same(scheme.name.clone());
        let ends = [scheme.groups.first(), scheme.groups.last()]
            .map(|group| same(group.map_or_else(String::new, |group| group.code.to_string())));
        let known = if groups.is_empty() {
            fill(
                "{}: grupp {}–{}; källan säger inte var gränserna går.",
                "{}: groups {}–{}; the source does not say where the limits are.",
                &[&name, &ends[0], &ends[1]],
            )
        } else {
            fill("{} – {}.", "{} – {}.", &[&name, &join(&groups, "; ")])
        };
        let mut units = shown.iter();
        let example = units
            .find_map(|u| Some((u.groups.get(&scheme.grouping)?, u.groups_before.get(&scheme.grouping)?)));
        let brackets = example.filter(|_| before).map(|(now, last)| {
            fill(
                "{} ({}) betyder grupp {} i år och grupp {} året före.",
                "{} ({}) means group {} this year and group {} the year before.",
                &[now, last, now, last].map(|group| same(group.as_str())).each_ref(),
            )
        });
        join([known].iter().chain(&brackets), " ")
    });
    told.collect()
}

/// That relative colours stand on few persons, once for the columns that do; none where there are none.
pub(super) fn few_persons(scene: &Scene<'_>, shown: &[&Indicator]) -> Option<Text> {
    let settings = scene.edition.comparison.uncertainty.as_ref()?;
    if !scene.judges(Mode::Uncertainty) {
        return None;
    }
    let is_relative = |indicator: &Indicator| unit_mode(indicator) == Some(Mode::Relative);
    let of_persons = shown.iter().filter(|one| is_relative(one) && settings.indicators.contains(&one.id));
    (of_persons.count() > 0).then(|| {
        say(
            "Andelar av personal bygger på få personer – se bladet Osäkerhet.",
            "Shares of staff are based on few persons – see the sheet Uncertainty.",
        )
    })
}

/// A unit's groups; with `before`, last year's in brackets where it is known: `4 (5)`.
pub(super) fn scheme_cells(scene: &Scene<'_>, unit: &Unit, before: bool) -> Vec<TableCell> {
    let schemes = &scene.edition.frame.schemes;
    let cell = |scheme: &GroupScheme| {
        let Some(group) = unit.groups.get(&scheme.grouping) else {
            return TableCell::Text(say("Ej angiven", "Not stated"));
        };
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

/// The legend of a mode: its name and colours, and what it means.
pub(super) fn legend(scene: &Scene<'_>, mode: Mode) -> Vec<Block> {
    let words = scene.words;
    let mut colours: Vec<_> = words.colours.iter().filter(|word| word.mode == mode.id()).cloned().collect();
    let mut meaning = words.mode(mode.id()).map_or_else(Text::default, |word| word.meaning.clone());
    if let Some(settings) = scene.edition.comparison.relative.as_ref().filter(|_| mode == Mode::Relative) {
        for word in &mut colours {
            word.meaning = match word.id.as_str() {
                "best" => fill(
                    "Bland de bästa {} procenten av dem som jämförs – en rangordning, inte ett betyg.",
                    "Among the best {} per cent of those compared: a ranking, not a grade.",
                    &[&same(settings.best_percent.to_string())],
                ),
                "worst" => fill(
                    "Bland de sämsta {} procenten av dem som jämförs.",
                    "Among the worst {} per cent of those compared.",
                    &[&same(settings.worst_percent.to_string())],
                ),
                _ => continue,
            };
        }
        meaning = fill(
            "{} Med färre än {} tal ges ingen färg.",
            "{} With fewer than {} figures, no colour is given.",
            &[&meaning, &same(settings.smallest.to_string())],
        );
    }
    [Block::Legend(colours), Block::Paragraph(meaning)].into()
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

/// Why cells with a value have no colour (*gäller inte här*), each reason once, and whether no cell has one.
/// That background measures have none is said of them all.
pub(super) fn reasons<'o>(
    scene: &Scene<'_>,
    cells: impl IntoIterator<Item = (&'o Observation, Option<Mode>)>,
) -> Vec<(Text, bool)> {
    let mut is_whole = true;
    let cells = cells.into_iter().inspect(|(observation, mode)| {
        is_whole &= !observation.colours.iter().any(|told| Some(told.mode) == *mode && told.verdict.is_ok());
    });
    let found = not_here(cells);
    let meaning = |why| scene.words.not_here(why).map_or_else(|| same(why), |word| word.meaning.clone());
    let told = found.into_iter().map(|(_, why)| why).filter(|why| *why != NotHere::Background.id());
    told.map(|why| (meaning(why), is_whole)).collect()
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
        Level::Nation => say("Riket", "Sweden"),
    };
    TableCell::Text(text)
}
