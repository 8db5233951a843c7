//! Mistakes of a trial in Swedish.
//!
//! A trial (*prövning*) is read by the catalogue's own readers, whose authors are told in English. Those who write a trial
//! read Swedish first, so what can be wrong in one is said again here, sentence by sentence; a `{}` is whatever stands
//! there. What has no sentence here (the rarer mistakes of a rule's text) stays in English.

use crate::{English, Problem};

/// English and Swedish, holes in the same order. The first that fits is taken.
const SENTENCES: &[(&str, &str)] = &[
    // What is wrong.
    ("`{}` is missing", "`{}` saknas"),
    ("`{}` is empty", "`{}` är tom"),
    ("the key `{}` is unknown", "nyckeln `{}` är okänd"),
    ("the changes are of edition {}, and {} is computed", "ändringarna gäller årgång {}, men {} räknas"),
    ("there is no edition `{}`", "det finns ingen årgång `{}`"),
    ("there is no parameter `{}`", "det finns ingen parameter `{}`"),
    ("there is no variable `{}`", "det finns ingen variabel `{}`"),
    ("there is no indicator `{}`", "det finns ingen indikator `{}`"),
    ("there is no question `{}`", "det finns ingen fråga `{}`"),
    ("`{}` stands for several indicators", "`{}` står för flera indikatorer"),
    ("`{}` gives no rows: it waits for registers", "`{}` ger inga rader: den väntar på register"),
    ("`{}` names `{}`, which no outcome gives", "`{}` har `{}`, som inget utfall ger"),
    ("`{}` has no alternative '{}'", "`{}` har inget svarsalternativ '{}'"),
    ("`{}` without a figure", "`{}` utan en siffra"),
    ("indicator `{}` is given twice, first at {}", "indikatorn `{}` står två gånger, första gången på {}"),
    ("nothing is changed", "ingenting ändras"),
    ("nothing of the relative colours is changed", "ingenting ändras i den relativa färgen"),
    ("nothing of the indicator is changed", "ingenting ändras hos indikatorn"),
    ("the parameter `{}` has this value already", "parametern `{}` har redan det värdet"),
    ("`{}` has this weight already", "`{}` har redan den vikten"),
    ("nothing in the edition reads `{}`", "ingenting i årgången läser `{}`"),
    ("the edition has no relative colours", "årgången har ingen relativ färg"),
    ("the edition has no peers", "årgången har inga liknande kommuner"),
    ("complete answers that no entry decides: {}", "fullständiga svar som inget utfall avgör: {}"),
    (
        "entries {} and {} hold together and give different results: {}",
        "utfall {} och {} gäller samtidigt och ger olika resultat: {}",
    ),
    ("complete answers come out empty ({}): {}", "fullständiga svar ger inget utfall ({}): {}"),
    ("there is no outcome", "det finns inget utfall"),
    ("this is not TOML: {}", "det här är inte TOML: {}"),
    ("the file has {} bytes", "filen har {} byte"),
    ("with these changes {} is wrong: {}", "med de här ändringarna blir {} fel: {}"),
    ("`{}` is {}, not a text", "`{}` är {}, inte en text"),
    ("`{}` is {}, not a list", "`{}` är {}, inte en lista"),
    ("`{}` is {}, not a date", "`{}` är {}, inte ett datum"),
    ("`{}` is {}, not a number", "`{}` är {}, inte ett tal"),
    ("`{}` is {}, not a whole number", "`{}` är {}, inte ett heltal"),
    ("`{}` is {}, not a table", "`{}` är {}, inte en tabell"),
    ("`{}` is {}, not true or false", "`{}` är {}, inte true eller false"),
    ("`{}` is {}", "`{}` är {}"),
    // What is allowed, and the next step.
    ("did you mean `{}`?", "menade du `{}`?"),
    ("allowed: {}", "tillåtet: {}"),
    ("add `{}`, see docs/catalogue-format.md", "lägg till `{}`, se docs/catalogue-format.md"),
    ("write it, as the source prints it", "skriv vad prövningen heter och varför den görs"),
    ("name the same edition in both places", "ange samma årgång på båda ställena"),
    ("give per cent, from \"0\" to \"100\"", "ange procent, från \"0\" till \"100\""),
    ("give whole per cent, from {} to {}", "ange hela procent, från {} till {}"),
    (
        "give at least {}: one figure has no rank",
        "ange minst {}: en ensam siffra har ingen plats i en ordning",
    ),
    (
        "give \"0\" to leave the variable out, \"1\" to count it once",
        "ange \"0\" för att utelämna variabeln, \"1\" för att räkna den en gång",
    ),
    ("name each that is changed: {}", "ange var och en som ändras: {}"),
    ("try a change of another indicator", "pröva en ändring av en annan indikator"),
    ("give an outcome with `figure`, or choose share", "ange ett utfall med `figure`, eller välj share"),
    ("ids are unique: rename one, or take one away", "ett id står en gång: döp om eller ta bort det ena"),
    (
        "add [[indicator]], [param], withhold_above_percent, [relative] or [[peers.variable]]",
        "lägg till [[indicator]], [param], withhold_above_percent, [relative] eller [[peers.variable]]",
    ),
    ("give another number, or take the line away", "ange ett annat tal, eller ta bort raden"),
    ("give another value, or take the line away", "ange ett annat värde, eller ta bort raden"),
    ("give another limit, or take it away", "ange en annan gräns, eller ta bort den"),
    ("give another, or take it away", "ange en annan, eller ta bort den"),
    (
        "change target, partly, leaves_denominator, method or [[indicator.outcome]], or take it away",
        "ändra target, partly, leaves_denominator, method eller [[indicator.outcome]], eller ta bort den",
    ),
    (
        "the rule says the value itself: change it with [[indicator]] and [[indicator.outcome]]",
        "regeln har själva värdet: ändra den med [[indicator]] och [[indicator.outcome]]",
    ),
    ("take {} away: there is nothing to change", "ta bort {}: det finns inget att ändra"),
    (
        "add the alternative to an entry, or end with `otherwise = true`",
        "lägg till alternativet i ett utfall, eller sluta med `otherwise = true`",
    ),
    (
        "make one of them exclude the other, or write `ordered = true` if the first is to win",
        "låt det ena utesluta det andra, eller skriv `ordered = true` om det första ska gälla",
    ),
    ("add [[indicator.outcome]] with value and when", "lägg till [[indicator.outcome]] med value och when"),
    (
        "a follow-up is read together with its main question: {}",
        "en följdfråga läses tillsammans med sin huvudfråga: {}",
    ),
    (
        "texts stand in quotes, each key once in an entry",
        "text står inom citattecken, varje nyckel en gång i en post",
    ),
    ("at most {} are read", "högst {} läses"),
    ("write year-month-day without quotes: {}", "skriv år-månad-dag utan citattecken: {}"),
    ("write digits, without quotes", "skriv siffror, utan citattecken"),
    ("write digits and a decimal point: {}", "skriv siffror och decimalpunkt: {}"),
    ("write it as text: {}", "skriv det som text: {}"),
    ("write true or false, without quotes", "skriv true eller false, utan citattecken"),
    ("exact numbers with decimals are texts: {}", "tal med decimaler skrivs som text: {}"),
    ("write [[{}]] above the entry", "skriv [[{}]] ovanför posten"),
    ("write {}", "skriv {}"),
];

/// Words within what stands in a hole, and of entries.
const WORDS: &[(&str, &str)] = &[
    ("the text \"", "texten \""),
    ("the number ", "talet "),
    ("the float ", "talet "),
    ("the date ", "datumet "),
    ("a list", "en lista"),
    ("a table", "en tabell"),
    (" already", " redan"),
    (": not asked", ": ställs inte"),
];

/// The mistake in both languages, Swedish first.
pub(super) fn told(problem: &Problem) -> Problem {
    let english = English {
        entry: problem.entry.clone(),
        message: problem.message.clone(),
        help: problem.help.clone(),
    };
    let entry = problem.entry.replace("indicator `", "indikator `").replace("variable `", "variabel `");
    Problem {
        entry: entry.replace("outcome ", "utfall "),
        message: sentence(&problem.message),
        help: sentence(&problem.help),
        english: Some(Box::new(english)),
        ..problem.clone()
    }
}

fn sentence(english: &str) -> String {
    let fitting = SENTENCES.iter().find_map(|(en, sv)| Some((holes(en, english)?, sv)));
    let Some((values, sv)) = fitting else { return english.to_owned() };
    let mut parts = sv.split("{}");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for (part, value) in parts.zip(values) {
        let value = sentence_within(value);
        told.push_str(&value);
        told.push_str(part);
    }
    told
}

fn sentence_within(value: &str) -> String {
    match WORDS
        .iter()
        .find(|(en, _)| value.starts_with(en) || (en.starts_with([' ', ':']) && value.ends_with(en)))
    {
        Some((en, sv)) => value.replace(en, sv),
        None => value.to_owned(),
    }
}

/// What stands in the holes of a pattern; nothing if the text is another sentence.
fn holes<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut values = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let at = match parts.peek() {
            None => rest.strip_suffix(part)?.len(),
            Some(_) => rest.find(part)?,
        };
        values.push(&rest[..at]);
        rest = &rest[at + part.len()..];
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_keeps_what_stands_in_it() {
        for (en, sv) in [
            ("there is no parameter `minst`", "det finns ingen parameter `minst`"),
            ("`x` is the text \"5\", not a date", "`x` är texten \"5\", inte ett datum"),
            ("`withhold_above_percent` is 20 already", "`withhold_above_percent` är 20 redan"),
            ("nobody has translated this", "nobody has translated this"),
        ] {
            assert_eq!(sentence(en), sv);
        }
    }

    #[test]
    fn every_sentence_has_the_same_holes_in_both_languages() {
        for (en, sv) in SENTENCES {
            assert_eq!(en.matches("{}").count(), sv.matches("{}").count(), "{en}");
        }
    }
}
