//! How long it takes to say what it would take: a unit and an indicator, a whole unit with its plan, all 312 units.
//! Run by `cargo bench -p results --bench reach`; figures stand in `docs/benchmarks.md`.

#![allow(missing_docs)]

use std::hint::black_box;

use catalogue::Catalogue;
use criterion::{Criterion, criterion_group, criterion_main};
use domain::EditionYear;
use results::reach::{Reacher, UnitReach};
use results::simulate;
use rules::table::{Raw, Table};

/// The unit whose whole reach takes the most changes: the one with the most to look for.
fn hardest<'a>(reacher: &Reacher<'_>, table: &'a Table) -> &'a [Raw] {
    let work = |reach: &UnitReach| reach.indicators.iter().filter_map(|one| one.changes()).sum::<usize>();
    let units = 0..table.subjects();
    let hardest = units.max_by_key(|unit| work(&reacher.unit(table.row(*unit))));
    table.row(hardest.expect("there are units"))
}

fn reach(criterion: &mut Criterion) {
    let mut catalogue = Catalogue::bundled().expect("the bundled catalogue loads");
    let edition = catalogue.editions.remove(&EditionYear(2018)).expect("edition 2018 is bundled");
    let answers = simulate::simulate(&edition, 2018);
    let reacher = Reacher::new(&edition);
    let habo = answers.table.row(edition.frame.position("0643").expect("Habo is a unit"));
    let hard = hardest(&reacher, &answers.table);
    let blank = catalogue::answers::blank(&edition);
    let template = "eb-utredningsmall-barn";
    let template = edition.computed().position(|i| i.id.as_str() == template).expect("it is bundled");

    let mut group = criterion.benchmark_group("reach 2018");
    group.bench_function("an edition made ready", |b| b.iter(|| black_box(Reacher::new(&edition))));
    group.bench_function("the largest indicator, nothing answered", |b| {
        b.iter(|| black_box(reacher.indicator(blank.table.row(0), template)));
    });
    group.bench_function("a whole unit (Habo)", |b| b.iter(|| black_box(reacher.unit(habo))));
    group.bench_function("a whole unit, the one with most to change", |b| {
        b.iter(|| black_box(reacher.unit(hard)));
    });
    group.bench_function("a whole unit that answered nothing", |b| {
        b.iter(|| black_box(reacher.unit(blank.table.row(0))));
    });
    group.sample_size(10);
    group.bench_function("all 312 units, one after the other", |b| {
        b.iter(|| {
            for unit in 0..answers.table.subjects() {
                black_box(reacher.unit(answers.table.row(unit)));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, reach);
criterion_main!(benches);
