//! What a table of changes says in words: values, differences, why.

use maud::{Markup, html};
use publication::model::Value;
use results::diff::{Cause, Exact, Got, NoSplit, NotCarried, decimals};

use super::{Both, Line};
use crate::public::observed;
use crate::public::unit::percent;

impl<'a> Both<'a> {
    /// The language of the catalogue's own sentences.
    pub(crate) fn words(&self) -> catalogue::model::Language {
        self.look.language.of_catalogue()
    }

    /// A difference with its sign: `+3,2`, `−0,4`, `0,0`.
    pub(super) fn difference(&self, line: &Line<'_>, exact: Exact) -> String {
        let rounded = exact.rounded(decimals(line.of));
        let text = observed::number(self.look.language, rounded, false);
        if rounded.scaled > 0 { format!("+{text}") } else { text }
    }

    /// An outcome that was computed and never published.
    pub(crate) fn got(&self, line: &Line<'_>, got: &Got) -> String {
        let (look, words) = (&self.look, self.look.opened.vocabulary());
        let named = |named: Option<&catalogue::model::Named>, id: &str| {
            named.map_or_else(|| id.to_owned(), |named| look.text(&named.name).text().to_owned())
        };
        match got {
            Got::Value(id) => named(words.values.iter().find(|value| value.id == id.as_str()), id.as_str()),
            Got::Figure(figure, _) => {
                let number = observed::number(look.language, *figure, look.opened.edition().plain_ends);
                match percent(line.now, self.is_place) {
                    "" => number,
                    unit => format!("{number}\u{a0}{unit}"),
                }
            }
            Got::Empty(reason) => named(words.empty(reason.id()), reason.id()),
        }
    }

    /// Why a unit's outcome is another one.
    pub(crate) fn cause(&self, cause: Option<Cause>) -> &'static str {
        let language = self.look.language;
        match cause {
            Some(Cause::Reality) => {
                language.say("Verklighet: svaren är andra", "Reality: the answers are others")
            }
            Some(Cause::Definition) => {
                language.say("Definition: reglerna är andra", "Definition: the rules are others")
            }
            Some(Cause::Both) => language.say("Bådadera: svar och regler", "Both: answers and rules"),
            Some(Cause::Unchanged) => language.say("Oförändrat", "Unchanged"),
            None => language.say("Kan inte sägas", "Cannot be told"),
        }
    }

    /// Why a change is not split, in words.
    pub(crate) fn no_split(&self, why: &NoSplit) -> &'static str {
        let language = self.look.language;
        match why {
            NoSplit::NotKnown => language.say("svaren är inte kända", "the answers are not known"),
            NoSplit::NoFigure => language.say("det ena talet saknas", "one of the figures is missing"),
            NoSplit::NotCarried => {
                language.say("svaren går inte att föra över", "the answers cannot be carried over")
            }
            NoSplit::NoCorner => language.say(
                "ingen siffra när svar och regler byter plats",
                "no figure when answers and rules change places",
            ),
            NoSplit::TooLarge => language.say("talen är för stora", "the numbers are too large"),
        }
    }

    /// The same in a cell.
    pub(super) fn not_split(&self, line: &Line<'_>, why: &NoSplit) -> Markup {
        html! {
            (self.look.language.say("Delas inte upp: ", "Not split: ")) (self.no_split(why))
            @if *why == NoSplit::NotCarried { (self.obstacles(line)) }
        }
    }

    /// What stands in the way of computing one's answers by the other's rules: of each at most so many.
    pub(crate) fn in_the_way(&self, line: &Line<'_>, most: usize) -> Vec<String> {
        let text = |all: &[NotCarried], from: &str| -> Vec<String> {
            all.iter().take(most).map(|one| one.text(from, self.words())).collect()
        };
        let all = [
            text(&line.of.last_obstacles, &self.named_then()),
            text(&line.of.this_obstacles, &self.named_now()),
        ];
        all.concat()
    }

    /// The first of them, in a cell.
    pub(super) fn obstacles(&self, line: &Line<'_>) -> Markup {
        let all = self.in_the_way(line, 3);
        html! { @if !all.is_empty() { ": " (all.join("; ")) } }
    }

    /// The value of a cell then or now, as its own publication says it; coloured as the indicator usually is.
    pub(super) fn value(&self, line: &Line<'_>, is_now: bool) -> Markup {
        let unit = percent(line.now, self.is_place);
        let found = if is_now { line.found_now } else { line.found_then };
        let mode = if self.is_place { None } else { observed::mode_of(line.now) };
        observed::label(&self.look, found, unit, mode)
    }

    /// A word for how a value moved: better, worse; none where neither can be said.
    pub(crate) fn word(&self, line: &Line<'_>) -> Option<&'static str> {
        let is_figure = percent(line.now, self.is_place) == "%" || line.now.method != domain::Method::Share;
        let (now, then) = (&line.found_now.value, &line.found_then.value);
        crate::public::unit::moved(self.look.language, line.now, now, then, is_figure)
    }

    /// How much a figure moved; none where one of the two is none.
    pub(crate) fn change(&self, line: &Line<'_>) -> Option<Exact> {
        match (line.figure, &line.found_then.value, &line.found_now.value) {
            (Some(figure), ..) => figure.change,
            (None, Value::Figure(then, _), Value::Figure(now, _)) => {
                Exact::of_figure(*now).zip(Exact::of_figure(*then)).and_then(|(now, then)| now.minus(then))
            }
            (None, ..) => None,
        }
    }

    /// How a value moved: better, worse; and of figures by how much.
    pub(super) fn moved(&self, line: &Line<'_>) -> Markup {
        html! {
            @match (self.word(line), self.change(line)) {
                (Some(word), Some(exact)) => { b { (self.difference(line, exact)) } " " (word.to_lowercase()) }
                (None, Some(exact)) => { b { (self.difference(line, exact)) } }
                (Some(word), None) => (word),
                (None, None) => (self.look.language.say("Går inte att räkna", "Cannot be reckoned")),
            }
        }
    }
}
