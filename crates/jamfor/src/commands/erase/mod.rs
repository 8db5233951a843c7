//! `jamfor erase`: erasure (*gallring*) of what leads to a person. Nothing is erased before it was shown and confirmed.

mod cells;
mod person;
mod publication;

use anyhow::{Result, anyhow};
use store::{Location, NotAppended, NotDone, Reason, Store, StoreError};

use crate::arguments::{EraseOptions, Lang};
use crate::stored::access::wait;
use crate::stored::location::store_location;
use crate::stored::words;
use crate::{AlreadyTold, WrongUsage, output, tell};

/// What was found, or done.
enum Done {
    /// There was nothing to erase, or it was only looked at.
    Nothing,
    /// It would be erased.
    Shown,
    /// It is erased.
    Erased,
}

/// What erasing works with.
struct Erasing<'a> {
    store: &'a Store,
    location: &'a Location,
    options: &'a EraseOptions,
    lang: Lang,
}

impl Erasing<'_> {
    fn told(&self, error: &StoreError) -> anyhow::Error {
        words::told(error, self.location)
    }

    fn say(&self, sv: &str, en: &str) {
        anstream::println!("{}", output::folded(self.lang.say(sv, en)));
    }

    fn wrong(&self, sv: &str, en: &str) -> anyhow::Error {
        WrongUsage(self.lang.say(sv, en).to_owned()).into()
    }

    fn not_done(&self, why: NotDone) -> anyhow::Error {
        match why {
            NotDone::Store(error) => self.told(&error),
            NotDone::LastManager => self.wrong(
                "kontot är det sista som får hantera konton: bjud in ett till med jamfor account invite … --role national_analyst, och gallra sedan",
                "the account is the last that may manage accounts: invite another by jamfor account invite … --role national_analyst, then erase",
            ),
            other => anyhow!("{}: {other}", self.lang.say("inget togs bort", "nothing was erased")),
        }
    }

    fn not_appended(&self, why: NotAppended) -> anyhow::Error {
        match why {
            NotAppended::NotSaved(trouble) => self.told(&StoreError::Database(trouble)),
            other => anyhow!("{}: {other}", self.lang.say("inget togs bort", "nothing was erased")),
        }
    }
}

pub(crate) fn run(options: &EraseOptions, lang: Lang) -> Result<()> {
    let location = store_location(options.store.store.as_deref(), lang)?;
    wait(async {
        let store = Store::open_existing(&location).await.map_err(|error| words::told(&error, &location))?;
        let erasing = Erasing { store: &store, location: &location, options, lang };
        let done = erase(&erasing).await;
        store.close().await;
        done
    })
}

async fn erase(erasing: &Erasing<'_>) -> Result<()> {
    let EraseOptions { link, account, publication, round, .. } = erasing.options;
    let done = match (link, account, publication, round) {
        (Some(link), ..) => person::link(erasing, link).await?,
        (None, Some(account), ..) => person::account(erasing, account).await?,
        (None, None, Some(publication), _) => publication::run(erasing, publication).await?,
        (None, None, None, round) => cells::run(erasing, round.as_deref().unwrap_or_default()).await?,
    };
    let lang = erasing.lang;
    match done {
        Done::Nothing => Ok(()),
        Done::Shown => {
            tell(lang.say(
                "Inget är borttaget. Kör om med --confirm för att ta bort det; det går inte att ångra.",
                "Nothing is erased. Run again with --confirm to erase it; that cannot be undone.",
            ));
            Ok(())
        }
        Done::Erased => overwrite(erasing).await,
    }
}

/// Takes it out of the database's files, and says where it may still be.
async fn overwrite(erasing: &Erasing<'_>) -> Result<()> {
    let lang = erasing.lang;
    let overwritten = erasing.store.overwrite_erased().await;
    tell(lang.say(
        "Kvar i äldre säkerhetskopior: ta en ny med jamfor backup, och förstör de äldre.",
        "Still in older backups: make a new one by jamfor backup, and destroy the older ones.",
    ));
    if let Location::Postgres(_) = erasing.location {
        tell(lang.say(
            "Kvar i databasserverns egen logg (WAL) tills servern återanvänder den, och i det som är arkiverat av den.",
            "Still in the database server’s own log (WAL) until the server recycles it, and in what was archived of it.",
        ));
    }
    let Err(error) = overwritten else { return Ok(()) };
    let denied = matches!(&error, StoreError::Database(trouble) if trouble.reason == Reason::Denied);
    tell(&match lang {
        Lang::Sv if denied => "Borttaget, men texten kan ligga kvar i databasens filer: bara databasens ägare får skriva om dem alla.\nLåt ägaren köra VACUUM (FULL, ANALYZE) i databasen, och sedan VACUUM (FULL) pg_statistic.".to_owned(),
        Lang::En if denied => "Erased, but the text may lie in the database’s files: only the database’s owner may write all of them anew.\nLet the owner run VACUUM (FULL, ANALYZE) in the database, and then VACUUM (FULL) pg_statistic.".to_owned(),
        Lang::Sv => format!(
            "Borttaget, men databasens filer kunde inte skrivas om, så texten kan ligga kvar i dem: {}\nKör om samma kommando när färre arbetar, eller stoppa tjänsten först.",
            erasing.told(&error)
        ),
        Lang::En => format!(
            "Erased, but the database’s files could not be written anew, so the text may lie in them: {error}\nRun the same command again when fewer are at work, or stop the service first."
        ),
    });
    Err(AlreadyTold.into())
}
