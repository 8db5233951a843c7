//! Mistakes of whole files: missing, too many, unreadable, too large; and that nothing makes the loader panic.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::small::{files, load, replace};
use crate::Catalogue;
use crate::load::{LoadOptions, MAX_FILE};

fn told(change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) -> String {
    let mut files = files().into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    change(&mut files);
    let problems = Catalogue::load_files(&files, LoadOptions::default()).err();
    problems.map(|problems| problems.to_string()).unwrap_or_default().trim_end().to_owned()
}

#[test]
fn files_that_are_missing_too_many_or_unreadable_are_told() {
    let sets = "editions/2020/sets.toml";
    let line = |alternatives: usize| {
        let one = |i: usize| format!("{{ id = \"a{i}\", text = \"{i}\" }}");
        let all: Vec<String> = (0..alternatives).map(one).collect();
        format!(
            "\n[[value_set]]\nid = \"manga\"\nalternatives = [{}]\nsource = {{ document = \"prov\", place = \"s. 1\" }}\n",
            all.join(", ")
        )
    };
    let cases = [
        (
            "a file that nothing reads",
            told(|files| _ = files.insert("editions/2020/indicators/prov/rutiner.tmol".into(), Vec::new())),
            "editions/2020/indicators/prov/rutiner.tmol: CAT-09 nothing reads this file – does it belong beside \
             `editions/2020/indicators/prov/rutiner.toml`? See docs/catalogue-format.md",
        ),
        (
            "a missing file",
            told(|files| _ = files.remove("vocabulary/areas.toml")),
            "vocabulary/areas.toml: CAT-09 the file is missing – every catalogue has it, see docs/catalogue-format.md",
        ),
        (
            "cases beside nothing",
            told(|files| {
                let text = b"[[case]]\nindicator = \"p-antal\"\nname = \"noll\"\ngiven = { A2 = \"0\" }\nthen_figure = \"0\"\n";
                files.insert("editions/2020/indicators/prov/andra.cases.toml".into(), text.to_vec());
            }),
            "editions/2020/indicators/prov/andra.cases.toml: CAT-09 there are no indicators beside these cases – cases \
             stand beside their indicators: `editions/2020/indicators/prov/andra.toml`",
        ),
        (
            "a folder that is no year",
            told(|files| _ = files.insert("editions/tjugo/README.toml".into(), Vec::new())),
            "editions/tjugo: CAT-26 `tjugo` is not an edition – write a year, such as 2018\n\
             editions/tjugo/README.toml: CAT-09 nothing reads this file – see docs/catalogue-format.md for where each \
             file lives",
        ),
        (
            "bytes that are not UTF-8",
            told(|files| files.get_mut("groupings/size/2020.csv").unwrap().extend(b"\xff;1;\n")),
            "groupings/size/2020.csv:5: CAT-01 the file is not UTF-8 – save it as UTF-8; this line has the first byte \
             that is not",
        ),
        (
            "a file that is too large",
            told(|files| _ = files.insert("editions/2020/cited.toml".into(), vec![b'#'; MAX_FILE + 1])),
            "editions/2020/cited.toml: CAT-01 the file has 4194305 bytes – at most 4194304 (4 MiB) are read: split it",
        ),
        (
            "a byte order mark",
            told(|files| files.get_mut(sets).unwrap().splice(0..0, *b"\xef\xbb\xbf").for_each(drop)),
            "",
        ),
        ("64 alternatives", told(|files| files.get_mut(sets).unwrap().extend(line(64).into_bytes())), ""),
        (
            "65 alternatives",
            told(|files| files.get_mut(sets).unwrap().extend(line(65).into_bytes())),
            "editions/2020/sets.toml:40: CAT-12 value set `manga`: there are 65 alternatives – at most 64 are allowed: \
             split the question",
        ),
        (
            "a municipality without a group",
            told(|files| {
                _ = files.insert("groupings/size/2020.csv".into(), b"unit;group\n0101;1\n0103;2\n".to_vec())
            }),
            "groupings/size/2020.csv: CAT-15 1 municipalities have no group, such as `0102` – give each a line, or say \
             `complete = false` in the scheme\n\
             groupings/size/grouping.toml:4: CAT-16 scheme `Storlek 2020`: group `1` has 1 members in 2020, not 2 – compare \
             with the source and mend `members` or `groupings/size/2020.csv`",
        ),
        (
            "notes beside the files",
            told(|files| _ = files.insert("editions/2020/README.md".into(), vec![0xff])),
            "",
        ),
    ];
    for (case, told, expected) in cases {
        assert_eq!(told, expected, "{case}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("borta");
    let problems = Catalogue::load(&missing).unwrap_err();
    let problem = problems.iter().next().unwrap();
    assert_eq!((problem.code, problem.file.as_str()), ("CAT-01", missing.to_str().unwrap()));
    let empty = Catalogue::load(dir.path()).unwrap_err().to_string();
    assert!(empty.contains("there is no file in it – name a folder with a catalogue"), "{empty}");
}

#[test]
fn files_of_a_folder_are_named_as_the_user_names_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let mut files = files();
    replace(&mut files, "editions/2020/edition.toml", "order = 1", "ordre = 1");
    for (path, text) in &files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let problems = Catalogue::load(dir.path()).unwrap_err();
    let expected = dir.path().join("editions/2020/edition.toml");
    assert!(problems.iter().all(|problem| problem.file == expected.to_str().unwrap()), "{problems}");
}

/// A code that is documented is told by some test, and the other way round.
#[test]
fn every_code_is_documented_and_can_be_told() {
    let codes = |text: &str| -> BTreeSet<String> {
        let all = text.match_indices("CAT-").filter_map(|(at, _)| text.get(at..at + 6));
        all.filter(|code| code[4..].bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned).collect()
    };
    let documented = codes(include_str!("../mod.rs"));
    let mut told = codes(include_str!("snapshots/catalogue__load__tests__mistakes__each_mistake.snap"));
    told.extend(codes(include_str!("whole_files.rs")));
    for snapshot in [
        include_str!("snapshots/catalogue__load__tests__comparison__each_mistake_of_comparison.snap"),
        include_str!("../../../tests/overlay/snapshots/overlay__mistakes.snap"),
        include_str!("../../../tests/trial/snapshots/trial__refused__all_at_once.snap"),
        include_str!("../../../tests/trial/snapshots/trial__refused__as_before.snap"),
    ] {
        told.extend(codes(snapshot));
    }
    assert_eq!(documented, told);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Lines are taken out, doubled or cut; whatever is left is read to its end.
    #[test]
    fn no_file_makes_the_loader_panic(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
        how in 0..4, bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut files: BTreeMap<String, Vec<u8>> =
            files().into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        let paths: Vec<String> = files.keys().cloned().collect();
        let text = files.get_mut(file.get(&paths)).unwrap();
        let at = at.index(text.len());
        match how {
            0 => text.truncate(at),
            1 => _ = text.remove(at),
            2 => { text.splice(at..at, bytes); }
            _ => { let end = (at + bytes.len()).min(text.len()); text.drain(at..end); }
        }
        let _ = Catalogue::load_files(&files, LoadOptions { prove: false });
    }
}

#[test]
fn the_small_files_load_from_text_too() {
    assert!(load(&files()).is_ok());
}
