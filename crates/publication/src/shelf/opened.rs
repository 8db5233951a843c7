//! A publication opened: everything one may ask of it.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use catalogue::answers::{Answers, PublishedValue};
use catalogue::model::{Edition, Vocabulary};
use catalogue::{Catalogue, Problems};
use domain::EditionYear;
use results::Results;
use results::peers::{Peers, peers};

use super::search::Index;
use crate::folder::{Files, Refused, Sources, Stage};
use crate::manifest::Manifest;
use crate::model::{Block, Card, Cube, Observation, Publication, Text, Value};

/// What a publication says: its model, and what explanations are made from. All of it is public.
pub struct Opened {
    publication: Publication,
    stage: Stage,
    peers: Result<Peers, Text>,
    /// Of each cube, where its codes stand.
    places: HashMap<(String, usize), HashMap<String, usize>>,
    index: OnceLock<Index>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").field("title", &self.publication.title).finish_non_exhaustive()
    }
}

impl Opened {
    /// What a folder's own sources give.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn of(manifest: &Manifest, files: &Files) -> Result<Self, Problems> {
        let stage = Sources::of_folder(manifest, files).map_err(|problem| Problems::from_iter([*problem]));
        stage.and_then(|sources| Self::of_sources(manifest, &sources).map_err(|why| why.problems()))
    }

    fn of_sources(manifest: &Manifest, sources: &Sources) -> Result<Self, Refused> {
        let stage = Stage::of(sources)?;
        let publication = stage.publication(sources, &manifest.program)?;
        let peers = peers(stage.edition()?);
        let dimensions = publication.cubes.iter().flat_map(|cube| {
            cube.dimensions.iter().enumerate().map(move |(at, dimension)| {
                let codes = dimension.codes.iter().enumerate().map(|(at, code)| (code.id.clone(), at));
                ((cube.id.clone(), at), codes.collect())
            })
        });
        let places = dimensions.collect();
        Ok(Self { publication, stage, peers, places, index: OnceLock::new() })
    }

    /// The model: cubes and document.
    pub fn publication(&self) -> &Publication {
        &self.publication
    }

    /// The catalogue it was computed by.
    pub fn catalogue(&self) -> &Catalogue {
        &self.stage.catalogue
    }

    /// Names and signs.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.stage.catalogue.vocabulary
    }

    /// The edition.
    pub fn edition(&self) -> &Edition {
        self.stage.edition().expect("it was there when the publication was opened")
    }

    /// What was computed.
    pub fn results(&self) -> &Results {
        &self.stage.computed.results
    }

    /// The answers as everybody may see them: no comment, no free text. None where only outcomes are known.
    pub fn answers(&self) -> Option<&Answers> {
        self.stage.computed.answers.as_ref()
    }

    /// Values that others published.
    pub fn published(&self) -> &[PublishedValue] {
        &self.stage.published
    }

    /// Who is most alike.
    ///
    /// # Errors
    /// Why nobody is.
    pub fn peers(&self) -> Result<&Peers, &Text> {
        self.peers.as_ref()
    }

    /// The last comparable edition and its results, as the publication has them beside its own.
    pub fn before(&self) -> Option<(&Edition, &Results)> {
        let previous = self.stage.before.as_ref()?;
        let year = EditionYear(previous.manifest.edition);
        Some((previous.catalogue.editions.get(&year)?, &previous.results))
    }

    /// What can be found in it; made when somebody searches for the first time.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.publication))
    }

    /// What a cube says of one code a dimension: `("outcomes", ["0643", "eb-rutin-missbruk"])`.
    pub fn observation(&self, cube: &str, codes: &[&str]) -> Option<&Observation> {
        let found: &Cube = self.publication.cube(cube)?;
        let place = |(at, code): (usize, &&str)| self.places.get(&(cube.to_owned(), at))?.get(*code).copied();
        let places: Vec<usize> = codes.iter().enumerate().map(place).collect::<Option<_>>()?;
        found.at(&places)
    }

    /// The card of an indicator in the publication's own document.
    pub fn card(&self, indicator: &str) -> Option<&Card> {
        let mut blocks = self.publication.document.sections.iter().flat_map(|section| &section.blocks);
        blocks.find_map(|block| match block {
            Block::Card(card) if card.anchor == indicator => Some(card),
            Block::Card(_)
            | Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Note(_)
            | Block::Legend(_)
            | Block::Table(_)
            | Block::Link(_) => None,
        })
    }

    /// What a unit got.
    pub fn outcome(&self, unit: &str, indicator: &str) -> Option<&Observation> {
        self.observation("outcomes", &[unit, indicator])
    }

    /// What others printed of a place, where the publication cannot compute it; none where they printed no figure.
    pub fn printed(&self, place: &str, indicator: &str) -> Option<&Observation> {
        let found = self.observation("published", &[place, indicator])?;
        matches!(found.value, Value::Figure(..)).then_some(found)
    }

    /// The figure of a place: `county:06`, `nation:SE`, `city:0180`, `group:size:3`.
    pub fn figure(&self, place: &str, indicator: &str) -> Option<&Observation> {
        self.observation("aggregates", &[place, indicator])
    }
}
