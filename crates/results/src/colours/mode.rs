//! The three modes, what each can say, and why one does not apply.

/// A colour mode (*färgläge*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// The indicator's own target values (*mål*).
    Target,
    /// Quantiles within a comparison set (*relativ*).
    Relative,
    /// Interval against a reference (*osäkerhet*).
    Uncertainty,
}

impl Mode {
    /// All modes, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Target, Self::Relative, Self::Uncertainty];

    /// The id in files and in the vocabulary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Relative => "relative",
            Self::Uncertainty => "uncertainty",
        }
    }
}

/// What a mode says of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The target is reached: green.
    Reached,
    /// Partly: yellow.
    Partly,
    /// Not reached: red.
    NotReached,
    /// Among the best of the set: green.
    Best,
    /// In the middle: yellow.
    Middle,
    /// Among the worst: red.
    Worst,
    /// The whole interval is better than the reference: green.
    Better,
    /// Cannot be told apart from the reference (*går inte att skilja*): grey.
    Alike,
    /// The whole interval is worse than the reference: red.
    Worse,
}

impl Verdict {
    /// All verdicts, mode by mode, the best first.
    pub const ALL: [Self; 9] = [
        Self::Reached,
        Self::Partly,
        Self::NotReached,
        Self::Best,
        Self::Middle,
        Self::Worst,
        Self::Better,
        Self::Alike,
        Self::Worse,
    ];

    /// The mode that says it.
    pub fn mode(self) -> Mode {
        match self {
            Self::Reached | Self::Partly | Self::NotReached => Mode::Target,
            Self::Best | Self::Middle | Self::Worst => Mode::Relative,
            Self::Better | Self::Alike | Self::Worse => Mode::Uncertainty,
        }
    }

    /// The id in files and in the vocabulary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Partly => "partly",
            Self::NotReached => "not_reached",
            Self::Best => "best",
            Self::Middle => "middle",
            Self::Worst => "worst",
            Self::Better => "better",
            Self::Alike => "alike",
            Self::Worse => "worse",
        }
    }
}

/// Why a mode does not apply to a cell (*gäller inte här*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotHere {
    /// A background measure is shown, never judged.
    Background,
    /// There is no outcome or figure to judge.
    Empty,
    /// The value is neither reached nor missed: it leaves the denominator.
    NotJudged,
    /// A figure has no target value: *target* judges categories.
    NoTarget,
    /// A yes/no outcome has no rank: *relative* judges figures.
    NoRank,
    /// The indicator has no direction.
    NoDirection,
    /// The comparison set has fewer figures than the catalogue allows.
    SetTooSmall,
    /// Fewer units stand behind the place's figure than the catalogue asks for: one of them decides it.
    TooFewUnits,
    /// The place stands alone: there is nothing to rank it among (the nation).
    NoSet,
    /// A yes/no fact has no interval: *uncertainty* judges ratios of persons.
    NoInterval,
    /// Only the figure is known, not its counts; or they are no counts of whole persons.
    NoCounts,
    /// The reference has no figure.
    NoReference,
    /// The edition's catalogue has no such mode.
    NoMode,
}

impl NotHere {
    /// All reasons.
    pub const ALL: [Self; 13] = [
        Self::Background,
        Self::Empty,
        Self::NotJudged,
        Self::NoTarget,
        Self::NoRank,
        Self::NoDirection,
        Self::SetTooSmall,
        Self::TooFewUnits,
        Self::NoSet,
        Self::NoInterval,
        Self::NoCounts,
        Self::NoReference,
        Self::NoMode,
    ];

    /// The id in files and in the vocabulary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Empty => "empty",
            Self::NotJudged => "not_judged",
            Self::NoTarget => "no_target",
            Self::NoRank => "no_rank",
            Self::NoDirection => "no_direction",
            Self::SetTooSmall => "set_too_small",
            Self::TooFewUnits => "too_few_units",
            Self::NoSet => "no_set",
            Self::NoInterval => "no_interval",
            Self::NoCounts => "no_counts",
            Self::NoReference => "no_reference",
            Self::NoMode => "no_mode",
        }
    }
}
