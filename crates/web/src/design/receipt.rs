//! The receipt of a submitted response (*kvitto*): what to keep, and what proves it.

use maud::{Markup, html};

use super::sign::Sign;
use super::text::Link;
use crate::language::{Language, Phrase};

/// What a receipt says.
#[derive(Clone, Debug)]
pub struct Receipt<'a> {
    /// What was submitted: `Del G och E, Öppna jämförelser 2018`.
    pub what: Phrase<'a>,
    /// For whom, when, by whom, signed by whom: a name and a text each.
    pub lines: Vec<(&'a str, &'a str)>,
    /// The hash of everything submitted, hexadecimal.
    pub hash: &'a str,
    /// Files to keep.
    pub files: Vec<Link<'a>>,
}

impl Receipt<'_> {
    /// The receipt as HTML.
    pub fn html(&self, language: Language) -> Markup {
        html! {
            section.receipt aria-labelledby="receipt" {
                h2 #receipt { (Sign::Tick.draw()) (language.say("Inskickat", "Submitted")) }
                p.receipt-what { (self.what) }
                dl {
                    @for (name, text) in &self.lines { div { dt { (name) } dd { (text) } } }
                    div {
                        dt { (language.say("Kontrollsumma", "Checksum")) }
                        dd { code { @for part in parts(self.hash) { span { (part) } " " } } }
                    }
                }
                @if !self.files.is_empty() { ul.files { @for file in &self.files { li { (file) } } } }
            }
        }
    }
}

/// Eight characters at a time: a checksum is read aloud over the telephone.
fn parts(hash: &str) -> impl Iterator<Item = &str> {
    let ends = hash.char_indices().map(|(at, _)| at).step_by(8).skip(1).chain([hash.len()]);
    let mut from = 0;
    ends.filter_map(move |to| {
        let part = hash.get(from..to);
        from = to;
        part.filter(|part| !part.is_empty())
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_checksum_is_read_eight_characters_at_a_time() {
        for (case, hash, expected) in [
            ("none", "", vec![]),
            ("short", "abc", vec!["abc"]),
            ("two whole parts", "0123456789abcdef", vec!["01234567", "89abcdef"]),
            ("not ASCII", "ååååååååö", vec!["åååååååå", "ö"]),
        ] {
            assert_eq!(super::parts(hash).collect::<Vec<_>>(), expected, "{case}");
        }
    }
}
