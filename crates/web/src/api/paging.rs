//! Lists in pages (*bläddring*): so many lines, how many there are in all, and where the others are.

use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked, Format, json};
use super::parameter::{FURTHEST, USUAL};

/// Ways from a page of a list to the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PageLinks {
    /// This page.
    #[serde(rename = "self")]
    pub own: String,
    /// The first page.
    pub first: String,
    /// The one before; none on the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The one after; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// Its lines.
    pub items: Vec<T>,
    /// How many lines there are on all pages.
    pub total: usize,
    /// At most so many lines on a page.
    pub limit: usize,
    /// So many lines come before.
    pub offset: usize,
    /// Why there is no line here, or what else one must know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The other pages.
    pub links: PageLinks,
}

/// What is in a list.
pub(super) trait Line: Serialize {
    /// Columns of its table, group by group.
    const COLUMNS: &'static [&'static [&'static str]];

    /// Its fields, one for each column.
    fn fields(&self) -> Vec<String>;
}

/// The page that is asked for, of `total` lines; `of` makes the lines at places from one to before another.
pub(super) fn page<T: Line>(
    asked: &Asked<'_>,
    total: usize,
    note: Option<String>,
    of: impl FnOnce(std::ops::Range<usize>) -> Vec<T>,
) -> Answer {
    let limit = asked.query.whole("limit", USUAL);
    let offset = asked.query.whole("offset", 0);
    let from = offset.min(total);
    let items = of(from..from.saturating_add(limit).min(total));
    let at = |offset: usize| {
        let offset = (offset > 0).then(|| offset.to_string());
        format!("{}{}", asked.path, asked.query.with(&[("offset", offset)]))
    };
    let next = offset + limit;
    let links = PageLinks {
        own: asked.own(),
        first: at(0),
        previous: (offset > 0).then(|| at(offset.min(total).saturating_sub(limit))),
        next: (next < total && next <= FURTHEST).then(|| at(next)),
    };
    let language = asked.language;
    let note = note.or_else(|| match (items.is_empty(), total) {
        (true, 0) => Some(
            language
                .say(
                    "Urvalet är rätt men omfattar ingenting.",
                    "The selection is right but there is nothing in it.",
                )
                .to_owned(),
        ),
        (true, _) => Some(language.say(
            format!("offset ligger efter de {total} som finns."),
            format!("offset lies after the {total} that there are."),
        )),
        (false, _) => None,
    });
    let mut told = vec![("self", links.own.clone()), ("first", links.first.clone())];
    told.extend(links.previous.clone().map(|to| ("prev", to)));
    told.extend(links.next.clone().map(|to| ("next", to)));
    let body = match asked.format {
        Format::Csv => asked.lines(&T::COLUMNS.concat(), items.iter().map(T::fields)),
        Format::Json => json(&Page { items, total, limit, offset, note, links }),
    };
    Answer { body, total: Some(total), links: told }
}
