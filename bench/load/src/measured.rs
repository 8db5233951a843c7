//! Times, and what they come to.

use std::collections::BTreeMap;
use std::time::Duration;

/// How long requests took, by what they were.
#[derive(Clone, Debug, Default)]
pub struct Times(BTreeMap<&'static str, Vec<Duration>>);

impl Times {
    /// One more.
    pub fn add(&mut self, what: &'static str, took: Duration) {
        self.0.entry(what).or_default().push(took);
    }

    /// Those of another person.
    pub fn join(&mut self, others: Self) {
        for (what, times) in others.0 {
            self.0.entry(what).or_default().extend(times);
        }
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Milliseconds that so many of a hundred took at most.
    pub fn at(&self, what: &str, of_100: usize) -> f64 {
        let Some(times) = self.0.get(what) else { return 0.0 };
        let mut times = times.clone();
        times.sort_unstable();
        let place = (times.len() * of_100).div_ceil(100).saturating_sub(1);
        times.get(place).map_or(0.0, |took| took.as_secs_f64() * 1e3)
    }

    /// A line for each kind.
    pub fn print(&self) {
        for (what, times) in &self.0 {
            let [p50, p95, p99, longest] = [50, 95, 99, 100].map(|of_100| self.at(what, of_100));
            println!(
                "  {what:<12} {:>8} · p50 {p50:.1} ms · p95 {p95:.1} ms · p99 {p99:.1} ms · longest {longest:.0} ms",
                times.len()
            );
        }
    }
}

/// What a run came to: what was measured, and how much.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(Vec<(String, f64)>);

impl Figures {
    /// One more, by words that say its unit.
    pub fn add(&mut self, what: impl Into<String>, much: f64) {
        self.0.push((what.into(), much));
    }

    /// How long requests of each kind took.
    pub fn add_times(&mut self, times: &Times) {
        for what in times.0.keys() {
            for of_100 in [50, 95, 99] {
                self.add(format!("{what} p{of_100}, ms"), times.at(what, of_100));
            }
        }
    }
}

/// The least, the one in the middle, and the most of each figure over several runs, in the order of the first run. What a run
/// lacks is not counted.
pub fn over(runs: &[Figures]) -> Vec<(String, [f64; 3])> {
    let Some(first) = runs.first() else { return Vec::new() };
    let of = |what: &String| {
        let found = runs.iter().filter_map(|run| run.0.iter().find(|(known, _)| known == what));
        let mut all: Vec<f64> = found.map(|(_, much)| *much).collect();
        all.sort_by(f64::total_cmp);
        let (least, most) = (all[0], all[all.len() - 1]);
        [least, f64::midpoint(all[(all.len() - 1) / 2], all[all.len() / 2]), most]
    };
    first.0.iter().map(|(what, _)| (what.clone(), of(what))).collect()
}

/// A line for each figure of several runs: the least, the one in the middle, the most.
pub fn print_over(runs: &[Figures]) {
    println!("{} runs: least – median – most", runs.len());
    for (what, all) in over(runs) {
        let [least, median, most] = all.map(|much| match much < 100.0 {
            true => format!("{much:.1}"),
            false => format!("{much:.0}"),
        });
        println!("  {what:<28} {least:>8} – {median} – {most}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_runs_come_to_the_least_the_middle_and_the_most() {
        let run = |rate: f64| Figures(vec![("rate".to_owned(), rate), ("failed".to_owned(), 0.0)]);
        let runs = [run(160.0), run(151.0), run(190.0)];
        let failed = ("failed".to_owned(), [0.0; 3]);
        assert_eq!(over(&runs), [("rate".to_owned(), [151.0, 160.0, 190.0]), failed.clone()]);
        // Of an even number the middle lies between two.
        assert_eq!(over(&runs[..2]), [("rate".to_owned(), [151.0, 155.5, 160.0]), failed.clone()]);
        assert_eq!(over(&runs[..1]), [("rate".to_owned(), [160.0; 3]), failed]);
        assert_eq!(over(&[]), []);
    }

    #[test]
    fn so_many_of_a_hundred_are_counted_from_the_shortest() {
        let mut times = Times::default();
        (1..=200).rev().for_each(|ms| times.add("save", Duration::from_millis(ms)));
        assert_eq!([50, 95, 99, 100].map(|of| times.at("save", of)), [100.0, 190.0, 198.0, 200.0]);
        assert_eq!(times.at("page", 95), 0.0);
    }
}
