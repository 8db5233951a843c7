//! Readers of pages: so many at once, each with a connection that is kept, each the next page as soon as the last byte of one came.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::client::Person;
use crate::measured::{Figures, Times};

/// What is read, by whom, for how long.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Where it is answered.
    pub at: SocketAddr,
    /// How many readers at once.
    pub readers: usize,
    /// For how long.
    pub lasting: Duration,
    /// How long a reader looks at a page before the next one.
    pub pause: Duration,
}

/// An address and what kind of page it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The kind, which times are counted by.
    pub kind: &'static str,
    /// Path and query.
    pub path: String,
}

/// The addresses of a file: a line each, `kind path`.
///
/// # Errors
/// The file cannot be read, or a line is no such pair.
pub fn addresses(file: &Path) -> Result<Vec<Address>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let all: Vec<Address> = lines
        .map(|(i, line)| {
            let pair = line.split_once(' ').filter(|(_, path)| path.starts_with('/'));
            let (kind, path) =
                pair.with_context(|| format!("{}:{}: {line:?} is not `kind /path`", file.display(), i + 1))?;
            // Some words for the whole run.
            Ok(Address { kind: kind.to_owned().leak(), path: path.trim().to_owned() })
        })
        .collect::<Result<_>>()?;
    if all.is_empty() {
        bail!("{}: no address", file.display());
    }
    Ok(all)
}

/// Reads, and says how long pages took.
///
/// # Errors
/// A page was answered with anything but 200.
pub async fn run(what: Reading, addresses: Vec<Address>) -> Result<Figures> {
    let addresses = Arc::new(addresses);
    let started = Instant::now();
    let readers: Vec<_> = (0..what.readers)
        .map(|number| tokio::spawn(read(what, number, Arc::clone(&addresses), started)))
        .collect();
    let (mut times, mut bytes) = (Times::default(), 0);
    for reader in readers {
        let (own, read) = reader.await??;
        times.join(own);
        bytes += read;
    }
    let seconds = started.elapsed().as_secs_f64();
    let rate = times.count() as f64 / seconds;
    println!(
        "{} addresses · {} readers · {:.0} pages a second · {:.1} kB a page as it was sent",
        addresses.len(),
        what.readers,
        rate,
        bytes as f64 / 1e3 / times.count().max(1) as f64
    );
    times.print();
    let mut figures = Figures::default();
    figures.add("pages a second", rate);
    figures.add_times(&times);
    Ok(figures)
}

async fn read(
    what: Reading,
    number: usize,
    addresses: Arc<Vec<Address>>,
    started: Instant,
) -> Result<(Times, usize)> {
    let mut reader = Person::new(what.at, number);
    let mut draws = Draws(number as u64 + 1);
    let (mut times, mut bytes) = (Times::default(), 0);
    while started.elapsed() < what.lasting {
        let address = &addresses[draws.next(addresses.len())];
        let answer = reader.get(&address.path).await.with_context(|| address.path.clone())?;
        if answer.status != 200 {
            bail!("{}: {}", address.path, answer.status);
        }
        times.add(address.kind, answer.took);
        bytes += answer.body.len();
        if !what.pause.is_zero() {
            // Between half of it and one and a half, so that readers do not walk in step.
            let share = 50 + draws.next(101) as u32;
            tokio::time::sleep(what.pause * share / 100).await;
        }
    }
    Ok((times, bytes))
}

/// The same addresses in the same order in every run (SplitMix64).
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % below as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_addresses_is_read_and_a_wrong_line_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("addresses");
        std::fs::write(&file, "cell /resultat/2015/varfor/a/0643\n\npage /sok?q=ett ord\n").unwrap();
        let read = addresses(&file).unwrap();
        let kinds: Vec<_> = read.iter().map(|address| (address.kind, address.path.as_str())).collect();
        assert_eq!(kinds, [("cell", "/resultat/2015/varfor/a/0643"), ("page", "/sok?q=ett ord")]);
        std::fs::write(&file, "cell resultat\n").unwrap();
        assert!(addresses(&file).unwrap_err().to_string().contains(":1: \"cell resultat\""));
        std::fs::write(&file, "\n").unwrap();
        assert!(addresses(&file).unwrap_err().to_string().contains("no address"));
    }
}
