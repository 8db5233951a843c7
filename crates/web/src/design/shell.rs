//! The page shell (*sidram*): what stands around every page.

use std::cell::Cell;

use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::text::Link;
use crate::assets::{FONT, ICON, SCRIPT, STYLE};
use crate::language::{Language, Phrase};
use crate::operator::About;

/// Where publications and corrections are followed.
pub const FEED: &str = "/flode.atom";

/// Fewer words than this are a name.
const WORDS_OF_A_SENTENCE: usize = 7;

/// A link of the header's navigation.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// Where it leads, and what it is called.
    pub link: Link<'a>,
    /// Whether the reader is there.
    pub here: bool,
}

/// Who reads a page: those who are signed in can sign out on every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// Somebody without a session.
    #[default]
    Visitor,
    /// The holder of a link.
    Link,
    /// Somebody who signed in.
    Account {
        /// Whether they manage the accounts of others.
        manages: bool,
    },
}

tokio::task_local! {
    /// Who the request is of that is being answered. Told once, before a handler runs, so that no page can forget it.
    static READER: Cell<Option<Reader>>;
}

/// Answers a request of `reader`: every page that is made on the way has a way out for them. Also those that are made
/// around it afterwards.
pub async fn read_by<T>(reader: Reader, answer: impl Future<Output = T>) -> T {
    told(reader);
    READER.scope(Cell::new(Some(reader)), answer).await
}

/// Answers a request of which it is not known yet who it is of: whoever finds it out on the way [tells](told) it.
pub(crate) async fn read_by_somebody<T>(answer: impl Future<Output = T>) -> T {
    READER.scope(Cell::new(None), answer).await
}

/// It was found out who the request is of.
pub(crate) fn told(reader: Reader) {
    // Outside of a request nobody is told.
    let _ = READER.try_with(|known| known.set(Some(reader)));
}

/// Whether it was found out who the request is of.
pub(crate) fn is_told() -> bool {
    READER.try_with(|known| known.get().is_some()).unwrap_or(false)
}

/// The same for a page that is made on a thread of its own.
pub(crate) fn read_now<T>(reader: Reader, page: impl FnOnce() -> T) -> T {
    READER.sync_scope(Cell::new(Some(reader)), page)
}

/// Who the request is of that is being answered.
pub(crate) fn reader() -> Reader {
    READER.try_with(Cell::get).ok().flatten().unwrap_or_default()
}

/// A whole page: its language, its own address, its title, and what is on it.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    language: Language,
    address: &'a str,
    title: Phrase<'a>,
    kicker: Option<Phrase<'a>>,
    about: Option<Phrase<'a>>,
    faulty: bool,
    places: Vec<Place<'a>>,
    within: Option<(Phrase<'a>, Vec<Place<'a>>)>,
    context: Option<Markup>,
    back: Option<Link<'a>>,
    corrections: Option<String>,
    body: Markup,
    wide: bool,
    reader: Reader,
}

impl<'a> Page<'a> {
    /// A page at `address` (path and query), with its title, which is also its one `h1`.
    pub fn new(language: Language, address: &'a str, title: impl Into<Phrase<'a>>) -> Self {
        Self {
            language,
            address,
            title: title.into(),
            kicker: None,
            about: None,
            faulty: false,
            places: Vec::new(),
            within: None,
            context: None,
            back: None,
            corrections: None,
            body: html! {},
            wide: false,
            reader: reader(),
        }
    }

    /// Who reads it, where no request says so.
    pub fn reader(self, reader: Reader) -> Self {
        Self { reader, ..self }
    }

    /// A short line above the title: which part, which step.
    pub fn kicker(self, kicker: impl Into<Phrase<'a>>) -> Self {
        Self { kicker: Some(kicker.into()), ..self }
    }

    /// What the page is about, where its title does not say so: it stands after the title in the browser's tab.
    pub fn about(self, about: impl Into<Phrase<'a>>) -> Self {
        Self { about: Some(about.into()), ..self }
    }

    /// The page has errors to mend: its title in the browser's tab begins with "Fel".
    pub fn faulty(self, faulty: bool) -> Self {
        Self { faulty, ..self }
    }

    /// The header's navigation. Those who signed in have theirs on every page.
    pub fn places(self, places: Vec<Place<'a>>) -> Self {
        Self { places, ..self }
    }

    /// The pages of what this one is a page of, in the band under the header; `name`: what they are pages of.
    pub fn within(self, name: impl Into<Phrase<'a>>, places: Vec<Place<'a>>) -> Self {
        Self { within: Some((name.into(), places)), ..self }
    }

    /// The band under the header: whose page this is, and whether it is saved.
    pub fn context(self, context: Markup) -> Self {
        Self { context: Some(context), ..self }
    }

    /// A link above the title to where the reader came from.
    pub fn back(self, back: Link<'a>) -> Self {
        Self { back: Some(back), ..self }
    }

    /// Where the corrections are that the foot of the page leads to, if not to those of today.
    pub fn corrections(self, address: String) -> Self {
        Self { corrections: Some(address), ..self }
    }

    /// The page uses the whole width: for tables and desks.
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }

    /// What is on the page, below its title. Headings in it begin at `h2`.
    pub fn body(self, body: Markup) -> Self {
        Self { body, ..self }
    }

    /// The page as HTML.
    pub fn html(&self) -> Markup {
        let language = self.language;
        let product = language.say("Jämför", "Jamfor");
        html! {
            (DOCTYPE)
            html lang=(language.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title {
                        @if self.faulty { (language.say("Fel: ", "Error: ")) }
                        (self.title.text())
                        @if let Some(about) = &self.about { " – " (about.text()) }
                        " – " (product)
                    }
                    link rel="alternate" type="application/atom+xml" title=(language.say("Publiceringar och rättelser", "Publications and corrections")) href=(language.address(FEED));
                    link rel="icon" type="image/svg+xml" href=(ICON.address());
                    link rel="preload" as="font" type="font/woff2" crossorigin href=(FONT.address());
                    link rel="stylesheet" href=(STYLE.address());
                    script src=(SCRIPT.address()) defer {}
                }
                body .wide[self.wide || self.is_of_staff()] data-faulty[self.faulty] {
                    a.skip href="#main" { (language.say("Hoppa till innehållet", "Skip to the content")) }
                    (self.header(product))
                    main #main .wrap tabindex="-1" {
                        @if let Some(back) = &self.back {
                            p.back { (super::sign::Sign::Back.draw()) (back) }
                        }
                        @if let Some(kicker) = &self.kicker {
                            p.kicker lang=[kicker.lang()] { (kicker.text()) }
                        }
                        h1 lang=[self.title.lang()] { (self.title.text()) }
                        @if self.is_partly_swedish() {
                            p.muted { "Some texts on this page, such as official alternatives and definitions, are in Swedish only." }
                        }
                        (unbroken(&self.body))
                    }
                    (self.footer())
                }
            }
        }
    }

    /// Whether an English page holds sentences that there are in Swedish only. Names alone – of places, of people's rounds – are
    /// no reason to say so: they are the same in every language.
    fn is_partly_swedish(&self) -> bool {
        let title = self.title.lang().is_some() && is_sentence(self.title.text());
        self.language == Language::English
            && (title || self.body.0.split("lang=\"sv\"").skip(1).any(begins_a_sentence))
    }

    fn header(&self, product: &str) -> Markup {
        let language = self.language;
        let other = language.other();
        html! {
            header {
                div.top { div.wrap {
                    a.brand href=(language.address("/")) {
                        svg viewBox="0 0 28 24" aria-hidden="true" focusable="false" {
                            path d="M3 4h22M3 12h10M3 20h16" {}
                            path.mark d="M19.5 8v8" {}
                        }
                        (product)
                    }
                    (self.menu(language.say("Huvudmeny", "Main menu"), &[self.of_staff(), self.places.clone()].concat()))
                    a.tongue href=(other.address(self.address)) hreflang=(other.code()) lang=(other.code()) {
                        (other.own_name())
                    }
                    (self.way_out())
                } }
                @if let Some(context) = &self.context {
                    div.context { div.wrap {
                        (unbroken(context))
                        @if let Some((name, places)) = &self.within { (self.menu(name.text(), places)) }
                    } }
                }
            }
        }
    }

    fn menu(&self, name: &str, places: &[Place<'_>]) -> Markup {
        html! {
            @if !places.is_empty() {
                nav aria-label=(name) {
                    ul {
                        @for Place { link, here } in places {
                            @if *here { li.here { (link.clone().here(self.address)) } }
                            @else { li { (link) } }
                        }
                    }
                }
            }
        }
    }

    fn is_of_staff(&self) -> bool {
        matches!(self.reader, Reader::Account { .. })
    }

    /// Where those who signed in work: the same on every page of theirs.
    fn of_staff(&self) -> Vec<Place<'a>> {
        let Reader::Account { manages } = self.reader else { return Vec::new() };
        let language = self.language;
        let place = |path: &str, words: &'static str| Place {
            link: Link::new(language.address(path), words),
            here: self.is_at(path),
        };
        let mut places = vec![place("/arbete", language.say("Omgångar", "Rounds"))];
        if manages {
            places.push(place("/konton", language.say("Konton", "Accounts")));
        }
        places
    }

    /// Whether this page is at a path, or below it.
    fn is_at(&self, path: &str) -> bool {
        let own = Language::Swedish.address(self.address);
        let rest = own.split(['?', '#']).next().and_then(|own| own.strip_prefix(path));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    fn way_out(&self) -> Markup {
        let language = self.language;
        let (name, words) = match self.reader {
            Reader::Visitor => return html! {},
            Reader::Link => (None, language.say("Avsluta", "Leave")),
            Reader::Account { .. } => {
                (Some(language.say("Mitt konto", "My account")), language.say("Logga ut", "Sign out"))
            }
        };
        html! {
            @if let Some(name) = name {
                @let own = Link::new(language.address("/konto"), name);
                @if self.is_at("/konto") { span.here { (own.here(self.address)) } } @else { (own) }
            }
            form.out method="post" action=(language.address("/logga-ut")) { button { (words) } }
        }
    }

    fn footer(&self) -> Markup {
        let corrections = self.corrections.clone().unwrap_or_else(|| self.language.address("/rattelser"));
        html! {
            footer.bottom {
                div.wrap {
                    ul.files {
                        li { (Link::new(corrections, self.language.say("Rättelser", "Corrections"))) }
                        @for about in About::ALL {
                            li { (Link::new(self.language.address(about.path()), about.title(self.language))) }
                        }
                    }
                    p {
                        (self.language.say(
                            "Jämför – öppna jämförelser av offentlig service. Öppen källkod under EUPL 1.2.",
                            "Jamfor – open comparisons of public services. Open source under EUPL 1.2.",
                        ))
                    }
                }
            }
        }
    }
}

/// The same with every day – and the time after it – in one piece: browsers break lines after its hyphens. Done here, so that no
/// page can forget it.
fn unbroken(html: &Markup) -> Markup {
    let (html, mut whole) = (html.0.as_str(), String::new());
    let mut done = 0;
    let mut kept: Option<&str> = None;
    let mut at = 0;
    while let Some(next) = html[at..].find('<') {
        let tag = at + next;
        if kept.is_none() {
            done = with_days(html, done, tag, &mut whole);
        }
        let end = html[tag..].find('>').map_or(html.len(), |end| tag + end + 1);
        let name = html[tag + 1..end]
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '/')
            .next()
            .unwrap_or_default();
        match kept {
            // In these a tag would be text, or there is one already.
            None => {
                kept = ["textarea", "option", "title", "time", "code", "pre"]
                    .into_iter()
                    .find(|known| *known == name)
            }
            Some(known) if name.strip_prefix('/') == Some(known) => kept = None,
            Some(_) => {}
        }
        whole.push_str(&html[done..end]);
        (done, at) = (end, end);
    }
    with_days(html, done, html.len(), &mut whole);
    maud::PreEscaped(whole)
}

/// Writes a text between tags, each day in it in an element of its own; gives where it came to.
fn with_days(html: &str, from: usize, to: usize, whole: &mut String) -> usize {
    let text = &html[from..to];
    let mut done = 0;
    while let Some((start, end)) = day_in(text, done) {
        with_numbers(&text[done..start], whole);
        whole.push_str("<time>");
        whole.push_str(&text[start..end]);
        whole.push_str("</time>");
        done = end;
    }
    with_numbers(&text[done..], whole);
    to
}

/// Writes a text, each number of thousands in it in one piece: `14 999`, with a space that no line breaks at.
fn with_numbers(text: &str, whole: &mut String) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (space, _) in text.match_indices(' ') {
        let before = bytes[..space].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let after = bytes[space + 1..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        if (1..=3).contains(&before) && after == 3 {
            whole.push_str(&text[done..space]);
            whole.push('\u{a0}');
            done = space + 1;
        }
    }
    whole.push_str(&text[done..]);
}

/// Where the first day after a place stands, with the time that follows it: `2018-03-21 kl. 14.32`.
fn day_in(text: &str, after: usize) -> Option<(usize, usize)> {
    const DAY: &str = "0000-00-00";
    let looks = |at: usize, form: &str| {
        let there = text.as_bytes().get(at..at + form.len());
        there.is_some_and(|there| {
            there.iter().zip(form.bytes()).all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                form => *byte == form,
            })
        })
    };
    let is_digit =
        |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let hyphens = text.as_bytes().iter().enumerate().skip(after).filter(|(_, byte)| **byte == b'-');
    let starts = hyphens.filter_map(|(hyphen, _)| hyphen.checked_sub(4).filter(|start| *start >= after));
    let start = starts.into_iter().find(|start| {
        looks(*start, DAY) && !is_digit(start.checked_sub(1)) && !is_digit(Some(start + DAY.len()))
    })?;
    let end = start + DAY.len();
    let clock = [" kl. 00.00", " at 00:00"].into_iter().find(|clock| looks(end, clock));
    Some((start, end + clock.map_or(0, str::len)))
}

/// Whether the text that an element's `lang` is followed by, up to the end of the first element with words, is a sentence.
fn begins_a_sentence(html: &str) -> bool {
    let mut texts = html.split('>').skip(1).map(|text| text.split('<').next().unwrap_or_default());
    texts.find(|text| !text.trim().is_empty()).is_some_and(is_sentence)
}

fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() >= WORDS_OF_A_SENTENCE
}

impl IntoResponse for Page<'_> {
    fn into_response(self) -> Response {
        Html(self.html().into_string()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_kept_in_one_piece_where_it_is_read_and_left_alone_where_it_is_written() {
        for (case, html, expected) in [
            ("a day", "<p>Till 2018-03-21.</p>", "<p>Till <time>2018-03-21</time>.</p>"),
            ("with its time", "2018-03-21 kl. 14.32 av", "<time>2018-03-21 kl. 14.32</time> av"),
            ("in English", "2018-03-21 at 14:32", "<time>2018-03-21 at 14:32</time>"),
            ("thousands", "<b>1–14 999 invånare</b>", "<b>1–14\u{a0}999 invånare</b>"),
            ("no thousands", "Del 2 15 och 2018 1234", "Del 2 15 och 2018 1234"),
            ("two", "2018-03-21–2018-04-01", "<time>2018-03-21</time>–<time>2018-04-01</time>"),
            ("in an attribute", "<input value=\"2018-03-21\">", "<input value=\"2018-03-21\">"),
            ("in a text field", "<textarea>2018-03-21</textarea> 1", "<textarea>2018-03-21</textarea> 1"),
            ("by itself already", "<time>2018-03-21</time>", "<time>2018-03-21</time>"),
            ("a longer number", "12018-03-214", "12018-03-214"),
            ("letters around it", "å2018-03-1å", "å2018-03-1å"),
            ("a tag that does not end", "a <b", "a <b"),
        ] {
            let found = unbroken(&maud::PreEscaped(html.to_owned())).0;
            assert_eq!(found, expected, "{case}");
        }
    }

    #[test]
    fn an_english_page_says_so_if_sentences_on_it_are_in_swedish_only() {
        let long = "Hur många dagar tar det i genomsnitt innan besöket?";
        for (case, language, text, expected) in [
            ("a sentence", Language::English, long, true),
            ("a name", Language::English, "Gotlands kommun", false),
            ("a Swedish page", Language::Swedish, long, false),
        ] {
            let page = Page::new(language, "/", "x").body(html! { p { (language.official(text)) } });
            assert_eq!(page.html().0.contains("in Swedish only"), expected, "{case}");
        }
    }
}
