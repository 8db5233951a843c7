//! probe
#[test]
fn probe() {
    let o = catalogue::LoadOptions { prove: false };
    for d in ["examples/checklist/catalogue", "catalogue"] {
    let p = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(d);
    match catalogue::Catalogue::load_with(&p, o) { Ok(c) => for e in c.editions.values() { println!("{} {} units {} cols", e.year, e.frame.units.len(), e.questionnaire.schema.len())}, Err(e) => println!("{e}") }
    }
}
