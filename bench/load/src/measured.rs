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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_of_a_hundred_are_counted_from_the_shortest() {
        let mut times = Times::default();
        (1..=200).rev().for_each(|ms| times.add("save", Duration::from_millis(ms)));
        assert_eq!([50, 95, 99, 100].map(|of| times.at("save", of)), [100.0, 190.0, 198.0, 200.0]);
        assert_eq!(times.at("page", 95), 0.0);
    }
}
