//! Conditions: comparisons by type, functions on one row, NOT, and the guard.

use super::{Compiler, Role, Typed};
use crate::error::suggestion;
use crate::schema::{Col, QuestionKind, ValueSet};
use crate::syntax::{Comparison, Expr, Function, Operator};
use crate::tree::{CategoryForm, CategoryTest, Cond, Num, Scalar};

impl Compiler<'_> {
    /// A condition; `negated` carries a NOT that the guard pushes down to the comparisons.
    pub(super) fn cond(&mut self, expr: &Expr, negated: bool) -> Option<Cond> {
        self.one_more()?;
        match expr {
            Expr::Not(inner) if self.guard => self.cond(inner, !negated),
            Expr::Not(inner) => Some(Cond::Not(Box::new(self.cond(inner, false)?))),
            Expr::And(all) | Expr::Or(all) => {
                let compiled: Vec<Option<Cond>> = all.iter().map(|x| self.cond(x, negated)).collect();
                let compiled = compiled.into_iter().collect::<Option<Vec<_>>>()?;
                let is_and = matches!(expr, Expr::And(_)) != negated;
                Some(if is_and { Cond::And(compiled) } else { Cond::Or(compiled) })
            }
            Expr::Compare(a, op, b) => self.comparison(expr, a, *op, b, negated),
            Expr::In { item, list, negated: not } => self.among(expr, item, list, *not != negated),
            Expr::Between { item, low, high, negated: not } => {
                self.between(expr, item, low, high, *not != negated)
            }
            Expr::Call { function, args, except } if !function.gives_number() => {
                self.function(expr, *function, args, except, negated)
            }
            Expr::Name(_)
            | Expr::Number(_)
            | Expr::Text(_)
            | Expr::Date(_)
            | Expr::Arithmetic(..)
            | Expr::Negate(_)
            | Expr::Case { .. }
            | Expr::Call { .. } => {
                let typed = self.typed(expr)?;
                self.expected(
                    "a condition",
                    expr,
                    &typed,
                    "compare it with something: = <> < <= > >= IN BETWEEN",
                )
            }
        }
    }

    /// FALSE where a cell that the comparison reads was not asked.
    fn guarded(&self, cond: Cond) -> Cond {
        if !self.guard {
            return cond;
        }
        let mut cells = Vec::new();
        cond.compared(&mut |col| {
            let filtered = self
                .schema
                .column(col)
                .question
                .is_some_and(|q| self.schema.questions()[q].asked_when.is_some());
            if filtered && !cells.contains(&col) {
                cells.push(col);
            }
        });
        if cells.is_empty() { cond } else { Cond::Guarded { cells, inner: Box::new(cond) } }
    }

    fn comparison(
        &mut self,
        whole: &Expr,
        a: &Expr,
        op: Comparison,
        b: &Expr,
        negated: bool,
    ) -> Option<Cond> {
        // One side may be a quotient; it is compared without dividing.
        if let Expr::Arithmetic(over, Operator::Divide, under) = a {
            return self.ratio(over, under, if negated { op.negated() } else { op }, b);
        }
        if let Expr::Arithmetic(over, Operator::Divide, under) = b {
            let op = op.flipped();
            return self.ratio(over, under, if negated { op.negated() } else { op }, a);
        }
        let (left, right) = (self.typed(a), self.typed(b));
        match (left?, right?) {
            (Typed::Category(cell), Typed::Id(id)) => self.category(whole, cell, op, &id, negated),
            (Typed::Id(id), Typed::Category(cell)) => self.category(whole, cell, op.flipped(), &id, negated),
            (Typed::Category(left), Typed::Category(right)) => {
                let (l, r) = (self.values(left)?, self.values(right)?);
                if l.id != r.id {
                    return self.refuse(
                        "RULE-20",
                        format!("`{whole}` compares alternatives of `{}` with those of `{}`", l.id, r.id),
                        "only questions with the same value set can be compared",
                    );
                }
                self.needs_order(whole, op, &l)?;
                let op = if negated { op.negated() } else { op };
                Some(self.guarded(Cond::Same { left, op, right }))
            }
            (Typed::Quantity(left), Typed::Quantity(right)) => {
                if left.is_date != right.is_date {
                    return self.refuse(
                        "RULE-10",
                        format!("`{whole}` compares a date with a number"),
                        "write dates as DATE '2018-02-01' or param.x",
                    );
                }
                self.not_the_missing_code(&left.num, &right.num)?;
                self.not_the_missing_code(&right.num, &left.num)?;
                if let Some(rows) = self.counted_rows(whole, &left, op, &right, negated) {
                    return rows;
                }
                let op = if negated { op.negated() } else { op };
                Some(self.guarded(Cond::Compare { left: left.num, op, right: right.num }))
            }
            (left, right) => {
                let help = match (&left, &right) {
                    (Typed::Set, _) | (_, Typed::Set) => {
                        "ask chosen(Q, 'id') or chosen_count(Q) of a question with several alternatives"
                    }
                    (Typed::FreeText, _) | (_, Typed::FreeText) => {
                        "a free text is never compared: use given() in checks, or a reviewer's accepted()"
                    }
                    _ => {
                        "nothing is converted: compare alternatives with 'ids', numbers with numbers, dates \
                         with dates"
                    }
                };
                let message = format!("`{whole}` compares {} with {}", left.what(), right.what());
                self.refuse("RULE-10", message, help)
            }
        }
    }

    pub(super) fn values(&self, cell: Col) -> Option<std::sync::Arc<ValueSet>> {
        match &self.schema.column(cell).kind {
            QuestionKind::One(set) | QuestionKind::Many(set) => Some(set.clone()),
            QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
                None
            }
        }
    }

    fn alternative(&mut self, cell: Col, id: &str) -> Option<u8> {
        let set = self.values(cell)?;
        match set.position(id) {
            Some(place) => u8::try_from(place).ok(),
            None => {
                let help = suggestion(id, set.alternatives.iter().map(String::as_str));
                let name = self.schema.column(cell).name.clone();
                self.refuse("RULE-21", format!("`{name}` has no alternative '{id}'"), help)
            }
        }
    }

    fn needs_order(&mut self, whole: &Expr, op: Comparison, set: &ValueSet) -> Option<()> {
        if matches!(op, Comparison::Equal | Comparison::NotEqual) || set.ordered {
            return Some(());
        }
        self.refuse(
            "RULE-22",
            format!("`{whole}` orders the alternatives of `{}`, which have no order", set.id),
            "use = <> IN, or mark the value set `ordered = true`",
        )
    }

    fn category(&mut self, whole: &Expr, cell: Col, op: Comparison, id: &str, negated: bool) -> Option<Cond> {
        let place = self.alternative(cell, id)?;
        let set = self.values(cell)?;
        self.needs_order(whole, op, &set)?;
        let op = if negated { op.negated() } else { op };
        let mask = mask_where(&set, |i| op.holds(i.cmp(&usize::from(place))));
        let test = CategoryTest { cell, form: CategoryForm::Compare(op, place), mask };
        Some(self.guarded(Cond::Category(test)))
    }

    fn among(&mut self, whole: &Expr, item: &Expr, list: &[Expr], negated: bool) -> Option<Cond> {
        match self.typed(item)? {
            Typed::Category(cell) => {
                let ids: Vec<Option<u8>> = list
                    .iter()
                    .map(|x| match x {
                        Expr::Text(id) => self.alternative(cell, id),
                        other => {
                            let typed = self.typed(other)?;
                            self.expected("an alternative's id", other, &typed, "write 'id'")
                        }
                    })
                    .collect();
                let list = ids.into_iter().collect::<Option<Vec<u8>>>()?;
                let set = self.values(cell)?;
                let mask = mask_where(&set, |i| list.iter().any(|&k| usize::from(k) == i) != negated);
                let test = CategoryTest { cell, form: CategoryForm::In { list, negated }, mask };
                Some(self.guarded(Cond::Category(test)))
            }
            Typed::Quantity(_) => {
                // x IN (a, b) is x = a OR x = b; NOT IN is NOT of it.
                let op = if negated { Comparison::NotEqual } else { Comparison::Equal };
                let tests: Vec<Option<Cond>> =
                    list.iter().map(|x| self.comparison(whole, item, op, x, false)).collect();
                let mut tests = tests.into_iter().collect::<Option<Vec<_>>>()?;
                Some(match (tests.len(), negated) {
                    (1, _) => tests.remove(0),
                    (_, true) => Cond::And(tests),
                    (_, false) => Cond::Or(tests),
                })
            }
            Typed::Set => self.refuse(
                "RULE-10",
                format!("`{item}` is a question with several alternatives"),
                format!("write chosen({item}, 'id') OR chosen({item}, 'id')"),
            ),
            other @ (Typed::Cond | Typed::FreeText | Typed::Id(_)) => {
                self.expected("a question", item, &other, "IN looks for one alternative or number in a list")
            }
        }
    }

    fn between(&mut self, whole: &Expr, item: &Expr, low: &Expr, high: &Expr, negated: bool) -> Option<Cond> {
        let (x, a, b) = (self.typed(item), self.typed(low), self.typed(high));
        match (x?, a?, b?) {
            (Typed::Category(cell), Typed::Id(low), Typed::Id(high)) => {
                let (low, high) = (self.alternative(cell, &low), self.alternative(cell, &high));
                let (low, high) = (low?, high?);
                let set = self.values(cell)?;
                self.needs_order(whole, Comparison::Less, &set)?;
                let range = usize::from(low)..=usize::from(high);
                if range.is_empty() {
                    return self.refuse(
                        "RULE-23",
                        format!("`{whole}` holds for nothing"),
                        "put the lower end first",
                    );
                }
                let mask = mask_where(&set, |i| range.contains(&i) != negated);
                let test = CategoryTest { cell, form: CategoryForm::Between { low, high, negated }, mask };
                Some(self.guarded(Cond::Category(test)))
            }
            (Typed::Quantity(x), Typed::Quantity(a), Typed::Quantity(b))
                if x.is_date == a.is_date && a.is_date == b.is_date =>
            {
                self.not_the_missing_code(&x.num, &a.num)?;
                self.not_the_missing_code(&x.num, &b.num)?;
                if matches!((a.fixed(), b.fixed()), (Some(low), Some(high)) if low > high) {
                    return self.refuse(
                        "RULE-23",
                        format!("`{whole}` holds for nothing"),
                        "put the lower end first",
                    );
                }
                if let Some(rows) = self.counted_between(whole, &x, &a, &b, negated) {
                    return rows;
                }
                Some(self.guarded(Cond::Between { item: x.num, low: a.num, high: b.num, negated }))
            }
            (x, a, b) => self.refuse(
                "RULE-10",
                format!("`{whole}` compares {} with {} and {}", x.what(), a.what(), b.what()),
                "BETWEEN takes three numbers, three dates, or an ordered alternative and two 'ids'",
            ),
        }
    }

    fn ratio(&mut self, over: &Expr, under: &Expr, op: Comparison, limit: &Expr) -> Option<Cond> {
        let quotient = self.quotient(over, under);
        let limit = self.number(limit);
        let (numerator, denominator) = quotient?;
        let limit = limit?;
        self.product(&limit, &denominator)?;
        Some(self.guarded(Cond::Ratio {
            numerator: numerator.num,
            denominator: denominator.num,
            op,
            limit: limit.num,
        }))
    }

    /// `E5 = 999` where 999 is the missing code.
    fn not_the_missing_code(&mut self, cell: &Num, constant: &Num) -> Option<()> {
        let (
            Num::Cell(col),
            Num::Literal(Scalar::Number(number)) | Num::Parameter(_, Scalar::Number(number)),
        ) = (cell, constant)
        else {
            return Some(());
        };
        let column = self.schema.column(*col);
        match &column.kind {
            QuestionKind::Number(form) if form.missing_code == Some(*number) => {
                let name = column.name.clone();
                self.refuse(
                    "RULE-24",
                    format!("{number} is the missing code of `{name}`, never its value"),
                    format!("write cannot_say({name})"),
                )
            }
            _ => Some(()),
        }
    }

    fn function(
        &mut self,
        whole: &Expr,
        function: Function,
        args: &[Expr],
        except: &[String],
        negated: bool,
    ) -> Option<Cond> {
        let not = |cond: Cond| if negated { Cond::Not(Box::new(cond)) } else { cond };
        match function {
            Function::AnyRow | Function::AllRows | Function::AtLeast | Function::AtMost => {
                return self.rows_test(whole, function, args, except).map(not);
            }
            Function::CountRows | Function::ChosenCount | Function::SumRows => {
                return self.refuse("RULE-10", format!("`{whole}` is a number"), "compare it with a number");
            }
            Function::Answered | Function::Given if self.role != Role::Check => {
                return self.refuse(
                    "RULE-25",
                    format!("`{}` is allowed in checks only", function.name()),
                    "an outcome must not change when a missing answer that does not matter is given",
                );
            }
            Function::Asked
            | Function::CannotSay
            | Function::Chosen
            | Function::Accepted
            | Function::Answered
            | Function::Given => {}
        }
        let wants = 1 + usize::from(function == Function::Chosen);
        let usage = format!("write {}", function.usage());
        if args.len() != wants || !except.is_empty() {
            return self.refuse("RULE-26", format!("`{whole}` has the wrong arguments"), usage);
        }
        let Expr::Name(name) = &args[0] else {
            return self.refuse("RULE-26", format!("`{}` is not a question", args[0]), usage);
        };
        let cell = self.cell(name)?;
        let column = self.schema.column(cell).clone();
        if column.question.is_none() {
            return self.refuse("RULE-26", format!("`{name}` is not asked of anybody"), usage);
        }
        Some(match function {
            Function::Asked => not(Cond::Asked(cell)),
            Function::Answered => not(Cond::Answered(cell)),
            Function::CannotSay => {
                let QuestionKind::Number(form) = &column.kind else {
                    return self.refuse("RULE-27", format!("`{name}` is not a number question"), usage);
                };
                if form.missing_code.is_none() {
                    return self.refuse(
                        "RULE-27",
                        format!("`{name}` has no missing code"),
                        "declare `missing_code` at the question",
                    );
                }
                self.guarded(not(Cond::CannotSay(cell)))
            }
            Function::Chosen => {
                let Expr::Text(id) = &args[1] else {
                    return self.refuse("RULE-26", format!("`{}` is no alternative's id", args[1]), usage);
                };
                if !matches!(column.kind, QuestionKind::Many(_)) {
                    return self.refuse(
                        "RULE-27",
                        format!("`{name}` has one alternative"),
                        format!("write {name} = '{id}'"),
                    );
                }
                let alternative = self.alternative(cell, id)?;
                self.guarded(not(Cond::Chosen { cell, alternative }))
            }
            Function::Accepted if column.reviewed => self.guarded(not(Cond::Accepted(cell))),
            Function::Accepted => {
                return self.refuse(
                    "RULE-28",
                    format!("nobody reviews `{name}`"),
                    "list the row or alternative in `reviewed` at the question",
                );
            }
            Function::Given if column.kind == QuestionKind::Text => not(Cond::Given(cell)),
            Function::Given => {
                return self.refuse("RULE-27", format!("`{name}` is not a free text"), "use answered()");
            }
            Function::AnyRow
            | Function::AllRows
            | Function::AtLeast
            | Function::AtMost
            | Function::CountRows
            | Function::ChosenCount
            | Function::SumRows => unreachable!("handled above"),
        })
    }
}

/// Bit i is set where the test holds for alternative i.
pub(crate) fn mask_where(set: &ValueSet, holds: impl Fn(usize) -> bool) -> u64 {
    (0..set.alternatives.len()).filter(|&i| holds(i)).fold(0, |mask, i| mask | 1 << i)
}

impl Function {
    /// Whether it gives a number rather than a truth.
    pub(crate) fn gives_number(self) -> bool {
        matches!(self, Self::CountRows | Self::ChosenCount | Self::SumRows)
    }
}
