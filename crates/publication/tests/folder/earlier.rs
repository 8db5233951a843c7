//! A publication with the last comparable one beside it.

use publication::folder::{Files, Refused, Sources, make, verify, verify_earlier};
use publication::manifest::{Holds, MANIFEST};

use crate::small;

fn with_before(before: Files) -> Sources {
    let catalogue = small::catalogue();
    let edition = small::edition(&catalogue);
    let later = small::csv(edition, &small::answers(edition, 6));
    let published_at = "2025-06-01T08:00:00+02:00".to_owned();
    Sources { before: Some(before), published_at, ..small::sources(later) }
}

fn kept(folder: &Files) -> Files {
    let own = folder.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("before/")?, bytes)));
    own.map(|(path, bytes)| (path.to_owned(), bytes.clone())).collect()
}

#[test]
fn what_the_earlier_publication_was_computed_from_is_kept_and_serves_again() {
    let first = small::folder();
    let second = make(&with_before(first.clone()), &small::program()).expect("it is published");
    let manifest = small::manifest(&second);
    let before = manifest.before.as_ref().expect("it is named");
    assert_eq!(before.manifest, publication::folder::sha256(&first[MANIFEST]));
    assert_eq!(before.published_at, "2024-06-01T08:00:00+02:00");
    assert!(manifest.command.contains(" --before before "), "{}", manifest.command);

    let kept = kept(&second);
    assert_eq!(small::manifest(&kept).holds, Holds::Sources);
    assert!(kept.contains_key("answers.csv") && !kept.contains_key("outcomes.csv"));
    let report = verify_earlier(&kept, &small::program());
    assert!(report.faults.is_empty() && !report.recomputed, "{}", report.faults);
    let again = make(&with_before(kept), &small::program());
    assert!(again.as_ref() == Ok(&second), "as the command in it says");
    let report = verify(&second, &small::program());
    assert!(report.faults.is_empty() && report.recomputed, "{}", report.faults);
}

#[test]
fn a_changed_answer_of_the_earlier_publication_is_found() {
    let mut folder = make(&with_before(small::folder()), &small::program()).expect("it is published");
    let text = String::from_utf8(folder["before/answers.csv"].clone()).expect("text");
    let line = text.lines().find(|line| line.contains(";ja;")).expect("somebody says yes").to_owned();
    small::replace(&mut folder, "before/answers.csv", &line, &line.replace(";ja;", ";nej;"));
    small::mend(&mut folder);
    let told = verify(&folder, &small::program()).faults.to_string();
    assert!(told.contains("before/answers.csv: PUB-12"), "its own manifest tells:\n{told}");
}

#[test]
fn what_is_compared_with_was_published_before() {
    let first = small::folder();
    for (case, published_at, is_published) in [
        ("a second later", "2024-06-01T08:00:01+02:00", true),
        ("a later text and an earlier time", "2024-06-01T08:30:00+03:00", false),
        ("the same time in another zone", "2024-06-01T06:00:00Z", false),
        ("the year before", "2023-06-01T08:00:00+02:00", false),
    ] {
        let sources = Sources { published_at: published_at.to_owned(), ..with_before(first.clone()) };
        match make(&sources, &small::program()) {
            Ok(_) => assert!(is_published, "{case}"),
            Err(Refused::Usage(why)) => {
                assert!(!is_published, "{case}: {}", why.sv);
                for part in ["2024-06-01T08:00:00+02:00", published_at, "rätta --published-at"] {
                    assert!(why.sv.contains(part), "{case}: «{part}» in {}", why.sv);
                }
                assert!(why.en.is_some_and(|en| en.contains("not before")), "{case}");
            }
            Err(Refused::Input(problems)) => panic!("{case}: {problems}"),
        }
    }
}

#[test]
fn simulated_and_real_answers_are_not_compared() {
    let catalogue = small::catalogue();
    let edition = small::edition(&catalogue);
    let mut real = small::answers(edition, 6);
    real.origin = catalogue::answers::Origin::Given;
    let sources = Sources { before: Some(small::folder()), ..small::sources(small::csv(edition, &real)) };
    let Err(Refused::Input(problems)) = make(&sources, &small::program()) else { panic!("it is refused") };
    assert!(problems.to_string().contains("PUB-31"), "{problems}");
}
