//! Who to learn from (*lär av andra*): similar units that did not reach a target, then did and stayed there, and what they answered
//! before and after. Only answers that everybody may see; never comments, free texts, or who answered.

mod alone;
mod changes;
mod indicators;
mod units;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::model::{Edition, Indicator};
use domain::Outcome;
use maud::{Markup, html};
use publication::model::Value;
use publication::shelf::Issue;
use results::learn::{Course, Held, Near, Round, Through, Tie, near};

use super::Look;
use super::around::page;
use super::lost::{Asked, lost};
use super::unit::codes;
use super::visit::asked;
use crate::design::text::{Link, paragraph};
use crate::language::Phrase;

/// The parameter.
pub(super) const NAME: &str = "indikator";

/// What everything on the page is told from.
struct Scene<'a> {
    look: &'a Look<'a>,
    /// The unit, and its place in the frame.
    unit: usize,
    /// The publications of the row, the earliest first, this one last.
    issues: Vec<&'a Issue>,
    through: Through<'a>,
    /// Who is similar, the nearest first.
    near: Vec<Near>,
}

/// The page of a unit: of one indicator (`?indikator=`), or of all that it does not reach.
pub fn learn(look: &Look<'_>, code: &str) -> Response {
    let language = look.language;
    let edition = look.opened.edition();
    let Some(unit) = edition.frame.position(code) else {
        let place = codes(look, "aggregates", 0).iter().find(|place| place.id == code);
        return match place {
            Some(place) => only_units(look, code, look.text(&place.name)),
            None => lost(look, Asked::Place, code, |code| here(look, code)),
        };
    };
    let name = edition.frame.units[unit].name.as_str();
    let wanted = asked(look.address, NAME).filter(|id| !id.is_empty());
    let scene = Scene::of(look, unit);
    let title = language.say(format!("Vem kan {name} lära av?"), format!("Who can {name} learn from?"));
    let Some(id) = wanted else {
        let body = html! { (indicators::indicators(&scene)) (further(&scene, None)) };
        return page(look, title, body).wide().into_response();
    };
    let found = edition.computed().enumerate().find(|(_, known)| known.id.as_str() == id);
    let Some((i, indicator)) = found else {
        return lost(look, Asked::Indicator, &id, |id| format!("/lar-av/{code}?indikator={id}"));
    };
    let body = html! { (units::units(&scene, i, indicator)) (further(&scene, Some(indicator))) };
    let all = Link::new(
        look.to(&format!("/lar-av/{code}")),
        language.say(
            format!("Allt som {name} kan lära av andra"),
            format!("All that {name} can learn from others"),
        ),
    );
    page(look, title, body).kicker(look.text(&indicator.short_name)).back(all).into_response()
}

/// The address of the same page for another code, the indicator kept.
fn here(look: &Look<'_>, code: &str) -> String {
    match asked(look.address, NAME).filter(|id| look.opened.edition().indicator(id).is_some()) {
        Some(id) => format!("/lar-av/{code}?indikator={id}"),
        None => format!("/lar-av/{code}"),
    }
}

/// A county, a city, a group: it answers nothing itself.
fn only_units(look: &Look<'_>, code: &str, name: Phrase<'_>) -> Response {
    let language = look.language;
    let body = html! {
        (paragraph(language.say(
            format!("{} svarar inte själv på enkäten, så det finns inga svar att lära av. Välj en kommun eller stadsdel.", name.text()),
            format!("{} does not answer the questionnaire itself, so there are no answers to learn from. Choose a municipality or district.", name.text()),
        )))
        ul {
            li { (Link::new(look.to(&format!("/enhet/{code}")), language.say(format!("Allt om {}", name.text()), format!("All about {}", name.text())))) }
            li { (Link::new(look.to(""), language.say("Alla kommuner i publiceringen", "All municipalities of the publication"))) }
        }
    };
    let title =
        language.say("Bara den som svarar kan lära av svar", "Only who answers can learn from answers");
    (StatusCode::NOT_FOUND, page(look, title, body)).into_response()
}

impl<'a> Scene<'a> {
    fn of(look: &'a Look<'a>, unit: usize) -> Self {
        let row = look.view.row_of(look.issue).into_iter().map(AsRef::as_ref);
        let earlier: Vec<(&'a Issue, Round<'a>)> = row
            .filter(|issue: &&Issue| issue.series() < look.issue.series())
            .filter_map(|issue: &'a Issue| {
                let opened = issue.opened().ok()?;
                let (edition, results) = (opened.edition(), opened.results());
                Some((issue, Round { edition, results, answers: opened.answers() }))
            })
            .collect();
        let opened = look.opened;
        let (edition, results) = (opened.edition(), opened.results());
        let now = Round { edition, results, answers: opened.answers() };
        let rounds: Vec<Round<'a>> = earlier.iter().map(|(_, round)| *round).collect();
        let issues = earlier.iter().map(|(issue, _)| *issue).chain([look.issue]).collect();
        let through = Through::of(&rounds, now);
        Self { look, unit, issues, through, near: near(edition, opened.peers().ok(), unit) }
    }

    fn edition(&self) -> &'a Edition {
        self.look.opened.edition()
    }

    fn code(&self, unit: usize) -> &'a str {
        self.edition().frame.units[unit].code.as_str()
    }

    fn name(&self, unit: usize) -> &'a str {
        self.edition().frame.units[unit].name.as_str()
    }

    /// Whether a round before this one may be held against it.
    fn is_held(&self, indicator: usize) -> bool {
        (0..self.issues.len() - 1).any(|round| !matches!(self.through.held(indicator, round), Held::Not(_)))
    }

    /// The similar that took a course.
    fn near_that(&self, indicator: usize, is: impl Fn(Course) -> bool) -> Vec<&Near> {
        self.near.iter().filter(|near| is(self.through.course(indicator, near.unit))).collect()
    }

    /// Units of the whole frame that moved, but for the unit itself.
    fn moved_anywhere(&self, indicator: usize) -> Vec<usize> {
        let all = 0..self.edition().frame.units.len();
        all.filter(|unit| *unit != self.unit && has_moved(self.through.course(indicator, *unit))).collect()
    }

    /// A round as it is called here: `omgång 2`, `2018`.
    fn round(&self, round: usize) -> String {
        let series = self.issues[round].series();
        match series.round() {
            Some(number) => self.look.language.say(format!("omgång {number}"), format!("round {number}")),
            None => series.year.to_string(),
        }
    }

    /// An outcome's name.
    fn word(&self, outcome: &Outcome) -> Phrase<'a> {
        let words = self.look.opened.vocabulary();
        match outcome {
            Outcome::Category(value) => match words.values.iter().find(|named| named.id == value.as_str()) {
                Some(named) => self.look.text(&named.name),
                None => value.to_string().into(),
            },
            Outcome::Empty(empty) => match words.empty(empty.reason.id()) {
                Some(named) => self.look.text(&named.name),
                None => empty.reason.id().into(),
            },
            Outcome::Figure(_) => "–".into(),
        }
    }

    /// What ties a unit to the one of the page, in words.
    fn ties(&self, near: &Near) -> Vec<Phrase<'a>> {
        let language = self.look.language;
        let of = |tie: &Tie| match tie {
            Tie::Peer(rank) => language
                .say(format!("liknande kommun nummer {rank}"), format!("similar municipality number {rank}"))
                .into(),
            Tie::Group(grouping) => {
                let frame = &self.edition().frame;
                let scheme = frame.schemes.iter().find(|known| known.grouping == *grouping);
                let own = frame.units[near.unit].groups.get(grouping);
                let group =
                    scheme.and_then(|scheme| scheme.groups.iter().find(|known| Some(&known.code) == own));
                let name = group.map_or(grouping.as_str(), |group| match group.criterion.chars().count() {
                    0 | 31.. => group.name.as_str(),
                    1..=30 => group.criterion.as_str(),
                });
                language.official(format!(
                    "{}: {name}",
                    scheme.map_or(grouping.as_str(), |scheme| scheme.name.as_str())
                ))
            }
            Tie::County => language.say("samma län", "same county").into(),
        };
        near.ties.iter().map(of).collect()
    }

    /// How many of the similar are peers.
    fn peers(&self) -> usize {
        self.near.iter().filter(|near| is_peer(near)).count()
    }

    /// Of whom it is told.
    fn compared_with(&self) -> Markup {
        let language = self.look.language;
        let (peers, all) = (self.peers(), self.near.len());
        paragraph(match peers {
            0 => language.say(
                format!("Här räknas {all} kommuner och stadsdelar: de i samma kommungrupp och de i samma län."),
                format!("{all} municipalities and districts count here: those of the same group and those of the same county."),
            ),
            _ => language.say(
                format!("Här räknas {all} kommuner och stadsdelar: först de {peers} liknande, som har mest lika förutsättningar, sedan {} i samma kommungrupp eller län.", all - peers),
                format!("{all} municipalities and districts count here: first the {peers} similar ones, whose conditions are the most alike, then {} of the same group or county.", all - peers),
            ),
        })
    }

    /// Whether the publication's material says anything of the unit.
    fn is_covered(&self) -> bool {
        self.edition().computed().any(|indicator| {
            let found = self.look.opened.outcome(self.code(self.unit), indicator.id.as_str());
            found.is_some_and(
                |found| !matches!(&found.value, Value::Empty(id, ..) if id == Value::NOT_COVERED),
            )
        })
    }
}

fn is_peer(near: &Near) -> bool {
    matches!(near.ties.first(), Some(Tie::Peer(_)))
}

fn has_moved(course: Course) -> bool {
    matches!(course, Course::Moved { .. })
}

/// Where one goes from here.
fn further(scene: &Scene<'_>, indicator: Option<&Indicator>) -> Markup {
    let look = scene.look;
    let language = look.language;
    let (code, name) = (scene.code(scene.unit), scene.name(scene.unit));
    html! {
        (crate::design::text::heading(crate::design::text::Level::Two, Some("vidare"), language.say("Gå vidare", "Go on")))
        ul {
            @if let Some(indicator) = indicator {
                li { (Link::new(look.to(&format!("/varfor/{}/{code}#vad-kravs", indicator.id)), language.say(format!("Vad skulle krävas för {name}?"), format!("What would it take for {name}?")))) }
                li { (Link::new(look.to(&format!("/indikator/{}", indicator.id)), language.say("Indikatorn i alla kommuner", "The indicator in all municipalities"))) }
            }
            li { (Link::new(look.to(&format!("/enhet/{code}")), language.say(format!("Allt om {name}"), format!("All about {name}")))) }
            li { (Link::new(look.to("/guide/analys"), language.say("Analysera resultatet i fyra steg", "Analyse the result in four steps"))) }
        }
    }
}
