//! Results as anybody reads them.

mod page;

use std::path::Path;

use catalogue::answers::read_outcomes_bytes;
use catalogue::{Catalogue, LoadOptions};
use domain::EditionYear;
use page::{Page, checks};
use results::{Outcomes, Results};
use web::language::Language;
use web::public::{Shown, edition, indicator, place};

const OUTCOMES: &[u8] = include_bytes!("../../../examples/2015-jonkoping/outcomes.csv");

fn look(language: Language, look: impl FnOnce(&Shown<'_>)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let catalogue =
        Catalogue::load_with(&folder, LoadOptions { prove: false }).unwrap_or_else(|p| panic!("{p}"));
    let of = &catalogue.editions[&EditionYear(2015)];
    let given = read_outcomes_bytes(of, "outcomes.csv", OUTCOMES).unwrap_or_else(|p| panic!("{p}"));
    let rows = Outcomes::from_rows(of.computed().count(), given.outcomes);
    let results = Results::from_outcomes(of, rows, given.origin.id());
    look(&Shown {
        language,
        address: "/resultat/2015",
        vocabulary: &catalogue.vocabulary,
        edition: of,
        results: &results,
        from: "Underlag",
    });
}

#[test]
fn pages_hold_to_what_every_page_holds_to() {
    for language in Language::ALL {
        look(language, |shown| {
            let pages = [
                ("edition", Some(edition(shown))),
                ("indicator", indicator(shown, "eb-rutin-vuxenvard")),
                ("unit", place(shown, "eb-rutin-vuxenvard", "0643")),
                ("county", place(shown, "eb-rutin-vuxenvard", "06")),
            ];
            for (name, html) in pages {
                let page = Page::read(&html.expect(name).into_string());
                let name = &format!("{name} in {}", language.code());
                checks::parses(name, &page);
                checks::ids(name, &page);
                checks::references(name, &page);
                checks::names(name, &page);
                checks::landmarks(name, &page);
                checks::headings(name, &page);
                checks::language(name, &page);
            }
        });
    }
}

#[test]
fn a_figure_is_the_published_one_and_leads_to_why() {
    look(Language::Swedish, |shown| {
        let all = edition(shown).into_string();
        assert!(all.contains("53,8 %") && all.contains("/resultat/2015/eb-rutin-barn-unga"), "{all}");
        let one = indicator(shown, "eb-rutin-barn-unga").expect("it is there").into_string();
        assert!(one.contains("✔") && one.contains("Integrerat") && one.contains("Varför?"), "{one}");
        let why = place(shown, "eb-rutin-barn-unga", "06").expect("it is there").into_string();
        assert!(why.contains("7 av 13") || why.contains("13"), "{why}");
        assert!(indicator(shown, "finns-inte").is_none());
        assert!(place(shown, "eb-rutin-barn-unga", "0180").is_none(), "Stockholm is not in the material");
    });
}
