//! What a correction moves (*vad som flyttas*): a table of everything that is another than in the version that it corrects.

use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::observation::Named;
use super::paging::{Line, page};
use super::problem::Problem;
use crate::public::Look;
use crate::public::moved::{Between, COLUMNS, Line as Moved, code_of};

/// Something that a correction moved.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Move {
    /// `outcome` of a unit, `figure` of a place, `rank` of a place, `colour`, `peers` of a unit.
    pub what: String,
    /// The mode of a colour: `target`, `relative`, `uncertainty`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// The indicator; none of peers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Named>,
    /// The unit or place.
    pub place: Named,
    /// What the corrected version says.
    pub before: Said,
    /// What the correction says.
    pub after: Said,
    /// As tables print it.
    #[serde(skip)]
    #[schema(ignore)]
    fields: Vec<String>,
}

/// What a version says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Said {
    /// As cubes write it: the id of a value, colour or reason; a figure; a rank of so many, `3/21`; the codes of peers. Empty if it
    /// says nothing.
    pub id: String,
    /// As pages say it.
    pub text: String,
}

/// Everything that a correction moved; of another publication why there is nothing.
pub(super) fn list(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let Some(between) = Between::of(*look) else {
        let why = asked
            .language
            .say("Publiceringen rättar ingen annan.", "The publication does not correct another one.");
        return Ok(page::<Move>(asked, 0, Some(why.to_owned()), |_| Vec::new()));
    };
    let lines = between.lines(&between.diff());
    let none = lines.is_empty().then(|| {
        asked
            .language
            .say("Ingen siffra, färg eller plats flyttas.", "No figure, colour or rank moves.")
            .to_owned()
    });
    Ok(page(asked, lines.len(), none, |places| lines[places].iter().map(|line| of(&between, line)).collect()))
}

fn of(between: &Between<'_>, line: &Moved<'_>) -> Move {
    let said = |said: &crate::public::moved::Said<'_>| Said {
        id: said.id.clone(),
        text: said.words.text().to_owned(),
    };
    let indicator = line.indicators.as_ref().map(|[_, id]| id);
    Move {
        what: line.what.id().to_owned(),
        mode: line.what.mode().map(|mode| mode.id().to_owned()),
        indicator: indicator
            .map(|id| Named { id: id.to_string(), name: between.indicator(id).text().to_owned() }),
        place: Named { id: code_of(&line.who), name: between.name(&line.who).text().to_owned() },
        before: said(&line.before),
        after: said(&line.after),
        fields: between.fields(line).to_vec(),
    }
}

impl Line for Move {
    const COLUMNS: &'static [&'static [&'static str]] = &[&COLUMNS];

    fn fields(&self) -> Vec<String> {
        self.fields.clone()
    }
}
