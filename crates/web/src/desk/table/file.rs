//! The table as a file (*svarsläget som fil*).

use collection::standing::{Forecast, Place, Row as Counted};
use domain::Rounded;

use super::view::Before;
use crate::desk::{Desk, csv_line};

/// The table as a file.
pub fn csv(desk: &Desk<'_>, rows: &[Counted], before: &Before) -> String {
    let language = desk.language;
    let heads = [
        language.say("del", "part"),
        language.say("nivå", "level"),
        language.say("kod", "code"),
        language.say("namn", "name"),
        language.say("tillfrågade", "asked"),
        language.say("inskickade", "submitted"),
        language.say("påbörjade", "begun"),
        language.say("inte påbörjade", "not begun"),
        language.say("andel", "share"),
        language.say("andel året innan", "share year before"),
        language.say("om den stängde nu", "if it closed now"),
        language.say("till behövs", "more needed"),
    ];
    // The mark tells spreadsheets which letters these are.
    let mut text = format!("\u{feff}{}", csv_line(&heads.map(str::to_owned)));
    let limit = desk.edition.withhold_above_percent;
    let figure = |share: Option<Rounded>| match share {
        None => String::new(),
        Some(share) => language.say(share.to_string().replace('.', ","), share.to_string()),
    };
    for row in rows {
        let (level, code) = match &row.place {
            Place::Nation => ("nation".to_owned(), String::new()),
            Place::City(code) => ("city".to_owned(), code.to_string()),
            Place::County(code) => ("county".to_owned(), code.to_string()),
            Place::Group(grouping, code) => (format!("group:{grouping}"), code.to_string()),
        };
        let forecast = match row.count.forecast(limit) {
            Forecast::Shown => language.say("redovisas", "shown"),
            Forecast::IfBegunSubmit => {
                language.say("redovisas om påbörjade skickas in", "shown if the begun are submitted")
            }
            Forecast::Withheld => language.say("redovisas inte", "withheld"),
        };
        let forecast = if desk.round.class().is_anonymous() { "" } else { forecast };
        text.push_str(&csv_line(&[
            row.part.clone(),
            level,
            code,
            row.name.clone(),
            row.count.asked.to_string(),
            row.count.submitted.to_string(),
            row.count.begun.to_string(),
            row.count.not_begun().to_string(),
            figure(row.count.share()),
            figure(before.shares.get(&(row.place.clone(), row.part.clone())).copied()),
            forecast.to_owned(),
            row.count.needed(limit).to_string(),
        ]));
    }
    text
}
