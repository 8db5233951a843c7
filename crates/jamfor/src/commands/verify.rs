//! `jamfor verify`: whether a publication folder is what was published.

use anyhow::Result;
use catalogue::Problems;
use publication::folder::{Report, verify};
use publication::manifest::Manifest;

use crate::arguments::{Lang, VerifyOptions};
use crate::program::{program, told_apart};
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
    // The same program built for another machine is the same one.
    let this = if report.same_program { manifest.program.clone() } else { program() };
    let [theirs, this] = told_apart(&manifest.program, &this);
    let mut text = one_line(&format!(
        "{}, {published} {}, {by} {theirs}",
        words(&manifest.title),
        manifest.published_at,
    ));
    let caution = words(&manifest.caution);
    if !caution.is_empty() {
        text.push_str(&format!("\n{}", one_line(&caution)));
    }
    text.push_str(&format!("\n{} sha256 {}", lang.say("förteckning", "manifest"), report.hash));
    if !report.same_program {
        text.push_str(&format!(
            "\n{} {this}",
            lang.say("det här är ett annat program:", "this is another program:")
        ));
    }
    if !report.only_bytes.is_empty() {
        text.push_str(&format!("\n{}", only_content(&report.only_bytes, lang)));
    }
    let ended = match (report.recomputed, is_sound, report.only_bytes.is_empty()) {
        (true, true, true) => lang.say(
            "oförändrad: varje fil stämmer med förteckningen, och allt blir detsamma när det räknas om ur mappens underlag",
            "unchanged: every file is as listed, and everything is the same when it is computed again from the folder's sources",
        ),
        (true, true, false) => lang.say(
            "varje fil stämmer med förteckningen, och innehållet som jämfördes blir detsamma när det räknas om ur mappens underlag; ska allt jämföras: kör programmet som förteckningen nämner",
            "every file is as listed, and the content that was compared is the same when it is computed again from the folder's sources; to compare everything, run the program that the manifest names",
        ),
        (true, false, _) => lang.say("räknad om ur mappens underlag", "computed again from the folder's sources"),
        (false, _, _) => lang.say("inte omräknad", "not computed again"),
    };
    text.push_str(&format!("\n{ended}"));
    text
}

/// Most files that are named.
const MOST_NAMED: usize = 20;

/// Which files were compared by content alone, and what that leaves out. Workbooks are named first.
fn only_content(paths: &[String], lang: Lang) -> String {
    let (workbooks, others): (Vec<&String>, Vec<&String>) =
        paths.iter().partition(|path| path.ends_with(".xlsx"));
    let has_workbooks = !workbooks.is_empty();
    let mut named: Vec<String> =
        workbooks.into_iter().chain(others).take(MOST_NAMED).map(|path| one_line(path)).collect();
    if paths.len() > MOST_NAMED {
        named.push(format!("{} {}", paths.len() - MOST_NAMED, lang.say("till", "more")));
    }
    let mut text = format!(
        "{} {}",
        lang.say(
            "andra byte än när de görs om, så bara innehållet jämfördes:",
            "other bytes than when made again, so only the content was compared:",
        ),
        named.join(", ")
    );
    if has_workbooks {
        let left_out = lang.say(
            "i arbetsböckerna jämfördes inte anteckningar, länkar, dolda rader och utseende",
            "in the workbooks notes, links, hidden rows and layout were not compared",
        );
        text.push_str(&format!("\n{left_out}"));
    }
    text
}

/// A manifest may hold anything; it is told on one line.
fn one_line(text: &str) -> String {
    text.chars().take(400).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
