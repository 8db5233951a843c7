//! How long somebody waits after failed attempts to sign in.
//!
//! Attempts are counted for the address they came from, and for the login name they were of. The first few cost nothing; then
//! the wait doubles.
//!
//! Nobody is locked out by others. Who comes from an address from which they signed in before waits for what failed at that
//! address alone ([`wait_of_address`]). Only who comes from an unknown address waits for what others tried with their name,
//! and then for what was tried within the last hour, and a quarter of an hour at most ([`wait_of_name`]): one wrong password
//! an hour keeps nobody waiting, and whoever tries from many addresses gets some hundred guesses a day.

use crate::fact::Instant;

/// Failures that cost nothing.
pub const FREE: u32 = 5;

/// Failures older than this are forgotten: 24 hours, in microseconds.
pub const FORGOTTEN_AFTER: Instant = 24 * 3_600 * 1_000_000;

/// The first wait: 15 seconds; it doubles with every further failure.
const FIRST_WAIT: Instant = 15 * 1_000_000;

const HOUR: Instant = 3_600 * 1_000_000;

/// How long failures count, and how long one waits for them at most.
struct Measure {
    forgotten_after: Instant,
    longest_wait: Instant,
}

/// From when the next attempt from an address is looked at, for what failed from it; none if it is now.
///
/// `failures`: when attempts failed, oldest first.
pub fn wait_of_address(failures: &[Instant], now: Instant) -> Option<Instant> {
    wait(failures, now, &Measure { forgotten_after: FORGOTTEN_AFTER, longest_wait: HOUR })
}

/// From when the next attempt with a login name is looked at from an address that is unknown to it, for what failed with
/// it from anywhere since the last success; none if it is now.
pub fn wait_of_name(failures: &[Instant], now: Instant) -> Option<Instant> {
    wait(failures, now, &Measure { forgotten_after: HOUR, longest_wait: HOUR / 4 })
}

fn wait(failures: &[Instant], now: Instant, measure: &Measure) -> Option<Instant> {
    // A clock that jumped back must not lock anybody out: what lies in the future counts as now.
    let recent: Vec<Instant> =
        failures.iter().map(|at| (*at).min(now)).filter(|at| now - at < measure.forgotten_after).collect();
    let last = *recent.last()?;
    let over = u32::try_from(recent.len()).unwrap_or(u32::MAX).checked_sub(FREE)?;
    let wait = 2_i64.checked_pow(over).and_then(|times| times.checked_mul(FIRST_WAIT));
    let until = last + wait.unwrap_or(measure.longest_wait).min(measure.longest_wait);
    (until > now).then_some(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Instant = 1_000_000;

    #[test]
    fn the_wait_doubles_after_a_few_free_failures() {
        for (failures, wait) in
            [(0, 0), (4, 0), (5, 15), (6, 30), (7, 60), (12, 1_920), (13, 3_600), (90, 3_600)]
        {
            let at: Vec<Instant> = vec![1_000 * SECOND; failures];
            let told = wait_of_address(&at, 1_000 * SECOND);
            let expected = (wait > 0).then_some((1_000 + wait) * SECOND);
            assert_eq!(told, expected, "{failures} failures");
        }
    }

    #[test]
    fn who_waited_may_try_and_after_a_day_all_is_forgotten() {
        let at = vec![0; 6];
        assert_eq!(wait_of_address(&at, 30 * SECOND), None);
        assert_eq!(wait_of_address(&at, 29 * SECOND), Some(30 * SECOND));
        assert_eq!(wait_of_address(&vec![0; 90], FORGOTTEN_AFTER), None);
    }

    #[test]
    fn a_clock_that_jumps_back_locks_nobody_out_for_longer_than_an_hour() {
        let at = vec![9_000_000 * SECOND; 90];
        assert_eq!(wait_of_address(&at, SECOND), Some(SECOND + HOUR));
    }

    #[test]
    fn one_wrong_password_an_hour_keeps_a_name_from_nobody_and_many_do_for_a_quarter_at_most() {
        let hourly: Vec<Instant> = (0..48).map(|hour| hour * HOUR).collect();
        assert_eq!(wait_of_name(&hourly, 47 * HOUR + SECOND), None);
        assert!(wait_of_address(&hourly, 47 * HOUR + SECOND).is_some(), "the address that tries waits");
        let many = vec![HOUR; 1_000];
        assert_eq!(wait_of_name(&many, HOUR), Some(HOUR + HOUR / 4));
    }
}
