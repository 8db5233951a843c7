//! What a row of the comparison is, as data and as a line of CSV.

use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

use crate::api::cell::Held;
use crate::api::observation::{Named, Observation};
use crate::api::paging::Line;

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
