//! What a number looks like under a workbook's number format, in Swedish.

/// A number as shown: literals, digits in groups, decimal comma. What only fills or spaces is one blank.
pub(crate) fn shown(number: f64, format: &str) -> String {
    let sections = sections(format);
    let (section, number) = match (number < 0.0, sections.get(1)) {
        (true, Some(negative)) => (negative, -number),
        _ => (&sections[0], number),
    };
    if section == "General" {
        return number.to_string().replace('.', ",");
    }
    let mut before = String::new();
    let mut pattern = String::new();
    let mut after = String::new();
    let mut letters = section.chars();
    while let Some(letter) = letters.next() {
        let literal = if pattern.is_empty() { &mut before } else { &mut after };
        match letter {
            '"' => literal.extend(letters.by_ref().take_while(|letter| *letter != '"')),
            '*' | '_' => {
                letters.next();
                if letter == '*' && !literal.ends_with(' ') {
                    literal.push(' ');
                }
            }
            '\\' => literal.extend(letters.next()),
            '0' | '#' | '.' | ',' => pattern.push(letter),
            other => literal.push(other),
        }
    }
    format!("{before}{}{after}", digits(number, &pattern))
}

fn sections(format: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut quoted = false;
    for letter in format.chars() {
        quoted ^= letter == '"';
        if letter == ';' && !quoted {
            sections.push(String::new());
        } else {
            sections.last_mut().expect("there is one").push(letter);
        }
    }
    sections
}

fn digits(number: f64, pattern: &str) -> String {
    let decimals = pattern.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let printed = format!("{:.decimals$}", number.abs());
    let (whole, rest) = printed.split_once('.').unwrap_or((&printed, ""));
    let mut text = String::from(if number < 0.0 { "-" } else { "" });
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && pattern.contains(',') && (whole.len() - place) % 3 == 0 {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if decimals > 0 {
        text.push(',');
        text += rest;
    }
    text
}
