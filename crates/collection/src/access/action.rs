//! What can be done, and which role may do it: the table that everything else reads.

use super::actor::Role;

/// Something that somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Look at a response's questions and answers.
    SeeResponse,
    /// Look at a response as it was at an earlier time, and at who changed what.
    SeeHistory,
    /// Save answers.
    Save,
    /// Sign off as manager (*chefens godkännande*).
    SignOff,
    /// Submit a response.
    Submit,
    /// Look at a receipt (*kvittens*).
    SeeReceipt,
    /// Ask to have a response opened again.
    AskReopening,
    /// Open a response again.
    Reopen,
    /// Pass a part on to a colleague by a link of their own.
    PassOn,
    /// Take back a link that was passed on.
    TakeBack,
    /// Offer a city's answer to its districts.
    Offer,
    /// Look at the own archive of earlier rounds.
    SeeArchive,
    /// Create a round from an edition.
    CreateRound,
    /// Open, close and move the times of a round.
    ManageRound,
    /// Issue and revoke the links of units.
    IssueLinks,
    /// Look at the table of responses (*svarsläget*).
    SeeTable,
    /// Erase personal data from answers, under the rules of archives and data protection.
    Erase,
    /// Verify the audit chain.
    Audit,
    /// Create accounts and give them roles.
    ManageAccounts,
    /// Look at the own result before it is published (*förhandsgranska*).
    Preview,
    /// Contest a cell of the own result (*bestrida*).
    Contest,
    /// Decide what is done about a contested cell.
    Decide,
    /// Look at results that are not published.
    SeeUnpublished,
    /// Publish a round: write the folder that everybody reads (*publicera*).
    Publish,
    /// Run the service on a store.
    Serve,
    /// Copy the whole store to a file.
    Backup,
    /// Read such a file into an empty store.
    Restore,
}

/// Whether a role may, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Not at all.
    Never,
    /// What lies within the scope of the grant: its round, and its unit, county or parts.
    Within,
}

/// A circumstance that an action needs, whoever does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The round is open, now.
    OpenRound,
    /// The response can be answered.
    OpenResponse,
    /// The response is submitted or closed.
    DoneResponse,
}

/// What an action that is asked of a round, and of no response in it, needs a grant to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The whole country: it concerns the round as a whole.
    Whole,
    /// Some places of it are enough: what is shown is what lies within them.
    Some,
}

impl Action {
    /// All of them, in the order they are printed.
    pub const ALL: [Self; 27] = [
        Self::SeeResponse,
        Self::SeeHistory,
        Self::Save,
        Self::SignOff,
        Self::Submit,
        Self::SeeReceipt,
        Self::AskReopening,
        Self::Reopen,
        Self::PassOn,
        Self::TakeBack,
        Self::Offer,
        Self::SeeArchive,
        Self::CreateRound,
        Self::ManageRound,
        Self::IssueLinks,
        Self::SeeTable,
        Self::Erase,
        Self::Audit,
        Self::ManageAccounts,
        Self::Preview,
        Self::Contest,
        Self::Decide,
        Self::SeeUnpublished,
        Self::Publish,
        Self::Serve,
        Self::Backup,
        Self::Restore,
    ];

    /// What it is called in the printed matrix.
    pub fn id(self) -> &'static str {
        match self {
            Self::SeeResponse => "see response",
            Self::SeeHistory => "see history",
            Self::Save => "save",
            Self::SignOff => "sign off",
            Self::Submit => "submit",
            Self::SeeReceipt => "see receipt",
            Self::AskReopening => "ask reopening",
            Self::Reopen => "reopen",
            Self::PassOn => "pass on",
            Self::TakeBack => "take back",
            Self::Offer => "offer",
            Self::SeeArchive => "see archive",
            Self::CreateRound => "create round",
            Self::ManageRound => "manage round",
            Self::IssueLinks => "issue links",
            Self::SeeTable => "see table",
            Self::Erase => "erase",
            Self::Audit => "audit",
            Self::ManageAccounts => "manage accounts",
            Self::Preview => "preview own result",
            Self::Contest => "contest own result",
            Self::Decide => "decide contested",
            Self::SeeUnpublished => "see unpublished",
            Self::Publish => "publish",
            Self::Serve => "serve",
            Self::Backup => "back up",
            Self::Restore => "restore",
        }
    }

    /// The cell of the matrix.
    pub fn allows(self, role: Role) -> Rule {
        use Role::{
            Coordinator, Individual, Manager, NationalAnalyst, Publisher, Reader, RegionalAnalyst,
            Respondent, Reviewer,
        };
        let roles: &[Role] = match self {
            Self::SeeResponse => &[NationalAnalyst, Reviewer, Coordinator, Respondent, Manager, Individual],
            Self::SeeHistory => &[NationalAnalyst, Reviewer, Coordinator, Manager],
            Self::Save => &[Coordinator, Respondent, Individual],
            Self::SignOff => &[Manager],
            Self::Submit => &[Coordinator, Individual],
            Self::SeeReceipt => &[NationalAnalyst, Reviewer, Coordinator, Respondent, Manager, Individual],
            Self::AskReopening => &[Coordinator],
            Self::Reopen => &[NationalAnalyst, Reviewer],
            Self::PassOn | Self::TakeBack | Self::Offer => &[Coordinator],
            Self::SeeArchive => &[NationalAnalyst, Coordinator, Respondent, Manager],
            Self::CreateRound | Self::ManageRound | Self::IssueLinks | Self::Erase => &[NationalAnalyst],
            Self::SeeTable => &[NationalAnalyst, Reviewer, Publisher, RegionalAnalyst],
            Self::Audit => &[NationalAnalyst, Reviewer, Publisher],
            Self::ManageAccounts => &[NationalAnalyst],
            Self::Preview | Self::Contest => &[Coordinator, Manager],
            Self::Decide => &[NationalAnalyst, Reviewer],
            Self::SeeUnpublished => &[NationalAnalyst, Reviewer, Publisher, Reader],
            Self::Publish => &[Publisher],
            Self::Serve | Self::Backup | Self::Restore => &[],
        };
        if roles.contains(&role) { Rule::Within } else { Rule::Never }
    }

    /// The cell of the matrix for the operator ([`super::Actor::Operator`]): what commands on a store do.
    pub fn allows_operator(self) -> Rule {
        match self {
            Self::Erase
            | Self::Audit
            | Self::ManageAccounts
            | Self::SeeUnpublished
            | Self::Publish
            | Self::Serve
            | Self::Backup
            | Self::Restore => Rule::Within,
            Self::SeeResponse
            | Self::SeeHistory
            | Self::Save
            | Self::SignOff
            | Self::Submit
            | Self::SeeReceipt
            | Self::AskReopening
            | Self::Reopen
            | Self::PassOn
            | Self::TakeBack
            | Self::Offer
            | Self::SeeArchive
            | Self::CreateRound
            | Self::ManageRound
            | Self::IssueLinks
            | Self::SeeTable
            | Self::Preview
            | Self::Contest
            | Self::Decide => Rule::Never,
        }
    }

    /// What a grant must reach for it to be done to a round itself. The same action on one response needs no more than that
    /// the response lies within the grant.
    pub fn extent(self) -> Extent {
        match self {
            Self::CreateRound
            | Self::ManageRound
            | Self::IssueLinks
            | Self::Erase
            | Self::Audit
            | Self::ManageAccounts
            | Self::Decide
            | Self::SeeUnpublished
            | Self::Publish
            | Self::Serve
            | Self::Backup
            | Self::Restore => Extent::Whole,
            Self::SeeResponse
            | Self::SeeHistory
            | Self::Save
            | Self::SignOff
            | Self::Submit
            | Self::SeeReceipt
            | Self::AskReopening
            | Self::Reopen
            | Self::PassOn
            | Self::TakeBack
            | Self::Offer
            | Self::SeeArchive
            | Self::SeeTable
            | Self::Preview
            | Self::Contest => Extent::Some,
        }
    }

    /// Whether it shows what a single subject answered.
    pub(super) fn shows_one_response(self) -> bool {
        matches!(
            self,
            Self::SeeResponse
                | Self::SeeHistory
                | Self::SeeReceipt
                | Self::SeeArchive
                | Self::Preview
                | Self::Contest
        )
    }

    /// The circumstances it needs.
    pub fn needs(self) -> &'static [Needs] {
        match self {
            Self::Save | Self::SignOff | Self::Submit => &[Needs::OpenRound, Needs::OpenResponse],
            Self::Offer | Self::PassOn => &[Needs::OpenRound],
            Self::SeeReceipt | Self::AskReopening | Self::Reopen => &[Needs::DoneResponse],
            Self::SeeResponse
            | Self::SeeHistory
            | Self::TakeBack
            | Self::SeeArchive
            | Self::CreateRound
            | Self::ManageRound
            | Self::IssueLinks
            | Self::SeeTable
            | Self::Erase
            | Self::Audit
            | Self::ManageAccounts
            | Self::Preview
            | Self::Contest
            | Self::Decide
            | Self::SeeUnpublished
            | Self::Publish
            | Self::Serve
            | Self::Backup
            | Self::Restore => &[],
        }
    }
}
