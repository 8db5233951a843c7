//! `backup` while the service runs, and `restore` into an empty store of either kind.

use std::fs;

use super::fill::{answered, fill};
use super::{Place, on_both};
use crate::{jamfor, printed, refused, text};

on_both!(a_backup_is_taken_while_the_store_is_open_and_restored_into_an_empty_one, what_cannot_be_is_told);

fn told(place: &Place, arguments: &[&str]) -> String {
    let output = jamfor(place.folder(), arguments);
    let err = text(&output.stderr);
    assert!(output.status.success(), "{arguments:?}\n{err}");
    err
}

fn a_backup_is_taken_while_the_store_is_open_and_restored_into_an_empty_one(place: Place) {
    let few = answered(2);
    let store = place.store();
    // The service has the store open all the while.
    place.with(async |open| {
        fill(open, &few).await?;
        let err = told(&place, &["backup", "kopia.bak", "--store", &store]);
        assert!(err.contains("skrev kopia.bak"), "{err}");
        Ok(())
    });
    let verify = |store: &str| printed(place.folder(), &["audit", "verify", "--store", store]);
    for other in [Place::sqlite(), Place::postgres()] {
        let into = other.store();
        let err = told(&place, &["restore", "kopia.bak", "--store", &into]);
        assert!(err.contains("läste tillbaka 1 omgångar"), "{err}");
        assert_eq!(verify(&into), verify(&store));
        let again = refused(place.folder(), &["restore", "kopia.bak", "--store", &into], 1);
        assert!(again.contains("innehåller redan något") && again.contains("--store"), "{again}");
    }
}

fn what_cannot_be_is_told(place: Place) {
    let (folder, store) = (place.folder(), place.store());
    let none = refused(folder, &["backup", "kopia.bak", "--store", &store], 1);
    assert!(none.contains("här finns inget svarslager") && none.contains("JAMFOR_STORE"), "{none}");
    place.with(async |store| fill(store, &answered(1)).await);
    told(&place, &["backup", "kopia.bak", "--store", &store]);
    let exists = refused(folder, &["backup", "kopia.bak", "--store", &store], 2);
    assert!(exists.contains("kopia.bak finns redan"), "{exists}");
    let nowhere = refused(folder, &["backup", "ingen/kopia.bak", "--store", &store], 1);
    assert!(nowhere.contains("ingen/kopia.bak"), "{nowhere}");

    let missing = refused(folder, &["restore", "ingen.bak", "--store", "ny.db"], 1);
    assert!(missing.contains("ingen.bak kan inte läsas"), "{missing}");
    fs::write(folder.join("annat.bak"), "det här är något annat\n").expect("it is written");
    let other = refused(folder, &["restore", "annat.bak", "--store", "ny.db"], 1);
    assert!(other.contains("rad 1 är inte som i en hel säkerhetskopia"), "{other}");
    let english = refused(folder, &["restore", "annat.bak", "--store", "ny.db", "--lang", "en"], 1);
    assert!(english.contains("Nothing was restored"), "{english}");
    assert!(!folder.join("ny.db").exists(), "no store is left behind");
}
