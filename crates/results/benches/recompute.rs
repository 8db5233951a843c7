//! How long a whole country takes: 312 units × 400 indicators × 10 editions from raw answers, and one
//! explanation. Run by `cargo bench -p results`; figures stand in `docs/benchmarks.md`.

#![allow(missing_docs)]

mod twelve_areas;

use std::hint::black_box;

use catalogue::Catalogue;
use catalogue::answers::{read_answers_bytes, write_answers};
use criterion::{Criterion, criterion_group, criterion_main};
use results::{Results, explain, simulate};

fn recompute(criterion: &mut Criterion) {
    let original = twelve_areas::edition_2018();
    // Ten editions, compiled each on its own.
    let editions: Vec<_> = (0..10).map(|_| twelve_areas::enlarged(&original).0).collect();
    let tables: Vec<_> = editions
        .iter()
        .enumerate()
        .map(|(round, large)| twelve_areas::answers(&original, large, round))
        .collect();
    let mut group = criterion.benchmark_group("recompute");
    group.sample_size(10);
    group.bench_function("312 units x 400 indicators x 10 editions", |b| {
        b.iter(|| {
            for (edition, table) in editions.iter().zip(&tables) {
                black_box(Results::from_answers(edition, table, "simulated"));
            }
        });
    });
    group.finish();
}

fn one_edition(criterion: &mut Criterion) {
    let edition = twelve_areas::edition_2018();
    let answers = simulate::simulate(&edition, 2018);
    let mut file = Vec::new();
    write_answers(&edition, &answers, &mut file).expect("writing to memory does not fail");
    let vocabulary = Catalogue::bundled().expect("the bundled catalogue loads").vocabulary;
    let mut group = criterion.benchmark_group("edition 2018");
    group.bench_function("outcomes and aggregates", |b| {
        b.iter(|| black_box(Results::from_answers(&edition, &answers.table, "simulated")));
    });
    group.bench_function("reading answers.csv", |b| {
        b.iter(|| {
            black_box(read_answers_bytes(&edition, "answers.csv", &file).expect("it was just written"))
        });
    });
    let largest = edition.indicator("eb-utredningsmall-barn").expect("it is bundled");
    let unit = edition.frame.position("0643").expect("Habo is a unit");
    group.bench_function("one explanation, with its JSON", |b| {
        b.iter(|| {
            let why = explain::outcome(&edition, &vocabulary, &answers, unit, largest, "simulated");
            black_box(why.to_json())
        });
    });
    group.finish();
}

criterion_group!(benches, recompute, one_edition);
criterion_main!(benches);
