//! Why a step was not taken, in words.

use collection::publishing::NotNow;
use publication::model::Text;

use crate::desk::when;
use crate::language::Language;

/// Why a step was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It cannot be taken now.
    NotNow(NotNow),
    /// Somebody took another meanwhile.
    Meanwhile,
    /// The service makes no publications.
    NoPublisher,
    /// Its answers are not those of units.
    NotOfUnits,
    /// Nothing was submitted.
    NoAnswers,
    /// The audit chain does not hold.
    Chain,
    /// Another round of the same edition is being published.
    OtherRound,
    /// What is published is of another round of the same edition.
    OfAnotherRound,
    /// Cells that were to be corrected are what they were: unit and indicator, in words.
    NotCorrected(Vec<String>),
    /// A correction needs a note.
    Note,
    /// There is no such day or time.
    NoTime,
    /// Somebody is named who cannot be a reader.
    Readers,
    /// Nothing was chosen.
    Verdict,
    /// What it is computed from cannot be published.
    Refused(Text),
    /// What it is computed from has so many mistakes; the log says which.
    Mistakes(usize),
}

/// Why, for who reads the page.
pub fn told(language: Language, why: &Why) -> String {
    let say = |sv: &str, en: &str| language.say(sv, en).to_owned();
    match why {
        Why::NotNow(why) => not_now(language, why),
        Why::Meanwhile => say(
            "Någon annan har ändrat publiceringen sedan du öppnade sidan. Se hur det står till nu, och gör om.",
            "Somebody else changed the publication since you opened the page. See how it stands now, and try again.",
        ),
        Why::NoPublisher => say(
            "Den här tjänsten gör inga publiceringar.",
            "This service makes no publications.",
        ),
        Why::NotOfUnits => say(
            "Svaren är inte kommunernas egna, eller så svarar flera för samma objekt. Av sådana svar görs ingen publicering här.",
            "The answers are not those of municipalities, or several answer for the same unit. No publication is made of such answers here.",
        ),
        Why::NoAnswers => say(
            "Ingen del är inskickad, så det finns inget att publicera. Vänta tills någon har skickat in.",
            "No part is submitted, so there is nothing to publish. Wait until somebody has submitted.",
        ),
        Why::Chain => say(
            "Revisionskedjan håller inte: svaren är inte som de skrevs. Ta reda på vad som hänt innan något publiceras.",
            "The audit chain does not hold: the answers are not as they were written. Find out what happened before anything is published.",
        ),
        Why::OtherRound => say(
            "Ett utkast av en annan omgång med samma årgång är på väg. Publicera eller återkalla det först.",
            "A draft of another round of the same edition is on its way. Publish or withdraw it first.",
        ),
        Why::OfAnotherRound => say(
            "Det som är publicerat kommer från en annan omgång med samma årgång. En rättelse görs i den omgången: den här skulle byta ut alla svar.",
            "What is published comes from another round of the same edition. A correction is made in that round: this one would replace every answer.",
        ),
        Why::NotCorrected(cells) => language.say(
            format!("De här uppgifterna skulle rättas men är som förut: {}. Rätta svaret och gör om utkastet, eller ändra beslutet till att uppgiften kvarstår.", cells.join("; ")),
            format!("These cells were to be corrected but are as before: {}. Correct the answer and make the draft anew, or change the decision so that the cell stands.", cells.join("; ")),
        ),
        Why::Note => say(
            "Säg vad som rättas: välj felets art och skriv vad och varför, på svenska och engelska.",
            "Say what is corrected: choose the kind of mistake and write what and why, in Swedish and English.",
        ),
        Why::NoTime => say(
            "Dagen eller tiden finns inte. Skriv till exempel 2018-06-19 och 08.00.",
            "There is no such day or time. Write for example 2018-06-19 and 08:00.",
        ),
        Why::Readers => say(
            "Någon av de valda har inte rollen läsare i omgången. Välj bland dem som visas.",
            "One of those chosen does not have the role of reader in the round. Choose among those shown.",
        ),
        Why::Verdict => say("Välj om uppgiften kvarstår eller rättas.", "Choose whether the cell stands or is corrected."),
        Why::Refused(text) => language.say(text.sv.clone(), text.en.clone().unwrap_or_else(|| text.sv.clone())),
        Why::Mistakes(count) => language.say(
            format!("Det går inte att publicera: {count} fel i underlaget. Den som driver tjänsten ser dem i loggen."),
            format!("It cannot be published: {count} mistakes in what it is computed from. Those who run the service see them in the log."),
        ),
    }
}

fn not_now(language: Language, why: &NotNow) -> String {
    let say = |sv: &str, en: &str| language.say(sv, en).to_owned();
    match why {
        NotNow::NoDraft => {
            say("Det finns inget utkast. Gör ett först.", "There is no draft. Make one first.")
        }
        NotNow::Published { at } => {
            let at = when(language, *at);
            language.say(
                format!("Den är publicerad sedan {at} och ändras inte. Gör en rättelse."),
                format!("It is published since {at} and does not change. Make a correction."),
            )
        }
        NotNow::Scheduled => {
            say("Den är tidsinställd. Återkalla den först.", "It is scheduled. Withdraw it first.")
        }
        NotNow::Withdrawn => {
            say("Den är återkallad. Gör ett nytt utkast.", "It was withdrawn. Make a new draft.")
        }
        NotNow::NotScheduled => say("Den har ingen tid än.", "It has no time yet."),
        NotNow::PreviewClosed => say("Förhandsvisningen är inte öppen.", "The preview is not open."),
        NotNow::PreviewOpen => say("Förhandsvisningen är redan öppen.", "The preview is open already."),
        NotNow::NoWords => say("Skriv varför.", "Write why."),
        NotNow::TooLong => {
            say("Texten är för lång: högst 4000 tecken.", "The text is too long: at most 4000 characters.")
        }
        NotNow::PersonalNumber => say(
            "Skriv inga personnummer: det du skriver sparas.",
            "Write no personal identity numbers: what you write is kept.",
        ),
        NotNow::Contested => say(
            "Uppgiften är redan bestridd och väntar på beslut.",
            "The cell is contested already and waits for a decision.",
        ),
        NotNow::NoContest { .. } => {
            say("Det finns ingen sådan bestridd uppgift.", "There is no such contested cell.")
        }
        NotNow::Decided { .. } => say(
            "Någon annan har redan beslutat om uppgiften. Beslutet står i listan.",
            "Somebody else has decided about the cell already. The decision stands in the list.",
        ),
        NotNow::Undecided { count: 1 } => say(
            "En bestridd uppgift väntar på beslut. Besluta om den först.",
            "One contested cell waits for a decision. Decide about it first.",
        ),
        NotNow::Uncorrected { count: 1 } => say(
            "En uppgift ska rättas. Gör om utkastet när den är rättad.",
            "One cell is to be corrected. Make the draft anew when it is.",
        ),
        NotNow::Undecided { count } => language.say(
            format!("{count} bestridda uppgifter väntar på beslut. Besluta om dem först."),
            format!("{count} contested cells wait for a decision. Decide about them first."),
        ),
        NotNow::Uncorrected { count } => language.say(
            format!("{count} uppgifter ska rättas. Gör om utkastet när de är rättade."),
            format!("{count} cells are to be corrected. Make the draft anew when they are."),
        ),
        NotNow::Past => say("Tiden har varit. Välj en senare.", "The time has passed. Choose a later one."),
        NotNow::NotAccepted => say(
            "Se vad rättelsen flyttar och godta den först.",
            "Look at what the correction moves and accept it first.",
        ),
        NotNow::OtherDraft => say(
            "Utkastet har gjorts om sedan du såg det. Se det igen.",
            "The draft was made anew since you saw it. Look at it again.",
        ),
        NotNow::NoteNeeded => {
            say("En rättelse ska säga vad den rättar.", "A correction must say what it corrects.")
        }
        NotNow::NothingToErase { .. } | NotNow::Erased { .. } => {
            say("Det finns ingen text att gallra.", "There is no text to erase.")
        }
        NotNow::NotWhatIsLeft { .. } => say(
            "Det som står kvar är inte det som gallringen säger.",
            "What is left is not what the erasure says.",
        ),
        NotNow::NothingToCorrect => {
            say("Den första publiceringen rättar inget.", "The first publication corrects nothing.")
        }
    }
}
