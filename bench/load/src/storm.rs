//! The last day (*sista dagen*): every unit with three people at once, each saving a page every few seconds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use collection::ids::{FactId, ResponseId};
use collection::round::Class;
use hyper::StatusCode;
use tokio::sync::watch;

use crate::client::Person;
use crate::fixture::{self, PARTS, address, cells, text_for};
use crate::form::{self, encoded, put};
use crate::measured::{Figures, Times};
use crate::place::Place;
use crate::service::{Service, cpu_of};

/// So many people share a unit's answers.
pub const PEOPLE: usize = 3;

/// A save that was sent: what it is about, and whether the service said that it is saved.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The id that its form had.
    pub fact: FactId,
    /// Whose answers.
    pub response: ResponseId,
    /// What was changed: the text of each cell.
    pub cells: BTreeMap<String, String>,
    /// Whether it was answered as saved.
    pub acknowledged: bool,
}

/// What a person did.
#[derive(Debug, Default)]
pub struct Done {
    /// How long everything took.
    pub times: Times,
    /// Every save that was sent.
    pub sent: Vec<Sent>,
    /// Requests that were not answered, or not as they should be.
    pub failed: Vec<String>,
}

/// How people work.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The shortest time between two saves; the longest is twice as long.
    pub think: Duration,
    /// What they do is the same for the same number.
    pub seed: u64,
}

/// Somebody who reads and saves until they are told to stop, or until nobody answers.
pub async fn work(
    mut person: Person,
    (subject, own): (usize, usize),
    pace: Pace,
    saved: Arc<AtomicUsize>,
    mut stop: watch::Receiver<bool>,
) -> Done {
    let mut done = Done::default();
    let mut dice = Dice(pace.seed.wrapping_mul(1_000_003).wrapping_add((subject * PEOPLE + own) as u64));
    // They do not all begin in the same moment.
    let first = pace.think.mul_f64(dice.roll() * 2.0);
    let mut pause = first;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.wait_for(|stop| *stop) => return done,
        }
        pause = pace.think.mul_f64(1.0 + dice.roll());
        // Each has parts of their own, and sometimes helps with another's: then two change the same cells.
        let part = match dice.below(10) {
            0..8 => PARTS[(own * 2 + dice.below(2)) % PARTS.len()],
            _ => PARTS[dice.below(PARTS.len())],
        };
        let before = done.sent.len();
        let step = match dice.below(5) {
            0 => look(&mut person, subject, &mut dice, &mut done).await,
            _ => save(&mut person, subject, part, &mut dice, &mut done).await,
        };
        let acknowledged = done.sent[before..].iter().filter(|sent| sent.acknowledged).count();
        saved.fetch_add(acknowledged, Ordering::Relaxed);
        if let Err(why) = step {
            done.failed.push(format!("{why:#}"));
        }
    }
}

async fn look(person: &mut Person, subject: usize, dice: &mut Dice, done: &mut Done) -> Result<()> {
    let at = match dice.below(2) {
        0 => format!("/svara/{}/{}", fixture::ROUND, fixture::subject(subject)),
        _ => format!("{}/sammanstallning", address(subject, PARTS[dice.below(PARTS.len())])),
    };
    let page = person.get(&at).await?;
    done.times.add("overview", page.took);
    if page.status != StatusCode::OK {
        bail!("{at}: {}", page.status);
    }
    Ok(())
}

async fn save(
    person: &mut Person,
    subject: usize,
    part: &str,
    dice: &mut Dice,
    done: &mut Done,
) -> Result<()> {
    let at = format!("{}/1", address(subject, part));
    let page = person.get(&at).await?;
    done.times.add("page", page.took);
    if page.status != StatusCode::OK {
        bail!("{at}: {}", page.status);
    }
    let mut fields = form::fields(&page.text()?);
    let Some(fact) = fields.iter().find(|(name, _)| name == "fact").map(|(_, id)| id.clone()) else {
        bail!("{at}: the page has no form");
    };
    let (asked, before) = (cells(&fields), fields.clone());
    let mut changed = BTreeMap::new();
    for _ in 0..6 {
        let cell = &asked[dice.below(asked.len())];
        let text = text_for(cell, dice.below(10_000));
        put(&mut fields, cell, &text);
        changed.insert(cell.clone(), text);
    }
    changed.retain(|cell, text| !before.iter().any(|(name, held)| name == cell && held == text));
    put(&mut fields, "go", "next");
    let place = done.sent.len();
    done.sent.push(Sent {
        fact: fact.parse()?,
        response: fixture::response(subject, part),
        cells: changed,
        acknowledged: false,
    });
    let saved = person.post(&at, encoded(&fields)).await?;
    done.times.add("save", saved.took);
    if saved.status != StatusCode::SEE_OTHER {
        bail!("{at}: {} to a save", saved.status);
    }
    done.sent[place].acknowledged = true;
    Ok(())
}

/// Numbers as if by chance, the same each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn roll(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Everybody with their session, at a service.
///
/// # Errors
/// A link did not open.
pub async fn people(service: &Service, tokens: &[Vec<String>]) -> Result<Vec<(Person, usize, usize)>> {
    let mut people = Vec::new();
    for (subject, own) in tokens.iter().enumerate() {
        for (place, token) in own.iter().enumerate() {
            let mut person = Person::new(service.at, people.len());
            person.open(token).await?;
            people.push((person, subject, place));
        }
    }
    Ok(people)
}

/// Measures a storm on an empty store.
///
/// # Errors
/// Somebody was not answered, or something is not there afterwards.
pub async fn run(
    program: &std::path::Path,
    place: &Place,
    units: usize,
    pace: Pace,
    seconds: u64,
) -> Result<Figures> {
    let store = place.open().await?;
    let tokens = fixture::fill(&store, Class::Open, units, PEOPLE).await?;
    let service = Service::start(program, place)?;
    let people = people(&service, &tokens).await?;
    let count = people.len();
    let (served, asked, started) = (service.cpu(), cpu_of(std::process::id()), Instant::now());
    let working = Working::begin(people, pace);
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let all = working.end().await?;
    let took = started.elapsed().as_secs_f64();
    let (served, asked) = (service.cpu() - served, cpu_of(std::process::id()) - asked);
    println!(
        "{:?}: {units} units, {count} people, {:.0}–{:.0} s between saves, {took:.0} s",
        place.kind(),
        pace.think.as_secs_f64(),
        pace.think.as_secs_f64() * 2.0
    );
    println!(
        "  {:.0} requests/s, {} saves, {} failed",
        all.times.count() as f64 / took,
        all.sent.len(),
        all.failed.len()
    );
    all.times.print();
    println!(
        "  processor: the service {:.2} cores, the people {:.2} cores, of 2",
        served / took,
        asked / took
    );
    if let Some(why) = all.failed.first() {
        bail!("{} requests failed; the first: {why}", all.failed.len());
    }
    service.stop().await?;
    crate::crash::check(&store, &all.sent).await?;
    store.close().await;
    let mut figures = Figures::default();
    figures.add("saves", all.sent.len() as f64);
    figures.add("requests/s", all.times.count() as f64 / took);
    figures.add_times(&all.times);
    figures.add("cores of the service", served / took);
    Ok(figures)
}

/// People who work until they are told to stop.
pub struct Working {
    stop: watch::Sender<bool>,
    people: Vec<tokio::task::JoinHandle<Done>>,
    saved: Arc<AtomicUsize>,
}

impl Working {
    /// Begins.
    pub fn begin(people: Vec<(Person, usize, usize)>, pace: Pace) -> Self {
        let ((stop, stopping), saved) = (watch::channel(false), Arc::new(AtomicUsize::new(0)));
        let begin = |(person, subject, own)| {
            let work = work(person, (subject, own), pace, Arc::clone(&saved), stopping.clone());
            tokio::spawn(work)
        };
        Self { people: people.into_iter().map(begin).collect(), stop, saved }
    }

    /// Waits until so many saves were acknowledged, or something else takes too long.
    pub async fn until(&self, saves: usize) {
        let began = Instant::now();
        while self.saved.load(Ordering::Relaxed) < saves && began.elapsed() < Duration::from_secs(30) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends; what everybody did.
    ///
    /// # Errors
    /// Somebody broke down.
    pub async fn end(self) -> Result<Done> {
        self.stop.send_replace(true);
        let mut all = Done::default();
        for person in self.people {
            let done = person.await?;
            all.times.join(done.times);
            all.sent.extend(done.sent);
            all.failed.extend(done.failed);
        }
        Ok(all)
    }
}
