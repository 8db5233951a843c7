//! What a city offers its districts (*stadens förslag*): events kept beside the answers. An offer is no answer: it is in no
//! response, no head and no chain, and no rule reads it.

use std::collections::BTreeMap;

use collection::fact::{Author, Instant};
use collection::ids::{CellId, RoundId, SubjectId};
use serde_json::{Value, json};

use super::NotDone;
use super::events::{About, Kind, happened};
use crate::Store;
use crate::error::StoreError;

/// An answer that a city offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What it offers.
    pub value: Value,
    /// By whom.
    pub by: Author,
    /// When.
    pub at: Instant,
}

/// Events that are read at a time.
const PAGE: u32 = 500;

impl Store {
    /// Offers answers to the districts of a city; a cell without a value takes its offer back.
    ///
    /// # Errors
    /// The city is no subject of the round, or it could not be saved.
    pub async fn offer(
        &self,
        round: &RoundId,
        city: &SubjectId,
        cells: &BTreeMap<CellId, Option<Value>>,
        by: &Author,
        at: Instant,
    ) -> Result<(), NotDone> {
        let mut transaction = self.0.write.write().await?;
        let to = &mut *transaction;
        let values = vec![round.as_str().into(), city.as_str().into()];
        if to.rows("SELECT id FROM subject WHERE round = $1 AND id = $2", values).await?.is_empty() {
            return Err(NotDone::NoSubject { round: round.clone(), subject: city.clone() });
        }
        let about = About::Subject(round.clone(), city.clone());
        happened(to, at, by, Kind::Offered, &about, json!({ "cells": cells })).await?;
        Ok(transaction.commit().await?)
    }

    /// What a city offers its districts now, by cell.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn offers(
        &self,
        round: &RoundId,
        city: &SubjectId,
    ) -> Result<BTreeMap<CellId, Offer>, StoreError> {
        let about = About::Subject(round.clone(), city.clone());
        let mut offers = BTreeMap::new();
        let mut after: Option<String> = None;
        loop {
            let events = self.events(Some(&about), after.as_deref(), PAGE).await?;
            let Some(last) = events.last() else { return Ok(offers) };
            after = Some(last.id.clone());
            for event in events.iter().filter(|event| event.kind == Kind::Offered) {
                let cells: BTreeMap<CellId, Option<Value>> =
                    serde_json::from_value(event.content["cells"].clone())
                        .map_err(|_| StoreError::Unreadable { table: "event" })?;
                for (cell, value) in cells {
                    match value {
                        Some(value) => {
                            offers.insert(cell, Offer { value, by: event.actor.clone(), at: event.at });
                        }
                        None => {
                            offers.remove(&cell);
                        }
                    }
                }
            }
        }
    }
}
