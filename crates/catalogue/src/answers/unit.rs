//! Units by code, and what a wrong code may mean.

use domain::Frame;

use super::mistakes::{Mistake, listing, nearest, quoted};

/// What to say of a code that is no unit's.
pub(super) fn unknown(frame: &Frame, code: &str) -> Mistake {
    if code.is_empty() {
        return Mistake::new("the line names no unit", "write its code, such as 0604 or 0180-01");
    }
    if let Some(city) =
        frame.cities.iter().find(|city| city.code.as_str() == code || is_same(&city.name, code))
    {
        let districts = frame.units.iter().filter(|unit| unit.city.as_ref() == Some(&city.code));
        return Mistake::new(
            format!("{} ({}) is divided in districts and does not answer itself", city.code, city.name),
            format!("its districts answer: {}", listing(districts.map(|unit| unit.code.as_str()))),
        );
    }
    if let Some(place) = frame.counties.iter().chain(&frame.nation).find(|place| place.code.as_str() == code)
    {
        return Mistake::new(
            format!("{} ({}) is no unit that answers", place.code, place.name),
            "its municipalities answer: write their codes",
        );
    }
    let message = format!("there is no unit {}", quoted(code));
    let named = |place: usize| {
        let unit = &frame.units[place];
        format!("`{}` ({})", unit.code, unit.name)
    };
    // Spreadsheets take a code for a number and drop its first noughts.
    if let Some(place) = frame.position(&format!("{code:0>4}")) {
        return Mistake::new(message, format!("did you mean {}? Format the column as text", named(place)));
    }
    if let Some(place) = frame.units.iter().position(|unit| is_same(&unit.name, code)) {
        return Mistake::new(message, format!("write the code: {}", named(place)));
    }
    let is_code = code.starts_with(|c: char| c.is_ascii_digit());
    let meant = if is_code {
        nearest(code, frame.units.iter().map(|unit| unit.code.as_str())).and_then(|code| frame.position(code))
    } else {
        let name = nearest(code, frame.units.iter().map(|unit| unit.name.as_str()));
        name.and_then(|name| frame.units.iter().position(|unit| unit.name == name))
    };
    let help = match meant {
        Some(place) => format!("did you mean {}?", named(place)),
        None => "the edition's units are listed by `jamfor frame`".to_owned(),
    };
    Mistake::new(message, help)
}

fn is_same(name: &str, written: &str) -> bool {
    name.to_lowercase() == written.to_lowercase()
}
