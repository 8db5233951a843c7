//! What each command on a store asks of the matrix (`docs/access.md`), before it opens anything: the same pure function that
//! every route asks. Whoever gives a command is the operator.

use anyhow::Result;
use collection::access::{Action, Actor, Resource, may};
use web::service::system_clock;

use crate::arguments::{AccountCommand, AuditCommand, CatalogueCommand, Command, Input};
use crate::refused::Refused;

/// What a command does with a store; none if it reads none.
fn action(command: &Command) -> Option<Action> {
    let of_round = |input: &Input, action: Action| input.round.is_some().then_some(action);
    match command {
        Command::Serve(_) => Some(Action::Serve),
        Command::Compute(options) => of_round(&options.input, Action::SeeUnpublished),
        Command::Explain(options) => of_round(&options.input, Action::SeeUnpublished),
        Command::Reach(options) => of_round(&options.input, Action::SeeUnpublished),
        Command::Publish(options) => of_round(&options.input, Action::Publish),
        Command::Account(AccountCommand::Invite(_)) => Some(Action::ManageAccounts),
        Command::Audit(AuditCommand::Verify(_) | AuditCommand::Events(_)) => Some(Action::Audit),
        Command::Backup(_) => Some(Action::Backup),
        Command::Restore(_) => Some(Action::Restore),
        Command::Erase(_) => Some(Action::Erase),
        Command::Demo
        | Command::Catalogue(
            CatalogueCommand::Check { .. } | CatalogueCommand::Show { .. } | CatalogueCommand::Test { .. },
        )
        | Command::Frame(_)
        | Command::Questionnaire(_)
        | Command::Check(_)
        | Command::Simulate(_)
        | Command::Verify(_)
        | Command::Diff(_) => None,
    }
}

/// Asks whether the operator may do what a command does.
pub(crate) fn ask(command: &Command) -> Result<()> {
    action(command).map_or(Ok(()), |action| ask_of(action, Resource::Site))
}

/// Asks whether the operator may do something with a round or a response.
pub(crate) fn ask_of(action: Action, resource: Resource<'_>) -> Result<()> {
    may(&Actor::Operator, action, resource, system_clock()()).map_err(|why| {
        let id = action.id();
        Refused::told(
            format!("«{id}» görs inte med ett kommando: vem som gör det står i docs/access.md."),
            format!("“{id}” is not done by a command: who does it stands in docs/access.md ({why})."),
        )
        .into()
    })
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::arguments::Arguments;

    /// A call of every command that takes `--store`, which makes it read the store.
    const CALLS: [(&str, &str); 11] = [
        ("serve", ""),
        ("compute", "--edition 2018 --round 2018"),
        ("explain", "--edition 2018 --round 2018 --unit 0643 --indicator i"),
        ("reach", "--edition 2018 --round 2018 --unit 0643"),
        ("publish", "--edition 2018 --round 2018 --published-at 2018-06-19T10:00:00+02:00 --out ut"),
        ("account invite", "a@b.se --role reader"),
        ("audit verify", ""),
        ("audit events", ""),
        ("backup", "kopia"),
        ("restore", "kopia"),
        ("erase", "--link a"),
    ];

    /// The paths of the commands that take `--store`.
    fn with_store(command: &clap::Command, path: &str, all: &mut Vec<String>) {
        if command.get_arguments().any(|argument| argument.get_long() == Some("store")) {
            all.push(path.trim_start().to_owned());
        }
        for below in command.get_subcommands() {
            with_store(below, &format!("{path} {}", below.get_name()), all);
        }
    }

    #[test]
    fn every_command_that_reads_a_store_asks_the_matrix() {
        let mut paths = Vec::new();
        with_store(&Arguments::command(), "", &mut paths);
        for path in &paths {
            let call = CALLS.iter().find(|(known, _)| known == path);
            let (_, rest) =
                call.unwrap_or_else(|| panic!("`{path}` takes --store: add a call of it to CALLS"));
            let words = format!("jamfor {path} {rest} --store a.db");
            let parsed = Arguments::try_parse_from(words.split_whitespace())
                .unwrap_or_else(|error| panic!("{words}: {error}"));
            let command = parsed.command.expect("a command");
            assert!(action(&command).is_some(), "`{path}` reads a store without asking for an action");
            assert!(ask(&command).is_ok(), "{path}: the matrix has no such cell for the operator");
        }
        assert_eq!(paths.len(), CALLS.len(), "a call of a command that is no more: {paths:?}");
    }

    #[test]
    fn no_store_is_opened_where_nobody_looks() {
        // Where a store is opened, so that a new place is seen and the command that leads there is in `action`.
        let known = [
            "commands/account.rs",
            "commands/backup.rs",
            "commands/erase/mod.rs",
            "commands/serve/mod.rs",
            "stored/access.rs",
        ];
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let (mut folders, mut found) = (vec![root.clone()], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("read").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if std::fs::read_to_string(&path).expect("read").contains(concat!("Store::", "open")) {
                    let path = path.strip_prefix(&root).expect("it is below");
                    found.push(path.to_str().expect("a name").to_owned());
                }
            }
        }
        found.sort();
        assert_eq!(found, known);
    }

    #[test]
    fn what_no_command_does_is_refused() {
        let refused = ask_of(Action::Submit, Resource::Site).expect_err("nobody submits by a command");
        assert!(refused.to_string().contains("docs/access.md"), "{refused}");
    }
}
