//! Help calculators of questions (*hjälpräknare*): what is entered, what it gives, and every step of the way.
//!
//! What is entered is about persons. It is read, counted and forgotten: nothing here can be saved. Which question has which
//! calculator, its hours and classes are data of the catalogue ([`catalogue::model::Help`]).

use domain::{Date, Number, Rounded};

/// Most rows of a calculator.
pub const MAX_ROWS: usize = 400;

/// A row of the calculator of full-time equivalents, as it was written: persons, and their share of full time in per cent
/// or the hours of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffRow {
    /// Number of persons; empty: one.
    pub persons: String,
    /// Per cent of full time.
    pub percent: String,
    /// Hours of each person.
    pub hours: String,
}

impl StaffRow {
    /// Whether nothing is written in it.
    pub fn is_blank(&self) -> bool {
        [&self.persons, &self.percent, &self.hours].iter().all(|text| text.trim().is_empty())
    }
}

/// A field of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum StaffField {
    Persons,
    Percent,
    Hours,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffWrong {
    /// Not a number, below nought or far too large.
    NoNumber(StaffField),
    /// Neither share nor hours.
    NoShare,
    /// Both share and hours: one of them says it.
    Both,
    /// The question counts no hours.
    NoHours,
}

/// What a row counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Per cent of full time.
    Percent(Number),
    /// Hours of each, and of full time.
    Hours(Number, Number),
}

/// A row, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffStep {
    /// Which row, from 1.
    pub row: usize,
    /// How many persons.
    pub persons: Number,
    /// Their share.
    pub share: Share,
    /// What the row gives, with the decimals of the sum.
    pub gives: Rounded,
}

/// Full-time equivalents (*årsarbetare, heltider*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullTime {
    /// Every row that holds something.
    pub steps: Vec<StaffStep>,
    /// The sum, rounded once, at the end.
    pub sum: Rounded,
    /// Whether the rows as shown, rounded each, would give another sum.
    pub is_rounded: bool,
}

/// Adds up full-time equivalents: persons × per cent / 100, or persons × hours / hours of full time. Blank rows are nothing.
///
/// Everything is counted exactly and rounded once: three persons with 55 of 165 hours are 1.00, not 0.99.
///
/// # Errors
/// Every row that cannot be counted, from 1.
pub fn full_time(
    rows: &[StaffRow],
    full_time_hours: Option<Number>,
    digits: u8,
) -> Result<FullTime, Vec<(usize, StaffWrong)>> {
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (row, written) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
        match staff_row(written, full_time_hours) {
            Ok((persons, share)) => read.push((row + 1, persons, share)),
            Err(why) => wrong.push((row + 1, why)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    // Over the common denominator 100 × full time: persons and shares are below 10⁴, so nothing comes near 10³⁸.
    let scale = i128::from(Number::SCALE);
    let full = full_time_hours.map_or(scale, |hours| i128::from(hours.micros()));
    let over = |share: Share| match share {
        Share::Percent(percent) => i128::from(percent.micros()) * full,
        Share::Hours(hours, _) => i128::from(hours.micros()) * 100 * scale,
    };
    let counted = |persons: Number, share| i128::from(persons.micros()) * over(share);
    let whole = 100 * full * scale * scale;
    let quotient = |sum: i128| rounded(sum, whole, digits);
    let steps: Vec<StaffStep> = read
        .iter()
        .map(|&(row, persons, share)| StaffStep {
            row,
            persons,
            share,
            gives: quotient(counted(persons, share)),
        })
        .collect();
    let sum = quotient(read.iter().map(|&(_, persons, share)| counted(persons, share)).sum());
    let is_rounded = steps.iter().map(|step| step.gives.scaled).sum::<i128>() != sum.scaled;
    Ok(FullTime { steps, sum, is_rounded })
}

/// Halves away from nought. The pair is shortened first: [`Rounded::quotient`] takes numerators below 10²⁸.
fn rounded(numerator: i128, denominator: i128, digits: u8) -> Rounded {
    let (mut a, mut b) = (numerator.abs(), denominator);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let (numerator, denominator) = (numerator / a.max(1), denominator / a.max(1));
    Rounded::quotient(numerator, denominator, digits).unwrap_or(Rounded { scaled: 0, decimals: digits })
}

fn staff_row(row: &StaffRow, full: Option<Number>) -> Result<(Number, Share), StaffWrong> {
    let persons = match row.persons.trim() {
        "" => Number::from_micros(i128::from(Number::SCALE)).unwrap_or_default(),
        text => number(text).ok_or(StaffWrong::NoNumber(StaffField::Persons))?,
    };
    let share = match (row.percent.trim(), row.hours.trim()) {
        ("", "") => return Err(StaffWrong::NoShare),
        (percent, "") => Share::Percent(number(percent).ok_or(StaffWrong::NoNumber(StaffField::Percent))?),
        ("", hours) => {
            let full = full.filter(|full| full.micros() > 0).ok_or(StaffWrong::NoHours)?;
            Share::Hours(number(hours).ok_or(StaffWrong::NoNumber(StaffField::Hours))?, full)
        }
        _ => return Err(StaffWrong::Both),
    };
    Ok((persons, share))
}

/// A number as people write it: `12,5`, `80 %`. Nought to 9 999, at most two decimals.
fn number(text: &str) -> Option<Number> {
    let plain: String = text.trim().trim_end_matches('%').chars().filter(|c| !c.is_whitespace()).collect();
    let number: Number = plain.replacen(',', ".", 1).parse().ok()?;
    let largest = 9_999 * i128::from(Number::SCALE);
    ((0..=largest).contains(&i128::from(number.micros())) && number.decimals() <= 2).then_some(number)
}

/// What is wrong with a line about a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitWrong {
    /// Something in it is neither a date nor *akut*.
    NoDate,
    /// Fewer than two dates, or more than three.
    Dates,
    /// The visit was before the first contact, or before the first offered time.
    Before,
    /// The first offered time was before the first contact.
    Offered,
}

/// A visit, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitStep {
    /// Which line, from 1.
    pub line: usize,
    /// The day it is counted from: of the first contact, or of the first offered time.
    pub from: Date,
    /// The day of the visit.
    pub to: Date,
    /// The client did not come at first: counted from the first offered time.
    pub is_missed: bool,
    /// Acute: left out.
    pub is_acute: bool,
    /// Days between.
    pub days: i64,
}

/// Average waiting days (*genomsnittlig väntetid*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Every line.
    pub steps: Vec<VisitStep>,
    /// The sum of days, acute ones left out.
    pub sum: i64,
    /// How many visits that is.
    pub visits: i64,
    /// The mean with two decimals, for people; the class is chosen by the exact one. None without a visit.
    pub mean: Option<Rounded>,
    /// The alternative whose class it is.
    pub class: Option<String>,
}

/// Reads visits, one a line, and finds the class of their mean.
///
/// A line holds the date of the first contact, the date of the visit and, if the client did not come at first, the date of
/// the first offered time; *akut* leaves it out. Blanks, tabs, commas and semicolons stand between, as spreadsheets copy.
///
/// # Errors
/// Every line that cannot be counted, from 1.
pub fn waiting(
    text: &str,
    classes: &[(Option<Number>, String)],
) -> Result<Waiting, Vec<(usize, VisitWrong)>> {
    let (mut steps, mut wrong) = (Vec::new(), Vec::new());
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match visit(place + 1, line) {
            Ok(step) => steps.push(step),
            Err(why) => wrong.push((place + 1, why)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let counted = || steps.iter().filter(|step: &&VisitStep| !step.is_acute);
    let (sum, visits) = (counted().map(|step| step.days).sum::<i64>(), counted().count() as i64);
    let mean = Rounded::quotient(sum.into(), visits.into(), 2);
    let class = mean.and_then(|_| class(sum, visits, classes)).cloned();
    Ok(Waiting { steps, sum, visits, mean, class })
}

/// The class of an exact mean: the first whose upper limit is not below it; the last has no limit.
fn class(sum: i64, visits: i64, classes: &[(Option<Number>, String)]) -> Option<&String> {
    let scaled = i128::from(sum) * i128::from(Number::SCALE);
    let fits = |upper: &Number| scaled <= i128::from(upper.micros()) * i128::from(visits);
    classes.iter().find(|(upper, _)| upper.as_ref().is_none_or(fits)).map(|(_, class)| class)
}

fn visit(line: usize, text: &str) -> Result<VisitStep, VisitWrong> {
    let words =
        text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',')).filter(|word| !word.is_empty());
    let (mut dates, mut is_acute) = (Vec::new(), false);
    for word in words {
        match word.to_lowercase().as_str() {
            "akut" | "acute" => is_acute = true,
            other => dates.push(other.parse::<Date>().map_err(|_| VisitWrong::NoDate)?),
        }
    }
    let (contact, to, offered) = match dates[..] {
        [contact, to] => (contact, to, None),
        [contact, to, offered] => (contact, to, Some(offered)),
        _ => return Err(VisitWrong::Dates),
    };
    if offered.is_some_and(|offered| offered < contact) {
        return Err(VisitWrong::Offered);
    }
    let from = offered.unwrap_or(contact);
    if to < from {
        return Err(VisitWrong::Before);
    }
    let days = to.since(from).map_err(|_| VisitWrong::NoDate)?.get_days().into();
    Ok(VisitStep { line, from, to, is_missed: offered.is_some(), is_acute, days })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        text.parse().expect("a number")
    }

    fn row(persons: &str, percent: &str, hours: &str) -> StaffRow {
        StaffRow { persons: persons.into(), percent: percent.into(), hours: hours.into() }
    }

    #[test]
    fn full_time_equivalents_come_out_as_the_sources_say() {
        let full = Some(n("165"));
        for (case, rows, digits, sum) in [
            ("guide 2018: full time", vec![row("1", "100", "")], 2, "1.00"),
            ("guide 2018: half time", vec![row("", "50", "")], 2, "0.50"),
            ("guide 2018: 120 of 165 hours", vec![row("", "", "120")], 2, "0.73"),
            (
                "regional report 2015",
                vec![row("3", "100", ""), row("3", "75", ""), row("1", "80 %", "")],
                2,
                "6.05",
            ),
            ("regional report 2015, second", vec![row("2", "25", ""), row("2", "50", "")], 2, "1.50"),
            ("rounded once: three thirds", vec![row("3", "", "55")], 2, "1.00"),
            ("rounded once: on rows of their own", vec![row("", "", "55"); 3], 2, "1.00"),
            ("both kinds", vec![row("2", "75", ""), row("", "", "82,5")], 2, "2.00"),
            (
                "a blank row between",
                vec![row("1", "100", ""), row(" ", "", ""), row("1", "100", "")],
                2,
                "2.00",
            ),
            ("half a hundredth goes up", vec![row("", "0,5", "")], 2, "0.01"),
            ("whole numbers", vec![row("", "50", "")], 0, "1"),
            ("nobody", vec![], 2, "0.00"),
            ("as many rows as people", vec![row("", "99,99", ""); MAX_ROWS], 2, "399.96"),
            ("the largest there can be", vec![row("9999", "", "9999"); 2], 2, "1211878.80"),
        ] {
            let counted = full_time(&rows, full, digits).expect(case);
            assert_eq!(counted.sum.to_string(), sum, "{case}");
        }
        let thirds = full_time(&vec![row("", "", "55"); 3], full, 2).expect("it counts");
        assert!(thirds.is_rounded, "0.33 three times is not what the sum says, and that is told");
    }

    #[test]
    fn every_row_that_cannot_be_counted_is_told() {
        use StaffField::{Hours, Percent, Persons};
        for (case, row, why) in [
            ("words", row("tre", "50", ""), StaffWrong::NoNumber(Persons)),
            ("below nought", row("1", "-50", ""), StaffWrong::NoNumber(Percent)),
            ("far too large", row("1", "", "99999"), StaffWrong::NoNumber(Hours)),
            ("persons only", row("3", "", ""), StaffWrong::NoShare),
            ("both", row("3", "50", "80"), StaffWrong::Both),
        ] {
            let rows = [StaffRow::default(), row];
            assert_eq!(full_time(&rows, Some(n("165")), 2), Err(vec![(2, why)]), "{case}");
        }
        assert_eq!(full_time(&[row("", "", "8")], None, 2), Err(vec![(1, StaffWrong::NoHours)]));
    }

    fn classes() -> Vec<(Option<Number>, String)> {
        let class = |(upper, id): (&str, &str)| (upper.parse().ok(), id.to_owned());
        [("3", "inom_3"), ("7", "inom_4_7"), ("14", "inom_8_14"), ("", "efter_15")].map(class).into()
    }

    /// `visits` visits with `sum` days together.
    fn visits(sum: i64, visits: i64) -> String {
        let start: Date = "2017-11-01".parse().expect("a date");
        let days = |i: i64| sum / visits + i64::from(i < sum % visits);
        let to = |i| (0..days(i)).fold(start, |day, _| day.tomorrow().expect("a day"));
        (0..visits).map(|i| format!("{start}\t{}\n", to(i))).collect()
    }

    #[test]
    fn the_class_is_the_smallest_whose_upper_limit_is_not_below_the_mean() {
        for (sum, of, mean, expected) in [
            (0, 1, "0.00", "inom_3"),
            (30, 10, "3.00", "inom_3"),
            (31, 10, "3.10", "inom_4_7"),
            (70, 10, "7.00", "inom_4_7"),
            (75, 10, "7.50", "inom_8_14"),
            (140, 10, "14.00", "inom_8_14"),
            (141, 10, "14.10", "efter_15"),
            // Shown as 14.00, and above it all the same.
            (2801, 200, "14.01", "efter_15"),
            (14_001, 1_000, "14.00", "efter_15"),
            (13_999, 1_000, "14.00", "inom_8_14"),
            (150, 10, "15.00", "efter_15"),
        ] {
            let counted = waiting(&visits(sum, of), &classes()).expect("they count");
            assert_eq!(counted.mean.map(|mean| mean.to_string()).as_deref(), Some(mean), "{sum} of {of}");
            assert_eq!(counted.class.as_deref(), Some(expected), "{sum} of {of}");
        }
    }

    #[test]
    fn acute_cases_are_out_and_a_missed_visit_counts_from_the_first_offered_time() {
        let text =
            "2017-11-01; 2017-11-11\n\n2017-11-01 2017-11-30 2017-11-20\n2017-11-01,2017-11-02,AKUT\r\n";
        let counted = waiting(text, &classes()).expect("they count");
        let days: Vec<(usize, i64, bool, bool)> =
            counted.steps.iter().map(|step| (step.line, step.days, step.is_missed, step.is_acute)).collect();
        assert_eq!(days, [(1, 10, false, false), (3, 10, true, false), (4, 1, false, true)]);
        assert_eq!((counted.sum, counted.visits), (20, 2));
        let acute = waiting("2017-11-01 2017-11-02 akut", &classes()).expect("it counts");
        assert_eq!((acute.mean, acute.class), (None, None), "no visit has no mean");
    }

    #[test]
    fn every_line_that_cannot_be_counted_is_told() {
        let text = "2017-11-01 2017-11-02\nAnna 2017-11-02\n2017-11-02 2017-11-01\n2017-11-01\n2017-11-05 2017-11-09 2017-11-01\n2017-02-30 2017-03-01";
        let wrong = waiting(text, &classes()).expect_err("five of six lines are wrong");
        use VisitWrong::{Before, Dates, NoDate, Offered};
        assert_eq!(wrong, [(2, NoDate), (3, Before), (4, Dates), (5, Offered), (6, NoDate)]);
    }
}
