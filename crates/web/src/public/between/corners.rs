//! The four corners (*de fyra hörnen*): how a change is split, in plain words.

use maud::{Markup, html};

use super::Both;
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, heading, paragraph};

impl Both<'_> {
    /// What reality and definition mean, and how they are told apart.
    pub(super) fn corners(&self) -> Markup {
        let language = self.look.language;
        if !self.diff.is_split {
            return html! {};
        }
        let (then, now) = (self.named_then(), self.named_now());
        let columns = vec![
            Column::new(language.say("Svar", "Answers")),
            Column::new(language.say(format!("Regler {then}"), format!("Rules of {then}"))),
            Column::new(language.say(format!("Regler {now}"), format!("Rules of {now}"))),
        ];
        let rows = vec![
            Row {
                header: html! { (language.say(format!("Svar {then}"), format!("Answers of {then}"))) },
                cells: vec![
                    Cell::text(language.say("1. Så publicerades det då", "1. As it was published then")),
                    Cell::text(language.say(
                        "2. Förra svaren med de nya reglerna",
                        "2. The former answers by the new rules",
                    )),
                ],
                total: false,
            },
            Row {
                header: html! { (language.say(format!("Svar {now}"), format!("Answers of {now}"))) },
                cells: vec![
                    Cell::text(language.say(
                        "3. Nya svaren med de förra reglerna",
                        "3. The new answers by the former rules",
                    )),
                    Cell::text(language.say("4. Så publiceras det nu", "4. As it is published now")),
                ],
                total: false,
            },
        ];
        let caption = language.say("De fyra hörnen", "The four corners");
        html! {
            (heading(Level::Two, Some("horn"), language.say("Så delas en förändring upp", "How a change is split")))
            (paragraph(language.say(
                "En siffra kan ändras för att kommunerna svarar annat, eller för att reglerna – frågor, målvärden, vilka som räknas – är andra. \
                 För att skilja det åt räknas varje utfall fyra gånger: med båda omgångarnas svar och båda omgångarnas regler.",
                "A figure can change because municipalities answer otherwise, or because the rules – questions, targets, who counts – are \
                 others. To tell these apart, every outcome is computed four times: with the answers of both rounds and the rules of both.",
            )))
            (Table::new("fyra-horn", caption, columns, rows).stacked().html(language))
            dl.facts {
                div { dt { (language.say("Hela förändringen", "The whole change")) } dd { (language.say("från 1 till 4", "from 1 to 4")) } }
                div { dt { (language.say("Verklighet", "Reality")) } dd { (language.say("från 1 till 3: andra svar, samma regler", "from 1 to 3: other answers, the same rules")) } }
                div { dt { (language.say("Definition", "Definition")) } dd { (language.say("från 1 till 2: samma svar, andra regler", "from 1 to 2: the same answers, other rules")) } }
                div { dt { (language.say("Samverkan", "Interaction")) } dd { (language.say("resten: det som bara uppstår när båda ändras. Den är oftast noll", "the rest: what comes only of both together. Mostly it is nought")) } }
            }
            (paragraph(language.say(
                "Går svaren bara att föra över åt ett håll räknas den ena delen exakt och den andra är resten; då står ingen samverkan. Går de inte att föra över alls delas förändringen inte upp, och det sägs varför.",
                "Where answers can be carried over in one direction only, one part is exact and the other is the rest; then there is no interaction. Where they cannot be carried over at all the change is not split, and it is said why.",
            )))
        }
    }
}
