//! How long two editions take to compare: every outcome and place at four corners, ranks, colours and peers;
//! and two catalogues. Run by `cargo bench -p results --bench diff`; figures stand in `docs/benchmarks.md`.

#![allow(missing_docs)]

use std::hint::black_box;

use catalogue::Catalogue;
use catalogue::model::Edition;
use criterion::{Criterion, criterion_group, criterion_main};
use domain::{EditionYear, ValueId};
use results::diff::catalogues::catalogues;
use results::diff::{Round, Sheet, Side, files, result_rows, trend, with_rules};
use results::{Results, simulate};

fn edition_2018() -> (Catalogue, Edition) {
    let catalogue = Catalogue::bundled().expect("the bundled catalogue loads");
    let edition = catalogue.editions[&EditionYear(2018)].clone();
    (catalogue, edition)
}

fn diff(criterion: &mut Criterion) {
    let (catalogue, first) = edition_2018();
    // Every indicator has another definition in the second edition, so that nothing is alike by chance.
    let mut second = first.clone();
    let no: ValueId = "nej".parse().expect("an id");
    for indicator in &mut second.indicators {
        indicator.target.push(no.clone());
    }
    let rounds = simulate::rounds(&first, 2018, 3);
    let sides = [(&first, &rounds[0]), (&second, &rounds[1])].map(|(edition, answers)| Side {
        edition,
        answers: &answers.table,
        origin: "simulated",
    });
    let mut group = criterion.benchmark_group("diff");
    group.sample_size(10);
    group.bench_function("two editions, four corners, every unit and place", |b| {
        b.iter(|| black_box(with_rules(&sides[0], &sides[1])));
    });
    group.bench_function("the same with its rows", |b| {
        b.iter(|| black_box(result_rows(&with_rules(&sides[0], &sides[1])).count()));
    });
    let sheets = sides.map(|side| Side::sheet(&side));
    group.bench_function("two sheets that were read from files", |b| {
        b.iter(|| black_box(files(&sheets[0], &sheets[1])));
    });
    let computed: Vec<Results> =
        rounds.iter().map(|answers| Results::from_answers(&first, &answers.table, "simulated")).collect();
    let series: Vec<Round<'_>> = computed.iter().map(|results| Round { edition: &first, results }).collect();
    group.bench_function("trend of three rounds", |b| b.iter(|| black_box(trend(&series))));
    group.bench_function("computing a sheet", |b| b.iter(|| black_box(Sheet::of(&first, &computed[0]))));
    let other = catalogue.clone();
    group.bench_function("two catalogues", |b| b.iter(|| black_box(catalogues(&catalogue, &other))));
    group.finish();
}

criterion_group!(benches, diff);
criterion_main!(benches);
