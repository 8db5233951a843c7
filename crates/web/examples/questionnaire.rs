//! Shows the questionnaire of edition 2018 with simulated answers, read-only: `cargo run -p web --example questionnaire [PORT]`.
//!
//! Port 8091 if none is given; 0 takes one that is free. What is sent is read and told, and saved nowhere.

use std::collections::BTreeMap;
use std::error::Error;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response as Answer};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use collection::access::Role;
use collection::fact::{Author, Change, Content, Fact};
use collection::form::answers::cells_of;
use collection::form::sheet::Sheet;
use collection::head::Head;
use collection::ids::CellId;
use domain::{EditionYear, PartCode};
use results::checks::of_subject;
use results::simulate::simulate;
use serde_json::Value;
use tokio::net::TcpListener;
use web::design::save_state::SaveState;
use web::guard::{Protection, protect};
use web::language::Language;
use web::respond::city;
use web::respond::hub::{self, HubPart, Worker};
use web::respond::page::{Asked, Response, page};
use web::respond::rights::Rights;
use web::respond::submit::submit;
use web::respond::summary::summary;
use web::respond::{LastRound, Setting};

const ROOT: &str = "/svara/2018";

struct Shown {
    catalogue: Catalogue,
    unit: usize,
    heads: BTreeMap<PartCode, Head>,
    previous: LastRound,
    people: BTreeMap<Author, String>,
}

impl Shown {
    fn edition(&self) -> &Edition {
        &self.catalogue.editions[&EditionYear(2018)]
    }
}

fn author(who: &str) -> Author {
    Author::Link(who.to_owned())
}

fn save(head: &mut Head, no: usize, who: &str, cells: &[(CellId, Value)]) -> Result<(), Box<dyn Error>> {
    let change =
        |value: &Value| Change { value: Some(value.clone()), based_on: None, settles: vec![], erased: false };
    let cells = cells.iter().map(|(cell, value)| (cell.clone(), change(value))).collect();
    let content = Content::Saved { cells };
    let fact = Fact { id: format!("s{no}").parse()?, response: "r1".parse()?, author: author(who), content };
    head.apply(&fact, 1_521_207_120_000_000 + i64::try_from(no)? * 60_000_000)?;
    Ok(())
}

/// Part G answered by half, part E all, with a conflict and a doubt to look at.
fn shown() -> Result<Shown, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let catalogue = Catalogue::load_with(&folder, LoadOptions { prove: false })
        .map_err(|problems| problems.to_string())?;
    let edition = &catalogue.editions[&EditionYear(2018)];
    let (now, before) = (simulate(edition, 7), simulate(edition, 8));
    let unit = edition.frame.position("0643").ok_or("Habo is in the frame")?;
    let schema = &edition.questionnaire.schema;
    let part_of = |cell: &CellId| {
        let place = schema.column(schema.find(cell.as_str().split('#').next()?)?).question?;
        edition
            .questions
            .iter()
            .find(|question| question.place == place)
            .map(|question| question.part.clone())
    };
    let mut by_part: BTreeMap<PartCode, Vec<(CellId, Value)>> = BTreeMap::new();
    for (cell, value) in cells_of(edition, &now, unit) {
        if let Some(part) = part_of(&cell) {
            by_part.entry(part).or_default().push((cell, value));
        }
    }
    let mut heads = BTreeMap::new();
    for (part, mut cells) in by_part {
        let mut head = Head::default();
        if part.as_str() == "G" {
            cells.truncate(cells.len() / 2);
            cells.retain(|(cell, _)| cell.as_str() != "G9.ekonomiskt_bistand");
            cells.push(("G9.ekonomiskt_bistand".parse()?, "finns_inte".into()));
        }
        save(&mut head, 1, "anna", &cells)?;
        if part.as_str() == "E" {
            save(&mut head, 2, "berit", &[("E5".parse()?, "7.25".into())])?;
        }
        heads.insert(part, head);
    }
    let previous = LastRound { name: "2017".to_owned(), cells: cells_of(edition, &before, unit) };
    let people = BTreeMap::from([(author("anna"), "Anna Ek".into()), (author("berit"), "Berit Lund".into())]);
    Ok(Shown { catalogue, unit, heads, previous, people })
}

async fn show(State(shown): State<Arc<Shown>>, OriginalUri(uri): OriginalUri) -> Answer {
    let language = Language::of_path(uri.path());
    match html(&shown, language, &Language::Swedish.address(uri.path())) {
        Some(html) => html.into_response(),
        None => web::errors::page(StatusCode::NOT_FOUND, language, uri.path()),
    }
}

fn html(shown: &Shown, language: Language, path: &str) -> Option<maud::Markup> {
    let edition = shown.edition();
    let unit = &edition.frame.units[shown.unit];
    let answers: BTreeMap<CellId, Value> = shown.heads.values().flat_map(Head::answers).collect();
    let sheet = Sheet::of(edition, unit, &answers);
    let mut findings = Vec::new();
    of_subject(edition, 0, sheet.cells(), &mut findings);
    let me = author("anna");
    let setting = Setting {
        language,
        edition,
        unit,
        root: ROOT,
        people: &shown.people,
        me: Some(&me),
        closes: None,
        hidden: &[],
    };
    let rights = Rights::of_role(Role::Coordinator);
    let nothing = Head::default();
    let response = |part| Response {
        setting,
        sheet: &sheet,
        head: shown.heads.get(part).unwrap_or(&nothing),
        part,
        findings: &findings,
    };
    let hub_part = |part: &'static str, code| {
        let names: &[(&str, bool)] =
            if part == "E" { &[("Berit Lund", true), ("Anna Ek", false)] } else { &[] };
        let workers =
            names.iter().map(|(name, writing)| Worker { name: (*name).to_owned(), writing: *writing });
        HubPart { response: response(code), workers: workers.collect(), rights: rights.clone() }
    };
    let saved = SaveState::Saved("14.32");
    let codes: [PartCode; 2] = ["G".parse().ok()?, "E".parse().ok()?];
    let segments: Vec<&str> = path.strip_prefix(ROOT)?.split('/').filter(|part| !part.is_empty()).collect();
    let form = "form-1".parse().ok()?;
    let part_of = |code: &str| codes.iter().find(|part| part.as_str() == code);
    Some(match segments.as_slice() {
        [] => hub::hub(&setting, &[hub_part("G", &codes[0]), hub_part("E", &codes[1])], saved, false),
        [code] => hub::part(&hub_part("", part_of(code)?), saved),
        [code, "sammanstallning"] => summary(&response(part_of(code)?), &rights, saved),
        [code, "skicka"] => submit(&response(part_of(code)?), &rights, &form, saved),
        [code, no] => {
            let response = response(part_of(code)?);
            let no: usize = no.parse().ok()?;
            let pages = response.pages();
            let here = pages.iter().find(|page| page.no == no)?;
            let previous = Some(&shown.previous);
            page(&Asked {
                response,
                page: here,
                previous,
                form: &form,
                saved,
                written: None,
                city: city::Part::None,
                counting: None,
                counted: None,
            })
        }
        _ => return None,
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = match std::env::args().nth(1) {
        Some(port) => port
            .parse()
            .map_err(|error| format!("PORT is a number from 0 to 65535, not {port:?}: {error}"))?,
        None => 8091_u16,
    };
    let questionnaire = Router::new().fallback(show).with_state(Arc::new(shown()?));
    let router = web::router().merge(questionnaire);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("http://{}{ROOT}", listener.local_addr()?);
    axum::serve(listener, protect(router, Protection::default())).await?;
    Ok(())
}
