//! `jamfor diff A B`: what moved between two results, publications or catalogues, and why.

mod catalogues;
mod found;
mod moved;
mod names;
mod results;
mod table;

use anyhow::Result;

use crate::WrongUsage;
use crate::arguments::{DiffOptions, Lang};
use found::Found;

pub(crate) fn run(options: &DiffOptions, lang: Lang) -> Result<()> {
    let (first, second) = found::both(&options.first, &options.second, lang)?;
    match (first, second) {
        (Found::Catalogue(a), Found::Catalogue(b)) => {
            if options.place.is_some() {
                return Err(WrongUsage(
                    lang.say(
                        "--place gäller resultat; kataloger har inga värden för platser",
                        "--place is for results; catalogues have no figures of places",
                    )
                    .to_owned(),
                )
                .into());
            }
            catalogues::print(options, (&a, &b), lang)
        }
        (Found::Result(a), Found::Result(b)) => results::print(options, (&a, &b), lang),
        (a @ Found::Catalogue(_), b @ Found::Result(_)) | (a @ Found::Result(_), b @ Found::Catalogue(_)) => {
            let is = lang.say("är", "is");
            let (first, second) = (options.first.display(), options.second.display());
            Err(WrongUsage(format!(
                "{first} {is} {}, {second} {is} {}: {}",
                a.what(lang),
                b.what(lang),
                lang.say(
                    "jämför resultat med resultat, eller katalog med katalog",
                    "compare results with results, or a catalogue with a catalogue",
                )
            ))
            .into())
        }
    }
}
