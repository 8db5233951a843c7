//! Opening the store, from commands that are not asynchronous.

use anyhow::Result;
use collection::ids::RoundId;
use store::{Location, Store, StoreError};

use super::words;
use crate::WrongUsage;
use crate::arguments::Lang;

/// Runs to the end.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// Opens a store that is there, does something with it, and closes it.
pub(crate) fn with_store<T>(
    location: &Location,
    work: impl AsyncFnOnce(&Store) -> Result<T, StoreError>,
) -> Result<T> {
    let done = async {
        let store = Store::open_existing(location).await?;
        let done = work(&store).await;
        store.close().await;
        done
    };
    wait(async { done.await.map_err(|error| words::told(&error, location)) })
}

/// The id of a round, as somebody wrote it.
pub(crate) fn round_id(text: &str, lang: Lang) -> Result<RoundId> {
    text.parse().map_err(|_| {
        let shown: String = text.chars().take(60).collect();
        let (sv, en) = (
            format!("--round {shown}: en omgång heter med små bokstäver, siffror och `-`, till exempel 2018"),
            format!(
                "--round {shown}: a round is named with lower-case letters, digits and `-`, such as 2018"
            ),
        );
        WrongUsage(lang.say(&sv, &en).to_owned()).into()
    })
}
