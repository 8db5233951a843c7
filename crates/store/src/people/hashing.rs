//! Hashes of passwords: argon2id, on threads of their own, two at once.

use std::time::Duration;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use collection::password::Password;
use tokio::sync::Semaphore;

/// OWASP's least: 19 MiB, two passes, one lane.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What stands for the hash of an account that has no password yet. No password fits it.
pub(super) const NO_PASSWORD: &str = "";

/// What is looked at when there is no account, so that it takes as long. No password is known that fits.
pub(super) const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bmJ3ZHZ6cGxxa3RyeG1mYQ$nK5gCq0mW0vX3kzq1mB5yQ0tq8Yw2c7dJrXb4pE6u1I";

/// Each takes 19 MiB and most of a core.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// How long one waits for one's turn.
const PATIENCE: Duration = if cfg!(test) { Duration::from_secs(1) } else { Duration::from_secs(10) };

fn argon2() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY, PASSES, LANES, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// None if too many are waiting. Work that has begun holds its place until it ends, whether or not somebody still waits.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    let turn = tokio::time::timeout(PATIENCE, AT_ONCE.acquire()).await.ok()?.ok()?;
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    tokio::task::spawn_blocking(work).await.ok().flatten()
}

/// A new hash, as a PHC string, with a salt of its own.
pub(super) async fn hash(password: &Password) -> Option<String> {
    let password = password.clone();
    in_turn(move || Some(argon2()?.hash_password(password.reveal().as_bytes()).ok()?.to_string())).await
}

/// Whether a password is that of a hash.
pub(super) async fn fits(password: &Password, hash: &str) -> Option<bool> {
    let (password, hash) = (password.clone(), hash.to_owned());
    in_turn(move || Some(argon2()?.verify_password(password.reveal().as_bytes(), hash.as_str()).is_ok()))
        .await
}

/// Whether a hash was made with less, or otherwise, than hashes are made now.
pub(super) fn is_outdated(hash: &str) -> bool {
    let mut parts = hash.split('$');
    let made = [parts.next(), parts.next(), parts.next(), parts.next()];
    let settings = format!("m={MEMORY},t={PASSES},p={LANES}");
    made != [Some(""), Some("argon2id"), Some("v=19"), Some(settings.as_str())]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Tests of this process that hash, or keep others from hashing, one at a time.
    pub(in crate::people) static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

    /// Everybody's turn.
    pub(in crate::people) async fn all_turns() -> tokio::sync::SemaphorePermit<'static> {
        AT_ONCE.acquire_many(2).await.expect("it is never closed")
    }

    fn run<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(work)
    }

    #[test]
    fn a_hash_is_argon2id_with_at_least_what_owasp_asks_and_fits_its_password_alone() {
        run(async {
            let _alone = ALONE.lock().await;
            let password = Password::new("tegel månsken paraply");
            let (one, other) =
                (hash(&password).await.expect("a hash"), hash(&password).await.expect("a hash"));
            assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
            assert_ne!(one, other, "each has a salt of its own");
            assert!(!is_outdated(&one));
            for older in ["m=19456,t=2,p=1", "argon2id", "v=19"] {
                assert!(is_outdated(&one.replace(older, "m=8,t=1,p=1")), "{older}");
            }
            assert_eq!(fits(&password, &one).await, Some(true));
            assert_eq!(fits(&Password::new("tegel månsken paraplY"), &one).await, Some(false));
        });
    }

    #[test]
    fn nobodys_hash_takes_the_same_work_and_fits_nothing() {
        run(async {
            let _alone = ALONE.lock().await;
            let theirs = hash(&Password::new("tegel månsken paraply")).await.expect("a hash");
            let settings = |phc: &str| phc.rsplitn(3, '$').map(str::len).take(2).collect::<Vec<_>>();
            assert_eq!(settings(&theirs), settings(NOBODY));
            assert_eq!(theirs.rsplitn(3, '$').nth(2), NOBODY.rsplitn(3, '$').nth(2));
            NOBODY.parse::<argon2::PasswordHash>().expect("it is read, or no work would be done");
            for text in ["", "tegel månsken paraply"] {
                assert_eq!(fits(&Password::new(text), NOBODY).await, Some(false));
            }
        });
    }
}
