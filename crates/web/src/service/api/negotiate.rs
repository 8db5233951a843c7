//! In which language and which form (*förhandling*): by parameters, else by what browsers and programs send.

use axum::http::{HeaderMap, header};

use crate::api::{Format, Problem, ProblemKind};
use crate::language::Language;
use crate::service::kept::ranges;

/// The language that is asked for: `lang`, else the one that `Accept-Language` likes best, else Swedish.
pub(super) fn language(query: &str, headers: &HeaderMap) -> Language {
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("lang="));
    if let Some(known) = Language::ALL.into_iter().find(|known| Some(known.code()) == asked) {
        return known;
    }
    let likes = ranges(headers, &header::ACCEPT_LANGUAGE);
    let liked = |language: Language| {
        let fits = |range: &str| {
            let primary = range.split('-').next().unwrap_or_default();
            primary.eq_ignore_ascii_case(language.code()) || range == "*"
        };
        likes.iter().filter(|(range, _)| fits(range)).map(|(_, how)| *how).max().unwrap_or(0)
    };
    match liked(Language::English) > liked(Language::Swedish) {
        true => Language::English,
        false => Language::Swedish,
    }
}

/// The form that is asked for: `format`, else the one that `Accept` likes best, else JSON.
///
/// # Errors
/// The forms that there are, where none of them is accepted.
pub(super) fn format(
    asked: Option<&str>,
    has_table: bool,
    headers: &HeaderMap,
) -> Result<Format, &'static [Format]> {
    let forms: &[Format] = if has_table { &[Format::Json, Format::Csv] } else { &[Format::Json] };
    if let Some(asked) = asked {
        return forms.iter().find(|form| form.id() == asked).copied().ok_or(forms);
    }
    let likes = ranges(headers, &header::ACCEPT);
    if likes.is_empty() {
        return Ok(Format::Json);
    }
    let liked = |form: &Format| {
        let media = form.media().split(';').next().unwrap_or_default();
        let kind = media.split('/').next().unwrap_or_default();
        // The most particular range that fits says how much it is liked.
        let how = |range: &str| {
            likes.iter().find(|(known, _)| known.eq_ignore_ascii_case(range)).map(|(_, how)| *how)
        };
        how(media).or_else(|| how(&format!("{kind}/*"))).or_else(|| how("*/*")).unwrap_or(0)
    };
    let best = forms.iter().map(|form| (liked(form), form)).filter(|(how, _)| *how > 0);
    // Of those that are liked as much, the first.
    best.rev().max_by_key(|(how, _)| *how).map(|(_, form)| *form).ok_or(forms)
}

/// The problem with a form that there is none of.
pub(super) fn refused(language: Language, instance: &str, forms: &[Format]) -> Problem {
    let [sv, en] = ProblemKind::NotAcceptable.advice();
    let problem = Problem::new(ProblemKind::NotAcceptable, language, language.say(sv, en), instance);
    let media = |form: &Format| form.media().split(';').next().unwrap_or_default().to_owned();
    Problem { allowed: forms.iter().map(media).collect(), ..problem }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn headers(name: &HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name.clone(), value.parse().expect("a header"))])
    }

    #[test]
    fn the_language_that_is_liked_best_is_spoken() {
        for (case, query, sent, expected) in [
            ("nothing", "", "", Language::Swedish),
            ("a browser in English", "", "en-GB,en;q=0.9", Language::English),
            ("a browser in Swedish", "", "sv-SE,sv;q=0.9,en;q=0.8", Language::Swedish),
            ("rather English", "", "sv;q=0.3, en;q=0.7", Language::English),
            ("neither", "", "fi, de;q=0.5", Language::Swedish),
            ("anything", "", "*", Language::Swedish),
            ("not Swedish", "", "sv;q=0, *;q=0.5", Language::Swedish),
            ("nonsense", "", ";;;q=x,,", Language::Swedish),
            ("said in the address", "a=1&lang=en", "sv", Language::English),
        ] {
            assert_eq!(language(query, &headers(&header::ACCEPT_LANGUAGE, sent)), expected, "{case}");
        }
    }

    #[test]
    fn the_form_that_is_liked_best_is_given_if_there_is_one() {
        for (case, sent, expected) in [
            ("nothing", "", Ok(Format::Json)),
            ("anything", "*/*", Ok(Format::Json)),
            ("a browser", "text/html,application/xhtml+xml,*/*;q=0.8", Ok(Format::Json)),
            ("a table", "text/csv", Ok(Format::Csv)),
            ("any text", "text/*", Ok(Format::Csv)),
            ("rather a table", "application/json;q=0.5, text/csv", Ok(Format::Csv)),
            ("either", "text/csv, application/json", Ok(Format::Json)),
            ("nothing but a picture", "image/png", Err(())),
            ("no JSON", "application/json;q=0, */*;q=0.1", Ok(Format::Csv)),
        ] {
            let given = format(None, true, &headers(&header::ACCEPT, sent)).map_err(|_| ());
            assert_eq!(given, expected, "{case}");
        }
        assert!(format(None, false, &headers(&header::ACCEPT, "text/csv")).is_err());
        assert_eq!(format(Some("csv"), true, &headers(&header::ACCEPT, "image/png")), Ok(Format::Csv));
    }
}
