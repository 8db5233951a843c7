//! The description of the interface (OpenAPI 3.1): addresses and parameters from [`ENDPOINTS`], schemas from the types that answers
//! are made of. Nothing in it is written twice.

use std::sync::LazyLock;

use serde_json::{Map, Value as Json, json};
use utoipa::{PartialSchema, ToSchema};

use super::endpoints::{Endpoint, Make, Schemas};
use super::parameter::{Kind, Parameter};
use super::problem::{Elsewhere, Near, Problem};
use super::{ENDPOINTS, VERSION};

/// What the names of paths stand for: name, in Swedish, in English, one that leads somewhere.
const NAMES: [(&str, &str, &str, &str); 6] = [
    (
        "publication",
        "Publiceringen: 2018 är den gällande av årgången, 2018-omgang-3 av en simulerad omgång, 2018-v1 ett nummer.",
        "The publication: 2018 is the valid one of the edition, 2018-omgang-3 of a simulated round, 2018-v1 a number.",
        "2018-omgang-3",
    ),
    ("indicator", "Indikatorns id.", "The id of the indicator.", "eb-fia"),
    (
        "place",
        "Platsen: 0643, county:06, city:0180, nation:SE, group:size:3.",
        "The place: 0643, county:06, city:0180, nation:SE, group:size:3.",
        "0643",
    ),
    ("cube", "Kubens id.", "The id of the cube.", "background"),
    ("section", "Avsnittets id.", "The id of the section.", "read-me"),
    ("problem", "Slaget av problem.", "The kind of problem.", "unknown-id"),
];

/// The description, as JSON.
pub fn document() -> &'static str {
    static MADE: LazyLock<String> = LazyLock::new(|| {
        let mut schemas: Schemas = Vec::new();
        let paths: Map<String, Json> = ENDPOINTS
            .iter()
            .map(|endpoint| (endpoint.path.to_owned(), path(endpoint, &mut schemas)))
            .collect();
        let own = [
            (Near::name(), Near::schema()),
            (Elsewhere::name(), Elsewhere::schema()),
            (Problem::name(), Problem::schema()),
        ];
        schemas.extend(own.map(|(name, schema)| (name.into_owned(), schema)));
        let mut schemas: Map<String, Json> = schemas
            .into_iter()
            .map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default()))
            .collect();
        schemas.sort_keys();
        let mut schemas = Json::Object(schemas);
        never_null(&mut schemas);
        let whole = json!({
            "openapi": "3.1.0",
            "info": info(),
            "servers": [{ "url": "/", "description": "Den tjänst som svarade. The service that answered." }],
            "tags": tags(),
            "paths": paths,
            "components": { "schemas": schemas, "responses": problems(), "headers": headers() },
        });
        whole.to_string()
    });
    &MADE
}

fn info() -> Json {
    let description = "\
Det som de öppna sidorna visar, som data. Läs docs/api.md för regler och begränsningar.\n\n\
* Varje värde har ett tal eller ett utfall, eller en status som säger varför det saknas: aldrig null, aldrig en tom lista utan förklaring.\n\
* Okända parametrar och id är fel, och felet säger vad som ligger närmast.\n\
* Begränsningar: högst 1 000 rader i ett svar, högst 500 värden i ett filter, och 1 200 frågor i minuten från en adress. \
Hela publiceringar laddas ner som filer.\n\
* Servicenivå: ingen är utfäst.\n\n\
What the public pages show, as data. Read docs/api.md for rules and limits.\n\n\
* Each value has a figure or an outcome, or a status that says why there is none: never null, never an empty list without a reason.\n\
* Unknown parameters and ids are errors, and the error says what is nearest.\n\
* Limits: at most 1,000 lines in an answer, at most 500 values in a filter, and 1,200 requests a minute from one address. \
Whole publications are downloaded as files.\n\
* Service level: none is promised.";
    json!({
        "title": "Jamfor: öppna jämförelser, open comparisons",
        "version": VERSION,
        "description": description,
        "contact": { "name": "Den som driver tjänsten / those who run the service", "url": "/kontakt" },
        "license": { "name": "EUPL-1.2 (programmet, the program)", "url": "https://eupl.eu/1.2/sv/" },
        "x-limitations": "limit ≤ 1000; 500 values a filter; 1200 requests a minute",
        "x-sla": { "availability": "ingen utfäst / none promised", "responseTime": "ingen utfäst / none promised", "support": "/kontakt" },
    })
}

fn tags() -> Json {
    let tags = [
        ("about", "Om gränssnittet. About the interface."),
        ("search", "Sökning. Search."),
        ("publications", "Publiceringar, versioner, rättelser. Publications, versions, corrections."),
        ("indicators", "Indikatorer och regler. Indicators and rules."),
        ("places", "Kommuner, stadsdelar, län, grupper. Municipalities, districts, counties, groups."),
        ("observations", "Värden, och varför de är vad de är. Values, and why they are what they are."),
        ("cubes", "Allt i siffror. Everything in figures."),
        ("guide", "Guide och metod. Guide and method."),
    ];
    tags.into_iter().map(|(name, description)| json!({ "name": name, "description": description })).collect()
}

fn path(endpoint: &Endpoint, schemas: &mut Schemas) -> Json {
    let [sv, en] = endpoint.says;
    let named = endpoint.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let named = named.filter_map(|name| NAMES.iter().find(|(known, ..)| *known == name)).map(
        |(name, sv, en, example)| {
            json!({
                "name": name, "in": "path", "required": true, "description": format!("{sv} / {en}"),
                "schema": { "type": "string", "minLength": 1, "maxLength": 200 }, "example": example,
            })
        },
    );
    let parameters: Vec<Json> =
        named.chain(endpoint.parameters.iter().map(|known| parameter(known))).collect();
    let schema = serde_json::to_value((endpoint.schema)(schemas)).unwrap_or_default();
    let mut content = Map::new();
    content.insert("application/json".to_owned(), json!({ "schema": schema }));
    if endpoint.table {
        content.insert("text/csv".to_owned(), json!({ "schema": { "type": "string" } }));
    }
    let is_list = endpoint.parameters.iter().any(|parameter| parameter.name == "limit");
    let mut own: Map<String, Json> = ["ETag", "Cache-Control", "Vary", "Content-Language", "Link"]
        .map(|name| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") })))
        .into_iter()
        .collect();
    if is_list {
        own.insert("X-Total-Count".to_owned(), json!({ "$ref": "#/components/headers/X-Total-Count" }));
    }
    let mut responses = Map::new();
    responses.insert(
        "200".to_owned(),
        json!({ "description": format!("{sv} / {en}"), "content": content, "headers": own }),
    );
    responses.insert("304".to_owned(), json!({ "description": "Oförändrat sedan den ETag som If-None-Match anger. / Unchanged since the ETag of If-None-Match." }));
    let is_found = parameters.iter().any(|parameter| parameter["in"] == "path")
        || matches!(endpoint.make, Make::Publication(_));
    for (status, name) in STATUSES {
        if status != "404" || is_found {
            responses.insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/{name}") }));
        }
    }
    json!({
        "get": {
            "operationId": endpoint.id,
            "tags": [endpoint.tag],
            "summary": en,
            "description": format!("{sv}\n\n{en}"),
            "parameters": parameters,
            "responses": responses,
        }
    })
}

fn parameter(known: &Parameter) -> Json {
    let [sv, en] = known.says;
    let schema = match known.kind {
        Kind::One(listed) => json!({ "type": "string", "enum": listed }),
        Kind::Some(listed) => {
            json!({ "type": "array", "items": { "type": "string", "enum": listed }, "minItems": 1 })
        }
        Kind::Ids => json!({
            "type": "array", "items": { "type": "string", "minLength": 1, "pattern": "^[^,]+$" }, "minItems": 1,
            "maxItems": super::parameter::MOST_VALUES,
        }),
        Kind::Id(form) => json!({ "type": "string", "minLength": 1, "pattern": form }),
        Kind::Whole(from, to) => {
            let usual = match known.name {
                "limit" => super::parameter::USUAL,
                _ => from,
            };
            json!({ "type": "integer", "minimum": from, "maximum": to, "default": usual })
        }
        Kind::When => json!({ "type": "string", "anyOf": [{ "format": "date" }, { "format": "date-time" }] }),
        Kind::Words(most) => json!({ "type": "string", "minLength": 1, "maxLength": most }),
    };
    let is_many = matches!(known.kind, Kind::Some(_) | Kind::Ids);
    let mut told = json!({
        "name": known.name, "in": "query", "required": known.is_required(),
        "description": format!("{sv} / {en}"), "schema": schema,
    });
    let example = match known.kind {
        Kind::Whole(..) => known.example.parse::<u64>().map_or(Json::Null, Json::from),
        Kind::Some(_) | Kind::Ids => known.example.split(',').collect(),
        Kind::One(_) | Kind::Id(_) | Kind::When | Kind::Words(_) => json!(known.example),
    };
    told["example"] = example;
    if is_many {
        told["style"] = json!("form");
        told["explode"] = json!(false);
    }
    told
}

/// Statuses of answers that are problems, with what they are called.
const STATUSES: [(&str, &str); 7] = [
    ("400", "BadRequest"),
    ("404", "NotFound"),
    ("406", "NotAcceptable"),
    ("413", "ContentTooLarge"),
    ("429", "TooManyRequests"),
    ("500", "InternalError"),
    ("503", "Unavailable"),
];

fn problems() -> Json {
    let says = |status: &str| match status {
        "400" => {
            "Frågan går inte att läsa, eller har en parameter som inte finns eller inte kan ha det värdet. / The request cannot be read, or has a parameter that there is none of or that cannot have this value."
        }
        "404" => {
            "Publiceringen, indikatorn eller platsen finns inte (här): felet säger vad som ligger närmast och var den finns. / There is no such publication, indicator or place (here): the problem says what is nearest and where it is found."
        }
        "406" => "Finns inte i någon form som Accept tillåter. / There is no form of it that Accept allows.",
        "413" => "Frågan har en kropp som är för stor. / The request has a body that is too large.",
        "429" => {
            "För många frågor; Retry-After säger när nästa får komma. / Too many requests; Retry-After says when the next may come."
        }
        "503" => "Inte tillgängligt just nu. / Not available just now.",
        _ => "Något gick fel hos oss. / Something went wrong here.",
    };
    let problem = |(status, name): (&str, &str)| {
        let mut response = json!({
            "description": says(status),
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        });
        if status == "429" {
            response["headers"] = json!({ "Retry-After": { "$ref": "#/components/headers/Retry-After" } });
        }
        (name.to_owned(), response)
    };
    Json::Object(STATUSES.into_iter().map(problem).collect())
}

fn headers() -> Json {
    let text = |description: &str| json!({ "description": description, "schema": { "type": "string" } });
    json!({
        "ETag": text("Stark: samma byte så länge den är densamma. / Strong: the same bytes as long as it is the same."),
        "Cache-Control": text("Får sparas, men frågas om igen varje gång. / May be kept, but is asked for again each time."),
        "Vary": text("Vad svaret beror på. / What the answer depends on."),
        "Content-Language": text("Språket för namn och texter; officiella texter kan finnas bara på svenska. / The language of names and texts; official texts may be in Swedish only."),
        "Link": text("Andra sidor av listan (RFC 8288). / Other pages of the list (RFC 8288)."),
        "Retry-After": { "description": "Sekunder. / Seconds.", "schema": { "type": "integer" } },
        "X-Total-Count": { "description": "Rader på alla sidor. / Lines on all pages.", "schema": { "type": "integer" } },
    })
}

/// What may be missing is left out of answers; it is never null.
fn never_null(schema: &mut Json) {
    match schema {
        Json::Object(fields) => {
            if let Some(Json::Array(types)) = fields.get_mut("type") {
                types.retain(|one| one != "null");
                if let [one] = types.as_slice() {
                    let one = one.clone();
                    fields.insert("type".to_owned(), one);
                }
            }
            if let Some(Json::Array(all)) = fields.get_mut("oneOf") {
                all.retain(|one| one.get("type").is_none_or(|kind| kind != "null"));
                if let [Json::Object(only)] = all.as_slice() {
                    let only = only.clone();
                    fields.remove("oneOf");
                    fields.extend(only);
                }
            }
            fields.values_mut().for_each(never_null);
        }
        Json::Array(all) => all.iter_mut().for_each(never_null),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_two_types_have_the_same_name() {
        let mut schemas: Schemas = Vec::new();
        for endpoint in ENDPOINTS {
            (endpoint.schema)(&mut schemas);
        }
        let mut known: HashMap<String, Json> = HashMap::new();
        for (name, schema) in schemas {
            let schema = serde_json::to_value(schema).expect("a schema");
            let before = known.entry(name.clone()).or_insert_with(|| schema.clone());
            assert_eq!(*before, schema, "two types are called {name}");
        }
    }
}
