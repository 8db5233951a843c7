//! The program as its users meet it: the real binary, in an empty folder.

mod bad_input;
mod commands;
mod demo;
mod diff;
mod publish;
mod questionnaire;
mod reach;
mod rounds;
mod serve;
mod several_files;
mod stored;
mod trial;

use std::path::Path;
use std::process::{Command, Output};

/// Runs `jamfor` in a folder.
fn jamfor(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jamfor"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("RUST_BACKTRACE")
        .output()
        .expect("the program starts")
}

/// What it printed on stdout, having succeeded.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = jamfor(folder, arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "jamfor {arguments:?}\n{out}\n{err}");
    out
}

/// What it wrote on stderr, having ended with an exit code and nothing on stdout.
fn refused(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = jamfor(folder, arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "jamfor {arguments:?}\n{out}\n{err}");
    assert_eq!(out, "", "nothing is printed where the input is wrong");
    err
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8")
}

/// The fields of the first row of a csv text that holds all the given fields.
fn row<'a>(csv: &'a str, wanted: &[(&str, &str)]) -> Vec<(&'a str, &'a str)> {
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().expect("there is a header").split(';').collect();
    let rows = lines.map(|line| header.iter().copied().zip(line.split(';')).collect::<Vec<_>>());
    rows.into_iter().find(|row| wanted.iter().all(|field| row.contains(field))).unwrap_or_default()
}
