//! The program's own words, in both languages, and how figures and days are read.

use catalogue::model::Measured;
use domain::{Date, Kind, Level, Method, Rounded, swedish};

use crate::model::{Language, Text};

/// Swedish, then English.
pub(super) fn say(sv: impl Into<String>, en: impl Into<String>) -> Text {
    Text { sv: sv.into(), en: Some(en.into()) }
}

/// A name or figure that is the same in both languages, or a text that is not translated.
pub(super) fn same(text: impl Into<String>) -> Text {
    Text { sv: text.into(), en: None }
}

/// A sentence with gaps: each `{}` of both languages is filled with the next text.
pub(super) fn fill(sv: &str, en: &str, gaps: &[&Text]) -> Text {
    let filled = |template: &str, language| {
        let mut parts = template.split("{}");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for (i, part) in parts.enumerate() {
            text.push_str(gaps.get(i).map_or("", |gap| gap.get(language)));
            text.push_str(part);
        }
        text
    };
    say(filled(sv, Language::Swedish), filled(en, Language::English))
}

/// Texts in a row; empty ones are left out.
pub(super) fn join<'t>(texts: impl IntoIterator<Item = &'t Text>, between: &str) -> Text {
    let all: Vec<&Text> = texts.into_iter().filter(|text| !text.sv.is_empty()).collect();
    let in_one = |language| all.iter().map(|text| text.get(language)).collect::<Vec<_>>().join(between);
    if all.iter().all(|text| text.en.is_none()) {
        return same(in_one(Language::Swedish));
    }
    say(in_one(Language::Swedish), in_one(Language::English))
}

/// Whether there is nothing to read.
pub(super) fn is_empty(text: &Text) -> bool {
    text.sv.trim().is_empty()
}

/// A count.
pub(super) fn count(n: usize) -> Text {
    let rounded = Rounded { scaled: n as i128, decimals: 0 };
    figure(rounded, false)
}

/// A figure as people read it: decimal comma in Swedish, decimal point in English.
pub(super) fn figure(figure: Rounded, plain_ends: bool) -> Text {
    let sv = swedish::figure(figure, plain_ends);
    let en = swedish::in_english(&sv);
    if sv == en { same(sv) } else { say(sv, en) }
}

/// What a unit is.
pub(super) fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Nation => say("Rike", "Nation"),
        Kind::County => say("Län", "County"),
        Kind::Municipality => say("Kommun", "Municipality"),
        Kind::District => say("Stadsdel", "District"),
        Kind::Office => say("Enhet", "Office"),
    }
}

/// What a level is called.
pub(super) fn level(level: Level) -> Text {
    match level {
        Level::Unit => say("kommun och stadsdel", "municipality and district"),
        Level::City => say("stad", "city"),
        Level::County => say("län", "county"),
        Level::Nation => say("riket", "Sweden"),
    }
}

/// How the figure of a level comes about, in a sentence.
pub(super) fn method(method: Method) -> Text {
    match method {
        Method::Share => say(
            "Andelen som uppnår målvärdet, av de kommuner och stadsdelar som har ett utfall som räknas med.",
            "The share that reach the target, of the municipalities and districts with an outcome that is counted.",
        ),
        Method::Ratio => say(
            "Antalen läggs ihop för alla kommuner och stadsdelar innan det ena delas med det andra.",
            "The numbers of all municipalities and districts are added up before one is divided by the other.",
        ),
        Method::Mean | Method::UnweightedMean => say(
            "Medelvärdet av kommunernas och stadsdelarnas egna tal; var och en räknas en gång.",
            "The mean of the municipalities' and districts' own figures; each counts once.",
        ),
        Method::Median => say("Medianen: talet i mitten.", "The median: the figure in the middle."),
        Method::Sum => say(
            "Summan av kommunernas och stadsdelarnas tal.",
            "The sum of the municipalities' and districts' figures.",
        ),
        Method::PopulationWeightedMean => say(
            "Medelvärdet av kommunernas och stadsdelarnas egna tal, vägt med folkmängden.",
            "The mean of the municipalities' and districts' own figures, weighted by population.",
        ),
    }
}

/// What figures are counted in.
pub(super) fn unit_of(id: &str) -> Text {
    for (known, sv, en) in [
        ("percent", "procent", "per cent"),
        ("hours_per_week", "timmar per vecka", "hours a week"),
        ("full_time_equivalents", "årsarbetare", "full-time equivalents"),
        (
            "households_per_full_time_equivalent",
            "hushåll per årsarbetare",
            "households per full-time equivalent",
        ),
    ] {
        if known == id {
            return say(sv, en);
        }
    }
    same(id.replace('_', " "))
}

/// A background measure by its id: what is known before a `_` and a year, then the year.
pub(super) fn measure(id: &str) -> Text {
    let (stem, year) = match id.rsplit_once('_') {
        Some((stem, year)) if !year.is_empty() && year.bytes().all(|b| b.is_ascii_digit()) => (stem, year),
        Some(_) | None => (id, ""),
    };
    let name = match stem {
        "population" => say("Folkmängd", "Population"),
        "area" | "area_km2" | "land_area" => say("Areal, km²", "Area, km²"),
        other => same(other.replace('_', " ")),
    };
    if year.is_empty() { name } else { join([&name, &same(year)], " ") }
}

/// A day as it is written in a text: `19 juni 2018`.
pub fn day(date: Date) -> Text {
    const MONTHS: [(&str, &str); 12] = [
        ("januari", "January"),
        ("februari", "February"),
        ("mars", "March"),
        ("april", "April"),
        ("maj", "May"),
        ("juni", "June"),
        ("juli", "July"),
        ("augusti", "August"),
        ("september", "September"),
        ("oktober", "October"),
        ("november", "November"),
        ("december", "December"),
    ];
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let (sv, en) = month.copied().unwrap_or_default();
    let (day, year) = (date.day(), date.year());
    say(format!("{day} {sv} {year}"), format!("{day} {en} {year}"))
}

/// A moment in the local time that it was given in, if it was given in one: `19 juni 2018 kl. 10.00`.
///
/// Swedish time needs no more; any other says how far it is from UTC.
pub(crate) fn moment(at: jiff::Timestamp, given: &str) -> Text {
    let offset = jiff::fmt::temporal::Pieces::parse(given)
        .ok()
        .and_then(|pieces| pieces.to_numeric_offset())
        .unwrap_or(jiff::tz::Offset::UTC);
    let local = offset.to_datetime(at);
    let date = day(local.date());
    let (hour, minute, seconds) = (local.hour(), local.minute(), offset.seconds());
    let zone = match seconds {
        0 => "UTC".to_owned(),
        _ => {
            let sign = if seconds < 0 { '−' } else { '+' };
            let minutes = match seconds.abs() / 60 % 60 {
                0 => String::new(),
                minutes => format!(":{minutes:02}"),
            };
            format!("UTC{sign}{}{minutes}", seconds.abs() / 3600)
        }
    };
    let sv = if matches!(seconds, 3600 | 7200) { String::new() } else { format!(" ({zone})") };
    let time = say(format!("{hour:02}.{minute:02}{sv}"), format!("{hour:02}:{minute:02} ({zone})"));
    fill("{} kl. {}", "{} at {}", &[&date, &time])
}

/// The time something describes.
pub(super) fn measured(measured: Measured) -> Text {
    match measured {
        Measured::On(date) => day(date),
        Measured::Period(from, to) => join([&day(from), &day(to)], " – "),
    }
}

/// `comparable`, `partly`, `not` as people read it.
pub(super) fn comparable(status: &str) -> Text {
    match status {
        "comparable" => say("jämförbar", "comparable"),
        "partly" => say("delvis jämförbar", "partly comparable"),
        "not" => say("inte jämförbar", "not comparable"),
        other => same(other),
    }
}

/// `added`, `adjusted`, `removed`, `same` as people read it.
pub(super) fn change(change: &str) -> Text {
    match change {
        "added" => say("tillkommen", "added"),
        "adjusted" => say("justerad", "adjusted"),
        "removed" => say("borttagen", "removed"),
        "same" => say("oförändrad", "unchanged"),
        other => same(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_a_comma_in_swedish_and_a_point_in_english() {
        for (case, scaled, decimals, plain, sv, en) in [
            ("one decimal", 600, 1, false, "60,0", "60.0"),
            ("a plain end", 1000, 1, true, "100", "100"),
            ("thousands", 1_234_567, 2, false, "12\u{a0}345,67", "12,345.67"),
        ] {
            let text = figure(Rounded { scaled, decimals }, plain);
            assert_eq!((text.get(Language::Swedish), text.get(Language::English)), (sv, en), "{case}");
        }
    }

    #[test]
    fn a_moment_is_told_in_the_time_it_was_given_in() {
        for (case, given, sv, en) in [
            (
                "summer",
                "2018-06-19T10:00:00+02:00",
                "19 juni 2018 kl. 10.00",
                "19 June 2018 at 10:00 (UTC+2)",
            ),
            (
                "winter",
                "2018-01-09T10:05:00+01:00",
                "9 januari 2018 kl. 10.05",
                "9 January 2018 at 10:05 (UTC+1)",
            ),
            ("UTC", "2018-06-19T08:00:00Z", "19 juni 2018 kl. 08.00 (UTC)", "19 June 2018 at 08:00 (UTC)"),
            (
                "elsewhere, the day before",
                "2018-06-18T22:30:00-09:30",
                "18 juni 2018 kl. 22.30 (UTC−9:30)",
                "18 June 2018 at 22:30 (UTC−9:30)",
            ),
        ] {
            let told = moment(given.parse().expect("a time"), given);
            assert_eq!((told.get(Language::Swedish), told.get(Language::English)), (sv, en), "{case}");
        }
    }

    #[test]
    fn gaps_are_filled_in_both_languages() {
        let text = fill("{} av {}", "{} of {}", &[&say("ett", "one"), &same("3")]);
        assert_eq!((text.get(Language::Swedish), text.get(Language::English)), ("ett av 3", "one of 3"));
    }
}
