//! `jamfor`: open comparisons of public services by indicators.
//!
//! Wiring only: reads what the user asked for, calls the rooms, prints. Data goes to stdout, everything
//! else to stderr; exit 0 on success, 1 when the input is wrong, 2 on wrong usage.

mod arguments;
mod commands;
mod display;
mod files;
mod folder;
mod output;
mod permission;
mod program;
mod refused;
mod stored;
mod usage;

use std::process::ExitCode;

use anyhow::Error;

use arguments::{AccountCommand, AuditCommand, Command, Lang, ServeOptions};

/// The call was wrong in a way the argument parser cannot see: exit 2.
#[derive(Debug)]
struct WrongUsage(String);

impl std::fmt::Display for WrongUsage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

/// The input was read and has mistakes that are already told: exit 1, nothing more to say.
#[derive(Debug)]
struct AlreadyTold;

impl std::fmt::Display for AlreadyTold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the mistakes are listed above")
    }
}

impl std::error::Error for AlreadyTold {}

fn main() -> ExitCode {
    let arguments = match usage::parse() {
        Ok(arguments) => arguments,
        Err(said) => return said,
    };
    let (lang, all) = (arguments.lang, arguments.all);
    let command = arguments.command.unwrap_or(Command::Serve(ServeOptions::demo()));
    if let Err(refused) = permission::ask(&command) {
        return failed(&refused, all, lang);
    }
    let result = match command {
        Command::Serve(options) => commands::serve::run(&options, lang),
        Command::Demo => commands::demo::run(lang),
        Command::Catalogue(command) => commands::catalogue::run(&command),
        Command::Frame(options) => commands::frame::run(&options),
        Command::Questionnaire(options) => commands::questionnaire::run(&options, lang),
        Command::Check(options) => commands::check::run(&options, lang),
        Command::Compute(options) => commands::compute::run(&options, lang),
        Command::Explain(options) => commands::explain::run(&options, lang),
        Command::Reach(options) => commands::reach::run(&options, lang),
        Command::Simulate(options) => commands::simulate::run(&options),
        Command::Publish(options) => commands::publish::run(&options, all, lang),
        Command::Verify(options) => commands::verify::run(&options, all, lang),
        Command::Account(AccountCommand::Invite(options)) => commands::account::invite(&options, lang),
        Command::Audit(AuditCommand::Verify(options)) => commands::audit::run(&options, lang),
        Command::Audit(AuditCommand::Events(options)) => commands::events::run(&options, lang),
        Command::Backup(options) => commands::backup::backup(&options, lang),
        Command::Restore(options) => commands::backup::restore(&options, lang),
        Command::Erase(options) => commands::erase::run(&options, lang),
        Command::Diff(options) => commands::diff::run(&options, lang),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error, all, lang),
    }
}

fn failed(error: &Error, all: bool, lang: Lang) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    if error.is::<AlreadyTold>() {
        return ExitCode::from(1);
    }
    if let Some(refused) = error.downcast_ref::<refused::Refused>() {
        tell(&format!("jamfor: {}", refused.text(lang)));
        return ExitCode::from(1);
    }
    if let Some(problems) = error.downcast_ref::<catalogue::Problems>() {
        tell(listed(problems, all, lang).trim_end());
        tell(&nothing_written(problems.found(), lang));
        return ExitCode::from(1);
    }
    tell(&format!("jamfor: {error:#}"));
    ExitCode::from(if error.is::<WrongUsage>() { 2 } else { 1 })
}

/// Mistakes that are listed of a file of another edition: the rest say the same.
const MOST_OF_ANOTHER_EDITION: usize = 20;

/// The mistakes, one a line; of files of another edition that, and the first ones.
fn listed(problems: &catalogue::Problems, all: bool, lang: Lang) -> String {
    let is_first = |problem: &&catalogue::Problem| problem.code == "ANS-46";
    let most = MOST_OF_ANOTHER_EDITION;
    if all || !problems.iter().any(|problem| is_first(&problem)) || problems.len() <= most + 2 {
        return problems.text(lang.language());
    }
    let others = || problems.iter().filter(|problem| !matches!(problem.code, "ANS-46" | "ANS-99"));
    let shown: catalogue::Problems =
        problems.iter().filter(is_first).chain(others().take(most)).cloned().collect();
    let (listed, found) = (others().count(), problems.found());
    let more = found.saturating_sub(most);
    let told = match (lang, found > listed) {
        (Lang::Sv, false) => "fel till visas med --all.".to_owned(),
        (Lang::En, false) => "more mistakes are shown with --all.".to_owned(),
        (Lang::Sv, true) => format!("fel till; --all visar de första {listed} av alla {found}."),
        (Lang::En, true) => format!("more mistakes; --all shows the first {listed} of all {found}."),
    };
    format!("{}… {more} {told}", shown.text(lang.language()))
}

/// A line on stderr; nobody is harmed if nobody reads it.
fn tell(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// `menade du …?`, or what there is (the first twelve).
fn meant_or_known<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    // Somebody who wrote the beginning of a name meant that name.
    let begins = names.clone().into_iter().find(|name| !wanted.is_empty() && name.starts_with(wanted));
    if let Some(name) = begins.or_else(|| rules::nearest(wanted, names.clone())) {
        return format!("menade du `{name}`?");
    }
    let all: Vec<&str> = names.into_iter().collect();
    let more = if all.len() > 12 { format!(" … ({} i allt)", all.len()) } else { String::new() };
    format!("finns: {}{more}", all.iter().take(12).copied().collect::<Vec<_>>().join(", "))
}

/// What follows the list of `n` mistakes.
fn nothing_written(n: usize, lang: Lang) -> String {
    let rest = if n == 1 {
        lang.say(
            "fel – ingenting skrevs. Rätta det och kör om.",
            "mistake – nothing was written. Mend it and run again.",
        )
    } else {
        lang.say(
            "fel i indata – ingenting skrevs. Rätta dem och kör om.",
            "mistakes in the input – nothing was written. Mend them and run again.",
        )
    };
    format!("{n} {rest}")
}

/// The reader of our output went away (`jamfor … | head`): nothing is wrong.
fn is_closed_pipe(error: &Error) -> bool {
    let is_broken = |kind| kind == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| is_broken(io.kind()))
            || cause
                .downcast_ref::<serde_json::Error>()
                .and_then(|json| json.io_error_kind())
                .is_some_and(is_broken)
    })
}
