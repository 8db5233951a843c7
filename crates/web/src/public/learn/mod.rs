//! Who to learn from (*lär av andra*): similar units that did not reach a target, then did and stayed there, and what they answered
//! before and after. Only answers that everybody may see; never comments, free texts, or who answered.

mod alone;
mod answered;
mod changes;
mod indicators;
mod scene;
mod units;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::model::Indicator;
use maud::{Markup, html};

pub(crate) use self::answered::{Answered, Given, most_common};
pub(crate) use self::scene::{Learned, MOST, Scene};
use super::Look;
use super::around::page;
use super::lost::{Asked, lost};
use super::unit::codes;
use super::visit::asked;
use crate::design::text::{Link, paragraph};
use crate::language::Phrase;

/// The parameter.
pub(super) const NAME: &str = "indikator";

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

impl Scene<'_> {
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
                li { a href=(look.data(&format!("/learn/{}/{code}", indicator.id))) { (language.say("Samma som data", "The same as data")) } }
            }
            li { (Link::new(look.to(&format!("/enhet/{code}")), language.say(format!("Allt om {name}"), format!("All about {name}")))) }
            li { (Link::new(look.to("/guide/analys"), language.say("Analysera resultatet i fyra steg", "Analyse the result in four steps"))) }
        }
    }
}
