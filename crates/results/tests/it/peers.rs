//! Peers of the bundled editions: who they are, why, who has none, and what each weight means.

use catalogue::Catalogue;
use catalogue::model::{Edition, Language};
use domain::{EditionYear, Kind, Number};
use results::peers::{Peers, peers};

fn edition(year: u16) -> Edition {
    Catalogue::bundled().expect("the bundled catalogue loads").editions[&EditionYear(year)].clone()
}

#[test]
fn every_municipality_that_is_a_unit_has_seven_peers_and_districts_say_what_they_lack() {
    let edition = edition(2018);
    let peers = peers(&edition).expect("2018 has peers");
    for (i, unit) in edition.frame.units.iter().enumerate() {
        match peers.of(i) {
            Ok(found) => {
                assert_eq!((unit.kind, found.len()), (Kind::Municipality, 7), "{}", unit.name);
                assert!(found.iter().all(|peer| peer.unit != i), "{} is no peer of its own", unit.name);
                assert!(found.is_sorted_by_key(|peer| peer.distance), "{}: nearest first", unit.name);
                assert_eq!(peers.why_not(&edition, i, Language::Swedish), "");
            }
            Err(missing) => {
                assert_eq!((unit.kind, missing.len()), (Kind::District, 4), "{}", unit.name);
                assert!(peers.sensitivity(i).is_empty());
            }
        }
    }
    let district = edition.frame.position("1480-01").unwrap();
    assert_eq!(
        peers.why_not(&edition, district, Language::Swedish),
        "Angered har inga liknande kommuner: uppgift saknas om Folkmängd 31 december 2017, Folkmängdens förändring \
         2016–2018, Invånare per kvadratkilometer, Andel av länets folkmängd."
    );
    assert!(peers.of(usize::MAX).is_err(), "a unit that there is not");
}

#[test]
fn a_peer_is_explained_variable_by_variable() {
    let edition = edition(2018);
    let peers = peers(&edition).unwrap();
    let unit = edition.frame.position("0680").unwrap();
    let first = &peers.of(unit).unwrap()[0];
    for peer in peers.of(unit).unwrap() {
        let sum: i128 = peer.parts.iter().map(|part| part.percent.scaled).sum();
        assert!((998..=1002).contains(&sum), "parts are per cent of the squared distance: {sum}");
        let squared: f64 =
            peer.parts.iter().map(|part| (part.difference.scaled as f64 / 1000.0).powi(2)).sum();
        assert!((squared.sqrt() - peer.distance.scaled as f64 / 1000.0).abs() < 0.003);
        // The other way round it is as far.
        assert_eq!(peers.distance(unit, peer.unit), peers.distance(peer.unit, unit));
    }
    assert_eq!(first.parts[0].own.to_string(), "137481", "the population itself, not its logarithm");
    assert_eq!(
        peers.why(&edition, first, Language::Swedish),
        "Linköping, avstånd 0,441: Folkmängd 31 december 2017 (jämförs logaritmerat) 158\u{a0}520 invånare mot egna \
         137\u{a0}481 (12,2 % av avståndet); Folkmängdens förändring 2016–2018 3,3 procent mot egna 2,9 (27,7 % av \
         avståndet); Invånare per kvadratkilometer 99,6 invånare per km² mot egna 89,4 (0,2 % av avståndet); Andel av \
         länets folkmängd 34,6 procent mot egna 38,5 (60,0 % av avståndet)."
    );
    assert!(peers.why(&edition, first, Language::English).contains("0.441: Population on 31 December 2017"));
}

#[test]
fn what_is_standardised_with_is_told() {
    let edition = edition(2018);
    let peers = peers(&edition).unwrap();
    for variable in &peers.variables {
        assert_eq!(variable.units, 288, "{}: the municipalities that are units", variable.settings.id);
        assert!(variable.deviation.scaled > 0, "{}", variable.settings.id);
    }
    // Gotland is its county; the share of Jönköping county is of all thirteen municipalities.
    let share = |code: &str| peers.figures(edition.frame.position(code).unwrap())[3].unwrap().to_string();
    assert_eq!((share("0980").as_str(), share("0680").as_str()), ("100.0", "38.5"));
    // Stockholm's population is in the county's sum, though the city is no unit: 110 003 of 2 308 143.
    assert_eq!(share("0126"), "4.8");
}

#[test]
fn weight_0_is_as_if_the_variable_were_not_there_and_twice_the_weight_is_what_sensitivity_says() {
    let mut edition = edition(2018);
    let before = peers(&edition).unwrap();
    let units: Vec<usize> = (0..edition.frame.units.len()).filter(|&i| before.of(i).is_ok()).collect();
    let told: Vec<_> = units.iter().map(|&unit| before.sensitivity(unit)).collect();
    let own = |peers: &Peers, unit: usize| -> Vec<usize> {
        peers.of(unit).unwrap().iter().map(|peer| peer.unit).collect()
    };
    let variables = edition.comparison.peers.clone().unwrap().variables;
    for i in 0..variables.len() {
        for weight in ["0", "2"] {
            let settings = edition.comparison.peers.as_mut().unwrap();
            settings.variables.clone_from(&variables);
            settings.variables[i].weight = weight.parse::<Number>().unwrap();
            let after = peers(&edition).unwrap();
            assert_eq!(after.variables.len(), if weight == "0" { 3 } else { 4 });
            for (&unit, told) in units.iter().zip(&told) {
                let changed =
                    if weight == "0" { told[i].without.as_ref().unwrap() } else { &told[i].doubled };
                let (was, now) = (own(&before, unit), own(&after, unit));
                let come: Vec<usize> = now.into_iter().filter(|unit| !was.contains(unit)).collect();
                assert_eq!(changed.come, come, "unit {unit}, variable {i}, weight {weight}");
                assert_eq!(changed.remain as usize + come.len(), 7);
            }
            if weight == "0" {
                edition.comparison.peers.as_mut().unwrap().variables.remove(i);
                let without = peers(&edition).unwrap();
                assert!(units.iter().all(|&unit| without.of(unit) == after.of(unit)), "variable {i}");
            }
        }
    }
    let unit = edition.frame.position("0680").unwrap();
    let words = before.sensitivity_words(&edition, unit, Language::Swedish);
    assert_eq!(
        words[0],
        "Folkmängd 31 december 2017 – utan måttet: alla 7 kvar; med dubbel vikt: 6 av 7 kvar, in kommer Norrköping."
    );
}

/// Computed independently with Python's floats from the same files.
#[test]
fn the_nearest_of_some_municipalities_are_these() {
    let edition = edition(2018);
    let peers = peers(&edition).unwrap();
    for (code, expected) in [
        (
            "0680",
            "Linköping 0.441, Eskilstuna 0.535, Karlstad 0.719, Halmstad 0.777, Gävle 0.780, Umeå 0.784, Växjö 0.859",
        ),
        (
            "0643",
            "Nykvarn 0.281, Hammarö 0.576, Åre 0.640, Gnesta 0.691, Östra Göinge 0.717, Bollebygd 0.725, Älmhult 0.790",
        ),
        (
            "0980",
            "Uppsala 4.136, Västerås 4.143, Östersund 4.613, Örebro 4.719, Växjö 4.869, Umeå 4.873, Karlskrona 5.242",
        ),
        (
            "1280",
            "Lidingö 3.020, Järfälla 3.061, Nacka 3.069, Täby 3.307, Sollentuna 3.375, Huddinge 3.418, Helsingborg 3.704",
        ),
    ] {
        let unit = edition.frame.position(code).unwrap();
        let told: Vec<String> = peers
            .of(unit)
            .unwrap()
            .iter()
            .map(|peer| format!("{} {}", edition.frame.units[peer.unit].name, peer.distance))
            .collect();
        assert_eq!(told.join(", "), expected, "{code}");
    }
}

#[test]
fn a_unit_that_lacks_a_measure_gets_no_peers_and_is_nobodys_peer() {
    let mut edition = edition(2018);
    let code = edition.frame.units[edition.frame.position("0680").unwrap()].code.clone();
    edition.measures.get_mut("area").unwrap().remove(&code);
    let peers = peers(&edition).unwrap();
    let unit = edition.frame.position("0680").unwrap();
    assert_eq!(peers.of(unit), Err([2].as_slice()));
    assert_eq!(
        peers.why_not(&edition, unit, Language::English),
        "Jönköping has no peers: not known: Inhabitants per square kilometre."
    );
    for other in 0..edition.frame.units.len() {
        assert!(peers.of(other).map_or(true, |found| found.iter().all(|peer| peer.unit != unit)));
    }
}

#[test]
fn an_edition_without_background_measures_says_why_it_has_no_peers() {
    let why = peers(&edition(2015)).expect_err("2015 has no measures");
    assert!(why.sv.starts_with("Inga bakgrundsmått är kända"), "{}", why.sv);
    assert!(why.get(Language::English).starts_with("No background measures"), "{:?}", why.en);
}
