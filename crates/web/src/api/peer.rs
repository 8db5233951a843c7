//! Similar municipalities (*liknande kommuner*): who is most alike, and measure by measure how far away. Read from the cube `peers`.

use ::publication::model::{Cube, Value};
use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::cell::number;
use super::lost::{What, unknown};
use super::observation::Named;
use super::paging::{Line, page};
use super::problem::Problem;
use super::said;
use crate::public::Look;

/// A similar unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Peer {
    /// 1 is the most alike.
    pub rank: usize,
    /// Who it is.
    pub place: Named,
    /// How far away: the distance in standardised measures.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<Number>,
    /// The measures that the distance is made of.
    pub measures: Vec<PeerMeasure>,
    /// Where one goes from here.
    pub links: PeerLinks,
}

/// A measure that units are compared by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PeerMeasure {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The figure of the unit that was asked about.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<Number>,
    /// The figure of the similar unit.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<Number>,
    /// How much of the distance is due to it, in per cent.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Number>,
}

/// Ways from a similar unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PeerLinks {
    /// The similar unit.
    pub place: String,
    /// Its values.
    pub observations: String,
    /// Its page for people.
    pub page: String,
}

/// The similar units of a unit; where there are none, why.
pub(super) fn list(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let id = asked.name("place");
    let units = look.opened.publication().cube("outcomes");
    let is_unit = units.is_some_and(|units| units.position(0, id).is_some());
    let is_place =
        look.opened.publication().cube("aggregates").is_some_and(|places| places.position(0, id).is_some());
    if !is_unit && !is_place {
        let at = |id: &str| format!("/places/{id}/peers");
        return Err(unknown(asked, look, What::Unit, "place", &[id], at));
    }
    let none = |why: String| Ok(page::<Peer>(asked, 0, Some(why), |_| Vec::new()));
    if !is_unit {
        return none(asked.language.say(
            "Bara kommuner och stadsdelar jämförs med liknande.".to_owned(),
            "Only municipalities and districts are compared with similar ones.".to_owned(),
        ));
    }
    let found = look.opened.publication().cube("peers").and_then(|cube| Some((cube, cube.position(0, id)?)));
    let Some((cube, unit)) = found else {
        let why = look.opened.peers().err().map(|why| said(asked.language, why));
        return none(why.unwrap_or_else(|| {
            asked.language.say("Här beräknas inga liknande.", "No similar ones are computed here.").to_owned()
        }));
    };
    let peers: Vec<Peer> = (0..cube.dimensions[1].codes.len())
        .filter_map(|rank| peer(asked, look, cube, (unit, rank)))
        .collect();
    let why = match cube.at(&[unit, 0, 0]).map(|cell| &cell.value) {
        Some(Value::Empty(_, _, word)) => Some(said(asked.language, word)),
        Some(Value::Category(..) | Value::Figure(..)) | None => None,
    };
    Ok(page(asked, peers.len(), why, |places| peers[places].to_vec()))
}

fn peer(asked: &Asked<'_>, look: &Look<'_>, cube: &Cube, (unit, rank): (usize, usize)) -> Option<Peer> {
    let figure = |field: usize| match &cube.at(&[unit, rank, field])?.value {
        Value::Figure(figure, _) => number(&figure.to_string()),
        Value::Category(..) | Value::Empty(..) => None,
    };
    let Value::Category(id, name) = &cube.at(&[unit, rank, 0])?.value else { return None };
    let own = |variable: &str| {
        let cell = look
            .opened
            .observation("peer_sensitivity", &[&cube.dimensions[0].codes[unit].id, variable, "own"])?;
        match &cell.value {
            Value::Figure(figure, _) => number(&figure.to_string()),
            Value::Category(..) | Value::Empty(..) => None,
        }
    };
    // After who it is and how far away, two fields a measure.
    let fields = &cube.dimensions[2].codes;
    let measures = fields.iter().enumerate().skip(2).step_by(2).map(|(at, field)| PeerMeasure {
        id: field.id.clone(),
        name: said(asked.language, &field.name),
        own: own(&field.id),
        other: figure(at),
        percent: figure(at + 1),
    });
    let to = |path: String| asked.below(look.named, &path);
    Some(Peer {
        rank: rank + 1,
        place: Named { id: id.clone(), name: said(asked.language, name) },
        distance: figure(1),
        measures: measures.collect(),
        links: PeerLinks {
            place: to(format!("/places/{id}")),
            observations: to(format!("/observations?place={id}")),
            page: look.to(&format!("/enhet/{id}")),
        },
    })
}

impl Line for Peer {
    const COLUMNS: &'static [&'static [&'static str]] =
        &[&["rank", "place", "place_name", "distance", "measures"]];

    fn fields(&self) -> Vec<String> {
        let text = |number: &Option<Number>| number.as_ref().map(ToString::to_string).unwrap_or_default();
        let measures: Vec<String> =
            self.measures.iter().map(|measure| format!("{}={}", measure.id, text(&measure.other))).collect();
        vec![
            self.rank.to_string(),
            self.place.id.clone(),
            self.place.name.clone(),
            text(&self.distance),
            measures.join(","),
        ]
    }
}
