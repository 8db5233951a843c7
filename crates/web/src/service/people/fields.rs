//! What forms of sign-in and accounts send: each field once, and no others.

use super::super::failure::Failure;

/// Fields that were sent.
pub(super) type Sent = Vec<(String, String)>;

/// The longest of what is looked at at all; longer texts are cut off there, and are wrong anyway.
const LONGEST: usize = 4_096;

/// The values of fields that are sent at most once, in the order of `names`. Nothing else may be sent but those of `several`.
pub(super) fn once<const N: usize>(
    sent: &Sent,
    names: [&str; N],
    several: &[&str],
) -> Result<[String; N], Failure> {
    let is_known = |name: &str| names.contains(&name) || several.contains(&name);
    if sent.iter().any(|(name, _)| !is_known(name)) {
        return Err(Failure::Malformed);
    }
    let mut values = names.map(|_| String::new());
    for (value, name) in values.iter_mut().zip(names) {
        let mut found = sent.iter().filter(|(known, _)| known == name).map(|(_, text)| text);
        *value = found.next().map_or_else(String::new, |text| text.chars().take(LONGEST).collect());
        if found.next().is_some() {
            return Err(Failure::Malformed);
        }
    }
    Ok(values)
}

/// A path of our own to go to, or nothing: no other site, no way around by what browsers read as one.
pub(super) fn own_path(text: &str) -> Option<&str> {
    let is_plain = text.len() <= 500 && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_path = text.starts_with('/') && !text.starts_with("//");
    // Signing in leads nowhere near signing in or out.
    let bare = text.strip_prefix("/en").filter(|rest| rest.starts_with('/')).unwrap_or(text);
    let is_elsewhere =
        !bare.starts_with("//") && !bare.starts_with("/logga-") && !bare.starts_with("/valkommen/");
    (is_plain && is_path && is_elsewhere).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_gone_to() {
        for (text, expected) in [
            ("/konto", true),
            ("/en/konto?a=1", true),
            ("/svara/2018/0643/E/1", true),
            ("/", true),
            ("", false),
            ("konto", false),
            ("//a.se", false),
            ("/\\a.se", false),
            ("\\/a.se", false),
            ("/en//a.se", false),
            ("https://a.se/", false),
            ("javascript:alert(1)", false),
            ("/\t/a.se", false),
            (" /konto", false),
            ("/konto\r\nset-cookie: a=b", false),
            ("/å", false),
            ("/logga-in?till=/logga-in", false),
            ("/en/logga-ut", false),
        ] {
            assert_eq!(own_path(text).is_some(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_field_is_sent_once_and_no_other_is() {
        let sent = |fields: &[(&str, &str)]| -> Sent {
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        assert_eq!(once(&sent(&[("b", "2")]), ["a", "b"], &[]), Ok([String::new(), "2".to_owned()]));
        assert_eq!(once(&sent(&[("a", "1"), ("a", "2")]), ["a"], &[]), Err(Failure::Malformed));
        assert_eq!(once(&sent(&[("c", "1")]), ["a"], &[]), Err(Failure::Malformed));
        assert!(once(&sent(&[("c", "1"), ("c", "2")]), ["a"], &["c"]).is_ok());
    }
}
