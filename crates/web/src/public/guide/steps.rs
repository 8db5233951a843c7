//! Help to analyse one's own results (*analysguide i fyra steg*; Öppna jämförelser 2018, guide, p. 5–6, in our words).

use maud::{Markup, html};

use crate::design::text::{Level, heading};
use crate::public::Look;

/// A step: title and what to do, Swedish and English.
type Step = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const STEPS: [Step; 4] = [
    (
        "Hitta det som kan bli bättre",
        "Find what can become better",
        &[
            (
                "Gå igenom kommunens utfall, indikator för indikator. Hur skiljer de sig från andra kommuner, den egna kommungruppen, länet och riket?",
                "Go through the municipality’s outcomes, indicator by indicator. How do they differ from other municipalities, the own group, the county and the nation?",
            ),
            (
                "Sortera på län, invånargrupp och kommungrupp, och titta på ett indikatorområde i taget.",
                "Sort by county, size group and group of municipalities, and look at one indicator area at a time.",
            ),
            (
                "Se om samma sak återkommer i andra verksamhetsområden. Välj sedan ett område att arbeta med.",
                "See whether the same thing recurs in other service areas. Then choose an area to work with.",
            ),
        ],
    ),
    (
        "Komplettera med annan information",
        "Add other information",
        &[
            (
                "Läs vad indikatorn är till för och vad den bygger på. Ta med registerindikatorer och andra öppna jämförelser.",
                "Read what the indicator is for and what it rests on. Add register indicators and other open comparisons.",
            ),
            (
                "Lägg till nyckeltal, kostnader och statistik från SCB, Kolada och myndigheternas databaser.",
                "Add key figures, costs and statistics from Statistics Sweden, Kolada and the agencies’ databases.",
            ),
            (
                "Använd egen statistik, brukarundersökningar och vad tillsynen har sett.",
                "Use your own statistics, user surveys and what inspections have seen.",
            ),
        ],
    ),
    (
        "Lär av utvecklingen över tid",
        "Learn from the development over time",
        &[
            (
                "Jämför med tidigare år, och skilj på vad som ändrats i verkligheten och vad som ändrats i regeln.",
                "Compare with earlier years, and tell what changed in reality from what changed in the rule.",
            ),
            (
                "Skriv upp det som kan ha påverkat: organisation, personal, metoder, lagar, beslut – vad, när och hur.",
                "Write down what may have had an effect: organisation, staff, methods, laws, decisions – what, when and how.",
            ),
        ],
    ),
    (
        "Dra slutsatser, sätt mål och genomför",
        "Draw conclusions, set goals and carry them out",
        &[
            (
                "Beskriv vad som ska utvecklas och sätt mål: vad ska vara uppnått, och när?",
                "Describe what is to be developed and set goals: what is to be reached, and when?",
            ),
            (
                "Bestäm aktiviteter, vem som gör vad och när, och vilka kostnader som väntas ändras.",
                "Decide on activities, who does what and when, and which costs are expected to change.",
            ),
            ("Bestäm när och hur det följs upp.", "Decide when and how it is followed up."),
        ],
    ),
];

/// The four steps.
pub(super) fn page(look: &Look<'_>) -> Markup {
    let language = look.language;
    html! {
        @for (at, (sv, en, points)) in STEPS.iter().enumerate() {
            (heading(Level::Two, None, format!("{}. {}", at + 1, language.say(sv, en))))
            ul { @for (sv, en) in *points { li { (language.say(*sv, *en)) } } }
        }
        (super::careful(look))
    }
}
