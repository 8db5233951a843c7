//! Indicators as fields.

use catalogue::model::{Direction, Edition, Indicator, IndicatorRole, Measured};

use super::fields::{Fields, listed, name};

/// The fields of an indicator; `renamed` says a rule's text in the other edition's question codes.
pub(super) fn fields(indicator: &Indicator, renamed: &dyn Fn(&str) -> String) -> Fields {
    let mut fields = Fields::default();
    let mut seen: Vec<&str> = Vec::new();
    for outcome in &indicator.outcomes {
        let times = seen.iter().filter(|gives| **gives == outcome.gives).count();
        seen.push(&outcome.gives);
        let detail = match times {
            0 => outcome.gives.clone(),
            n => format!("{} ({})", outcome.gives, n + 1),
        };
        let when = if outcome.when.is_empty() { "annars".to_owned() } else { renamed(&outcome.when) };
        fields.defines_of(name("rule", "regel för", "rule for"), &renamed(&detail), when);
    }
    fields.defines("rule_order", "reglernas ordning", "order of rules", renamed(&seen.join(", ")));
    fields.defines(
        "ordered",
        "den första som gäller vinner",
        "first that holds wins",
        indicator.rule.ordered,
    );
    fields.defines("target", "målvärde", "target", listed(&indicator.target));
    fields.defines(
        "leaves_denominator",
        "räknas inte med i andelen",
        "not counted in the share",
        listed(&indicator.leaves_denominator),
    );
    fields.defines("method", "sammanvägning", "method", indicator.method);
    fields.defines("unit", "enhet", "unit", &indicator.unit);
    fields.defines("decimals", "decimaler", "decimals", indicator.decimals);
    fields.defines("levels", "redovisningsnivåer", "levels", listed(&indicator.levels));
    fields.defines("requires", "kräver", "requires", &indicator.requires);
    fields.states("partly", "delvis (gult)", "partly (yellow)", listed(&indicator.partly));
    fields.states("direction", "riktning", "direction", direction(indicator.direction));
    fields.states(
        "role",
        "roll",
        "role",
        match indicator.role {
            IndicatorRole::Indicator => "indicator",
            IndicatorRole::Background => "background",
        },
    );
    fields.states("family", "familj", "family", &indicator.family);
    fields.states("part", "del", "part", &indicator.part);
    fields.states("questions", "frågor", "questions", renamed(&listed(&indicator.questions)));
    fields.states("shown", "redovisas som", "shown as", listed(&indicator.shown));
    fields.states(
        "measured",
        "mätdatum",
        "measured",
        match indicator.measured {
            Measured::On(date) => date.to_string(),
            Measured::Period(from, to) => format!("{from} – {to}"),
        },
    );
    fields.both(name("name", "namn", "name"), "", &indicator.name);
    fields.both(name("short_name", "kortnamn", "short name"), "", &indicator.short_name);
    fields.text("number", "nummer", "number", indicator.number);
    fields.text("measure", "mått", "measure", &indicator.measure);
    fields.text("target_text", "målvärde i ord", "target in words", &indicator.target_text);
    fields.text("purpose", "syfte", "purpose", &indicator.purpose);
    fields.text("purpose_differs", "syftet avviker", "purpose differs", &indicator.purpose_differs);
    fields.text("types", "indikatortyp", "types", listed(&indicator.types));
    fields.text("quality_areas", "kvalitetsområden", "quality areas", listed(&indicator.quality_areas));
    fields.text("dimension", "dimension", "dimension", &indicator.dimension);
    fields.text("indicator_area", "indikatorområde", "indicator area", &indicator.indicator_area);
    fields.text("section", "avsnitt", "section", &indicator.section);
    let response = indicator.response_percent.map(|percent| percent.to_string());
    fields.text("response_percent", "svarsfrekvens", "response", response.unwrap_or_default());
    fields.text("ignores", "bortser från", "ignores", listed(&indicator.ignores));
    fields.text("note", "anmärkning", "note", &indicator.note);
    fields.source(&indicator.source, &indicator.readings);
    fields
}

/// As files write it.
pub(super) fn direction(direction: Direction) -> &'static str {
    Direction::ALL.into_iter().find(|(_, known)| *known == direction).map_or("", |(id, _)| id)
}

/// The indicator of an edition that is another edition's: by id, else by a family that each has once.
pub(crate) fn same_indicator<'b>(
    a: &Edition,
    indicator: &Indicator,
    b: &'b Edition,
) -> Option<&'b Indicator> {
    if let Some(found) = b.indicator(indicator.id.as_str()) {
        return Some(found);
    }
    let mut of_family = b.indicators.iter().filter(|other| other.family == indicator.family);
    let found = of_family.next()?;
    let alone = of_family.next().is_none()
        && a.indicators.iter().filter(|other| other.family == indicator.family).count() == 1;
    (alone && a.indicator(found.id.as_str()).is_none()).then_some(found)
}
