//! Who runs the site (*den som driver webbplatsen*), and the pages that the footer of every page leads to: contact, accessibility
//! (the law asks public bodies for a statement), personal data. What the operator has not written is said to be not written.

use maud::{Markup, html};
use serde::Deserialize;

use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::Language;

/// What the operator says of themselves: the operator's file. Everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// The body that runs the site.
    pub name: Option<Written>,
    /// An e-mail address that is read.
    pub email: Option<String>,
    /// A telephone number, as people write it.
    pub phone: Option<String>,
    /// More on how they are reached.
    pub contact: Option<Statement>,
    /// The accessibility statement (*tillgänglighetsredogörelsen*).
    pub accessibility: Option<Statement>,
    /// How personal data are handled (*behandlingen av personuppgifter*).
    pub personal_data: Option<Statement>,
}

/// A text in Swedish, and in English if there is one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Written {
    /// In Swedish only.
    Swedish(String),
    /// In both.
    Both {
        /// In Swedish.
        sv: String,
        /// In English.
        en: String,
    },
}

/// A text of the operator's, or where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Where the text is, on a site of theirs.
    pub link: Option<String>,
    /// The text: paragraphs between empty lines; a line that begins with `## ` is a heading, lines that begin with `- ` a list.
    pub text: Option<Written>,
}

impl Operator {
    /// What is wrong with what is written, as the name of the entry and why; none if all of it can be shown.
    pub fn wrong(&self) -> Option<(&'static str, &'static str)> {
        let statements = [
            ("contact", &self.contact),
            ("accessibility", &self.accessibility),
            ("personal_data", &self.personal_data),
        ];
        for (name, statement) in statements {
            let Some(statement) = statement else { continue };
            match (&statement.link, &statement.text) {
                (None, None) => return Some((name, "neither text nor link")),
                (Some(link), _) if !link.starts_with("https://") && !link.starts_with("http://") => {
                    return Some((name, "the link does not begin with https://"));
                }
                (Some(_), _) | (None, Some(_)) => {}
            }
        }
        let email =
            self.email.as_ref().filter(|email| !email.contains('@') || email.contains(char::is_whitespace));
        email.map(|_| ("email", "not an e-mail address"))
    }
}

/// A page of the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// How the operator is reached.
    Contact,
    /// The accessibility statement.
    Accessibility,
    /// How personal data are handled.
    PersonalData,
}

impl About {
    /// All of them, as the footer has them.
    pub const ALL: [Self; 3] = [Self::Contact, Self::Accessibility, Self::PersonalData];

    /// Its address in Swedish.
    pub fn path(self) -> &'static str {
        match self {
            Self::Contact => "/kontakt",
            Self::Accessibility => "/tillganglighet",
            Self::PersonalData => "/personuppgifter",
        }
    }

    /// What it is called.
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Self::Contact => language.say("Kontakt", "Contact"),
            Self::Accessibility => language.say("Tillgänglighetsredogörelse", "Accessibility statement"),
            Self::PersonalData => language.say("Behandling av personuppgifter", "Personal data"),
        }
    }

    /// The same as a headline: a long word that a narrow screen may part in the right place.
    fn headline(self, language: Language) -> String {
        self.title(language).replace("hetsred", "hets\u{ad}red")
    }

    fn of(self, operator: &Operator) -> Option<&Statement> {
        match self {
            Self::Contact => operator.contact.as_ref(),
            Self::Accessibility => operator.accessibility.as_ref(),
            Self::PersonalData => operator.personal_data.as_ref(),
        }
    }
}

/// A page of the footer as HTML.
pub fn page(about: About, operator: &Operator, language: Language) -> Markup {
    let address = language.address(about.path());
    Page::new(language, &address, about.headline(language))
        .body(html! {
            @if let Some(name) = &operator.name {
                (lead(language.say("Webbplatsen drivs av ", "This site is run by ").to_owned() + name.get(language).0 + "."))
            }
            @match about.of(operator) {
                Some(statement) => (said(statement, language)),
                None => (unsaid(about, operator, language)),
            }
            @if about == About::Contact { (reached(operator, language)) }
            @else { p { (Link::new(language.address(About::Contact.path()), language.say("Så når du den som driver webbplatsen", "How to reach those who run the site"))) } }
        })
        .html()
}

impl Written {
    /// The text for who reads a language, and which language it is in.
    fn get(&self, language: Language) -> (&str, Language) {
        match (self, language) {
            (Self::Swedish(sv), _) | (Self::Both { sv, .. }, Language::Swedish) => (sv, Language::Swedish),
            (Self::Both { en, .. }, Language::English) => (en, Language::English),
        }
    }
}

fn said(statement: &Statement, language: Language) -> Markup {
    let text = statement.text.as_ref().map(|text| text.get(language));
    html! {
        @if let Some((text, own)) = text { div lang=[(own != language).then(|| own.code())] { (blocks(text)) } }
        @if let Some(link) = &statement.link {
            p { (Link::new(link.as_str(), language.say("Läs hela texten på deras egen webbplats", "Read the whole text on their own site"))) }
        }
    }
}

/// Paragraphs, headings and lists of a plain text.
fn blocks(text: &str) -> Markup {
    let text = text.replace('\r', "");
    let blocks: Vec<&str> = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()).collect();
    html! {
        @for block in blocks {
            @if let Some(title) = block.strip_prefix("## ") {
                @let (title, rest) = title.split_once('\n').unwrap_or((title, ""));
                (heading(Level::Two, None, title.trim()))
                @if !rest.trim().is_empty() { p { (rest.trim()) } }
            } @else if block.starts_with("- ") {
                ul { @for line in block.lines() { li { (line.trim_start_matches("- ").trim()) } } }
            } @else {
                p { (block) }
            }
        }
    }
}

/// How the operator is reached, as far as they have said.
fn reached(operator: &Operator, language: Language) -> Markup {
    html! {
        @if let Some(email) = &operator.email {
            p { (language.say("E-post: ", "E-mail: ")) (Link::new(format!("mailto:{email}"), email.as_str())) }
        }
        @if let Some(phone) = &operator.phone { p { (language.say("Telefon: ", "Telephone: ")) (phone) } }
        (paragraph(language.say(
            "Svarar du på en enkät och undrar över en fråga, en länk eller sista dagen: vänd dig till den som skickade länken till dig.",
            "If you answer a questionnaire and wonder about a question, a link or the last day: ask whoever sent you the link.",
        )))
    }
}

/// What can be said where the operator has said nothing.
fn unsaid(about: About, operator: &Operator, language: Language) -> Markup {
    let missing = |sv, en| Notice::new(NoticeKind::Warning, language.say(sv, en)).html(language);
    match about {
        About::Contact if operator.email.is_some() || operator.phone.is_some() => html! {},
        About::Contact => missing(
            "Den som driver webbplatsen har inte lagt in några kontaktuppgifter",
            "Those who run this site have not entered how they are reached",
        ),
        About::Accessibility => html! {
            (missing(
                "Den som driver webbplatsen har inte lagt in någon tillgänglighetsredogörelse",
                "Those who run this site have not entered an accessibility statement",
            ))
            (paragraph(language.say(
                "Offentliga aktörer ska ha en sådan enligt lagen (2018:1937) om tillgänglighet till digital offentlig service. Det som står här är bara vad som gäller programmet Jämför, oavsett vem som driver det.",
                "Swedish law (2018:1937) on the accessibility of digital public services asks public bodies for one. What stands here is only what holds of the program Jamfor, whoever runs it.",
            )))
            (heading(Level::Two, None, language.say("Vad som gäller programmet", "What holds of the program")))
            (paragraph(language.say(
                "Sidorna är byggda för att följa WCAG 2.2 på nivå AA, fungera utan JavaScript, med bara tangentbord och på en telefon. De prövas maskinellt vid varje ändring. Maskinell prövning hittar inte allt, och personer som använder hjälpmedel har inte prövat dem.",
                "The pages are built to follow WCAG 2.2 at level AA, to work without JavaScript, by keyboard alone and on a telephone. They are tested by machine at every change. Machines do not find everything, and people who use assistive technology have not tested them.",
            )))
            (heading(Level::Two, None, language.say("Känt att brista", "Known to fall short")))
            ul {
                li { (language.say(
                    "Många officiella texter, som svarsalternativ och definitioner, finns bara på svenska, också på de engelska sidorna.",
                    "Many official texts, such as alternatives and definitions, are in Swedish only, on the English pages too.",
                )) }
                li { (language.say(
                    "Enkäten som arbetsbok och PDF är inte granskad för tillgänglighet. Samma frågor finns som sidor.",
                    "The questionnaire as a workbook and as PDF has not been reviewed for accessibility. The same questions are there as pages.",
                )) }
            }
            (paragraph(language.say(
                "Hindrar något dig, säg det till den som driver webbplatsen eller till den som skickade enkäten. Får du inget svar kan du anmäla det till den myndighet som har tillsyn enligt lagen.",
                "If something hinders you, tell those who run the site or those who sent the questionnaire. If you get no answer you can report it to the authority that supervises the law.",
            )))
        },
        About::PersonalData => html! {
            (missing(
                "Den som driver webbplatsen har inte lagt in hur personuppgifter behandlas",
                "Those who run this site have not entered how personal data are handled",
            ))
            (paragraph(language.say(
                "Den som driver webbplatsen ansvarar för personuppgifterna och ska enligt dataskyddsförordningen berätta varför de behandlas, med vilket stöd, hur länge och vilka rättigheter du har. Det som står här är bara vad programmet Jämför gör.",
                "Those who run the site are responsible for personal data. The General Data Protection Regulation asks them to say why data are handled, on what ground, for how long, and what your rights are. What stands here is only what the program Jamfor does.",
            )))
            (heading(Level::Two, None, language.say("Vad programmet sparar", "What the program keeps")))
            ul {
                li { (language.say(
                    "Den som svarar: namnet som länken gavs ut med, vad som svarades och när. Chefens namn och roll i godkännandet.",
                    "Of those who answer: the name that the link was issued with, what was answered and when. The manager’s name and role in the sign-off.",
                )) }
                li { (language.say(
                    "Den som loggar in: namn, e-postadress, roller, ett lösenord som inte går att läsa ut, och när kontot användes.",
                    "Of those who sign in: name, e-mail address, roles, a password that cannot be read out, and when the account was used.",
                )) }
                li { (language.say(
                    "En kaka som håller dig inloggad. Inga kakor för statistik eller reklam, och ingenting hämtas från andra webbplatser.",
                    "One cookie that keeps you signed in. No cookies for statistics or advertising, and nothing is fetched from other sites.",
                )) }
                li { (language.say(
                    "Personnummer i fritext tas inte emot. Namn skrivs inte i programmets logg.",
                    "Personal identity numbers in free text are refused. Names are not written to the program’s log.",
                )) }
            }
        },
    }
}
