//! Outcomes that others published.

use catalogue::Catalogue;
use catalogue::answers::{GivenOutcomes, Origin, read_outcomes, read_outcomes_bytes};
use catalogue::model::Edition;
use domain::{EditionYear, Empty, Figure, Outcome, Reason};

use super::edition::{Told, checklist, project, told, unit};

const HEADER: &str = "unit;indicator;value;numerator;denominator";

fn read(lines: &str) -> Result<GivenOutcomes, catalogue::Problems> {
    read_outcomes_bytes(checklist(), "outcomes.csv", format!("{HEADER}\n{lines}\n").as_bytes())
}

fn outcome(given: &GivenOutcomes, edition: &Edition, unit: usize, id: &str) -> Outcome {
    let place = edition.computed().position(|indicator| indicator.id.as_str() == id).expect("an indicator");
    given.outcomes[unit][place].clone()
}

fn empty(reason: Reason) -> Outcome {
    Outcome::Empty(Empty::because(reason))
}

fn n(text: &str) -> domain::Number {
    text.parse().expect("a number")
}

#[test]
fn values_figures_pairs_and_empties_are_told_apart() {
    let pair = |a, b| Outcome::Figure(Figure::Pair { numerator: n(a), denominator: n(b) });
    for (case, lines, id, expected) in [
        (
            "a category",
            "0001;prov-aktuell-rutin;ja;;",
            "prov-aktuell-rutin",
            Outcome::Category("ja".parse().unwrap()),
        ),
        (
            "a figure",
            "0001;prov-andel-examen;57.1;;",
            "prov-andel-examen",
            Outcome::Figure(Figure::Published(n("57.1"))),
        ),
        ("a pair", "0001;prov-andel-examen;;4;7", "prov-andel-examen", pair("4", "7")),
        (
            "a pair and the figure it gives",
            "0001;prov-andel-examen;57.1;4;7",
            "prov-andel-examen",
            pair("4", "7"),
        ),
        (
            "a whole per cent and its pair",
            "0001;prov-andel-examen;100;7;7",
            "prov-andel-examen",
            pair("7", "7"),
        ),
        ("0 of 0", "0001;prov-andel-examen;;0;0", "prov-andel-examen", empty(Reason::NotApplicable)),
        (
            "an empty that is shown",
            "0001;prov-rutin-barn;not_applicable;;",
            "prov-rutin-barn",
            empty(Reason::NotApplicable),
        ),
        (
            "non-response with its reason",
            "0001;prov-andel-examen;cannot_say;;",
            "prov-andel-examen",
            empty(Reason::CannotSay),
        ),
        ("nothing", "0001;prov-andel-examen;;;", "prov-andel-examen", empty(Reason::NotAnswered)),
        ("no line", "", "prov-andel-examen", empty(Reason::NotAnswered)),
    ] {
        let given = read(lines).unwrap_or_else(|problems| panic!("{case}: {problems}"));
        assert_eq!(outcome(&given, checklist(), unit("0001"), id), expected, "{case}");
        assert_eq!(given.outcomes.len(), checklist().frame.units.len());
        assert_eq!(given.origin, Origin::Given);
    }
}

#[test]
fn what_cannot_be_an_outcome_is_refused() {
    let mut all = Told::default();
    for (case, lines) in [
        ("unknown unit", "9999;prov-aktuell-rutin;ja;;"),
        ("city", "0003;prov-aktuell-rutin;ja;;"),
        ("unknown indicator", "0001;prov-aktuel-rutin;ja;;"),
        ("no indicator", "0001;;ja;;"),
        ("value that is not shown", "0001;prov-aktuell-rutin;integrerat;;"),
        ("empty that is not shown", "0001;prov-aktuell-rutin;not_applicable;;"),
        ("value by its name", "0001;prov-aktuell-rutin;Ja;;"),
        ("figure of a category", "0001;prov-aktuell-rutin;100;;"),
        ("counts of a category", "0001;prov-aktuell-rutin;;1;1"),
        ("category of a figure", "0001;prov-andel-examen;ja;;"),
        ("decimal comma", "0001;prov-andel-examen;57,1;;"),
        ("more than a hundred per cent", "0001;prov-andel-examen;100.1;;"),
        ("more decimals than are published", "0001;prov-andel-examen;57.14;;"),
        ("more than all", "0001;prov-andel-examen;;8;7"),
        ("divided by nought", "0001;prov-andel-examen;;3;0"),
        ("0 of 0 with a value", "0001;prov-andel-examen;0;0;0"),
        ("half a pair", "0001;prov-andel-examen;;3;"),
        ("a count that is no number", "0001;prov-andel-examen;;tre;7"),
        ("a negative count", "0001;prov-andel-examen;;1;-7"),
        ("figure and pair that disagree", "0001;prov-andel-examen;57.2;4;7"),
        ("the same outcome twice", "0001;prov-aktuell-rutin;ja;;\n0001;prov-aktuell-rutin;ja;;"),
        ("a personal number", "0001;prov-aktuell-rutin;121212-1212;;"),
        ("several mistakes", "9999;prov-x;ja;;\n0001;prov-aktuell-rutin;vet;;"),
    ] {
        all.case(case, read(lines));
    }
    insta::assert_snapshot!(all.sv);
    insta::assert_snapshot!("what_cannot_be_an_outcome_is_refused_in_english", all.en);
}

#[test]
fn answers_are_not_taken_for_outcomes() {
    let file = b"unit;question;row;value;comment\n0001;P1;;ja;\n";
    insta::assert_snapshot!(told(read_outcomes_bytes(checklist(), "o.csv", file)), @r"
    o.csv:1: ANS-07 kolumner saknas: indicator, numerator, denominator – första raden anger kolumnerna: unit;indicator;value;numerator;denominator
    o.csv:1: ANS-07 okänd kolumn `comment` – kolumner: unit, indicator, value, numerator, denominator, origin
    o.csv:1: ANS-07 okänd kolumn `question` – kolumner: unit, indicator, value, numerator, denominator, origin
    o.csv:1: ANS-07 okänd kolumn `row` – kolumner: unit, indicator, value, numerator, denominator, origin
    ");
}

#[test]
fn simulated_outcomes_say_so() {
    let file = format!("{HEADER};origin\n0001;prov-aktuell-rutin;ja;;;simulated\n");
    assert_eq!(read_outcomes_bytes(checklist(), "o.csv", file.as_bytes()).unwrap().origin, Origin::Simulated);
}

#[test]
fn the_published_outcomes_of_2015_are_read() {
    let catalogue = Catalogue::bundled().unwrap_or_else(|problems| panic!("{problems}"));
    let edition = &catalogue.editions[&EditionYear(2015)];
    for file in ["outcomes.csv", "outcomes-med-rekonstruerade-antal.csv"] {
        let path = project("examples/2015-jonkoping").join(file);
        let given = read_outcomes(edition, &path).unwrap_or_else(|problems| panic!("{problems}"));
        let known = given.outcomes.iter().flatten().filter(|&o| *o != empty(Reason::NotAnswered)).count();
        assert_eq!(known, 13 * 14, "{file}");
    }
}
