//! Two publications held against each other (*förändring*): every indicator of a unit or place then and now, and what of a change is
//! reality and what is another definition. The same as the page, from the same computation.

use ::publication::model::{Code, Observation as Cell};
use ::publication::shelf::Named as Called;
use catalogue::model::Indicator as Known;
use results::diff::{Comparable, Exact, Got, NoSplit, Parts, decimals};
use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::cell::{Held, number, unpublished};
use super::explanation::broken;
use super::lost::{What, unknown};
use super::observation::{Named, Observation, observation, unit_of};
use super::paging::{Line, page};
use super::parameter::{Kind, Parameter};
use super::problem::{Elsewhere, Problem, ProblemKind};
use super::publication::words;
use super::said;
use super::selection::Selection;
use crate::public::Look;
use crate::public::between::{
    Both, Each, Line as Compared, Lines, Unfit, Wanted, known_as, since, usual, whose, why_not,
};

/// The earlier publication.
pub const FROM: Parameter = Parameter {
    name: "from",
    kind: Kind::Id("^[0-9]{4}(-simulerad|-omgang-[0-9]{1,3})?(-v[1-9][0-9]{0,8})?$"),
    says: [
        "Den tidigare publiceringen, som i adresser; utan parametern den närmast före. En senare, eller samma, är ingen tidigare publicering: 404.",
        "The earlier publication, as in addresses; without the parameter the one nearest before. A later one, or the same, is no earlier publication: 404.",
    ],
    example: "2018-omgang-2",
};

/// The unit or place.
pub const PLACE: Parameter = Parameter {
    name: "place",
    kind: Kind::Id("^[^,]+$"),
    says: [
        "Platsen; utan parametern riket, eller det första län som har siffror.",
        "The place; without the parameter the nation, or the first county that has figures.",
    ],
    example: "county:06",
};

/// An indicator in two publications.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Change {
    /// `moved`, `same`, `not_comparable`, `absent` where the place is only in one of the two, `only_now` or `only_then`. A place has also
    /// moved if its figure is the same and the parts of its change are not nought.
    pub status: String,
    /// The unit or place.
    pub place: Named,
    /// The earlier publication, as addresses name it.
    pub from: String,
    /// The indicator in the earlier publication; none of `only_now`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator_before: Option<Named>,
    /// The indicator in the later publication; none of `only_then`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator_after: Option<Named>,
    /// What the catalogue says: `comparable`, `partly`, `not`, or `not_stated`, which counts as not; none where only one has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparable: Option<String>,
    /// The reservation of what is partly comparable, or why it may not be compared; the catalogue's own words are in Swedish.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The value then, as its own publication says it; only of what moved or is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Observation>,
    /// The value now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Observation>,
    /// What moved, in a word: better, worse, another outcome; none where that cannot be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Of figures that moved: now minus then, in the figures' unit. Differences between percentages are percentage points.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub difference: Option<Number>,
    /// Of a place: what the difference is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// Of a place: why the difference is not split. `not_known`, `no_figure`, `not_carried` (see `obstacles`), `no_corner`, `too_large`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_split: Option<Named>,
    /// Of a unit that moved: `reality`, `definition`, `both`, `unchanged`, or `not_told` where it cannot be told (see `obstacles`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Named>,
    /// Of a unit: what its former answers give by the new rules. Computed, never published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub former_answers_by_new_rules: Option<Held>,
    /// Of a unit: what its new answers give by the former rules. Computed, never published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_answers_by_former_rules: Option<Held>,
    /// Why answers of one of the two cannot be judged by the rules of the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<String>,
    /// What differs in the definitions of what is compared, but for texts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub definition_changes: Vec<String>,
    /// Where one goes from here.
    pub links: ChangeLinks,
}

/// What the change of a place's figure is made of. The parts are reckoned exactly, add up to the change and are rounded each by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Split {
    /// Because units answered otherwise.
    #[schema(value_type = f64)]
    pub reality: Number,
    /// Because the rules became others.
    #[schema(value_type = f64)]
    pub definition: Number,
    /// What comes only of both together. None where answers can be carried over in one direction only: then it is in the part that is
    /// the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub interaction: Option<Number>,
}

/// Ways from a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangeLinks {
    /// The indicator in the earlier publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator_before: Option<String>,
    /// The indicator in the later publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator_after: Option<String>,
    /// The page that shows the same to people.
    pub page: String,
}

/// One of the two publications, and the unit or place in it.
struct Side<'a> {
    look: Look<'a>,
    whole: Selection<'a>,
    place: String,
}

impl<'a> Side<'a> {
    fn of(look: Look<'a>, place: &str) -> Self {
        Self { look, whole: Selection::whole(&look), place: place.to_owned() }
    }

    fn code(&self, indicator: &str) -> Option<&'a Code> {
        self.whole.indicators.iter().map(|(_, code)| *code).find(|code| code.id == indicator)
    }

    fn observation(&self, asked: &Asked<'_>, indicator: &Known, cell: &Cell) -> Option<Observation> {
        let spot = self.whole.spots.iter().find(|spot| spot.code.id == self.place)?;
        let code = self.code(indicator.id.as_str())?;
        Some(observation(asked, &self.look, code, (spot.code, spot.level), cell))
    }

    fn named(&self, asked: &Asked<'_>, indicator: &Known) -> Named {
        let name = self.code(indicator.id.as_str()).map(|code| said(asked.language, &code.name));
        Named { id: indicator.id.to_string(), name: name.unwrap_or_else(|| indicator.id.to_string()) }
    }

    fn link(&self, asked: &Asked<'_>, indicator: &Known) -> String {
        asked.below(self.look.named, &format!("/indicators/{}", indicator.id))
    }
}

/// Everything that rows are told from.
struct Told<'a> {
    asked: &'a Asked<'a>,
    both: &'a Both<'a>,
    then: Side<'a>,
    now: Side<'a>,
    place: Named,
}

/// Every indicator of a unit or place, then and now; where nothing was published before, why there is nothing.
pub(super) fn list(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let nothing = |[sv, en]: [&str; 2]| {
        Ok(page::<Change>(asked, 0, Some(asked.language.say(sv, en).to_owned()), |_| Vec::new()))
    };
    let found = match asked.query.one("place") {
        Some(id) => Some(whose(look, id).ok_or_else(|| {
            unknown(asked, look, What::Place, "place", &[id], |id| format!("/changes?place={id}"))
        })?),
        None => usual(look),
    };
    let Some((code, is_place)) = found else {
        return nothing(["Publiceringen har inga platser.", "The publication has no places."]);
    };
    let wanted = Wanted::about(look, (code, is_place));
    let from = match asked.query.one("from") {
        Some(written) => {
            Some(since(look, written).map_err(|why| unfit(asked, look, &wanted, written, &why))?)
        }
        None => wanted.from,
    };
    let Some(issue) = from else {
        return nothing([
            "Det här är den första publiceringen, så det finns inget att hålla den mot.",
            "This is the first publication, so there is nothing to hold it against.",
        ]);
    };
    let both = Both::of(look, &wanted, issue).map_err(|_| broken(asked))?;
    let each = both.each();
    let cautions = both.cautions(&Lines::of(&each, both.is_place));
    let cautions: Vec<String> = cautions
        .iter()
        .map(|caution| both.caution(caution))
        .map(|(first, words)| format!("{first}{}", words.text()))
        .collect();
    let note = (!cautions.is_empty()).then(|| cautions.join(" "));
    let told = Told {
        asked,
        both: &both,
        then: Side::of(both.look_then(), &code.id),
        now: Side::of(*look, &code.id),
        place: Named { id: code.id.clone(), name: said(asked.language, &code.name) },
    };
    Ok(page(asked, each.len(), note, |places| each[places].iter().map(|one| told.row(one)).collect()))
}

/// The problem with an earlier publication that is none.
fn unfit(asked: &Asked<'_>, look: &Look<'_>, wanted: &Wanted<'_>, written: &str, why: &Unfit<'_>) -> Problem {
    let kind = match why {
        Unfit::NoName => ProblemKind::InvalidParameter,
        // It is a name as it should be, and no earlier publication has it.
        Unfit::NoPublication | Unfit::Itself | Unfit::Later(_) => ProblemKind::UnknownPublication,
    };
    let known: Vec<String> = wanted.others.iter().map(|other| known_as(look, other).to_string()).collect();
    let known = || known.iter().map(String::as_str);
    let elsewhere = match why {
        // The other way round.
        Unfit::Later(later) => {
            let own = known_as(look, look.issue);
            let number = look.named.number.map(|_| later.number());
            let path = format!("/changes?place={}&from={own}", wanted.code.id);
            vec![Elsewhere {
                publication: later.series().to_string(),
                title: words(asked, &later.manifest().title),
                href: asked.below(Called { series: later.series(), number }, &path),
            }]
        }
        Unfit::NoName | Unfit::NoPublication | Unfit::Itself => Vec::new(),
    };
    let problem = Problem::new(kind, asked.language, why.said(look, written), &asked.own())
        .about("from", written)
        .allowing(known())
        .near(written, known());
    Problem { elsewhere, allowed_at: Some(asked.to("/publications")), ..problem }
}

impl Told<'_> {
    fn row(&self, each: &Each<'_>) -> Change {
        match each {
            Each::Compared(line) => self.compared(line),
            Each::Not(why, [then, now]) => Change {
                why: Some(why_not(self.asked.language, why).text().to_owned()),
                ..self.pair("not_comparable", Some(*then), Some(*now), Some(*why))
            },
            Each::Absent(why, [then, now]) => self.pair("absent", Some(*then), Some(*now), Some(*why)),
            Each::Added(now) => self.pair("only_now", None, Some(*now), None),
            Each::Removed(then) => self.pair("only_then", Some(*then), None, None),
        }
    }

    /// A row without values.
    fn pair(
        &self,
        status: &str,
        then: Option<&Known>,
        now: Option<&Known>,
        comparable: Option<&Comparable>,
    ) -> Change {
        let asked = self.asked;
        let why = comparable.map(Comparable::why).filter(|why| !why.is_empty());
        let from = self.then.look.named;
        Change {
            status: status.to_owned(),
            place: self.place.clone(),
            from: from.to_string(),
            indicator_before: then.map(|then| self.then.named(asked, then)),
            indicator_after: now.map(|now| self.now.named(asked, now)),
            comparable: comparable.map(|told| told.id().to_owned()),
            why: why.map(str::to_owned),
            before: None,
            after: None,
            word: None,
            difference: None,
            split: None,
            not_split: None,
            cause: None,
            former_answers_by_new_rules: None,
            new_answers_by_former_rules: None,
            obstacles: Vec::new(),
            definition_changes: Vec::new(),
            links: ChangeLinks {
                indicator_before: then.map(|then| self.then.link(asked, then)),
                indicator_after: now.map(|now| self.now.link(asked, now)),
                page: self.now.look.to(&format!("/forandring?enhet={}&fran={from}", self.place.id)),
            },
        }
    }

    fn compared(&self, line: &Compared<'_>) -> Change {
        let definition = line.of.definition.iter().filter(|change| !change.is_text);
        let is_moved = line.is_told(self.both.is_place);
        let status = if is_moved { "moved" } else { "same" };
        let row = Change {
            before: self.then.observation(self.asked, line.then, line.found_then),
            after: self.now.observation(self.asked, line.now, line.found_now),
            definition_changes: definition.map(|change| change.line(self.both.words())).collect(),
            ..self.pair(status, Some(line.then), Some(line.now), Some(&line.of.comparable))
        };
        match (is_moved, self.both.is_place) {
            (false, _) => row,
            (true, true) => self.place_moved(line, self.moved(line, row)),
            (true, false) => self.unit_moved(line, self.moved(line, row)),
        }
    }

    fn moved(&self, line: &Compared<'_>, row: Change) -> Change {
        let difference = self.both.change(line).and_then(|exact| rounded(line, exact));
        Change { word: self.both.word(line).map(str::to_owned), difference, ..row }
    }

    fn place_moved(&self, line: &Compared<'_>, row: Change) -> Change {
        match line.figure.map(|figure| &figure.parts) {
            Some(Ok(parts)) => Change { split: split(line, parts), ..row },
            Some(Err(why)) => {
                let is_hindered = *why == NoSplit::NotCarried;
                let obstacles = if is_hindered { self.obstacles(line) } else { Vec::new() };
                let name = self.both.no_split(why).to_owned();
                Change { not_split: Some(Named { id: why.id().to_owned(), name }), obstacles, ..row }
            }
            None => row,
        }
    }

    fn unit_moved(&self, line: &Compared<'_>, row: Change) -> Change {
        let outcome = line.outcome;
        let cause = outcome.and_then(|outcome| outcome.cause);
        let corner = |got: Option<&Got>| got.map(|got| self.corner(line, got));
        Change {
            cause: Some(Named {
                id: cause.map_or("not_told", |cause| cause.id()).to_owned(),
                name: self.both.cause(cause).to_owned(),
            }),
            former_answers_by_new_rules: corner(outcome.and_then(|outcome| outcome.last_by_this.as_ref())),
            new_answers_by_former_rules: corner(outcome.and_then(|outcome| outcome.this_by_last.as_ref())),
            obstacles: if cause.is_none() { self.obstacles(line) } else { Vec::new() },
            ..row
        }
    }

    fn corner(&self, line: &Compared<'_>, got: &Got) -> Held {
        let unit = self.now.code(line.now.id.as_str()).map(|code| unit_of(self.asked, code));
        unpublished(got, self.both.got(line, got), &unit.unwrap_or_default())
    }

    fn obstacles(&self, line: &Compared<'_>) -> Vec<String> {
        self.both.in_the_way(line, usize::MAX)
    }
}

/// A difference as it is printed.
fn rounded(line: &Compared<'_>, exact: Exact) -> Option<Number> {
    number(&exact.rounded(decimals(line.of)).to_string())
}

fn split(line: &Compared<'_>, parts: &Parts) -> Option<Split> {
    Some(Split {
        reality: rounded(line, parts.reality)?,
        definition: rounded(line, parts.definition)?,
        interaction: parts.interaction.and_then(|exact| rounded(line, exact)),
    })
}

impl Line for Change {
    const COLUMNS: &'static [&'static [&'static str]] = &[
        &[
            "status",
            "place",
            "place_name",
            "from",
            "indicator_before",
            "indicator_before_name",
            "indicator_after",
            "indicator_after_name",
            "comparable",
            "why",
        ],
        &[
            "before_status",
            "before_reason",
            "before_value",
            "before_figure",
            "before_decimals",
            "before_unit",
            "before_text",
            "before_sign",
            "before_numerator",
            "before_denominator",
        ],
        &[
            "after_status",
            "after_reason",
            "after_value",
            "after_figure",
            "after_decimals",
            "after_unit",
            "after_text",
            "after_sign",
            "after_numerator",
            "after_denominator",
        ],
        &[
            "word",
            "difference",
            "reality",
            "definition",
            "interaction",
            "not_split",
            "cause",
            "former_answers_by_new_rules",
            "new_answers_by_former_rules",
            "obstacles",
        ],
    ];

    fn fields(&self) -> Vec<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let named = |named: &Option<Named>| {
            named.as_ref().map_or_else(Default::default, |named| [named.id.clone(), named.name.clone()])
        };
        let id = |told: &Option<Named>| named(told)[0].clone();
        let cell = |told: &Option<Observation>| {
            told.as_ref().map_or_else(Default::default, |told| told.held.fields())
        };
        let figure = |figure: Option<&Number>| figure.map(ToString::to_string).unwrap_or_default();
        let split = self.split.as_ref();
        let corner = |held: &Option<Held>| held.as_ref().map(Held::short).unwrap_or_default();
        let first = [self.status.clone(), self.place.id.clone(), self.place.name.clone(), self.from.clone()];
        first
            .into_iter()
            .chain(named(&self.indicator_before))
            .chain(named(&self.indicator_after))
            .chain([text(&self.comparable), text(&self.why)])
            .chain(cell(&self.before))
            .chain(cell(&self.after))
            .chain([
                text(&self.word),
                figure(self.difference.as_ref()),
                figure(split.map(|split| &split.reality)),
                figure(split.map(|split| &split.definition)),
                figure(split.and_then(|split| split.interaction.as_ref())),
                id(&self.not_split),
                id(&self.cause),
                corner(&self.former_answers_by_new_rules),
                corner(&self.new_answers_by_former_rules),
                self.obstacles.join("; "),
            ])
            .collect()
    }
}
