//! Results that are known from files only.

use catalogue::answers::{ComputedFolder, read_computed_bytes};
use results::diff::{NoSplit, RESULT_COLUMNS, Sheet, files, follows, result_rows};
use results::{Results, rows};

use super::*;

fn written(edition: &Edition, answers: &Answers) -> [String; 2] {
    let results = Results::from_answers(edition, &answers.table, "simulated");
    let csv = |columns: &[&str], rows: Vec<Vec<String>>| {
        let lines = rows.iter().map(|row| row.join(";"));
        std::iter::once(columns.join(";")).chain(lines).map(|line| line + "\n").collect::<String>()
    };
    [
        csv(&rows::OUTCOME_COLUMNS, rows::outcomes(edition, &results).map(|row| row.to_vec()).collect()),
        csv(&rows::AGGREGATE_COLUMNS, rows::aggregates(edition, &results).map(|row| row.to_vec()).collect()),
    ]
}

fn read(files: &[String; 2]) -> Result<ComputedFolder, Vec<String>> {
    let [outcomes, aggregates] = files;
    read_computed_bytes(("outcomes.csv", outcomes.as_bytes()), ("aggregates.csv", aggregates.as_bytes()))
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

#[test]
fn what_compute_wrote_is_read_back_as_it_was() {
    let edition = edition(&[]);
    let answers = simulated(&edition);
    let results = Results::from_answers(&edition, &answers.table, "simulated");
    let sheet = Sheet::read(read(&written(&edition, &answers)).unwrap_or_else(|p| panic!("{p:?}")));
    let own = Sheet::of(&edition, &results);
    assert_eq!((sheet.year, &sheet.origin, &sheet.units), (own.year, &own.origin, &own.units));
    for (column, indicator) in own.columns.iter().enumerate() {
        assert_eq!(
            (&sheet.columns[column].id, sheet.columns[column].times),
            (&indicator.id, indicator.times)
        );
        for unit in 0..own.units.len() {
            assert_eq!(sheet.outcome(unit, column), own.outcome(unit, column));
        }
        for place in 0..own.places.len() {
            assert_eq!(sheet.figure(place, column), own.figure(place, column));
        }
    }
    assert!(files(&sheet, &own).is_empty());
}

#[test]
fn files_tell_what_moved_and_never_why() {
    let (a, b) = (edition(&[]), stricter());
    let rounds = simulate::rounds(&a, 9, 2);
    let read = |edition, answers| Sheet::read(read(&written(edition, answers)).expect("it was just written"));
    let (before, after) = (read(&a, &rounds[0]), read(&b, &rounds[1]));
    let diff = files(&before, &after);
    let whole = compared((&a, &rounds[0]), (&b, &rounds[1]));
    assert!(!diff.is_split && !diff.is_empty());
    for (own, whole) in diff.indicators.iter().zip(&whole.indicators) {
        assert_eq!(own.counts.moved(), whole.counts.moved(), "{}", own.id());
        assert_eq!(own.counts.not_split, own.counts.moved());
        for (own, whole) in own.figures.iter().zip(&whole.figures) {
            assert_eq!((&own.place, own.change), (&whole.place, whole.change));
            assert_eq!(own.parts, Err(NoSplit::NotKnown));
        }
    }
    let reality = RESULT_COLUMNS.iter().position(|name| *name == "reality").expect("a column");
    assert!(result_rows(&diff).all(|row| row[reality].is_empty()));
}

#[test]
fn broken_files_are_told_line_by_line() {
    let edition = edition(&[]);
    let answers = simulated(&edition);
    let good = written(&edition, &answers);
    let line = |file: usize, n: usize| good[file].lines().nth(n - 1).expect("the line is there").to_owned();
    let nation =
        good[1].lines().position(|line| line.contains(";nation;SE;;;eb-rutin-missbruk;")).expect("a row");
    let share: Vec<String> = line(1, nation + 1).split(';').map(str::to_owned).collect();
    let tampered = |column: usize, value: &str| {
        let mut fields = share.clone();
        fields[column] = value.to_owned();
        [good[0].clone(), good[1].replacen(&share.join(";"), &fields.join(";"), 1)]
    };
    let cut = |file: usize, lines: usize| {
        let mut files = good.clone();
        files[file] = good[file].lines().take(lines).map(|line| line.to_owned() + "\n").collect();
        files
    };
    let changed = |from: &str, to: &str| [good[0].replacen(from, to, 1), good[1].clone()];
    let at = nation + 1;
    for (case, files, expected) in [
        (
            "a figure",
            tampered(7, "99.9"),
            format!("aggregates.csv:{at}: ANS-64 99.9 är inte vad radens antal ger"),
        ),
        ("a count", tampered(8, "1"), format!("aggregates.csv:{at}: ANS-64")),
        (
            "a decimal comma",
            tampered(7, "57,1"),
            format!(
                "aggregates.csv:{at}: ANS-60 `57,1` kan inte stå i kolumnen figure – filen har decimalkomma"
            ),
        ),
        (
            "a method",
            tampered(6, "shares"),
            format!("aggregates.csv:{at}: ANS-60 `shares` kan inte stå i kolumnen method"),
        ),
        (
            "nobody asked",
            tampered(10, "-1"),
            format!("aggregates.csv:{at}: ANS-60 `-1` kan inte stå i kolumnen units"),
        ),
        ("cut off within a unit", cut(0, 1000), "outcomes.csv: ANS-63".to_owned()),
        ("cut off between units", cut(0, 1 + 36 * 100), "aggregates.csv: ANS-64 eb-".to_owned()),
        ("cut off aggregates", cut(1, 500), "aggregates.csv: ANS-63".to_owned()),
        ("only a header", cut(0, 1), "outcomes.csv: ANS-63".to_owned()),
        ("nothing at all", [String::new(), good[1].clone()], "outcomes.csv: ANS-04".to_owned()),
        ("another year", changed("\n2018;", "\n2017;"), "outcomes.csv:3: ANS-64".to_owned()),
        ("another origin", changed(";simulated\n", ";\n"), "outcomes.csv:3: ANS-64".to_owned()),
        ("two columns filled", changed(";ja;;;;;", ";ja;1;;;;"), "ANS-61".to_owned()),
        (
            "an unknown empty",
            changed(";not_answered;", ";unknown;"),
            "ANS-60 `unknown` kan inte stå i kolumnen empty".to_owned(),
        ),
        (
            "a line twice",
            changed(&line(0, 2), &format!("{0}\n{0}", line(0, 2))),
            "outcomes.csv:3: ANS-62 rad 2 anger redan det här".to_owned(),
        ),
        (
            "the input file instead",
            ["unit;indicator;value;numerator;denominator\n".to_owned(), good[1].clone()],
            "outcomes.csv:1: ANS-07".to_owned(),
        ),
    ] {
        let problems = read(&files).expect_err(case);
        assert!(
            problems.iter().any(|problem| problem.contains(&expected)),
            "{case}: {expected}\n{problems:?}"
        );
    }
}

#[test]
fn an_outcome_changed_by_hand_is_found_where_it_changes_who_responded() {
    let edition = edition(&[]);
    let good = written(&edition, &simulated(&edition));
    let files = [good[0].replacen(";;;;;not_answered;", ";ja;;;;;", 1), good[1].clone()];
    assert_ne!(files[0], good[0]);
    let problems = read(&files).expect_err("somebody responded who did not");
    assert!(problems.iter().any(|problem| problem.contains("ANS-64 eb-")), "{problems:?}");
}

fn follows(edition: &Edition, files: &[String; 2]) -> Result<(), Vec<String>> {
    let folder = read(files)?;
    follows::check(edition, &folder, ["outcomes.csv", "aggregates.csv"])
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

#[test]
fn one_outcome_changed_by_hand_is_found_whatever_the_indicator() {
    let edition = edition(&[]);
    let answers = simulated(&edition);
    let good = written(&edition, &answers);
    assert_eq!(follows(&edition, &good), Ok(()));
    let mut tried = 0;
    for indicator in edition.computed() {
        // The first unit that reached the target, told as one that did not.
        let reached = indicator.target.iter().find_map(|value| {
            good[0].lines().find(|line| line.contains(&format!(";{};{value};", indicator.id)))
        });
        let other = indicator.shown.iter().find(|shown| {
            shown.parse::<domain::Reason>().is_err()
                && indicator.target.iter().all(|value| value.as_str() != *shown)
                && indicator.leaves_denominator.iter().all(|value| value.as_str() != *shown)
        });
        let (Some(line), Some(other)) = (reached, other) else { continue };
        let mut fields: Vec<&str> = line.split(';').collect();
        fields[3] = other;
        let changed = [good[0].replacen(line, &fields.join(";"), 1), good[1].clone()];
        let told = follows(&edition, &changed).expect_err(indicator.id.as_str());
        assert!(
            told.iter().all(|told| told.contains(&format!("{}: ", indicator.id)) && told.contains("ANS-64")),
            "{told:?}"
        );
        tried += 1;
    }
    assert!(tried > 20, "{tried} indicators");
}
