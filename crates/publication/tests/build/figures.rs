//! Every figure of the results stands in the cubes with the same fields, and every table shows its cube's cells.

use std::collections::BTreeSet;

use publication::model::{Block, Cube, Observation, Publication, Section, TableCell, TableView, Value};
use results::colours::Mode;
use results::{Results, rows};

use super::given::{
    CATALOGUE, edition, of_2015, of_2015_with_counts, of_2018, results_of_2015, results_of_2018,
};

fn all() -> [(u16, &'static Publication, Results); 3] {
    const COUNTS: &str = "outcomes-med-rekonstruerade-antal.csv";
    [
        (2015, of_2015_with_counts(), results_of_2015(COUNTS)),
        (2015, of_2015(), results_of_2015("outcomes.csv")),
        (2018, of_2018(), results_of_2018()),
    ]
}

fn cube<'p>(publication: &'p Publication, id: &str) -> &'p Cube {
    publication.cube(id).unwrap_or_else(|| panic!("no cube {id}"))
}

fn fields(observation: &Observation) -> [String; 3] {
    match &observation.value {
        Value::Category(id, _) => [id.clone(), String::new(), String::new()],
        Value::Figure(figure, _) => [String::new(), figure.to_string(), String::new()],
        Value::Empty(id, ..) => [String::new(), String::new(), id.clone()],
    }
}

#[test]
fn every_cube_has_an_observation_for_each_combination_of_codes() {
    for (year, publication, _) in all() {
        for cube in &publication.cubes {
            let combinations: usize = cube.dimensions.iter().map(|d| d.codes.len()).product();
            assert_eq!(cube.observations.len(), combinations, "{year}: {}", cube.id);
            for dimension in &cube.dimensions {
                let ids: BTreeSet<&str> = dimension.codes.iter().map(|code| code.id.as_str()).collect();
                assert_eq!(ids.len(), dimension.codes.len(), "{year}: {}: {}", cube.id, dimension.id);
            }
        }
    }
}

#[test]
fn every_outcome_is_in_the_cube_as_the_contract_writes_it() {
    for (year, publication, results) in all() {
        let cube = cube(publication, "outcomes");
        let [units, indicators] = cube.dimensions.as_slice() else { panic!("two dimensions") };
        let mut cells = cube.observations.iter().enumerate();
        for row in rows::outcomes(edition(year), &results) {
            let (i, cell) = cells.next().expect("a cell for each row");
            let [value, figure, empty] = fields(cell);
            let [numerator, denominator] = cell.quotient.clone();
            let code = |dimension: &publication::model::Dimension, i: usize| dimension.codes[i].id.clone();
            let unit = code(units, i / indicators.codes.len());
            let indicator = code(indicators, i % indicators.codes.len());
            let found = [
                publication.edition.to_string(),
                unit,
                indicator,
                value,
                figure,
                numerator,
                denominator,
                empty,
                cell.origin.clone(),
            ];
            assert_eq!(found, row, "{year}");
        }
        assert!(cells.next().is_none(), "{year}");
    }
}

#[test]
fn every_aggregate_is_in_the_cube_as_the_contract_writes_it() {
    for (year, publication, results) in all() {
        let cube = cube(publication, "aggregates");
        let [places, indicators] = cube.dimensions.as_slice() else { panic!("two dimensions") };
        let property = |code: &publication::model::Code, key: &str| {
            let found = code.properties.iter().find(|(known, _)| known == key);
            found.map(|(_, text)| text.sv.clone()).unwrap_or_default()
        };
        let mut compared = 0;
        for (n, row) in rows::aggregates(edition(year), &results).enumerate() {
            // The rows run indicator by indicator.
            let (indicator, place) = (n / places.codes.len(), n % places.codes.len());
            let cell = cube.at(&[place, indicator]).expect("a cell for each row");
            let (place, indicator) = (&places.codes[place], &indicators.codes[indicator]);
            let [_, figure, empty] = fields(cell);
            let [numerator, denominator] = cell.quotient.clone();
            let counts = cell.counts.expect("counts");
            let found = [
                publication.edition.to_string(),
                property(place, "level"),
                property(place, "code"),
                property(place, "grouping"),
                property(place, "group"),
                indicator.id.clone(),
                property(indicator, "method"),
                figure,
                numerator,
                denominator,
                counts.units.to_string(),
                counts.responded.to_string(),
                counts.left_out.to_string(),
                empty,
                cell.origin.clone(),
            ];
            assert_eq!(found, row, "{year}");
            compared += 1;
        }
        assert_eq!(compared, cube.observations.len(), "{year}");
    }
}

fn tables(section: &Section) -> impl Iterator<Item = &TableView> {
    section.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::List(_)
        | Block::Note(_)
        | Block::Legend(_)
        | Block::Card(_)
        | Block::Link(_) => None,
    })
}

#[test]
fn a_table_is_rectangular_and_every_verdict_has_its_modes_sign_and_word() {
    for (year, publication, _) in all() {
        for section in &publication.document.sections {
            for table in tables(section) {
                let heights: BTreeSet<usize> = table.columns.iter().map(|c| c.groups.len()).collect();
                assert!(heights.len() <= 1, "{year}: {}: {heights:?}", section.id);
                for row in &table.rows {
                    assert_eq!(row.keys.len(), table.keys.len(), "{year}: {}", section.id);
                    assert_eq!(row.cells.len(), table.columns.len(), "{year}: {}: {row:?}", section.id);
                    for (cell, column) in row.cells.iter().zip(&table.columns) {
                        let (TableCell::Figure(_, _, Some(verdict), sign)
                        | TableCell::Outcome(_, Some(verdict), sign)) = cell
                        else {
                            continue;
                        };
                        let mode = column.mode.or(table.mode).expect("a coloured cell has a mode");
                        let known = publication
                            .colours
                            .iter()
                            .find(|word| word.mode == mode.id() && word.id == verdict.id());
                        let word = known.unwrap_or_else(|| panic!("{}: {mode:?} {verdict:?}", section.id));
                        assert_eq!(word.sign, *sign);
                        assert!(!word.sign.is_empty() && !word.name.sv.is_empty());
                        assert!(publication.modes.iter().any(|known| known.id == mode.id()));
                    }
                }
            }
        }
    }
}

#[test]
fn every_unit_and_place_is_shown_with_the_value_and_colour_of_its_cube() {
    for (year, publication, _) in all() {
        let outcomes = cube(publication, "outcomes");
        let section = publication.document.sections.iter().find(|s| s.id == "units").expect("units");
        let table = tables(section).next().expect("a table");
        assert_eq!(table.rows.len(), edition(year).frame.units.len(), "{year}");
        assert_eq!(table.columns.len(), outcomes.dimensions[1].codes.len(), "{year}");
        for row in &table.rows {
            let unit = outcomes.position(0, &row.anchor).expect("the row's unit");
            for (i, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                let own = outcomes.at(&[unit, i]).expect("a cell");
                let mode = column.mode.unwrap_or(Mode::Target);
                let told = own.colours.iter().find(|told| told.mode == mode).expect("every mode is told");
                let expected = told.verdict.ok();
                match (cell, &own.value) {
                    (TableCell::Outcome(text, verdict, _), Value::Category(_, name)) => {
                        assert_eq!((text, verdict), (name, &expected));
                    }
                    (TableCell::Figure(figure, _, verdict, _), Value::Figure(own, _)) => {
                        assert_eq!((figure, verdict), (own, &expected));
                    }
                    (TableCell::Empty(sign, word), Value::Empty(_, own_sign, own_word)) => {
                        assert_eq!((sign, word), (own_sign, own_word));
                    }
                    (cell, value) => panic!("{year}: {cell:?} is not {value:?}"),
                }
            }
        }
    }
}

#[test]
fn every_sign_of_an_empty_is_the_vocabularys() {
    let words = &CATALOGUE.vocabulary;
    for (year, publication, _) in all() {
        for id in ["outcomes", "aggregates"] {
            for cell in &cube(publication, id).observations {
                let Value::Empty(id, sign, word) = &cell.value else { continue };
                let known = words.empty(id).or_else(|| words.no_figure(id));
                let known = known.unwrap_or_else(|| panic!("{year}: `{id}` is not in the vocabulary"));
                assert_eq!((sign, word), (&known.sign, &known.name));
            }
        }
    }
}
