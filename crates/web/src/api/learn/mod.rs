//! Who to learn from (*lär av andra*): similar units that did not reach a target, then did and stayed there, and what they answered
//! before and after. The same as the page: answers that everybody may see, never comments, free texts or who answered.

mod model;

use catalogue::model::Indicator;
use domain::Outcome;
use results::learn::{Course, Held, Near, NotHeld, Standing, Through, Tie};

pub use self::model::Learning;
use self::model::{
    LearnAnswer, LearnCommon, LearnCounts, LearnGiven, LearnGot, LearnOutcome, LearnRound, LearnTie, Learned,
    LearnedLinks, LearningLinks,
};
use super::asked::{Answer, Asked};
use super::explanation::{Found, broken, found};
use super::observation::{Named, Observation};
use super::problem::{Problem, ProblemKind};
use super::publication::named;
use crate::public::Look;
use crate::public::learn::{Answered, Given, Learned as Known, MOST, Scene, most_common};

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
