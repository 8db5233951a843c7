//! A trial (*prövning*): what somebody wants to see changed, without changing the catalogue.

use domain::IndicatorId;

use super::Text;
use crate::CaseFailure;

/// What a trial changes, and what the catalogue's own cases say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Its name: stands on everything made from it.
    pub name: String,
    /// Why it is tried.
    pub why: String,
    /// What is changed, a sentence each: «Indikator `eb-x`: målvärde Ja → Ja, Delvis».
    pub changes: Vec<Text>,
    /// Indicators that are counted or computed otherwise.
    pub indicators: Vec<IndicatorId>,
    /// Those of them whose rule is another: they need answers, not only outcomes.
    pub rules: Vec<IndicatorId>,
    /// Cases that come out otherwise than the catalogue says.
    pub cases: Vec<CaseFailure>,
}
