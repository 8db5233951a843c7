//! Two editions of one (*förändring*): every indicator then and now, whether the two may be compared, and what of a change is reality and what is
//! another definition. What may not be compared has no number beside another.

mod asked;
mod both;
mod cell;
mod corners;
mod held;
mod tables;
mod wanted;

use axum::response::{IntoResponse, Response};
use catalogue::model::IndicatorRole;
use maud::{Markup, html};
use publication::model::Code;
use publication::shelf::Issue;
use results::diff::Cause;

pub(super) use self::asked::NAMES;
pub(crate) use self::both::{Both, Each, Line, Lines, why_not};
pub(crate) use self::wanted::{Unfit, Wanted, known_as, since, usual, whose};
use super::around::page;
use super::{Look, visit};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::Phrase;

/// The page.
pub fn between(look: &Look<'_>) -> Response {
    let wanted = match asked::read(look) {
        Ok(wanted) => wanted,
        Err(response) => return *response,
    };
    let language = look.language;
    let Some(issue) = wanted.from else { return asked::nothing_before(look, &wanted) };
    let Ok(both) = Both::of(look, &wanted, issue) else { return asked::unreadable(look, &wanted) };
    let each = both.each();
    let lines = Lines::of(&each, both.is_place);
    let title =
        language.say(format!("Förändring: {}", both.name.text()), format!("Change: {}", both.name.text()));
    let body = html! {
        (lead(language.say(
            format!("Från {} till {}.", both.named_then(), both.named_now()),
            format!("From {} to {}.", both.named_then(), both.named_now()),
        )))
        (asked::form(look, &wanted))
        (both.before_reading(&lines))
        (both.summary(&lines))
        (both.tables(&lines))
        (both.corners())
        (both.further())
    };
    page(look, title, body).wide().into_response()
}

impl Both<'_> {
    /// What must be known before any change is read.
    fn before_reading(&self, lines: &Lines<'_>) -> Markup {
        let language = self.look.language;
        let one = |(first, words): (&str, Phrase<'_>)| match first {
            "" => paragraph(words),
            _ => html! { p { b { (first) } (words) } },
        };
        let told: Vec<Markup> =
            self.cautions(lines).iter().map(|caution| one(self.caution(caution))).collect();
        let others: Vec<&&Issue> =
            self.others.iter().filter(|other| !std::ptr::eq(**other, self.issue)).collect();
        html! {
            @if !lines.is_compared() {
                (Notice::new(NoticeKind::Warning, language.say("Inget kan jämföras", "Nothing can be compared")).body(html! {
                    @for one in &told { (one) }
                    p {
                        (language.say("Se var och en för sig: ", "See each by itself: "))
                        (Link::new(self.look_then().to(&format!("/enhet/{}", self.code.id)), self.named_then())) ", "
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
                li { a href=(look.data(&format!("/changes?place={id}&from={}", known_as(look, self.issue)))) { (language.say("Samma som data", "The same as data")) } }
            }
        }
    }
}

/// A place's name within a sentence: the country is called by a common noun.
fn within(place: &Code) -> String {
    let name = place.name.sv.as_str();
    if place.id.starts_with("nation:") { name.to_lowercase() } else { name.to_owned() }
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
