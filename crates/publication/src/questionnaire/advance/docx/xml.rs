//! Texts in XML.

/// A text as XML holds it: marked characters escaped, those that XML has no place for left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_is_written_becomes_markup() {
        assert_eq!(escaped("<w:t> & \"å\"\u{0}\u{b}\n😀"), "&lt;w:t&gt; &amp; &quot;å&quot; 😀");
    }
}
