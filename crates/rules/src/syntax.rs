//! What a rule's text says, before anybody knows what its names mean.
//!
//! The tree prints itself as text that parses to the same tree; chains of AND and OR are one node.

use std::fmt;

use domain::{Date, Number};

/// An expression as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A reference: `E5`, `G2.missbruk`, `G2.$row`, `unit.kind`, `param.x`.
    Name(Name),
    /// A number.
    Number(Number),
    /// An id in single quotes.
    Text(String),
    /// `DATE '2018-02-01'`.
    Date(Date),
    /// All hold; two or more, none of them an `And`.
    And(Vec<Expr>),
    /// At least one holds; two or more, none of them an `Or`.
    Or(Vec<Expr>),
    /// The opposite.
    Not(Box<Expr>),
    /// Left operator right.
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// `item [NOT] IN (…)`.
    In {
        /// What is looked for.
        item: Box<Expr>,
        /// Literals.
        list: Vec<Expr>,
        /// NOT IN.
        negated: bool,
    },
    /// `item [NOT] BETWEEN low AND high`, both ends included.
    Between {
        /// What is compared.
        item: Box<Expr>,
        /// Lower end.
        low: Box<Expr>,
        /// Upper end.
        high: Box<Expr>,
        /// NOT BETWEEN.
        negated: bool,
    },
    /// Left operator right.
    Arithmetic(Box<Expr>, Operator, Box<Expr>),
    /// Unary minus.
    Negate(Box<Expr>),
    /// `CASE WHEN … THEN … ELSE … END`.
    Case {
        /// Conditions and their results, in order.
        branches: Vec<(Expr, Expr)>,
        /// ELSE.
        otherwise: Box<Expr>,
    },
    /// A function of the language.
    Call {
        /// Which one.
        function: Function,
        /// Its arguments.
        args: Vec<Expr>,
        /// `except => 'row'`: rows that do not count.
        except: Vec<String>,
    },
}

/// A reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// A question code, `unit`, `param`, `measure` or `previous`.
    pub head: String,
    /// What follows the point.
    pub tail: Tail,
}

/// What follows the point of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Nothing.
    None,
    /// A row, a row set, an attribute.
    Word(String),
    /// `previous.G2.missbruk`.
    Two(String, String),
    /// `.$row`: the row of the expanded indicator or question.
    Row,
    /// `.$area`: the area of the expanded indicator.
    Area,
    /// `.$r`: the row inside a row function.
    EachRow,
    /// `.*`: all rows.
    All,
}

/// `= <> < <= > >=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Equal, Self::NotEqual, Self::Less, Self::LessOrEqual, Self::Greater, Self::GreaterOrEqual];

    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether it holds between two things that compare so.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    /// The same comparison read from the other side: `a < b` is `b > a`.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            Self::Equal | Self::NotEqual => self,
        }
    }

    /// The comparison that holds exactly when this one does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }
}

/// `+ - * /`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}

/// The functions of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Function {
    Asked,
    CannotSay,
    Chosen,
    Accepted,
    Answered,
    Given,
    AnyRow,
    AllRows,
    AtLeast,
    AtMost,
    CountRows,
    ChosenCount,
    SumRows,
}

impl Function {
    /// All of them, with how they are called.
    pub const ALL: [(Self, &'static str, &'static str); 13] = [
        (Self::Asked, "asked", "asked(G2a.missbruk)"),
        (Self::CannotSay, "cannot_say", "cannot_say(E5)"),
        (Self::Chosen, "chosen", "chosen(G8a.$area, 'handledning')"),
        (Self::Accepted, "accepted", "accepted(E7.annan)"),
        (Self::Answered, "answered", "answered(E5)"),
        (Self::Given, "given", "given(E7_text)"),
        (Self::AnyRow, "any_row", "any_row(E2.*, E2.$r = 'alla')"),
        (Self::AllRows, "all_rows", "all_rows(E2.*, E2.$r = 'nej')"),
        (Self::AtLeast, "at_least", "at_least(6, E6a.*, E6a.$r = 'ja', except => 'barns_situation')"),
        (Self::AtMost, "at_most", "at_most(2, E2.*, E2.$r = 'nej')"),
        (Self::CountRows, "count_rows", "count_rows(E2.*, E2.$r = 'alla')"),
        (Self::ChosenCount, "chosen_count", "chosen_count(G8a.$area)"),
        (Self::SumRows, "sum_rows", "sum_rows(F14)"),
    ];

    /// The name in rules.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// An example of its use.
    pub fn usage(self) -> &'static str {
        Self::ALL[self as usize].2
    }
}

impl Expr {
    /// How many nodes it has.
    pub fn size(&self) -> usize {
        1 + self.children().into_iter().map(Self::size).sum::<usize>()
    }

    /// How deep it is.
    pub fn depth(&self) -> usize {
        1 + self.children().into_iter().map(Self::depth).max().unwrap_or(0)
    }

    /// The expressions directly below.
    pub fn children(&self) -> Vec<&Self> {
        match self {
            Self::Name(_) | Self::Number(_) | Self::Text(_) | Self::Date(_) => Vec::new(),
            Self::And(all) | Self::Or(all) => all.iter().collect(),
            Self::Not(x) | Self::Negate(x) => vec![x],
            Self::Compare(a, _, b) | Self::Arithmetic(a, _, b) => vec![a, b],
            Self::In { item, list, .. } => std::iter::once(&**item).chain(list).collect(),
            Self::Between { item, low, high, .. } => vec![item, low, high],
            Self::Case { branches, otherwise } => {
                branches.iter().flat_map(|(c, x)| [c, x]).chain([&**otherwise]).collect()
            }
            Self::Call { args, .. } => args.iter().collect(),
        }
    }

    /// Whether it can stand beside an operator without parentheses.
    fn is_atom(&self) -> bool {
        matches!(
            self,
            Self::Name(_)
                | Self::Number(_)
                | Self::Text(_)
                | Self::Date(_)
                | Self::Call { .. }
                | Self::Case { .. }
        )
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)?;
        match &self.tail {
            Tail::None => Ok(()),
            Tail::Word(word) => write!(f, ".{word}"),
            Tail::Two(a, b) => write!(f, ".{a}.{b}"),
            Tail::Row => f.write_str(".$row"),
            Tail::Area => f.write_str(".$area"),
            Tail::EachRow => f.write_str(".$r"),
            Tail::All => f.write_str(".*"),
        }
    }
}

/// A text in single quotes; those inside it are doubled.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'", self.0.replace('\'', "''"))
    }
}

/// An operand: in parentheses unless it is an atom.
struct Operand<'a>(&'a Expr);

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_atom() { self.0.fmt(f) } else { write!(f, "({})", self.0) }
    }
}

/// Literals of an IN list, names of exceptions.
pub(crate) fn separated<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    items: impl IntoIterator<Item = T>,
    separator: &str,
) -> fmt::Result {
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => name.fmt(f),
            Self::Number(number) if *number < Number::ZERO => write!(f, "({number})"),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => Quoted(text).fmt(f),
            Self::Date(date) => write!(f, "DATE '{date}'"),
            // A comparison below AND or OR needs no parentheses; they are kept for AND and OR themselves.
            Self::And(all) => separated(f, all.iter().map(Member), " AND "),
            Self::Or(all) => separated(f, all.iter().map(Member), " OR "),
            Self::Not(x) => write!(f, "NOT ({x})"),
            Self::Compare(a, op, b) => write!(f, "{} {} {}", Operand(a), op.symbol(), Operand(b)),
            Self::In { item, list, negated } => {
                write!(f, "{} {}IN (", Operand(item), if *negated { "NOT " } else { "" })?;
                separated(f, list, ", ")?;
                f.write_str(")")
            }
            Self::Between { item, low, high, negated } => {
                let not = if *negated { "NOT " } else { "" };
                write!(f, "{} {not}BETWEEN {} AND {}", Operand(item), Operand(low), Operand(high))
            }
            Self::Arithmetic(a, op, b) => write!(f, "{} {} {}", Operand(a), op.symbol(), Operand(b)),
            Self::Negate(x) => write!(f, "-({x})"),
            Self::Case { branches, otherwise } => {
                f.write_str("CASE")?;
                for (condition, result) in branches {
                    write!(f, " WHEN {condition} THEN {result}")?;
                }
                write!(f, " ELSE {otherwise} END")
            }
            Self::Call { function, args, except } => {
                write!(f, "{}(", function.name())?;
                separated(f, args, ", ")?;
                if !except.is_empty() {
                    f.write_str(if args.is_empty() { "except => " } else { ", except => " })?;
                }
                match except.as_slice() {
                    [] => {}
                    [one] => Quoted(one).fmt(f)?,
                    more => {
                        f.write_str("(")?;
                        separated(f, more.iter().map(|row| Quoted(row)), ", ")?;
                        f.write_str(")")?;
                    }
                }
                f.write_str(")")
            }
        }
    }
}

/// A member of AND or OR.
struct Member<'a>(&'a Expr);

impl fmt::Display for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expr::And(_) | Expr::Or(_) => write!(f, "({})", self.0),
            other => other.fmt(f),
        }
    }
}
