//! The manager's sign-off (*chefens godkännande*): the answers, a name and a position; and what happens afterwards.

use collection::access::Action;
use collection::fact::Content;
use collection::ids::{CellId, FactId};
use maud::{Markup, html};

use super::form::{FACT, Fields, one_line, shown_again};
use super::page::Response;
use super::rights::Rights;
use super::submit::{InTheWay, SEEN, in_the_way};
use super::{Said, hidden, words};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::error_summary;
use crate::design::field::Field;
use crate::design::input::{Holds, TextInput};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, heading, lead, paragraph};

/// The page where a manager signs off, as HTML; `sent` is what was sent and not taken, `changed` the cells that were saved
/// after the manager looked, if any were.
pub fn sign(
    response: &Response<'_>,
    form: &FactId,
    address: &str,
    sent: Option<&Fields>,
    changed: Option<&[CellId]>,
) -> Markup {
    let (setting, part) = (&response.setting, response.part);
    let (language, left) = (setting.language, left(response));
    let value = |name: &str| {
        sent.and_then(|fields| fields.iter().find(|(known, _)| known == name))
            .map_or("", |(_, text)| text.as_str())
    };
    let (name, role) = (shown_again(value("name")), shown_again(value("role")));
    let faults = ["name", "role"].map(|field| {
        let wrong = sent.and_then(|_| signing(field, value(field)).err());
        (field, wrong.map(|said| said.get(language).to_owned()))
    });
    let errors: Vec<error_summary::FieldError<'_>> = faults
        .iter()
        .filter(|_| left == 0)
        .filter_map(|(field, wrong)| Some((field, wrong.as_ref()?)))
        .map(|(field, text)| error_summary::FieldError { field, text: text.as_str().into() })
        .collect();
    let field = |place: usize, label: &'static str, value, holds| {
        let (name, wrong) = &faults[place];
        let field = Field::new(name, label, TextInput { value, holds, ..TextInput::default() });
        match wrong {
            Some(text) => field.error(text.as_str()).html(language),
            None => field.html(language),
        }
    };
    let seen = response.head.latest.as_ref().map_or("", FactId::as_str);
    setting
        .quiet_shell(address, format!("{} {part}", language.say("Godkänn del", "Sign off part")), Some(setting.way_back()))
        .faulty(!errors.is_empty())
        .body(html! {
            (error_summary::error_summary(language, &errors))
            @if let Some(changed) = changed { (changed_since(response, changed)) }
            (lead(language.say(
                "Läs svaren. Med ditt namn och din befattning godkänner du dem som de är nu; det står i kvittot.",
                "Read the answers. With your name and position you sign them off as they are now; the receipt says so.",
            )))
            (already(response))
            @if left > 0 { (unfinished(response, left)) }
            (super::summary::all(setting, response.sheet, part, &response.pages(), false))
            @if left == 0 {
                (heading(Level::Two, None, language.say("Godkänn", "Sign off")))
                form method="post" action=(address) {
                    (setting.hidden_fields())
                    (hidden(FACT, form.as_str()))
                    (hidden(SEEN, seen))
                    (field(0, language.say("Namn", "Name"), &name, Holds::Name))
                    (field(1, language.say("Befattning", "Position"), &role, Holds::Text))
                    (buttons(&[Button::new(ButtonKind::Primary, language.say("Godkänn svaren", "Sign off the answers"))]))
                }
            }
        })
        .html()
}

fn changed_since(response: &Response<'_>, changed: &[CellId]) -> Markup {
    let language = response.setting.language;
    let schema = &response.setting.edition.questionnaire.schema;
    let mut codes: Vec<&str> = Vec::new();
    for question in &response.setting.edition.questions {
        let is_of = |cell: &CellId| {
            let cell = cell.as_str().split('#').next().unwrap_or_default();
            schema.find(cell).and_then(|col| schema.column(col).question) == Some(question.place)
        };
        let code = words::number(question);
        if changed.iter().any(is_of) && !codes.contains(&code) {
            codes.push(code);
        }
    }
    let title = language.say(
        "Svaren ändrades medan du läste, så ingenting är godkänt ännu",
        "The answers changed while you were reading, so nothing is signed off yet",
    );
    let text = language.say(
        "Här är svaren som de är nu. Läs dem och godkänn igen.",
        "Here are the answers as they are now. Read them and sign off again.",
    );
    Notice::new(NoticeKind::Warning, title)
        .announced()
        .body(html! {
            @if !codes.is_empty() {
                (paragraph(format!("{} {}.", language.say("Ändrat:", "Changed:"), codes.join(", "))))
            }
            (paragraph(text))
        })
        .html(language)
}

fn already(response: &Response<'_>) -> Markup {
    let (setting, language) = (&response.setting, response.setting.language);
    html! {
        @if let Some(signed) = &response.head.signature {
            (Notice::new(NoticeKind::Success, format!(
                "{} {}, {}, {}",
                language.say("Redan godkänt av", "Signed off already by"), signed.name, signed.role, setting.at(signed.at),
            )).html(language))
        }
    }
}

/// How much stands in the way of a sign-off: with the next save it would be lost.
pub fn left(response: &Response<'_>) -> usize {
    in_the_way(response, true).into_iter().filter(|one| !matches!(one, InTheWay::NotSigned)).count()
}

fn unfinished(response: &Response<'_>, left: usize) -> Markup {
    let (setting, language) = (&response.setting, response.setting.language);
    let way =
        Link::new(setting.submit(response.part), language.say("Se vad som återstår", "See what is left"));
    let one = language.say("ett svar återstår", "one answer is left").to_owned();
    let several = format!("{left} {}", language.say("svar återstår", "answers are left"));
    let title = format!(
        "{} {}",
        language.say("Delen kan inte godkännas ännu:", "The part cannot be signed off yet:"),
        if left == 1 { one } else { several },
    );
    Notice::new(NoticeKind::Warning, title)
        .body(html! {
            (paragraph(language.say(
                "Ett godkännande gäller svaren precis som de är och försvinner när något ändras. När allt är besvarat kan du godkänna här.",
                "A sign-off is of the answers just as they are, and is gone when something changes. Once everything is answered you can sign off here.",
            )))
            p { (way) }
        })
        .html(language)
}

/// What became of a sign-off, as HTML: it holds, or the answers changed since.
pub fn signed(response: &Response<'_>, rights: &Rights, others: &[Link<'_>]) -> Markup {
    let (setting, part) = (&response.setting, response.part);
    let language = setting.language;
    let address = setting.signed(part);
    let to_sign = setting.sign(part);
    let hub = setting.hub();
    let title =
        format!("{} {part}", language.say("Chefens godkännande av del", "The manager’s sign-off of part"));
    let body = match &response.head.signature {
        Some(signed) => html! {
            (Notice::new(NoticeKind::Success, language.say("Svaren är godkända", "The answers are signed off"))
                .announced()
                .body(paragraph(format!("{}, {}, {}", signed.name, signed.role, setting.at(signed.at))))
                .html(language))
            (heading(Level::Two, None, language.say("Vad som händer nu", "What happens now")))
            (paragraph(if rights.may(Action::Submit) { language.say(
                "Nu kan delen skickas in. Ändras ett svar innan dess behövs ett nytt godkännande.",
                "The part can be submitted now. If an answer changes before that, a new sign-off is needed.",
            ) } else { language.say(
                "Samordnaren skickar in delen; det behöver du inte göra. Ändras ett svar innan dess behövs ett nytt godkännande, och samordnaren hör av sig. Kvittot finns här när delen är inskickad.",
                "The coordinator submits the part; there is nothing more for you to do. If an answer changes before that, a new sign-off is needed, and the coordinator will ask you. The receipt is here once the part is submitted.",
            ) }))
            @if !others.is_empty() {
                (heading(Level::Two, None, language.say("Också klart att godkänna", "Also ready to be signed off")))
                ul { @for other in others { li { (other) } } }
            }
            (buttons(&[Button::leading(ButtonKind::Secondary, language.say("Till översikten", "To the overview"), &hub)]))
        },
        None => html! {
            (Notice::new(NoticeKind::Info, language.say("Svaren är inte godkända som de är nu", "The answers are not signed off as they are now"))
                .body(paragraph(language.say(
                    "Antingen har ingen godkänt dem, eller så ändrades något svar efter godkännandet.",
                    "Either nobody has signed them off, or an answer changed after the sign-off.",
                )))
                .html(language))
            @if rights.may(Action::SignOff) {
                (buttons(&[Button::leading(ButtonKind::Primary, language.say("Läs och godkänn", "Read and sign off"), &to_sign)]))
            }
        },
    };
    setting.quiet_shell(&address, title, Some(setting.way_back())).body(body).html()
}

/// A name or a position, as the receipt will hold it.
fn signing(field: &str, text: &str) -> Result<String, Said> {
    let missing = match field {
        "name" => Said::new("Skriv ditt namn, på en rad", "Write your name, on one line"),
        _ => Said::new("Skriv din befattning, på en rad", "Write your position, on one line"),
    };
    one_line(text, 200, missing)
}

/// The last fact that a form says was seen.
pub fn seen(fields: &Fields) -> Option<FactId> {
    fields.iter().find(|(name, _)| name == SEEN).and_then(|(_, id)| id.parse().ok())
}

/// The fact of a sign-off; none if name, role or what was seen is not there.
pub fn read_sign(fields: &Fields) -> Option<Content> {
    let text = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    let (name, role) = (signing("name", text("name")?).ok()?, signing("role", text("role")?).ok()?);
    Some(Content::Signed { name, role, seen: text(SEEN)?.parse().ok()? })
}
