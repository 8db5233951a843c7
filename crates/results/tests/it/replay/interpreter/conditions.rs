//! Conditions: true, false, or unknown for reasons.

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::cells::{Cell, Held, State};
use super::document::{At, Checked, Fields, ensure, same};
use super::numbers::{Amount, both, divided_by_zero};
use super::steps::{Evaluator, Result, Seen, op, open, parts, places};
use super::truth::{Known, Reasons, Truth};

/// Whether `a operator b` holds, as `a` and `b` order.
pub(super) fn holds(operator: &str, order: Ordering) -> Checked<bool> {
    Ok(match operator {
        "=" => order.is_eq(),
        "<>" => order.is_ne(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        ">=" => order.is_ge(),
        _ => return Err(format!("unknown operator `{operator}`")),
    })
}

/// The alternative a cell holds, as its place in the set.
fn place_in_set(cell: &Cell<'_>, state: &State<'_>) -> Checked<Known<usize>> {
    ensure(cell.kind == "one", || {
        format!("{} is compared with alternatives but is of kind {}", cell.name, cell.kind)
    })?;
    Ok(match &state.value {
        Ok(Held::Id(id)) => Ok(alternative(cell, id)?),
        Ok(_) => return Err(format!("{} holds no alternative", cell.name)),
        Err(reasons) => Err(*reasons),
    })
}

fn alternative(cell: &Cell<'_>, id: &str) -> Checked<usize> {
    let place = cell.set.iter().position(|known| *known == id);
    place.ok_or_else(|| format!("`{id}` is no alternative of {}", cell.name))
}

impl<'a> Evaluator<'_, 'a> {
    /// A condition; in a `guard`ed place (a filter, a row) what reads cells that may not be asked has a guard.
    pub(super) fn condition(&self, json: &'a Json, guard: bool) -> Checked<Seen<Truth>> {
        let op = op(json)?;
        self.condition_of(op, json, guard, false).at(|| op.to_owned())
    }

    fn condition_of(
        &self,
        op: &'a str,
        json: &'a Json,
        guard: bool,
        has_guard: bool,
    ) -> Checked<Seen<Truth>> {
        match op {
            "and" | "or" => self.chain(op, json, guard),
            "rows" => self.rows(json),
            "guarded" => {
                ensure(guard && !has_guard, || "a guard where there is none".to_owned())?;
                self.guarded(json)
            }
            "not" => self.not(json, guard, has_guard),
            "asked" | "answered" | "given" => self.about(op, json),
            _ => {
                let seen = self.comparison(op, json, guard)?;
                ensure(!guard || has_guard || self.filtered(&seen.compares).is_empty(), || {
                    format!("`{}` may read what was not asked and has no guard", seen.text)
                })?;
                Ok(seen)
            }
        }
    }

    fn chain(&self, op: &str, json: &'a Json, guard: bool) -> Checked<Seen<Truth>> {
        let step = open(json, &[])?;
        let children = step.list("children")?.iter();
        let seen = children.map(|child| self.condition(child, guard)).collect::<Checked<Vec<_>>>()?;
        ensure(seen.len() >= 2, || format!("{} parts", seen.len()))?;
        let (settler, word) = if op == "and" { (Truth::False, " AND ") } else { (Truth::True, " OR ") };
        let all: Vec<Truth> = seen.iter().map(|child| child.came).collect();
        let came = Truth::of_chain(&all, settler);
        let text = self.text(|| {
            let member = |child: &Seen<Truth>| {
                if child.is_chain { format!("({})", child.text) } else { child.text.clone() }
            };
            seen.iter().map(member).collect::<Vec<_>>().join(word)
        });
        let deciding = places(&all, |child| came == settler.opposite() || child.id() == came.id());
        let compares = seen.into_iter().flat_map(|child| child.compares).collect();
        self.truth(step, text, came, deciding, compares, true)
    }

    fn not(&self, json: &'a Json, guard: bool, has_guard: bool) -> Checked<Seen<Truth>> {
        let step = open(json, &[])?;
        let [inner] = parts(step)?;
        let seen = self.condition_of(op(inner)?, inner, guard, has_guard)?;
        let text = self.text(|| format!("NOT ({})", seen.text));
        self.truth(step, text, seen.came.opposite(), vec![0], seen.compares, false)
    }

    /// FALSE where one of the cells was not asked, else what stands inside.
    fn guarded(&self, json: &'a Json) -> Checked<Seen<Truth>> {
        let step = open(json, &["cells"])?;
        let [inner] = parts(step)?;
        let inner_op = op(inner)?;
        ensure(!matches!(inner_op, "and" | "or" | "rows"), || format!("a guard around `{inner_op}`"))?;
        let seen = self.condition_of(inner_op, inner, true, true)?;
        let filtered = self.filtered(&seen.compares);
        let names: Vec<&str> = filtered.iter().map(|place| self.cells.all[*place].name).collect();
        ensure(!names.is_empty(), || "a guard around nothing".to_owned())?;
        same("`cells`", &step.texts("cells")?, &names)?;
        let is_cut = filtered.iter().any(|place| self.states[*place].asked == Truth::False);
        let came = if is_cut { Truth::False } else { seen.came };
        let deciding = if is_cut { Vec::new() } else { vec![0] };
        self.truth(step, seen.text, came, deciding, seen.compares, seen.is_chain)
    }

    /// What is asked of one cell without comparing its answer.
    fn about(&self, op: &str, json: &'a Json) -> Checked<Seen<Truth>> {
        let step = open(json, &["cell"])?;
        let [] = parts(step)?;
        let (place, cell, state) = self.cell(step.text("cell")?)?;
        ensure(!cell.question.is_empty(), || format!("{} is not asked of anybody", cell.name))?;
        ensure(op != "given" || cell.kind == "text", || format!("{} is no text", cell.name))?;
        let came = if op == "asked" { state.asked } else { Truth::of(state.answered) };
        let text = self.text(|| format!("{op}({})", cell.name));
        self.truth(step, text, came, Vec::new(), vec![place], false)
    }

    fn comparison(&self, op: &str, json: &'a Json, guard: bool) -> Checked<Seen<Truth>> {
        match op {
            "category" => self.category(json),
            "same" => self.same(json),
            "chosen" => self.chosen(json),
            "accepted" => self.accepted(json),
            "cannot_say" => self.cannot_say(json),
            "compare" => {
                let step = open(json, &["operator"])?;
                let [left, right] = self.amounts(step, guard)?;
                let operator = step.text("operator")?;
                let order = left.came.order(right.came)?;
                let came = Truth::known(order.map(|order| holds(operator, order)).transpose_checked()?);
                let text = self.text(|| format!("{} {operator} {}", left.text, right.text));
                self.of_amounts(step, text, came, &[&left, &right])
            }
            "ratio" => self.ratio(json, guard),
            "between" => {
                let step = open(json, &["negated"])?;
                let [item, low, high] = self.amounts(step, guard)?;
                let above = Truth::known(item.came.order(low.came)?.map(Ordering::is_ge));
                let below = Truth::known(item.came.order(high.came)?.map(Ordering::is_le));
                let inside = Truth::of_chain(&[above, below], Truth::False);
                let negated = step.flag("negated")?;
                let came = if negated { inside.opposite() } else { inside };
                let not = if negated { "NOT " } else { "" };
                let text = self.text(|| format!("{} {not}BETWEEN {} AND {}", item.text, low.text, high.text));
                self.of_amounts(step, text, came, &[&item, &low, &high])
            }
            _ => Err(format!("unknown step `{op}`")),
        }
    }

    fn category(&self, json: &'a Json) -> Checked<Seen<Truth>> {
        let step = open(json, &["cell", "operator", "alternatives", "set"])?;
        let [] = parts(step)?;
        let (place, cell, state) = self.cell(step.text("cell")?)?;
        same("`set`", &step.texts("set")?, &cell.set)?;
        let held = place_in_set(cell, state)?;
        let (operator, ids) = (step.text("operator")?, step.texts("alternatives")?);
        let wanted = ids.iter().map(|id| alternative(cell, id)).collect::<Checked<Vec<usize>>>()?;
        let came = match (operator, wanted.as_slice()) {
            ("IN", [_, ..]) => Truth::known(held.map(|held| wanted.contains(&held))),
            ("NOT IN", [_, ..]) => Truth::known(held.map(|held| !wanted.contains(&held))),
            ("BETWEEN", [low, high]) => Truth::known(held.map(|held| (low..=high).contains(&&held))),
            ("NOT BETWEEN", [low, high]) => Truth::known(held.map(|held| !(low..=high).contains(&&held))),
            (_, [one]) => Truth::known(held.map(|held| holds(operator, held.cmp(one))).transpose_checked()?),
            _ => return Err(format!("{} alternatives after `{operator}`", ids.len())),
        };
        let text = self.text(|| {
            let quoted: Vec<String> = ids.iter().map(|id| format!("'{id}'")).collect();
            let list = match operator {
                "IN" | "NOT IN" => format!("({})", quoted.join(", ")),
                _ => quoted.join(" AND "),
            };
            format!("{} {operator} {list}", cell.name)
        });
        self.truth(step, text, came, Vec::new(), vec![place], false)
    }

    fn same(&self, json: &'a Json) -> Checked<Seen<Truth>> {
        let step = open(json, &["left", "operator", "right", "set"])?;
        let [] = parts(step)?;
        let (left, a, a_state) = self.cell(step.text("left")?)?;
        let (right, b, b_state) = self.cell(step.text("right")?)?;
        same("`set`", &step.texts("set")?, &a.set)?;
        same("the set of the right cell", &b.set, &a.set)?;
        let operator = step.text("operator")?;
        let held = both(place_in_set(a, a_state)?, place_in_set(b, b_state)?);
        let came = Truth::known(held.map(|(a, b)| holds(operator, a.cmp(&b))).transpose_checked()?);
        let text = self.text(|| format!("{} {operator} {}", a.name, b.name));
        self.truth(step, text, came, Vec::new(), vec![left, right], false)
    }

    fn chosen(&self, json: &'a Json) -> Checked<Seen<Truth>> {
        let step = open(json, &["cell", "alternative"])?;
        let [] = parts(step)?;
        let (place, cell, state) = self.cell(step.text("cell")?)?;
        let id = step.text("alternative")?;
        alternative(cell, id)?;
        let came = Truth::known(chosen_ids(cell, state)?.map(|ids| ids.contains(&id)));
        let text = self.text(|| format!("chosen({}, '{id}')", cell.name));
        self.truth(step, text, came, Vec::new(), vec![place], false)
    }

    fn accepted(&self, json: &'a Json) -> Checked<Seen<Truth>> {
        let step = open(json, &["cell"])?;
        let [] = parts(step)?;
        let (place, cell, state) = self.cell(step.text("cell")?)?;
        let came = Truth::of(cell.accepted && state.answered);
        let text = self.text(|| format!("accepted({})", cell.name));
        self.truth(step, text, came, Vec::new(), vec![place], false)
    }

    fn cannot_say(&self, json: &'a Json) -> Checked<Seen<Truth>> {
        let step = open(json, &["cell"])?;
        let [] = parts(step)?;
        let (place, cell, state) = self.cell(step.text("cell")?)?;
        ensure(cell.missing_code.is_some(), || format!("{} has no missing code", cell.name))?;
        let came = match &state.value {
            Ok(_) => Truth::False,
            Err(reasons) if state.answered && reasons.is("cannot_say") => Truth::True,
            Err(reasons) => Truth::Unknown(*reasons),
        };
        let text = self.text(|| format!("cannot_say({})", cell.name));
        self.truth(step, text, came, Vec::new(), vec![place], false)
    }

    /// `a / b operator limit` as `a operator limit · b`; 0 / 0 is not applicable, else a / 0 illogical.
    fn ratio(&self, json: &'a Json, guard: bool) -> Checked<Seen<Truth>> {
        let step = open(json, &["operator"])?;
        let [over, under, limit] = self.amounts(step, guard)?;
        let operator = step.text("operator")?;
        let (a, b, c) = (over.came.number()?, under.came.number()?, limit.came.number()?);
        let by_zero = divided_by_zero(a, b)?;
        let came = match (by_zero, both(both(a, b), c)) {
            (None, Ok(((a, b), c))) => Truth::of(holds(operator, a.quotient_compared(b, c)?)?),
            (by_zero, known) => {
                let missing = known.err().unwrap_or(Reasons::NONE);
                Truth::Unknown(by_zero.unwrap_or(Reasons::NONE).and(missing))
            }
        };
        let text = self.text(|| format!("{} / {} {operator} {}", over.text, under.text, limit.text));
        self.of_amounts(step, text, came, &[&over, &under, &limit])
    }

    fn amounts<const N: usize>(&self, step: Fields<'a>, guard: bool) -> Checked<[Seen<Amount<'a>>; N]> {
        let children: &[Json; N] = parts(step)?;
        let seen = children.iter().map(|child| self.number(child, guard)).collect::<Checked<Vec<_>>>()?;
        seen.try_into().map_err(|_| "another number of parts".to_owned())
    }

    /// All parts decide, unless some are empty and so it is unknown: then those.
    fn of_amounts(
        &self,
        step: Fields<'a>,
        text: String,
        came: Truth,
        seen: &[&Seen<Amount<'a>>],
    ) -> Checked<Seen<Truth>> {
        let only_empty = !came.reasons().is_empty() && seen.iter().any(|part| part.came.is_empty());
        let deciding = places(seen, |part| !only_empty || part.came.is_empty());
        let compares = seen.iter().flat_map(|part| part.compares.iter().copied()).collect();
        self.truth(step, text, came, deciding, compares, false)
    }

    pub(super) fn truth(
        &self,
        step: Fields<'a>,
        text: String,
        came: Truth,
        deciding: Vec<usize>,
        compares: Vec<usize>,
        is_chain: bool,
    ) -> Checked<Seen<Truth>> {
        self.told(step, &text, &Result { value: Some(came.id()), reasons: came.reasons(), deciding })?;
        Ok(Seen { text, is_chain, came, compares })
    }
}

/// The chosen alternatives.
pub(super) fn chosen_ids<'s, 'a>(cell: &Cell<'a>, state: &'s State<'a>) -> Checked<Known<&'s [&'a str]>> {
    ensure(cell.kind == "many", || {
        format!("{} is asked for chosen alternatives but is of kind {}", cell.name, cell.kind)
    })?;
    Ok(match &state.value {
        Ok(Held::Ids(ids)) => Ok(ids.as_slice()),
        Ok(_) => return Err(format!("{} holds no alternatives", cell.name)),
        Err(reasons) => Err(*reasons),
    })
}

/// A mistake inside something known comes out.
pub(super) trait TransposeChecked<T> {
    fn transpose_checked(self) -> Checked<Known<T>>;
}

impl<T> TransposeChecked<T> for Known<Checked<T>> {
    fn transpose_checked(self) -> Checked<Known<T>> {
        match self {
            Ok(checked) => checked.map(Ok),
            Err(reasons) => Ok(Err(reasons)),
        }
    }
}
