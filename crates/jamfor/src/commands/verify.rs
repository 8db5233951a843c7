//! `jamfor verify`: whether a publication folder is what was published.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use catalogue::{Problem, Problems};
use publication::folder::{Report, verify};
use publication::manifest::{ChainPlace, Counted, Manifest};

use crate::arguments::{Lang, VerifyOptions};
use crate::program::{program, told_apart};
use crate::{AlreadyTold, folder, output, tell};

pub(crate) fn run(options: &VerifyOptions, all: bool, lang: Lang) -> Result<()> {
    let (files, faults) = folder::read(&options.dir, lang)?;
    let report = verify(&files, &program());
    let problems: Problems = faults.iter().chain(report.faults.iter()).cloned().collect();
    if let Some(manifest) = &report.manifest {
        let told = told(manifest, &report, problems.is_empty(), lang);
        anstream::println!("{}", output::folded(&told));
    }
    if problems.is_empty() {
        return Ok(());
    }
    tell(listed(&problems, all, lang).trim_end());
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

/// Most differences of a file that follow from others, unless all are asked for.
const MOST_FOLLOWING: usize = 3;

/// What is wrong with a folder: what somebody changed first, with the differences of those files; then what does not
/// hold any more because of it.
pub(crate) fn listed(problems: &Problems, all: bool, lang: Lang) -> String {
    let follows = |problem: &&Problem| matches!(problem.code, "PUB-20" | "PUB-21" | "PUB-22" | "PUB-23");
    let causes: Vec<&Problem> = problems.iter().filter(|problem| !follows(problem)).collect();
    let mut following: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for problem in problems.iter().filter(follows) {
        following.entry(&problem.file).or_default().push(problem);
    }
    if causes.is_empty() || following.is_empty() {
        return problems.text(lang.language());
    }
    let line = |problem: &Problem| problem.text(lang.language());
    // What to do is said of the cause.
    let short = |problem: &Problem| {
        let help = match (lang, &problem.english) {
            (Lang::En, Some(english)) => &english.help,
            (Lang::En | Lang::Sv, _) => &problem.help,
        };
        let line = line(problem);
        line.strip_suffix(&format!(" – {help}")).unwrap_or(&line).to_owned()
    };
    let mut text = String::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for cause in causes {
        text.push_str(&format!("{}\n", line(cause)));
        if told.insert(&cause.file) {
            for of_file in following.remove(cause.file.as_str()).unwrap_or_default() {
                text.push_str(&format!("  {}\n", short(of_file)));
            }
        }
    }
    if following.is_empty() {
        return text;
    }
    let so = lang.say("Därför stämmer inte heller", "Therefore these do not hold, either");
    let files = lang.say("filer", "files");
    text.push_str(&format!("{so} ({} {files}):\n", following.len()));
    for (file, differences) in following {
        let n = differences.len();
        let most = if all { n } else { MOST_FOLLOWING };
        for difference in differences.into_iter().take(most) {
            text.push_str(&format!("  {}\n", short(difference)));
        }
        if n > most {
            let more = lang.say("skillnader till; --all visar dem", "more differences; --all shows them");
            text.push_str(&format!("  {file}: … {} {more}\n", n - most));
        }
    }
    text
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
    if let Some(chain) = &manifest.chain {
        text.push_str(&format!("\n{}", one_line(&from_store(chain, lang))));
    }
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

/// Where the answers were in the chain of the store they come from.
fn from_store(chain: &ChainPlace, lang: Lang) -> String {
    let ChainPlace { round, no, hash, counted } = chain;
    let open = match counted {
        Counted::Submitted => "",
        Counted::Open => {
            lang.say(", även svar som inte var inskickade", ", responses that were not submitted, too")
        }
    };
    match lang {
        Lang::Sv => format!("svaren är ur svarslagret, omgång {round} efter post {no} (hash {hash}){open}"),
        Lang::En => {
            format!("the answers are from the store, round {round} after batch {no} (hash {hash}){open}")
        }
    }
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
