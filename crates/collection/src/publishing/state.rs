//! What a publication is now, of its events.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Event, No, Note, Step, Verdict};
use super::{MAX_WORDS, NotNow, Schedule};
use crate::fact::{Author, Instant};
use crate::ids::{AccountId, PublicationId, RoundId};

/// Where a publication is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// *Utkast*: it may be made anew.
    Draft,
    /// *Tidsinställd*: from its time on it is published.
    Scheduled {
        /// The time.
        published_at: Instant,
    },
    /// *Återkallad* before it was published.
    Withdrawn,
}

/// A cell that a unit contests (*bestridd uppgift*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// The number of its event.
    pub no: No,
    /// The unit.
    pub unit: String,
    /// The indicator.
    pub indicator: String,
    /// Why; none: erased.
    pub reason: Option<String>,
    /// By whom.
    pub by: Author,
    /// When.
    pub at: Instant,
    /// The draft that it was seen in.
    pub folder: String,
    /// What was decided; none while it waits.
    pub decision: Option<Decision>,
}

/// What was decided of a contested cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub verdict: Verdict,
    /// The number of its event.
    pub no: No,
    /// Why; none: erased.
    pub words: Option<String>,
    /// By whom.
    pub by: Author,
    /// When.
    pub at: Instant,
}

/// A publication as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publishing {
    /// Its name.
    pub id: PublicationId,
    /// The round whose answers it publishes.
    pub round: RoundId,
    /// Where it is.
    pub stage: Stage,
    /// Its folder: of the draft, or with the time that it is published at.
    pub folder: String,
    /// What it corrects.
    pub note: Option<Note>,
    /// Whether units may look at their own results.
    pub preview: bool,
    /// Every cell that was ever contested, in order.
    pub contests: Vec<Contest>,
    /// The draft whose movements were seen and accepted.
    pub accepted: Option<String>,
    /// Who reads it before it is published.
    pub readers: BTreeSet<AccountId>,
    /// Events in which somebody wrote something, with the hash of what is left when it is erased.
    pub written: BTreeMap<No, String>,
    /// Those of them whose words are erased.
    pub erased: BTreeSet<No>,
    /// The number of its last event.
    pub last: No,
}

impl Publishing {
    /// What events of one publication make, in order; none of none.
    ///
    /// # Errors
    /// An event could not have been taken after those before it.
    pub fn replay<'e>(events: impl IntoIterator<Item = &'e Event>) -> Result<Option<Self>, (No, NotNow)> {
        let mut now = None;
        let mut wordless = Vec::new();
        for event in events {
            now = Some(Self::follow(now.as_ref(), event).map_err(|why| (event.no, why))?);
            wordless.extend(Some(event.no).filter(|_| event.step.words() == Some(None)));
        }
        // Words are only missing where an event after it says so.
        let is_erased = |no: &No| now.as_ref().is_some_and(|now: &Self| now.erased.contains(no));
        match wordless.into_iter().find(|no| !is_erased(no)) {
            Some(no) => Err((no, NotNow::NoWords)),
            None => Ok(now),
        }
    }

    /// Whether it is published at a moment.
    pub fn is_published(&self, now: Instant) -> bool {
        matches!(self.stage, Stage::Scheduled { published_at } if published_at <= now)
    }

    /// The contested cells that wait for a decision.
    pub fn undecided(&self) -> impl Iterator<Item = &Contest> {
        self.contests.iter().filter(|contest| contest.decision.is_none())
    }

    /// What it is after a step that is taken now.
    ///
    /// # Errors
    /// Why the step cannot be taken now.
    pub fn after(before: Option<&Self>, event: &Event) -> Result<Self, NotNow> {
        match event.step.words() {
            Some(None) => Err(NotNow::NoWords),
            Some(Some(_)) | None => Self::follow(before, event),
        }
    }

    /// What it is after a step that was taken: its words may have been erased since, which an event after it must say.
    ///
    /// # Errors
    /// Why the step could not have been taken.
    pub fn follow(before: Option<&Self>, event: &Event) -> Result<Self, NotNow> {
        if let Step::Drafted { round, folder, note } = &event.step {
            return Self::drafted(before, event, (round, folder, note.as_ref()));
        }
        let mut next = before.cloned().ok_or(NotNow::NoDraft)?;
        if let Step::Erased { event: no, left } = &event.step {
            next.erase(*no, left)?;
            next.last = event.no;
            return Ok(next);
        }
        if next.is_published(event.at)
            && let Stage::Scheduled { published_at } = next.stage
        {
            return Err(NotNow::Published { at: published_at });
        }
        next.take(event)?;
        if event.step.words().is_some() {
            next.written.insert(event.no, event.step.left());
        }
        next.last = event.no;
        Ok(next)
    }

    fn drafted(
        before: Option<&Self>,
        event: &Event,
        (round, folder, note): (&RoundId, &str, Option<&Note>),
    ) -> Result<Self, NotNow> {
        match (before.map(|before| before.stage), event.publication.number(), note) {
            (Some(Stage::Scheduled { published_at }), ..) if published_at <= event.at => {
                return Err(NotNow::Published { at: published_at });
            }
            (Some(Stage::Scheduled { .. }), ..) => return Err(NotNow::Scheduled),
            (_, 1, Some(_)) => return Err(NotNow::NothingToCorrect),
            (_, 2.., None) => return Err(NotNow::NoteNeeded),
            (Some(Stage::Draft | Stage::Withdrawn) | None, ..) => {}
        }
        if let Some(note) = note {
            [&note.what.sv, &note.what.en, &note.why.sv, &note.why.en]
                .into_iter()
                .try_for_each(|text| written(text))?;
        }
        Ok(Self {
            id: event.publication.clone(),
            round: round.clone(),
            stage: Stage::Draft,
            folder: folder.to_owned(),
            note: note.cloned(),
            preview: false,
            contests: before
                .filter(|before| before.round == *round)
                .map(|before| before.contests.clone())
                .unwrap_or_default(),
            accepted: None,
            readers: BTreeSet::new(),
            written: before.map(|before| before.written.clone()).unwrap_or_default(),
            erased: before.map(|before| before.erased.clone()).unwrap_or_default(),
            last: event.no,
        })
    }

    fn take(&mut self, event: &Event) -> Result<(), NotNow> {
        match &event.step {
            Step::Drafted { .. } | Step::Erased { .. } => Ok(()),
            Step::PreviewOpened => {
                self.must_be_draft()?;
                if self.preview {
                    return Err(NotNow::PreviewOpen);
                }
                self.preview = true;
                Ok(())
            }
            Step::PreviewClosed => {
                self.must_be_draft()?;
                if !self.preview {
                    return Err(NotNow::PreviewClosed);
                }
                self.preview = false;
                Ok(())
            }
            Step::Contested { unit, indicator, reason } => {
                self.contest(event, unit, indicator, reason.as_deref())
            }
            Step::Decided { contest, verdict, words } => {
                self.must_be_draft()?;
                written_or_erased(words.as_deref())?;
                let known = self.contests.iter_mut().find(|known| known.no == *contest);
                let known = known.ok_or(NotNow::NoContest { no: *contest })?;
                // What was to be corrected may turn out to be right: that is said, and never the other way round unseen.
                let changes = known.decision.as_ref().is_some_and(|decided| {
                    decided.verdict == Verdict::ToBeCorrected && *verdict == Verdict::Kept
                });
                if known.decision.is_some() && !changes {
                    return Err(NotNow::Decided { no: *contest });
                }
                let (verdict, words, by) = (*verdict, words.clone(), event.by.clone());
                known.decision = Some(Decision { no: event.no, verdict, words, by, at: event.at });
                Ok(())
            }
            Step::Accepted { folder } => {
                self.must_be_draft()?;
                match &self.note {
                    None => Err(NotNow::NothingToCorrect),
                    Some(_) if *folder != self.folder => Err(NotNow::OtherDraft),
                    Some(_) => {
                        self.accepted = Some(folder.clone());
                        Ok(())
                    }
                }
            }
            Step::Scheduled(schedule) => {
                self.must_be_draft()?;
                self.must_be_settled()?;
                self.schedule(schedule, event.at)
            }
            Step::Rescheduled(schedule) => match self.stage {
                Stage::Scheduled { .. } => self.schedule(schedule, event.at),
                Stage::Draft | Stage::Withdrawn => Err(NotNow::NotScheduled),
            },
            Step::Withdrawn { why } => {
                written_or_erased(why.as_deref())?;
                if self.stage == Stage::Withdrawn {
                    return Err(NotNow::Withdrawn);
                }
                (self.stage, self.preview, self.accepted) = (Stage::Withdrawn, false, None);
                self.readers.clear();
                Ok(())
            }
        }
    }

    fn must_be_draft(&self) -> Result<(), NotNow> {
        match self.stage {
            Stage::Draft => Ok(()),
            Stage::Scheduled { .. } => Err(NotNow::Scheduled),
            Stage::Withdrawn => Err(NotNow::Withdrawn),
        }
    }

    /// Whether nothing stands in the way of a time.
    ///
    /// # Errors
    /// What does.
    pub fn must_be_settled(&self) -> Result<(), NotNow> {
        let undecided = self.undecided().count();
        let uncorrected = self.contests.iter().filter(|contest| {
            let verdict = contest.decision.as_ref().map(|decision| decision.verdict);
            contest.folder == self.folder && verdict == Some(Verdict::ToBeCorrected)
        });
        match (undecided, uncorrected.count(), &self.note) {
            (count @ 1.., ..) => Err(NotNow::Undecided { count }),
            (0, count @ 1.., _) => Err(NotNow::Uncorrected { count }),
            (0, 0, Some(_)) if self.accepted.as_ref() != Some(&self.folder) => Err(NotNow::NotAccepted),
            (0, 0, Some(_) | None) => Ok(()),
        }
    }

    fn schedule(&mut self, schedule: &Schedule, now: Instant) -> Result<(), NotNow> {
        if schedule.published_at <= now {
            return Err(NotNow::Past);
        }
        self.stage = Stage::Scheduled { published_at: schedule.published_at };
        (self.folder, self.readers) = (schedule.folder.clone(), schedule.readers.clone());
        self.preview = false;
        Ok(())
    }

    /// Words are erased at every stage, after it is published too.
    fn erase(&mut self, no: No, left: &str) -> Result<(), NotNow> {
        match self.written.get(&no) {
            None => return Err(NotNow::NothingToErase { no }),
            Some(_) if self.erased.contains(&no) => return Err(NotNow::Erased { no }),
            Some(known) if known != left => return Err(NotNow::NotWhatIsLeft { no }),
            Some(_) => self.erased.insert(no),
        };
        for contest in &mut self.contests {
            if contest.no == no {
                contest.reason = None;
            }
            if let Some(decision) = contest.decision.as_mut().filter(|decision| decision.no == no) {
                decision.words = None;
            }
        }
        Ok(())
    }

    fn contest(
        &mut self,
        event: &Event,
        unit: &str,
        indicator: &str,
        reason: Option<&str>,
    ) -> Result<(), NotNow> {
        self.must_be_draft()?;
        if !self.preview {
            return Err(NotNow::PreviewClosed);
        }
        written_or_erased(reason)?;
        if self.undecided().any(|one| one.unit == unit && one.indicator == indicator) {
            return Err(NotNow::Contested);
        }
        self.contests.push(Contest {
            no: event.no,
            unit: unit.to_owned(),
            indicator: indicator.to_owned(),
            reason: reason.map(str::to_owned),
            by: event.by.clone(),
            at: event.at,
            folder: self.folder.clone(),
            decision: None,
        });
        Ok(())
    }
}

/// Whether words can be kept, if they are there still.
fn written_or_erased(words: Option<&str>) -> Result<(), NotNow> {
    words.map_or(Ok(()), written)
}

/// Whether words say something, and can be kept.
fn written(text: &str) -> Result<(), NotNow> {
    match text {
        _ if text.trim().is_empty() => Err(NotNow::NoWords),
        _ if text.chars().count() > MAX_WORDS => Err(NotNow::TooLong),
        _ if domain::find_personal_number(text).is_some() => Err(NotNow::PersonalNumber),
        _ => Ok(()),
    }
}
