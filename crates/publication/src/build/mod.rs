//! From catalogue, edition and results to the publication model.
//!
//! Everything that is shown is decided here: what the audience may see, which words stand beside which sign,
//! which table a figure is in. Renderers look nothing up.

mod before;
mod cubes;
mod rule_words;
mod scene;
mod sheets;
mod words;

use catalogue::Catalogue;
use catalogue::answers::PublishedValue;
use catalogue::model::Edition;
use domain::UnitCode;
use results::Results;
use results::origin::OriginWords;

pub use self::cubes::place_id;
use self::scene::Scene;
pub use self::scene::unit_mode;
pub use self::words::day;
pub(crate) use self::words::moment;
use self::words::say;
use crate::model::{Audience, Cube, Publication, Text};

/// What a publication is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The catalogue: words, families, groupings.
    pub catalogue: &'a Catalogue,
    /// The edition that is published.
    pub edition: &'a Edition,
    /// Its results.
    pub results: &'a Results,
    /// When it is published, as the user says it; nothing is read from the clock.
    pub published_at: jiff::Timestamp,
    /// The same as the user wrote it: the offset tells which local time people read.
    pub published_as: &'a str,
    /// The counties that get a sheet of their own.
    pub counties: &'a [UnitCode],
    /// Values that others published: shown beside, never computed with.
    pub published: &'a [PublishedValue],
    /// The last comparable edition or round.
    pub before: Option<Before<'a>>,
    /// The number of a simulated round.
    pub round: Option<u8>,
    /// The name of a trial.
    pub trial: Option<&'a str>,
    /// The program and its version: `jamfor 0.1.0`.
    pub program: &'a str,
}

/// The last comparable edition or round, and its results.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// Its results.
    pub results: &'a Results,
}

/// The publication for an audience.
///
/// The public sees outcomes, figures and reasons: never an answer as it was given, a free text or a comment. Those
/// are not part of [`Input`], so nothing here could show them.
pub fn build(input: &Input<'_>, audience: Audience) -> Publication {
    let scene = Scene::new(input);
    let caution = caution(input);
    let cubes = cubes(&scene);
    let document = sheets::document(&scene, &cubes);
    Publication {
        title: input.edition.name.clone(),
        edition: input.edition.year.0,
        caution,
        origin: input.results.origin.clone(),
        published_at: input.published_at,
        audience,
        modes: scene.words.modes.clone(),
        colours: scene.words.colours.clone(),
        cubes,
        document,
    }
}

fn cubes(scene: &Scene<'_>) -> Vec<Cube> {
    let mut all = vec![
        cubes::outcomes(scene),
        cubes::aggregates(scene),
        cubes::background(scene),
        cubes::response(scene),
        cubes::cannot_say(scene),
        cubes::comparability(scene),
        cubes::across_areas(scene),
    ];
    if let Ok(peers) = &scene.peers {
        all.extend([
            cubes::peers(scene, peers),
            cubes::peer_sensitivity(scene, peers),
            cubes::peer_variables(scene, peers),
        ]);
    }
    all.extend(cubes::published(scene));
    all
}

/// What stands on every sheet of what is not a real result; empty for a real one.
fn caution(input: &Input<'_>) -> Text {
    let told = OriginWords::parse(&input.results.origin).unwrap_or_default();
    let round = input.round.or(told.round);
    let simulated = match (told.simulated, round) {
        (false, _) => None,
        (true, None) => Some(say(
            "Simulerade data. Svaren är påhittade av programmet och säger inget om någon verklig kommun.",
            "Simulated data. The answers are made up by the program and say nothing about any real municipality.",
        )),
        (true, Some(round)) => Some(say(
            format!(
                "Simulerad omgång {round}. Svaren är påhittade av programmet och säger inget om någon verklig kommun."
            ),
            format!(
                "Simulated round {round}. The answers are made up by the program and say nothing about any real municipality."
            ),
        )),
    };
    let trial = (told.trial || input.trial.is_some()).then(|| {
        let name = words::same(input.trial.unwrap_or_default());
        words::fill(
            "Prövning: {}. Regler eller gränser är ändrade på prov. Det här är inte det riktiga resultatet.",
            "Trial: {}. Rules or limits are changed on trial. This is not the real result.",
            &[&name],
        )
    });
    let both: Vec<Text> = trial.into_iter().chain(simulated).collect();
    words::join(&both, " ")
}
