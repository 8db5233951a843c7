//! Values that others published, read and refused.

use std::collections::BTreeMap;

use catalogue::Catalogue;
use catalogue::answers::{PublishedValue, read_published, read_published_bytes};
use domain::{EditionYear, Level};

use super::edition::{Told, checklist, project};

const HEADER: &str = "level;code;indicator;figure;source";

fn read(lines: &str) -> Result<Vec<PublishedValue>, catalogue::Problems> {
    read_published_bytes(checklist(), "published.csv", format!("{HEADER}\n{lines}\n").as_bytes())
}

#[test]
fn a_value_keeps_its_place_figure_and_source() {
    for (case, line, level, figure) in [
        ("the nation", "nation;SE;prov-aktuell-rutin;54.3;Rapport, s. 1", Level::Nation, "54.3"),
        ("a whole figure", "nation;SE;prov-aktuell-rutin;100;Rapport, s. 1", Level::Nation, "100.0"),
        ("a figure of a unit", "unit;0001;prov-andel-examen;57.1;Rapport, s. 1", Level::Unit, "57.1"),
        ("a county", "county;00;prov-aktuell-rutin;0;Rapport, s. 1", Level::County, "0.0"),
    ] {
        let values = read(line).unwrap_or_else(|problems| panic!("{case}: {problems}"));
        let [value] = values.as_slice() else { panic!("{case}: {values:?}") };
        assert_eq!((value.level, value.figure.to_string().as_str()), (level, figure), "{case}");
        assert_eq!(value.source, "Rapport, s. 1", "{case}");
    }
}

#[test]
fn every_mistake_is_told_at_once() {
    let mut all = Told::default();
    for (case, lines) in [
        ("unknown level", "riket;SE;prov-aktuell-rutin;54.3;Rapport"),
        ("no level", ";SE;prov-aktuell-rutin;54.3;Rapport"),
        ("code of another level", "nation;00;prov-aktuell-rutin;54.3;Rapport"),
        ("unknown unit", "unit;9999;prov-andel-examen;54.3;Rapport"),
        ("no code", "county;;prov-andel-examen;54.3;Rapport"),
        ("unknown indicator", "nation;SE;prov-aktuel-rutin;54.3;Rapport"),
        ("no indicator", "nation;SE;;54.3;Rapport"),
        ("no figure", "nation;SE;prov-aktuell-rutin;;Rapport"),
        ("a word for a figure", "nation;SE;prov-aktuell-rutin;många;Rapport"),
        ("decimal comma", "nation;SE;prov-aktuell-rutin;54,3;Rapport"),
        ("too many decimals", "nation;SE;prov-aktuell-rutin;54.32;Rapport"),
        ("more than all", "nation;SE;prov-aktuell-rutin;154.3;Rapport"),
        ("a share of one unit", "unit;0001;prov-aktuell-rutin;100;Rapport"),
        ("no source", "nation;SE;prov-aktuell-rutin;54.3;"),
        ("a personal number in the source", "nation;SE;prov-aktuell-rutin;54.3;enligt 19121212-1212"),
        ("twice", "nation;SE;prov-aktuell-rutin;54.3;A\nnation;SE;prov-aktuell-rutin;54.3;B"),
        ("several mistakes", "x;SE;prov-x;1;\nnation;SE;prov-aktuell-rutin;x;"),
    ] {
        all.case(case, read(lines));
    }
    insta::assert_snapshot!(all.sv);
    insta::assert_snapshot!("every_mistake_is_told_at_once_in_english", all.en);
}

#[test]
fn the_printed_values_of_2015_are_the_tables() {
    let catalogue = Catalogue::bundled().unwrap_or_else(|problems| panic!("{problems}"));
    let edition = &catalogue.editions[&EditionYear(2015)];
    let folder = project("examples/2015-jonkoping");
    let values = read_published(edition, &folder.join("published.csv"))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let printed: BTreeMap<(String, String), String> =
        std::fs::read_to_string(folder.join("printed-tables.csv"))
            .expect("the example's table")
            .lines()
            .skip(1)
            .filter_map(|line| {
                let mut fields = line.splitn(3, ';').map(str::to_owned);
                Some(((fields.next()?, fields.next()?), fields.next()?))
            })
            .collect();
    let mut found = 0;
    for value in &values {
        let place = edition.frame.name(value.code.as_str()).expect("a place").to_owned();
        let column = edition.indicator(value.indicator.as_str()).expect("an indicator").short_name.sv.clone();
        let shown = domain::swedish::figure(value.figure, edition.plain_ends);
        assert_eq!(printed.get(&(place.clone(), column.clone())), Some(&shown), "{place}: {column}");
        found += usize::from(value.level == Level::Nation);
    }
    assert_eq!(found, 14, "the nation's row has fourteen columns");
}
