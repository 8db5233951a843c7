//! Two editions of one (*förändring*): every indicator then and now, whether the two may be compared, and what of a change is reality and what is
//! another definition. What may not be compared has no number beside another.

mod asked;
mod cell;
mod corners;
mod held;
mod tables;

use axum::response::{IntoResponse, Response};
use catalogue::model::{Edition, Indicator, IndicatorRole};
use maud::{Markup, html};
use publication::model::{Code, Observation};
use publication::shelf::{Issue, Opened};
use results::diff::{Cause, Comparable, FigureDiff, IndicatorDiff, OutcomeDiff, ResultsDiff};

use self::asked::Asked;
pub(super) use self::asked::NAMES;
use super::around::page;
use super::{Look, visit};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::Phrase;

/// Two publications, and the unit or place that is looked at in both.
struct Both<'a> {
    look: Look<'a>,
    /// The earlier one.
    issue: &'a Issue,
    then: &'a Opened,
    diff: &'a ResultsDiff,
    code: &'a Code,
    name: Phrase<'a>,
    is_place: bool,
    /// Those that it may be held against, the nearest first.
    others: Vec<&'a Issue>,
}

/// An indicator that may be compared.
struct Line<'a> {
    of: &'a IndicatorDiff,
    now: &'a Indicator,
    found_now: &'a Observation,
    found_then: &'a Observation,
    /// What moved of a place.
    figure: Option<&'a FigureDiff>,
    /// What moved of a unit.
    outcome: Option<&'a OutcomeDiff>,
}

/// Every indicator, by what can be said of it.
#[derive(Default)]
struct Lines<'a> {
    moved: Vec<Line<'a>>,
    same: Vec<Line<'a>>,
    /// Why not, and which: the indicator as it was then, and now.
    not: Vec<(&'a Comparable, Vec<(&'a Indicator, &'a Indicator)>)>,
    /// Only now.
    added: Vec<&'a Indicator>,
    /// Only then.
    removed: Vec<&'a Indicator>,
    /// The unit or place is only in one of the two.
    absent: bool,
}

/// The page.
pub fn between(look: &Look<'_>) -> Response {
    let asked = match Asked::of(look) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let language = look.language;
    let Some(issue) = asked.from else { return asked::nothing_before(look, &asked) };
    let Ok(then) = issue.opened() else { return asked::unreadable(look, &asked, issue) };
    let diff = held::diff(issue, then, look.issue, look.opened);
    let both = Both {
        look: *look,
        issue,
        then,
        diff: &diff,
        code: asked.code,
        name: asked.name.clone(),
        is_place: asked.is_place,
        others: asked.others.clone(),
    };
    let lines = both.lines();
    let title =
        language.say(format!("Förändring: {}", both.name.text()), format!("Change: {}", both.name.text()));
    let body = html! {
        (lead(language.say(
            format!("Från {} till {}.", both.named_then(), both.named_now()),
            format!("From {} to {}.", both.named_then(), both.named_now()),
        )))
        (asked::form(look, &asked))
        (both.cautions(&lines))
        (both.summary(&lines))
        (both.tables(&lines))
        (both.corners())
        (both.further())
    };
    page(look, title, body).wide().into_response()
}

impl<'a> Both<'a> {
    fn named_then(&self) -> String {
        named(&self.look, self.issue, self.look.issue)
    }

    fn named_now(&self) -> String {
        named(&self.look, self.look.issue, self.issue)
    }

    fn then_edition(&self) -> &'a Edition {
        self.then.edition()
    }

    /// Which statements it makes of every indicator.
    fn lines(&self) -> Lines<'_> {
        let mut lines = Lines::default();
        let (before, after) = (self.then_edition(), self.look.opened.edition());
        let find = |edition: &'a Edition, column: &Option<results::diff::Column>| {
            column.as_ref().and_then(|column| edition.indicator(column.id.as_str()))
        };
        for of in &self.diff.indicators {
            let (old, new) = (find(before, &of.before), find(after, &of.after));
            let (old, new) = match (old, new) {
                (Some(old), Some(new)) => (old, new),
                (None, Some(new)) => {
                    lines.added.push(new);
                    continue;
                }
                (Some(old), None) => {
                    lines.removed.push(old);
                    continue;
                }
                (None, None) => continue,
            };
            if !of.comparable.is_compared() {
                match lines.not.iter_mut().find(|(why, _)| **why == of.comparable) {
                    Some((_, all)) => all.push((old, new)),
                    None => lines.not.push((&of.comparable, vec![(old, new)])),
                }
                continue;
            }
            let cell = |opened: &'a Opened, id: &str| match self.is_place {
                true => opened.figure(&self.code.id, id),
                false => opened.outcome(&self.code.id, id),
            };
            let (Some(found_then), Some(found_now)) =
                (cell(self.then, old.id.as_str()), cell(self.look.opened, new.id.as_str()))
            else {
                lines.absent = true;
                continue;
            };
            let figure =
                of.figures.iter().find(|figure| publication::build::place_id(&figure.place) == self.code.id);
            let outcome = of.outcomes.iter().find(|outcome| outcome.unit.as_str() == self.code.id);
            let line = Line { of, now: new, found_now, found_then, figure, outcome };
            if line.is_told(self.is_place) { lines.moved.push(line) } else { lines.same.push(line) }
        }
        lines
    }

    /// What must be known before any change is read.
    fn cautions(&self, lines: &Lines<'_>) -> Markup {
        let language = self.look.language;
        let real = [self.issue, self.look.issue].map(|issue| issue.manifest().origin.is_empty());
        let is_compared = !lines.moved.is_empty() || !lines.same.is_empty();
        let mut told: Vec<Markup> = Vec::new();
        if lines.absent {
            told.push(paragraph(language.say(
                format!(
                    "{} finns bara i den ena av de två, så det finns inget att jämföra med.",
                    self.name.text()
                ),
                format!(
                    "{} is in only one of the two, so there is nothing to compare with.",
                    self.name.text()
                ),
            )));
        }
        if real[0] != real[1] {
            told.push(paragraph(language.say(
                "Den ena har verkliga svar och den andra simulerade. En skillnad säger inget om verkligheten.",
                "One has real answers and the other simulated ones. A difference says nothing of reality.",
            )));
        }
        match &self.diff.comparable {
            Comparable::Yes => {}
            Comparable::Partly(why) => told.push(html! { p { b { (language.say("Jämförbara med förbehåll. ", "Comparable with a reservation. ")) } (language.official(why.as_str())) } }),
            Comparable::No(why) => told.push(html! { p { b { (language.say("Får inte jämföras som helhet. ", "May not be compared as a whole. ")) } (language.official(why.as_str())) } }),
            Comparable::NotStated => told.push(paragraph(language.say(
                "Katalogen säger inget om att de två årgångarna går att jämföra. Då jämförs de inte.",
                "The catalogue does not say that the two editions can be compared. Then they are not.",
            ))),
        }
        if !self.diff.is_split && is_compared {
            told.push(paragraph(language.say(
                "Av den ena är bara utfallen kända, inte svaren. Därför går det att se vad som har ändrats men inte varför.",
                "Of one of them only the outcomes are known, not the answers. So what moved can be seen, but not why.",
            )));
        }
        let others: Vec<&&Issue> =
            self.others.iter().filter(|other| !std::ptr::eq(**other, self.issue)).collect();
        html! {
            @if !is_compared {
                (Notice::new(NoticeKind::Warning, language.say("Inget kan jämföras", "Nothing can be compared")).body(html! {
                    @for one in &told { (one) }
                    p {
                        (language.say("Se var och en för sig: ", "See each by itself: "))
                        (Link::new(self.look.beside(self.issue, &format!("/enhet/{}", self.code.id)), self.named_then())) ", "
                        (Link::new(self.look.to(&format!("/enhet/{}", self.code.id)), self.named_now())) "."
                    }
                    @if !others.is_empty() {
                        p {
                            (language.say("Eller jämför med ", "Or compare with "))
                            @for (at, other) in others.iter().enumerate() {
                                @if at > 0 { ", " }
                                (Link::new(self.address(other), named(&self.look, other, self.look.issue)))
                            }
                            "."
                        }
                    }
                }).html(language))
            } @else if !told.is_empty() {
                (Notice::new(NoticeKind::Info, language.say("Innan du läser", "Before you read")).body(html! { @for one in &told { (one) } }).html(language))
            }
        }
    }

    /// The same page held against another publication.
    fn address(&self, other: &Issue) -> String {
        asked::address(&self.look, &self.code.id, other)
    }

    /// How many of each.
    fn summary(&self, lines: &Lines<'_>) -> Markup {
        let language = self.look.language;
        let compared = lines.moved.len() + lines.same.len();
        let all = lines.moved.iter().chain(&lines.same);
        let background = all.filter(|line| line.now.role == IndicatorRole::Background).count();
        if compared == 0 {
            return html! {};
        }
        let not: usize = lines.not.iter().map(|(_, all)| all.len()).sum();
        let of = |cause: Cause| {
            let is = |line: &&Line<'_>| line.outcome.is_some_and(|outcome| outcome.cause == Some(cause));
            lines.moved.iter().filter(is).count()
        };
        let causes = [
            (of(Cause::Reality), language.say("för att svaren är andra", "because the answers are others")),
            (
                of(Cause::Definition),
                language.say("för att reglerna är andra", "because the rules are others"),
            ),
            (of(Cause::Both), language.say("av bådadera", "by both")),
        ];
        let causes: Vec<String> =
            causes.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
        html! {
            p {
                b { (match background {
                    0 => language.say(
                        format!("{} av {compared} jämförbara indikatorer har ändrats", lines.moved.len()),
                        format!("{} of {compared} comparable indicators have changed", lines.moved.len()),
                    ),
                    _ => language.say(
                        format!("{} av {compared} jämförbara ({} indikatorer och {background} bakgrundsmått) har ändrats", lines.moved.len(), compared - background),
                        format!("{} of {compared} comparable ({} indicators and {background} background) have changed", lines.moved.len(), compared - background),
                    ),
                }) }
                @if !causes.is_empty() { ": " (causes.join(", ")) }
                "."
                @if not > 0 { " " (language.say(format!("{not} kan inte jämföras."), format!("{not} cannot be compared."))) }
            }
        }
    }

    /// The ways on.
    fn further(&self) -> Markup {
        let (look, language) = (&self.look, self.look.language);
        let id = &self.code.id;
        let county = super::unit::property(self.code, "county").map(|county| format!("county:{}", county.sv));
        let places = [county, Some("nation:SE".to_owned())];
        let places = places.into_iter().flatten().filter(|place| place != id);
        let places: Vec<&Code> = places.filter_map(|place| super::compare::place_of(look, &place)).collect();
        html! {
            (heading(Level::Two, Some("vidare"), language.say("Gå vidare", "Go on")))
            ul {
                @for place in places {
                    li { (Link::new(asked::address(look, &place.id, self.issue), language.say(
                        format!("Samma för {}", within(place)),
                        format!("The same for {}", look.text(&place.name).text()),
                    ))) }
                }
                li { (Link::new(look.to(&format!("/enhet/{id}")), language.say(format!("Allt om {}", self.name.text()), format!("All about {}", self.name.text())))) }
                li { (Link::new(look.to(&format!("/jamfor?enheter={id}")), language.say("Jämför med andra", "Compare with others"))) }
                li { (Link::new(look.to("/guide/changes"), language.say("Vad som har ändrats i enkäten och reglerna", "What has changed in the questionnaire and the rules"))) }
            }
        }
    }
}

/// A place's name within a sentence: the country is called by a common noun.
fn within(place: &Code) -> String {
    let name = place.name.sv.as_str();
    if place.id.starts_with("nation:") { name.to_lowercase() } else { name.to_owned() }
}

impl Line<'_> {
    /// Whether there is anything to tell.
    fn is_told(&self, is_place: bool) -> bool {
        match (is_place, self.figure, self.outcome) {
            (true, Some(figure), _) => figure.is_told(),
            (false, _, Some(_)) => true,
            (true, None, _) | (false, _, None) => self.found_now.value != self.found_then.value,
        }
    }
}

/// What a publication is called beside another: with its number only where both are of one series.
fn named(look: &Look<'_>, issue: &Issue, other: &Issue) -> String {
    let name = visit::short(look.language, issue);
    if issue.series() == other.series() {
        look.language
            .say(format!("{name}, version {}", issue.number()), format!("{name}, version {}", issue.number()))
    } else {
        name
    }
}
