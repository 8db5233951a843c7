//! What a correction moves, before it is accepted (*vad som flyttas*).

use collection::publishing::{Publishing, Stage};
use maud::{Markup, html};
use results::diff::ResultsDiff;

use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::text::{Level, Link, heading};
use crate::desk::{At, Desk};
use crate::public::moved::{Between, table};
use crate::respond::hidden;

/// The page that is looked at before a correction is accepted.
pub fn moves(
    desk: &Desk<'_>,
    ahead: &Publishing,
    (between, diff): (&Between<'_>, &ResultsDiff),
    publishes: bool,
) -> Markup {
    let language = desk.language;
    let [to, file] = ["/publicering/rattelse", "/publicering/rattelse.csv"].map(|rest| desk.to(rest));
    let is_accepted = ahead.accepted.as_ref() == Some(&ahead.folder);
    desk.page(At::Publishing, language.say("Vad rättelsen flyttar", "What the correction moves"))
        .back(Link::new(desk.to("/publicering"), language.say("Publicering", "Publishing")))
        .body(html! {
            (table(between, diff, "flyttas", &file))
            @if publishes && ahead.stage == Stage::Draft && !is_accepted {
                (heading(Level::Two, Some("godta"), language.say("Godta rättelsen", "Accept the correction")))
                form method="post" action=(to) {
                    (hidden("sett", &ahead.last.to_string()))
                    (hidden("utkast", &ahead.folder))
                    (buttons(&[Button::new(ButtonKind::Primary, language.say("Jag har sett vad som flyttas och godtar det", "I have seen what moves and accept it"))]))
                }
            }
        })
        .html()
}
