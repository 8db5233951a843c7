//! `erase`: what is asked for is gone from the database's own files, and everything else goes on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use collection::access::{Grant, Role, Scope};
use collection::fact::Author;
use collection::ids::CellId;
use collection::password::Password;
use collection::publishing::{Step, Verdict};
use publication::folder::sha256;
use serde_json::json;
use store::{Files, Location, NewAccount, NewLink, StoreError};

use super::fill::{answered, fill, make_round, reopen, round_id, save_as, submit_as};
use super::{Place, on_both, run};
use crate::{jamfor, printed, refused, text};

on_both!(
    an_erased_text_is_nowhere_and_the_round_goes_on,
    of_an_erased_person_nothing_is_left,
    who_does_not_own_the_database_is_told_what_its_owner_can_do,
    what_cannot_be_erased_is_told_with_what_can,
    words_about_a_publication_are_erased_by_their_number,
);

const UNIT: &str = "0643";
const CELL: &str = "E7#comment";
/// As nobody else writes it, in whatever order tests run.
const SECRET: &str = "ring Annamaria Hemligsson";

/// Some units that answer, Habo among them.
fn few() -> super::fill::Answered {
    answered(usize::MAX).only(UNIT)
}

/// A submitted round in which a unit wrote about somebody, twice.
fn with_a_text(place: &Place) {
    place.with(async |store| {
        let few = few();
        fill(store, &few).await?;
        write(store, SECRET).await;
        Ok(())
    });
}

async fn write(store: &store::Store, what: &str) {
    reopen(store, UNIT, "E").await;
    let cell: CellId = CELL.parse().expect("a cell");
    let cells = BTreeMap::from([(cell, json!(what))]);
    save_as(store, UNIT, "E", "s2", &cells).await;
    submit_as(store, UNIT, "E", "u2").await;
}

/// The files in which the database keeps what it holds, after everything was written to them.
fn files(place: &Place) -> Vec<PathBuf> {
    let folder = match &place.location {
        Location::Sqlite(path) => path.parent().expect("a folder").to_owned(),
        Location::Postgres(address) => run(async {
            use sqlx::{Connection, Row};
            let mut to = sqlx::PgConnection::connect(address).await.expect("it opens");
            sqlx::raw_sql("CHECKPOINT").execute(&mut to).await.expect("it is done");
            let sql = "SELECT current_setting('data_directory'), \
                       (SELECT CAST(oid AS TEXT) FROM pg_database WHERE datname = current_database())";
            let row = sqlx::query(sql).fetch_one(&mut to).await.expect("read");
            let (data, database): (String, String) = (row.get(0), row.get(1));
            Path::new(&data).join("base").join(database)
        }),
    };
    let files = std::fs::read_dir(folder).expect("read").flatten().map(|file| file.path());
    files.filter(|file| file.is_file()).collect()
}

fn is_in_the_files(place: &Place, what: &str) -> bool {
    files(place).iter().any(|file| {
        // A file of PostgreSQL may go away between the listing and the reading.
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes.windows(what.len()).any(|window| window == what.as_bytes())
    })
}

fn an_erased_text_is_nowhere_and_the_round_goes_on(place: Place) {
    with_a_text(&place);
    if let Location::Postgres(_) = &place.location {
        // The samples that the server keeps of columns hold it, too.
        place.sql("ANALYZE");
    }
    let (folder, store) = (place.folder(), place.store());
    let verify = ["audit", "verify", "--store", &store];
    let compute = ["compute", "--edition", "2018", "--format", "csv", "--store", &store, "--round", "2018"];
    let outcomes = printed(folder, &compute);
    assert!(is_in_the_files(&place, SECRET), "it is there before, so that its absence says something");

    let of = ["erase", "--store", &store, "--round", "2018", "--unit", UNIT];
    let listed = printed(folder, &of);
    assert!(listed.contains(&format!("del E: --cell {CELL} «{SECRET}», i 2 uppgifter")), "{listed}");
    let cell = ["--part", "E", "--cell", CELL, "--reason", "artikel 17, begäran 2018-06-19"];
    let cell = [&of[..], &cell].concat();
    let before = printed(folder, &verify);
    let preview = jamfor(folder, &cell);
    let shown = text(&preview.stdout).replace("\n  ", " ");
    assert!(shown.contains(&format!("{CELL} «{SECRET}» skulle tas bort ur 2 uppgifter")), "{shown}");
    assert!(text(&preview.stderr).contains("--confirm"), "{}", text(&preview.stderr));
    assert_eq!(printed(folder, &verify), before, "nothing was done");

    let done = jamfor(folder, &[&cell[..], &["--confirm"]].concat());
    let (out, err) = (text(&done.stdout).replace("\n  ", " "), text(&done.stderr));
    assert!(done.status.success(), "{out}{err}");
    assert!(
        out.contains(&format!("{CELL} är borttagen ur 2 uppgifter")) && out.contains("kedjan håller"),
        "{out}"
    );
    assert!(!out.contains("Hemligsson") && err.contains("säkerhetskopior"), "{out}{err}");

    assert!(!is_in_the_files(&place, SECRET), "it is nowhere in the database's bytes");
    let after = printed(folder, &verify).replace("\n  ", " ");
    assert!(after.contains("oförändrad") && after.contains("2 gallrade"), "{after}");
    assert_eq!(printed(folder, &compute), outcomes, "the same outcomes");
    let history = place.with(async |store| store.history(&format!("{UNIT}-e").parse().expect("an id")).await);
    let why = format!("{history:?}");
    assert!(why.contains("artikel 17") && !why.contains("Hemligsson"), "{why}");
    let again = printed(folder, &cell);
    assert!(again.contains("inget mer att ta bort"), "{again}");
    let english = printed(folder, &[&of[..], &["--lang", "en"]].concat());
    assert!(!english.contains(CELL), "{english}");
}

/// A coordinator's link with a label, and two accounts of whom one may be erased.
async fn people(store: &store::Store) -> Result<(String, String), StoreError> {
    let new = NewLink {
        round: round_id(),
        subject: UNIT.parse().expect("an id"),
        parts: None,
        role: Role::Coordinator,
        expires: i64::MAX,
        issued_by: Author::Program,
        label: Some("Annamaria Hemligsson, IFO".parse().expect("a label")),
    };
    let link = store.issue_link(new, 1).await.expect("issued").0;
    let mut last = None;
    for (login, name) in [("hemlig@myndighet.example", "Bo Dolderud"), ("kvar@myndighet.example", "Kim")] {
        let new = NewAccount {
            login: login.parse().expect("an address"),
            name: name.parse().expect("a name"),
            password: Password::new("en mening som ingen annan har"),
            grants: vec![Grant { role: Role::NationalAnalyst, round: None, scope: Scope::All }],
        };
        let id = store.create_account(new, &Author::Program, 1).await.expect("made");
        last.get_or_insert(id.to_string());
    }
    Ok((link.to_string(), last.expect("an account")))
}

fn of_an_erased_person_nothing_is_left(place: Place) {
    let few = few();
    let (link, account) = place.with(async |store| {
        make_round(store, &few).await?;
        people(store).await
    });
    let (folder, store) = (place.folder(), place.store());
    let erase = |given: &[&str]| {
        let output = jamfor(folder, &[&["erase", "--store", &store][..], given].concat());
        let (out, err) = (text(&output.stdout).replace("\n  ", " "), text(&output.stderr));
        assert!(output.status.success(), "{given:?}: {out}{err}");
        out
    };
    assert!(is_in_the_files(&place, "Hemligsson") && is_in_the_files(&place, "Dolderud"));
    let listed = erase(&["--round", "2018", "--subject", UNIT]);
    assert!(listed.contains(&format!("--link {link} «Annamaria Hemligsson, IFO»")), "{listed}");
    for (given, told, gone) in [
        (
            ["--link", &link],
            "benämningen «Annamaria Hemligsson, IFO» skulle tas bort",
            "benämningen är borttagen",
        ),
        (
            ["--account", "Hemlig@myndighet.example"],
            "namnet «Bo Dolderud», adressen hemlig@myndighet.example",
            "namn, adress, lösenord och koder är borttagna",
        ),
    ] {
        let out = erase(&given);
        assert!(out.contains(told), "{out}");
        let out = erase(&[&given[..], &["--confirm"]].concat());
        assert!(out.contains(gone) && !out.contains("Hemligsson") && !out.contains("Dolderud"), "{out}");
    }
    for what in ["Hemligsson", "Dolderud", "hemlig@myndighet"] {
        assert!(!is_in_the_files(&place, what), "{what} is nowhere in the database's bytes");
    }
    assert!(is_in_the_files(&place, "kvar@myndighet"), "the others are");
    assert!(erase(&["--link", &link]).contains("har ingen benämning"));
    let known = place.with(async |store| store.accounts().await);
    assert!(known.iter().any(|one| one.id.as_str() == account && one.disabled.is_some()));
    let last =
        refused(folder, &["erase", "--store", &store, "--account", "kvar@myndighet.example", "--confirm"], 2);
    assert!(last.contains("det sista som får hantera konton") && last.contains("account invite"), "{last}");
}

/// PostgreSQL's samples of columns are its owner's.
fn who_does_not_own_the_database_is_told_what_its_owner_can_do(mut place: Place) {
    let Location::Postgres(address) = &place.location else { return };
    let lodger = address.replacen("jamfor@", "inneboende@", 1);
    place.sql("CREATE ROLE inneboende LOGIN; GRANT CREATE ON SCHEMA public TO inneboende");
    place.location = Location::Postgres(lodger);
    with_a_text(&place);
    let store = place.store();
    let of = ["erase", "--store", &store, "--round", "2018", "--unit", UNIT];
    let of = [&of[..], &["--part", "E", "--cell", CELL, "--reason", "artikel 17"]].concat();
    let done = jamfor(place.folder(), &[&of[..], &["--confirm"]].concat());
    let err = text(&done.stderr).replace("\n  ", " ");
    assert_eq!(done.status.code(), Some(1), "{err}");
    assert!(err.contains("Borttaget, men") && err.contains("VACUUM (FULL) pg_statistic"), "{err}");
    let again = printed(place.folder(), &of);
    assert!(again.contains("inget mer att ta bort"), "{again}");
}

fn what_cannot_be_erased_is_told_with_what_can(place: Place) {
    with_a_text(&place);
    let (folder, store) = (place.folder(), place.store());
    let why = ["--reason", "artikel 17"];
    for (given, code, told) in [
        (&["--link", "ingen"][..], 2, "visas med jamfor erase --round"),
        (&["--account", "ingen@myndighet.example"], 2, "under /konton"),
        (&["--round", "2081", "--subject", UNIT], 1, "menade du `2018`?"),
        (
            &["--round", "2018", "--subject", "0463"],
            1,
            "ingen med den koden svarar i omgång 2018; menade du `",
        ),
        (&["--round", "2018", "--subject", UNIT, "--part", "Q"], 1, "svarar inte på den delen; finns: "),
        (&["--round", "2018", "--subject", UNIT, "--cell", CELL], 2, "det här saknas: --reason"),
        (&["--round", "2018", "--subject", UNIT, "--confirm"], 2, "med --cell och --reason"),
        (&["--round", "2018", "--subject", UNIT, "--cell", "å ä", why[0], why[1]], 2, "E7#comment"),
        (
            &["--round", "2018", "--subject", UNIT, "--cell", "E7#coment", why[0], why[1]],
            1,
            "menade du `E7#comment`?",
        ),
        (
            &["--round", "2018", "--subject", UNIT, "--cell", CELL, why[0], " "],
            2,
            "--reason: skriv den regel",
        ),
        (&["--round", "2018"], 2, "det här saknas: --subject"),
        (&["--link", "a", "--account", "b"], 2, "kan inte stå tillsammans"),
        (&["--confirm"], 2, "det här saknas: "),
    ] {
        let err = refused(folder, &[&["erase", "--store", &store][..], given].concat(), code);
        assert!(err.replace("\n  ", " ").contains(told), "{given:?}: {err}");
    }
    // What counts is told apart from what is only read.
    let e = place.with(async |store| store.head(&format!("{UNIT}-e").parse().expect("an id")).await);
    let counted = e.cells.keys().find(|cell| !cell.as_str().contains('#')).expect("an answer").to_string();
    let of = ["erase", "--store", &store, "--round", "2018", "--subject", UNIT, "--cell", &counted];
    let out = printed(folder, &[&of[..], &why].concat());
    assert!(out.contains("är ingen text utan ett svar som räknas"), "{out}");
    // A chain that does not hold is left as it is.
    match &place.location {
        Location::Sqlite(_) => place.sql("DROP TRIGGER fact_is_not_changed"),
        Location::Postgres(_) => place.sql("ALTER TABLE fact DISABLE TRIGGER ALL"),
    }
    place.sql("UPDATE fact SET author = '{\"link\":\"en-annan\"}' WHERE no = 1");
    let broken = refused(folder, &[&of[..], &why, &["--confirm"]].concat(), 1);
    assert!(broken.contains("kedjan håller inte") && broken.contains("Ta reda på"), "{broken}");
}

/// A draft with a contested cell and a decision, in both of which somebody is named.
async fn contest(store: &store::Store) {
    let manifest = br#"{"files":[]}"#.to_vec();
    let folder = sha256(&manifest);
    let files: Files = [("manifest.json".to_owned(), manifest)].into();
    let name = "2018-v1".parse().expect("a name");
    let reason = Some(SECRET.to_owned());
    let contested = Step::Contested { unit: UNIT.to_owned(), indicator: "eb-fia".to_owned(), reason };
    let words = Some(format!("{SECRET} igen"));
    for (at, step) in (1..).zip([
        Step::Drafted { round: round_id(), folder, note: None },
        Step::PreviewOpened,
        contested,
        Step::Decided { contest: 3, verdict: Verdict::Kept, words },
    ]) {
        let files = step.folder().map(|_| &files);
        store.take_step(&name, step, (&Author::Program, at), None, files).await.expect("it is taken");
    }
}

fn words_about_a_publication_are_erased_by_their_number(place: Place) {
    let few = few();
    place.with(async |store| {
        make_round(store, &few).await?;
        contest(store).await;
        Ok(())
    });
    if let Location::Postgres(_) = &place.location {
        place.sql("ANALYZE");
    }
    let (folder, store) = (place.folder(), place.store());
    let of = ["erase", "--store", &store, "--publication", "2018-v1"];
    let listed = printed(folder, &of).replace("\n  ", " ");
    for told in [
        format!("--event 3 kommunens skäl, {UNIT} eb-fia: «{SECRET}»"),
        format!("--event 4 motivering till beslut: «{SECRET} igen»"),
    ] {
        assert!(listed.contains(&told), "{told}: {listed}");
    }
    let english = printed(folder, &[&of[..], &["--lang", "en"]].concat());
    assert!(english.contains("--event 3 the municipality’s reason"), "{english}");
    assert!(is_in_the_files(&place, SECRET), "it is there before, so that its absence says something");
    for (given, code, told) in [
        (&["--publication", "2081-v1"][..], 1, "menade du `2018-v1`?"),
        (&["--publication", "2018-v1", "--confirm"], 2, "med --event"),
        (&["--publication", "2018-v1", "--event", "2"], 1, "texter finns i: 3, 4"),
        (&["--event", "3"], 2, "det här saknas: "),
        (&["--publication", "2018-v1", "--link", "a"], 2, "kan inte stå tillsammans"),
    ] {
        let err = refused(folder, &[&["erase", "--store", &store][..], given].concat(), code);
        assert!(err.replace("\n  ", " ").contains(told), "{given:?}: {err}");
    }
    for (event, last) in [("3", 5), ("4", 6)] {
        let one = [&of[..], &["--event", event]].concat();
        let preview = jamfor(folder, &one);
        let shown = text(&preview.stdout).replace("\n  ", " ");
        assert!(shown.contains(SECRET) && shown.contains("skulle tas bort"), "{shown}");
        assert!(text(&preview.stderr).contains("--confirm"), "{}", text(&preview.stderr));
        let done = jamfor(folder, &[&one[..], &["--confirm"]].concat());
        let (out, err) = (text(&done.stdout).replace("\n  ", " "), text(&done.stderr));
        assert!(done.status.success() && err.contains("säkerhetskopior"), "{out}{err}");
        let told = format!("texten är borttagen; händelse {last} i kedjan säger det");
        assert!(out.contains(&told) && out.contains("kedjan håller") && !out.contains("Hemligsson"), "{out}");
    }
    assert!(!is_in_the_files(&place, SECRET), "it is nowhere in the database's bytes");
    let verified = printed(folder, &["audit", "verify", "--store", &store]).replace("\n  ", " ");
    assert!(verified.contains("publiceringar: oförändrade – 6 händelser, 2 gallrade"), "{verified}");
    assert!(printed(folder, &of).contains("inga texter att ta bort"));
    let again = printed(folder, &[&of[..], &["--event", "3"]].concat());
    assert!(again.contains("redan borttagen"), "{again}");
    // A chain that does not hold is left as it is.
    match &place.location {
        Location::Sqlite(_) => place.sql("DROP TRIGGER publishing_is_not_changed"),
        Location::Postgres(_) => place.sql("ALTER TABLE publishing DISABLE TRIGGER ALL"),
    }
    place.sql("UPDATE publishing SET author = '{\"link\":\"en-annan\"}' WHERE no = 3");
    let broken = refused(folder, &[&of[..], &["--event", "3", "--confirm"]].concat(), 1);
    assert!(broken.contains("kedja håller inte") && broken.contains("Ta reda på"), "{broken}");
}
