//! A receipt's file as what the chain must hold.

use std::path::Path;

use anyhow::Result;
use collection::fact::Content;
use collection::receipt::{Receipt, Sealed, Wrong};
use store::Anchor;

use super::Wanted;
use crate::arguments::Lang;
use crate::refused::Refused;

/// A receipt, if the file is one.
pub(super) fn read(file: &[u8]) -> Option<Receipt> {
    serde_json::from_slice(file).ok()
}

/// What the chain must hold for it to be true.
pub(super) fn wanted(path: &Path, receipt: &Receipt, lang: Lang) -> Result<Wanted> {
    let faults = receipt.faults();
    if !faults.is_empty() {
        let all = |lang| faults.iter().map(|wrong| format!("\n  {}", say(*wrong, lang))).collect::<String>();
        let path = path.display();
        return Err(Refused::told(
            format!("--anchor {path}: kvittot är inte som det skrevs.{}\nBe den som har ett eget exemplar om det, eller hämta det på nytt.", all(Lang::Sv)),
            format!("--anchor {path}: the receipt is not as it was written.{}\nAsk whoever holds a copy of it, or fetch it again.", all(Lang::En)),
        )
        .into());
    }
    let anchor = |sealed: &Sealed| Anchor { no: sealed.batch.no, hash: sealed.batch_hash };
    Ok(Wanted {
        round: Some(receipt.round.clone()),
        anchors: receipt.signed_off.iter().chain([&receipt.submitted]).map(anchor).collect(),
        proves: Some(proves(receipt, lang)),
    })
}

fn proves(receipt: &Receipt, lang: Lang) -> String {
    let (unit, response) = (&receipt.unit, &receipt.submitted.fact.response);
    let answers = match &receipt.submitted.fact.content {
        Content::Submitted { cells, .. } => cells.len(),
        _ => 0,
    };
    let off = receipt.signed_off.as_ref().and_then(|signed| match &signed.fact.content {
        Content::Signed { name, role, .. } => Some(format!("{name}, {role}")),
        _ => None,
    });
    let off = match (off, lang) {
        (Some(who), Lang::Sv) => format!("godkänt av {who}"),
        (Some(who), Lang::En) => format!("signed off by {who}"),
        (None, Lang::Sv) => "utan godkännande".to_owned(),
        (None, Lang::En) => "without a sign-off".to_owned(),
    };
    let erased = match receipt.submitted.is_erased() {
        true => lang.say(
            " Något har gallrats ur det sedan dess: platsen i kedjan är visad, inte svaren.",
            " Something of it was erased since: its place in the chain is shown, the answers are not.",
        ),
        false => "",
    };
    match lang {
        Lang::Sv => format!("kvittot gäller: enhet {unit}, svar {response}, {answers} svar, {off}.{erased}"),
        Lang::En => {
            format!("the receipt holds: unit {unit}, response {response}, {answers} answers, {off}.{erased}")
        }
    }
}

fn say(wrong: Wrong, lang: Lang) -> String {
    let sv = match wrong {
        Wrong::Form => "filen är inget kvitto av den här formen",
        Wrong::NoSubmission => "det som sägs vara inskickat är ingen inskickning",
        Wrong::Submission => "svaren är ändrade: de är inte det som kontrollsumman räknades på",
        Wrong::SignOff => {
            "godkännandet är ändrat: namn, roll eller annat är inte det som kontrollsumman räknades på"
        }
        Wrong::OtherAnswers => "godkännandet gäller andra svar än de inskickade",
        Wrong::Way => "en kontrollsumma på vägen till kedjan är ändrad",
    };
    match lang {
        Lang::Sv => sv.to_owned(),
        Lang::En => wrong.to_string(),
    }
}
