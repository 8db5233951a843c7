//! Two publications held against each other (*förändring*): every indicator of a unit or place then and now, and what of a change is
//! reality and what is another definition. The same as the page, from the same computation.

mod model;
mod row;

use ::publication::shelf::Named as Called;

pub use self::model::Change;
use self::row::Told;
use super::asked::{Answer, Asked};
use super::explanation::broken;
use super::lost::{What, unknown};
use super::paging::page;
use super::parameter::{Kind, Parameter};
use super::problem::{Elsewhere, Problem, ProblemKind};
use super::publication::words;
use crate::public::Look;
use crate::public::between::{Both, Lines, Unfit, Wanted, known_as, since, usual, whose};

/// The earlier publication.
pub const FROM: Parameter = Parameter {
    name: "from",
    kind: Kind::Id("^[^,]+$"),
    says: [
        "Den tidigare publiceringen, som i adresser; utan parametern den närmast före. En senare, samma, eller vad ingen publicering heter, är ingen tidigare publicering: 404.",
        "The earlier publication, as in addresses; without the parameter the one nearest before. A later one, the same, or what no publication is called, is no earlier publication: 404.",
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
    let told = Told::of(asked, *look, &both);
    Ok(page(asked, each.len(), note, |places| each[places].iter().map(|one| told.row(one)).collect()))
}

/// The problem with an earlier publication that is none.
fn unfit(asked: &Asked<'_>, look: &Look<'_>, wanted: &Wanted<'_>, written: &str, why: &Unfit<'_>) -> Problem {
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
    let problem =
        Problem::new(ProblemKind::UnknownPublication, asked.language, why.said(look, written), &asked.own())
            .about("from", written)
            .allowing(known())
            .near(written, known());
    Problem { elsewhere, allowed_at: Some(asked.to("/publications")), ..problem }
}
