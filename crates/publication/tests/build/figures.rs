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
        // A cube tells what the contract cannot: that a unit is not covered.
        Value::Empty(..) => [String::new(), String::new(), observation.value.contract_empty().to_owned()],
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
                let named = words.empty(id).or_else(|| words.no_figure(id)).map(|e| (&e.sign, &e.name));
                let covered = words.not_covered(&id.replace(':', "_")).map(|e| (&e.sign, &e.name));
                let known = named.or(covered);
                assert_eq!(Some((sign, word)), known, "{year}: `{id}` as in the vocabulary");
            }
        }
    }
}

/// The indicators of 2015 that the file has no outcome on, of anybody.
const NOBODY: [&str; 5] = [
    "eb-bedomningsmetoder",
    "eb-brukarundersokning",
    "eb-it-system",
    "eb-uppfoljning-grupp",
    "eb-uppfoljning-individ",
];

#[test]
fn a_unit_that_the_material_says_nothing_of_is_not_said_to_have_left_it_unanswered() {
    let inside = |code: &str| code.starts_with("06");
    let mut silent = 0;
    for (i, cell) in cube(of_2015(), "outcomes").observations.iter().enumerate() {
        let [units, indicators] = cube(of_2015(), "outcomes").dimensions.as_slice() else { panic!("two") };
        let unit = &units.codes[i / indicators.codes.len()].id;
        if NOBODY.contains(&indicators.codes[i % indicators.codes.len()].id.as_str()) {
            assert!(
                matches!(&cell.value, Value::Empty(id, ..) if id == Value::NOT_COVERED),
                "{:?}",
                cell.value
            );
            continue;
        }
        let is_not_covered = matches!(&cell.value, Value::Empty(id, ..) if id == Value::NOT_COVERED);
        assert_eq!(is_not_covered, !inside(unit), "{unit}: {:?}", cell.value);
        silent += usize::from(is_not_covered);
    }
    assert_eq!(silent, 304 * (cube(of_2015(), "outcomes").dimensions[1].codes.len() - NOBODY.len()));
    // A round that was answered has non-response, and nothing that is not covered.
    for cell in
        cube(of_2018(), "outcomes").observations.iter().chain(&cube(of_2018(), "aggregates").observations)
    {
        let Value::Empty(id, ..) = &cell.value else { continue };
        assert!(!id.contains("not_covered"), "{id}");
    }
}

#[test]
fn a_figure_that_the_material_is_too_small_for_is_not_said_to_lack_responses() {
    let cube = cube(of_2015(), "aggregates");
    let said: BTreeSet<&str> = cube
        .observations
        .iter()
        .filter_map(|cell| match &cell.value {
            Value::Empty(id, ..) => Some(id.as_str()),
            Value::Category(..) | Value::Figure(..) => None,
        })
        .collect();
    assert!(
        said.contains(Value::WITHHELD_NOT_COVERED) && !said.contains("withheld:non_response"),
        "{said:?}"
    );
    let nation = cube.position(0, "nation:SE").expect("the nation");
    let words: BTreeSet<&str> = (0..cube.dimensions[1].codes.len())
        .filter_map(|i| match &cube.at(&[nation, i]).expect("a cell").value {
            Value::Empty(id, _, word) if id == Value::WITHHELD_NOT_COVERED => Some(word.sv.as_str()),
            Value::Empty(..) | Value::Category(..) | Value::Figure(..) => None,
        })
        .collect();
    assert_eq!(words, BTreeSet::from(["Visas inte"]));
}

#[test]
fn nothing_of_2015_claims_that_somebody_outside_the_material_did_not_answer() {
    let words = &CATALOGUE.vocabulary;
    let untrue = [
        words.empty("not_answered").expect("the word").name.sv.as_str(),
        words.no_figure("withheld:non_response").expect("the word").name.sv.as_str(),
    ];
    let mut tables = 0;
    for section in &of_2015().document.sections {
        for table in self::tables(section) {
            tables += 1;
            let heads =
                table.columns.iter().map(|column| &column.head).chain(table.keys.iter().map(|key| &key.head));
            for head in heads {
                // What the source prints, it may say.
                assert!(!head.sv.contains("svarade") || head.sv.contains("enligt källan"), "{}", head.sv);
            }
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                let TableCell::Empty(_, word) = cell else { continue };
                assert!(!untrue.contains(&word.sv.as_str()), "{}: {}", section.id, word.sv);
            }
            assert!(!table.caption.sv.contains("317"), "{}", table.caption.sv);
        }
    }
    // The county, units, levels, groups, response: a sheet that is dropped must not empty this check.
    assert!(tables >= 5, "{tables}");
}
