//! How long somebody waits after failed attempts to sign in.
//!
//! Attempts are counted for an account and for the address they came from, each by itself. The first few cost nothing; then
//! the wait doubles, up to an hour. Nobody is locked out for good: an account cannot be kept shut by somebody who only knows
//! its name for longer than they keep trying, and another way in (a link by e-mail, an administrator) stays open.

use crate::fact::Instant;

/// Failures that cost nothing.
pub const FREE: u32 = 5;

/// Failures older than this are forgotten: 24 hours, in microseconds.
pub const FORGOTTEN_AFTER: Instant = 24 * 3_600 * 1_000_000;

/// The first wait: 15 seconds; it doubles with every further failure.
const FIRST_WAIT: Instant = 15 * 1_000_000;

/// The longest wait: an hour.
const LONGEST_WAIT: Instant = 3_600 * 1_000_000;

/// From when the next attempt is looked at; none if it is now.
///
/// `failures`: when attempts failed since the last success, oldest first.
pub fn wait_until(failures: &[Instant], now: Instant) -> Option<Instant> {
    // A clock that jumped back must not lock anybody out: what lies in the future counts as now.
    let recent: Vec<Instant> =
        failures.iter().map(|at| (*at).min(now)).filter(|at| now - at < FORGOTTEN_AFTER).collect();
    let last = *recent.last()?;
    let over = u32::try_from(recent.len()).unwrap_or(u32::MAX).checked_sub(FREE)?;
    let wait = 2_i64.checked_pow(over).and_then(|times| times.checked_mul(FIRST_WAIT));
    let until = last + wait.unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
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
            let told = wait_until(&at, 1_000 * SECOND);
            let expected = (wait > 0).then_some((1_000 + wait) * SECOND);
            assert_eq!(told, expected, "{failures} failures");
        }
    }

    #[test]
    fn who_waited_may_try_and_after_a_day_all_is_forgotten() {
        let at = vec![0; 6];
        assert_eq!(wait_until(&at, 30 * SECOND), None);
        assert_eq!(wait_until(&at, 29 * SECOND), Some(30 * SECOND));
        assert_eq!(wait_until(&vec![0; 90], FORGOTTEN_AFTER), None);
    }

    #[test]
    fn a_clock_that_jumps_back_locks_nobody_out_for_longer_than_an_hour() {
        let at = vec![9_000_000 * SECOND; 90];
        assert_eq!(wait_until(&at, SECOND), Some(SECOND + LONGEST_WAIT));
    }
}
