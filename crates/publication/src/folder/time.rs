//! The time of publication: said by the user, never read from a clock.

use jiff::Timestamp;

use crate::model::Text;

/// The time that a text says: RFC 3339 with its offset, `2018-06-01T08:00:00+02:00` or `…Z`.
///
/// # Errors
/// What is wrong with it and what is allowed, in both languages.
pub fn published_at(text: &str) -> Result<Timestamp, Text> {
    let told = |sv: &str, en: &str| Text {
        sv: format!(
            "--published-at {}: {sv}. Skriv datum, klockslag och avvikelse från UTC, till exempel 2018-06-01T08:00:00+02:00 eller 2018-06-01T06:00:00Z",
            shown(text)
        ),
        en: Some(format!(
            "--published-at {}: {en}. Write date, time and offset from UTC, such as 2018-06-01T08:00:00+02:00 or 2018-06-01T06:00:00Z",
            shown(text)
        )),
    };
    match form_of(text) {
        Form::Date => {
            return Err(told(
                "ett datum är ingen tidpunkt, och vilken tidszon det gäller i framgår inte",
                "a date is no time, and it does not say in which time zone",
            ));
        }
        Form::NoOffset => {
            return Err(told("avvikelsen från UTC saknas", "the offset from UTC is missing"));
        }
        Form::Other => return Err(told("det är ingen tidpunkt", "this is no time")),
        Form::Whole => {}
    }
    let time: Timestamp = text.parse().map_err(|_| told("tidpunkten finns inte", "there is no such time"))?;
    if !is_offset_in_use(text) {
        return Err(told(
            "avvikelsen från UTC ska vara högst 14 timmar",
            "the offset from UTC is to be at most 14 hours",
        ));
    }
    // What a workbook's properties can hold.
    if !(1900..=9998).contains(&time.to_zoned(jiff::tz::TimeZone::UTC).year()) {
        return Err(told("året ska vara 1900–9998", "the year is to be 1900–9998"));
    }
    Ok(time)
}

enum Form {
    /// Date, time and offset.
    Whole,
    Date,
    NoOffset,
    Other,
}

/// What a text looks like; that its numbers are possible is seen when it is read.
fn form_of(text: &str) -> Form {
    const DAY: &str = "0000-00-00";
    const TIME: &str = "0000-00-00T00:00:00";
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    if shape == DAY {
        return Form::Date;
    }
    let Some(rest) = shape.strip_prefix(TIME).or_else(|| shape.strip_prefix("0000-00-00T00:00")) else {
        return Form::Other;
    };
    let has_seconds = shape.starts_with(TIME);
    let rest = match rest.strip_prefix('.') {
        Some(fraction) if has_seconds && fraction.starts_with('0') => fraction.trim_start_matches('0'),
        Some(_) => return Form::Other,
        None => rest,
    };
    match rest {
        "" => Form::NoOffset,
        "Z" | "+00:00" | "-00:00" if has_seconds => Form::Whole,
        _ => Form::Other,
    }
}

/// Whether the offset of a text of the whole form is one that some place on earth has: at most 14:00.
fn is_offset_in_use(text: &str) -> bool {
    let Some((_, offset)) = text.char_indices().rev().nth(5).and_then(|(at, _)| text.split_at_checked(at))
    else {
        return true;
    };
    match offset.strip_prefix(['+', '-']) {
        // Texts of the same form are ordered as what they say.
        Some(offset) => offset <= "14:00",
        // `Z`.
        None => true,
    }
}

/// The value, short and on one line.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).flat_map(char::escape_debug).collect();
    format!("`{short}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_its_offset() {
        for (case, text, expected) in [
            ("offset", "2018-06-01T08:00:00+02:00", "2018-06-01T06:00:00Z"),
            ("Z", "2018-06-01T08:00:00Z", "2018-06-01T08:00:00Z"),
            ("part of a second", "2018-06-01T08:00:00.25Z", "2018-06-01T08:00:00.25Z"),
            ("west", "2018-06-01T08:00:00-03:30", "2018-06-01T11:30:00Z"),
            ("as far east as there is", "2018-06-01T14:00:00+14:00", "2018-06-01T00:00:00Z"),
            ("as far west as is allowed", "2018-06-01T08:00:00-14:00", "2018-06-01T22:00:00Z"),
        ] {
            assert_eq!(published_at(text).map(|time| time.to_string()), Ok(expected.to_owned()), "{case}");
        }
    }

    #[test]
    fn what_is_no_time_is_told_with_what_is_allowed() {
        for (text, why) in [
            ("2018-06-01", "ett datum är ingen tidpunkt"),
            ("2018-06-01T08:00:00", "avvikelsen från UTC saknas"),
            ("2018-06-01T08:00", "avvikelsen från UTC saknas"),
            ("2018-06-01T08:00Z", "ingen tidpunkt"),
            ("2018-06-01 08:00:00Z", "ingen tidpunkt"),
            ("2018-06-01T08:00:00[Europe/Stockholm]", "ingen tidpunkt"),
            ("2018-06-01T08:00:00+02:00[Europe/Stockholm]", "ingen tidpunkt"),
            ("2018-02-30T08:00:00Z", "finns inte"),
            ("2018-06-01T25:00:00Z", "finns inte"),
            ("2018-06-01T08:00:00+25:00", "högst 14 timmar"),
            ("2018-06-01T08:00:00+14:01", "högst 14 timmar"),
            ("2018-06-01T08:00:00-15:00", "högst 14 timmar"),
            ("2018-06-01T08:00:00.5+24:59", "högst 14 timmar"),
            ("0018-06-01T08:00:00Z", "1900–9998"),
            ("i dag", "ingen tidpunkt"),
            ("", "ingen tidpunkt"),
            ("\u{202e}\n", "`\\u{202e}\\n`"),
        ] {
            let told = published_at(text).expect_err(text);
            assert!(told.sv.contains(why) && told.sv.contains("2018-06-01T08:00:00+02:00"), "{}", told.sv);
            assert!(told.en.is_some_and(|en| en.contains("offset")), "{text}");
        }
    }
}
