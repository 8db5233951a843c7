//! `jamfor serve`: starts, answers, stops, starts again.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use collection::head::{Head, State};
use collection::round::RoundState;
use store::{Location, Store};

use crate::{printed, refused, text};

/// A site that runs until it is told to stop.
struct Site {
    program: Child,
    said: String,
    address: String,
}

impl Site {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::run(folder, &[&["serve", "--listen", "127.0.0.1:0"], arguments].concat())
    }

    /// Runs the program with these words and nothing else.
    fn run(folder: &Path, arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_jamfor"))
            .args(arguments)
            .current_dir(folder)
            .env_remove("JAMFOR_STORE")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(program.stdout.take().expect("its output"));
        let mut said = String::new();
        while !said.contains("Ctrl+C") {
            assert_ne!(lines.read_line(&mut said).expect("a line"), 0, "it ended:\n{said}");
        }
        let address = said.split("http://").nth(1).expect("an address");
        let address = address.split_whitespace().next().expect("an address").to_owned();
        Self { program, said, address }
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "", "")
    }

    /// A page, once it says something: publications are made while the site is up.
    fn once(&self, path: &str, words: &str) -> String {
        let until = Instant::now() + Duration::from_secs(180);
        loop {
            let page = self.get(path);
            if page.contains(words) {
                return page;
            }
            assert!(Instant::now() < until, "{path} does not say {words}: {page}");
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    /// A request as a browser sends it, with more headers and a form.
    fn ask(&self, method: &str, path: &str, headers: &str, form: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let (host, length) = (&self.address, form.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n{headers}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        )
        .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    /// The secret address from which every role goes in.
    fn secret(&self) -> String {
        let prov = self.said.split("/prov/").nth(1).expect("a secret address");
        format!("/prov/{}", prov.split_whitespace().next().expect("a secret"))
    }

    /// Tells it to stop, as a service's supervisor does; what it said on stderr.
    fn stop(mut self) -> String {
        let id = self.program.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().expect("kill is there");
        assert!(told.success());
        let code = self.program.wait().expect("it ends").code();
        let mut said = Vec::new();
        self.program.stderr.take().expect("its output").read_to_end(&mut said).expect("it is read");
        let said = text(&said);
        assert_eq!(code, Some(0), "{said}");
        said
    }
}

/// Whom one can be, in the order they are printed; where they begin, and what stands there.
const ROLES: [(&str, &str, &str); 9] = [
    ("Samordnaren i Habo", "/svara/2018-prov/0643", "Habo"),
    ("En kollega i Habo, del E", "/svara/2018-prov/0643", "Habo"),
    ("Chefen i Habo", "/svara/2018-prov/0643", "Habo"),
    ("Samordnaren i Stockholms stad", "/stad/2018-prov/0180", "Stockholm"),
    ("Nationell utredare", "/arbete", "Öppna jämförelser 2018"),
    ("Granskare", "/arbete", "Öppna jämförelser 2018"),
    ("Publicerare", "/arbete", "Öppna jämförelser 2018"),
    ("Regional utredare i Jönköpings län", "/arbete", "Öppna jämförelser 2018"),
    ("Läsare", "/arbete", "<h1"),
];

/// The demonstration's round is half collected: some units are done, some have begun, some have done nothing yet.
fn is_in_the_middle(path: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open_existing(&Location::Sqlite(path.to_owned())).await.expect("it opens");
        let id = "2018-prov".parse().expect("an id");
        let rounds = store.rounds().await.expect("read");
        let round = rounds.iter().find(|round| round.id == id).expect("the round");
        assert_eq!(round.state, RoundState::Open);
        let (opens, closes) = (round.opens.expect("a time"), round.closes.expect("a time"));
        let now = web::service::system_clock()();
        assert!(opens < now && now < closes, "{opens} {now} {closes}");
        let heads = store.heads(&id).await.expect("read");
        let mut units: BTreeMap<_, Vec<&Head>> = BTreeMap::new();
        for response in store.responses(&id).await.expect("read") {
            units.entry(response.subject).or_default().push(&heads[&response.id]);
        }
        let is_done = |head: &&Head| head.state == State::Submitted;
        let is_begun = |head: &&Head| head.state == State::Open && !head.cells.is_empty();
        let is_new = |head: &&Head| head.latest.is_none();
        let all_done = units.values().filter(|heads| heads.iter().all(is_done)).count();
        let some_done = units.values().filter(|heads| heads.iter().any(is_done)).count();
        let begun = units.values().flatten().filter(|head| is_begun(head)).count();
        let nothing = units.values().filter(|heads| heads.iter().all(is_new)).count();
        assert_eq!(units.len(), 312);
        assert!(
            (80..230).contains(&all_done) && some_done > all_done && begun > 60 && nothing > 0,
            "all parts submitted: {all_done}; some: {some_done}; parts begun: {begun}; nothing done: {nothing}"
        );
        store.close().await;
    });
}

#[test]
fn the_program_alone_serves_the_demonstration_on_the_own_computer() {
    let folder = tempfile::tempdir().expect("a folder");
    // Whoever has the port, this test or another program: it is told, and nothing is made.
    let held = TcpListener::bind("127.0.0.1:8080");
    let taken = refused(folder.path(), &[], 1);
    let told = ["127.0.0.1:8080 används redan", "Stoppa det", "--listen 127.0.0.1:8081"];
    assert!(told.iter().all(|part| taken.contains(part)), "{taken}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("read").count(), 0, "nothing is made");
    let english = refused(folder.path(), &["--lang", "en"], 1);
    assert!(
        english.contains("choose another port: jamfor serve --demo --listen 127.0.0.1:8081"),
        "{english}"
    );
    drop(held);
    for _ in 0..120 {
        if TcpListener::bind("127.0.0.1:8080").is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    // Fails where another program keeps port 8080: stop that.
    let site = Site::run(folder.path(), &[]);
    assert_eq!(site.address, "127.0.0.1:8080");
    assert!(folder.path().join("jamfor-demo/jamfor.db").exists());
    site.once("/", "Öppna jämförelser 2015");
    assert!(site.get(&site.secret()).contains("Nationell utredare"));
    assert!(site.stop().contains("Första starten"));
}

#[test]
fn the_demonstration_shows_results_and_a_round_and_is_there_again_after_a_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = Site::start(folder.path(), &["--demo"]);
    let results = site.once("/resultat/2015", "53,8");
    assert!(results.starts_with("HTTP/1.1 200"), "{results}");
    assert!(site.get("/").contains("Öppna jämförelser 2015"));
    let prov = site.secret();
    let roles = site.get(&prov);
    let printed: Vec<&str> = site.said.lines().filter_map(|line| line.trim().strip_prefix("– ")).collect();
    assert_eq!(printed.len(), ROLES.len(), "{printed:?}");
    for (place, (role, leads_to, shown)) in ROLES.into_iter().enumerate() {
        assert!(printed.contains(&role) && roles.contains(&format!(">{role}<")), "{role}: {roles}");
        let button = format!("name=\"who\" value=\"{place}\">{role}<");
        assert!(roles.contains(&button), "{button} in {roles}");
        let entered = site.ask("POST", &prov, "", &format!("who={place}"));
        assert!(entered.starts_with("HTTP/1.1 303"), "{role}: {entered}");
        let header = |name: &str| {
            let line = entered.lines().find(|line| line.to_ascii_lowercase().starts_with(name));
            line.and_then(|line| line.split_once(": ")).unwrap_or_else(|| panic!("{role}: no {name}")).1
        };
        assert_eq!(header("location"), leads_to, "{role}");
        let cookie = header("set-cookie").split(';').next().expect("a cookie");
        let page = site.ask("GET", leads_to, &format!("Cookie: {cookie}\r\n"), "");
        assert!(page.starts_with("HTTP/1.1 200") && page.contains(shown), "{role}: {shown} in {page}");
    }
    site.once("/resultat", "/resultat/2018-omgang-3");
    until(|| folder.path().join("jamfor-demo/publiceringar/2018-omgang-3-v1/manifest.json").exists());
    assert!(site.stop().contains("Stoppad"));
    is_in_the_middle(&folder.path().join("jamfor-demo/jamfor.db"));

    let again = Site::start(folder.path(), &["--demo"]);
    let at_once = again.get("/resultat");
    for edition in ["2015", "2018-omgang-1", "2018-omgang-2", "2018-omgang-3"] {
        assert!(
            at_once.contains(&format!("/resultat/{edition}\"")),
            "{edition} is not made again: {at_once}"
        );
    }
    assert!(again.get(&prov).starts_with("HTTP/1.1 404"), "the secret is a new one");
    assert!(!again.stop().contains("Första starten"), "the round is there already");

    // One that was changed is not shown: all are made anew, and kept in its place.
    let file = folder.path().join("jamfor-demo/publiceringar/2015-v1/outcomes.csv");
    let whole = std::fs::read_to_string(&file).expect("it is there");
    std::fs::write(&file, whole.replacen(";ja;", ";nej;", 1)).expect("it is written");
    let anew = Site::start(folder.path(), &["--demo"]);
    until(|| std::fs::read_to_string(&file).is_ok_and(|text| text == whole));
    anew.once("/resultat/2015", "53,8");
    anew.stop();
}

/// Waits for what the program does in its own time.
fn until(is_done: impl Fn() -> bool) {
    let last = Instant::now() + Duration::from_secs(180);
    while !is_done() {
        assert!(Instant::now() < last, "it is not done");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn publications_of_a_folder_are_shown_and_one_that_was_changed_is_left_out_and_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let given = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/2015-jonkoping/outcomes.csv");
    let publish =
        ["publish", "--edition", "2015", "--outcomes", given, "--published-at", "2015-10-28T00:00:00Z"];
    for out in ["visas/sann", "visas/andrad"] {
        printed(path, &[&publish[..], &["--out", out]].concat());
    }
    let changed = path.join("visas/andrad/outcomes.csv");
    let whole = std::fs::read_to_string(&changed).expect("it is there");
    std::fs::write(&changed, whole.replacen(";ja;", ";nej;", 1)).expect("it is written");

    let site = Site::start(path, &["--publications", "visas"]);
    let results = site.get("/resultat/2015");
    assert!(results.starts_with("HTTP/1.1 200") && results.contains("53,8"), "{results}");
    assert!(site.get("/resultat/2018-omgang-3").starts_with("HTTP/1.1 404"), "nothing is made up beside it");
    let said = site.stop();
    assert!(said.contains("visas/andrad: visas inte på webbplatsen"), "{said}");
    assert!(said.contains("outcomes.csv") && !said.contains("visas/sann: visas inte"), "{said}");

    let none = refused(path, &["serve", "--listen", "127.0.0.1:0", "--publications", "finns-inte"], 1);
    assert!(none.contains("finns-inte"), "{none}");
}

#[test]
fn without_demo_nobody_is_let_in_by_a_secret_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = Site::start(folder.path(), &[]);
    assert!(!site.said.contains("/prov/"), "{}", site.said);
    assert!(folder.path().join("jamfor.db").exists());
    site.stop();
    let link = crate::printed(
        folder.path(),
        &["account", "invite", "utredare@myndighet.example", "--role", "national_analyst"],
    );
    assert!(link.starts_with("/valkommen/"), "{link}");
    let demo =
        refused(folder.path(), &["serve", "--demo", "--listen", "127.0.0.1:0", "--store", "jamfor.db"], 2);
    assert!(demo.contains("prov.db"), "nobody comes into a store in earnest without a password: {demo}");
}

/// Runs a statement on a SQLite store, behind the program's back.
fn tamper(path: &Path, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        use sqlx::Connection;
        let at = format!("sqlite:{}", path.display());
        let mut to = sqlx::SqliteConnection::connect(&at).await.expect("it opens");
        let sql = sqlx::AssertSqlSafe(format!("DROP TRIGGER IF EXISTS fact_is_not_changed; {sql}"));
        sqlx::raw_sql(sql).execute(&mut to).await.expect("it is done");
        to.close().await.expect("it closes");
    });
}

#[test]
fn a_store_whose_chain_does_not_hold_is_told_of_and_with_a_wrong_end_not_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let store = path.join("jamfor-demo/jamfor.db");
    // Nothing is published: only the chains are at work.
    std::fs::create_dir(path.join("inga")).expect("a folder");
    let demo = ["--demo", "--publications", "inga"];
    let sound = Site::start(path, &demo);
    std::thread::sleep(Duration::from_secs(1));
    let said = sound.stop();
    assert!(!said.contains("VARNING"), "{said}");

    tamper(&store, "UPDATE fact SET author = '{\"link\":\"en-annan\"}' WHERE no = 1 AND round = '2018-prov'");
    let site = Site::start(path, &demo);
    assert!(site.get("/").contains("Svara på en enkät"), "who answers has done nothing wrong");
    // The whole chain is walked while it runs.
    std::thread::sleep(Duration::from_secs(12));
    let said = site.stop();
    let told = [
        "VARNING: omgång 2018-prov",
        "post 1,",
        "jamfor audit verify --store jamfor-demo/jamfor.db",
        "säkerhetskopia",
    ];
    assert!(told.iter().all(|part| said.contains(part)), "{said}");
    assert!(!said.contains("omgång 2017-prov"), "{said}");

    tamper(&store, "UPDATE round SET head_hash = '00' WHERE id = '2018-prov'");
    let start = ["serve", "--demo", "--listen", "127.0.0.1:0"];
    let said = refused(path, &start, 1);
    let told = [
        "VARNING: omgång 2018-prov",
        "omgångens slut",
        "startades inte",
        "jamfor restore",
        "--despite-faults",
    ];
    assert!(told.iter().all(|part| said.contains(part)), "{said}");
    let said = refused(path, &[&start[..], &["--lang", "en"]].concat(), 1);
    assert!(said.contains("The site was not started") && !said.contains("omgång"), "{said}");
    let site = Site::start(path, &["--demo", "--despite-faults"]);
    assert!(site.stop().contains("VARNING"), "told all the same");
}

#[test]
fn an_account_made_while_trying_does_not_stop_the_demonstration_unless_somebody_works_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    Site::start(path, &["--demo"]).stop();
    let store = "jamfor-demo/jamfor.db";
    let invite =
        ["account", "invite", "jag@myndighet.example", "--role", "national_analyst", "--store", store];
    let invited = crate::jamfor(path, &invite);
    assert!(text(&invited.stdout).starts_with("/valkommen/"));
    assert!(text(&invited.stderr).contains("är demonstrationens"), "{}", text(&invited.stderr));
    // As `jamfor` alone: the words of `serve` do without it.
    let site = Site::run(path, &["--listen", "127.0.0.1:0", "--store", store]);
    assert!(site.said.contains("/prov/"), "{}", site.said);
    site.stop();
    let other = refused(path, &["--listen", "127.0.0.1:0", "audit"], 2);
    assert!(other.contains("--listen"), "{other}");
}

#[test]
fn what_cannot_be_opened_is_told_in_the_language_with_the_next_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let at = ["--listen", "127.0.0.1:0"];
    for (arguments, code, sv, en) in [
        (&["--listen", "abc"][..], 2, "127.0.0.1:8081", "give an address of numbers and a port"),
        (&["--store", "/proc/x.db"], 1, "Ange en annan fil", "Give another file"),
        (
            &["--store", "/proc/x/y.db"],
            1,
            "Ange en mapp som du får skriva i",
            "Name a folder that you may write in",
        ),
        (
            &["--store", "postgres://a:hemligt@127.0.0.1:9/x"],
            1,
            "databasen svarar inte",
            "the database does not answer",
        ),
    ] {
        let swedish =
            refused(path, &[&["serve"], &at[..usize::from(code == 1) * 2], arguments].concat(), code);
        assert!(
            swedish.contains(sv) && !swedish.contains("hemligt") && !swedish.contains(" the "),
            "{swedish}"
        );
        let english = [&["--lang", "en", "serve"], &at[..usize::from(code == 1) * 2], arguments].concat();
        let english = refused(path, &english, code);
        assert!(english.contains(en) && !english.contains('å'), "{english}");
    }
}

#[test]
fn what_would_be_unsafe_or_cannot_be_is_refused_with_the_way_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let open = refused(path, &["serve", "--listen", "0.0.0.0:0"], 2);
    assert!(open.contains("--behind-tls"), "{open}");
    let demo = refused(path, &["serve", "--demo", "--behind-tls", "--listen", "0.0.0.0:0"], 2);
    assert!(demo.contains("--demo"), "{demo}");
    let half = Command::new(env!("CARGO_BIN_EXE_jamfor"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .current_dir(path)
        .env("JAMFOR_OIDC_ISSUER", "https://id.example")
        .output()
        .expect("the program starts");
    assert_eq!(half.status.code(), Some(2));
    assert!(text(&half.stderr).contains("JAMFOR_OIDC_CLIENT_SECRET"), "{}", text(&half.stderr));
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").to_string();
    let said = refused(path, &["serve", "--listen", &port], 1);
    assert!(said.contains("används redan") && said.contains("--listen"), "{said}");
    assert!(!path.join("jamfor.db").exists(), "nothing is made where nothing is served");
}
