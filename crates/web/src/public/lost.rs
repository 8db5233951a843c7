//! Ids that lead nowhere (*okänt, upphört*): what was asked for, what there is instead, and where it is still found.
//!
//! What is not published is told as what never was: nothing here looks beyond the [`View`](publication::shelf::View).

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use publication::shelf::Issue;

use super::Look;
use super::around::page;
use super::visit::{self, Visit, named};
use crate::design::text::{Link, paragraph};

/// What somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// An indicator.
    Indicator,
    /// A municipality, district, county or other place.
    Place,
}

/// The page for an id that the publication does not have. `at` gives the address of the same thing with another id,
/// below a publication: `"/indikator/{id}"`.
pub fn lost(look: &Look<'_>, asked: Asked, id: &str, at: impl Fn(&str) -> String) -> Response {
    let language = look.language;
    let known = |look: &Look<'_>| -> Vec<(String, String)> {
        let cube = |id: &str, dimension: usize| {
            let codes =
                look.opened.publication().cube(id).map(|cube| cube.dimensions[dimension].codes.iter());
            codes.into_iter().flatten().map(|code| (code.id.clone(), look.text(&code.name).text().to_owned()))
        };
        match asked {
            Asked::Indicator => cube("outcomes", 1).collect(),
            Asked::Place => cube("outcomes", 0).chain(cube("aggregates", 0)).collect(),
        }
    };
    let elsewhere: Vec<_> = look
        .view
        .valid()
        .into_iter()
        .filter(|other| other.series() != look.issue.series())
        .filter_map(|other| {
            let opened = other.opened().ok()?;
            let there = Look { opened, issue: other, ..*look };
            known(&there).iter().any(|(known, _)| known == id).then_some(other)
        })
        .collect();
    let all = known(look);
    let near = rules::nearest(id, all.iter().flat_map(|(id, name)| [id.as_str(), name.as_str()]));
    let near = near.and_then(|near| all.iter().find(|(id, name)| id == near || name == near));
    let title = match asked {
        Asked::Indicator => language.say("Indikatorn finns inte här", "There is no such indicator here"),
        Asked::Place => language
            .say("Kommunen eller platsen finns inte här", "There is no such municipality or place here"),
    };
    let shown: String = id.chars().take(80).collect();
    let body = html! {
        (paragraph(language.say(
            format!("”{shown}” finns inte i den här publiceringen."),
            format!("“{shown}” is not in this publication."),
        )))
        @if !elsewhere.is_empty() {
            (paragraph(language.say("Den finns i en annan:", "It is in another one:")))
            ul { @for other in &elsewhere { li { a href=(look.beside(other, &at(id))) { (super::around::name(look, other)) } } } }
        }
        @if let Some((id, name)) = near {
            p { (language.say("Menade du ", "Did you mean ")) (Link::new(look.to(&at(id)), name.as_str())) "?" }
        }
        p { (Link::new(look.to(""), language.say("Allt i publiceringen", "Everything in the publication"))) }
    };
    (StatusCode::NOT_FOUND, page(look, title, body)).into_response()
}

/// The page for a publication that there is none of at the moment that is looked at: those that there are.
pub fn no_publication(visit: &Visit<'_>, written: &str) -> Response {
    let language = visit.language;
    let shown: String = written.chars().filter(|c| !c.is_control()).take(80).collect();
    let valid = visit.view.valid();
    let year = written.split('-').next().unwrap_or_default();
    let is_of_year = |issue: &Issue| issue.series().year.to_string() == year;
    let (near, others): (Vec<_>, Vec<_>) = valid.into_iter().partition(|issue| is_of_year(issue));
    let list = |issues: &[&std::sync::Arc<Issue>]| {
        html! {
            ul { @for issue in issues { li { a href=(visit.to(&format!("/resultat/{}", issue.series()))) { (named(visit, issue)) } } } }
        }
    };
    let body = html! {
        (paragraph(match visit.per {
            None => language.say(
                format!("Ingen publicering heter ”{shown}”."),
                format!("No publication is called “{shown}”."),
            ),
            Some(per) => language.say(
                format!("Ingen publicering hette ”{shown}” {per}."),
                format!("No publication was called “{shown}” on {per}."),
            ),
        }))
        @if !near.is_empty() {
            (paragraph(language.say(format!("Av årgång {year} finns:"), format!("Of edition {year} there are:"))))
            (list(&near))
        }
        @if !others.is_empty() {
            (paragraph(match near.is_empty() {
                true => language.say("Det här är publicerat:", "This is published:"),
                false => language.say("Annat som är publicerat:", "What else is published:"),
            }))
            (list(&others))
        }
        p {
            @if visit.per.is_some() {
                (Link::new(language.address(&format!("/resultat/{shown}")), language.say("Se efter bland det som gäller nu", "Look among what is valid now"))) " · "
            }
            (Link::new(visit.to("/resultat"), language.say("Alla resultat, med äldre versioner", "All results, with earlier versions")))
        }
    };
    let title = language.say("Publiceringen finns inte", "There is no such publication");
    (StatusCode::NOT_FOUND, visit::page(visit, title, body)).into_response()
}
