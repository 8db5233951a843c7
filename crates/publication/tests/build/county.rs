//! The sheet of Jönköping county 2015 is the source's table, figure for figure.

use std::collections::BTreeMap;

use domain::swedish;
use publication::build::{Before, Input, build};
use publication::model::{Audience, Block, Publication, RowKind, TableCell, TableView};
use results::colours::Mode;

use super::given::{edition, example, of_2015, of_2015_with_counts, plain, results_of_2015, results_of_2018};

fn table<'p>(publication: &'p Publication, section: &str) -> &'p TableView {
    let section = publication.document.sections.iter().find(|known| known.id == section).expect("a section");
    section
        .blocks
        .iter()
        .find_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Note(_)
            | Block::Legend(_)
            | Block::Card(_)
            | Block::Link(_) => None,
        })
        .expect("a table")
}

/// The printed table: unit, column, value.
fn printed() -> Vec<[String; 3]> {
    let text = std::fs::read_to_string(example("printed-tables.csv")).expect("the printed tables");
    text.lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<String> = line.splitn(3, ';').map(str::to_owned).collect();
            fields.try_into().expect("three fields")
        })
        .collect()
}

/// The printed headings of the three key columns, and where each stands among the keys.
const KEYS: [(&str, usize); 3] =
    [("Kommunstorlek (1-5)", 1), ("SKL kommuntyp", 2), ("Socioeko. Nyckel (1-8)", 3)];

/// A row's name, without what is said of its origin.
fn name(row: &publication::model::TableRow) -> String {
    let name = super::dump::cell(&row.keys[0]);
    name.trim_start_matches("Beräknat här: ").trim_start_matches("▣ ").to_owned()
}

/// What a cell shows, without the sign of its verdict.
fn shown(cell: &TableCell) -> String {
    match cell {
        TableCell::Figure(figure, plain, ..) => swedish::figure(*figure, *plain),
        TableCell::Outcome(text, ..) => text.sv.clone(),
        other @ (TableCell::Blank
        | TableCell::Text(_)
        | TableCell::Whole(_)
        | TableCell::Empty(..)
        | TableCell::Link(_)) => super::dump::cell(other),
    }
}

#[test]
fn the_county_sheet_of_2015_is_the_printed_table_figure_for_figure() {
    for (file, publication) in [("outcomes.csv", of_2015()), ("with counts", of_2015_with_counts())] {
        let table = table(publication, "county-06");
        let columns: BTreeMap<&str, usize> =
            table.columns.iter().enumerate().map(|(i, column)| (column.head.sv.as_str(), i)).collect();
        let mut compared = 0;
        for [unit, column, value] in printed() {
            let rows = table.rows.iter().filter(|row| name(row).starts_with(&unit));
            let found: Vec<String> = match KEYS.iter().find(|(name, _)| *name == column) {
                // Before the brackets of the year before.
                Some((_, key)) => rows
                    .map(|row| super::dump::cell(&row.keys[*key]))
                    .map(|text| text.split(' ').next().unwrap_or_default().to_owned())
                    .collect(),
                None => {
                    let i = *columns.get(column.as_str()).unwrap_or_else(|| panic!("no column {column}"));
                    rows.map(|row| shown(&row.cells[i])).collect()
                }
            };
            assert!(found.contains(&value), "{file}: {unit}, {column}: {value} is not among {found:?}");
            compared += 1;
        }
        assert_eq!(compared, 13 * 17 + 2 * 14, "{file}");
        assert_eq!(table.columns.len(), 14, "{file}: no column that the source does not have");
    }
}

#[test]
fn computed_and_published_figures_never_share_a_row() {
    let publication = of_2015();
    let table = table(publication, "county-06");
    let rows: Vec<(RowKind, String)> =
        table.rows.iter().map(|row| (row.kind, super::dump::cell(&row.keys[0]))).collect();
    let last: Vec<(RowKind, &str)> = rows[13..].iter().map(|(kind, name)| (*kind, name.as_str())).collect();
    assert_eq!(
        last,
        [
            (RowKind::Level, "Beräknat här: Jönköpings län"),
            (RowKind::Published, "▣ Jönköpings län – publicerat värde, inte omräknat"),
            (RowKind::Level, "Beräknat här: Riket"),
            (RowKind::Published, "▣ Riket – publicerat värde, inte omräknat"),
        ]
    );
    let nation = &table.rows[15];
    assert!(nation.cells.iter().all(|cell| matches!(cell, TableCell::Empty(..))), "13 of 317 give no nation");
}

#[test]
fn categories_are_judged_by_target_and_figures_by_rank_each_named() {
    let publication = of_2015();
    let table = table(publication, "county-06");
    assert_eq!(table.mode, Some(Mode::Target));
    let others = table.columns.iter().filter(|column| column.mode != Some(Mode::Relative));
    assert!(others.into_iter().all(|column| column.mode.is_none()), "the table's own mode");
    let relative: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| column.mode == Some(Mode::Relative))
        .map(|column| column.head.sv.as_str())
        .collect();
    assert_eq!(
        relative,
        [
            "Utbildning: Socialsekreterare med socionomexamen - %",
            "Erfarenhet: Socialsekreterare som arbetat mer än två år - %",
            "Handläggarnas tillgång till stöd i arbetet - timmar per vecka",
        ]
    );
}

#[test]
fn the_county_sheet_reads_well() {
    insta::assert_snapshot!(super::dump::section(of_2015(), "county-06"));
}

#[test]
fn the_round_before_stands_beside_without_colour_and_an_edition_that_cannot_be_compared_does_not() {
    let (now, last) = (results_of_2018(), results_of_2018());
    let counties = ["06".parse().expect("a code")];
    let before = Before { edition: edition(2018), results: &last };
    let input = Input { counties: &counties, before: Some(before), ..plain(edition(2018), &now) };
    let publication = build(&input, Audience::Public);
    let rounds = table(&publication, "county-06");
    assert!(rounds.columns[1].head.sv.ends_with("– föregående omgång"), "{:?}", rounds.columns[1].head);
    for row in &rounds.rows {
        for pair in row.cells.chunks(2) {
            let [own, earlier] = pair else { panic!("cells stand in pairs") };
            assert_eq!(shown(own), shown(earlier), "the same results give the same values");
            assert!(
                matches!(
                    earlier,
                    TableCell::Outcome(_, None, _) | TableCell::Figure(_, _, None, _) | TableCell::Empty(..)
                ),
                "{earlier:?}"
            );
        }
    }
    let of_2015 = results_of_2015("outcomes.csv");
    let before = Before { edition: edition(2015), results: &of_2015 };
    let input = Input { counties: &counties, before: Some(before), ..plain(edition(2018), &now) };
    let unlike = build(&input, Audience::Public);
    assert_eq!(table(&unlike, "county-06").columns.len() * 2, rounds.columns.len(), "2015 stays unconnected");
}
