//! A provider as it is configured (*organisationens inloggning*).

use std::fmt;

use openidconnect::url::{Host, Url};
use openidconnect::{ClientId, ClientSecret, IssuerUrl, RedirectUrl};

/// A provider to sign in by, as it is configured.
#[derive(Clone)]
pub struct Oidc {
    pub(super) issuer: IssuerUrl,
    pub(super) client_id: ClientId,
    pub(super) client_secret: ClientSecret,
    pub(super) redirect: RedirectUrl,
    pub(super) name: String,
}

/// What is wrong with a configured provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcMistake {
    /// The issuer is no such address.
    #[error("the issuer is an address that begins with https://; http:// only on this machine")]
    Issuer,
    /// The address to come back to is no such address.
    #[error("the address to come back to is https://HOST/logga-in/tillbaka; http:// only on this machine")]
    Redirect,
    /// Something is empty.
    #[error("client id, client secret and name are not empty")]
    Empty,
}

impl Oidc {
    /// A provider: its issuer exactly as it writes it, what it knows this service by, where it sends people back to
    /// (`https://HOST/logga-in/tillbaka`), and what the button says.
    ///
    /// # Errors
    /// What is wrong.
    pub fn new(
        issuer: &str,
        client_id: &str,
        client_secret: &str,
        redirect: &str,
        name: &str,
    ) -> Result<Self, OidcMistake> {
        if [client_id, client_secret, name].iter().any(|text| text.trim().is_empty()) {
            return Err(OidcMistake::Empty);
        }
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|_| OidcMistake::Issuer)?;
        if !is_safe(issuer.url()) {
            return Err(OidcMistake::Issuer);
        }
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| OidcMistake::Redirect)?;
        if !is_safe(redirect.url()) || redirect.url().path() != "/logga-in/tillbaka" {
            return Err(OidcMistake::Redirect);
        }
        Ok(Self {
            issuer,
            client_id: ClientId::new(client_id.to_owned()),
            client_secret: ClientSecret::new(client_secret.to_owned()),
            redirect,
            name: name.to_owned(),
        })
    }
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc").field("issuer", &self.issuer.as_str()).finish_non_exhaustive()
    }
}

/// Whether an address is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(four)) => four.is_loopback(),
        Some(Host::Ipv6(six)) => six.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Whether nobody on the way reads along.
pub(super) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_line_is_for_this_machine_alone() {
        let back = "https://a.se/logga-in/tillbaka";
        for (case, issuer, redirect, expected) in [
            ("https", "https://id.se/x", back, None),
            ("http on this machine", "http://127.0.0.1:7", "http://localhost/logga-in/tillbaka", None),
            ("http elsewhere", "http://id.se", back, Some(OidcMistake::Issuer)),
            ("http at a name that looks alike", "http://localhost.id.se", back, Some(OidcMistake::Issuer)),
            ("no address", "id.se", back, Some(OidcMistake::Issuer)),
            ("another path", "https://id.se", "https://a.se/", Some(OidcMistake::Redirect)),
            (
                "back over an open line",
                "https://id.se",
                "http://a.se/logga-in/tillbaka",
                Some(OidcMistake::Redirect),
            ),
        ] {
            let told = Oidc::new(issuer, "jamfor", "hemlig", redirect, "Kommunen").err();
            assert_eq!(told, expected, "{case}");
        }
        let told = Oidc::new("https://id.se", "jamfor", " ", back, "Kommunen").err();
        assert_eq!(told, Some(OidcMistake::Empty));
        let oidc = Oidc::new("https://id.se", "jamfor", "hemlig", back, "Kommunen").expect("it is right");
        assert!(!format!("{oidc:?}").contains("hemlig"));
    }
}
