//! A process that is killed while it saves has saved what it acknowledged.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use store::{NotAppended, Reason, Store};

use crate::support::facts::*;
use crate::support::{self, Place, on_both, run};

const LOCATION: &str = "JAMFOR_TEST_LOCATION";
const RESPONSES: usize = 6;

on_both!(what_a_killed_process_acknowledged_is_there);

/// Started again by a test, as a process of its own: saves for ever, and says what was acknowledged.
#[test]
#[ignore = "a part of other tests, which start it"]
fn child() {
    let Ok(location) = std::env::var(LOCATION) else { return };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&location.parse().expect("a location")).await.expect("it opens");
        let start = std::process::id();
        let people = (0..12).map(|who| {
            let store = store.clone();
            tokio::spawn(async move {
                for i in 0.. {
                    let (id, response) = (format!("p{start}-{who}-{i}"), format!("r{}", who % RESPONSES));
                    save_until_taken(&store, &id, &response).await;
                }
            })
        });
        for person in people.collect::<Vec<_>>() {
            person.await.expect("it goes on for ever");
        }
    });
}

async fn save_until_taken(store: &Store, id: &str, response: &str) {
    let text = "ett svar ".repeat(40);
    let cells: Vec<(String, &str)> = (0..8).map(|i| (format!("E{i}"), text.as_str())).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(key, text)| (key.as_str(), *text)).collect();
    loop {
        match store.append(save(id, response, &cells)).await {
            Ok(appended) => return say(&format!("saved {id} {} {}", appended.no, appended.pos)),
            Err(NotAppended::NotSaved(trouble)) => {
                say(&format!("failed {:?}", trouble.reason));
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(other) => panic!("{other}"),
        }
    }
}

/// One line at once, so that a reader never sees half of one.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\n{line}\n").as_bytes()).expect("somebody reads");
    out.flush().expect("somebody reads");
}

fn start(place: &Place) -> Child {
    let location = match &place.location {
        store::Location::Sqlite(path) => path.to_str().expect("a path").to_owned(),
        store::Location::Postgres(address) => address.clone(),
    };
    // A write that goes beyond the limit of a file's size shall fail, and not end the process.
    Command::new("sh")
        .args(["-c", r#"trap '' XFSZ; exec "$0" --exact crash::child --ignored --nocapture"#])
        .arg(std::env::current_exe().expect("this program"))
        .env(LOCATION, location)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts")
}

/// What a child says, whole lines only.
struct Said(BufReader<std::process::ChildStdout>);

impl Said {
    fn next(&mut self) -> Option<String> {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("it is read");
        line.ends_with('\n').then(|| line.trim().to_owned())
    }
}

async fn what_a_killed_process_acknowledged_is_there(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", RESPONSES).await;
    store.close().await;
    let mut acknowledged = Vec::new();
    for time in 0..5u64 {
        let mut child = start(&place);
        let mut said = Said(BufReader::new(child.stdout.take().expect("its output")));
        let mut seen = 0;
        while seen < 30 + time * 17 {
            let line = said.next().expect("it goes on");
            if let Some(saved) = line.strip_prefix("saved ") {
                acknowledged.push(saved.to_owned());
                seen += 1;
            }
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ended");
        while let Some(line) = said.next() {
            acknowledged.extend(line.strip_prefix("saved ").map(str::to_owned));
        }
        let store = place.open().await;
        let audit = sound(&store, &round_id()).await;
        assert!(audit.facts >= acknowledged.len() as i64);
        for saved in &acknowledged {
            let [id, no, pos] = saved.split(' ').collect::<Vec<_>>()[..] else { panic!("{saved}") };
            let there =
                store.appended(&fact_id(id)).await.expect("read").unwrap_or_else(|| panic!("{id} is lost"));
            assert_eq!((there.no.to_string(), there.pos.to_string()), (no.to_owned(), pos.to_owned()));
        }
        store.close().await;
    }
}

fn prlimit(child: &Child, limit: &str) {
    let done =
        Command::new("prlimit").arg(format!("--pid={}", child.id())).arg(format!("--fsize={limit}")).status();
    assert!(done.expect("prlimit").success());
}

/// The process may not make files longer, as on a full disk; then it may again.
#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    run(support::sqlite(), async |place| {
        let store = place.open().await;
        with_responses(&store, "2018", RESPONSES).await;
        let mut child = start(&place);
        let mut said = Said(BufReader::new(child.stdout.take().expect("its output")));
        let mut acknowledged: Vec<String> = Vec::new();
        let mut until = |what: &str, count: usize, acknowledged: &mut Vec<String>| {
            let mut seen = 0;
            while seen < count {
                let line = said.next().expect("it goes on");
                seen += usize::from(line.starts_with(what));
                acknowledged.extend(line.strip_prefix("saved ").map(str::to_owned));
            }
        };
        until("saved", 40, &mut acknowledged);
        prlimit(&child, "65536:unlimited");
        until(&format!("failed {:?}", Reason::Full), 30, &mut acknowledged);
        let full = acknowledged.len();
        prlimit(&child, "unlimited:unlimited");
        until("saved", 40, &mut acknowledged);
        assert!(acknowledged.len() > full, "it goes on by itself");
        child.kill().expect("it is killed");
        child.wait().expect("it ended");
        sound(&store, &round_id()).await;
        for saved in &acknowledged {
            let id = saved.split(' ').next().expect("an id");
            assert!(store.appended(&fact_id(id)).await.expect("read").is_some(), "{id} is lost");
        }
    });
}
