use std::collections::{BTreeMap, BTreeSet};

use domain::{EditionYear, Group, GroupScheme, Kind, Place as Known};

use super::Stage::{Begun, NotBegun, Submitted};
use super::*;

fn limit() -> Number {
    Number::whole(20)
}

fn count(asked: u32, submitted: u32, begun: u32) -> Count {
    Count { asked, submitted, begun }
}

#[test]
fn exactly_the_limit_is_shown_and_what_begun_can_save_is_told_apart() {
    for (case, counted, forecast, needed) in [
        ("all submitted", count(13, 13, 0), Forecast::Shown, 0),
        ("exactly twenty per cent missing", count(10, 8, 0), Forecast::Shown, 0),
        ("one more missing", count(10, 7, 0), Forecast::Withheld, 1),
        ("saved by those who began", count(10, 7, 1), Forecast::IfBegunSubmit, 1),
        ("begun are too few", count(10, 5, 2), Forecast::Withheld, 3),
        ("nobody has begun", count(13, 0, 0), Forecast::Withheld, 11),
        ("a single unit", count(1, 0, 1), Forecast::IfBegunSubmit, 1),
        ("nobody is asked", count(0, 0, 0), Forecast::Shown, 0),
        ("the nation of 312, 62 missing", count(312, 250, 0), Forecast::Shown, 0),
        ("the nation of 312, 63 missing", count(312, 249, 0), Forecast::Withheld, 1),
    ] {
        assert_eq!(counted.forecast(limit()), forecast, "{case}");
        assert_eq!(counted.needed(limit()), needed, "{case}");
    }
    let half = "12.5".parse().expect("a number");
    assert_eq!(count(8, 7, 0).forecast(half), Forecast::Shown, "a limit with decimals");
    assert_eq!(count(8, 6, 0).forecast(half), Forecast::Withheld, "a limit with decimals");
}

#[test]
fn shares_have_one_decimal_and_nobody_has_none() {
    let share = |asked, submitted| count(asked, submitted, 0).share().map(|share| share.to_string());
    assert_eq!(share(312, 296), Some("94.9".into()));
    assert_eq!(share(13, 13), Some("100.0".into()));
    assert_eq!(share(0, 0), None);
    assert_eq!(count(312, 100, 12).not_begun(), 200);
}

fn place(code: &str, name: &str, kind: Kind, parent: &str) -> Known {
    let (from, to) = (EditionYear(2018), None);
    let parent = Some(parent.parse().expect("a code"));
    Known {
        code: code.parse().expect("a code"),
        name: name.into(),
        kind,
        parent,
        from,
        to,
        note: String::new(),
    }
}

/// Two counties; in the first a city of three districts and a municipality, in the second two municipalities.
fn frame() -> Frame {
    let unit = |code: &str, city: Option<&str>, county: &str, group: &str| Unit {
        code: code.parse().expect("a code"),
        name: code.into(),
        kind: if city.is_some() { Kind::District } else { Kind::Municipality },
        city: city.map(|city| city.parse().expect("a code")),
        county: county.parse().expect("a code"),
        groups: BTreeMap::from([("size".parse().expect("an id"), group.parse().expect("a code"))]),
        groups_before: BTreeMap::new(),
    };
    let units = vec![
        unit("0180-01", Some("0180"), "01", "5"),
        unit("0180-02", Some("0180"), "01", "5"),
        unit("0180-03", Some("0180"), "01", "5"),
        unit("0114", None, "01", "1"),
        unit("0642", None, "06", "1"),
        unit("0643", None, "06", "1"),
    ];
    let group = |code: &str| Group {
        code: code.parse().expect("a code"),
        name: format!("Grupp {code}"),
        criterion: String::new(),
    };
    let scheme = GroupScheme {
        grouping: "size".parse().expect("an id"),
        name: "Storlek".into(),
        complete: true,
        groups: vec![group("1"), group("2"), group("5")],
    };
    Frame::new(
        units,
        vec![place("0180", "Stockholm", Kind::Municipality, "01")],
        vec![
            place("01", "Stockholms län", Kind::County, "SE"),
            place("06", "Jönköpings län", Kind::County, "SE"),
        ],
        Some(place("SE", "Riket", Kind::Nation, "SE")),
        vec![scheme],
    )
}

fn all() -> Vec<One<'static>> {
    let one = |unit, stage| One { unit, part: "E", stage };
    vec![
        one("0180-01", Submitted),
        one("0180-02", Submitted),
        one("0180-03", Begun),
        one("0114", Submitted),
        one("0642", NotBegun),
        one("0643", Submitted),
        one("9999", Submitted),
    ]
}

fn told(rows: &[Row]) -> Vec<(String, Count)> {
    rows.iter().map(|row| (row.name.clone(), row.count)).collect()
}

#[test]
fn districts_count_as_units_of_city_county_and_nation() {
    let rows = table(&frame(), &all(), &Reach::Whole);
    let expected = [
        ("Riket", count(6, 4, 1)),
        ("Stockholm", count(3, 2, 1)),
        ("Stockholms län", count(4, 3, 1)),
        ("Jönköpings län", count(2, 1, 0)),
        ("Grupp 1", count(3, 2, 0)),
        ("Grupp 5", count(3, 2, 1)),
    ];
    assert_eq!(told(&rows), expected.map(|(name, count)| (name.to_owned(), count)));
    assert_eq!(rows[3].count.forecast(limit()), Forecast::Withheld);
}

#[test]
fn who_follows_a_county_sees_that_county_and_no_other() {
    let only = |code: &str| Reach::Places(BTreeSet::from([code.to_owned()]));
    for (case, reach, expected) in [
        ("a county", only("06"), vec![("Jönköpings län", count(2, 1, 0))]),
        (
            "a county with a city",
            only("01"),
            vec![("Stockholm", count(3, 2, 1)), ("Stockholms län", count(4, 3, 1))],
        ),
        ("a city", only("0180"), vec![("Stockholm", count(3, 2, 1))]),
        ("a single unit", only("0643"), vec![]),
        ("nothing", Reach::Places(BTreeSet::new()), vec![]),
    ] {
        let rows = told(&table(&frame(), &all(), &reach));
        let expected: Vec<_> = expected.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        assert_eq!(rows, expected, "{case}");
    }
}

#[test]
fn each_part_is_counted_by_itself() {
    let mut both = all();
    both.push(One { unit: "0643", part: "G", stage: NotBegun });
    let rows = table(&frame(), &both, &Reach::Whole);
    let nation: Vec<_> = rows.iter().filter(|row| row.place == Place::Nation).collect();
    assert_eq!(nation.iter().map(|row| row.part.as_str()).collect::<Vec<_>>(), ["E", "G"]);
    assert_eq!(nation[1].count, count(1, 0, 0));
}
