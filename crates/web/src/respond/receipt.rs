//! The receipt (*kvitto*): all answers as they were submitted, and what proves it.

use std::collections::BTreeMap;

use collection::chain::Hash;
use collection::fact::{Author, Instant};
use collection::form::pages::pages;
use collection::form::sheet::Sheet;
use collection::head::Signature;
use collection::ids::{CellId, FactId};
use domain::PartCode;
use maud::{Markup, html};
use serde_json::Value;

use super::Setting;
use super::summary::all;
use crate::design::receipt::Receipt;
use crate::design::save_state::SaveState;
use crate::design::text::{Link, paragraph};

/// A submission as the store keeps it.
#[derive(Clone, Copy, Debug)]
pub struct Submission<'a> {
    /// The part.
    pub part: &'a PartCode,
    /// The fact.
    pub fact: &'a FactId,
    /// Who submitted.
    pub author: &'a Author,
    /// When.
    pub at: Instant,
    /// Who signed off, if anybody had to.
    pub signature: Option<&'a Signature>,
    /// Every answer.
    pub cells: &'a BTreeMap<CellId, Value>,
    /// The fact's leaf in the chain: a hash of everything submitted.
    pub leaf: Hash,
    /// The batch that holds it, and the batch's hash.
    pub batch: (i64, Hash),
    /// Its place in the batch, from 1.
    pub place: i64,
}

/// The receipt as HTML; `files`: what can be kept, with their addresses.
pub fn receipt(setting: &Setting<'_>, submission: &Submission<'_>, files: Vec<Link<'_>>) -> Markup {
    receipt_at(
        setting,
        submission,
        files,
        Kept { address: setting.receipt(submission.part), ..Kept::default() },
    )
}

/// Where a receipt is shown, and what stands around it.
#[derive(Debug, Default)]
pub struct Kept<'a> {
    /// Its address, in the language of the page.
    pub address: String,
    /// Where it came from, if not the overview.
    pub back: Option<Link<'a>>,
    /// What must be known first: that it is an earlier one, that it is asked to be opened again, or where to ask.
    pub above: Option<Markup>,
}

/// A receipt anywhere, as HTML.
pub fn receipt_at(
    setting: &Setting<'_>,
    submission: &Submission<'_>,
    files: Vec<Link<'_>>,
    kept: Kept<'_>,
) -> Markup {
    let language = setting.language;
    let part = submission.part;
    let Kept { address, back, above } = kept;
    let sheet = Sheet::of(setting.edition, setting.unit, submission.cells);
    let (at, by) = (setting.at(submission.at), setting.who(submission.author));
    let unit = format!("{} ({})", setting.unit.name, setting.unit.code);
    let signed = submission
        .signature
        .map(|signature| format!("{}, {}, {}", signature.name, signature.role, setting.at(signature.at)));
    let hash = submission.leaf.to_string();
    let (no, batch) = submission.batch;
    let place = submission.place;
    let in_chain =
        format!("{} {no}, {} {place}", language.say("Post", "Batch"), language.say("plats", "place"));
    let batch = batch.to_string();
    let mut lines = vec![
        (language.say("Enhet", "Unit"), unit.as_str()),
        (language.say("Inskickat", "Submitted"), at.as_str()),
        (language.say("Av", "By"), by.as_str()),
    ];
    if let Some(signed) = &signed {
        lines.push((language.say("Godkänt av", "Approved by"), signed));
    }
    lines.push((language.say("Kvittonummer", "Receipt number"), submission.fact.as_str()));
    lines.push((language.say("I revisionskedjan", "In the audit chain"), &in_chain));
    lines.push((language.say("Postens kontrollsumma", "The batch’s checksum"), &batch));
    let named = setting.part_named(part).map_or("", |known| {
        setting.language.say(known.name.sv.as_str(), known.name.en.as_deref().unwrap_or(&known.name.sv))
    });
    let what =
        format!("{} – {named}, {}", setting.part_letter(part), setting.text(&setting.edition.name).text());
    let is_official =
        setting.part_named(part).is_some_and(|known| setting.text(&known.name).lang().is_some());
    let what = if is_official { language.official(what) } else { what.into() };
    setting
        .shell(
            &address,
            language.say("Kvitto", "Receipt"),
            SaveState::Saved(&at),
            Some(back.unwrap_or_else(|| setting.way_back())),
        )
        .kicker(setting.part_letter(part))
        .body(html! {
            @if let Some(above) = above { (above) }
            (Receipt { what, lines, hash: &hash, files }.html(language))
            (paragraph(language.say("Det här svarade ni:", "This is what you answered:")))
            (all(setting, &sheet, part, &pages(setting.edition, part), false))
        })
        .html()
}
