//! What the store says, in both languages, with the next step.

use std::io::{Error, ErrorKind};
use std::path::Path;

use catalogue::why_refused;
use store::{Fault, Location, Reason, StoreError, Trouble, Wrong};

use crate::arguments::Lang;
use crate::refused::Refused;
use crate::stored::location::DEMO_STORE;

/// Faults that are listed: the rest seldom say more.
const MOST_FAULTS: usize = 20;

/// An error of the store at a place, as a refusal (exit 1). A place is told without user and password.
pub(crate) fn told(error: &StoreError, location: &Location) -> anyhow::Error {
    let (sv, en) = sentences(error, location);
    Refused::told(sv, en).into()
}

/// Where the demonstration's store is, if there is one in this folder.
fn demonstrations(words: &str) -> String {
    match Path::new(DEMO_STORE).exists() {
        true => format!("{words} --store {DEMO_STORE}"),
        false => String::new(),
    }
}

fn sentences(error: &StoreError, location: &Location) -> (String, String) {
    match error {
        StoreError::Address => (
            "det är ingen plats för ett svarslager. Ange en fil eller postgres://…".to_owned(),
            "that is no place for a store of answers. Give a file or postgres://…".to_owned(),
        ),
        StoreError::Database(trouble) => database(trouble, location),
        StoreError::Newer { found, known } => (
            format!(
                "{location}: svarslagret har version {found}; det här programmet kan {known}. Använd det nyare programmet."
            ),
            format!(
                "{location}: the store of answers is of version {found}; this program knows {known}. Use the newer program."
            ),
        ),
        StoreError::NoStore(at) => (
            format!(
                "{at}: här finns inget svarslager. Ange var det är med --store, eller i variabeln JAMFOR_STORE.{}",
                demonstrations(" Demonstrationens ligger här:")
            ),
            format!(
                "{at}: there is no store of answers here. Say where it is with --store, or in the variable JAMFOR_STORE.{}",
                demonstrations(" The demonstration's is here:")
            ),
        ),
        StoreError::NoRound(round) => (
            format!("{location}: det finns ingen omgång `{round}`."),
            format!("{location}: there is no round `{round}`."),
        ),
        StoreError::NoResponse(response) => (
            format!("{location}: det finns inget svar `{response}`."),
            format!("{location}: there is no response `{response}`."),
        ),
        StoreError::NoBatch { round, no, last } => (
            format!(
                "omgång {round} har ingen post {no}; den sista är {last}. Ange ett nummer från 0 till {last}, eller en tid."
            ),
            format!(
                "round {round} has no batch {no}; the last is {last}. Give a number from 0 to {last}, or a time."
            ),
        ),
        StoreError::Begun(round) => (
            format!("någon har svarat i omgång {round}: vad den är skulle ha sagts innan dess."),
            format!("somebody has answered in round {round}: what it is was to be said before that."),
        ),
        StoreError::Unreadable { table } => (
            format!(
                "{location}: tabellen `{table}` innehåller något som inte hör dit. Kör jamfor audit verify."
            ),
            format!(
                "{location}: table `{table}` holds something that is not of its form. Run jamfor audit verify."
            ),
        ),
        StoreError::File { path, why } => file(path, *why),
        StoreError::Stream(why) => file(Path::new("export"), *why),
        StoreError::NotABackup { line, why } => (
            format!(
                "rad {line} är inte som i en hel säkerhetskopia: filen är avklippt, ändrad eller något annat. Ingenting lästes tillbaka. Hämta kopian på nytt, eller ta en äldre."
            ),
            format!("line {line}: {why}. Nothing was restored. Fetch the backup anew, or take an older one."),
        ),
        StoreError::NotEmpty => (
            format!(
                "{location}: svarslagret innehåller redan något, och ingenting lästes tillbaka. Ange ett tomt, eller en ny fil, med --store."
            ),
            format!(
                "{location}: the store of answers holds something already, and nothing was restored. Give an empty one, or a new file, with --store."
            ),
        ),
        StoreError::DoesNotVerify(faults) => (
            format!(
                "det som skulle läsas tillbaka håller inte ihop, så ingenting lästes tillbaka:\n{}\nTa en annan säkerhetskopia.",
                listed(faults, Lang::Sv)
            ),
            format!(
                "what would be restored does not hold together, so nothing was restored:\n{}\nTake another backup.",
                listed(faults, Lang::En)
            ),
        ),
    }
}

fn database(trouble: &Trouble, location: &Location) -> (String, String) {
    let (sv, en) = match trouble.reason {
        Reason::Unreachable => (
            "databasen svarar inte. Kontrollera att den är igång och att adressen stämmer, och kör om.",
            "the database does not answer. Check that it runs and that the address is right, and run again.",
        ),
        Reason::Full => (
            "databasens disk är full. Gör plats, och kör om.",
            "the database's disk is full. Make room, and run again.",
        ),
        Reason::Busy | Reason::Slow => (
            "databasen är upptagen och hann inte. Kör om om en stund.",
            "the database is busy and did not answer in time. Run again in a while.",
        ),
        Reason::ReadOnly => (
            "databasen går inte att skriva i. Ange en som du får skriva i.",
            "the database cannot be written to. Give one that you may write to.",
        ),
        Reason::Denied => (
            "databasen släpper inte in den här användaren. Kontrollera användare och lösenord, eller rätten till filen.",
            "the database does not let this user in. Check user and password, or who may use the file.",
        ),
        Reason::Missing => (
            "databasen finns inte, eller filen går inte att öppna. Kontrollera adressen eller sökvägen.",
            "there is no such database, or its file cannot be opened. Check the address or the path.",
        ),
        Reason::Damaged => (
            "filen är ingen databas, eller skadad. Ange rätt fil, eller läs tillbaka en säkerhetskopia med jamfor restore.",
            "the file is no database, or is damaged. Give the right file, or restore a backup with jamfor restore.",
        ),
        Reason::Twice => ("det finns redan.", "it is there already."),
        Reason::Closing => ("svarslagret stängs. Kör om.", "the store is closing. Run again."),
        Reason::Other => (
            "databasen rapporterade ett fel. Se i dess egen logg.",
            "the database reported an error. See its own log.",
        ),
    };
    let code = |words: &str| trouble.code.as_ref().map_or(String::new(), |code| format!(" ({words} {code})"));
    (
        format!("{location}: {sv}{}", code("databasens kod:")),
        format!("{location}: {en}{}", code("the database's code:")),
    )
}

/// A file that could not be read or written.
fn file(path: &Path, why: ErrorKind) -> (String, String) {
    let (sv, en) = match why {
        ErrorKind::AlreadyExists => ("finns redan".to_owned(), "is there already".to_owned()),
        other => why_refused(&Error::from(other)),
    };
    let path = path.display();
    (
        format!("{path}: filen {sv}. Ange en annan fil, eller gör den tillgänglig, och kör om."),
        format!("{path}: the file {en}. Give another file, or make it accessible, and run again."),
    )
}

/// Faults, a line each.
pub(crate) fn listed(faults: &[Fault], lang: Lang) -> String {
    let mut lines: Vec<String> = faults.iter().take(MOST_FAULTS).map(|found| fault(found, lang)).collect();
    if let Some(more) = faults.len().checked_sub(MOST_FAULTS).filter(|more| *more > 0) {
        lines.push(format!("  … {more} {}", lang.say("fel till", "more faults")));
    }
    lines.join("\n")
}

fn fault(fault: &Fault, lang: Lang) -> String {
    let mut place = Vec::new();
    place.extend(fault.batch.map(|no| format!("{} {no}", lang.say("post", "batch"))));
    place.extend(fault.fact.as_ref().map(|id| format!("{} {id}", lang.say("uppgift", "fact"))));
    place.extend(fault.response.as_ref().map(|id| format!("{} {id}", lang.say("svar", "response"))));
    let what = match lang {
        Lang::Sv => swedish(fault.what),
        Lang::En => fault.what.say(),
    };
    match place.is_empty() {
        true => format!("  {what}"),
        false => format!("  {}: {what}", place.join(", ")),
    }
}

fn swedish(what: Wrong) -> &'static str {
    match what {
        Wrong::Missing => "posten saknas",
        Wrong::Prev => "posten är inte kedjad till den före",
        Wrong::Hash => "postens hash stämmer inte med vad den säger",
        Wrong::Time => "posten är inte senare än den före",
        Wrong::Root => "postens rot stämmer inte med dess uppgifter",
        Wrong::Places => "posten har inga uppgifter, eller några saknas",
        Wrong::Leaf => "uppgiften är ändrad: dess hash stämmer inte med innehållet",
        Wrong::Columns => "uppgiftens kolumner säger något annat än dess innehåll",
        Wrong::OtherRound => "uppgiften hör till ett svar i en annan omgång",
        Wrong::NotFollowing => "uppgiften kunde inte ha tagits emot efter dem före",
        Wrong::Erasure => "något är borttaget ur uppgiften, och ingen gallring i kedjan säger det",
        Wrong::Head => "det lagrade nuläget är inte vad uppgifterna ger",
        Wrong::Stray => "det finns uppgifter som ingen post i kedjan har",
        Wrong::End => "omgångens slut är inte dess sista post",
        Wrong::ShorterThanAnchor => "kedjan slutar före ankaret",
        Wrong::NotTheAnchor => "kedjan har en annan post här än ankarets",
        Wrong::Unreadable => "raden har inte sin form",
        Wrong::Publishing => "publiceringens händelse är ändrad, borttagen eller inlagd",
        Wrong::File => "en fil i publiceringen saknas eller är ändrad",
    }
}
