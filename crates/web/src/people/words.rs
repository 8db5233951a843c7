//! What is said of roles, times, passwords and refusals.

use collection::access::{Grant, Role, Scope};
use collection::fact::Instant;
use collection::password::Weak;
use store::NotDone;

use crate::language::Language;
use crate::respond::local;

/// What a role is called.
pub fn role_words(language: Language, role: Role) -> &'static str {
    match role {
        Role::NationalAnalyst => language.say("nationell utredare", "national analyst"),
        Role::Reviewer => language.say("granskare", "reviewer"),
        Role::Publisher => language.say("publicerare", "publisher"),
        Role::Coordinator => language.say("samordnare", "coordinator"),
        Role::Respondent => language.say("uppgiftslämnare", "respondent"),
        Role::Individual => language.say("svarar för egen del", "answers for themselves"),
        Role::Manager => language.say("chef", "manager"),
        Role::RegionalAnalyst => language.say("regional utredare", "regional analyst"),
        Role::Reader => language.say("läsare av opublicerade resultat", "reader of unpublished results"),
    }
}

/// A role with what it reaches. `place` gives the name of a county or unit, if it has one.
pub(super) fn grant_words(
    language: Language,
    grant: &Grant,
    place: &dyn Fn(&str) -> Option<String>,
) -> String {
    let role = role_words(language, grant.role);
    let round = match &grant.round {
        None => language.say("alla omgångar", "every round").to_owned(),
        Some(round) => format!("{} {round}", language.say("omgången", "round")),
    };
    let scope = match &grant.scope {
        Scope::All => language.say("hela landet", "the whole country").to_owned(),
        Scope::Place(code) => place(code).map_or_else(|| code.clone(), |name| format!("{name} ({code})")),
    };
    format!("{role}, {round}, {scope}")
}

/// The date and time of an instant, in Sweden, to the minute and never too early: from when something can be done.
pub fn when(language: Language, at: Instant, now: Instant) -> String {
    const MINUTE: Instant = 60_000_000;
    let at = at.saturating_add(MINUTE - 1);
    let (date, (hour, minute)) = local(at);
    let (today, _) = local(now);
    let time = language.say(format!("kl. {hour:02}.{minute:02}"), format!("{hour:02}:{minute:02}"));
    if date == today { time } else { format!("{date} {time}") }
}

/// Why a password cannot be.
pub fn weak_words(language: Language, why: Weak) -> &'static str {
    match why {
        Weak::Short => language.say(
            "Välj minst 12 tecken: några ord som inte hör ihop är lätta att minnas",
            "Choose at least 12 characters: a few words that do not belong together are easy to remember",
        ),
        Weak::Long => language.say("Välj högst 128 tecken", "Choose at most 128 characters"),
        Weak::Named => language.say(
            "Din egen adress, tjänstens namn och namn på kommuner och län räknas inte: lägg till minst 12 andra tecken",
            "Your own address, the name of this service and names of municipalities and counties do not count: add at least 12 other characters",
        ),
        Weak::Common => language.say(
            "Lösenordet är ett av dem som provas först av den som gissar. Välj ett annat",
            "This password is one of the first that are guessed. Choose another",
        ),
    }
}

/// Why something was not done to an account or a link, for those who asked for it; none if it is a fault on our side.
pub fn not_done(language: Language, why: &NotDone) -> Option<&'static str> {
    Some(match why {
        NotDone::Store(store::StoreError::NoRound(_)) => {
            language.say("Omgången finns inte", "There is no such round")
        }
        NotDone::Store(_) => return None,
        NotDone::NoSubject { .. } => {
            language.say("Ingen med det namnet svarar i omgången", "Nobody of that name answers in the round")
        }
        NotDone::NoLink(_) => language.say("Länken finns inte", "There is no such link"),
        NotDone::NoAccount(_) => {
            language.say("Kontot finns inte eller är avstängt", "There is no such account, or it is disabled")
        }
        NotDone::NotALinksRole => language.say(
            "En länk är en samordnares, uppgiftslämnares eller chefs; andra loggar in",
            "A link is a coordinator’s, a respondent’s or a manager’s; others sign in",
        ),
        NotDone::Nameless => language.say(
            "I en enkät till personer är länken den svarandes egen och saknar namn",
            "In a survey over persons a link is the respondent’s own and carries no name",
        ),
        NotDone::NoParts => language.say("Välj minst en del, eller alla", "Choose at least one part, or all"),
        NotDone::Over => {
            language.say("Välj ett slut som inte har passerat", "Choose an end that has not passed")
        }
        NotDone::NotYours(_) => {
            language.say("Din länk räcker inte så långt", "Your link does not reach so far")
        }
        NotDone::LoginTaken => {
            language.say("Ett annat konto har den adressen", "Another account has this address")
        }
        NotDone::Weak(why) => weak_words(language, *why),
        NotDone::LastManager => language.say(
            "Det är det sista kontot som får hantera konton. Ge någon annan den rätten först",
            "This is the last account that may manage accounts. Give another that right first",
        ),
        NotDone::NoInvitation => language.say(
            "Länken gäller inte längre. Be den som gav dig den om en ny",
            "The link does not hold any more. Ask whoever gave it to you for a new one",
        ),
        NotDone::HasPassword => {
            language.say("Kontot har redan ett lösenord", "The account has a password already")
        }
        NotDone::Busy => language.say(
            "Många loggar in just nu. Vänta en stund och försök igen",
            "Many are signing in just now. Wait a moment and try again",
        ),
    })
}
