//! `jamfor account invite`: the first account, and any other where the site cannot be reached.

use anyhow::{Result, anyhow};
use collection::access::{Grant, Role, Scope};
use collection::fact::Author;
use collection::private::{Login, Private};
use store::{InvitedAccount, NotDone, Store};
use web::service::system_clock;

use crate::WrongUsage;
use crate::arguments::{InviteOptions, Lang};
use crate::commands::serve;
use crate::stored::access::{round_id, wait};
use crate::stored::location::store_location;
use crate::stored::words;

/// Roles of staff: the others come by individual links.
const STAFF: [Role; 5] =
    [Role::NationalAnalyst, Role::Reviewer, Role::Publisher, Role::RegionalAnalyst, Role::Reader];

pub(crate) fn invite(options: &InviteOptions, lang: Lang) -> Result<()> {
    let login: Login = options.login.parse().map_err(|_| {
        wrong(
            lang,
            "en e-postadress väntas, till exempel namn@myndighet.se",
            "an e-mail address is expected, such as namn@myndighet.se",
        )
    })?;
    let name: Private = options.name.as_deref().unwrap_or(login.mailbox()).parse().map_err(|_| {
        wrong(lang, "--name: ett namn har 1–120 tecken", "--name: a name has 1 to 120 characters")
    })?;
    let role = Role::of(&options.role).filter(|role| STAFF.contains(role)).ok_or_else(|| {
        let known = STAFF.map(Role::id).join(", ");
        wrong(
            lang,
            &format!("--role {}: välj bland {known}", options.role),
            &format!("--role {}: choose among {known}", options.role),
        )
    })?;
    let round = options.round.as_deref().map(|round| round_id(round, lang)).transpose()?;
    let scope = options.place.clone().map_or(Scope::All, Scope::Place);
    let location = store_location(options.store.store.as_deref(), lang)?;
    let new = InvitedAccount { login, name, grants: vec![Grant { role, round, scope }] };
    let (token, is_for_trying) = wait(async {
        let store = Store::open(&location).await.map_err(|error| words::told(&error, &location))?;
        let invited = store.invite_account(new, &Author::Program, system_clock()()).await;
        let is_for_trying = serve::is_demonstrations(&store).await;
        store.close().await;
        match invited {
            Ok((_, token)) => Ok((token, is_for_trying.unwrap_or(false))),
            Err(NotDone::Store(error)) => Err(words::told(&error, &location)),
            Err(NotDone::LoginTaken) => Err(anyhow!(lang.say(
                "kontot skapades inte: adressen har redan ett konto. En ny länk till det görs på sidan Konton (/konton).",
                "the account was not made: there is one with this address. A new link to it is made on the page of accounts (/en/konton).",
            ))),
            Err(other) => {
                Err(anyhow!("{}: {other}", lang.say("kontot skapades inte", "the account was not made")))
            }
        }
    })?;
    anstream::println!("/valkommen/{}", token.reveal());
    crate::tell(lang.say(
        "Lägg webbplatsens adress framför och lämna länken till den det gäller: den gäller i tre dygn, en gång.",
        "Put the site’s address before it and hand the link to whom it concerns: it holds for three days, once.",
    ));
    if is_for_trying {
        crate::tell(lang.say(
            "Obs: svarslagret är demonstrationens, så kontot är till för att pröva. Gör en egen omgång i ett eget svarslager: --store svar.db",
            "Note: the store is the demonstration's, so the account is for trying. Make a round of your own in a store of its own: --store svar.db",
        ));
    }
    Ok(())
}

fn wrong(lang: Lang, sv: &str, en: &str) -> WrongUsage {
    WrongUsage(lang.say(sv, en).to_owned())
}
