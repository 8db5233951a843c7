//! Help to analyse one's own results (*analysguide i fyra steg*), in the words of the catalogue.

use maud::{Markup, html};

use crate::design::text::{Level, heading};
use crate::public::Look;

/// The steps.
pub(super) fn page(look: &Look<'_>) -> Markup {
    let language = look.language;
    html! {
        @for (step, at) in look.opened.vocabulary().analysis.iter().zip(1..) {
            @let (sv, en) = (&step.name.sv, step.name.en.as_ref());
            (heading(Level::Two, Some(&step.id), language.either(format!("{at}. {sv}"), en.map(|en| format!("{at}. {en}")))))
            ul { @for point in &step.points { li { (language.either(point.sv.as_str(), point.en.as_deref())) } } }
        }
        (super::careful(look))
    }
}
