//! The edition that the tests answer.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use catalogue::answers::{Answers, read_answers_bytes};
use catalogue::model::{Edition, Language};
use catalogue::{Catalogue, LoadOptions, Problem, Problems};
use domain::EditionYear;
use rules::schema::Col;

/// A folder of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The checklist's edition of 2024: units 0001, 0002, 0003-01, 0003-02 and 0004.
pub(crate) fn checklist() -> &'static Edition {
    static CHECKLIST: LazyLock<Edition> = LazyLock::new(|| {
        let options = LoadOptions { prove: false };
        let mut catalogue = Catalogue::load_with(&project("examples/checklist/catalogue"), options)
            .unwrap_or_else(|problems| panic!("{problems}"));
        catalogue.editions.remove(&EditionYear(2024)).expect("the checklist has an edition 2024")
    });
    &CHECKLIST
}

pub(crate) const HEADER: &str = "unit;question;row;value;comment";

/// Reads lines under the usual header.
pub(crate) fn read(lines: &str) -> Result<Answers, Problems> {
    read_answers_bytes(checklist(), "answers.csv", format!("{HEADER}\n{lines}\n").as_bytes())
}

/// Reads lines under the usual header, which hold no mistake.
pub(crate) fn good(lines: &str) -> Answers {
    read(lines).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Where a unit stands.
pub(crate) fn unit(code: &str) -> usize {
    checklist().frame.position(code).expect("a unit of the checklist")
}

/// The cell of a name such as `P15.barn`.
pub(crate) fn cell(name: &str) -> Col {
    checklist().questionnaire.schema.find(name).expect("a cell of the checklist")
}

/// All mistakes of a file as its author reads them, in Swedish; `none` if it is read.
pub(crate) fn told<T>(read: Result<T, Problems>) -> String {
    let mut told = Told::default();
    told.add(read);
    told.sv
}

/// Mistakes in both languages.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) sv: String,
    pub(crate) en: String,
}

impl Told {
    /// Adds all mistakes of a file under the name of a case.
    pub(crate) fn case<T>(&mut self, case: &str, read: Result<T, Problems>) {
        for text in [&mut self.sv, &mut self.en] {
            text.push_str(case);
            text.push('\n');
        }
        self.add(read);
        for text in [&mut self.sv, &mut self.en] {
            text.push('\n');
        }
    }

    fn add<T>(&mut self, read: Result<T, Problems>) {
        match read {
            Ok(_) => {
                self.sv.push_str("none\n");
                self.en.push_str("none\n");
            }
            Err(problems) => {
                problems.iter().for_each(assert_told_in_both);
                self.sv.push_str(&problems.text(Language::Swedish));
                self.en.push_str(&problems.text(Language::English));
            }
        }
    }
}

/// Every mistake has its words in both languages, and they are not the same.
pub(crate) fn assert_told_in_both(problem: &Problem) {
    let english = problem.english.as_ref().unwrap_or_else(|| panic!("no English: {problem}"));
    for (sv, en) in [(&problem.message, &english.message), (&problem.help, &english.help)] {
        assert!(!sv.is_empty() && !en.is_empty() && sv != en, "{problem}: {sv} / {en}");
    }
    assert_eq!(problem.entry.is_empty(), english.entry.is_empty(), "{problem}");
    assert_eq!(problem.to_string(), problem.text(Language::Swedish));
}
