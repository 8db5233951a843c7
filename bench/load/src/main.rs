//! Measures the service, and tries whether it keeps what it says that it keeps.
//!
//! ```text
//! cargo build --release -p jamfor -p load
//! target/release/load submissions --store sqlite
//! ```

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use clap::{Parser, Subcommand};
use load::measured::{Figures, print_over};
use load::place::{Kind, Place};
use load::reading::{self, Reading};
use load::service::program;
use load::storm::Pace;
use load::submissions::Submissions;
use load::{crash, peer, stopping, storm, submissions};

/// Load on `jamfor serve`: real HTTP, a real process, a real store. The program is `$JAMFOR`, or lies beside this one.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
    /// The store; both if it is not said
    #[arg(long, global = true)]
    store: Option<Kind>,
    /// So many runs, each on an empty store; several end with the least, the median and the most of each figure
    #[arg(long, global = true, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
}

#[derive(Subcommand)]
enum What {
    /// Whole submissions of 250 answers a second
    Submissions {
        /// How many
        #[arg(long, default_value_t = 3_000)]
        count: usize,
        /// How many people at once
        #[arg(long, default_value_t = 48)]
        at_once: usize,
        /// Every page is read, too, as a browser does
        #[arg(long)]
        as_browser: bool,
    },
    /// The last day: units with three people each, who save every few seconds
    Storm {
        /// How many units
        #[arg(long, default_value_t = 312)]
        units: usize,
        /// For so many seconds
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// The shortest time between two saves of a person, in milliseconds; the longest is twice as long
        #[arg(long, default_value_t = 2_000)]
        think: u64,
    },
    /// kill -9 in the middle of a storm
    Crash {
        /// How many times
        #[arg(long, default_value_t = 20)]
        times: usize,
        /// How many units
        #[arg(long, default_value_t = 40)]
        units: usize,
    },
    /// The same submissions to an oTree that runs (see bench/load/peer)
    Peer {
        /// Where it answers
        #[arg(long)]
        at: std::net::SocketAddr,
        /// A file with a participant's code a line
        #[arg(long)]
        codes: std::path::PathBuf,
        /// How many people at once
        #[arg(long, default_value_t = 48)]
        at_once: usize,
        /// Every page is read, too, as a browser does
        #[arg(long)]
        as_browser: bool,
    },
    /// Readers of pages, of anything that answers HTTP (see bench/reading)
    Reading {
        /// Where it answers
        #[arg(long)]
        at: std::net::SocketAddr,
        /// A file with `kind /path` a line
        #[arg(long)]
        addresses: std::path::PathBuf,
        /// How many readers at once
        #[arg(long, default_value_t = 100)]
        readers: usize,
        /// For so many seconds
        #[arg(long, default_value_t = 20)]
        seconds: u64,
        /// How long a reader looks at a page before the next one, in milliseconds
        #[arg(long, default_value_t = 0)]
        pause: u64,
    },
    /// Stops under load, and starts again
    Stop {
        /// How many units
        #[arg(long, default_value_t = 40)]
        units: usize,
        /// Not under load: the demonstration's first start, and five more
        #[arg(long)]
        demo: bool,
    },
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(run(arguments))
}

async fn run(arguments: Arguments) -> Result<()> {
    if let What::Peer { at, codes, at_once, as_browser } = &arguments.what {
        let codes: Vec<String> = std::fs::read_to_string(codes)?.lines().map(str::to_owned).collect();
        let what = Submissions { count: codes.len(), at_once: *at_once, as_browser: *as_browser };
        peer::run(*at, codes, what).await?;
        return Ok(());
    }
    if let What::Reading { at, addresses, readers, seconds, pause } = &arguments.what {
        let what = Reading {
            at: *at,
            readers: *readers,
            lasting: Duration::from_secs(*seconds),
            pause: Duration::from_millis(*pause),
        };
        let mut runs = Vec::new();
        for _ in 0..arguments.runs {
            runs.push(reading::run(what, reading::addresses(addresses)?).await?);
        }
        if runs.len() > 1 {
            print_over(&runs);
        }
        return Ok(());
    }
    let program = program()?;
    if let What::Stop { demo: true, .. } = &arguments.what {
        return stopping::demo(&program, Place::new(Kind::Sqlite)?.folder(), 5).await;
    }
    let kinds = arguments.store.map_or_else(|| vec![Kind::Sqlite, Kind::Postgres], |kind| vec![kind]);
    for kind in kinds {
        let mut runs = Vec::new();
        for _ in 0..arguments.runs {
            runs.extend(once(&program, kind, &arguments.what).await?);
        }
        if runs.len() > 1 {
            print_over(&runs);
        }
    }
    Ok(())
}

/// One run on an empty store; what it came to, if that is a figure.
async fn once(program: &Path, kind: Kind, what: &What) -> Result<Option<Figures>> {
    let place = Place::new(kind)?;
    match what {
        What::Submissions { count, at_once, as_browser } => {
            let what = Submissions { count: *count, at_once: *at_once, as_browser: *as_browser };
            submissions::run(program, &place, what).await.map(Some)
        }
        What::Storm { units, seconds, think } => {
            let pace = Pace { think: Duration::from_millis(*think), seed: 1 };
            storm::run(program, &place, *units, pace, *seconds).await.map(Some)
        }
        What::Crash { times, units } => crash::run(program, &place, *units, *times).await.map(Some),
        What::Peer { .. } | What::Reading { .. } => Ok(None),
        What::Stop { units, .. } => stopping::run(program, &place, *units).await.map(|()| None),
    }
}
