//! temporary
#[path = "support/mod.rs"]
mod support;
use catalogue::{Catalogue, LoadOptions};
use domain::EditionYear;
use results::Results;
#[test]
fn real() {
    let t = std::time::Instant::now();
    let files = Catalogue::files_of(None).unwrap();
    let catalogue = Catalogue::load_files(&files, LoadOptions { prove: false }).unwrap();
    let edition = &catalogue.editions[&EditionYear(2018)];
    let answers = results::simulate::simulate(edition, 7);
    let results = Results::from_answers(edition, &answers.table, &answers.origin_id());
    println!("compute {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let counties = vec!["06".parse().unwrap()];
    let input = publication::build::Input { catalogue: &catalogue, edition, results: &results, published_at: "2018-06-01T08:00:00Z".parse().unwrap(), counties: &counties, published: &[], before: None, round: None, trial: None, program: "jamfor 0" };
    let p = publication::build::build(&input, publication::model::Audience::Public);
    println!("build {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let bytes = publication::xlsx::workbook(&p, publication::model::Language::Swedish).unwrap();
    println!("workbook {:?} {}", t.elapsed(), bytes.len());
    std::fs::write("/tmp/real.xlsx", &bytes).unwrap();
    let t = std::time::Instant::now();
    std::fs::write("/tmp/real.txt", support::workbook::dump(&bytes)).unwrap();
    println!("dump {:?}", t.elapsed());
    let t = std::time::Instant::now();
    if std::env::var("FAST").is_ok() { return }
    let f = support::rendered::faults(&bytes);
    println!("faults {} {:?}\n{}", f.len(), t.elapsed(), f.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
}
