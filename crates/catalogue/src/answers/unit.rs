//! Units by code, and what a wrong code may mean.

use domain::Frame;

use super::both::Both;
use super::mistakes::{Mistake, listing, nearest, quoted};

/// What to say of a code that is no unit's.
pub(super) fn unknown(frame: &Frame, code: &str) -> Mistake {
    if code.is_empty() {
        return Mistake::new(
            ("raden anger inget objekt", "the line names no unit"),
            ("skriv dess kod, till exempel 0604 eller 0180-01", "write its code, such as 0604 or 0180-01"),
        );
    }
    if let Some(city) =
        frame.cities.iter().find(|city| city.code.as_str() == code || is_same(&city.name, code))
    {
        let districts = frame.units.iter().filter(|unit| unit.city.as_ref() == Some(&city.code));
        let districts = listing(districts.map(|unit| unit.code.as_str()));
        return Mistake::new(
            (
                format!("{} ({}) är indelad i stadsdelar och svarar inte själv", city.code, city.name),
                format!("{} ({}) is divided in districts and does not answer itself", city.code, city.name),
            ),
            (
                format!("stadsdelarna svarar: {}", districts.sv),
                format!("its districts answer: {}", districts.en),
            ),
        );
    }
    if let Some(place) = frame.counties.iter().chain(&frame.nation).find(|place| place.code.as_str() == code)
    {
        return Mistake::new(
            (
                format!("{} ({}) är inget objekt som svarar", place.code, place.name),
                format!("{} ({}) is no unit that answers", place.code, place.name),
            ),
            ("dess kommuner svarar: skriv deras koder", "its municipalities answer: write their codes"),
        );
    }
    let shown = quoted(code);
    let message = (format!("okänt objekt {}", shown.sv), format!("there is no unit {}", shown.en));
    let named = |place: usize| {
        let unit = &frame.units[place];
        format!("`{}` ({})", unit.code, unit.name)
    };
    // Spreadsheets take a code for a number and drop its first noughts.
    if let Some(place) = frame.position(&format!("{code:0>4}")) {
        let named = named(place);
        return Mistake::new(
            message,
            (
                format!("menade du {named}? Formatera kolumnen som text"),
                format!("did you mean {named}? Format the column as text"),
            ),
        );
    }
    if let Some(place) = frame.units.iter().position(|unit| is_same(&unit.name, code)) {
        let named = named(place);
        return Mistake::new(message, (format!("skriv koden: {named}"), format!("write the code: {named}")));
    }
    let is_code = code.starts_with(|c: char| c.is_ascii_digit());
    let meant = if is_code {
        nearest(code, frame.units.iter().map(|unit| unit.code.as_str())).and_then(|code| frame.position(code))
    } else {
        let name = nearest(code, frame.units.iter().map(|unit| unit.name.as_str()));
        name.and_then(|name| frame.units.iter().position(|unit| unit.name == name))
    };
    let help: Both = match meant.map(named) {
        Some(named) => (format!("menade du {named}?"), format!("did you mean {named}?")).into(),
        None => {
            ("årgångens objekt listas av `jamfor frame`", "the edition's units are listed by `jamfor frame`")
                .into()
        }
    };
    Mistake::new(message, help)
}

fn is_same(name: &str, written: &str) -> bool {
    name.to_lowercase() == written.to_lowercase()
}
