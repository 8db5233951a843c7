//! A real PostgreSQL in a temporary folder, on a loopback port. It ends when the tests end, however they end: a shell waits
//! for the end of its input, which the tests hold.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) struct Server {
    bin: PathBuf,
    folder: PathBuf,
    port: u16,
    _watch: Child,
    /// Its end ends the server.
    _hold: ChildStdin,
}

/// The one that most tests share; each has a database of its own.
pub(crate) fn shared() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(Server::start)
}

const WATCH: &str = r#"
trap '' INT
"$BIN/initdb" -D "$FOLDER/data" -U jamfor -A trust -E UTF8 --no-locale --no-sync >"$FOLDER/log" 2>&1 &&
  "$BIN/pg_ctl" -D "$FOLDER/data" -l "$FOLDER/log" -o "$OPTIONS" -w start >/dev/null 2>&1 && echo ready
exec >/dev/null
cat >/dev/null
"$BIN/pg_ctl" -D "$FOLDER/data" -m immediate stop >/dev/null 2>&1
rm -rf "$FOLDER"
"#;

impl Server {
    pub(crate) fn start() -> Self {
        let bin = binaries().expect("PostgreSQL is there: install the package postgresql");
        for _ in 0..3 {
            if let Some(server) = Self::try_start(bin.clone()) {
                return server;
            }
        }
        panic!("PostgreSQL starts");
    }

    /// None if somebody took the port in the meantime.
    fn try_start(bin: PathBuf) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("jamfor-postgres-").tempdir().expect("a folder").keep();
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.expect("a free port").port();
        own(&folder);
        let mut watch = as_user("sh")
            .args(["-c", WATCH])
            .env("BIN", &bin)
            .env("FOLDER", &folder)
            .env("OPTIONS", options(&folder, port))
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let hold = watch.stdin.take().expect("its input");
        let mut said = String::new();
        BufReader::new(watch.stdout.take().expect("its output")).read_line(&mut said).expect("it is read");
        if said.trim() != "ready" {
            eprintln!("{}", fs::read_to_string(folder.join("log")).unwrap_or_default());
            drop(hold);
            watch.wait().expect("it ends, since nobody holds its input");
            return None;
        }
        Some(Self { bin, folder, port, _watch: watch, _hold: hold })
    }

    /// An empty database.
    pub(crate) fn new_database(&self) -> String {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("svar{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let port = self.port.to_string();
        let arguments = ["-h", "127.0.0.1", "-U", "jamfor", "-p", port.as_str(), name.as_str()];
        let made = Command::new(self.bin.join("createdb")).args(arguments).output().expect("createdb");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        format!("postgres://jamfor@127.0.0.1:{port}/{name}")
    }

    /// An empty database whose files lie in a folder that is made for it.
    pub(crate) fn new_database_in(&self, folder: &Path) -> String {
        fs::create_dir(folder).expect("it is new");
        own(folder);
        let space = format!("CREATE TABLESPACE other LOCATION '{}'", folder.display());
        self.sql("postgres", &space);
        let address = self.new_database();
        let name = address.rsplit('/').next().expect("a name");
        self.sql("postgres", &format!("ALTER DATABASE {name} SET TABLESPACE other"));
        address
    }

    /// Runs SQL in one of its databases.
    pub(crate) fn sql(&self, database: &str, sql: &str) {
        let port = self.port.to_string();
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-h", "127.0.0.1", "-U", "jamfor", "-p", &port, "-d", database]);
        let done = psql.args(["-q", "-v", "ON_ERROR_STOP=1", "-c", sql]).stdin(Stdio::null()).status();
        assert!(done.expect("psql").success(), "{sql}");
    }

    /// Stops it as a power cut would.
    pub(crate) fn stop(&self) {
        self.control(&["-m", "immediate", "-w", "stop"]);
    }

    /// Starts it again.
    pub(crate) fn start_again(&self) {
        let (log, options) = (self.folder.join("log"), options(&self.folder, self.port));
        self.control(&["-l", log.to_str().expect("a path"), "-o", &options, "-w", "start"]);
    }

    fn control(&self, arguments: &[&str]) {
        let mut command = as_user(self.bin.join("pg_ctl"));
        command.arg("-D").arg(self.folder.join("data")).args(arguments).current_dir("/");
        let done = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(done.expect("pg_ctl").success(), "pg_ctl {arguments:?}");
    }
}

fn options(folder: &Path, port: u16) -> String {
    format!("-c listen_addresses=127.0.0.1 -c port={port} -c max_connections=200 -k {}", folder.display())
}

/// The folder with `initdb` and `pg_ctl`, the newest version's.
fn binaries() -> Option<PathBuf> {
    let asked = Command::new("pg_config").arg("--bindir").output().ok();
    let asked = asked.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort();
    let path: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let mut folders = asked.into_iter().chain(debian.into_iter().rev()).chain(path);
    folders.find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}

/// PostgreSQL does not run as root.
fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id");
    output.stdout.trim_ascii() == b"0"
}

fn as_user(program: impl AsRef<std::ffi::OsStr>) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
    command
}

fn own(folder: &Path) {
    if is_root() {
        let done = Command::new("chown").arg("postgres:postgres").arg(folder).status();
        assert!(done.expect("chown").success(), "there is a user postgres");
    }
}
