//! The same thing done to many responses, in steps that can be taken again after an interruption.

use collection::fact::{Author, Content, Fact};
use collection::head::Refused;
use collection::ids::ResponseId;
use store::NotAppended;
use tokio::task::JoinSet;

use super::subject::not_appended;
use crate::service::App;
use crate::service::failure::Failure;

/// So many are under way at once, so that the store commits them together.
const TOGETHER: usize = 64;

/// Appends a fact of its own to each; one that is already as wanted is left. What was done before a failure stays done, and
/// the rest is done when the same is asked for again.
pub(super) async fn to_each(
    app: &App,
    responses: Vec<ResponseId>,
    author: &Author,
    content: &Content,
) -> Result<(), Failure> {
    for some in responses.chunks(TOGETHER) {
        let mut under_way = JoinSet::new();
        for response in some {
            let (id, response) = (app.new_id()?, response.clone());
            let fact = Fact { id, response, author: author.clone(), content: content.clone() };
            let store = app.store.clone();
            under_way.spawn(async move { store.append(fact).await });
        }
        while let Some(done) = under_way.join_next().await {
            match done.map_err(|_| Failure::Broken)? {
                Ok(_) | Err(NotAppended::Refused(Refused::Submitted | Refused::Closed | Refused::Open)) => {}
                Err(other) => return Err(not_appended(other)),
            }
        }
    }
    Ok(())
}
