//! What a unit does not reach, and how many of the similar came to reach it; what most can teach first.

use catalogue::model::Indicator;
use maud::{Markup, html};
use publication::model::Value;
use results::learn::{Course, Standing, Through};

use super::alone;
use super::scene::{Scene, has_moved, is_peer};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Link, lead, paragraph};
use crate::public::observed;

/// An indicator that the unit does not reach.
struct Unreached<'a> {
    i: usize,
    indicator: &'a Indicator,
    /// Of those most alike.
    peers: usize,
    /// Of the same group or county.
    others: usize,
    always: usize,
    anywhere: usize,
}

pub(super) fn indicators(scene: &Scene<'_>) -> Markup {
    let look = scene.look;
    let language = look.language;
    let name = scene.name(scene.unit);
    let last = scene.issues.len() - 1;
    let all = scene.edition().computed().enumerate().filter(|(_, known)| Through::has_target(known));
    let open = all.filter(|(i, _)| scene.through.standing(*i, last, scene.unit) == Standing::Not);
    let mut found: Vec<Unreached<'_>> = open
        .map(|(i, indicator)| Unreached {
            i,
            indicator,
            peers: scene.near_that(i, has_moved).into_iter().filter(|near| is_peer(near)).count(),
            others: scene.near_that(i, has_moved).into_iter().filter(|near| !is_peer(near)).count(),
            always: scene.near_that(i, |course| course == Course::Always).len(),
            anywhere: scene.moved_anywhere(i).len(),
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse((scene.is_held(one.i), one.peers, one.others, one.anywhere)));
    let why_not = alone::why_not(scene, None);
    html! {
        (lead(match (why_not.is_some(), scene.peers()) {
            (true, _) => language.say(
                format!("Målvärden som {name} inte når."),
                format!("Targets that {name} does not reach."),
            ),
            (false, 0) => language.say(
                format!("Målvärden som {name} inte når, och hur många i samma grupp eller län som gick från inte uppnått till uppnått och stannade där. Överst det som flest av dem har lyckats med."),
                format!("Targets that {name} does not reach, and how many of the same group or county moved from not reached to reached and stayed there. First what most of them succeeded with."),
            ),
            (false, peers) => language.say(
                format!("Målvärden som {name} inte når, och hur många som gick från inte uppnått till uppnått och stannade där: av de {peers} liknande, och av övriga i samma grupp eller län. Överst det som flest av de liknande har lyckats med."),
                format!("Targets that {name} does not reach, and how many moved from not reached to reached and stayed there: of the {peers} similar ones, and of the others in the same group or county. First what most of the similar ones succeeded with."),
            ),
        }))
        @if let Some(why_not) = &why_not { (why_not) } @else { (scene.compared_with()) }
        @if found.is_empty() {
            @if scene.is_covered() {
                (paragraph(language.say(
                    format!("{name} når alla målvärden där det finns ett utfall."),
                    format!("{name} reaches every target for which there is an outcome."),
                )))
            }
        } @else {
            (table(scene, &found, why_not.is_none()))
            @if why_not.is_none() {
                p.table-note { (language.say(
                    "Tidigare svar bedöms med dagens regel, så att ingen räknas som bara flyttats av en ändrad definition. Den som nått och fallit tillbaka räknas inte.",
                    "Earlier answers are judged by the rule of today, so that nobody counts who was only moved by a changed definition. Those that reached it and fell back do not count.",
                )) }
            }
        }
    }
}

fn table(scene: &Scene<'_>, found: &[Unreached<'_>], is_told: bool) -> Markup {
    let look = scene.look;
    let language = look.language;
    let code = scene.code(scene.unit);
    let peers = scene.peers();
    let row = |one: &Unreached<'_>| {
        let id = one.indicator.id.as_str();
        let now = look.opened.outcome(code, id);
        let now = now.map(|now| observed::cell(look, now, "", observed::mode_of(one.indicator)));
        let mut cells = vec![now.unwrap_or_else(|| Cell::text(""))];
        if is_told {
            let told = |count: usize| match scene.is_held(one.i) {
                true => Cell::number(&count.to_string()),
                false => Cell::text(language.say("Kan inte jämföras", "Cannot be compared")),
            };
            if peers > 0 {
                cells.push(told(one.peers));
            }
            cells.extend([told(one.others), told(one.anywhere), told(one.always)]);
        }
        let link = Link::new(
            look.to(&format!("/lar-av/{code}?indikator={id}")),
            look.text(&one.indicator.short_name),
        );
        Row { header: html! { (link) }, cells, total: false }
    };
    let mut columns = vec![
        Column::new(language.say("Indikator", "Indicator")),
        Column::new(language.say("Utfall nu", "Outcome now")),
    ];
    if is_told {
        if peers > 0 {
            columns.push(Column::number(language.say(
                format!("Av de {peers} liknande kom att nå det"),
                format!("Of the {peers} similar ones came to reach it"),
            )));
        }
        columns.extend([
            Column::number(language.say("Av övriga i grupp och län", "Of others in group and county")),
            Column::number(language.say("I hela landet", "In all of Sweden")),
            Column::number(language.say(
                "Alltid nått det, av liknande, grupp och län",
                "Always reached it, of similar, group and county",
            )),
        ]);
    }
    let caption = language.say("Målvärden som inte är uppnådda", "Targets that are not reached");
    Table::new("ej-uppnadda", caption, columns, found.iter().map(row).collect()).stacked().html(language)
}

/// What a unit has now, where it is judged by a target.
pub(super) fn now(scene: &Scene<'_>, indicator: &Indicator) -> Markup {
    let look = scene.look;
    let found = look.opened.outcome(scene.code(scene.unit), indicator.id.as_str());
    let name = scene.name(scene.unit);
    let last = scene.issues.len() - 1;
    let i = scene.edition().computed().position(|known| known.id == indicator.id);
    let standing = i.map(|i| scene.through.standing(i, last, scene.unit));
    let language = look.language;
    html! {
        @if let Some(found) = found.filter(|found| !matches!(&found.value, Value::Figure(..))) {
            p.verdict { (name) ": " (observed::label(look, found, "", observed::mode_of(indicator))) }
        }
        @if standing == Some(Standing::Reached) {
            (paragraph(language.say(
                format!("{name} når redan målvärdet. Här står ändå vilka andra som kom dit, och hur."),
                format!("{name} reaches the target already. Here stand the others that came to reach it, and how."),
            )))
        }
    }
}
