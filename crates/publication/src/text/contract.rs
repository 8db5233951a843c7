//! The contract's tables `outcomes` and `aggregates`, rendered from the cubes: the same bytes as `jamfor compute`
//! writes from the results.

use results::rows::{AGGREGATE_COLUMNS, OUTCOME_COLUMNS};
use serde_json::{Map, Value as Json};

use super::table::{count_fields, csv_of, value_fields};
use crate::model::{Code, Cube, Dimension, Publication};

/// The id of the cube of outcomes: dimensions `unit` and `indicator`.
pub const OUTCOMES: &str = "outcomes";
/// The id of the cube of aggregates: dimensions `place` and `indicator`, whose codes have the property `method`.
pub const AGGREGATES: &str = "aggregates";

/// A table of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// As csv.
    pub fn csv(&self) -> Vec<u8> {
        let header = self.columns.iter().map(|column| (*column).to_owned()).collect();
        csv_of(std::iter::once(header).chain(self.rows.iter().cloned()))
    }

    /// As JSON: a list of objects, every field a text.
    pub fn json(&self) -> Vec<u8> {
        let objects = self.rows.iter().map(|row| {
            let fields = self.columns.iter().zip(row);
            let fields: Map<String, Json> =
                fields.map(|(name, field)| ((*name).to_owned(), Json::String(field.clone()))).collect();
            Json::Object(fields)
        });
        let mut bytes = serde_json::to_vec_pretty(&objects.collect::<Vec<_>>()).expect("texts are JSON");
        bytes.push(b'\n');
        bytes
    }
}

/// The table `outcomes`, unit by unit.
pub fn outcomes(publication: &Publication) -> Table {
    let rows = publication.cube(OUTCOMES).map(|cube| {
        let rows = ordered(cube, "unit", "indicator");
        let row = |(unit, indicator, at): (&Code, &Code, usize)| {
            let observation = cube.observations.get(at)?;
            let [value, figure, numerator, denominator, _] =
                value_fields(&observation.value, &observation.quotient);
            Some(vec![
                publication.edition.to_string(),
                unit.id.clone(),
                indicator.id.clone(),
                value,
                figure,
                numerator,
                denominator,
                observation.value.contract_empty().to_owned(),
                observation.origin.clone(),
            ])
        };
        rows.into_iter().filter_map(row).collect()
    });
    Table { columns: OUTCOME_COLUMNS.to_vec(), rows: rows.unwrap_or_default() }
}

/// The table `aggregates`, indicator by indicator.
pub fn aggregates(publication: &Publication) -> Table {
    let rows = publication.cube(AGGREGATES).map(|cube| {
        let rows = ordered(cube, "indicator", "place");
        let row = |(indicator, place, at): (&Code, &Code, usize)| {
            let observation = cube.observations.get(at)?;
            let [_, figure, numerator, denominator, _] =
                value_fields(&observation.value, &observation.quotient);
            let [level, code, grouping, group] = place_fields(&place.id);
            let [units, responded, left_out] = count_fields(observation);
            let method = indicator.properties.iter().find(|(key, _)| key == "method");
            Some(vec![
                publication.edition.to_string(),
                level,
                code,
                grouping,
                group,
                indicator.id.clone(),
                method.map_or_else(String::new, |(_, method)| method.sv.clone()),
                figure,
                numerator,
                denominator,
                units,
                responded,
                left_out,
                observation.value.contract_empty().to_owned(),
                observation.origin.clone(),
            ])
        };
        rows.into_iter().filter_map(row).collect()
    });
    Table { columns: AGGREGATE_COLUMNS.to_vec(), rows: rows.unwrap_or_default() }
}

/// The observations of a cube of two dimensions with the outer and the inner code, and where they stand, in the
/// order wanted whatever the cube's own is.
fn ordered<'c>(cube: &'c Cube, outer: &str, inner: &str) -> Vec<(&'c Code, &'c Code, usize)> {
    let [first, second] = cube.dimensions.as_slice() else { return Vec::new() };
    let width = second.codes.len();
    let each = |a: &'c Dimension, b: &'c Dimension, at: &dyn Fn(usize, usize) -> usize| {
        let mut all = Vec::with_capacity(cube.observations.len());
        for (i, outer) in a.codes.iter().enumerate() {
            all.extend(b.codes.iter().enumerate().map(|(j, inner)| (outer, inner, at(i, j))));
        }
        all
    };
    if first.id == outer && second.id == inner {
        each(first, second, &|i, j| i * width + j)
    } else {
        each(second, first, &|i, j| j * width + i)
    }
}

/// Level, code, grouping and group of a place's code: `county:06`, `group:size:3`.
fn place_fields(id: &str) -> [String; 4] {
    let mut parts = id.splitn(3, ':');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let level = next();
    if level == "group" {
        let (grouping, group) = (next(), next());
        [level, String::new(), grouping, group]
    } else {
        let code = next();
        [level, code, String::new(), String::new()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_place_gives_the_columns_of_the_contract() {
        for (case, id, expected) in [
            ("county", "county:06", ["county", "06", "", ""]),
            ("nation", "nation:SE", ["nation", "SE", "", ""]),
            ("group", "group:skl:B4", ["group", "", "skl", "B4"]),
        ] {
            assert_eq!(place_fields(id), expected, "{case}");
        }
    }
}
