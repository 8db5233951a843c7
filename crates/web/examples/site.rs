//! The public site over publication folders: `cargo run -p web --example site FOLDER [PORT]`.
//!
//! `FOLDER` holds publications as `jamfor publish` writes them, one in each folder below it. The store is empty and thrown away at the
//! end.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use catalogue::{Catalogue, LoadOptions};
use publication::folder::Files;
use publication::shelf::{Issue, Shelf};
use store::{Location, Store};
use tokio::net::TcpListener;
use web::guard::Protection;
use web::service::{App, Parts, Shelved, site, system_clock};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name the folder of the publications")?;
    let port: u16 = arguments.next().map_or(Ok(8094), |port| port.parse())?;
    let mut issues = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.is_dir() {
            let mut files = BTreeMap::new();
            read(&path, &path, &mut files)?;
            issues.push(Arc::new(Issue::of(files).map_err(|all| format!("{}: {all}", path.display()))?));
        }
    }
    let own = tempfile::tempdir()?;
    let store = Store::open(&Location::Sqlite(own.path().join("jamfor.db"))).await?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let catalogue =
        Catalogue::load_with(&path, LoadOptions { prove: false }).map_err(|all| all.to_string())?;
    let app = App::new(Parts {
        store,
        catalogue: Arc::new(catalogue),
        clock: system_clock(),
        shelf: Shelved::new(Shelf::new(issues)),
        demo: None,
        behind_tls: false,
        behind_proxy: false,
    });
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    println!("http://{}", listener.local_addr()?);
    let service = site(&app, Protection::default()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}

fn read(root: &Path, folder: &Path, files: &mut Files) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(root, &path, files)?;
        } else {
            files.insert(path.strip_prefix(root)?.to_string_lossy().into_owned(), fs::read(&path)?);
        }
    }
    Ok(())
}
