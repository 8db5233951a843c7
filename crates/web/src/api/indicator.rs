//! Indicators (*indikatorer*): what is measured, how, and by which rule.

use ::publication::model::Code;
use catalogue::model::{Direction, Indicator as Known};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::lost::{What, unknown};
use super::observation::{Named, unit_of};
use super::paging::{Line, page};
use super::problem::Problem;
use super::said;
use super::selection::Selection;
use crate::public::{Look, observed};

/// An indicator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Indicator {
    /// Its id, the same through the years as long as it is the same indicator.
    pub id: String,
    /// Its number in the publication.
    pub number: u16,
    /// Its official name.
    pub name: String,
    /// A short one.
    pub short_name: String,
    /// What is measured; official texts may be in Swedish only.
    pub measure: String,
    /// `indicator`, or `background`: shown, never judged.
    pub role: String,
    /// Its quality areas.
    pub quality_areas: Vec<Named>,
    /// Its indicator area.
    pub indicator_area: Named,
    /// What its figures are counted in, in words.
    pub unit: String,
    /// Decimals of its published figures.
    pub decimals: u8,
    /// How units are summed up: `share`, `ratio`, `mean`, `median`, `sum`, `unweighted_mean`, `population_weighted_mean`.
    pub method: String,
    /// Levels that it has figures of, beside units.
    pub levels: Vec<String>,
    /// What is better: `up`, `down` or `none`.
    pub direction: String,
    /// The colour mode that it is usually shown in; none if it is not judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual_mode: Option<String>,
    /// Where one goes from here.
    pub links: IndicatorLinks,
}

/// Ways from an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorLinks {
    /// The indicator with its definition.
    #[serde(rename = "self")]
    pub own: String,
    /// Its values at all places.
    pub observations: String,
    /// The page that shows it to people.
    pub page: String,
}

/// An indicator with everything that one must know of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Definition {
    /// What the list says of it.
    #[serde(flatten)]
    pub indicator: Indicator,
    /// What it is for; official texts may be in Swedish only.
    pub purpose: String,
    /// The target or direction, as printed.
    pub target: String,
    /// Values that count as reached.
    pub target_values: Vec<Named>,
    /// Values that count neither as reached nor as missed.
    pub partly_values: Vec<Named>,
    /// Values that leave the denominator.
    pub left_out_values: Vec<Named>,
    /// The part of the questionnaire that it rests on.
    pub part: String,
    /// Its questions.
    pub questions: Vec<String>,
    /// The rule, entry by entry, as the catalogue has it.
    pub rule: Vec<RuleEntry>,
    /// The indicator's card (*indikatorbeskrivning*), as published.
    pub card: Vec<CardLine>,
    /// Where it is described.
    pub source: String,
    /// How a source that contradicts itself or is silent is read.
    pub readings: Vec<String>,
    /// A note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An entry of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RuleEntry {
    /// What it gives: the id of a value, `empty:` with a reason, or the expression of a figure.
    pub gives: String,
    /// When; none: otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

/// A line of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CardLine {
    /// What it is about.
    pub label: String,
    /// What it says.
    pub text: String,
}

fn known<'a>(look: &Look<'a>, id: &str) -> Option<&'a Known> {
    look.opened.edition().computed().find(|known| known.id.as_str() == id)
}

fn told(asked: &Asked<'_>, look: &Look<'_>, code: &Code, known: &Known) -> Indicator {
    let words = look.opened.vocabulary();
    let id = &code.id;
    let property = |key: &str| code.properties.iter().find(|(own, _)| own == key).map(|(_, text)| text);
    let plain = |key: &str| property(key).map(|text| text.sv.clone()).unwrap_or_default();
    let quality = known.quality_areas.iter().map(|id| {
        let area = words.quality_areas.iter().find(|area| area.named.id == *id);
        Named {
            id: id.clone(),
            name: area.map_or_else(|| id.clone(), |area| said(asked.language, &area.named.name)),
        }
    });
    let area = words.indicator_areas.iter().find(|area| area.id == known.indicator_area);
    let direction =
        Direction::ALL.iter().find(|(_, own)| *own == known.direction).map_or("none", |(id, _)| id);
    let to = |path: String| asked.below(look.named, &path);
    Indicator {
        id: id.clone(),
        number: known.number,
        name: said(asked.language, &code.name),
        short_name: said(asked.language, &known.short_name),
        measure: known.measure.clone(),
        role: plain("role"),
        quality_areas: quality.collect(),
        indicator_area: Named {
            id: known.indicator_area.clone(),
            name: area.map_or_else(|| known.indicator_area.clone(), |area| said(asked.language, &area.name)),
        },
        unit: unit_of(asked, code),
        decimals: known.decimals,
        method: plain("method"),
        levels: plain("levels").split(',').filter(|level| !level.is_empty()).map(str::to_owned).collect(),
        direction: direction.to_owned(),
        usual_mode: observed::mode_of(known).map(|mode| mode.id().to_owned()),
        links: IndicatorLinks {
            own: to(format!("/indicators/{id}")),
            observations: to(format!("/observations?indicator={id}")),
            page: look.to(&format!("/indikator/{id}")),
        },
    }
}

/// All indicators.
pub(super) fn list(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let all: Vec<(&Code, &Known)> = Selection::whole(look)
        .indicators
        .into_iter()
        .filter_map(|(_, code)| Some((code, known(look, &code.id)?)))
        .collect();
    Ok(page(asked, all.len(), None, |places| {
        all[places].iter().map(|(code, known)| told(asked, look, code, known)).collect()
    }))
}

/// One indicator, with its definition.
pub(super) fn one(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let id = asked.name("indicator");
    let code = Selection::whole(look).indicators.into_iter().find(|(_, code)| code.id == id);
    let Some(((_, code), known)) = code.and_then(|code| Some((code, known(look, id)?))) else {
        return Err(unknown(asked, look, What::Indicator, "indicator", &[id], |id| {
            format!("/indicators/{id}")
        }));
    };
    let words = look.opened.vocabulary();
    let value = |id: &domain::ValueId| {
        let named = words.values.iter().find(|named| named.id == id.as_str());
        let name = named.map_or_else(|| id.to_string(), |named| said(asked.language, &named.name));
        Named { id: id.to_string(), name }
    };
    let values = |ids: &[domain::ValueId]| ids.iter().map(value).collect();
    let line = |row: &::publication::model::CardRow| CardLine {
        label: said(asked.language, &row.label),
        text: said(asked.language, &row.text),
    };
    Ok(asked.one(&Definition {
        indicator: told(asked, look, code, known),
        purpose: known.purpose.clone(),
        target: known.target_text.clone(),
        target_values: values(&known.target),
        partly_values: values(&known.partly),
        left_out_values: values(&known.leaves_denominator),
        part: known.part.to_string(),
        questions: known.questions.iter().map(ToString::to_string).collect(),
        rule: known
            .outcomes
            .iter()
            .map(|entry| RuleEntry {
                gives: entry.gives.clone(),
                when: (!entry.when.is_empty()).then(|| entry.when.clone()),
            })
            .collect(),
        card: look.opened.card(id).into_iter().flat_map(|card| card.rows.iter().map(line)).collect(),
        source: words.cite(&known.source),
        readings: known.readings.iter().map(|reading| format!("{}: {}", reading.id, reading.text)).collect(),
        note: (!known.note.is_empty()).then(|| known.note.clone()),
    }))
}

impl Line for Indicator {
    const COLUMNS: &'static [&'static [&'static str]] = &[&[
        "id",
        "number",
        "name",
        "short_name",
        "measure",
        "role",
        "quality_areas",
        "indicator_area",
        "unit",
        "decimals",
        "method",
        "levels",
        "direction",
        "usual_mode",
    ]];

    fn fields(&self) -> Vec<String> {
        let areas: Vec<&str> = self.quality_areas.iter().map(|area| area.id.as_str()).collect();
        vec![
            self.id.clone(),
            self.number.to_string(),
            self.name.clone(),
            self.short_name.clone(),
            self.measure.clone(),
            self.role.clone(),
            areas.join(","),
            self.indicator_area.id.clone(),
            self.unit.clone(),
            self.decimals.to_string(),
            self.method.clone(),
            self.levels.join(","),
            self.direction.clone(),
            self.usual_mode.clone().unwrap_or_default(),
        ]
    }
}
