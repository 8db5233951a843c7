//! `jamfor serve`, and `jamfor` alone: the site.

mod chain;
mod demonstration;
mod operator;
mod people;
mod provider;
mod seed;
mod shelf;

pub(crate) use people::is_demonstrations;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use catalogue::{Catalogue, why_refused};
use store::{Location, Store};
use tokio::net::TcpListener;
use web::guard::Protection;
use web::service::{App, Options, Parts, Publisher, Shelved, site, system_clock};
use web::wire::{self, Line};

use crate::WrongUsage;
use crate::arguments::{Lang, ServeOptions};
use crate::files;
use crate::program::program;
use crate::refused::{Doing, Refused};
use crate::stored::location::{DEMO_STORE, store_location};
use crate::stored::words::told;

/// Serves until it is told to stop.
pub(crate) fn run(options: &ServeOptions, lang: Lang) -> Result<()> {
    if !options.listen.ip().is_loopback() && !options.behind_tls {
        return Err(WrongUsage(
            lang.say(
                "utan https lyssnar jamfor bara på den egna datorn (127.0.0.1). Ställ en omvänd proxy med certifikat framför, och ange --behind-tls",
                "without https jamfor listens on this computer only (127.0.0.1). Put a reverse proxy with a certificate in front, and give --behind-tls",
            )
            .to_owned(),
        )
        .into());
    }
    if options.demo && !options.listen.ip().is_loopback() {
        return Err(WrongUsage(
            lang.say(
                "--demo har inloggningar utan lösenord och går bara på den egna datorn",
                "--demo has sign-ins without passwords and runs on this computer only",
            )
            .to_owned(),
        )
        .into());
    }
    if options.behind_tls && !options.behind_proxy {
        crate::tell(lang.say(
            "Obs: utan --behind-proxy räknas alla besökare som en och samma adress, och en som gissar hindrar alla. Ange --behind-proxy om proxyn skickar X-Forwarded-For.",
            "Note: without --behind-proxy all visitors count as one address, and one who guesses hinders all. Give --behind-proxy if the proxy sends X-Forwarded-For.",
        ));
    }
    // For the operator: never a name, an address of a person, a key or an answer.
    let log = tracing_subscriber::fmt().with_ansi(false).with_target(false).with_writer(std::io::stderr);
    let _ = log.with_max_level(tracing::Level::INFO).try_init();
    // Where it happened, in the form of all other lines; what it was about may be what somebody answered.
    std::panic::set_hook(Box::new(|fault| {
        let at = fault.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(at, "a fault of the program");
    }));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(options, lang))
}

async fn serve(options: &ServeOptions, lang: Lang) -> Result<()> {
    let oidc = provider::from_environment(lang)?;
    let operator = operator::of(options.operator.as_deref(), lang)?;
    // Looked at before the store: whoever is there already must not have its store touched.
    let listener = TcpListener::bind(options.listen).await.map_err(|error| taken(&error, options))?;
    let address = listener.local_addr()?;
    let catalogue = Arc::new(files::catalogue(options.catalogue.as_deref())?);
    let location = location(options, lang)?;
    let store = Store::open(&location).await.map_err(|error| told(&error, &location))?;
    chain::must_end_well(&store, &location, options.despite_faults, lang).await?;
    let demo = match options.demo {
        true => {
            if !people::is_for_trying(&store).await? {
                return Err(WrongUsage(
                    lang.say(
                        "--demo: lagret har omgångar, eller konton och egna omgångar, som inte hör till demonstrationen, och --demo släpper in utan lösenord. Visa lagret som det är: jamfor serve, med --store om det inte är jamfor.db här. Eller pröva i ett eget: jamfor serve --demo --store prov.db",
                        "--demo: the store has rounds, or accounts and rounds of its own, that are not the demonstration's, and --demo lets people in without a password. Serve it as it is: jamfor serve, with --store unless it is jamfor.db here. Or try in a store of its own: jamfor serve --demo --store trial.db",
                    )
                    .to_owned(),
                )
                .into());
            }
            seed::seed(&store, &catalogue, lang).await?;
            Some(people::demo(&store, lang).await?)
        }
        false => None,
    };
    let shelved = match &options.publications {
        Some(dir) => {
            let found = shelf::of_folders(dir, lang)?;
            shelf::open(&found);
            Shelved::new(found)
        }
        None => Shelved::default(),
    };
    if options.demo && options.publications.is_none() {
        demonstration::show(shelved.clone(), &location, lang);
    }
    let told = told_to_stop()?;
    tell(&address, &location, demo.as_ref(), lang);
    let parts = Parts {
        store: store.clone(),
        shelf: shelved,
        catalogue,
        clock: system_clock(),
        demo,
        behind_tls: options.behind_tls,
        behind_proxy: options.behind_proxy,
    };
    let watching = tokio::spawn(chain::watch(store.clone(), location, lang));
    let publisher = Publisher {
        program: program(),
        catalogue: Arc::new(Catalogue::files_of(options.catalogue.as_deref())?),
    };
    let app = App::with(parts, Options { oidc, operator, publisher: Some(publisher), ..Options::default() });
    // What the store publishes; if it cannot be read just now, it is asked again each second.
    let _ = app.renew_shelf().await;
    let watching_shelf = tokio::spawn(app.clone().watch_shelf());
    let watching_uses = tokio::spawn(app.clone().watch_uses());
    let protection = Protection { behind_tls: options.behind_tls, ..Protection::default() };
    wire::serve(listener, site(&app, protection), Line::default(), told).await;
    for watching in [watching, watching_shelf, watching_uses] {
        watching.abort();
        let _ = watching.await;
    }
    // What was counted in the last minute; if the store cannot take it now, it is lost, and the log says so.
    let _ = app.keep_uses().await;
    store.close().await;
    crate::tell(lang.say(
        "Stoppad. Allt som visats som sparat finns kvar.",
        "Stopped. Everything shown as saved is kept.",
    ));
    Ok(())
}

fn location(options: &ServeOptions, lang: Lang) -> Result<Location> {
    let given = options.store.store.as_deref();
    let location = store_location(given.or(options.demo.then_some(DEMO_STORE)), lang)?;
    if let Location::Sqlite(path) = &location {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder)
                .map_err(|error| Refused::of(&error, Doing::MakingFolder, folder))?;
        }
    }
    Ok(location)
}

fn taken(error: &std::io::Error, options: &ServeOptions) -> Refused {
    let at = options.listen;
    let again = format!("jamfor serve{} --listen 127.0.0.1:8081", if options.demo { " --demo" } else { "" });
    match error.kind() {
        ErrorKind::AddrInUse => Refused::told(
            format!("{at} används redan av ett annat program. Stoppa det, eller välj en annan port: {again}"),
            format!("{at} is used by another program already. Stop it, or choose another port: {again}"),
        ),
        ErrorKind::PermissionDenied => Refused::told(
            format!("{at}: portar under 1024 kräver särskild rätt. Välj en högre: {again}"),
            format!("{at}: ports below 1024 need a special right. Choose a higher one: {again}"),
        ),
        ErrorKind::AddrNotAvailable => Refused::told(
            format!("{at}: den här datorn har ingen sådan adress. Ange en som den har: {again}"),
            format!("{at}: this computer has no such address. Give one that it has: {again}"),
        ),
        _ => {
            let (sv, en) = why_refused(error);
            Refused::told(
                format!("{at}: där går det inte att lyssna: adressen {sv}. Välj en annan: {again}"),
                format!("{at}: cannot be listened at: the address {en}. Choose another: {again}"),
            )
        }
    }
}

fn tell(address: &SocketAddr, location: &Location, demo: Option<&web::service::Demo>, lang: Lang) {
    anstream::println!("{} http://{address}", lang.say("Jamfor svarar på", "Jamfor answers at"));
    anstream::println!("{} {location}", lang.say("Svarslager:", "Store:"));
    if let Some(demo) = demo {
        let prefix = lang.say("", "/en");
        anstream::println!(
            "\n{}\n  http://{address}{prefix}/prov/{}\n{}",
            lang.say(
                "Pröva som vem som helst (gäller tills programmet stoppas):",
                "Try as anybody (valid until the program stops):"
            ),
            demo.token.reveal(),
            lang.say("Där finns alla roller:", "All roles are there:")
        );
        for (sv, en, _) in &demo.people {
            anstream::println!("  – {}", lang.say(sv, en));
        }
    }
    anstream::println!("\n{}", lang.say("Stoppa med Ctrl+C.", "Stop with Ctrl+C."));
}

/// What tells the program to stop, listened to from now on: Ctrl+C, or a supervisor's SIGTERM.
fn told_to_stop() -> Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut term, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = term.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
