//! `jamfor audit verify`: whether anything in the store's audit chains was changed, left out or put in.

mod receipt;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use collection::ids::RoundId;
use publication::manifest::{MANIFEST, Manifest};
use store::{Anchor, Audit, Publications};

use crate::arguments::{AuditOptions, Lang};
use crate::refused::{Doing, Refused};
use crate::stored::access::{round_id, with_store};
use crate::stored::location::store_location;
use crate::stored::words::listed;
use crate::{AlreadyTold, WrongUsage, output, tell};

/// Largest manifest that is read.
const MAX_MANIFEST: u64 = 64 << 20;

/// What the chain must hold, and of which round.
struct Wanted {
    round: Option<RoundId>,
    anchors: Vec<Anchor>,
    /// What a receipt proves, if the chain holds it.
    proves: Option<String>,
}

pub(crate) fn run(options: &AuditOptions, lang: Lang) -> Result<()> {
    let location = store_location(options.store.store.as_deref(), lang)?;
    let given = options.round.as_deref().map(|round| round_id(round, lang)).transpose()?;
    let wanted = options.anchor.as_deref().map(|anchor| wanted(anchor, lang)).transpose()?;
    let round = match (given, wanted.as_ref().and_then(|wanted| wanted.round.clone())) {
        (Some(given), Some(anchored)) if given != anchored => {
            return Err(wrong(
                lang,
                format!(
                    "ankaret är ur omgång {anchored}, inte {given}: ta bort --round, eller ange rätt ankare"
                ),
                format!(
                    "the anchor is of round {anchored}, not {given}: leave out --round, or give the right anchor"
                ),
            ));
        }
        (given, anchored) => given.or(anchored),
    };
    let anchors = wanted.as_ref().map_or_else(Vec::new, |wanted| wanted.anchors.clone());
    let audits = with_store(&location, async |store| {
        let rounds = match &round {
            Some(round) => vec![round.clone()],
            None => store.rounds().await?.into_iter().map(|round| round.id).collect(),
        };
        if !anchors.is_empty() && rounds.len() != 1 {
            return Ok(Err(rounds));
        }
        let mut audits = Vec::new();
        for round in rounds {
            audits.push(store.verify(&round, anchors.iter().copied()).await?);
        }
        Ok(Ok((audits, store.verify_publications().await?)))
    })?;
    let (audits, publications) = audits.map_err(|rounds| {
        let known = rounds.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        wrong(
            lang,
            format!("numren på ett kvitto säger inte i vilken omgång: ange --round; finns: {known}"),
            format!("a receipt's numbers do not say of which round: give --round; there are: {known}"),
        )
    })?;
    if audits.is_empty() {
        tell(lang.say("svarslagret har inga omgångar", "the store of answers has no rounds"));
    }
    let mut faults = 0;
    for audit in &audits {
        faults += audit.faults.len();
        anstream::println!("{}", output::folded(&line(audit, &anchors, lang)));
        if !audit.faults.is_empty() {
            anstream::println!("{}", listed(&audit.faults, lang));
        }
    }
    if publications.events > 0 {
        faults += publications.faults.len();
        anstream::println!("{}", output::folded(&published(&publications, lang)));
        if !publications.faults.is_empty() {
            anstream::println!("{}", listed(&publications.faults, lang));
        }
    }
    if faults == 0 {
        wanted.and_then(|wanted| wanted.proves).into_iter().for_each(|proves| anstream::println!("{proves}"));
        return Ok(());
    }
    tell(&match lang {
        Lang::Sv => format!(
            "{faults} fel: svarslagret är inte som det skrevs. Ändra ingenting; jämför med en säkerhetskopia och ta reda på vad som hänt."
        ),
        Lang::En => format!(
            "{faults} faults: the store is not as it was written. Change nothing; compare with a backup and find out what happened."
        ),
    });
    Err(AlreadyTold.into())
}

fn wrong(lang: Lang, sv: String, en: String) -> anyhow::Error {
    WrongUsage(match lang {
        Lang::Sv => sv,
        Lang::En => en,
    })
    .into()
}

fn line(audit: &Audit, anchors: &[Anchor], lang: Lang) -> String {
    let Audit { round, batches, facts, erased, end, faults } = audit;
    let sound = faults.is_empty();
    let nos = anchors.iter().map(|anchor| anchor.no.to_string()).collect::<Vec<_>>().join(", ");
    let held = match sound && !anchors.is_empty() {
        true => format!(
            "; {} {nos}",
            lang.say("ankaret finns i kedjan: post", "the chain holds the anchor: batch")
        ),
        false => String::new(),
    };
    match lang {
        Lang::Sv => {
            let found = if sound { "oförändrad".to_owned() } else { format!("{} FEL", faults.len()) };
            format!(
                "omgång {round}: {found} – {batches} poster, {facts} uppgifter, {erased} gallrade, slut {}:{}{held}",
                end.no, end.hash
            )
        }
        Lang::En => {
            let found = if sound { "unchanged".to_owned() } else { format!("{} FAULTS", faults.len()) };
            format!(
                "round {round}: {found} – {batches} batches, {facts} facts, {erased} erased, end {}:{}{held}",
                end.no, end.hash
            )
        }
    }
}

fn published(found: &Publications, lang: Lang) -> String {
    let Publications { events, erased, folders, end, faults } = found;
    let end = end.as_ref().map(|(no, hash)| format!("{no}:{hash}")).unwrap_or_default();
    let sound = faults.is_empty();
    match lang {
        Lang::Sv => {
            let found = if sound { "oförändrade".to_owned() } else { format!("{} FEL", faults.len()) };
            format!(
                "publiceringar: {found} – {events} händelser, {erased} gallrade, {folders} mappar, slut {end}"
            )
        }
        Lang::En => {
            let found = if sound { "unchanged".to_owned() } else { format!("{} FAULTS", faults.len()) };
            format!("publications: {found} – {events} events, {erased} erased, {folders} folders, end {end}")
        }
    }
}

/// The numbers of a receipt, `412:hash`; or by their path a receipt's file, or a publication's manifest or folder.
fn wanted(text: &str, lang: Lang) -> Result<Wanted> {
    let numbers = text.trim().split_once(':').and_then(|(no, hash)| Some((no.parse().ok()?, hash)));
    if let Some((no, hash)) = numbers {
        let hash = hash.trim().to_ascii_lowercase().parse();
        let hash = hash.map_err(|_| {
            wrong(
                lang,
                "--anchor: efter numret står en hash av 64 tecken 0–9 och a–f, som på kvittot: 412:9f…".to_owned(),
                "--anchor: after the number stands a hash of 64 characters 0–9 and a–f, as on the receipt: 412:9f…".to_owned(),
            )
        })?;
        return Ok(Wanted { round: None, anchors: vec![Anchor { no, hash }], proves: None });
    }
    let mut path = PathBuf::from(text);
    if path.is_dir() {
        path.push(MANIFEST);
    }
    let file = read(&path)?;
    if let Some(receipt) = receipt::read(&file) {
        return receipt::wanted(&path, &receipt, lang);
    }
    let unusable = |sv: &str, en: &str| {
        let path = path.display();
        Refused::told(format!("--anchor {path}: {sv}"), format!("--anchor {path}: {en}"))
    };
    let manifest = Manifest::from_json(&file).map_err(|_| {
        unusable(
            "filen är varken ett kvitto eller en publicerings förteckning. Ange ett kvittos fil eller nummer (412:hash), eller en publicerings manifest.json.",
            "the file is neither a receipt nor a manifest of a publication. Give a receipt's file or numbers (412:hash), or a publication's manifest.json.",
        )
    })?;
    let chain = manifest.chain.ok_or_else(|| {
        unusable(
            "publiceringen är inte gjord ur ett svarslager, så den har inget ankare.",
            "the publication was not made from a store of answers, so it has no anchor.",
        )
    })?;
    let changed = || {
        unusable(
            "förteckningen är ändrad: ankaret går inte att läsa.",
            "the manifest was changed: its anchor cannot be read.",
        )
    };
    Ok(Wanted {
        round: Some(chain.round.parse().map_err(|_| changed())?),
        anchors: vec![Anchor { no: chain.no, hash: chain.hash.parse().map_err(|_| changed())? }],
        proves: None,
    })
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let refused = |error: std::io::Error| Refused::of(&error, Doing::Reading, path);
    if fs::metadata(path).map_err(refused)?.len() > MAX_MANIFEST {
        let path = path.display();
        return Err(Refused::told(
            format!("--anchor {path}: filen är för stor för en förteckning."),
            format!("--anchor {path}: the file is too large for a manifest."),
        )
        .into());
    }
    Ok(fs::read(path).map_err(refused)?)
}
