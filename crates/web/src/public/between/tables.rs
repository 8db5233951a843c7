//! What moved, what did not, and what may not be compared.

use catalogue::model::Indicator;
use maud::{Markup, html};
use results::diff::{Comparable, Exact};

use super::{Both, Line, Lines, why_not};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, Link, heading, paragraph};

impl Both<'_> {
    /// All of them.
    pub(super) fn tables(&self, lines: &Lines<'_>) -> Markup {
        let language = self.look.language;
        html! {
            @if !lines.moved.is_empty() {
                (heading(Level::Two, Some("andrat"), language.say(
                    format!("Har ändrats ({})", lines.moved.len()),
                    format!("Has changed ({})", lines.moved.len()),
                )))
                (self.moved_table(&lines.moved))
                @if !self.is_place {
                    p.table-note { (language.say(
                        "Färgläge: som i tabellboken, varje indikator i sitt eget. Varje värde leder till sin förklaring.",
                        "Colour mode: as in the workbook, each indicator in its own. Every value leads to its explanation.",
                    )) }
                }
                p.table-note { (language.say(
                    "Skillnader mellan procenttal är procentenheter. Delarna är räknade exakt, summerar till förändringen och avrundas var för sig.",
                    "Differences between percentages are percentage points. The parts are reckoned exactly, add up to the change and are rounded each by itself.",
                )) }
                (self.reservations(lines))
            }
            @if !lines.same.is_empty() {
                (heading(Level::Two, Some("oforandrat"), language.say(
                    format!("Oförändrat ({})", lines.same.len()),
                    format!("Unchanged ({})", lines.same.len()),
                )))
                details open[lines.moved.is_empty()] {
                    summary { (language.say("Visa det som är oförändrat", "Show what is unchanged")) }
                    (self.same_table(&lines.same))
                }
            }
            @if !lines.not.is_empty() { (self.not_compared(lines)) }
            @for (list, id, is_added) in [(&lines.added, "bara-nu", true), (&lines.removed, "bara-da", false)] {
                @if !list.is_empty() { (self.only(list, id, is_added)) }
            }
            (self.definitions(lines))
        }
    }

    fn header(&self, line: &Line<'_>) -> Markup {
        let (look, id) = (&self.look, &line.now.id);
        html! {
            (Link::new(look.to(&format!("/indikator/{id}")), look.text(&line.now.short_name)))
            @if matches!(line.of.comparable, Comparable::Partly(_)) { " *" }
        }
    }

    /// Then and now, each a way to why.
    fn values(&self, line: &Line<'_>) -> [Cell; 2] {
        let code = &self.code.id;
        let of = |is_now: bool| {
            let column = if is_now { &line.of.after } else { &line.of.before };
            let id = column.as_ref().map_or_else(|| line.now.id.to_string(), |column| column.id.to_string());
            let path = format!("/varfor/{id}/{code}");
            let to = if is_now { self.look.to(&path) } else { self.look_then().to(&path) };
            let cell = Cell::markup(html! { a.plain href=(to) { (self.value(line, is_now)) } });
            if self.is_place { cell.lined_up() } else { cell }
        };
        [of(false), of(true)]
    }

    /// A column of values: of places they are figures, of units words.
    fn column(&self, heading: String) -> Column<'static> {
        if self.is_place { Column::number(heading) } else { Column::new(heading) }
    }

    fn moved_table(&self, lines: &[Line<'_>]) -> Markup {
        let language = self.look.language;
        let mut columns = vec![
            Column::new(language.say("Indikator", "Indicator")),
            self.column(self.named_then()),
            self.column(self.named_now()),
            self.column(language.say("Förändring", "Change").to_owned()),
        ];
        if self.is_place {
            columns.push(Column::number(language.say("Varav verklighet", "Of which reality")));
            columns.push(Column::number(language.say("Varav definition", "Of which definition")));
            columns.push(Column::number(language.say("Varav samverkan", "Of which interaction")));
        } else {
            columns.push(Column::new(language.say("Varför", "Why")));
            columns.push(Column::new(
                language.say("Förra svaren med nya regler", "The former answers by the new rules"),
            ));
            columns.push(Column::new(
                language.say("Nya svaren med förra regler", "The new answers by the former rules"),
            ));
        }
        let row = |line: &Line<'_>| {
            let mut cells: Vec<Cell> = self.values(line).into();
            let moved = Cell::markup(self.moved(line));
            cells.push(if self.is_place { moved.lined_up() } else { moved });
            cells.extend(if self.is_place { self.parts(line) } else { self.why(line) });
            Row { header: self.header(line), cells, total: false }
        };
        let caption = language.say("Det som har ändrats", "What has changed");
        Table::new("forandrat", caption, columns, lines.iter().map(row).collect()).stacked().html(language)
    }

    /// What the change of a place's figure is made of.
    fn parts(&self, line: &Line<'_>) -> [Cell; 3] {
        let none = || Cell::number("–");
        match line.figure.map(|figure| &figure.parts) {
            Some(Ok(parts)) => {
                let part = |exact: Exact| {
                    let words = self.difference(line, exact);
                    // What is nought stands back.
                    let words = if exact.is_zero() {
                        html! { span.muted { (words) } }
                    } else {
                        html! { (words) }
                    };
                    Cell::markup(words).lined_up()
                };
                [part(parts.reality), part(parts.definition), parts.interaction.map_or_else(none, part)]
            }
            Some(Err(why)) => [Cell::markup(self.not_split(line, why)), none(), none()],
            None => [none(), none(), none()],
        }
    }

    /// Why a unit's outcome is another one, and what it would be at the two corners that nobody published.
    fn why(&self, line: &Line<'_>) -> [Cell; 3] {
        let corner = |got: Option<&results::diff::Got>| match got {
            Some(got) => Cell::text(self.got(line, got)),
            None => Cell::text("–"),
        };
        let outcome = line.outcome;
        let cause = outcome.and_then(|outcome| outcome.cause);
        let why = html! { (self.cause(cause)) @if cause.is_none() { (self.obstacles(line)) } };
        [
            Cell::markup(why),
            corner(outcome.and_then(|outcome| outcome.last_by_this.as_ref())),
            corner(outcome.and_then(|outcome| outcome.this_by_last.as_ref())),
        ]
    }

    fn same_table(&self, lines: &[Line<'_>]) -> Markup {
        let language = self.look.language;
        let columns = vec![
            Column::new(language.say("Indikator", "Indicator")),
            self.column(self.named_then()),
            self.column(self.named_now()),
        ];
        let rows = lines.iter().map(|line| Row {
            header: self.header(line),
            cells: self.values(line).into(),
            total: false,
        });
        let caption = language.say("Det som är oförändrat", "What is unchanged");
        Table::new("samma", caption, columns, rows.collect()).stacked().html(language)
    }

    /// With what reservations something is compared.
    fn reservations(&self, lines: &Lines<'_>) -> Markup {
        let language = self.look.language;
        let mut all: Vec<(&str, Vec<&Indicator>)> = Vec::new();
        for line in lines.moved.iter().chain(&lines.same) {
            let Comparable::Partly(why) = &line.of.comparable else { continue };
            match all.iter_mut().find(|(known, _)| *known == why) {
                Some((_, list)) => list.push(line.now),
                None => all.push((why, vec![line.now])),
            }
        }
        html! {
            @for (why, list) in &all {
                p.table-note { "* " (language.official(*why)) " (" (self.names(list)) ")" }
            }
        }
    }

    fn names(&self, all: &[&Indicator]) -> Markup {
        html! {
            @for (at, indicator) in all.iter().enumerate() {
                @if at > 0 { "; " } (self.look.text(&indicator.short_name))
            }
        }
    }

    /// Those that may not be compared: why, and each edition's own figure to look at by itself.
    fn not_compared(&self, lines: &Lines<'_>) -> Markup {
        let (look, language) = (&self.look, self.look.language);
        let count: usize = lines.not.iter().map(|(_, all)| all.len()).sum();
        html! {
            (heading(Level::Two, Some("inte"), language.say(
                format!("Kan inte jämföras ({count})"),
                format!("Cannot be compared ({count})"),
            )))
            (paragraph(language.say(
                "Här står inga tal bredvid varandra. Varje indikator kan läsas för sig i sin egen årgång.",
                "Here no figures stand beside each other. Each indicator can be read by itself in its own edition.",
            )))
            @for (why, all) in &lines.not {
                p {
                    b { (why_not(language, why)) }
                }
                ul { @for [old, new] in all { li {
                    (look.text(&new.short_name)) ": "
                    (Link::new(self.look_then().to(&format!("/indikator/{}", old.id)), self.named_then()).about(look.text(&old.short_name)))
                    ", " (Link::new(look.to(&format!("/indikator/{}", new.id)), self.named_now()).about(look.text(&new.short_name)))
                } } }
            }
        }
    }

    /// Those that only one of the two has.
    fn only(&self, list: &[&Indicator], id: &'static str, is_added: bool) -> Markup {
        let language = self.look.language;
        let (name, look) =
            if is_added { (self.named_now(), self.look) } else { (self.named_then(), self.look_then()) };
        html! {
            (heading(Level::Two, Some(id), language.say(
                format!("Finns bara i {name} ({})", list.len()),
                format!("Only in {name} ({})", list.len()),
            )))
            details {
                summary { (language.say("Visa dem", "Show them")) }
                ul { @for indicator in list { li {
                    (Link::new(look.to(&format!("/indikator/{}", indicator.id)), look.text(&indicator.short_name)))
                } } }
            }
        }
    }

    /// What differs in the definitions of those that are compared.
    fn definitions(&self, lines: &Lines<'_>) -> Markup {
        let (look, language) = (&self.look, self.look.language);
        let changed: Vec<&Line<'_>> = lines
            .moved
            .iter()
            .chain(&lines.same)
            .filter(|line| line.of.definition.iter().any(|change| !change.is_text))
            .collect();
        html! {
            @if !changed.is_empty() {
                (heading(Level::Two, Some("definitioner"), language.say(
                    format!("Ändrade definitioner ({})", changed.len()),
                    format!("Changed definitions ({})", changed.len()),
                )))
                @for line in changed {
                    details {
                        summary { (look.text(&line.now.short_name)) }
                        ul { @for change in line.of.definition.iter().filter(|change| !change.is_text).take(12) { li { (change.line(self.words())) } } }
                    }
                }
            }
        }
    }
}
