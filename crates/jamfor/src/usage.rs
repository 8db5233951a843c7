//! What the argument parser says, in the user's language: help and the common mistakes of a call.
//!
//! The parser itself speaks English. Its help has our Swedish words in it; with `--lang en` they are replaced by those of
//! [`english`]. Mistakes that are rare are told in the parser's own words.

mod english;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Error, FromArgMatches};

use crate::arguments::{Arguments, Lang};

/// What the user asked for; or everything is said, with the exit code.
pub(crate) fn parse() -> Result<Arguments, ExitCode> {
    let given: Vec<OsString> = std::env::args_os().collect();
    let lang = lang_of(&given);
    let command = match lang {
        Lang::Sv => Arguments::command(),
        Lang::En => english::command(Arguments::command()),
    };
    let parsed =
        read(command.clone(), given.clone()).or_else(|error| alone(command, given).unwrap_or(Err(error)));
    parsed.map_err(|error| {
        let text = text(&error, lang);
        if error.use_stderr() {
            crate::tell(text.trim_end());
            return ExitCode::from(2);
        }
        // Nobody is harmed if nobody reads it.
        let _ = write!(std::io::stdout().lock(), "{text}");
        ExitCode::SUCCESS
    })
}

fn read(command: clap::Command, given: Vec<OsString>) -> Result<Arguments, Error> {
    command.try_get_matches_from(given).and_then(|matches| Arguments::from_arg_matches(&matches))
}

/// `jamfor --store prov.db` is `jamfor serve --demo --store prov.db`, as `jamfor` alone is `jamfor serve --demo`. Nothing
/// if there is no such way to read it, so that the mistake is told as it was made.
fn alone(command: clap::Command, mut given: Vec<OsString>) -> Option<Result<Arguments, Error>> {
    let of_serve = |word: &OsString| {
        let name = word.to_str().and_then(|word| word.split('=').next());
        name.is_some_and(|name| ["--listen", "--store", "--catalogue"].contains(&name))
    };
    if !given.iter().any(of_serve) {
        return None;
    }
    given.splice(1..1, ["serve".into(), "--demo".into()]);
    let parsed = read(command, given);
    // A command among the words, or an argument that the site does not have.
    let is_other = |error: &Error| {
        matches!(
            error.kind(),
            ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand | ErrorKind::ArgumentConflict
        )
    };
    if parsed.as_ref().is_err_and(is_other) { None } else { Some(parsed) }
}

/// The language, before anything else is understood.
fn lang_of(given: &[OsString]) -> Lang {
    let follows = |pair: &[OsString]| pair[0] == "--lang" && pair[1] == "en";
    let is_english = given.iter().any(|word| word == "--lang=en") || given.windows(2).any(follows);
    if is_english { Lang::En } else { Lang::Sv }
}

fn text(error: &Error, lang: Lang) -> String {
    crate::stored::location::without_addresses(&own_text(error, lang))
}

fn own_text(error: &Error, lang: Lang) -> String {
    let own = error.render().to_string();
    match (error.kind(), lang) {
        (ErrorKind::DisplayVersion, _) => own,
        (ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand, Lang::Sv) => {
            help(&own)
        }
        (_, Lang::En) => crate::output::folded_help(&own),
        (_, Lang::Sv) => match mistake(error) {
            Some(told) => {
                let usage = swedish(&context(error, ContextKind::Usage).join(""));
                let usage = if usage.is_empty() { usage } else { format!("{usage}\n") };
                format!("jamfor: {told}\n{usage}Mer: --help. In English: --lang en\n")
            }
            None => own,
        },
    }
}

/// The parser's own words in a help text.
const WORDS: [(&str, &str); 13] = [
    ("[default:", "[förval:"),
    (
        "Jamfor: open comparisons of public services by indicators",
        "Öppna jämförelser: från svar till en jämförelse som kan förklara sig själv",
    ),
    ("Usage:", "Användning:"),
    ("Commands:", "Kommandon:"),
    ("Arguments:", "Argument:"),
    ("Options:", "Val:"),
    ("[OPTIONS]", "[VAL]"),
    ("[COMMAND]", "[KOMMANDO]"),
    ("<COMMAND>", "<KOMMANDO>"),
    (
        "Print this message or the help of the given subcommand(s)",
        "Visar den här hjälpen, eller ett kommandos",
    ),
    ("Print help", "Visar hjälp"),
    ("Print version", "Visar version"),
    ("[possible values:", "[möjliga:"),
];

fn swedish(own: &str) -> String {
    WORDS.iter().fold(own.to_owned(), |text, (en, sv)| text.replace(en, sv))
}

fn help(own: &str) -> String {
    crate::output::folded_help(&format!("{}\nIn English: --lang en --help\n", swedish(own)))
}

/// What is wrong, in Swedish; nothing for what is rare.
fn mistake(error: &Error) -> Option<String> {
    let one = |kind| context(error, kind).into_iter().next().unwrap_or_default();
    let list = |kind| context(error, kind).join(", ");
    let (argument, value) = (list(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let meant = |kind| {
        let name = one(kind);
        if name.is_empty() { String::new() } else { format!(": menade du `{name}`?") }
    };
    Some(match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("`{argument}` hör inte till kommandot{}", meant(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let name = one(ContextKind::InvalidSubcommand);
            format!("det finns inget kommando `{name}`{}", meant(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("det här saknas: {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} saknar sitt värde"),
        ErrorKind::InvalidValue => {
            format!("`{value}` är inget värde för {argument}; möjliga: {}", list(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            let allowed = match argument.split(' ').next().unwrap_or_default() {
                "--edition" => "ett år, till exempel 2018".to_owned(),
                "--listen" => "en adress med siffror och en port, till exempel 127.0.0.1:8081".to_owned(),
                "--rounds" => format!("ett helt tal från 1 till {}", catalogue::answers::MAX_ROUND),
                "--seed" => "ett helt tal från 0".to_owned(),
                _ => std::error::Error::source(error)?.to_string(),
            };
            format!("`{value}` är inget värde för {argument}; tillåtet: {allowed}")
        }
        ErrorKind::ArgumentConflict => {
            let other = list(ContextKind::PriorArg);
            if other == argument || other.is_empty() {
                format!("{argument} står flera gånger: ange det en gång")
            } else {
                format!("{argument} och {other} kan inte stå tillsammans")
            }
        }
        _ => return None,
    })
}

fn context(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        Some(_) | None => Vec::new(),
    }
}
