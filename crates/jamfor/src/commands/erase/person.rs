//! What leads from a link or an account to a person: the label; the name, the address, the password and the codes.

use anyhow::Result;
use collection::fact::Author;
use collection::ids::LinkId;
use store::{Account, IssuedLink, Who};
use web::service::system_clock;

use super::{Done, Erasing};

/// The label of a link.
pub(super) async fn link(erasing: &Erasing<'_>, text: &str) -> Result<Done> {
    let Some(link) = find_link(erasing, text).await? else {
        return Err(erasing.wrong(
            "--link: det finns ingen länk med det id:t. Länkarnas id visas med jamfor erase --round OMGÅNG --subject KOD",
            "--link: there is no link of that id. The ids of links are shown by jamfor erase --round ROUND --subject CODE",
        ));
    };
    let (id, of) = (&link.id, shown(&link));
    let Some(label) = &link.label else {
        erasing.say(
            &format!("länk {id} ({of}) har ingen benämning: det finns inget att ta bort"),
            &format!("link {id} ({of}) has no label: there is nothing to erase"),
        );
        // A second run finishes what the first could not.
        return Ok(if erasing.options.confirm { Done::Erased } else { Done::Nothing });
    };
    if !erasing.options.confirm {
        let label = label.reveal();
        erasing.say(
            &format!("länk {id} ({of}): benämningen «{label}» skulle tas bort; länken öppnar som förut"),
            &format!("link {id} ({of}): the label “{label}” would be erased; the link opens as before"),
        );
        return Ok(Done::Shown);
    }
    erase(erasing, &Who::Link(id.clone())).await?;
    erasing.say(
        &format!("länk {id} ({of}): benämningen är borttagen; länken öppnar som förut"),
        &format!("link {id} ({of}): the label is erased; the link opens as before"),
    );
    Ok(Done::Erased)
}

/// `coordinator, 2018, 0643`.
pub(super) fn shown(issued: &IssuedLink) -> String {
    let link = &issued.link;
    format!("{}, {}, {}", link.role.id(), link.round, link.subject)
}

async fn find_link(erasing: &Erasing<'_>, text: &str) -> Result<Option<IssuedLink>> {
    let Ok(id) = text.parse::<LinkId>() else { return Ok(None) };
    let told = |error| erasing.told(&error);
    for round in erasing.store.rounds().await.map_err(told)? {
        let links = erasing.store.links(&round.id, None).await.map_err(told)?;
        if let Some(found) = links.into_iter().find(|link| link.id == id) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The name, the address, the password and the codes of an account.
pub(super) async fn account(erasing: &Erasing<'_>, text: &str) -> Result<Done> {
    let accounts = erasing.store.accounts().await.map_err(|error| erasing.told(&error))?;
    let is_meant = |account: &&Account| {
        account.id.as_str() == text || account.login.reveal().eq_ignore_ascii_case(text.trim())
    };
    let Some(account) = accounts.iter().find(is_meant) else {
        let n = accounts.len();
        return Err(erasing.wrong(
            &format!("--account: inget av de {n} kontona har det id:t eller den e-postadressen. De visas på webbplatsen under /konton"),
            &format!("--account: none of the {n} accounts has that id or e-mail address. They are shown on the site at /en/konton"),
        ));
    };
    let (id, name, login) = (&account.id, account.name.reveal(), account.login.reveal());
    if !erasing.options.confirm {
        erasing.say(
            &format!("konto {id}: namnet «{name}», adressen {login}, lösenordet och koderna skulle tas bort, kontot stängas och den som är inloggad loggas ut; vad som gjorts står kvar under id:t"),
            &format!("account {id}: the name “{name}”, the address {login}, the password and the codes would be erased, the account disabled and whoever is signed in signed out; what was done stays under the id"),
        );
        return Ok(Done::Shown);
    }
    erase(erasing, &Who::Account(id.clone())).await?;
    erasing.say(
        &format!("konto {id}: namn, adress, lösenord och koder är borttagna och kontot är stängt; vad som gjorts står kvar under id:t"),
        &format!("account {id}: name, address, password and codes are erased and the account is disabled; what was done stays under the id"),
    );
    Ok(Done::Erased)
}

async fn erase(erasing: &Erasing<'_>, who: &Who) -> Result<()> {
    let erased = erasing.store.erase_person(who, &Author::Program, system_clock()()).await;
    erased.map_err(|why| erasing.not_done(why))
}
