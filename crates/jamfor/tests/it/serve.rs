//! `jamfor serve`: starts, answers, stops, starts again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::{refused, text};

/// A site that runs until it is told to stop.
struct Site {
    program: Child,
    said: String,
    address: String,
}

impl Site {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_jamfor"))
            .args(["serve", "--listen", "127.0.0.1:0"])
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
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)
            .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
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

#[test]
fn the_demonstration_shows_results_and_a_round_and_is_there_again_after_a_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = Site::start(folder.path(), &["--demo"]);
    assert!(site.get("/").contains("Öppna jämförelser 2015"));
    assert!(site.get("/resultat/2015").contains("53,8"));
    let prov = site.said.split("/prov/").nth(1).expect("a secret address");
    let prov = format!("/prov/{}", prov.split_whitespace().next().expect("a secret"));
    let roles = site.get(&prov);
    for role in ["Samordnaren i Habo", "Nationell utredare", "Granskare", "Publicerare", "Läsare"] {
        assert!(roles.contains(role) && site.said.contains(role), "{role}");
    }
    assert!(site.stop().contains("Stoppad"));

    let again = Site::start(folder.path(), &["--demo"]);
    assert!(again.get(&prov).starts_with("HTTP/1.1 404"), "the secret is a new one");
    assert!(!again.stop().contains("Första starten"), "the round is there already");
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
