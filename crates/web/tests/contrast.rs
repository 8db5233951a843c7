//! The colours of the style sheet: every pair that meets on a page has the contrast WCAG 2.2 AA asks for, light and dark.

use std::collections::{BTreeMap, BTreeSet};

type Tokens = BTreeMap<String, [u8; 3]>;

/// Texts, at least 4.5:1: ink, and every ground it stands on.
const TEXTS: [(&str, &[&str]); 20] = [
    ("ink", &["ground", "sunken", "info", "good", "warn", "bad", "accent-soft"]),
    ("muted", &["ground", "sunken", "accent-soft"]),
    ("accent", &["ground", "sunken", "info", "good", "warn", "bad", "accent-soft"]),
    ("accent-deep", &["ground", "sunken", "accent-soft", "info", "good", "warn", "bad"]),
    ("on-accent", &["accent", "accent-deep"]),
    ("on-band", &["band"]),
    ("on-underband", &["underband"]),
    ("good-ink", &["ground", "good", "sunken"]),
    ("warn-ink", &["ground", "warn"]),
    ("bad-ink", &["ground", "bad", "underband"]),
    ("danger", &["ground"]),
    ("on-danger", &["danger"]),
    ("green-ink", &["green"]),
    ("yellow-ink", &["yellow"]),
    ("red-ink", &["red"]),
    ("grey-ink", &["grey"]),
    // Signs in a filled circle.
    ("ground", &["info-edge"]),
    ("ground", &["good-edge"]),
    ("ground", &["warn-edge"]),
    ("ground", &["bad-edge"]),
];

/// Edges of controls, signs, bars and focus, at least 3:1 against what they lie on.
const SHAPES: [(&str, &[&str]); 9] = [
    ("edge", &["ground", "sunken"]),
    ("accent", &["ground"]),
    ("info-edge", &["ground", "info"]),
    ("good-edge", &["ground", "good"]),
    ("warn-edge", &["ground", "warn"]),
    ("bad-edge", &["ground", "bad"]),
    ("band-mark", &["band"]),
    // Of the two rings of focus, the yellow one is seen on dark grounds …
    ("focus", &["band"]),
    // … and against the other, which is seen on light ones.
    ("focus-edge", &["focus"]),
];

/// Seen by nobody who needs them: lines between what is apart anyhow.
const DECORATION: [&str; 1] = ["line"];

/// The style sheet as it is written.
const STYLE: &str = concat!(include_str!("../assets/jamfor.css"), include_str!("../assets/chart.css"));

/// Tokens of light mode, and of dark mode where it has its own.
fn modes() -> [(&'static str, Tokens); 2] {
    let css = STYLE;
    let dark_at = css.find("prefers-color-scheme: dark").expect("a dark mode");
    let end = dark_at + css[dark_at..].find("/* ---- Ground").expect("the end of the tokens");
    let light = tokens(&css[..dark_at]);
    let mut dark = light.clone();
    dark.extend(tokens(&css[dark_at..end]));
    [("light", light), ("dark", dark)]
}

fn tokens(css: &str) -> Tokens {
    css.lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            let value = u32::from_str_radix(value.trim_end_matches(';'), 16).ok()?;
            let [_, red, green, blue] = value.to_be_bytes();
            Some((name.to_owned(), [red, green, blue]))
        })
        .collect()
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_computed_as_wcag_says() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.001);
    assert!((contrast([0x77; 3], [255; 3]) - 4.478).abs() < 0.001);
}

#[test]
fn texts_and_shapes_have_contrast_in_light_and_in_dark() {
    let mut poor = Vec::new();
    for (mode, tokens) in modes() {
        for (pairs, least) in [(TEXTS.as_slice(), 4.5), (SHAPES.as_slice(), 3.0)] {
            for (over, under) in
                pairs.iter().flat_map(|(over, grounds)| grounds.iter().map(move |g| (over, g)))
            {
                let ratio = contrast(tokens[*over], tokens[*under]);
                if ratio < least {
                    poor.push(format!(
                        "{mode}: --{over} on --{under} is {ratio:.2}, at least {least} is needed"
                    ));
                }
            }
        }
    }
    assert_eq!(poor, Vec::<String>::new());
}

#[test]
fn one_of_the_two_rings_of_focus_is_seen_on_every_ground() {
    for (mode, tokens) in modes() {
        for ground in ["ground", "sunken", "band", "underband", "info", "good", "warn", "bad", "accent-soft"]
        {
            let best = ["focus", "focus-edge"].map(|ring| contrast(tokens[ring], tokens[ground]));
            assert!(best[0].max(best[1]) >= 3.0, "{mode}: on --{ground}: {best:?}");
        }
    }
}

#[test]
fn every_colour_is_in_a_pair_or_said_to_be_decoration() {
    let known: BTreeSet<&str> = TEXTS
        .iter()
        .chain(&SHAPES)
        .flat_map(|(over, under)| under.iter().copied().chain([*over]))
        .chain(DECORATION)
        .collect();
    for (mode, tokens) in modes() {
        for name in tokens.keys() {
            assert!(known.contains(name.as_str()), "{mode}: add --{name} to the pairs of this test");
        }
    }
}

#[test]
fn dark_mode_has_a_colour_of_its_own_for_each() {
    let dark = tokens(&STYLE[STYLE.find("prefers-color-scheme: dark").expect("a dark mode")..]);
    let [(_, light), _] = modes();
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>());
}

#[test]
fn no_colour_stands_outside_the_tokens() {
    let rest = &STYLE[STYLE.find("/* ---- Ground").expect("the end of the tokens")..];
    let found: Vec<&str> = rest
        .lines()
        .filter(|line| line.contains("rgb(") || line.contains(": #") || line.contains(" #"))
        .collect();
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn outcomes_have_the_colours_of_the_workbook() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue/vocabulary/colours.toml");
    let vocabulary: toml::Table =
        std::fs::read_to_string(file).expect("the vocabulary").parse().expect("TOML");
    let [(_, light), _] = modes();
    for colour in vocabulary["colour"].as_array().expect("colours") {
        let name = colour["colour"].as_str().expect("a colour");
        for (key, token) in [("fill", name.to_owned()), ("ink", format!("{name}-ink"))] {
            let [red, green, blue] = light[&token];
            let ours = format!("#{red:02X}{green:02X}{blue:02X}");
            assert_eq!(colour[key].as_str(), Some(ours.as_str()), "{}: {key}", colour["id"]);
        }
    }
}

#[test]
fn no_text_of_the_script_goes_over_several_lines() {
    // Lines that are comments, and what lines begin with, are not served: see `bare` in assets.rs.
    let script = include_str!("../assets/jamfor.js");
    for (no, line) in script.lines().enumerate() {
        assert_eq!(
            line.matches('`').count() % 2,
            0,
            "jamfor.js:{}: write the text on one line: {line}",
            no + 1
        );
        assert!(!line.ends_with('\\'), "jamfor.js:{}: write the text on one line: {line}", no + 1);
    }
    let served = std::str::from_utf8(web::assets::SCRIPT.content()).expect("text");
    let code = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect()
    };
    assert_eq!(code(served), code(script), "every statement is served");
}

#[test]
fn no_comment_of_the_style_goes_over_several_lines() {
    let is_comment = |line: &&str| line.trim_start().starts_with("/*");
    for line in STYLE.lines().filter(is_comment) {
        assert!(line.trim_end().ends_with("*/"), "write the comment on one line: {line}");
    }
    let served = std::str::from_utf8(web::assets::STYLE.content()).expect("text");
    let rules = STYLE.lines().filter(|line| !is_comment(line) && !line.trim().is_empty()).count();
    assert_eq!(served.lines().count(), rules, "every rule is served");
}

#[test]
fn style_and_script_stay_small() {
    for (what, asset, most) in [
        ("style", &*web::assets::STYLE, 40_000),
        ("script", &*web::assets::SCRIPT, 14_000),
        ("font", &*web::assets::FONT, 30_000),
    ] {
        let size = asset.content().len();
        assert!(size <= most, "{what}: {size} bytes, at most {most}");
    }
}
