//! Codes of six digits that change every 30 seconds (*engångskod*, TOTP: RFC 6238 with SHA-1, what every app reads).
//!
//! A code works once: whoever stores passes the step of the last code that was taken, and keeps that of the next.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::fact::Instant;

/// Seconds that a code is shown.
const PERIOD: i64 = 30;
/// Digits of a code.
const DIGITS: usize = 6;
/// Letters of RFC 4648's base 32.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the app and the store share. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 20]);

impl Secret {
    /// From random bytes, which the caller draws from the system's generator.
    pub fn of_random(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// As it is kept.
    pub fn bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// As it is typed into an app by hand: 32 letters and digits.
    pub fn reveal(&self) -> String {
        let (groups, _) = self.0.as_chunks::<5>();
        let mut text = String::with_capacity(32);
        for five in groups {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for place in (0..8).rev() {
                text.push(char::from(LETTERS[usize::try_from(bits >> (place * 5) & 31).unwrap_or(0)]));
            }
        }
        text
    }

    /// As an app reads it from a square code: an address `otpauth://totp/…`.
    pub fn reveal_address(&self, issuer: &str, login: &str) -> String {
        let (issuer, login) = (escaped(issuer), escaped(login));
        format!("otpauth://totp/{issuer}:{login}?secret={}&issuer={issuer}", self.reveal())
    }

    /// The code of a step.
    fn code(&self, step: i64) -> [u8; DIGITS] {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("a key of any length is taken");
        mac.update(&step.to_be_bytes());
        let hash: [u8; 20] = mac.finalize().into_bytes().into();
        let at = usize::from(hash[19] & 15);
        let mut number =
            hash[at..at + 4].iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) & 0x7fff_ffff;
        let mut code = [b'0'; DIGITS];
        for digit in code.iter_mut().rev() {
            *digit += u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
        }
        code
    }

    /// The code of a moment, as an app shows it: for sign-ins of a demonstration, and tests.
    pub fn code_at(&self, now: Instant) -> String {
        self.code(now.div_euclid(PERIOD * 1_000_000)).iter().map(|digit| char::from(*digit)).collect()
    }

    /// The step of a code, if it is that of now, of the one before or of the one after, and later than the last that was taken.
    pub fn step_of(&self, code: &str, now: Instant, last: Option<i64>) -> Option<i64> {
        let given: Vec<u8> = code.bytes().filter(|b| *b != b' ').take(DIGITS + 1).collect();
        let given: [u8; DIGITS] = given.try_into().ok()?;
        let step = now.div_euclid(PERIOD * 1_000_000);
        // All three are looked at, and all digits, however early one differs.
        let fits =
            |step: &i64| self.code(*step).iter().zip(given).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0;
        let found = [step - 1, step, step + 1].map(|step| Some(step).filter(fits));
        found.into_iter().flatten().find(|step| last.is_none_or(|last| *step > last))
    }
}

/// For an address: everything but letters and digits as `%41`.
fn escaped(text: &str) -> String {
    let escape = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(b).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Instant = 1_000_000;

    fn secret() -> Secret {
        Secret::of_random(*b"12345678901234567890")
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1: its codes have eight digits, the last six of which are ours.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret().step_of(code, second * SECOND, None), Some(second / 30), "{second}");
            assert_eq!(secret().code_at(second * SECOND), code);
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_once() {
        // 287082 is the code of seconds 30 to 59, step 1.
        for (second, last, taken) in [
            (0, None, true),
            (29, None, true),
            (59, None, true),
            (89, None, true),
            (90, None, false),
            (-1, None, false),
            (59, Some(0), true),
            (59, Some(1), false),
            (59, Some(7), false),
        ] {
            let step = secret().step_of("287082", second * SECOND, last);
            assert_eq!(step, taken.then_some(1), "at {second}, after {last:?}");
        }
    }

    #[test]
    fn what_is_no_code_is_not_taken() {
        assert_eq!(secret().step_of("287 082", 59 * SECOND, None), Some(1), "in two groups, as apps show it");
        for text in ["", "28708", "2870820", "287083", "２８７０８２", "28708å", "-87082"] {
            assert_eq!(secret().step_of(text, 59 * SECOND, None), None, "{text}");
        }
    }

    #[test]
    fn an_app_gets_the_secret_and_a_log_does_not() {
        assert_eq!(secret().reveal(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let address = secret().reveal_address("Jämför", "anna@kommun.se");
        assert_eq!(
            address,
            format!(
                "otpauth://totp/J%C3%A4mf%C3%B6r:anna%40kommun.se?secret={}&issuer=J%C3%A4mf%C3%B6r",
                secret().reveal()
            )
        );
        assert_eq!(format!("{:?}", secret()), "Secret(…)");
    }
}
