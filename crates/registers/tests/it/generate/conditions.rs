//! Conditions.

use domain::Date;
use rules::schema::QuestionKind;
use rules::syntax::{Comparison, Expr, Function, Tail};

use super::{Generator, boxed, call, reference};
use crate::answers::dates;
use crate::questionnaire::date_parameter;

/// What a condition can be.
#[derive(Clone, Copy)]
enum Shape {
    And,
    Or,
    Not,
    Category,
    Ordered,
    Among,
    CategoryBetween,
    Same,
    Number,
    NumberAmong,
    NumberBetween,
    Date,
    DateBetween,
    Ratio,
    Asked,
    CannotSay,
    Chosen,
    Accepted,
    Answered,
    Given,
    Rows,
    Counted,
}

/// How often each is drawn, and how deep it is at least.
const SHAPES: [(usize, usize, Shape); 22] = [
    (14, 3, Shape::And),
    (14, 3, Shape::Or),
    (16, 3, Shape::Not),
    (7, 2, Shape::Category),
    (3, 2, Shape::Ordered),
    (7, 2, Shape::Among),
    (3, 2, Shape::CategoryBetween),
    (3, 2, Shape::Same),
    (12, 2, Shape::Number),
    (4, 2, Shape::NumberAmong),
    (4, 2, Shape::NumberBetween),
    (3, 2, Shape::Date),
    (2, 2, Shape::DateBetween),
    (6, 3, Shape::Ratio),
    (3, 2, Shape::Asked),
    (4, 2, Shape::CannotSay),
    (4, 2, Shape::Chosen),
    (3, 2, Shape::Accepted),
    (3, 2, Shape::Answered),
    (3, 2, Shape::Given),
    (14, 3, Shape::Rows),
    (5, 4, Shape::Counted),
];

impl Generator<'_> {
    /// A condition of at most so many levels; at least 2.
    pub(crate) fn condition(&mut self, levels: usize) -> Expr {
        let inside_rows = self.each_row.is_some();
        let possible: Vec<(usize, Shape)> = SHAPES
            .into_iter()
            .filter(|&(_, least, shape)| {
                least <= levels
                    && (!inside_rows || !matches!(shape, Shape::Rows | Shape::Counted))
                    && (self.scope.check || !matches!(shape, Shape::Answered | Shape::Given))
            })
            .map(|(weight, _, shape)| (weight, shape))
            .collect();
        loop {
            let shape = self.dice.weighted(&possible);
            if let Some(condition) = self.shaped(shape, levels) {
                return condition;
            }
        }
    }

    /// A condition that uses all its levels on connectives first.
    pub(crate) fn deep_condition(&mut self, levels: usize) -> Expr {
        let shape = *self.dice.pick(&[Shape::And, Shape::Or, Shape::Not]);
        self.shaped(shape, levels).expect("connectives are always possible")
    }

    /// None if nothing in scope can be read so.
    fn shaped(&mut self, shape: Shape, levels: usize) -> Option<Expr> {
        match shape {
            Shape::And => Some(self.chain(levels, true)),
            Shape::Or => Some(self.chain(levels, false)),
            Shape::Not => Some(Expr::Not(boxed(self.condition(levels - 1)))),
            Shape::Category => self.category(),
            Shape::Ordered => self.ordered(),
            Shape::Among => self.among(),
            Shape::CategoryBetween => self.category_between(),
            Shape::Same => self.same(),
            Shape::Number => Some(self.number_comparison(levels)),
            Shape::NumberAmong => self.number_among(levels),
            Shape::NumberBetween => self.number_between(levels),
            Shape::Date => self.date_comparison(),
            Shape::DateBetween => self.date_between(),
            Shape::Ratio => Some(self.ratio(levels)),
            Shape::Asked => self.on_cell(Function::Asked, |_| true),
            Shape::Answered => self.on_cell(Function::Answered, |_| true),
            Shape::Given => self.on_cell(Function::Given, |kind| *kind == QuestionKind::Text),
            Shape::CannotSay => self.on_cell(
                Function::CannotSay,
                |kind| matches!(kind, QuestionKind::Number(form) if form.missing_code.is_some()),
            ),
            Shape::Chosen => self.chosen(),
            Shape::Accepted => self.accepted(),
            Shape::Rows => self.row_function(levels),
            Shape::Counted => self.counted(levels),
        }
    }

    /// Two to four members; a member of the same kind melts into the chain, as the parser does.
    fn chain(&mut self, levels: usize, is_and: bool) -> Expr {
        let n = self.dice.weighted(&[(6, 2), (3, 3), (1, 4)]);
        let mut members = Vec::new();
        for _ in 0..n {
            let levels = if self.dice.percent(60) { levels - 1 } else { self.dice.between(2, levels - 1) };
            match self.condition(levels) {
                Expr::And(more) if is_and => members.extend(more),
                Expr::Or(more) if !is_and => members.extend(more),
                member => members.push(member),
            }
        }
        if is_and { Expr::And(members) } else { Expr::Or(members) }
    }

    fn category(&mut self) -> Option<Expr> {
        let cell = self.cell(|kind| matches!(kind, QuestionKind::One(_)))?;
        let set = self.values(&cell);
        let id = Expr::Text(self.dice.pick(&set.alternatives).clone());
        let op = *self.dice.pick(&[Comparison::Equal, Comparison::Equal, Comparison::NotEqual]);
        Some(self.either_way(cell.name, op, id))
    }

    fn ordered(&mut self) -> Option<Expr> {
        let cell = self.cell(is_ordered)?;
        let set = self.values(&cell);
        let id = Expr::Text(self.dice.pick(&set.alternatives).clone());
        let op = self.comparison();
        Some(self.either_way(cell.name, op, id))
    }

    /// A constant stands on the left now and then.
    pub(super) fn either_way(&mut self, left: Expr, op: Comparison, right: Expr) -> Expr {
        if self.dice.percent(20) {
            Expr::Compare(boxed(right), op.flipped(), boxed(left))
        } else {
            Expr::Compare(boxed(left), op, boxed(right))
        }
    }

    fn among(&mut self) -> Option<Expr> {
        let cell = self.cell(|kind| matches!(kind, QuestionKind::One(_)))?;
        let set = self.values(&cell);
        let n = self.dice.between(1, set.alternatives.len().min(3));
        let list = self.dice.some(&set.alternatives, n).into_iter().map(Expr::Text).collect();
        Some(Expr::In { item: boxed(cell.name), list, negated: self.dice.percent(45) })
    }

    fn category_between(&mut self) -> Option<Expr> {
        let cell = self.cell(is_ordered)?;
        let set = self.values(&cell);
        let low = self.dice.below(set.alternatives.len());
        let high = self.dice.between(low, set.alternatives.len() - 1);
        let [low, high] = [low, high].map(|i| boxed(Expr::Text(set.alternatives[i].clone())));
        Some(Expr::Between { item: boxed(cell.name), low, high, negated: self.dice.percent(45) })
    }

    fn same(&mut self) -> Option<Expr> {
        let left = self.cell(|kind| matches!(kind, QuestionKind::One(_)))?;
        let set = self.values(&left);
        let right = self.cell(|kind| matches!(kind, QuestionKind::One(other) if other.id == set.id))?;
        let op = match set.ordered {
            true => self.comparison(),
            false => *self.dice.pick(&[Comparison::Equal, Comparison::NotEqual]),
        };
        Some(Expr::Compare(boxed(left.name), op, boxed(right.name)))
    }

    fn date(&mut self) -> Option<Expr> {
        match self.dice.below(10) {
            0..=4 => Some(self.cell(|kind| *kind == QuestionKind::Date)?.name),
            5 => Some(reference("param", Tail::Word(date_parameter().0.to_owned()))),
            _ => Some(Expr::Date(self.any_date())),
        }
    }

    fn any_date(&mut self) -> Date {
        *self.dice.pick(&dates())
    }

    fn date_comparison(&mut self) -> Option<Expr> {
        let cell = self.cell(|kind| *kind == QuestionKind::Date)?;
        let other = self.date()?;
        let op = self.comparison();
        Some(self.either_way(cell.name, op, other))
    }

    fn date_between(&mut self) -> Option<Expr> {
        let item = boxed(self.cell(|kind| *kind == QuestionKind::Date)?.name);
        let (low, high) = (self.date()?, self.date()?);
        // The lower end stands first, or the rule is refused.
        let (low, high) = match (constant_date(&low), constant_date(&high)) {
            (Some(a), Some(b)) if a > b => (high, low),
            _ => (low, high),
        };
        Some(Expr::Between { item, low: boxed(low), high: boxed(high), negated: self.dice.percent(45) })
    }

    /// A function of one cell that is asked, so of no fact.
    fn on_cell(&mut self, function: Function, wanted: impl Fn(&QuestionKind) -> bool) -> Option<Expr> {
        let cell = self.cell(wanted)?;
        self.schema.column(cell.col).question?;
        Some(call(function, vec![cell.name]))
    }

    fn chosen(&mut self) -> Option<Expr> {
        let cell = self.cell(|kind| matches!(kind, QuestionKind::Many(_)))?;
        let set = self.values(&cell);
        let id = Expr::Text(self.dice.pick(&set.alternatives).clone());
        Some(call(Function::Chosen, vec![cell.name, id]))
    }

    /// Only one row is reviewed, so it is looked up.
    fn accepted(&mut self) -> Option<Expr> {
        let schema = self.schema;
        let reviewed = |column: &&rules::schema::Column| {
            column.reviewed && column.question.is_some_and(|q| self.scope.before.is_none_or(|b| q < b))
        };
        let column = schema.columns().iter().find(reviewed)?;
        let (head, row) = column.name.split_once('.')?;
        Some(call(Function::Accepted, vec![reference(head, Tail::Word(row.to_owned()))]))
    }
}

fn is_ordered(kind: &QuestionKind) -> bool {
    matches!(kind, QuestionKind::One(set) if set.ordered)
}

fn constant_date(expr: &Expr) -> Option<Date> {
    match expr {
        Expr::Date(date) => Some(*date),
        Expr::Name(name) if name.head == "param" => Some(date_parameter().1),
        _ => None,
    }
}
