//! `compute` takes its answers from the store.

use std::fs;

use super::fill::{answered, fill, make_round, reopen, save, submit};
use super::{Place, on_both};
use crate::{jamfor, printed, text};

on_both!(
    a_round_of_the_store_gives_what_the_same_answers_in_a_file_give,
    only_what_is_submitted_counts_unless_asked_for,
    a_round_is_computed_as_it_was_known_then,
);

const CSV: [&str; 5] = ["compute", "--edition", "2018", "--format", "csv"];

fn a_round_of_the_store_gives_what_the_same_answers_in_a_file_give(place: Place) {
    let all = answered(usize::MAX);
    place.with(async |store| fill(store, &all).await);
    let (folder, store) = (place.folder(), place.store());
    fs::write(folder.join("svar.csv"), &all.csv).expect("it is written");
    let compute = ["compute", "--edition", "2018"];
    printed(folder, &[&compute[..], &["--answers", "svar.csv", "--out", "fil"]].concat());
    let from_store = ["--store", &store, "--round", "2018", "--out", "lager"];
    let output = jamfor(folder, &[&compute[..], &from_store].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let units: usize = all.units().iter().map(|(_, parts)| parts.len()).sum();
    let told = format!("{units} av {units} svar räknas\n");
    assert!(text(&output.stderr).contains(&told), "{}", text(&output.stderr));
    for name in ["outcomes.csv", "aggregates.csv"] {
        let [file, stored] =
            ["fil", "lager"].map(|from| fs::read(folder.join(from).join(name)).expect("read"));
        assert!(file == stored, "{name}: byte for byte");
        assert!(text(&stored).contains(";simulated\n"), "{name}: made-up answers say so");
    }
    for reading in ["explain", "reach"] {
        let cell = ["--edition", "2018", "--unit", "0643", "--format", "json"];
        let indicator = ["--indicator", "eb-rutin-missbruk"];
        let [file, stored] = [vec!["--answers", "svar.csv"], from_store[..4].to_vec()]
            .map(|given| printed(folder, &[&[reading][..], &cell, &indicator, &given].concat()));
        assert_eq!(file, stored, "{reading}");
    }
}

fn only_what_is_submitted_counts_unless_asked_for(place: Place) {
    let few = answered(3);
    let units = few.units();
    place.with(async |store| {
        make_round(store, &few).await?;
        for (i, (unit, parts)) in units.iter().enumerate() {
            for part in parts {
                save(store, unit, part, few.cells(i, part)).await;
            }
        }
        Ok(())
    });
    let (folder, store) = (place.folder(), place.store());
    fs::write(folder.join("svar.csv"), &few.csv).expect("it is written");
    let from_store = [&CSV[..], &["--store", &store, "--round", "2018"]].concat();
    let output = jamfor(folder, &from_store);
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("inget svar är inskickat") && err.contains("--include-open"), "{err}");
    let open = [&from_store[..], &["--include-open"]].concat();
    assert_eq!(printed(folder, &open), printed(folder, &[&CSV[..], &["--answers", "svar.csv"]].concat()));

    // One of them submits: theirs count alone.
    let (first, parts) = &units[0];
    place.with(async |store| {
        for part in parts {
            submit(store, first, part).await;
        }
        Ok(())
    });
    let csv = text(&few.csv);
    let own = csv.lines().filter(|line| line.starts_with("unit;") || line.starts_with(&format!("{first};")));
    let own: String = own.map(|line| format!("{line}\n")).collect();
    fs::write(folder.join("en.csv"), own).expect("it is written");
    let one = printed(folder, &[&CSV[..], &["--answers", "en.csv"]].concat());
    let output = jamfor(folder, &from_store);
    assert_eq!(text(&output.stdout), one);
    let err = text(&output.stderr);
    assert!(err.contains("påbörjade men inte inskickade"), "{err}");
    let english = jamfor(folder, &[&from_store[..], &["--lang", "en"]].concat());
    assert!(text(&english.stderr).contains("were begun and not submitted"), "{}", text(&english.stderr));

    // Why, and what it would take: answers that wait to be submitted are told of, and only where they do not count.
    let one_line = |said: String| said.split_whitespace().collect::<Vec<_>>().join(" ");
    for (reading, lang, told) in [
        ("explain", "sv", "är besvarad men inte inskickad"),
        ("reach", "sv", "är besvarad men inte inskickad"),
        ("reach", "en", "is answered but not submitted"),
    ] {
        for (unit, counted, is_told) in
            [(&units[1].0, None, true), (&units[1].0, Some("--include-open"), false), (first, None, false)]
        {
            let cell = ["--edition", "2018", "--unit", unit, "--indicator", "eb-rutin-missbruk"];
            let mut words =
                [&["--lang", lang, reading][..], &cell, &["--store", &store, "--round", "2018"]].concat();
            words.extend(counted);
            let said = one_line(printed(folder, &words));
            assert_eq!(said.contains(told), is_told, "{words:?}: {said}");
        }
    }

    // Opened again, it is open.
    place.with(async |store| {
        for part in parts {
            reopen(store, first, part).await;
        }
        Ok(())
    });
    assert_eq!(jamfor(folder, &from_store).status.code(), Some(1));
}

fn a_round_is_computed_as_it_was_known_then(place: Place) {
    let few = answered(2);
    let then = place.with(async |store| {
        make_round(store, &few).await?;
        let units = few.units();
        let (first, parts) = &units[0];
        for part in parts {
            save(store, first, part, few.cells(0, part)).await;
            submit(store, first, part).await;
        }
        let then = store.chain_end(&super::fill::round_id()).await?;
        let (second, parts) = &units[1];
        for part in parts {
            save(store, second, part, few.cells(1, part)).await;
            submit(store, second, part).await;
        }
        Ok(then)
    });
    let (folder, store) = (place.folder(), place.store());
    let from_store = [&CSV[..], &["--store", &store, "--round", "2018"]].concat();
    let at = |moment: &str| printed(folder, &[&from_store[..], &["--as-known-at", moment]].concat());
    let known_then = at(&then.no.to_string());
    let now = printed(folder, &from_store);
    assert_ne!(known_then, now);
    assert_eq!(at("2999-01-01T00:00:00Z"), now);
    place.with(async |store| {
        reopen(store, few.units()[0].0, few.units()[0].1[0]).await;
        Ok(())
    });
    assert_eq!(at(&then.no.to_string()), known_then, "what was known then never changes");
    for (moment, code, told) in [
        ("9999", 1, "har ingen post 9999; den sista är"),
        ("2000-01-01T00:00:00Z", 1, "inga svar att räkna"),
        ("0", 1, "inga svar att räkna"),
        ("i går", 2, "--as-known-at `i går`: det är ingen tidpunkt"),
        ("2018-06-01", 2, "--as-known-at `2018-06-01`: ett datum är ingen tidpunkt"),
        ("99999999999999999999", 2, "numret är för stort"),
    ] {
        let output = jamfor(folder, &[&from_store[..], &["--as-known-at", moment]].concat());
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{moment}: {err}");
        assert!(err.contains(told), "{moment}: {err}");
    }
}
