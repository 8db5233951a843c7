//! What publications are called. What is visible when is tested with whole folders: `tests/folder/shelf.rs`.

use super::{Named, Series};

#[test]
fn a_name_is_read_as_it_is_written() {
    for (text, series, number) in [
        ("2018", Series::real(2018), None),
        ("2018-v2", Series::real(2018), Some(2)),
        ("2018-simulerad", Series::simulated(2018, None), None),
        ("2018-omgang-3", Series::simulated(2018, Some(3)), None),
        ("2018-omgang-3-v12", Series::simulated(2018, Some(3)), Some(12)),
    ] {
        let named = Named { series, number };
        assert_eq!((text.parse(), named.to_string()), (Ok(named), text.to_owned()), "{text}");
    }
}

#[test]
fn nothing_else_is_a_name() {
    for text in [
        "",
        "-",
        "2018-",
        "-2018",
        "+2018",
        "02018",
        "2018-v",
        "2018-v0",
        "2018-v+1",
        "2018-v01",
        "2018-v1-v2",
        "2018-omgang-",
        "2018-omgang-03",
        "2018-omgang-256",
        "2018-v4294967296",
        "70000",
        "2018 ",
        "２０１８",
        "2018-prov",
        "../2018",
        "2018%00",
    ] {
        assert!(text.parse::<Named>().is_err(), "{text}");
    }
}

#[test]
fn rows_are_of_real_editions_or_of_the_rounds_of_one() {
    let rounds = [1, 2].map(|round| Series::simulated(2018, Some(round)));
    assert!(Series::real(2015).is_in_row_with(Series::real(2018)));
    assert!(rounds[0].is_in_row_with(rounds[1]));
    assert!(!rounds[0].is_in_row_with(Series::simulated(2015, Some(2))));
    assert!(!rounds[0].is_in_row_with(Series::real(2018)));
    assert!(!Series::real(2018).is_in_row_with(rounds[0]));
    assert!(!Series::simulated(2018, None).is_in_row_with(rounds[0]));
}
