//! Sign-in by an organisation's provider (*OpenID Connect*), set up by variables of the environment: the secret among them is
//! nobody's business on a command line.

use anyhow::Result;
use web::service::Oidc;

use crate::WrongUsage;
use crate::arguments::Lang;

const ISSUER: &str = "JAMFOR_OIDC_ISSUER";
const CLIENT: &str = "JAMFOR_OIDC_CLIENT_ID";
const SECRET: &str = "JAMFOR_OIDC_CLIENT_SECRET";
const REDIRECT: &str = "JAMFOR_OIDC_REDIRECT";
const NAME: &str = "JAMFOR_OIDC_NAME";

/// The provider, if one is set up; all five variables, or none.
pub(super) fn from_environment(lang: Lang) -> Result<Option<Oidc>> {
    let names = [ISSUER, CLIENT, SECRET, REDIRECT, NAME];
    let values = names.map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let missing: Vec<&str> =
        names.iter().zip(&values).filter(|(_, value)| value.is_none()).map(|(name, _)| *name).collect();
    match (values, missing.as_slice()) {
        (_, all) if all.len() == names.len() => Ok(None),
        ([Some(issuer), Some(client), Some(secret), Some(redirect), Some(name)], _) => {
            let oidc = Oidc::new(&issuer, &client, &secret, &redirect, &name);
            Ok(Some(oidc.map_err(|why| WrongUsage(format!("JAMFOR_OIDC_…: {why}")))?))
        }
        (_, missing) => Err(WrongUsage(format!(
            "{} {}",
            lang.say("inloggning med OpenID Connect saknar", "sign-in with OpenID Connect lacks"),
            missing.join(", ")
        ))
        .into()),
    }
}
