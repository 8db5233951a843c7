//! Who to learn from (*lär av andra*): similar units that did not reach a target, then did and stayed there, and what they answered
//! before and after. The same as the page: answers that everybody may see, never comments, free texts or who answered.

use catalogue::model::Indicator;
use domain::Outcome;
use results::learn::{Course, Held, Near, NotHeld, Standing, Through, Tie};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::explanation::{Found, broken, found};
use super::observation::{Named, Observation};
use super::problem::{Problem, ProblemKind};
use super::publication::named;
use crate::public::Look;
use crate::public::learn::{Answered, Given, Learned as Known, MOST, Scene, most_common};

/// What can be learned of an indicator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Learning {
    /// The publication.
    pub publication: Named,
    /// The value of the unit now.
    pub observation: Observation,
    /// Where it stands: `reached`, `not_reached`, or `not_judged`.
    pub standing: String,
    /// `told`, or why nothing can be told: `not_covered` (the material says nothing of the unit), `no_target` (the indicator is a figure),
    /// `no_earlier_round`, `not_comparable` (no earlier round can be held against this one; `rounds` says why).
    pub status: String,
    /// The rounds of the publication's row, the earliest first, this one last.
    pub rounds: Vec<LearnRound>,
    /// How many took which course; where something can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<LearnCounts>,
    /// What several of `moved` changed alike, the most common first.
    pub common: Vec<LearnCommon>,
    /// The similar ones that moved from not reached to reached and stayed there, the nearest first.
    pub moved: Vec<Learned>,
    /// Others in the country that did.
    pub moved_elsewhere: Vec<Named>,
    /// Where nothing can be told of an indicator with a target: the similar ones that reach it now, the nearest first.
    pub reach_it_now: Vec<Named>,
    /// Where one goes from here.
    pub links: LearningLinks,
}

/// A round of the row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnRound {
    /// The publication.
    pub publication: Named,
    /// What it is called among the others.
    pub name: String,
    /// How it is held against the last: `last`, `by_rule` (its answers, judged by the rule of the last), `as_it_was` (the definition is the
    /// same); or why it is not: `absent` (it did not have the indicator), `not_comparable`, `not_carried` (its answers cannot be judged by
    /// the rule of the last).
    pub held: String,
    /// With what reservation, or why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// How many units took which course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnCounts {
    /// The similar ones: peers, then those of the same group or county.
    pub similar: usize,
    /// Peers among them.
    pub peers: usize,
    /// Moved from not reached to reached, and stayed there.
    pub moved: usize,
    /// Always reached it.
    pub always: usize,
    /// Reached it and fell back.
    pub fell_back: usize,
    /// Units of the whole country that only seem to have moved, because the rule became another.
    pub only_by_definition: usize,
}

/// A change that several made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnCommon {
    /// How many made it.
    pub units: usize,
    /// Of so many whose answers are given.
    pub of: usize,
    /// The answer.
    #[serde(flatten)]
    pub answer: LearnAnswer,
}

/// A similar unit that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Learned {
    /// Who it is.
    pub place: Named,
    /// What ties it to the one that was asked about, the strongest first.
    pub ties: Vec<LearnTie>,
    /// The last round in which the target was not reached.
    pub before: String,
    /// The first in which it was.
    pub since: String,
    /// Round by round.
    pub course: Vec<LearnOutcome>,
    /// `given`; `not_known` where only outcomes are known; `not_listed` of those beyond the first twelve: their explanations have them.
    pub answers_status: String,
    /// What it answered in the rounds `before` and `since`, in the words of the questionnaire of today.
    pub answers: Vec<LearnAnswer>,
    /// Where one goes from here.
    pub links: LearnedLinks,
}

/// What ties two units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnTie {
    /// `peer`, `group` or `county`.
    pub kind: String,
    /// Of a peer: 1 is the most alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// Of a group: the grouping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping: Option<String>,
    /// In words.
    pub text: String,
}

/// What a unit got in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnOutcome {
    /// The round's publication.
    pub publication: String,
    /// By the rule of the last round; none where the round does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_rule_of_today: Option<LearnGot>,
    /// As it was published, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<LearnGot>,
    /// Why it was what it was; none where it was not published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// An outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnGot {
    /// `value`, or why there is none: `not_asked`, `not_applicable`, `cannot_say`, `not_answered`, `illogical`, `withheld`.
    pub status: String,
    /// The id of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// In words.
    pub text: String,
}

/// An answer before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnAnswer {
    /// Where it stands in the questionnaire: the question, with its row.
    pub cell: String,
    /// The question's code.
    pub question: String,
    /// Its wording; official texts are in Swedish.
    pub wording: String,
    /// The wording of the row, where the question has rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// Before.
    pub before: LearnGiven,
    /// After.
    pub after: LearnGiven,
    /// What became of it: `same`, `new`, `no_longer`, `changed`.
    pub change: Named,
}

/// What was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnGiven {
    /// `answered`, `not_asked`, or `not_answered`.
    pub status: String,
    /// In words: alternatives in their wording, a number, or why there is none.
    pub text: String,
}

/// Ways from what can be learned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearningLinks {
    /// Here.
    #[serde(rename = "self")]
    pub own: String,
    /// What it would take.
    pub reach: String,
    /// Similar units.
    pub peers: String,
    /// The page that shows the same to people.
    pub page: String,
}

/// Ways from a unit that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnedLinks {
    /// The unit.
    pub place: String,
    /// Its page for people.
    pub page: String,
}

/// Everything that is told from.
struct Told<'a> {
    asked: &'a Asked<'a>,
    scene: Scene<'a>,
    i: usize,
    indicator: &'a Indicator,
}

/// Who a unit can learn from.
pub(super) fn learning(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let Found { observation, indicator, at: i } = found(asked, look, "learn")?;
    let code = observation.place.id.clone();
    if observation.level != "unit" {
        return Err(only_units(asked, look, &observation.place));
    }
    let unit = look.opened.edition().frame.position(&code).ok_or_else(|| broken(asked))?;
    let told = Told { asked, scene: Scene::of(look, unit), i, indicator };
    Ok(asked.one(&told.learning(look, observation)))
}

/// The problem with a place that does not answer itself.
fn only_units(asked: &Asked<'_>, look: &Look<'_>, place: &Named) -> Problem {
    let name = &place.name;
    let detail = [
        format!(
            "{name} svarar inte själv på enkäten, så det finns inga svar att lära av. Välj en kommun eller stadsdel."
        ),
        format!(
            "{name} does not answer the questionnaire itself, so there are no answers to learn from. Choose a municipality or district."
        ),
    ];
    let problem = asked.problem(ProblemKind::UnknownId, detail).about("place", &place.id);
    Problem { allowed_at: Some(asked.below(look.named, "/places?level=unit")), ..problem }
}

impl Told<'_> {
    fn learning(&self, look: &Look<'_>, observation: Observation) -> Learning {
        let Self { asked, scene, i, indicator } = self;
        let nothing = scene.nothing(Some((*i, *indicator)));
        let is_told = nothing.is_none();
        let learned = if is_told { scene.learned(*i) } else { Vec::new() };
        let answers: Vec<Option<Vec<Answered>>> =
            learned.iter().take(MOST).map(|one| scene.answers(indicator, one)).collect();
        let known: Vec<Vec<Answered>> = answers.iter().flatten().cloned().collect();
        let common = most_common(&known).into_iter().map(|(units, one)| LearnCommon {
            units,
            of: known.len(),
            answer: self.answer(one),
        });
        let moved = learned.iter().enumerate().map(|(at, one)| self.moved(one, answers.get(at)));
        let elsewhere = if is_told { scene.moved_elsewhere(*i) } else { Vec::new() };
        let reaches = (!is_told && Through::has_target(indicator)).then(|| scene.reach_it_now(indicator));
        let (id, code) = (&observation.indicator.id, &observation.place.id);
        let below = |path: String| asked.below(look.named, &path);
        Learning {
            publication: named(asked, look.issue),
            standing: self.standing().to_owned(),
            status: nothing.map_or("told", |nothing| nothing.id()).to_owned(),
            rounds: (0..scene.issues.len()).map(|round| self.round(round)).collect(),
            counts: is_told.then(|| self.counts(learned.len())),
            common: common.collect(),
            moved: moved.collect(),
            moved_elsewhere: self.named(&elsewhere),
            reach_it_now: self.named(&reaches.unwrap_or_default()),
            links: LearningLinks {
                own: below(format!("/learn/{id}/{code}")),
                reach: below(format!("/reach/{id}/{code}")),
                peers: below(format!("/places/{code}/peers")),
                page: look.to(&format!("/lar-av/{code}?indikator={id}")),
            },
            observation,
        }
    }

    fn standing(&self) -> &'static str {
        let last = self.scene.issues.len() - 1;
        match self.scene.through.standing(self.i, last, self.scene.unit) {
            Standing::Reached => "reached",
            Standing::Not => "not_reached",
            Standing::Unknown => "not_judged",
        }
    }

    fn round(&self, round: usize) -> LearnRound {
        let scene = &self.scene;
        let reservation = |why: &str| (!why.is_empty()).then(|| why.to_owned());
        let (held, why) = match scene.through.held(self.i, round) {
            _ if round + 1 == scene.issues.len() => ("last", None),
            Held::ByRule(why) => ("by_rule", reservation(why)),
            Held::AsItWas(why) => ("as_it_was", reservation(why)),
            Held::Not(why) => {
                let id = match why {
                    NotHeld::Absent => "absent",
                    NotHeld::NotComparable(_) => "not_comparable",
                    NotHeld::NotCarried(_) => "not_carried",
                };
                (id, Some(scene.not_held(round, why).text().to_owned()))
            }
        };
        LearnRound {
            publication: named(self.asked, scene.issues[round]),
            name: scene.round(round),
            held: held.to_owned(),
            why,
        }
    }

    fn counts(&self, moved: usize) -> LearnCounts {
        let of = |wanted: Course| self.scene.near_that(self.i, |course| course == wanted).len();
        LearnCounts {
            similar: self.scene.near.len(),
            peers: self.scene.peers(),
            moved,
            always: of(Course::Always),
            fell_back: of(Course::FellBack),
            only_by_definition: self.scene.seeming(self.i),
        }
    }

    /// A unit that moved, and its answers: none if they are not listed, or not known.
    fn moved(&self, one: &Known<'_>, answers: Option<&Option<Vec<Answered>>>) -> Learned {
        let scene = &self.scene;
        let (unit, [before, since]) = (one.near.unit, one.rounds);
        let (status, answers) = match answers {
            Some(Some(answers)) => ("given", answers.as_slice()),
            Some(None) => ("not_known", &[][..]),
            None => ("not_listed", &[][..]),
        };
        let code = scene.code(unit);
        Learned {
            place: self.place(unit),
            ties: one.near.ties.iter().map(|tie| self.tie(one.near, tie)).collect(),
            before: self.publication(before),
            since: self.publication(since),
            course: (0..scene.issues.len()).map(|round| self.course(round, unit)).collect(),
            answers_status: status.to_owned(),
            answers: answers.iter().map(|one| self.answer(one)).collect(),
            links: LearnedLinks {
                place: self.asked.below(scene.look.named, &format!("/places/{code}")),
                page: scene.look.to(&format!("/enhet/{code}")),
            },
        }
    }

    fn tie(&self, near: &Near, tie: &Tie) -> LearnTie {
        let (kind, rank, grouping) = match tie {
            Tie::Peer(rank) => ("peer", Some(*rank), None),
            Tie::Group(grouping) => ("group", None, Some(grouping.to_string())),
            Tie::County => ("county", None, None),
        };
        let text = self.scene.tie(near, tie).text().to_owned();
        LearnTie { kind: kind.to_owned(), rank, grouping, text }
    }

    fn course(&self, round: usize, unit: usize) -> LearnOutcome {
        let scene = &self.scene;
        let today = scene.through.outcome(self.i, round, unit);
        let then = scene.through.published(self.i, round, unit);
        let path = format!("/explanations/{}/{}", self.indicator.id, scene.code(unit));
        LearnOutcome {
            publication: self.publication(round),
            by_rule_of_today: today.map(|outcome| self.got(outcome)),
            published: then
                .filter(|then| today.is_some_and(|today| today != *then))
                .map(|then| self.got(then)),
            explanation: then.map(|_| self.asked.beside(scene.look, scene.issues[round], &path)),
        }
    }

    fn got(&self, outcome: &Outcome) -> LearnGot {
        let (status, value) = match outcome {
            Outcome::Category(value) => ("value", Some(value.to_string())),
            Outcome::Figure(_) => ("value", None),
            Outcome::Empty(empty) => (empty.reason.id(), None),
        };
        LearnGot { status: status.to_owned(), value, text: self.scene.word(outcome).text().to_owned() }
    }

    fn answer(&self, one: &Answered) -> LearnAnswer {
        let language = self.asked.language;
        let given = |given: &Given| LearnGiven {
            status: given.id().to_owned(),
            text: given.say(language).text().to_owned(),
        };
        let change = one.change();
        let (_, word) = change.word(language);
        LearnAnswer {
            cell: one.cell.clone(),
            question: one.question.clone(),
            wording: one.wording.clone(),
            row: (!one.row.is_empty()).then(|| one.row.clone()),
            before: given(&one.before),
            after: given(&one.after),
            change: Named { id: change.id().to_owned(), name: word.to_owned() },
        }
    }

    fn place(&self, unit: usize) -> Named {
        Named { id: self.scene.code(unit).to_owned(), name: self.scene.name(unit).to_owned() }
    }

    fn named(&self, units: &[usize]) -> Vec<Named> {
        units.iter().map(|unit| self.place(*unit)).collect()
    }

    fn publication(&self, round: usize) -> String {
        self.scene.issues[round].series().to_string()
    }
}
