//! Texts in the answers of one who answers: found in every fact, shown, and erased in every fact.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use catalogue::Catalogue;
use collection::access::{Action, Resource};
use collection::disclosure;
use collection::fact::{Author, Content};
use collection::form::sheet::COMMENT;
use collection::ids::{CellId, FactId, ResponseId};
use collection::round::{Response, Round, Subject};
use rules::schema::QuestionKind;
use serde_json::Value;
use store::Audit;

use super::{Done, Erasing, person};
use crate::arguments::Lang;
use crate::permission::ask_of;
use crate::refused::Refused;
use crate::stored::access::round_id;
use crate::stored::answers::no_round;
use crate::stored::words::listed;
use crate::{files, meant_or_known};

/// The longest reason.
const LONGEST_REASON: usize = 200;
/// So much of a text is shown.
const MOST_SHOWN: usize = 60;

/// What the facts of a response hold in a cell.
#[derive(Default)]
struct Held {
    /// In how many facts, sent-in answers among them.
    facts: usize,
    /// The last text, or other answer.
    last: Option<String>,
    /// Facts of which it was erased before.
    erased: usize,
}

type Cells = BTreeMap<CellId, Held>;

pub(super) async fn run(erasing: &Erasing<'_>, round: &str) -> Result<Done> {
    let options = erasing.options;
    let round = find_round(erasing, round).await?;
    ask_of(Action::Erase, Resource::Round(&round))?;
    let subject = find_subject(erasing, &round, options.subject.as_deref().unwrap_or_default()).await?;
    let responses = responses(erasing, &round, &subject).await?;
    let texts = Texts::of(&round);
    let mut held = Vec::new();
    for response in responses {
        let cells = cells_of(erasing, &response.id).await?;
        held.push((response, cells));
    }
    if options.cell.is_empty() {
        return show_all(erasing, &round, &subject, &held, &texts).await;
    }
    let reason = reason(erasing)?;
    let cells: BTreeSet<CellId> =
        options.cell.iter().map(|cell| cell_id(erasing, cell)).collect::<Result<_>>()?;
    for cell in &cells {
        if !held.iter().any(|(_, of)| of.contains_key(cell)) {
            return Err(no_cell(&round, &subject, cell, &held, &texts).into());
        }
    }
    let audit = sound(erasing, &round).await?;
    let mut meant = Vec::new();
    for (response, of) in &held {
        let own: Vec<&CellId> =
            cells.iter().filter(|cell| of.get(*cell).is_some_and(|held| held.facts > 0)).collect();
        if !own.is_empty() {
            meant.push((response, of, own));
        }
    }
    if meant.is_empty() {
        let times: usize = held.iter().flat_map(|(_, of)| of.values()).map(|held| held.erased).sum();
        erasing.say(
            &format!("redan borttaget ur {times} uppgifter: det finns inget mer att ta bort"),
            &format!("erased from {times} facts before: there is nothing more to erase"),
        );
        return Ok(if options.confirm { Done::Erased } else { Done::Nothing });
    }
    if !options.confirm {
        for (response, of, own) in &meant {
            own.iter().for_each(|cell| preview(erasing, &round, response, cell, &of[*cell], &texts));
        }
        erasing.say(&chain(Lang::Sv, &audit), &chain(Lang::En, &audit));
        return Ok(Done::Shown);
    }
    for (response, of, own) in meant {
        let (id, cells) = (response.id.clone(), own.iter().map(|cell| (*cell).clone()).collect());
        let erased = erasing.store.erase(fact_id()?, id, cells, reason.clone(), Author::Program).await;
        let erased = erased.map_err(|why| erasing.not_appended(why))?;
        for cell in own {
            let (n, part, no) = (of[cell].facts, &response.part, erased.no);
            erasing.say(
                &format!(
                    "{}, {}, del {part}: {cell} är borttagen ur {n} uppgifter; post {no} i kedjan säger det",
                    round.id, subject.id
                ),
                &format!(
                    "{}, {}, part {part}: {cell} is erased from {n} facts; batch {no} says so",
                    round.id, subject.id
                ),
            );
        }
    }
    let audit = sound(erasing, &round).await?;
    erasing.say(&chain(Lang::Sv, &audit), &chain(Lang::En, &audit));
    Ok(Done::Erased)
}

async fn find_round(erasing: &Erasing<'_>, text: &str) -> Result<Round> {
    let id = round_id(text, erasing.lang)?;
    let rounds = erasing.store.rounds().await.map_err(|error| erasing.told(&error))?;
    let known: Vec<_> = rounds.iter().map(|round| round.id.clone()).collect();
    let found = rounds.into_iter().find(|round| round.id == id);
    found.ok_or_else(|| no_round(&id, &known, erasing.location, erasing.lang))
}

async fn find_subject(erasing: &Erasing<'_>, round: &Round, text: &str) -> Result<Subject> {
    let subjects = erasing.store.subjects(&round.id).await.map_err(|error| erasing.told(&error))?;
    let known: Vec<String> = subjects.iter().map(|subject| subject.id.to_string()).collect();
    let found = subjects.into_iter().find(|subject| subject.id.as_str() == text);
    found.ok_or_else(|| {
        let (id, meant) = (&round.id, meant_or_known(text, known.iter().map(String::as_str)));
        Refused::told(
            format!("--subject {text}: ingen med den koden svarar i omgång {id}; {meant}"),
            format!("--subject {text}: nobody of that code answers in round {id}; {meant}"),
        )
        .into()
    })
}

/// What the subject answers, or answers to the part that was asked for.
async fn responses(erasing: &Erasing<'_>, round: &Round, subject: &Subject) -> Result<Vec<Response>> {
    let mut all = erasing.store.responses(&round.id).await.map_err(|error| erasing.told(&error))?;
    all.retain(|response| response.subject == subject.id);
    let Some(part) = &erasing.options.part else { return Ok(all) };
    let known: Vec<String> = all.iter().map(|response| response.part.clone()).collect();
    all.retain(|response| response.part.eq_ignore_ascii_case(part));
    if all.is_empty() {
        let (id, known) = (&subject.id, known.join(", "));
        return Err(Refused::told(
            format!("--part {part}: {id} svarar inte på den delen; finns: {known}"),
            format!("--part {part}: {id} does not answer that part; there are: {known}"),
        )
        .into());
    }
    Ok(all)
}

/// Every cell that any fact of a response holds, or held.
async fn cells_of(erasing: &Erasing<'_>, response: &ResponseId) -> Result<Cells> {
    let mut cells = Cells::new();
    let history = erasing.store.history(response).await.map_err(|error| erasing.told(&error))?;
    for entry in history {
        match entry.fact.content {
            Content::Saved { cells: saved } => {
                for (cell, change) in saved {
                    let held = cells.entry(cell).or_default();
                    match change.value {
                        Some(value) => {
                            held.facts += 1;
                            held.last = Some(text_of(&value));
                        }
                        None => held.erased += usize::from(change.erased),
                    }
                }
            }
            Content::Submitted { cells: sent, .. } => {
                for (cell, value) in sent {
                    let held = cells.entry(cell).or_default();
                    held.facts += 1;
                    held.last = Some(text_of(&value));
                }
            }
            Content::Signed { .. }
            | Content::ReopeningAsked { .. }
            | Content::Reopened { .. }
            | Content::Closed
            | Content::Erased { .. } => {}
        }
    }
    Ok(cells)
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Which cells are texts, as far as the built-in catalogue knows the round's edition.
struct Texts(Option<Catalogue>, String);

impl Texts {
    fn of(round: &Round) -> Self {
        Self(files::catalogue(None).ok(), round.edition.clone())
    }

    /// Whether a cell is a text; none if that is not known.
    fn is_text(&self, cell: &CellId) -> Option<bool> {
        if cell.as_str().ends_with(COMMENT) {
            return Some(true);
        }
        let edition = self.0.as_ref()?.editions.get(&self.1.parse().ok()?)?;
        let schema = &edition.questionnaire.schema;
        Some(schema.column(schema.find(cell.as_str())?).kind == QuestionKind::Text)
    }
}

/// What would be erased of a cell.
fn preview(
    erasing: &Erasing<'_>,
    round: &Round,
    response: &Response,
    cell: &CellId,
    held: &Held,
    texts: &Texts,
) {
    let (id, subject, part) = (&round.id, &response.subject, &response.part);
    let (shown, n) = (shown(held.last.as_deref().unwrap_or_default(), round, erasing.lang), held.facts);
    erasing.say(
        &format!("{id}, {subject}, del {part}: {cell} {shown} skulle tas bort ur {n} uppgifter"),
        &format!("{id}, {subject}, part {part}: {cell} {shown} would be erased from {n} facts"),
    );
    if texts.is_text(cell) == Some(false) {
        erasing.say(
            &format!("  Obs: {cell} är ingen text utan ett svar som räknas. Utan det kan utfall och andelar bli andra."),
            &format!("  Note: {cell} is no text but an answer that counts. Without it outcomes and shares may change."),
        );
    }
}

/// The text as the operator sees it before it is gone; of persons nothing but its length.
pub(super) fn shown(text: &str, round: &Round, lang: Lang) -> String {
    let n = text.chars().count();
    if !disclosure::shows_one(round.class()) {
        return format!("({n} {})", lang.say("tecken", "characters"));
    }
    let start: String = text.chars().take(MOST_SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("«{start}{}»", if n > MOST_SHOWN { "…" } else { "" })
}

/// The texts and the labels that can be erased.
async fn show_all(
    erasing: &Erasing<'_>,
    round: &Round,
    subject: &Subject,
    held: &[(Response, Cells)],
    texts: &Texts,
) -> Result<Done> {
    if erasing.options.confirm {
        return Err(erasing.wrong(
            "--confirm: säg vilken cell som ska tas bort, med --cell och --reason; utan --confirm visas vad som finns",
            "--confirm: say which cell is to be erased, by --cell and --reason; without --confirm what there is is shown",
        ));
    }
    let mut any = false;
    for (response, cells) in held {
        for (cell, held) in
            cells.iter().filter(|(cell, held)| held.facts > 0 && texts.is_text(cell) != Some(false))
        {
            any = true;
            let (part, n, shown) = (
                &response.part,
                held.facts,
                shown(held.last.as_deref().unwrap_or_default(), round, erasing.lang),
            );
            erasing.say(
                &format!("del {part}: --cell {cell} {shown}, i {n} uppgifter"),
                &format!("part {part}: --cell {cell} {shown}, in {n} facts"),
            );
        }
    }
    let links = erasing.store.links(&round.id, Some(&subject.id)).await;
    for link in links.map_err(|error| erasing.told(&error))? {
        if let Some(label) = &link.label {
            any = true;
            erasing.say(
                &format!("länk: --link {} «{}» ({})", link.id, label.reveal(), person::shown(&link)),
                &format!("link: --link {} “{}” ({})", link.id, label.reveal(), person::shown(&link)),
            );
        }
    }
    if !any {
        erasing.say(
            "det finns inga texter och inga benämningar att ta bort",
            "there are no texts and no labels to erase",
        );
    }
    Ok(Done::Nothing)
}

fn no_cell(
    round: &Round,
    subject: &Subject,
    cell: &CellId,
    held: &[(Response, Cells)],
    texts: &Texts,
) -> Refused {
    let with_text = held.iter().flat_map(|(_, cells)| cells.iter());
    let known: Vec<&str> = with_text
        .filter(|(cell, held)| held.facts > 0 && texts.is_text(cell) != Some(false))
        .map(|(cell, _)| cell.as_str())
        .collect();
    let (round, subject) = (&round.id, &subject.id);
    let meant = match known.is_empty() {
        true => "–".to_owned(),
        false => meant_or_known(cell.as_str(), known.iter().copied()),
    };
    Refused::told(
        format!("--cell {cell}: {subject} har aldrig fyllt i den i omgång {round}; texter: {meant}"),
        format!("--cell {cell}: {subject} never filled it in in round {round}; texts: {meant}"),
    )
}

fn cell_id(erasing: &Erasing<'_>, text: &str) -> Result<CellId> {
    text.parse().map_err(|_| {
        erasing.wrong(
            "--cell: en cell heter som frågan, med rad efter punkt och #comment för en kommentar: E7, G2.missbruk, E7#comment",
            "--cell: a cell is named after its question, with the row after a dot and #comment for a comment: E7, G2.missbruk, E7#comment",
        )
    })
}

fn reason(erasing: &Erasing<'_>) -> Result<String> {
    let reason = erasing.options.reason.as_deref().unwrap_or_default().trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON || reason.chars().any(char::is_control) {
        return Err(erasing.wrong(
            "--reason: skriv den regel som gäller, på en rad med högst 200 tecken och utan personuppgifter, till exempel \"artikel 17, begäran 2018-06-19\"",
            "--reason: write the rule that applies, on one line of at most 200 characters and without personal data, such as \"article 17, request of 2018-06-19\"",
        ));
    }
    Ok(reason.to_owned())
}

/// The audit of a round that holds: a chain that does not is left as it is, for whoever finds out why.
async fn sound(erasing: &Erasing<'_>, round: &Round) -> Result<Audit> {
    let audit = erasing.store.verify(&round.id, None).await.map_err(|error| erasing.told(&error))?;
    if audit.faults.is_empty() {
        return Ok(audit);
    }
    let (id, n) = (&round.id, audit.faults.len());
    Err(Refused::told(
        format!("omgång {id}: revisionskedjan håller inte, {n} fel:\n{}\nTa reda på vad som hänt med svarslagret innan något mer gallras.", listed(&audit.faults, Lang::Sv)),
        format!("round {id}: the audit chain does not hold, {n} faults:\n{}\nFind out what happened to the store before anything more is erased.", listed(&audit.faults, Lang::En)),
    )
    .into())
}

fn chain(lang: Lang, audit: &Audit) -> String {
    let Audit { round, batches, facts, erased, end, .. } = audit;
    match lang {
        Lang::Sv => format!(
            "omgång {round}: kedjan håller – {batches} poster, {facts} uppgifter, {erased} gallrade, slut {}:{}",
            end.no, end.hash
        ),
        Lang::En => format!(
            "round {round}: the chain holds – {batches} batches, {facts} facts, {erased} erased, end {}:{}",
            end.no, end.hash
        ),
    }
}

/// The id of an erasure, drawn at random.
fn fact_id() -> Result<FactId> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("{error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().parse()?)
}
