//! Signing in by a provider: the certified `oidc-provider` runs beside the test, on this machine.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::header;
use collection::access::Role;
use store::Kind;
use web::service::{Oidc, Options};

use crate::House;
use crate::browser::{Browser, Shown};
use crate::carried::given;
use crate::page::{Page, checks};
use crate::people::{LOGIN, account};

const REDIRECT: &str = "http://127.0.0.1:9999/logga-in/tillbaka";

/// A provider that runs.
struct Provider {
    child: Child,
    issuer: String,
}

impl Provider {
    fn start() -> Self {
        static INSTALL: Once = Once::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e");
        INSTALL.call_once(|| {
            if !folder.join("node_modules/oidc-provider").exists() {
                let mut npm = Command::new("npm");
                npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder);
                let done = npm.status().expect("npm is needed for this test: Debian's package npm");
                assert!(done.success(), "npm ci in e2e");
            }
        });
        let mut child = Command::new("node")
            .args(["provider.js", "jamfor", "en hemlighet", REDIRECT])
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node is needed for this test: Debian's package nodejs");
        let out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut lines = out.lines().map_while(Result::ok);
        let issuer = lines.find(|line| line.starts_with("http://")).expect("it says where it is");
        // What it says besides is read, or it would end.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, issuer }
    }

    /// Who signs in from now on.
    async fn sign_in_as(&self, who: &str) {
        let (url, body) = (format!("{}/as", self.issuer), who.to_owned());
        let sent = tokio::task::spawn_blocking(move || ureq::post(&url).send(body)).await.expect("it ends");
        assert!(sent.expect("it is heard").status().is_success());
    }

    /// What a browser does at the provider, until it is sent back: the address it is sent to.
    async fn visit(&self, address: &str) -> String {
        let (issuer, mut address) = (self.issuer.clone(), address.to_owned());
        let visit = move || {
            let config = ureq::Agent::config_builder().max_redirects(0).max_redirects_will_error(false);
            let agent: ureq::Agent = config.proxy(None).http_status_as_error(false).build().into();
            let mut cookies: BTreeMap<String, String> = BTreeMap::new();
            for _ in 0..9 {
                if !address.starts_with(&issuer) {
                    return address;
                }
                let pairs: Vec<String> =
                    cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
                let request = agent.get(&address).header("cookie", pairs.join("; "));
                let mut answer = request.call().expect("an answer");
                for given in answer.headers().get_all("set-cookie") {
                    let pair = given.to_str().expect("text").split(';').next().unwrap_or_default();
                    let (name, value) = pair.split_once('=').expect("a cookie");
                    if value.is_empty() {
                        cookies.remove(name)
                    } else {
                        cookies.insert(name.into(), value.into())
                    };
                }
                let Some(to) = answer.headers().get("location") else {
                    panic!("{}: {:?}", answer.status(), answer.body_mut().read_to_string());
                };
                let to = to.to_str().expect("text").to_owned();
                address = if to.starts_with('/') { format!("{issuer}{to}") } else { to };
            }
            panic!("no way back: {address}")
        };
        tokio::task::spawn_blocking(visit).await.expect("it ends")
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A house whose clock shows today, with an account.
#[expect(clippy::disallowed_methods, reason = "the provider has a clock of its own, which nobody turns")]
async fn house(issuer: &str) -> House {
    let oidc = Oidc::new(issuer, "jamfor", "en hemlighet", REDIRECT, "Habo kommun").expect("it is right");
    let house = House::open_with(Options { oidc: Some(oidc), ..Options::default() }).await;
    let today = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    house.wait(i64::try_from(today.as_micros()).expect("it fits") - house.app.now());
    account(&house, LOGIN, Role::Reader).await;
    house
}

/// The path and query with which a browser comes back.
async fn to_provider_and_back(provider: &Provider, browser: &mut Browser, begin: &str) -> String {
    let sent = browser.once("GET", begin, None).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let to = sent.headers[header::LOCATION].to_str().expect("text");
    for part in ["response_type=code", "code_challenge_method=S256", "nonce=", "state=", "scope=openid+email"]
    {
        assert!(to.contains(part), "{part}: {to}");
    }
    let back = provider.visit(to).await;
    back.strip_prefix("http://127.0.0.1:9999").expect("it is ours").to_owned()
}

fn refused(case: &str, shown: &Shown, browser: &Browser, status: u16, said: &str) {
    assert_eq!(shown.status, status, "{case}: {}", shown.text);
    assert!(shown.text.contains(said), "{case}: {}", shown.text);
    assert!(browser.cookie.is_none(), "{case}: no session");
    assert!(browser.brief.is_none(), "{case}: what was kept is taken back");
    checks::all("refused in sv", &Page::read(&shown.text));
}

fn anna(rest: &str) -> String {
    format!(r#"{{"sub":"anna-1","email":"{LOGIN}","verified":true{rest}}}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_by_their_organisation_and_is_the_same_under_another_address() {
    let provider = Provider::start();
    let house = house(&provider.issuer).await;
    provider.sign_in_as(&anna("")).await;
    let mut browser = house.browser();
    let asked = browser.get("/logga-in?till=/konto").await;
    assert!(asked.text.contains("Habo kommun") && asked.text.contains("/logga-in/extern?till=/konto"));
    checks::all("sign-in with a provider in sv", &Page::read(&asked.text));
    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern?till=/konto").await;
    let shown = browser.get(&back).await;
    assert_eq!((shown.status.as_u16(), shown.address.as_str()), (200, "/konto"), "{}", shown.text);
    assert!(shown.text.contains("Anna Hemlig"));
    assert!(browser.brief.is_none(), "what was kept is taken back");

    // The address has changed, and the account is the same.
    provider.sign_in_as(r#"{"sub":"anna-1","email":"annan@kommun.se","verified":true}"#).await;
    let mut browser = house.browser();
    let back = to_provider_and_back(&provider, &mut browser, "/en/logga-in/extern").await;
    let shown = browser.get(&back).await;
    assert_eq!(shown.address, "/en/konto", "the language is kept: {}", shown.text);

    // Somebody else was given the address: no account of theirs.
    provider.sign_in_as(&anna("").replace("anna-1", "ny-2")).await;
    let mut browser = house.browser();
    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
    let shown = browser.get(&back).await;
    refused("another person", &shown, &browser, 403, "inget konto här är ditt");
    let kinds: Vec<Kind> =
        house.store.events(None, None, 99).await.expect("read").into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == Kind::IdentityBound).count(), 1, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == Kind::SignedIn).count(), 2, "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_account_or_no_verified_address_is_told_so() {
    let provider = Provider::start();
    let house = house(&provider.issuer).await;
    for (case, who) in [
        ("an unknown address", r#"{"sub":"x","email":"okand@kommun.se","verified":true}"#.to_owned()),
        ("an address that is not verified", anna("").replace("true", "false")),
    ] {
        provider.sign_in_as(&who).await;
        let mut browser = house.browser();
        let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
        let shown = browser.get(&back).await;
        refused(case, &shown, &browser, 403, "inget konto här är ditt");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_belong_to_the_sign_in_that_began_is_refused() {
    let provider = Provider::start();
    let house = house(&provider.issuer).await;
    provider.sign_in_as(&anna("")).await;
    let said = "Inloggningen blev inte klar";

    let mut browser = house.browser();
    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
    let shown = browser.get(&back.replace("state=", "state=x")).await;
    refused("another state", &shown, &browser, 422, said);

    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
    let mut stranger = house.browser();
    let shown = stranger.get(&back).await;
    refused("another browser", &shown, &stranger, 422, said);

    let changed = |browser: &mut Browser, part: usize| {
        let kept = browser.brief.clone().expect("kept");
        let (name, value) = kept.split_once('=').expect("a cookie");
        let mut parts: Vec<String> = value.split('.').map(str::to_owned).collect();
        let other = if parts[part].starts_with('x') { 'y' } else { 'x' };
        parts[part] = format!("{other}{}", &parts[part][1..]);
        browser.brief = Some(format!("{name}={}", parts.join(".")));
    };
    for (case, part) in [("another nonce", 1), ("another verifier", 2)] {
        let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
        changed(&mut browser, part);
        let shown = browser.get(&back).await;
        refused(case, &shown, &browser, 422, said);
    }

    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
    let kept = browser.brief.clone();
    house.wait(601 * 1_000_000);
    let shown = browser.get(&back).await;
    refused("after ten minutes", &shown, &browser, 422, said);
    house.wait(-601 * 1_000_000);

    browser.brief = kept.clone();
    let shown = browser.get(&back.replace("iss=", "iss=x")).await;
    refused("another provider", &shown, &browser, 422, said);

    browser.brief = kept.clone();
    let shown = browser.get(&back).await;
    assert_eq!(shown.address, "/konto", "in time and unchanged it is taken: {}", shown.text);
    let mut again = house.browser();
    again.brief = kept;
    let shown = again.get(&back).await;
    refused("the same code once more", &shown, &again, 422, said);

    let mut no = house.browser();
    to_provider_and_back(&provider, &mut no, "/logga-in/extern").await;
    let state = no.brief.clone().expect("kept");
    let state = state.split(['=', '.']).nth(1).expect("a state").to_owned();
    let shown = no.get(&format!("/logga-in/tillbaka?error=access_denied&state={state}")).await;
    refused("the provider says no", &shown, &no, 422, said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_for_us_is_refused() {
    let provider = Provider::start();
    let house = house(&provider.issuer).await;
    for (case, lie) in [
        ("for another service", r#","lie":{"aud":"another"}"#),
        ("for others, too", r#","lie":{"aud":["jamfor","another"]}"#),
        ("of another provider", r#","lie":{"iss":"http://127.0.0.1:1"}"#),
        ("over", r#","lie":{"exp":1}"#),
        ("of the future", r#","lie":{"iat":99999999999}"#),
        ("of another sign-in", r#","lie":{"nonce":"another"}"#),
        ("of somebody who signed in yesterday", r#","lie":{"auth_time":1}"#),
        ("that does not hold yet", r#","lie":{"nbf":99999999999}"#),
        ("that holds from no time", r#","lie":{"nbf":"nu"}"#),
        ("without an end", r#","lie":{"exp":null}"#),
        ("without a reader", r#","lie":{"aud":null}"#),
        ("without a sign-in", r#","lie":{"nonce":null}"#),
        ("of nobody", r#","lie":{"sub":null}"#),
    ] {
        provider.sign_in_as(&anna(lie)).await;
        let mut browser = house.browser();
        let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
        let shown = browser.get(&back).await;
        // What lacks something cannot even be read.
        match lie.contains("null") {
            false => refused(case, &shown, &browser, 422, "Inloggningen blev inte klar"),
            true => refused(case, &shown, &browser, shown.status.as_u16().max(422), "inloggning"),
        }
    }
    // The same lies that change nothing are no lies: the test can tell.
    provider.sign_in_as(&anna(r#","lie":{"aud":"jamfor","nbf":1}"#)).await;
    let mut browser = house.browser();
    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
    assert_eq!(browser.get(&back).await.address, "/konto");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_forged_is_refused_whatever_it_says_of_its_signature() {
    let provider = Provider::start();
    let house = house(&provider.issuer).await;
    for (case, way) in [
        ("another's key under the provider's name", "other"),
        ("no signature, and it says so", "none"),
        ("no signature, and it says so in other letters", "NoNe"),
        ("it says that it has none, and has one", "none_with_signature"),
        ("no signature, and it does not say so", "no_signature"),
        ("somebody else under the same signature", "changed"),
        ("signed by the secret that we have", "secret"),
        ("signed by the public key as if it were secret", "public"),
        ("it brings its own key", "jwk"),
        ("it says where its keys are", "jku"),
        ("it says where its certificate is", "x5u"),
        ("a token of another kind", "kind"),
        ("a token in a token", "content"),
    ] {
        provider.sign_in_as(&anna(&format!(r#","forged":"{way}""#))).await;
        let mut browser = house.browser();
        let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
        let shown = browser.get(&back).await;
        // What names no way to sign at all cannot even be read.
        let (status, said) = if way == "NoNe" { (502, "svarar inte") } else { (422, "blev inte klar") };
        refused(case, &shown, &browser, status, said);
    }
    let address = format!("{}/stranger/asked", provider.issuer);
    let asked = tokio::task::spawn_blocking(move || ureq::get(&address).call());
    let asked = asked.await.expect("it ends").expect("it is heard").body_mut().read_to_string();
    assert_eq!(asked.expect("a number"), "0", "nobody asked the stranger for keys");
    provider.sign_in_as(&anna(r#","forged":"not""#)).await;
    let mut browser = house.browser();
    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
    assert_eq!(browser.get(&back).await.address, "/konto", "the same, not forged, is taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_by_a_provider_shows_there_who_they_are_before_managing_accounts() {
    let provider = Provider::start();
    let house = house(&provider.issuer).await;
    account(&house, "chef@kommun.se", Role::NationalAnalyst).await;
    let chief = |rest: &str| anna(rest).replace("anna-1", "chef-1").replace(LOGIN, "chef@kommun.se");
    let long_ago = house.app.now() / 1_000_000 - 20 * 60;
    provider.sign_in_as(&chief(&format!(r#","lie":{{"auth_time":{long_ago}}}"#))).await;
    let mut browser = house.browser();
    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
    assert_eq!(browser.get(&back).await.status, 200, "they are signed in");
    let asked = browser.get("/konton").await;
    assert_eq!(asked.status, 403, "but showed too long ago who they are");
    checks::all("once more with a provider in sv", &Page::read(&asked.text));
    let page = Page::read(&asked.text);
    let ways = page.elements.iter().filter_map(|element| element.get("href"));
    let way = ways.into_iter().find(|way| way.starts_with("/logga-in/extern")).expect("a way").to_owned();
    assert_eq!(way, "/logga-in/extern?till=/konton&igen");

    provider.sign_in_as(&chief("")).await;
    let sent = browser.once("GET", &way, None).await;
    let to = sent.headers[header::LOCATION].to_str().expect("text").to_owned();
    assert!(to.contains("prompt=login"), "{to}");
    let back = to_provider_and_back(&provider, &mut browser, &way).await;
    let shown = browser.get(&back).await;
    assert_eq!((shown.status.as_u16(), shown.address.as_str()), (200, "/konton"), "{}", shown.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_leads_to_the_button_and_not_to_the_provider() {
    let machine = Machine::start(|at, path| {
        let keys = path == "/keys";
        let body = if keys { "{\"keys\":[]}".to_owned() } else { metadata(at, ("x", "")) };
        ("200 OK\r\nContent-Type: application/json".to_owned(), body)
    });
    let house = house(&machine.at).await;
    for (from, status) in [("same-origin", 303), ("none", 303), ("cross-site", 200), ("same-site", 200)] {
        let mut browser = house.browser();
        browser.extra = vec![("sec-fetch-site", from.to_owned())];
        let shown = browser.once("GET", "/logga-in/extern?till=/konto", None).await;
        assert_eq!(shown.status, status, "{from}: {}", shown.text);
        assert_eq!(browser.brief.is_some(), status == 303, "{from}");
        assert_eq!(shown.text.contains("/logga-in/extern?till=/konto"), status == 200, "{from}");
    }
}

/// A machine that answers every request as it is told, and counts them.
struct Machine {
    at: String,
    asked: Arc<AtomicUsize>,
}

impl Machine {
    /// `answer` gets its own address and the path that is asked for: a head of lines, and a body.
    fn start(answer: impl Fn(&str, &str) -> (String, String) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = format!("http://{}", listener.local_addr().expect("its address"));
        let (own, asked) = (at.clone(), Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut stream = BufReader::new(stream);
                let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
                let _ = stream.read_line(&mut first);
                while stream.read_line(&mut line).is_ok_and(|read| read > 2) {
                    let lower = line.to_ascii_lowercase();
                    if let Some(said) = lower.strip_prefix("content-length:") {
                        length = said.trim().parse().expect("a number");
                    }
                    line.clear();
                }
                let _ = stream.read_exact(&mut vec![0; length]);
                count.fetch_add(1, Ordering::SeqCst);
                let (head, body) = answer(&own, first.split(' ').nth(1).unwrap_or_default());
                let length = body.len();
                let _ = write!(
                    stream.get_mut(),
                    "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                );
            }
        });
        Self { at, asked }
    }
}

/// What a provider says of itself, with some of it replaced.
fn metadata(at: &str, (name, lie): (&str, &str)) -> String {
    let mut told = serde_json::json!({
        "issuer": at,
        "authorization_endpoint": format!("{at}/begin"),
        "token_endpoint": format!("{at}/token"),
        "jwks_uri": format!("{at}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    });
    told[name] = lie.into();
    told.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_leads_us_to_no_other_host_and_says_who_it_is_to_the_letter() {
    let json = || "200 OK\r\nContent-Type: application/json".to_owned();
    let stranger = Machine::start(move |_, _| (json(), "{\"keys\":[]}".to_owned()));
    let other = stranger.at.clone();
    for (case, name, lie, at_once) in [
        ("keys of another host", "jwks_uri", format!("{other}/keys"), true),
        ("codes to another host", "token_endpoint", format!("{other}/token"), false),
        ("keys over another line", "jwks_uri", other.replace("http:", "https:"), true),
        ("another issuer", "issuer", other.clone(), true),
        ("the same issuer, written otherwise", "issuer", "SLASH".into(), true),
        ("people to an open line", "authorization_endpoint", "http://id.example/begin".into(), true),
        ("leads on to another host", "", other.clone(), true),
        ("keys that lead on to another host", "keys", other.clone(), true),
        ("tokens that lead on to another host", "token", other.clone(), false),
        ("nothing of all this", "x", String::new(), false),
    ] {
        let told = lie.clone();
        let machine = Machine::start(move |at, path| {
            let on = format!("302 Found\r\nLocation: {told}{path}");
            match path {
                "/keys" if name == "keys" => (on, String::new()),
                "/token" if name == "token" => (on, String::new()),
                _ if name.is_empty() => (on, String::new()),
                "/keys" => (json(), "{\"keys\":[]}".to_owned()),
                "/token" => ("500 No\r\nContent-Type: text/plain".to_owned(), String::new()),
                _ => (json(), metadata(at, (name, &told.replace("SLASH", &format!("{at}/"))))),
            }
        });
        let house = house(&machine.at).await;
        let mut browser = house.browser();
        let begun = browser.once("GET", "/logga-in/extern", None).await;
        assert_eq!(begun.status, if at_once { 502 } else { 303 }, "{case}: {}", begun.text);
        if !at_once {
            for (cookie, value, found) in given(&begun.headers) {
                let expected = ["httponly", "max-age=600", "path=/", "samesite=lax"].map(str::to_owned);
                assert_eq!((cookie.as_str(), found), ("jamfor-extern", expected.into()), "{case}");
                assert!(!begun.text.contains(&value));
            }
            let state = browser.brief.clone().expect("kept");
            let state = state.split(['=', '.']).nth(1).expect("a state").to_owned();
            let shown = browser.get(&format!("/logga-in/tillbaka?code=abc&state={state}")).await;
            refused(case, &shown, &browser, 502, "svarar inte");
        }
        assert!(machine.asked.load(Ordering::SeqCst) >= 1, "{case}");
        assert_eq!(stranger.asked.load(Ordering::SeqCst), 0, "{case}: nobody else is asked");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_down_leaves_passwords() {
    // A port on which nobody listens.
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("it has one").port();
    let house = house(&format!("http://127.0.0.1:{port}")).await;
    for (address, said) in [
        ("/logga-in/extern?till=/konto", "Logga in med lösenord, eller försök igen"),
        ("/en/logga-in/extern", "Sign in with your password, or try again"),
    ] {
        let mut browser = house.browser();
        let shown = browser.get(address).await;
        assert_eq!(shown.status, 502, "{}", shown.text);
        assert!(shown.text.contains(said) && shown.text.contains("name=\"losenord\""), "{}", shown.text);
        assert!(browser.brief.is_none());
    }

    let mut provider = Provider::start();
    let house = self::house(&provider.issuer).await;
    provider.sign_in_as(&anna("")).await;
    let mut browser = house.browser();
    let back = to_provider_and_back(&provider, &mut browser, "/logga-in/extern").await;
    provider.child.kill().expect("it ends");
    provider.child.wait().expect("it has ended");
    let shown = browser.get(&back).await;
    refused("gone meanwhile", &shown, &browser, 502, "svarar inte");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_provider_there_is_no_such_way() {
    let house = House::open().await;
    for address in ["/logga-in/extern", "/logga-in/tillbaka?code=a&state=b"] {
        assert_eq!(house.browser().get(address).await.status, 404);
    }
    assert!(!house.browser().get("/logga-in").await.text.contains("din organisation"));
}
