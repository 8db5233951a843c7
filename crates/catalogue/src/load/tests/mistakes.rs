//! Each mistake that can be made, one at a time: what is told, where, and what to do.

use super::small::{files, load, replace};

/// Case, file, what stands there, and what stands there instead.
type Row = (&'static str, &'static str, &'static str, &'static str);

const RUTIN: &str = "editions/2020/indicators/prov/rutiner.toml";
const CASES: &str = "editions/2020/indicators/prov/rutiner.cases.toml";
const EDITION: &str = "editions/2020/edition.toml";
const SETS: &str = "editions/2020/sets.toml";
const ASKED: &str = "editions/2020/questions/a.toml";

const ROWS: &[Row] = &[
    // Files and TOML
    ("text without quotes", EDITION, "\"Webbenkät\"", "Webbenkät"),
    ("a key twice", EDITION, "order = 1", "order = 1\norder = 2"),
    ("a misspelt key", RUTIN, "short_name = \"Heltider\"", "shortname = \"Heltider\""),
    ("a misspelt entry", SETS, "[[row_set]]\nid = \"bara_skola\"", "[[rowset]]\nid = \"bara_skola\""),
    ("an entry of another name", ASKED, "[[question]]\ncode = \"A5\"", "[question2]\ncode = \"A5\""),
    ("a missing key", RUTIN, "measure = \"Hur många heltider.\"\n", ""),
    ("a missing source", RUTIN, "source = { document = \"prov\", place = \"s. 10\" }\n", ""),
    ("a number as text", RUTIN, "number = 3", "number = \"3\""),
    ("a float", EDITION, "withhold_above_percent = \"20\"", "withhold_above_percent = 20.0"),
    ("a negative count", EDITION, "population = 4", "population = -4"),
    ("a date as text", EDITION, "measured_on = 2020-02-01", "measured_on = \"2020-02-01\""),
    ("a word that is not allowed", ASKED, "kind = \"yes_no\"", "kind = \"yesno\""),
    ("an empty name", RUTIN, "name = \"Antal heltider\"", "name = \"\""),
    ("a number with a comma", EDITION, "number = \"1\"", "number = \"1,5\""),
    ("an id with a hyphen", SETS, "{ id = \"finns_inte\"", "{ id = \"finns-inte\""),
    // CSV
    ("a misspelt column", "units.csv", "code;name;kind", "kod;name;kind"),
    ("a field too many", "units.csv", "0101;Aby;kommun;01;;;", "0101;Aby;kommun;01;;;;"),
    ("an unknown kind", "units.csv", "0101;Aby;kommun;01", "0101;Aby;komun;01"),
    ("a unit code of another form", "units.csv", "0103-02;Söder", "0103-2;Söder"),
    ("a unit twice", "units.csv", "0102;Beby;kommun;01;;;", "0102;Beby;kommun;01;;;\n0102;Ceby;kommun;01;;;"),
    ("an unknown parent", "units.csv", "0102;Beby;kommun;01", "0102;Beby;kommun;02"),
    ("a parent of the wrong kind", "units.csv", "0103-01;Norr;stadsdel;0103", "0103-01;Norr;stadsdel;01"),
    ("no parent", "units.csv", "0103-01;Norr;stadsdel;0103", "0103-01;Norr;stadsdel;"),
    ("a unit that ends before it begins", "units.csv", "stadsdel;0103;2020;;", "stadsdel;0103;2020;2019;"),
    ("a unit that leaves the frame", "units.csv", "stadsdel;0103;2020;;", "stadsdel;0103;2021;;"),
    // Groups
    ("an unknown unit in a grouping", "groupings/size/2020.csv", "0102;1;", "0109;1;"),
    ("a district in a grouping", "groupings/size/2020.csv", "0102;1;", "0102;1;\n0103-01;2;"),
    ("an unknown group", "groupings/size/2020.csv", "0103;2;2", "0103;3;2"),
    ("a unit in two groups", "groupings/size/2020.csv", "0102;1;", "0102;1;\n0102;1;"),
    ("a group of another size", "groupings/size/grouping.toml", "members = 2", "members = 3"),
    (
        "an edition without members",
        "groupings/size/grouping.toml",
        "editions = [2020]",
        "editions = [2020, 2021]",
    ),
    ("a grouping in another folder", "groupings/size/grouping.toml", "id = \"size\"", "id = \"storlek\""),
    // Vocabulary and families
    (
        "an unknown dimension of a quality area",
        "vocabulary/quality.toml",
        "dimensions = [\"saker\"]",
        "dimensions = [\"sakker\"]",
    ),
    (
        "an unknown quality area of an indicator area",
        "vocabulary/quality.toml",
        "quality_area = \"trygghet\"",
        "quality_area = \"trygg\"",
    ),
    ("an unknown step of the analysis", "vocabulary/analysis.toml", "step = \"hitta\"", "step = \"hita\""),
    ("a step without a name", "vocabulary/analysis.toml", "name = \"Hitta\"", "name = \"\""),
    (
        "a missing empty",
        "vocabulary/outcomes.toml",
        "[[empty]]\nid = \"withheld\"\nsign = \"×\"\nname = \"Redovisas inte\"\n",
        "",
    ),
    (
        "an unknown area",
        "families/prov/rutin.toml",
        "area = \"prov\"\npurpose = \"Hur",
        "area = \"prof\"\npurpose = \"Hur",
    ),
    ("a family twice", "families/prov/rutin.toml", "id = \"p-antal\"", "id = \"p-rutin-skola\""),
    (
        "a family without its rows",
        "families/prov/rutin.toml",
        "rows = [{ id = \"skola\", name = \"skolan\" }, { id = \"barn_unga\", name = \"barn och unga\" }]\n",
        "",
    ),
    ("a direction that is none", "families/prov/rutin.toml", "direction = \"up\"", "direction = \"upp\""),
    // The edition
    ("another year than the folder", EDITION, "year = 2020", "year = 2021"),
    ("an unknown level", EDITION, "\"city\", \"county\"", "\"city\", \"country\""),
    ("a calendar that goes back", EDITION, "closes = 2020-03-01", "closes = 2020-01-01"),
    ("more than all responded", EDITION, "responded = 3, of = 4", "responded = 5, of = 4"),
    ("a parameter with two values", EDITION, "number = \"1\"", "number = \"1\"\ndate = 2020-01-01"),
    ("a part without its questions", EDITION, "code = \"A\"", "code = \"B\""),
    (
        "a document that there is not",
        EDITION,
        "document = \"prov\", place = \"s. 2\"",
        "document = \"proof\", place = \"s. 2\"",
    ),
    // Sets and questions
    ("a subset of nothing", SETS, "of = \"parter\"", "of = \"partner\""),
    ("a row that the whole lacks", SETS, "only = [\"skola\"]", "only = [\"skolan\"]"),
    ("an alternative twice", SETS, "{ id = \"kurs\"", "{ id = \"handledning\""),
    ("an unknown value set", ASKED, "values = \"klasser\"", "values = \"klaser\""),
    ("a reviewed row that there is not", ASKED, "reviewed = [\"skola\"]", "reviewed = [\"skolor\"]"),
    ("an unknown row set", ASKED, "rows = \"parter\"\nreviewed", "rows = \"partier\"\nreviewed"),
    ("a question twice", ASKED, "code = \"A5\"", "code = \"A4\""),
    ("alternatives of a number", ASKED, "unit = \"heltider\"", "unit = \"heltider\"\nvalues = \"ja_nej\""),
    ("a range of a text", ASKED, "optional = true", "optional = true\nrange = [\"0\", \"1\"]"),
    ("a range that ends before it begins", ASKED, "range = [\"0\", \"40\"]", "range = [\"40\", \"0\"]"),
    ("a range with one end", ASKED, "range = [\"0\", \"40\"]", "range = [\"40\"]"),
    (
        "a filter over a question that there is not",
        ASKED,
        "asked_when = \"A1.$row = 'ja'\"",
        "asked_when = \"A11.$row = 'ja'\"",
    ),
    (
        "a filter over a later question",
        ASKED,
        "asked_when = \"A1.$row = 'ja'\"",
        "asked_when = \"A4 = 'kort'\"",
    ),
    (
        "a filter that cannot be read",
        ASKED,
        "asked_when = \"A1.$row = 'ja'\"",
        "asked_when = \"A1.$row IS NOT NULL\"",
    ),
    ("a text that belongs to nothing", ASKED, "belongs_to = \"A3#kurs\"", "belongs_to = \"A3#kurser\""),
    ("an example that does not come out", ASKED, "gives = \"0.73\"", "gives = \"0.72\""),
    ("a mean in another class", ASKED, "mean = \"7.1\"", "mean = \"7.0\""),
    ("a class of no alternative", ASKED, "{ value = \"lang\" }", "{ value = \"langt\" }"),
    // Checks
    (
        "a check at a cell that there is not",
        "editions/2020/checks.toml",
        "on = [\"A3\", \"A1.*\"]",
        "on = [\"A3\", \"A1.skolan\"]",
    ),
    (
        "a check of another severity",
        "editions/2020/checks.toml",
        "severity = \"hard\"",
        "severity = \"harsh\"",
    ),
    ("a check that compares texts", "editions/2020/checks.toml", "NOT given(A3_text)", "A3_text = 'x'"),
    (
        "a check of each row that stands at no row",
        "editions/2020/checks.toml",
        "chosen(A3, 'kurs') AND NOT given(A3_text)",
        "A1.$row = 'ja'",
    ),
    (
        "a check of each row that makes answers illogical",
        "editions/2020/checks.toml",
        "when = \"chosen(A3, 'kurs') AND NOT given(A3_text)\"\non = [\"A3\", \"A1.*\"]",
        "when = \"A1.$row = 'ja'\"\non = [\"A1.*\"]\nmakes_illogical = [\"A3\"]",
    ),
    // Indicators
    ("an indicator twice", RUTIN, "id = \"p-antal\"", "id = \"p-rutin-skola\""),
    ("a number twice", RUTIN, "number = 3", "number = 2"),
    ("a family that there is not", RUTIN, "id = \"p-antal\"", "id = \"p-antal\"\nfamily = \"p-antalet\""),
    (
        "a row that the set lacks",
        RUTIN,
        "rows = [\"skola\", \"barn_unga\"]",
        "rows = [\"skola\", \"barn_ungar\"]",
    ),
    ("rows without a template", RUTIN, "id = \"p-rutin-{row}\"", "id = \"p-rutin-skola\""),
    (
        "a placeholder that stands for nothing",
        RUTIN,
        "name = \"Aktuell rutin med {row.name}\"",
        "name = \"Aktuell rutin med {row.namn}\"",
    ),
    ("a text of a row that there is not", RUTIN, "[indicator.row.skola]", "[indicator.row.skolan]"),
    ("an unknown type", RUTIN, "types = [\"structure\"]", "types = [\"structural\"]"),
    ("an unknown quality area", RUTIN, "quality_areas = [\"trygghet\"]", "quality_areas = [\"trygg\"]"),
    ("an unknown dimension", RUTIN, "dimension = \"saker\"", "dimension = \"säker\""),
    (
        "an unknown indicator area",
        RUTIN,
        "indicator_area = \"rutiner\"\npart = \"A\"\nquestions = [\"A2\"]",
        "indicator_area = \"rutin\"\npart = \"A\"\nquestions = [\"A2\"]",
    ),
    ("a question that there is not", RUTIN, "questions = [\"A2\"]", "questions = [\"A2\", \"A22\"]"),
    ("a question that the list lacks", RUTIN, "questions = [\"A1\", \"A1a\"]", "questions = [\"A1\"]"),
    (
        "a part that there is not",
        RUTIN,
        "part = \"A\"\nquestions = [\"A2\"]",
        "part = \"B\"\nquestions = [\"A2\"]",
    ),
    ("a period that ends before it begins", RUTIN, "from = 2019-02-01", "from = 2020-02-01"),
    (
        "a day and a period",
        RUTIN,
        "measured = { on = 2020-02-01 }",
        "measured = { on = 2020-02-01, to = 2020-03-01 }",
    ),
    ("a target that no outcome gives", RUTIN, "target = [\"ja\"]", "target = [\"delvis\"]"),
    (
        "an outcome that is not shown",
        RUTIN,
        "shown = [\"ja\", \"nej\", \"not_applicable\"]",
        "shown = [\"ja\", \"not_applicable\"]",
    ),
    ("a share of figures", RUTIN, "method = \"sum\"", "method = \"share\""),
    ("a ratio without a division", RUTIN, "method = \"sum\"", "method = \"ratio\""),
    ("a plain number in per cent", RUTIN, "unit = \"full_time_equivalents\"", "unit = \"percent\""),
    ("a mean of values", RUTIN, "method = \"share\"", "method = \"mean\""),
    ("a misspelt unit", RUTIN, "unit = \"percent\"", "unit = \"precent\""),
    ("a background measure that is judged", RUTIN, "role = \"background\"\n", ""),
    ("an ignored alternative that there is not", RUTIN, "A1a.$row#finns_inte", "A1a.$row#finns_ej"),
    (
        "two results of an outcome",
        RUTIN,
        "value = \"ja\"\nwhen",
        "value = \"ja\"\nempty = \"not_asked\"\nwhen",
    ),
    ("an outcome without a condition", RUTIN, "value = \"nej\"\notherwise = true", "value = \"nej\""),
    (
        "an outcome after otherwise",
        RUTIN,
        "value = \"ja\"\nwhen = \"A1.$row = 'ja' AND A1a.$row = 'ja'\"",
        "value = \"ja\"\notherwise = true",
    ),
    ("an outcome value that there is not", RUTIN, "value = \"nej\"", "value = \"nejj\""),
    ("an unknown alternative in a rule", RUTIN, "A1.$row = 'finns_inte'", "A1.$row = 'finns_ej'"),
    ("an unknown row in a rule", RUTIN, "A1.$row = 'finns_inte'", "A1.skolan = 'finns_inte'"),
    ("an unknown parameter in a rule", RUTIN, "figure = \"A2\"", "figure = \"A2 * param.mest\""),
    ("a rule that forgets the main question", RUTIN, "A1.$row = 'ja' AND A1a.$row = 'ja'", "A1a.$row = 'ja'"),
    // Cases
    (
        "a missing case",
        CASES,
        "[[case]]\nindicator = \"p-antal\"\nname = \"koden är inget antal\"\ngiven = { A2 = \"999\" }\nthen_empty = \"cannot_say\"\n",
        "",
    ),
    ("a result without a case", CASES, "then = \"nej\"", "then = \"ja\""),
    (
        "a case of no indicator",
        CASES,
        "indicator = \"p-antal\"\nname = \"antalet redovisas\"",
        "indicator = \"p-antalet\"\nname = \"antalet redovisas\"",
    ),
    ("a case twice", CASES, "name = \"koden är inget antal\"", "name = \"antalet redovisas\""),
    ("a cell that there is not", CASES, "given = { A2 = \"2.5\" }", "given = { A22 = \"2.5\" }"),
    (
        "an alternative that there is not",
        CASES,
        "given = { \"A1.$row\" = \"finns_inte\" }",
        "given = { \"A1.$row\" = \"finns_ej\" }",
    ),
    ("a number outside the form", CASES, "given = { A2 = \"2.5\" }", "given = { A2 = \"2.555\" }"),
    (
        "an answer that is not asked for",
        CASES,
        "given = { \"A1.$row\" = \"finns_inte\" }",
        "given = { \"A1.$row\" = \"finns_inte\", \"A1a.$row\" = \"ja\" }",
    ),
    (
        "a case that expects two things",
        CASES,
        "then_empty = \"cannot_say\"",
        "then_empty = \"cannot_say\"\nthen = \"ja\"",
    ),
    ("a value the rule does not give", CASES, "then = \"ja\"", "then = \"delvis\""),
    (
        "a decision that is none",
        CASES,
        "decided = { A2 = \"illogical\" }",
        "decided = { A2 = \"not_asked\" }",
    ),
    // Beside the rules
    (
        "a compared indicator that there is not",
        "editions/2020/comparability.toml",
        "id = \"p-antal\"",
        "id = \"p-antalet\"",
    ),
    (
        "a later edition",
        "editions/2020/comparability.toml",
        "with = 2019\nstatus = \"partly\"",
        "with = 2021\nstatus = \"partly\"",
    ),
    (
        "a mapped question that there is not",
        "editions/2020/comparability.toml",
        "to = \"2020:A4\"",
        "to = \"2020:A44\"",
    ),
    (
        "a mapped alternative that there is not",
        "editions/2020/comparability.toml",
        "lang = \"lang\"",
        "lang = \"langt\"",
    ),
    ("a figure without its unit", "editions/2020/cited.toml", "unit = \"days\"", "unit = \"\""),
    (
        "a simulated part that there is not",
        "editions/2020/simulation.toml",
        "responded = { A = 3 }",
        "responded = { B = 3 }",
    ),
    (
        "a simulated city that is none",
        "editions/2020/simulation.toml",
        "withheld_city = \"0103\"",
        "withheld_city = \"0101\"",
    ),
    (
        "a simulated number that is none",
        "editions/2020/simulation.toml",
        "question = \"A2\"",
        "question = \"A3\"",
    ),
    ("a figure of no unit", "editions/2020/measures/population.csv", "0101;5000", "0109;5000"),
    ("a figure that is no number", "editions/2020/measures/population.csv", "0101;5000", "0101;5 000"),
    (
        "an English text of nothing",
        "editions/2020/indicators/prov/rutiner.en.toml",
        "[text.\"p-rutin-skola\"]",
        "[text.\"p-rutin-skolan\"]",
    ),
    (
        "an English key of nothing",
        "editions/2020/indicators/prov/rutiner.en.toml",
        "name = \"Current routine with schools\"",
        "namn = \"Current routine with schools\"",
    ),
];

/// What is told of the small catalogue after some rows.
fn told(rows: &[&Row]) -> String {
    let mut files = files();
    for (_, file, from, to) in rows {
        replace(&mut files, file, from, to);
    }
    load(&files).err().map(|problems| problems.to_string()).unwrap_or_default()
}

#[test]
fn every_mistake_is_told_with_its_line_and_the_next_step() {
    let mut all = String::new();
    for row in ROWS {
        let told = told(&[row]);
        assert!(!told.is_empty(), "nothing is told of {}", row.0);
        all.push_str(&format!("{}\n{told}\n", row.0));
    }
    insta::assert_snapshot!("each_mistake", all);
}

#[test]
fn the_mistakes_of_all_files_are_told_at_once() {
    let cases = [
        "a misspelt key",
        "a missing source",
        "a number as text",
        "a float",
        "an unknown kind",
        "a unit in two groups",
        "a missing empty",
        "a direction that is none",
        "an unknown level",
        "a document that there is not",
        "a reviewed row that there is not",
        "an example that does not come out",
        "a filter over a later question",
        "a check of another severity",
        "an unknown dimension",
        "an outcome that is not shown",
        "a number outside the form",
        "a later edition",
        "a figure without its unit",
        "a simulated number that is none",
        "a figure that is no number",
        "an English text of nothing",
    ];
    let rows: Vec<&Row> = ROWS.iter().filter(|row| cases.contains(&row.0)).collect();
    assert_eq!(rows.len(), cases.len());
    insta::assert_snapshot!("a_broken_catalogue", told(&rows));
}
