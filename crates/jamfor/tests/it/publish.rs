//! `publish` and `verify`: the same bytes wherever and whenever, whole or not at all, and told when changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{jamfor, printed, refused, text};

const AT_2018: &str = "2018-06-01T08:00:00+02:00";
const AT_2015: &str = "2015-10-28T08:00:00+01:00";

/// A folder of the repository.
fn example(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(path);
    path.canonicalize().expect("it is in the repository").display().to_string()
}

/// Arguments that publish the small catalogue of the checklist.
fn small(folder: &Path) -> Vec<String> {
    let catalogue = example("checklist/catalogue");
    let simulate =
        ["simulate", "--edition", "2024", "--catalogue", &catalogue, "--seed", "5", "--out", "a.csv"];
    if !folder.join("a.csv").exists() {
        printed(folder, &simulate);
    }
    let publish = ["publish", "--edition", "2024", "--catalogue", &catalogue, "--answers", "a.csv"];
    publish.iter().map(|word| (*word).to_owned()).collect()
}

fn words(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// The small publication in a folder `p`.
fn published(folder: &Path) -> PathBuf {
    let arguments = small(folder);
    printed(
        folder,
        &[&words(&arguments)[..], &["--published-at", "2024-06-01T08:00:00Z", "--out", "p"]].concat(),
    );
    folder.join("p")
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").to_owned();
                all.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    all
}

/// What lies in a folder, hidden things too.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Two surroundings that have nothing in common: time zone, locale, day, number of threads.
fn in_surroundings(other: bool, folder: &Path, arguments: &[&str]) {
    let mut command = if other {
        let mut command = Command::new("faketime");
        command.args(["-f", "@2031-02-03 04:05:06", env!("CARGO_BIN_EXE_jamfor")]);
        command.env("TZ", "Asia/Tokyo").env("LANG", "sv_SE.UTF-8").env("LC_ALL", "sv_SE.UTF-8");
        command.env("RAYON_NUM_THREADS", "2");
        command
    } else {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jamfor"));
        command
            .env("TZ", "America/St_Johns")
            .env("LANG", "C")
            .env("LC_ALL", "C")
            .env("RAYON_NUM_THREADS", "1");
        command
    };
    let output = command
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it starts; scripts/test installs faketime");
    assert!(output.status.success(), "{arguments:?}\n{}", text(&output.stderr));
}

#[test]
fn two_time_zones_locales_days_and_numbers_of_threads_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    printed(folder, &["simulate", "--edition", "2018", "--seed", "7", "--out", "a.csv"]);
    let given = example("2015-jonkoping/outcomes.csv");
    let others = example("2015-jonkoping/published.csv");
    let editions = [
        vec![
            "publish",
            "--edition",
            "2018",
            "--answers",
            "a.csv",
            "--published-at",
            AT_2018,
            "--county",
            "06",
        ],
        vec![
            "publish",
            "--edition",
            "2015",
            "--outcomes",
            &given,
            "--published",
            &others,
            "--published-at",
            AT_2015,
            "--county",
            "06",
        ],
    ];
    for (edition, arguments) in editions.iter().enumerate() {
        let [here, there] = [format!("here{edition}"), format!("there{edition}")];
        in_surroundings(false, folder, &[&arguments[..], &["--out", &here]].concat());
        in_surroundings(true, folder, &[&arguments[..], &["--lang", "en", "--out", &there]].concat());
        let (one, other) = (files(&folder.join(here)), files(&folder.join(there)));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        let differing: Vec<_> =
            one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(p, _)| p).collect();
        assert!(differing.is_empty(), "{arguments:?}: {differing:?}");
    }
}

#[test]
fn a_publication_is_verified_and_holds_what_compute_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let at = published(folder);
    let said = printed(folder, &["verify", "p"]);
    assert!(said.contains("oförändrad: varje fil stämmer") && said.contains("förteckning sha256 "), "{said}");
    let said = printed(folder, &["--lang", "en", "verify", "p"]);
    assert!(said.contains("unchanged: every file is as listed"), "{said}");

    let catalogue = example("checklist/catalogue");
    let compute = ["compute", "--edition", "2024", "--catalogue", &catalogue, "--answers"];
    // From what was given, and from what everybody can read.
    for (answers, out) in [("a.csv", "from-given"), ("p/answers.csv", "from-published")] {
        printed(folder, &[&compute[..], &[answers, "--out", out]].concat());
        for name in ["outcomes.csv", "aggregates.csv"] {
            assert_eq!(
                fs::read(folder.join(out).join(name)).ok(),
                fs::read(at.join(name)).ok(),
                "{name} {answers}"
            );
        }
    }
    for table in ["outcomes", "aggregates"] {
        let json =
            printed(folder, &[&compute[..], &["a.csv", "--format", "json", "--table", table]].concat());
        assert_eq!(json.as_bytes(), fs::read(at.join(format!("{table}.json"))).expect("a file"), "{table}");
    }
}

/// Replaces a text of a manifest everywhere.
fn in_manifest(at: &Path, from: &str, to: &str) {
    let file = at.join("manifest.json");
    let text = fs::read_to_string(&file).expect("a manifest");
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replace(from, to)).expect("a file");
}

#[test]
fn another_program_says_what_it_did_not_compare() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let at = published(folder);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(at.join("manifest.json")).expect("a manifest")).expect("JSON");
    let lock = manifest["program"]["lock"].as_str().expect("a hash");
    in_manifest(&at, lock, "0123456789abcdef");
    // Long lines go on below.
    let said = printed(folder, &["verify", "p"]).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "(Cargo.lock 0123456789ab) ",
        &format!("det här är ett annat program: jamfor {} (commit ", env!("CARGO_PKG_VERSION")),
        &format!("(Cargo.lock {}) ", &lock[..12]),
        "oförändrad: varje fil stämmer",
    ] {
        assert!(said.contains(part), "every byte is the same; «{part}» in\n{said}");
    }

    // The time of a packed part: other bytes that say the same.
    let workbook = at.join("jamforelse-2024.xlsx");
    let mut bytes = fs::read(&workbook).expect("a workbook");
    let before = publication::folder::sha256(&bytes);
    bytes[10] ^= 1;
    in_manifest(&at, &before, &publication::folder::sha256(&bytes));
    fs::write(&workbook, bytes).expect("a file");
    for (lang, parts, never) in [
        (
            "sv",
            [
                "bara innehållet jämfördes: jamforelse-2024.xlsx\n",
                "i arbetsböckerna jämfördes inte anteckningar, länkar, dolda rader och utseende",
                "innehållet som jämfördes blir detsamma",
            ],
            "oförändrad",
        ),
        (
            "en",
            [
                "only the content was compared: jamforelse-2024.xlsx\n",
                "in the workbooks notes, links, hidden rows and layout were not compared",
                "the content that was compared is the same",
            ],
            "unchanged",
        ),
    ] {
        let said = printed(folder, &["--lang", lang, "verify", "p"]);
        for part in parts {
            assert!(said.contains(part), "«{part}» in\n{said}");
        }
        assert!(!said.contains(never), "{said}");
    }
}

#[test]
fn only_what_lies_in_a_later_publication_holds_sources_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let at = published(folder);
    let small = small(folder);
    let later =
        [&words(&small)[..], &["--before", "p", "--published-at", "2025-06-01T08:00:00Z", "--out", "q"]]
            .concat();
    printed(folder, &later);
    printed(folder, &["verify", "q"]);
    let again = [&words(&small)[..], &["--before", "q/before", "--published-at"]].concat();
    printed(folder, &[&again[..], &["2025-06-01T08:00:00Z", "--out", "again"]].concat());
    assert_eq!(files(&folder.join("q")), files(&folder.join("again")), "it serves as the earlier one");
    let message = refused(folder, &[&again[..], &["2024-06-01T10:00:00+02:00", "--out", "r"]].concat(), 2);
    assert!(
        message.contains("2024-06-01T08:00:00Z, och det är inte före 2024-06-01T10:00:00+02:00"),
        "{message}"
    );
    assert!(!folder.join("r").exists());
    let at_fault = |dir: &str| {
        let output = jamfor(folder, &["verify", dir]);
        assert_eq!(output.status.code(), Some(1), "{dir}");
        text(&output.stderr)
    };
    let message = at_fault("q/before");
    assert!(message.contains("manifest.json: PUB-03") && message.contains("`before/` ligger i"), "{message}");
    in_manifest(&at, "\"holds\": \"whole\"", "\"holds\": \"sources\"");
    let message = at_fault("p");
    assert!(message.contains("manifest.json: PUB-03"), "{message}");
}

#[test]
fn results_are_never_written_into_a_publication() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let at = published(folder);
    let before = files(&at);
    let catalogue = example("checklist/catalogue");
    let compute =
        ["compute", "--edition", "2024", "--catalogue", &catalogue, "--answers", "a.csv", "--out", "p"];
    let message = refused(folder, &compute, 2);
    assert!(message.contains("aldrig ändras") && message.contains("välj en annan mapp"), "{message}");
    let message = refused(folder, &[&["--lang", "en"], &compute[..]].concat(), 2);
    assert!(message.contains("choose another folder"), "{message}");
    assert_eq!(files(&at), before);
}

#[test]
fn the_command_in_the_manifest_makes_the_folder_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = published(folder.path());
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(at.join("manifest.json")).expect("a manifest")).expect("JSON");
    let command = manifest["command"].as_str().expect("a command");
    let arguments: Vec<&str> = command.strip_prefix("jamfor ").expect("of this program").split(' ').collect();
    printed(&at, &arguments);
    assert_eq!(files(&at), files(&folder.path().join("igen")));
}

#[test]
fn a_correction_says_its_number_and_its_note_and_is_made_again_by_its_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = published(folder.path());
    let manifest = fs::read(first.join("manifest.json")).expect("a manifest");
    let hash = publication::folder::sha256(&manifest);
    let note = format!(
        r#"{{"corrects":"{hash}","kind":"answers","what":{{"sv":"Ett svar","en":"An answer"}},"why":{{"sv":"Fel rad","en":"Wrong row"}}}}"#
    );
    fs::write(folder.path().join("note.json"), note).expect("written");
    let arguments = small(folder.path());
    let to = |extra: &[&'static str]| {
        [&words(&arguments)[..], &["--published-at", "2024-07-01T08:00:00Z", "--out", "p2"], extra]
            .concat()
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    for (extra, said) in [
        (&["--number", "2"][..], "--corrects"),
        (&["--corrects", "note.json"], "--number 2"),
        (&["--number", "0"], "--number"),
        (&["--number", "2", "--corrects", "finns-inte.json"], "finns-inte.json"),
    ] {
        let output = jamfor(folder.path(), &words(&to(extra)));
        assert!(!output.status.success() && text(&output.stderr).contains(said), "{extra:?}: {output:?}");
    }
    printed(folder.path(), &words(&to(&["--number", "2", "--corrects", "note.json"])));
    let at = folder.path().join("p2");
    printed(folder.path(), &["verify", "p2"]);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(at.join("manifest.json")).expect("a manifest")).expect("JSON");
    assert_eq!(
        (manifest["number"].as_u64(), manifest["correction"]["corrects"].as_str()),
        (Some(2), Some(hash.as_str()))
    );
    let command = manifest["command"].as_str().expect("a command");
    assert!(command.contains("--number 2 --corrects correction.json"), "{command}");
    let readme = text(&fs::read(at.join("README.md")).expect("a file"));
    assert!(readme.contains(command) && readme.contains("Version 2, en rättelse av version 1"), "{readme}");
    printed(&at, &command.strip_prefix("jamfor ").expect("of this program").split(' ').collect::<Vec<_>>());
    assert_eq!(files(&at), files(&folder.path().join("igen")));
}

#[test]
fn what_cannot_be_published_is_refused_with_the_next_step_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let small = small(folder);
    let small = words(&small);
    fs::create_dir(folder.join("full")).expect("a folder");
    fs::write(folder.join("full/x"), "x").expect("a file");
    fs::write(folder.join("file"), "x").expect("a file");
    fs::write(folder.join("nonsense.csv"), "unit;question;row;value;comment\n0001;X1;;ja;\n")
        .expect("a file");
    let before = names(folder);
    let at = ["--published-at", "2024-06-01T08:00:00Z"];
    let nonsense = ["publish", "--edition", "2024", "--catalogue", small[4], "--answers", "nonsense.csv"];
    for (case, arguments, code, part) in [
        (
            "a date alone",
            [&small[..], &["--published-at", "2024-06-01", "--out", "p"]].concat(),
            2,
            "ett datum är ingen tidpunkt",
        ),
        (
            "no offset",
            [&small[..], &["--published-at", "2024-06-01T08:00:00", "--out", "p"]].concat(),
            2,
            "avvikelsen från UTC saknas",
        ),
        (
            "an offset that no place has",
            [&small[..], &["--published-at", "2024-06-01T08:00:00+25:00", "--out", "p"]].concat(),
            2,
            "högst 14 timmar",
        ),
        ("no time", [&small[..], &["--out", "p"]].concat(), 2, "--published-at"),
        (
            "a folder with files",
            [&small[..], &at, &["--out", "full"]].concat(),
            2,
            "En publicering ändras aldrig",
        ),
        ("a file", [&small[..], &at, &["--out", "file"]].concat(), 2, "finns redan"),
        ("below a file", [&small[..], &at, &["--out", "file/p"]].concat(), 2, "finns redan"),
        (
            "no such county",
            [&small[..], &at, &["--county", "99", "--out", "p"]].concat(),
            2,
            "inget sådant län; finns: 00",
        ),
        (
            "a county twice",
            [&small[..], &at, &["--county", "00", "--county", "00", "--out", "p"]].concat(),
            2,
            "två gånger",
        ),
        (
            "no input",
            [&small[..5], &at, &["--out", "p"]].concat(),
            2,
            "--answers FIL, --outcomes FIL eller --round",
        ),
        ("wrong answers", [&nonsense[..], &at, &["--out", "p"]].concat(), 1, "nonsense.csv:2: ANS-11"),
        ("no such file", [&small[..6], &["borta.csv"], &at, &["--out", "p"]].concat(), 1, "den finns inte"),
        (
            "before is no folder",
            [&small[..], &at, &["--before", "a.csv", "--out", "p"]].concat(),
            2,
            "är ingen mapp",
        ),
        (
            "before is no publication",
            [&small[..], &at, &["--before", "full", "--out", "p"]].concat(),
            1,
            "full/manifest.json: PUB-01",
        ),
        (
            "where nobody may write",
            [&small[..], &at, &["--out", "/proc/jamfor/p"]].concat(),
            1,
            "Ingenting finns kvar",
        ),
    ] {
        let message = refused(folder, &arguments, code);
        assert!(message.contains(part), "{case}: «{part}» in\n{message}");
        assert_eq!(names(folder), before, "{case}: nothing is left behind");
    }
    // An empty folder is as good as none, and gets the files.
    fs::create_dir(folder.join("empty")).expect("a folder");
    printed(folder, &[&small[..], &at, &["--out", "empty"]].concat());
    printed(folder, &["verify", "empty"]);
}

/// Runs `publish` on a disk of so many KiB and lists what is left on it; none where tests may not mount one.
fn on_a_small_disk(folder: &Path, arguments: &[&str], kib: u32) -> Option<Output> {
    let may_mount = Command::new("unshare").args(["-rm", "true"]).output().is_ok_and(|o| o.status.success());
    let script = format!(
        "mkdir -p disk && mount -t tmpfs -o size={kib}k tmpfs disk && \"$0\" \"$@\"; code=$?; ls -A disk; exit $code"
    );
    may_mount.then(|| {
        Command::new("unshare")
            .args(["-rm", "bash", "-c", &script, env!("CARGO_BIN_EXE_jamfor")])
            .args(arguments)
            .current_dir(folder)
            .output()
            .expect("unshare starts")
    })
}

/// Runs `publish` where no file may be larger than so many KiB.
fn with_little_room(folder: &Path, arguments: &[&str], kib: u32, is_told: bool) -> Output {
    // With the signal ignored, writing fails as on a full disk; without, the process is killed in the middle.
    let trap = if is_told { "trap '' XFSZ;" } else { "ulimit -c 0;" };
    Command::new("bash")
        .args(["-c", &format!("{trap} ulimit -f {kib}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_jamfor")])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("bash starts")
}

#[test]
fn a_disk_that_fills_up_leaves_nothing_under_the_final_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let small = small(folder);
    let arguments = [&words(&small)[..], &["--published-at", "2024-06-01T08:00:00Z", "--out", "p"]].concat();
    let before = names(folder);
    for kib in [1, 8, 30] {
        let output = with_little_room(folder, &arguments, kib, true);
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains("disken är full") && message.contains("Gör plats"), "{message}");
        assert_eq!(names(folder), before, "with {kib} KiB nothing is left");
    }
    let small_disk = [&arguments[..arguments.len() - 1], &["disk/p"]].concat();
    if let Some(output) = on_a_small_disk(folder, &small_disk, 300) {
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains("disk/p/") && message.contains("disken är full"), "{message}");
        assert_eq!(text(&output.stdout), "", "nothing is left on the disk");
    }
    let killed = with_little_room(folder, &arguments, 8, false);
    assert!(!killed.status.success());
    assert!(!folder.join("p").exists(), "killed in the middle it has not got its name");
    printed(folder, &arguments);
    printed(folder, &["verify", "p"]);
}

#[test]
fn a_changed_folder_is_told_with_file_and_figure_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let at = published(folder);
    let outcomes = fs::read_to_string(at.join("outcomes.csv")).expect("outcomes");
    let line = outcomes.lines().find(|line| line.contains(";ja;")).expect("somebody has ja");
    fs::write(at.join("outcomes.csv"), outcomes.replacen(line, &line.replace(";ja;", ";nej;"), 1))
        .expect("a file");
    let fields: Vec<&str> = line.split(';').collect();
    let figure = format!("outcomes.csv: PUB-20 2024, {}, {}: value: ", fields[1], fields[2]);
    for (lang, parts) in [
        ("sv", ["publicerat `nej`, men mappens underlag ger `ja`", "mappen är inte vad som publicerades"]),
        (
            "en",
            ["published `nej`, but the folder's sources give `ja`", "the folder is not what was published"],
        ),
    ] {
        let output = jamfor(folder, &["--lang", lang, "verify", "p"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("outcomes.csv: PUB-12") && told.contains(&figure), "{told}");
        for part in parts {
            assert!(told.contains(part), "{lang}: «{part}» in\n{told}");
        }
    }
    let small = small(folder);
    let publish = [&words(&small)[..], &["--published-at", "2024-06-01T08:00:00Z"]].concat();
    let message = refused(folder, &[&publish[..], &["--before", "p", "--out", "q"]].concat(), 1);
    assert!(
        message.contains("p/outcomes.csv: PUB-12"),
        "what is compared with is verified first:\n{message}"
    );
    let first = message.lines().next().unwrap_or_default();
    assert!(first.starts_with("p/outcomes.csv: PUB-12"), "the cause first:\n{message}");
    assert!(message.contains("fel") && message.contains("ingenting skrevs."), "{message}");
}

#[test]
fn links_and_what_is_no_plain_file_are_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let at = published(folder);
    fs::rename(at.join("outcomes.csv"), folder.join("outside.csv")).expect("moved");
    std::os::unix::fs::symlink(folder.join("outside.csv"), at.join("outcomes.csv")).expect("a link");
    std::os::unix::fs::symlink("/", at.join("root")).expect("a link");
    let socket = std::os::unix::net::UnixListener::bind(at.join("socket")).expect("a socket");
    let output = jamfor(folder, &["verify", "p"]);
    drop(socket);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for part in
        ["outcomes.csv: PUB-05", "outcomes.csv: PUB-10", "root: PUB-05", "socket: PUB-05", "det är en länk"]
    {
        assert!(told.contains(part), "«{part}» in\n{told}");
    }
}

#[test]
fn what_is_no_publication_is_told_as_such() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::create_dir(folder.join("empty")).expect("a folder");
    fs::write(folder.join("file"), "x").expect("a file");
    for (case, dir, code, part) in [
        ("empty", "empty", 1, "manifest.json: PUB-01 mappen har ingen förteckning"),
        ("a file", "file", 2, "är ingen mapp: ange mappen som `jamfor publish` skrev"),
        ("missing", "missing", 2, "missing finns inte (eller får inte läsas): ange mappen"),
    ] {
        let message = refused(folder, &["verify", dir], code);
        assert!(message.contains(part), "{case}: {message}");
    }
}
