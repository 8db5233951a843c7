//! `jamfor diff`: what moved between two results, publications or catalogues, and why.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::{jamfor, printed, refused, text};

const PUBLISHED_AT: &str = "2018-06-01T08:00:00+02:00";

/// A file or folder of the repository.
fn repository(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path).display().to_string()
}

/// Two simulated rounds, computed and published; the first by the rule of `examples/rounds`. Made once.
fn rounds() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(make_rounds).path()
}

fn make_rounds() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    printed(at, &["simulate", "--edition", "2018", "--seed", "2018", "--rounds", "2", "--out", "rounds"]);
    let first = repository("examples/rounds/catalogue-1");
    for (round, catalogue) in [("1", Some(first.as_str())), ("2", None)] {
        let answers = format!("rounds/omgang-{round}/answers.csv");
        let common = ["--edition", "2018", "--answers", &answers];
        let own: Vec<&str> = catalogue.into_iter().flat_map(|catalogue| ["--catalogue", catalogue]).collect();
        let (computed, published) = (format!("computed-{round}"), format!("published-{round}"));
        printed(at, &[&["compute"][..], &common, &own, &["--out", &computed]].concat());
        let publish = ["--published-at", PUBLISHED_AT, "--out", &published];
        printed(at, &[&["publish"][..], &common, &own, &publish].concat());
    }
    folder
}

/// A copy of the rounds' computed and published folders that a test may change.
fn copied() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["computed-1", "computed-2", "published-1", "published-2"] {
        copy(&rounds().join(name), &folder.path().join(name));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("made");
    for entry in std::fs::read_dir(from).expect("it can be read") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}

#[test]
fn two_publications_are_split_into_reality_and_definition() {
    let diff =
        |rest: &[&str]| printed(rounds(), &[&["diff", "published-1", "published-2"][..], rest].concat());
    insta::assert_snapshot!("two_publications", diff(&[]));
    insta::assert_snapshot!("two_publications_of_a_county", diff(&["--place", "06"]));
    insta::assert_snapshot!("two_publications_of_a_municipality", diff(&["--place", "0643", "--lang", "en"]));

    let json: Value = serde_json::from_str(&diff(&["--format", "json"])).expect("it is JSON");
    assert_eq!(json["format"], "jamfor-diff/1");
    assert_eq!((&json["kind"], &json["split"]), (&Value::from("results"), &Value::from(true)));
    assert_eq!(json["first"]["origin"], "simulated round 1");
    let rows = json["rows"].as_array().expect("rows");
    let csv = diff(&["--format", "csv"]);
    assert_eq!(csv.lines().count(), rows.len() + 1, "both forms hold the same rows");
    let changed = rows.iter().filter(|row| row["cause"] == "definition").collect::<Vec<_>>();
    assert!(!changed.is_empty());
    assert!(changed.iter().all(|row| row["indicator"] == "eb-utredningsmall-barn"), "one rule differs");
    let nation = rows.iter().find(|row| {
        row["what"] == "figure" && row["code"] == "SE" && row["indicator"] == "eb-utredningsmall-barn"
    });
    let nation = nation.expect("its share moved");
    for column in ["change", "reality", "definition", "interaction", "last_by_this", "this_by_last"] {
        assert_ne!(nation[column], "", "{column}");
    }
    let commas = diff(&["--format", "csv", "--decimal", ","]);
    assert!(commas.lines().any(|line| line.starts_with("figure;") && line.contains(',')), "{commas}");
}

#[test]
fn computed_folders_tell_what_moved_and_say_that_nothing_was_split() {
    let at = rounds();
    insta::assert_snapshot!("two_computed_folders", printed(at, &["diff", "computed-1", "computed-2"]));
    let csv = jamfor(at, &["diff", "computed-1", "computed-2", "--format", "csv"]);
    assert!(csv.status.success());
    assert!(text(&csv.stderr).contains("kräver publiceringar"), "{}", text(&csv.stderr));
    let nothing = printed(at, &["diff", "computed-1", "computed-1"]);
    assert!(nothing.contains("Ingenting skiljer."), "{nothing}");
}

#[test]
fn a_publication_and_a_computed_folder_compare_what_both_have() {
    let told = printed(rounds(), &["diff", "computed-1", "published-1"]);
    assert!(told.contains("Ingenting skiljer.") && told.contains("Bara resultatfiler"), "{told}");
    let told = printed(rounds(), &["diff", "published-1", "computed-2", "--lang", "en"]);
    assert!(told.contains("Only result files") && told.contains("outcomes moved, of"), "{told}");
}

#[test]
fn two_catalogues_differ_by_one_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    let (whole, overlay) = (repository("catalogue"), repository("examples/rounds/catalogue-1"));
    let root = repository("");
    let told = printed(folder.path(), &["diff", &whole, &overlay]).replace(&root, "");
    insta::assert_snapshot!("two_catalogues", told);
    let json: Value =
        serde_json::from_str(&printed(folder.path(), &["diff", &whole, &overlay, "--format", "json"]))
            .expect("it is JSON");
    assert_eq!(json["kind"], "catalogues");
    let same = printed(folder.path(), &["diff", &whole, &whole]);
    assert!(same.contains("Ingenting skiljer."), "{same}");
}

#[test]
fn edition_2015_stays_unconnected() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let outcomes = repository("examples/2015-jonkoping/outcomes.csv");
    let given = ["--edition", "2015", "--outcomes", &outcomes];
    printed(at, &[&["compute"][..], &given, &["--out", "computed-2015"]].concat());
    let later = rounds().join("computed-2").display().to_string();
    let told = printed(at, &["diff", "computed-2015", &later]);
    assert!(told.contains("2015 och 2018: 8 indikatorer jämförs inte: ingen katalog säger"), "{told}");
    assert!(!told.contains("utfall har flyttat"), "{told}");
    let publish = ["--published-at", PUBLISHED_AT, "--out", "published-2015"];
    printed(at, &[&["publish"][..], &given, &publish].concat());
    let later = rounds().join("published-2").display().to_string();
    let told = printed(at, &["diff", "published-2015", &later]);
    assert!(
        told.contains("2015 och 2018: 8 indikatorer jämförs inte: 2016 ändrades"),
        "the catalogue's own reason: {told}"
    );
    assert!(!told.contains("utfall har flyttat") && !told.contains("värden har flyttat"), "{told}");
    let csv = printed(at, &["diff", "published-2015", &later, "--format", "csv"]);
    let kinds: std::collections::BTreeSet<&str> =
        csv.lines().skip(1).filter_map(|line| line.split(';').next()).collect();
    for kind in ["outcome", "figure", "rank", "peers"] {
        assert!(!kinds.contains(kind), "{kinds:?}");
    }
}

#[test]
fn a_correction_lists_everything_that_moves_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let answers = rounds().join("rounds/omgang-2/answers.csv");
    let answers = std::fs::read_to_string(answers).expect("answers");
    let wrong = answers.lines().find(|line| line.contains(";G2;missbruk;nej;")).expect("somebody said no");
    let unit = wrong.split(';').next().expect("a unit").to_owned();
    let right = wrong.replace(";nej;", ";behovs_inte;");
    std::fs::write(at.join("corrected.csv"), answers.replace(wrong, &right)).expect("written");
    copy(&rounds().join("published-2"), &at.join("before"));
    let arguments = ["publish", "--edition", "2018", "--answers", "corrected.csv"];
    printed(at, &[&arguments[..], &["--published-at", PUBLISHED_AT, "--out", "after"]].concat());
    let csv = printed(at, &["diff", "before", "after", "--format", "csv"]);
    let of =
        |kind: &str| csv.lines().filter(|line| line.starts_with(&format!("{kind};"))).collect::<Vec<_>>();
    assert_eq!(of("outcome").len(), 1, "{csv}");
    assert!(of("outcome")[0].contains(&format!(";{unit};")) && of("outcome")[0].contains(";reality;"));
    assert!(of("figure").iter().any(|line| line.contains(";nation;SE;")));
    assert!(
        csv.lines().skip(1).all(|line| line.contains(";eb-rutin-missbruk;")),
        "nothing else moves: {csv}"
    );
    assert_eq!(of("colour:target").len(), 1, "{csv}");
}

#[test]
fn what_cannot_be_compared_is_said_with_what_was_found() {
    let folder = copied();
    let at = folder.path();
    std::fs::create_dir(at.join("empty")).expect("made");
    std::fs::create_dir(at.join("other")).expect("made");
    std::fs::write(at.join("other/readme.txt"), "hej").expect("written");
    std::fs::create_dir_all(at.join("mixed/editions")).expect("made");
    for name in ["outcomes.csv", "aggregates.csv"] {
        std::fs::copy(at.join("computed-1").join(name), at.join("mixed").join(name)).expect("copied");
    }
    let catalogue = repository("catalogue");
    for (case, first, second, expected) in [
        (
            "nothing there",
            "nowhere",
            "computed-1",
            "nowhere finns inte. Väntat: en mapp från `jamfor compute --out`",
        ),
        ("a file", "published-1/answers.csv", "computed-1", "answers.csv är ingen mapp. Väntat:"),
        ("empty", "computed-1", "empty", "empty är tom. Väntat:"),
        ("something else", "other", "computed-1", "other innehåller readme.txt. Väntat:"),
        ("two kinds at once", "mixed", "computed-1", "mixed har både resultat och en katalog. Väntat:"),
        ("results and a catalogue", "computed-1", catalogue.as_str(), "computed-1 är ett beräknat resultat,"),
        ("both wrong, both told", "nowhere", "empty", "nowhere finns inte. Väntat:"),
    ] {
        let told = refused(at, &["diff", first, second], 2);
        assert!(told.contains(expected), "{case}: {told}");
    }
    let told = refused(at, &["diff", "nowhere", "empty"], 2);
    assert!(told.contains("empty är tom"), "{told}");
    let told = refused(at, &["diff", "computed-1", "computed-2", "--place", "0644"], 2);
    assert!(told.contains("`0644` är ingen plats som båda har: menade du"), "{told}");
    let told = refused(at, &["diff", &catalogue, &catalogue, "--place", "06"], 2);
    assert!(told.contains("--place gäller resultat"), "{told}");
}

#[test]
fn files_that_were_changed_are_told_with_their_lines() {
    let folder = copied();
    let at = folder.path();
    let change = |file: &str, from: &str, to: &str| {
        let path = at.join(file);
        let content = std::fs::read_to_string(&path).expect("it is there");
        assert!(content.contains(from), "{file} has `{from}`");
        std::fs::write(&path, content.replacen(from, to, 1)).expect("written");
    };
    change("computed-1/aggregates.csv", ";share;", ";andel;");
    change("computed-2/outcomes.csv", ";ja;;;;;", ";Ja;;;;;");
    let told = refused(at, &["diff", "computed-1", "computed-2"], 1);
    assert!(
        told.contains("computed-1/aggregates.csv:")
            && told.contains("`andel` kan inte stå i kolumnen method"),
        "{told}"
    );
    assert!(
        told.contains("computed-2/outcomes.csv:") && told.contains("`Ja` kan inte stå i kolumnen value"),
        "{told}"
    );
    assert!(told.contains("2 fel"), "{told}");
    let english = refused(at, &["diff", "computed-1", "computed-2", "--lang", "en"], 1);
    assert!(english.contains("`andel` cannot stand in the column method"), "{english}");

    change("published-1/answers.csv", ";ja;", ";nej;");
    let told = refused(at, &["diff", "published-1", "published-2"], 1);
    assert!(told.contains("published-1/answers.csv: PUB-12"), "{told}");
    std::fs::remove_file(at.join("published-2/catalogue/units.csv")).expect("removed");
    let told = refused(at, &["diff", "published-1", "published-2"], 1);
    assert!(told.contains("published-2/catalogue/units.csv: PUB-10") && told.contains("PUB-12"), "{told}");
    std::fs::write(at.join("published-2/manifest.json"), "{").expect("written");
    let told = refused(at, &["diff", "published-2", "published-2"], 1);
    assert!(told.contains("published-2/manifest.json: PUB-02"), "{told}");
}

#[test]
fn a_publication_that_somebody_changed_is_told_as_such() {
    let folder = copied();
    let at = folder.path();
    let changed = at.join("published-2/answers.csv");
    let answers = std::fs::read_to_string(&changed).expect("answers");
    let line = answers.lines().find(|line| line.contains(";E10;;nej;")).expect("somebody said no");
    std::fs::write(&changed, answers.replace(line, &line.replace(";nej;", ";ja_alla;"))).expect("written");
    // The cause first, what follows from it below and indented.
    let output = jamfor(at, &["verify", "published-2"]);
    let told = text(&output.stderr);
    assert!(told.starts_with("answers.csv: PUB-12"), "{told}");
    let (cause, rest) = told.split_once("Därför stämmer inte heller (").expect("what follows is said");
    assert!(!cause.contains("aggregates.csv") && rest.contains("\n  aggregates.csv: PUB-20"), "{told}");
    assert!(rest.contains("skillnader till; --all visar dem"), "{told}");
    let message = refused(at, &["diff", "published-1", "published-2"], 1);
    assert!(message.contains("published-2/answers.csv: PUB-12"), "{message}");
    // Told in the same way where it is what something is published after.
    let later = ["publish", "--edition", "2018", "--answers", "published-1/answers.csv", "--out", "later"];
    let after = ["--published-at", "2019-06-01T08:00:00+02:00", "--before", "published-2"];
    let told = refused(at, &[&later[..], &after].concat(), 1);
    assert!(told.starts_with("published-2/answers.csv: PUB-12"), "{told}");
    assert!(
        told.contains("\nDärför stämmer inte heller (") && told.contains("skillnader till; --all visar dem"),
        "{told}"
    );
    assert!(told.lines().count() < 60 && told.contains(" fel i indata – ingenting skrevs."), "{told}");
    let all = refused(at, &[&later[..], &after, &["--all"]].concat(), 1);
    assert!(all.lines().count() > told.lines().count() && !all.contains("--all visar dem"), "{all}");
    // A publication that says that it holds only sources.
    std::fs::write(&changed, &answers).expect("written");
    let manifest = at.join("published-2/manifest.json");
    let whole = std::fs::read_to_string(&manifest).expect("a manifest");
    std::fs::write(&manifest, whole.replace("\"whole\",", "\"sources\",")).expect("written");
    assert!(refused(at, &["diff", "published-1", "published-2"], 1).contains("PUB-03"));
    // A source whose hash above the list is another.
    let given = whole.find("\"given\"").expect("what was given");
    let hash = given + whole[given..].find("\"sha256\": \"").expect("its hash") + "\"sha256\": \"".len();
    let other = format!("{}{}{}", &whole[..hash], "0".repeat(64), &whole[hash + 64..]);
    std::fs::write(&manifest, other).expect("written");
    let message = refused(at, &["diff", "published-1", "published-2"], 1);
    assert!(
        message.contains("manifest.json: PUB-12 förteckningen säger en annan hash för `answers.csv`"),
        "{message}"
    );
    std::fs::remove_file(&manifest).expect("removed");
    let shown = printed(at, &["diff", "published-1", "published-2"]);
    assert!(shown.contains("published-2: publiceringen saknar manifest.json"), "{shown}");
}

/// Two computations of the same edition and origin, and a trial of the first with another target and limit.
fn alike() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let changes = "name = \"Delvis räcker\"\nwhy = \"Pröva.\"\nedition = 2018\nwithhold_above_percent = \"40\"\n\
                   [[indicator]]\nid = \"eb-utredningsmall-barn\"\ntarget = [\"ja\", \"delvis\"]\npartly = []\n";
    std::fs::write(at.join("changes.toml"), changes).expect("written");
    for seed in ["1", "2"] {
        let answers = format!("{seed}.csv");
        printed(at, &["simulate", "--edition", "2018", "--seed", seed, "--out", &answers]);
        let compute = ["compute", "--edition", "2018", "--answers", &answers, "--out", seed];
        printed(at, &[&compute[..], &["--with", "changes.toml"]].concat());
    }
    folder
}

#[test]
fn files_that_do_not_belong_together_are_refused_line_by_line() {
    let folder = alike();
    let at = folder.path();
    let made = |name: &str, outcomes: &str, aggregates: &str| {
        std::fs::create_dir(at.join(name)).expect("made");
        std::fs::write(at.join(name).join("outcomes.csv"), outcomes).expect("written");
        std::fs::write(at.join(name).join("aggregates.csv"), aggregates).expect("written");
    };
    let read = |path: &str| std::fs::read_to_string(at.join(path)).expect(path);
    let (outcomes, aggregates) = (read("1/outcomes.csv"), read("1/aggregates.csv"));
    let nation = aggregates.lines().position(|line| line.contains(";SE;;;eb-fia;")).expect("a line") + 1;

    made("one-outcome", &outcomes.replacen(";eb-fia;ja;", ";eb-fia;nej;", 1), &aggregates);
    let told = refused(at, &["diff", "one-outcome", "1"], 1);
    let line = told
        .lines()
        .find(|line| line.starts_with(&format!("one-outcome/aggregates.csv:{nation}: ANS-64 SE eb-fia: ")));
    let line = line.unwrap_or_else(|| panic!("{told}"));
    assert!(
        line.contains("numerator `62` följer inte av outcomes.csv, som ger figure `21.1`, numerator `61` – "),
        "{line}"
    );
    assert!(told.lines().all(|line| line.contains(" eb-fia: ") || line.starts_with("5 fel")), "{told}");
    let english = refused(at, &["diff", "1", "one-outcome", "--lang", "en"], 1);
    assert!(english.contains("does not follow from outcomes.csv, which gives figure `21.1`"), "{english}");

    made("of-another", &outcomes, &read("2/aggregates.csv"));
    let told = refused(at, &["diff", "of-another", "1"], 1);
    assert!(told.contains("ANS-64"), "{told}");

    made("no-such-value", &outcomes.replace(";eb-fia;ja;", ";eb-fia;kanske;"), &aggregates);
    let told = refused(at, &["diff", "1", "no-such-value"], 1);
    assert_eq!(told.matches(": ANS-31 ").count(), 20, "{told}");
    assert!(
        told.starts_with("no-such-value/outcomes.csv: ANS-99 62 fel hittades: de första 20 visas"),
        "{told}"
    );
    assert!(
        told.contains("eb-fia: `kanske` är inget utfall för den här indikatorn – tillåtet: ja, nej;"),
        "{told}"
    );
    assert!(told.ends_with("62 fel i indata – ingenting skrevs. Rätta dem och kör om.\n"), "{told}");
    assert!(!told.contains("ANS-64"), "the figures follow from what was changed:\n{told}");
}

#[test]
fn what_was_computed_with_other_targets_and_limits_is_accepted() {
    let folder = alike();
    let at = folder.path();
    let read = |path: &str| std::fs::read_to_string(at.join(path)).expect(path);
    let trial = [read("1/trial-outcomes.csv"), read("1/trial-aggregates.csv")];
    assert_ne!(trial[1].replace(" trial", ""), read("1/aggregates.csv"), "other figures");
    // As a trial, and as a catalogue of one's own would have computed it.
    for (name, mark) in [("trial", " trial"), ("own", "")] {
        std::fs::create_dir(at.join(name)).expect("made");
        for (file, content) in ["outcomes.csv", "aggregates.csv"].into_iter().zip(&trial) {
            std::fs::write(at.join(name).join(file), content.replace(" trial", mark)).expect("written");
        }
        let told = printed(at, &["diff", "1", name]);
        assert!(told.contains("värden har flyttat") || told.contains("Riket (SE)"), "{name}: {told}");
    }
    // And changed by hand it is refused all the same.
    let changed = read("own/outcomes.csv").replacen(
        ";eb-utredningsmall-barn;delvis;",
        ";eb-utredningsmall-barn;nej;",
        1,
    );
    std::fs::write(at.join("own/outcomes.csv"), changed).expect("written");
    assert!(refused(at, &["diff", "1", "own"], 1).contains("SE eb-utredningsmall-barn: "));
}
