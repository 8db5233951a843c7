//! Every address of the interface: one list, which the service mounts and the OpenAPI description is made from.

use serde_json::Value as Json;
use utoipa::ToSchema;
use utoipa::openapi::{Ref, RefOr, Schema};

use super::asked::{Answer, Asked};
use super::parameter::{FORMAT, JSON, LANG, LIMIT, OFFSET, PER, Parameter};
use super::problem::Problem;
use super::selection::{COUNTY, GROUP, INDICATOR, LEVEL, MODE, PLACE};
use super::{
    change, correction, cube, entry, explanation, guide, indicator, learn, moved, observation, paging, peer,
    place, publication, search,
};
use crate::public::Look;

/// Schemas by name, as a description collects them.
pub(super) type Schemas = Vec<(String, RefOr<Schema>)>;

/// An address.
#[derive(Debug)]
pub struct Endpoint {
    /// Its path, with names in braces.
    pub path: &'static str,
    /// What it is called.
    pub id: &'static str,
    /// What it is about.
    pub tag: &'static str,
    /// What it gives, in Swedish and in English.
    pub says: [&'static str; 2],
    /// What its query may have.
    pub parameters: &'static [&'static Parameter],
    /// Whether it gives a table, too.
    pub table: bool,
    /// Of what form its answer is.
    pub schema: fn(&mut Schemas) -> RefOr<Schema>,
    /// How the answer is made.
    pub make: Make,
}

/// How an answer is made.
#[derive(Clone, Copy, Debug)]
pub enum Make {
    /// Of everything that is published.
    Site(fn(&Asked<'_>) -> Result<Answer, Problem>),
    /// Of the publication `{publication}`.
    Publication(fn(&Asked<'_>, &Look<'_>) -> Result<Answer, Problem>),
}

/// The schema of a type, by reference.
fn of<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    Ref::from_schema_name(T::name()).into()
}

/// The schema of a page of lines of a type.
fn pages<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    of::<paging::PageLinks>(schemas);
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    let name = format!("{}Page", T::name());
    schemas.push((name.clone(), <paging::Page<T> as utoipa::PartialSchema>::schema()));
    Ref::from_schema_name(name).into()
}

/// Any object.
fn object(_: &mut Schemas) -> RefOr<Schema> {
    <Json as utoipa::PartialSchema>::schema()
}

/// What every answer of one thing understands.
const ONE: &[&Parameter] = &[&LANG, &JSON, &PER];
/// What is the same at all times.
const ALWAYS: &[&Parameter] = &[&LANG, &JSON];
/// What every list understands.
const LIST: &[&Parameter] = &[&LANG, &FORMAT, &PER, &LIMIT, &OFFSET];

/// All addresses.
pub static ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/v1",
        id: "entry",
        tag: "about",
        says: ["Ingången: vad som finns och var.", "The way in: what there is, and where."],
        parameters: ONE,
        table: false,
        schema: of::<entry::Entry>,
        make: Make::Site(entry::entry),
    },
    Endpoint {
        path: "/api/v1/api-info",
        id: "api_info",
        tag: "about",
        says: ["Om gränssnittet: namn, version, status.", "About the interface: name, version, status."],
        parameters: ALWAYS,
        table: false,
        schema: of::<entry::ApiInfo>,
        make: Make::Site(entry::info),
    },
    Endpoint {
        path: "/api/v1/openapi.json",
        id: "openapi",
        tag: "about",
        says: ["Den här beskrivningen, OpenAPI 3.1.", "This description, OpenAPI 3.1."],
        parameters: &[],
        table: false,
        schema: object,
        make: Make::Site(entry::openapi),
    },
    Endpoint {
        path: "/api/openapi.json",
        id: "openapi_of_latest",
        tag: "about",
        says: ["Beskrivningen av den senaste versionen.", "The description of the latest version."],
        parameters: &[],
        table: false,
        schema: object,
        make: Make::Site(entry::openapi),
    },
    Endpoint {
        path: "/api/v1/problems",
        id: "problems",
        tag: "about",
        says: [
            "Alla slags problem, och vad man gör åt dem.",
            "All kinds of problems, and what to do about them.",
        ],
        parameters: ALWAYS,
        table: false,
        schema: of::<entry::ProblemInfos>,
        make: Make::Site(entry::problems),
    },
    Endpoint {
        path: "/api/v1/problems/{problem}",
        id: "problem",
        tag: "about",
        says: ["Ett slags problem.", "A kind of problem."],
        parameters: ALWAYS,
        table: false,
        schema: of::<entry::ProblemInfo>,
        make: Make::Site(entry::problem),
    },
    Endpoint {
        path: "/api/v1/search",
        id: "search",
        tag: "search",
        says: [
            "Söker bland kommuner, stadsdelar, län, indikatorer och årgångar: högst 25 träffar av varje slag.",
            "Searches municipalities, districts, counties, indicators and editions: at most 25 hits of each kind.",
        ],
        parameters: &[&LANG, &JSON, &PER, &search::Q],
        table: false,
        schema: of::<search::Found>,
        make: Make::Site(search::found),
    },
    Endpoint {
        path: "/api/v1/publications",
        id: "publications",
        tag: "publications",
        says: [
            "Gällande publiceringar, senaste årgången först.",
            "Valid publications, the latest edition first.",
        ],
        parameters: LIST,
        table: true,
        schema: pages::<publication::Publication>,
        make: Make::Site(publication::list),
    },
    Endpoint {
        path: "/api/v1/corrections",
        id: "corrections",
        tag: "publications",
        says: ["Alla rättelser, den senaste först.", "All corrections, the latest first."],
        parameters: LIST,
        table: true,
        schema: pages::<correction::Correction>,
        make: Make::Site(publication::corrections),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}",
        id: "publication",
        tag: "publications",
        says: ["En publicering.", "A publication."],
        parameters: ONE,
        table: false,
        schema: of::<publication::Publication>,
        make: Make::Publication(publication::one),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/versions",
        id: "versions",
        tag: "publications",
        says: [
            "Alla nummer av en publicering, med vad varje rättade.",
            "All numbers of a publication, with what each corrected.",
        ],
        parameters: LIST,
        table: true,
        schema: pages::<publication::Publication>,
        make: Make::Publication(publication::versions),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/moves",
        id: "moves",
        tag: "publications",
        says: [
            "Vad en rättelse flyttade: utfall, andelar, platser, färger och liknande kommuner, före och efter.",
            "What a correction moved: outcomes, shares, ranks, colours and similar municipalities, before and after.",
        ],
        parameters: LIST,
        table: true,
        schema: pages::<moved::Move>,
        make: Make::Publication(moved::list),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/changes",
        id: "changes",
        tag: "publications",
        says: [
            "Förändring sedan en tidigare publicering, för en plats: varje indikator då och nu, om de får jämföras, och vad av en förändring som är verklighet och vad som är definition.",
            "Change since an earlier publication, of a place: every indicator then and now, whether they may be compared, and what of a change is reality and what is definition.",
        ],
        parameters: &[&LANG, &FORMAT, &PER, &change::FROM, &change::PLACE, &LIMIT, &OFFSET],
        table: true,
        schema: pages::<change::Change>,
        make: Make::Publication(change::list),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/manifest",
        id: "manifest",
        tag: "publications",
        says: [
            "Förteckningen, byte för byte: filernas kontrollsummor och kommandot som gör dem igen.",
            "The manifest, byte by byte: hashes of the files and the command that makes them again.",
        ],
        parameters: ONE,
        table: false,
        schema: of::<publication::Manifest>,
        make: Make::Publication(publication::manifest),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/colours",
        id: "colours",
        tag: "publications",
        says: ["Färglägen och vad deras färger betyder.", "Colour modes and what their colours mean."],
        parameters: ONE,
        table: false,
        schema: of::<publication::Colours>,
        make: Make::Publication(publication::colours),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/indicators",
        id: "indicators",
        tag: "indicators",
        says: ["Indikatorer och bakgrundsmått.", "Indicators and background measures."],
        parameters: LIST,
        table: true,
        schema: pages::<indicator::Indicator>,
        make: Make::Publication(indicator::list),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/indicators/{indicator}",
        id: "indicator",
        tag: "indicators",
        says: [
            "En indikator med indikatorbeskrivning och regel.",
            "An indicator with its definition card and its rule.",
        ],
        parameters: ONE,
        table: false,
        schema: of::<indicator::Definition>,
        make: Make::Publication(indicator::one),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/places",
        id: "places",
        tag: "places",
        says: [
            "Platser: kommuner och stadsdelar, sedan städer, län, riket och grupper.",
            "Places: municipalities and districts, then cities, counties, the nation and groups.",
        ],
        parameters: &[&LANG, &FORMAT, &PER, &PLACE, &LEVEL, &COUNTY, &GROUP, &LIMIT, &OFFSET],
        table: true,
        schema: pages::<place::Place>,
        make: Make::Publication(place::list),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/places/{place}",
        id: "place",
        tag: "places",
        says: ["En plats.", "A place."],
        parameters: ONE,
        table: false,
        schema: of::<place::Place>,
        make: Make::Publication(place::one),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/places/{place}/peers",
        id: "peers",
        tag: "places",
        says: ["Liknande kommuner, var och en förklarad.", "Similar municipalities, each explained."],
        parameters: LIST,
        table: true,
        schema: pages::<peer::Peer>,
        make: Make::Publication(peer::list),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/observations",
        id: "observations",
        tag: "observations",
        says: [
            "Värden: varje indikator på varje plats, med täljare, nämnare och färg, eller varför värdet saknas.",
            "Values: each indicator at each place, with numerator, denominator and colour, or why there is none.",
        ],
        parameters: &[
            &LANG, &FORMAT, &PER, &INDICATOR, &PLACE, &LEVEL, &COUNTY, &GROUP, &MODE, &LIMIT, &OFFSET,
        ],
        table: true,
        schema: pages::<observation::Observation>,
        make: Make::Publication(observation::list),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/observations/{indicator}/{place}",
        id: "observation",
        tag: "observations",
        says: ["Ett värde.", "One value."],
        parameters: &[&LANG, &JSON, &PER, &MODE],
        table: false,
        schema: of::<observation::Observation>,
        make: Make::Publication(observation::one),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/explanations/{indicator}/{place}",
        id: "explanation",
        tag: "observations",
        says: [
            "Varför värdet är vad det är: hela härledningen, utan kommentarer, fritexter eller vem som svarat.",
            "Why the value is what it is: the whole derivation, without comments, free texts or who answered.",
        ],
        parameters: ONE,
        table: false,
        schema: of::<explanation::Explanation>,
        make: Make::Publication(explanation::explained),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/reach/{indicator}/{place}",
        id: "reach",
        tag: "observations",
        says: [
            "Vad skulle krävas för att nå målvärdet, eller för att vara bland de bästa?",
            "What would it take to reach the target, or to be among the best?",
        ],
        parameters: ONE,
        table: false,
        schema: of::<explanation::Reach>,
        make: Make::Publication(explanation::reach),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/learn/{indicator}/{place}",
        id: "learn",
        tag: "observations",
        says: [
            "Vem en kommun eller stadsdel kan lära av: de liknande som gick från inte uppnått till uppnått och stannade där, och vad de svarade före och efter. Utan kommentarer, fritexter eller vem som svarat.",
            "Who a municipality or district can learn from: the similar ones that moved from not reached to reached and stayed there, and what they answered before and after. Without comments, free texts or who answered.",
        ],
        parameters: ONE,
        table: false,
        schema: of::<learn::Learning>,
        make: Make::Publication(learn::learning),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/cubes",
        id: "cubes",
        tag: "cubes",
        says: ["Allt som publiceringen säger i siffror.", "Everything that the publication says in figures."],
        parameters: LIST,
        table: true,
        schema: pages::<cube::Cube>,
        make: Make::Publication(cube::list),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/cubes/{cube}",
        id: "cube",
        tag: "cubes",
        says: ["En kub med koderna i varje dimension.", "A cube with the codes of each dimension."],
        parameters: ONE,
        table: false,
        schema: of::<cube::CubeCodes>,
        make: Make::Publication(cube::one),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/cubes/{cube}/observations",
        id: "cube_observations",
        tag: "cubes",
        says: ["Cellerna i en kub.", "The cells of a cube."],
        parameters: &[&LANG, &FORMAT, &PER, &cube::CODE, &LIMIT, &OFFSET],
        table: true,
        schema: pages::<cube::CubeObservation>,
        make: Make::Publication(cube::observations),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/guide",
        id: "guide",
        tag: "guide",
        says: [
            "Guide och metod: avsnitten i publiceringens eget dokument.",
            "Guide and method: the sections of the publication's own document.",
        ],
        parameters: LIST,
        table: true,
        schema: pages::<guide::Section>,
        make: Make::Publication(guide::list),
    },
    Endpoint {
        path: "/api/v1/publications/{publication}/guide/{section}",
        id: "guide_section",
        tag: "guide",
        says: ["Ett avsnitt i guiden.", "A section of the guide."],
        parameters: ONE,
        table: false,
        schema: of::<guide::SectionText>,
        make: Make::Publication(guide::one),
    },
];
