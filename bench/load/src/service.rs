//! The process `jamfor serve`.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::fixture;
use crate::place::Place;

/// A running service; it is killed when this is dropped.
pub struct Service {
    process: Child,
    /// Where it answers.
    pub at: SocketAddr,
    /// From its start until it said where it answers.
    pub started_in: Duration,
}

/// The program `jamfor`: `$JAMFOR`, or the one beside the folder of this program.
///
/// # Errors
/// It is not there.
pub fn program() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("JAMFOR") {
        return Ok(given.into());
    }
    let own = std::env::current_exe()?;
    let folders = own.ancestors().skip(1).take(2);
    let found = folders.map(|folder| folder.join("jamfor")).find(|program| program.is_file());
    found.context("the program jamfor is not there: cargo build -p jamfor, or set JAMFOR to where it is")
}

impl Service {
    /// Starts it on a store, with the made-up catalogue.
    ///
    /// # Errors
    /// It did not start.
    pub fn start(program: &Path, place: &Place) -> Result<Self> {
        let catalogue = fixture::catalogue();
        let catalogue = catalogue.to_str().context("a path of UTF-8")?;
        Self::begun(program, &["--behind-proxy", "--store", &place.text(), "--catalogue", catalogue])
    }

    /// Starts the demonstration (`jamfor` alone, but for the port) with its store in a folder.
    ///
    /// # Errors
    /// It did not start.
    pub fn start_demo(program: &Path, folder: &Path) -> Result<Self> {
        let store = folder.join("prov.db");
        Self::begun(program, &["--demo", "--store", store.to_str().context("a path of UTF-8")?])
    }

    fn begun(program: &Path, arguments: &[&str]) -> Result<Self> {
        let started = Instant::now();
        // A write beyond the limit of a file's size shall fail, and not end the process.
        let mut process = Command::new("sh")
            .args(["-c", r#"trap '' XFSZ; exec "$0" "$@""#])
            .arg(program)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("jamfor serve")?;
        let mut said = BufReader::new(process.stdout.take().context("its output")?);
        let mut line = String::new();
        said.read_line(&mut line)?;
        let Some((_, at)) = line.split_once("http://") else {
            bail!("jamfor serve did not start: {line}");
        };
        let (at, started_in) = (at.trim().parse()?, started.elapsed());
        // What else it says is read, so that it never waits for somebody to read it.
        std::thread::spawn(move || said.lines().for_each(drop));
        Ok(Self { process, at, started_in })
    }

    /// `kill -9`.
    ///
    /// # Errors
    /// It could not be killed.
    pub fn kill(mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Asks it to stop, and waits; how long it took.
    ///
    /// # Errors
    /// It ended with an error, or could not be asked.
    pub async fn stop(mut self) -> Result<Duration> {
        let started = Instant::now();
        self.tell("TERM")?;
        while started.elapsed() < Duration::from_secs(30) {
            if let Some(status) = self.process.try_wait()? {
                if !status.success() {
                    bail!("it stopped with {status}");
                }
                return Ok(started.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("it did not stop in 30 seconds");
    }

    fn tell(&self, signal: &str) -> Result<()> {
        let done =
            Command::new("kill").arg(format!("-{signal}")).arg(self.process.id().to_string()).status()?;
        if !done.success() {
            bail!("it is not there to be told");
        }
        Ok(())
    }

    /// The longest that its files may grow to, in bytes; none: without limit.
    ///
    /// # Errors
    /// The system did not take the limit.
    pub fn limit_files(&self, bytes: Option<u64>) -> Result<()> {
        let most = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let (of, limit) = (format!("--pid={}", self.process.id()), format!("--fsize={most}:unlimited"));
        if !Command::new("prlimit").args([of, limit]).status()?.success() {
            bail!("prlimit did not take {most}");
        }
        Ok(())
    }

    /// Seconds of processor time until now.
    pub fn cpu(&self) -> f64 {
        cpu_of(self.process.id())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Seconds of processor time of a process until now; 0 where the system does not tell.
pub fn cpu_of(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
