//! What can be done to a publication now.

use collection::access::Action;
use collection::publishing::{MAX_WORDS, Mistake, Publishing, Stage};
use collection::round::Phase;
use maud::{Markup, html};

use super::{Shown, Why, told};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::choice::{CheckboxGroup, Choice, RadioGroup};
use crate::design::field::{Field, beside};
use crate::design::input::{DateInput, TextArea, TextInput, Width};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Language;
use crate::respond::{hidden, local};

pub(super) fn forms(shown: &Shown<'_>) -> Markup {
    let language = shown.desk.language;
    match shown.ahead.map(|ahead| (ahead, ahead.stage)) {
        None | Some((_, Stage::Withdrawn)) => draft(shown, None),
        Some((ahead, Stage::Draft)) => html! {
            (preview(shown, ahead))
            @if ahead.note.is_some() { (accept(shown, ahead)) }
            (time(shown, ahead))
            (heading(Level::Two, Some("annat"), language.say("Gör om eller återkalla", "Make anew or withdraw")))
            (draft(shown, Some(ahead)))
            (withdraw(shown))
        },
        Some((ahead, Stage::Scheduled { .. })) => html! {
            (time(shown, ahead))
            (heading(Level::Two, Some("annat"), language.say("Återkalla", "Withdraw")))
            (withdraw(shown))
        },
    }
}

fn area<'a>(value: &'a str) -> TextArea<'a> {
    TextArea { value, rows: 3, max: MAX_WORDS }
}

/// A draft, of what is submitted; a correction has a note.
fn draft(shown: &Shown<'_>, ahead: Option<&Publishing>) -> Markup {
    let (language, to) = (shown.desk.language, shown.to("/utkast"));
    let corrects = shown.last.is_some();
    let (title, button) = match (ahead.is_some(), corrects) {
        (true, _) => (
            language.say("Gör om utkastet", "Make the draft anew"),
            language.say("Gör om utkastet", "Make it anew"),
        ),
        (false, true) => (
            language.say("Rätta det som är publicerat", "Correct what is published"),
            language.say("Gör ett utkast till rättelse", "Make a draft correction"),
        ),
        (false, false) => {
            (language.say("Gör ett utkast", "Make a draft"), language.say("Gör ett utkast", "Make a draft"))
        }
    };
    let own = html! {
        (paragraph(language.say(
            "Utkastet räknas ur de delar som är inskickade nu, med frågorna och reglerna som tjänsten har.",
            "The draft is computed from the parts that are submitted now, with the questions and rules that the service has.",
        )))
        @if shown.desk.round.phase(shown.desk.now) == Phase::Open { (still_open(shown)) }
        form method="post" action=(to) {
            (shown.seen())
            @if corrects && ahead.is_none_or(|ahead| ahead.note.is_none()) { (note(shown)) }
            (buttons(&[Button::new(if ahead.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary }, button)]))
        }
    };
    // What few need now is folded, but not while something in it must be mended.
    let was_sent = shown.written.is_sent(&["art", "vad_sv"]);
    html! {
        @if ahead.is_some() || corrects {
            @if ahead.is_none() { (heading(Level::Two, Some("utkast"), title)) }
            details.folded #gor-om open[was_sent] {
                summary { (if ahead.is_some() { title } else { language.say("Skriv en rättelse", "Write a correction") }) }
                (own)
            }
        } @else {
            (heading(Level::Two, Some("utkast"), title))
            (own)
        }
    }
}

/// What is submitted later is not in a draft made now.
fn still_open(shown: &Shown<'_>) -> Markup {
    let language = shown.desk.language;
    let close = Link::new(
        shown.desk.to("/stang"),
        language.say("Stäng insamlingen först", "Close the collection first"),
    );
    Notice::new(NoticeKind::Warning, language.say("Insamlingen pågår", "The collection is under way"))
        .body(html! {
            (paragraph(language.say(
                "Svar som skickas in efter utkastet kommer inte med i det. Gör om utkastet innan du bestämmer tiden, eller stäng insamlingen först.",
                "Answers submitted after the draft are not in it. Make the draft anew before you set the time, or close the collection first.",
            )))
            @if shown.desk.may(Action::ManageRound) { p { (close) } }
        })
        .html(language)
}

/// What kind of mistake it was, in words.
pub(crate) fn mistake(language: Language, kind: Mistake) -> &'static str {
    match kind {
        Mistake::Answers => {
            language.say("Svar, eller granskningen av dem", "Answers, or how they were reviewed")
        }
        Mistake::Rule => language.say("En regel, gräns eller indelning", "A rule, a limit or a grouping"),
        Mistake::Program => language.say("Programmet", "The program"),
        Mistake::Text => language.say("Bara text: ingen siffra ändras", "Words only: no figure moves"),
    }
}

fn note(shown: &Shown<'_>) -> Markup {
    let (language, written) = (shown.desk.language, shown.written);
    let choices = Mistake::ALL.map(|kind| Choice::new(kind.id(), mistake(language, kind))).to_vec();
    let chosen = Some(written.text("art")).filter(|art| !art.is_empty());
    let text = |name: &'static str, label: &'static str| {
        Field::new(name, label, area(written.text(name))).html(language)
    };
    html! {
        (Field::new("art", language.say("Felets art", "Kind of mistake"), RadioGroup { choices, chosen }).html(language))
        (text("vad_sv", language.say("Vad som rättas, på svenska", "What is corrected, in Swedish")))
        (text("vad_en", language.say("Vad som rättas, på engelska", "What is corrected, in English")))
        (text("varfor_sv", language.say("Hur felet uppstod, på svenska", "How it came about, in Swedish")))
        (text("varfor_en", language.say("Hur felet uppstod, på engelska", "How it came about, in English")))
    }
}

fn preview(shown: &Shown<'_>, ahead: &Publishing) -> Markup {
    let (language, to) = (shown.desk.language, shown.to("/forhandsvisning"));
    let (value, button, text) = match ahead.preview {
        false => (
            "ja",
            language.say("Öppna förhandsvisningen", "Open the preview"),
            language.say(
                "Varje kommun ser bara sitt eget resultat, med förklaringar, och kan bestrida enskilda uppgifter.",
                "Each municipality sees its own result only, with explanations, and can contest single cells.",
            ),
        ),
        true => (
            "nej",
            language.say("Stäng förhandsvisningen", "Close the preview"),
            language.say(
                "Förhandsvisningen är öppen: kommunerna ser sina egna resultat och kan bestrida dem.",
                "The preview is open: municipalities see their own results and can contest them.",
            ),
        ),
    };
    html! {
        (heading(Level::Two, Some("forhandsvisning"), language.say("Förhandsvisning", "Preview")))
        (paragraph(text))
        form method="post" action=(to) {
            (shown.seen())
            (hidden("oppen", value))
            (buttons(&[Button::new(ButtonKind::Secondary, button)]))
        }
    }
}

fn accept(shown: &Shown<'_>, ahead: &Publishing) -> Markup {
    let language = shown.desk.language;
    let is_accepted = ahead.accepted.as_ref() == Some(&ahead.folder);
    html! {
        (heading(Level::Two, Some("rattelse"), language.say("Vad rättelsen flyttar", "What the correction moves")))
        (paragraph(match is_accepted {
            true => language.say("Du eller en kollega har sett vad som flyttas och godtagit det.", "You or a colleague has seen what moves and accepted it."),
            false => language.say("Innan rättelsen får en tid ska någon se vad den flyttar och godta det.", "Before the correction gets a time somebody must see what it moves and accept it."),
        }))
        @if is_accepted {
            p { (Link::new(shown.to("/rattelse"), language.say("Se vad som flyttas", "See what moves"))) }
        } @else {
            (buttons(&[Button::leading(ButtonKind::Primary, language.say("Se vad som flyttas", "See what moves"), &shown.to("/rattelse"))]))
        }
    }
}

fn time(shown: &Shown<'_>, ahead: &Publishing) -> Markup {
    let (language, to, written) = (shown.desk.language, shown.to("/tid"), shown.written);
    let held = match ahead.stage {
        Stage::Scheduled { published_at } => {
            let (day, (hour, minute)) = local(published_at);
            (day, format!("{hour:02}.{minute:02}"))
        }
        Stage::Draft | Stage::Withdrawn => (String::new(), String::new()),
    };
    let again = |name: &str, held: String| match written.text(name) {
        "" => held,
        text => text.to_owned(),
    };
    let (day, clock) = (again("dag", held.0), again("tid", held.1));
    let choices: Vec<Choice<'_>> =
        shown.readers.iter().map(|reader| Choice::new(reader.id.as_str(), reader.name.as_str())).collect();
    let mut chosen = written.all("lasare");
    if chosen.is_empty() {
        chosen = ahead.readers.iter().map(|id| id.as_str()).collect();
    }
    let is_set = matches!(ahead.stage, Stage::Scheduled { .. });
    let (title, button) = match is_set {
        true => {
            (language.say("Ändra tiden", "Change the time"), language.say("Ändra tiden", "Change the time"))
        }
        false => (language.say("Bestäm en tid", "Set a time"), language.say("Bestäm tiden", "Set the time")),
    };
    if let (false, Err(why)) = (is_set, ahead.must_be_settled()) {
        return html! {
            (heading(Level::Two, Some("tid"), title))
            (paragraph(language.say("Det går inte än.", "Not possible yet.")))
            (paragraph(told(language, &Why::NotNow(why))))
        };
    }
    html! {
        (heading(Level::Two, Some("tid"), title))
        (paragraph(language.say(
            "Publiceringen blir offentlig på sekunden, av sig själv. Till dess når den bara de läsare du väljer, och bara med sitt nummer.",
            "The publication becomes public to the second, by itself. Until then only the readers that you choose reach it, and only by its number.",
        )))
        form method="post" action=(to) {
            (shown.seen())
            (beside(&[
                Field::new("dag", language.say("Dag", "Day"), DateInput { value: &day }).html(language),
                Field::new("tid", language.say("Klockslag", "Time of day"), TextInput { value: &clock, width: Width::Short, ..TextInput::default() })
                    .hint(language.say("Svensk tid, till exempel 08.00", "Swedish time, for example 08:00")).html(language),
            ]))
            @if choices.is_empty() {
                (paragraph(language.say(
                    "Inget konto har rollen läsare i omgången, så ingen läser i förväg.",
                    "No account has the role of reader in the round, so nobody reads in advance.",
                )))
            } @else {
                (Field::new("lasare", language.say("Läsare i förväg", "Readers in advance"), CheckboxGroup { choices, alone: None, chosen }).optional().html(language))
            }
            (buttons(&[Button::new(ButtonKind::Primary, button)]))
        }
    }
}

fn withdraw(shown: &Shown<'_>) -> Markup {
    let (language, to) = (shown.desk.language, shown.to("/aterkalla"));
    html! {
      details.folded #aterkalla open[shown.written.is_sent(&["varfor"])] {
        summary { (language.say("Återkalla publiceringen", "Withdraw the publication")) }
        (paragraph(language.say(
            "Publiceringen blir inte av. Ett nytt utkast kan göras med samma nummer.",
            "It is not published. A new draft can be made with the same number.",
        )))
        form method="post" action=(to) {
            (shown.seen())
            (Field::new("varfor", language.say("Varför", "Why"), area(shown.written.text("varfor"))).html(language))
            (buttons(&[Button::new(ButtonKind::Secondary, language.say("Återkalla", "Withdraw"))]))
        }
      }
    }
}
