//! The help in English: the words of commands and of their arguments.

use clap::Command;

/// Commands, by name; those of `catalogue` as `catalogue check`.
const COMMANDS: &[(&str, &str)] = &[
    ("serve", "Starts the site; jamfor without a command starts it with a simulated round to try (--demo)"),
    ("demo", "Computes the two example results, shows them and writes the files"),
    ("account", "Accounts for those who work with the rounds"),
    ("account invite", "Invites somebody: prints a link where they choose a password"),
    ("catalogue", "Checks, shows and tests the catalogue"),
    ("catalogue check", "All mistakes of the catalogue, sorted; the rules are proved"),
    ("catalogue show", "Shows the card of an indicator or question, or the list"),
    ("catalogue test", "Runs the cases beside the rules"),
    ("frame", "Prints an edition's frame: units, levels and groups"),
    ("questionnaire", "Prints an edition's questions"),
    ("check", "Checks answers as the web questionnaire does, offline"),
    ("compute", "Computes outcomes and shares"),
    ("explain", "Explains a value, down to the answers"),
    ("reach", "Says what it takes to reach the target: the smallest changes of answers"),
    ("simulate", "Makes up answers that keep to the filters and the edition's response"),
    ("publish", "Writes a publication folder: workbook, results, sources, catalogue and manifest"),
    ("verify", "Checks that a publication folder is unchanged, and computes it again"),
    ("audit", "Audits the store of answers"),
    ("audit verify", "Checks the audit chain: that nothing was changed, left out or put in"),
    ("audit events", "Prints the events – sign-ins, links, accounts, rounds – a line of JSON each"),
    ("backup", "Backs the store of answers up to a file, while it is used"),
    ("restore", "Restores a backup into an empty store of answers"),
    (
        "erase",
        "Erases personal data: a link's label, an account's name and address, or a text in a response or about a publication",
    ),
    ("diff", "Says what differs between two results, publications or catalogues, and why"),
];

/// Arguments: by command and id where a command has words of its own, else by id.
const ARGUMENTS: &[(&str, &str)] = &[
    ("listen", "Address and port"),
    ("login", "The e-mail address they sign in with"),
    ("role", "national_analyst, reviewer, publisher, regional_analyst or reader"),
    ("name", "The name that is shown; without it the first part of the e-mail address"),
    ("place", "Only a county or municipality, by its code"),
    ("account invite/round", "Only a round"),
    ("behind_tls", "The site is reached by https, through a reverse proxy"),
    ("publications", "Folder of publications to show, each as `jamfor publish` wrote it"),
    ("operator", "File about who runs the site: contact, accessibility statement, personal data"),
    ("behind_proxy", "A reverse proxy of your own says where visitors come from (X-Forwarded-For)"),
    ("despite_faults", "Start although the end of an audit chain does not hold"),
    ("demo", "Set up a simulated round and print sign-ins for all roles"),
    ("lang", "Language of what is printed: sv or en"),
    ("all", "Show all mistakes, also in a file that seems to belong to another edition"),
    ("edition", "Edition, such as 2018"),
    ("catalogue", "A catalogue of your own instead of the built-in one"),
    ("format", "How it is printed"),
    ("decimal", "Decimal sign in csv: . for programs, , for people"),
    ("answers", "The file of answers, .csv or .xlsx"),
    ("outcomes", "A file of outcomes, for editions of which only outcomes are known"),
    ("unit", "Code of a municipality or district; or of a city, a county (06) or the nation (SE)"),
    ("group", "A group of a grouping, such as size:3 or skl:B4"),
    ("indicator", "The indicator's id"),
    ("out", "The file that is written"),
    ("id", "The indicator's id or the question's code"),
    ("dir", "The publication folder"),
    ("catalogue check/dir", "The catalogue's folder; without it the built-in one is checked"),
    ("catalogue test/edition", "Only one edition"),
    ("catalogue test/catalogue", "The catalogue's folder; without it the built-in one is tested"),
    (
        "questionnaire/format",
        "json for programs; xlsx is a workbook to fill in offline; docx and pdf are all questions to read in advance",
    ),
    ("questionnaire/out", "The file that is written; only json is else printed"),
    ("questionnaire/unit", "Code of the municipality or district, filled in in the workbook"),
    ("questionnaire/answers", "The unit's answers so far, filled in in the workbook"),
    ("questionnaire/part", "Only one part, such as E, in docx and pdf; may be repeated"),
    ("compute/out", "Folder in which outcomes.csv and aggregates.csv are written"),
    ("compute/with", "A trial: changes that are computed beside the real result (CHANGES.toml)"),
    ("compute/place", "Whose figures the summary shows: code of a city, a county (06) or the nation (SE)"),
    ("compute/table", "Which table is printed with --format csv or json"),
    ("reach/indicator", "Only one indicator, by its id; else all"),
    ("simulate/seed", "The same seed gives the same answers"),
    ("simulate/rounds", "So many simulated rounds one after another: DIR/omgang-1/answers.csv …"),
    ("simulate/out", "The file that is written, with --rounds the folder; else it is printed"),
    ("publish/number", "The publication's number in its edition or round: a correction is the next"),
    ("publish/corrects", "The note of a correction, as correction.json in a publication that corrects"),
    ("publish/published_at", "When it is published, with its offset from UTC: 2018-06-01T08:00:00+02:00"),
    ("publish/out", "New or empty folder that the publication is written to"),
    ("publish/county", "A county that gets a sheet of its own; may be repeated"),
    ("publish/published", "Values that others published: shown beside, never counted"),
    ("publish/before", "Folder of the last comparable edition's or round's publication"),
    ("round", "A round of the store of answers, instead of a file"),
    (
        "store",
        "The store of answers: a file or postgres://…; else $JAMFOR_STORE, else jamfor.db in this folder",
    ),
    (
        "as_known_at",
        "As the round was known then: a time (2018-06-01T08:00:00+02:00) or a batch of the chain",
    ),
    ("include_open", "Count responses that are not submitted as well, as they are filled in"),
    ("file", "The file of the backup"),
    ("audit verify/round", "Only one round; else all"),
    ("audit events/since", "Only events from a time on (2018-06-01T08:00:00+02:00)"),
    ("audit events/after", "Only events after the one with this id: the last that was read before"),
    (
        "audit verify/anchor",
        "What the chain must hold: manifest.json of a publication, or a receipt's numbers (412:hash)",
    ),
    ("link", "A link's id: its label, which says who has the link, is erased"),
    (
        "account",
        "An account's id or e-mail address: name, address, password and codes are erased, and it is disabled",
    ),
    (
        "erase/publication",
        "A publication, such as 2018-v1: what was written about contested cells and withdrawals. Without --event what there is is shown",
    ),
    ("event", "The number of the event whose text is erased"),
    ("erase/round", "The round that the response is of"),
    ("subject", "Who answers, such as the municipality's code; --unit is the same"),
    ("erase/part", "Only the response to one part, such as E"),
    (
        "cell",
        "The cell whose text is erased, such as E7 or E7#comment; may be repeated. Without it what there is is shown",
    ),
    ("reason", "Why, with the rule that applies; it stays in the audit chain, so no personal data"),
    ("confirm", "Erases; without it what would be erased is shown"),
    ("diff/first", "Folder of compute --out or publish, or a catalogue"),
    ("diff/second", "What A is compared with: results with results, a catalogue with a catalogue"),
    (
        "diff/place",
        "Only a place and its units: code of a unit, city, county (06) or the nation, or a group (skl:B4)",
    ),
];

/// What stands for a value.
const VALUES: &[(&str, &str)] = &[
    ("ADRESS", "ADDRESS"),
    ("ROLL", "ROLE"),
    ("NAMN", "NAME"),
    ("FIL", "FILE"),
    ("KOD", "CODE"),
    ("TID", "TIME"),
    ("ANTAL", "NUMBER"),
    ("OMGÅNG", "ROUND"),
    ("PLATS", "PLACE"),
    ("ANKARE", "ANCHOR"),
    ("KONTO", "ACCOUNT"),
    ("DEL", "PART"),
    ("SKÄL", "REASON"),
    ("PUBLICERING", "PUBLICATION"),
    ("NUMMER", "NUMBER"),
];

/// The command with English words.
pub(super) fn command(command: Command) -> Command {
    let command = command.about("Open comparisons: from answers to a comparison that can explain itself");
    translated(command, "")
}

fn translated(command: Command, name: &str) -> Command {
    let command = command.mut_args(|argument| {
        let id = argument.get_id().as_str().to_owned();
        let value = argument.get_value_names().and_then(|names| names.first()).map(|name| name.as_str());
        let value = value.and_then(|name| word(VALUES, name));
        let argument = match value {
            Some(name) => argument.value_name(name),
            None => argument,
        };
        match word(ARGUMENTS, &format!("{name}/{id}")).or_else(|| word(ARGUMENTS, &id)) {
            Some(text) => argument.help(text),
            None => argument,
        }
    });
    command.mut_subcommands(|below| {
        let path = format!("{name} {}", below.get_name());
        let path = path.trim_start();
        let below = match word(COMMANDS, path) {
            Some(text) => below.about(text),
            None => below,
        };
        translated(below, path)
    })
}

fn word(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::arguments::Arguments;

    /// Every text of a command and those below it.
    fn texts(command: &Command, path: &str, all: &mut Vec<(String, String)>) {
        all.push((path.to_owned(), command.get_about().map(ToString::to_string).unwrap_or_default()));
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            all.push((format!("{path} {}", argument.get_id()), help));
        }
        for below in command.get_subcommands() {
            texts(below, &format!("{path} {}", below.get_name()), all);
        }
    }

    #[test]
    fn every_command_and_argument_has_english_words() {
        let (mut sv, mut en) = (Vec::new(), Vec::new());
        texts(&Arguments::command(), "jamfor", &mut sv);
        texts(&command(Arguments::command()), "jamfor", &mut en);
        let same: Vec<_> = sv.iter().zip(&en).filter(|(a, b)| a == b).map(|(a, _)| a).collect();
        assert!(same.is_empty(), "no English words in ARGUMENTS or COMMANDS: {same:?}");
    }
}
