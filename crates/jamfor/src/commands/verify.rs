//! `jamfor verify`: whether a publication folder is what was published.

use anyhow::Result;
use catalogue::Problems;
use publication::folder::{Report, verify};
use publication::manifest::{Holds, Manifest};

use crate::arguments::{Lang, VerifyOptions};
use crate::program::{program, shown};
use crate::{AlreadyTold, folder, tell};

pub(crate) fn run(options: &VerifyOptions, lang: Lang) -> Result<()> {
    let (files, faults) = folder::read(&options.dir, lang)?;
    let report = verify(&files, &program());
    let problems: Problems = faults.iter().chain(report.faults.iter()).cloned().collect();
    if let Some(manifest) = &report.manifest {
        anstream::println!("{}", told(manifest, &report, problems.is_empty(), lang));
    }
    if problems.is_empty() {
        return Ok(());
    }
    tell(problems.text(lang.language()).trim_end());
    tell(&format!(
        "{} {}",
        problems.len(),
        lang.say(
            "fel: mappen är inte vad som publicerades, eller följer inte av sina svar och sin katalog.",
            "mistakes: the folder is not what was published, or does not follow from its answers and catalogue.",
        )
    ));
    Err(AlreadyTold.into())
}

/// What the folder is, and what was compared how.
fn told(manifest: &Manifest, report: &Report, is_sound: bool, lang: Lang) -> String {
    let words = |words: &publication::manifest::Words| match (lang, &words.en) {
        (Lang::En, Some(en)) => en.clone(),
        (Lang::En | Lang::Sv, _) => words.sv.clone(),
    };
    let (published, by) = (lang.say("publicerad", "published"), lang.say("av", "by"));
    let mut text = one_line(&format!(
        "{}, {published} {}, {by} {}",
        words(&manifest.title),
        manifest.published_at,
        shown(&manifest.program)
    ));
    let caution = words(&manifest.caution);
    if !caution.is_empty() {
        text.push_str(&format!("\n{}", one_line(&caution)));
    }
    text.push_str(&format!("\n{} sha256 {}", lang.say("förteckning", "manifest"), report.hash));
    if !report.same_program {
        text.push_str(&format!(
            "\n{} {}: {}",
            lang.say("det här är ett annat program,", "this is another program,"),
            shown(&program()),
            lang.say("innehållet jämförs, inte byte för byte", "the content is compared, not byte by byte"),
        ));
        if report.only_bytes > 0 {
            let many = lang.say(
                "filer skulle det skriva med andra byte men samma innehåll",
                "files it would write with other bytes and the same content",
            );
            text.push_str(&format!("\n{} {many}", report.only_bytes));
        }
    }
    let ended = match (manifest.holds, report.recomputed, is_sound) {
        (Holds::Sources, _, true) => lang.say(
            "mappen har bara underlaget till en publicering; det är oförändrat",
            "the folder holds only what a publication was computed from; it is unchanged",
        ),
        (Holds::Whole, true, true) => lang.say(
            "oförändrad: varje fil stämmer med förteckningen, och allt blir detsamma när det räknas om ur mappens underlag",
            "unchanged: every file is as listed, and everything is the same when it is computed again from the folder's sources",
        ),
        (Holds::Whole, true, false) => lang.say("räknad om ur mappens underlag", "computed again from the folder's sources"),
        (Holds::Whole | Holds::Sources, _, _) => lang.say("inte omräknad", "not computed again"),
    };
    text.push_str(&format!("\n{ended}"));
    text
}

/// A manifest may hold anything; it is told on one line.
fn one_line(text: &str) -> String {
    text.chars().take(400).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
