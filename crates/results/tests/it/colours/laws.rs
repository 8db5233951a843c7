//! What holds for any figures and any counts.

use std::cmp::Ordering;

use catalogue::model::Ties;
use domain::Number;
use proptest::prelude::*;
use results::colours::{Counts, Exact, NotHere, Verdict, relative, uncertainty};

use super::{quartiles, wilson};

fn exact(values: &[Option<i32>]) -> Vec<Option<Exact>> {
    values.iter().map(|value| value.and_then(|value| Exact::new(value.into(), 1))).collect()
}

fn mirrored(verdict: Result<Verdict, NotHere>) -> Result<Verdict, NotHere> {
    verdict.map(|verdict| match verdict {
        Verdict::Best => Verdict::Worst,
        Verdict::Worst => Verdict::Best,
        other => other,
    })
}

fn counts(part: i64, whole: i64) -> Counts {
    let micros = |persons: i64| i128::from(persons) * i128::from(Number::SCALE);
    Counts::of_micros(micros(part), micros(whole)).expect("whole persons")
}

fn persons(most: i64) -> impl Strategy<Value = (i64, i64)> {
    (1..=most).prop_flat_map(|whole| (0..=whole, Just(whole)))
}

proptest! {
    #[test]
    fn what_is_best_upwards_is_worst_downwards(values in prop::collection::vec(prop::option::of(0..12), 0..40)) {
        let figures = exact(&values);
        for (ties, turned) in
            [(Ties::Middle, Ties::Middle), (Ties::Best, Ties::Worst), (Ties::Worst, Ties::Best)]
        {
            let up = relative(&figures, true, &quartiles(ties, 5));
            let down = relative(&figures, false, &quartiles(turned, 5));
            let turned: Vec<_> = down.into_iter().map(mirrored).collect();
            prop_assert_eq!(up, turned);
        }
    }

    #[test]
    fn equal_figures_have_equal_colours_and_better_ones_none_that_is_worse(
        values in prop::collection::vec(0..12, 5..40),
    ) {
        let figures = exact(&values.iter().copied().map(Some).collect::<Vec<_>>());
        let order = [Verdict::Worst, Verdict::Middle, Verdict::Best];
        let places: Vec<_> = relative(&figures, true, &quartiles(Ties::Middle, 5))
            .into_iter()
            .map(|verdict| order.iter().position(|known| Ok(*known) == verdict).unwrap())
            .collect();
        for (a, one) in values.iter().zip(&places) {
            for (b, two) in values.iter().zip(&places) {
                prop_assert!(a.cmp(b) != Ordering::Equal || one == two);
                prop_assert!(a.cmp(b) != Ordering::Greater || one >= two);
            }
        }
    }

    #[test]
    fn of_different_figures_at_most_a_quarter_is_best_and_never_one_less_than_that(n in 5_usize..200) {
        let figures = exact(&(0..n).map(|value| i32::try_from(value).ok()).collect::<Vec<_>>());
        let told = relative(&figures, true, &quartiles(Ties::Middle, 5));
        for verdict in [Verdict::Best, Verdict::Worst] {
            prop_assert_eq!(told.iter().filter(|known| **known == Ok(verdict)).count(), n / 4);
        }
    }

    #[test]
    fn a_quotient_is_the_same_however_it_is_written(a in any::<i64>(), b in 1..i64::MAX, k in 1..i64::MAX) {
        let (a, b, k) = (i128::from(a), i128::from(b), i128::from(k));
        prop_assert_eq!(Exact::new(a, b), Exact::new(a * k, b * k));
        prop_assert!(Exact::new(a * k, b * k) < Exact::new(a * k + 1, b * k));
    }

    #[test]
    fn any_quotients_are_ordered_and_turned_by_a_sign(
        a in any::<i128>(), b in 1..i128::MAX, c in any::<i128>(), d in 1..i128::MAX,
    ) {
        let (one, two) = (Exact::new(a, b).unwrap(), Exact::new(c, d).unwrap());
        prop_assert_eq!(one.cmp(&two), two.cmp(&one).reverse());
        prop_assert_eq!(one.cmp(&one), Ordering::Equal);
        if let (Some(a), Some(c)) = (a.checked_neg(), c.checked_neg()) {
            prop_assert_eq!(one.cmp(&two), Exact::new(c, d).unwrap().cmp(&Exact::new(a, b).unwrap()));
        }
        let (near, far) = (a as f64 / b as f64, c as f64 / d as f64);
        if (near - far).abs() > 1e-9 * (near.abs() + far.abs()) {
            prop_assert_eq!(Some(one.cmp(&two)), near.partial_cmp(&far));
        }
    }

    #[test]
    fn the_verdict_is_that_of_the_interval((x, n) in persons(400), (a, b) in persons(5_000)) {
        let told = uncertainty(counts(x, n), counts(a, b), true, 1, &wilson()).unwrap();
        let (x, n, reference, z) = (x as f64, n as f64, a as f64 / b as f64, 1.96_f64);
        let middle = (x + z * z / 2.0) / (n + z * z);
        let half = z * (x * (n - x) / n + z * z / 4.0).sqrt() / (n + z * z);
        let (low, high) = (middle - half, middle + half);
        if (low - reference).abs() > 1e-9 && (high - reference).abs() > 1e-9 {
            let expected = if low > reference {
                Verdict::Better
            } else if high < reference {
                Verdict::Worse
            } else {
                Verdict::Alike
            };
            prop_assert_eq!(told.verdict, expected);
        }
        let turned = uncertainty(counts(x as i64, n as i64), counts(a, b), false, 1, &wilson()).unwrap();
        prop_assert_eq!(turned.interval, told.interval);
        let expected = match told.verdict {
            Verdict::Better => Verdict::Worse,
            Verdict::Worse => Verdict::Better,
            other => other,
        };
        prop_assert_eq!(turned.verdict, expected);
    }

    #[test]
    fn what_is_printed_never_contradicts_the_verdict(
        (x, n) in persons(3_000), (a, b) in persons(100_000), decimals in 0_u8..3,
    ) {
        let told = uncertainty(counts(x, n), counts(a, b), true, decimals, &wilson()).unwrap();
        let percent = |part: i64, whole: i64| {
            domain::Rounded::quotient(i128::from(part) * 100, whole.into(), decimals).unwrap().scaled
        };
        let (figure, reference) = (percent(x, n), percent(a, b));
        let (low, high) = (told.interval.0.scaled, told.interval.1.scaled);
        prop_assert!(0 <= low && low <= figure && figure <= high && high <= percent(1, 1));
        match told.verdict {
            Verdict::Alike => prop_assert!(low <= reference && reference <= high),
            // Unless the figure itself is printed as the reference is: then no number of decimals can tell.
            Verdict::Better => prop_assert!(low > reference || figure == reference),
            _ => prop_assert!(high < reference || figure == reference),
        }
    }

    #[test]
    fn no_counts_make_it_panic(
        x in any::<i128>(), n in any::<i128>(), a in any::<i128>(), b in any::<i128>(), up in any::<bool>(),
    ) {
        if let (Some(own), Some(reference)) = (Counts::of_micros(x, n), Counts::of_micros(a, b)) {
            _ = uncertainty(own, reference, up, 6, &wilson());
        }
        let whole = |value: i128| (value / 1_000_000).abs() * 1_000_000;
        let (n, b) = (whole(n), whole(b));
        if let (Some(own), Some(reference)) = (Counts::of_micros(whole(x).min(n), n), Counts::of_micros(whole(a).min(b), b)) {
            _ = uncertainty(own, reference, up, 6, &wilson());
        }
    }
}

#[test]
fn ten_thousand_million_persons_are_still_exact() {
    let most = 10_000_000_000;
    let told = uncertainty(counts(most / 2 + 98_000, most), counts(most / 2, most), true, 1, &wilson());
    assert_eq!(told.map(|told| told.verdict), Ok(Verdict::Alike));
    let told = uncertainty(counts(most / 2 + 98_001, most), counts(most / 2, most), true, 1, &wilson());
    assert_eq!(told.map(|told| told.verdict), Ok(Verdict::Better));
}

#[test]
fn persons_are_whole_and_a_part_is_not_larger_than_its_whole() {
    let scale = i128::from(Number::SCALE);
    for (case, part, whole, counts) in [
        ("12 of 13", 12 * scale, 13 * scale, true),
        ("nobody of one", 0, scale, true),
        ("nobody of nobody", 0, 0, false),
        ("half a person", scale / 2, scale, false),
        ("2 of 1.5", 2 * scale, scale + scale / 2, false),
        ("2 of 1", 2 * scale, scale, false),
        ("less than nobody", -scale, scale, false),
    ] {
        assert_eq!(Counts::of_micros(part, whole).is_some(), counts, "{case}");
    }
}
