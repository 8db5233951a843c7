//! Random ids and secrets, from the system's generator.

use std::str::FromStr;

use crate::error::{Reason, StoreError, Trouble};

pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Database(Trouble::of(Reason::Other)))?;
    Ok(bytes)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn of_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// An id that tells nothing: 128 bits.
pub(crate) fn id<T: FromStr>() -> Result<T, StoreError> {
    hex(&bytes::<16>()?).parse().map_err(|_| StoreError::Database(Trouble::of(Reason::Other)))
}
