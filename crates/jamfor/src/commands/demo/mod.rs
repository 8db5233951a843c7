//! `jamfor demo`: a real result and a simulated round, one cell explained, and the files.

mod workbook;

use std::path::Path;

use anstyle::Style;
use anyhow::{Context, Result};
use catalogue::Catalogue;
use catalogue::answers::{GivenOutcomes, read_outcomes_bytes, read_published_bytes, write_answers};
use catalogue::model::{Edition, Vocabulary};
use domain::{EditionYear, Level, Outcome, swedish};
use publication::folder::{Files, Given, Sources};
use results::aggregates::Place;
use results::colours::{Mode, Verdict};
use results::{Results, explain, simulate};

use self::workbook::{Shown, workbook};
use super::compute::{origin_line, result_files, spread};
use crate::arguments::Lang;
use crate::display::{self, painted};
use crate::{files, output};

/// Where the demo writes, in the folder it is started in.
const FOLDER: &str = "jamfor-demo";
/// Published outcomes of Jönköping county's 13 municipalities (`examples/2015-jonkoping`).
const PUBLISHED: &[u8] = include_bytes!("../../../../../examples/2015-jonkoping/outcomes.csv");
/// The same with reconstructed counts behind the two percentage columns.
const RECONSTRUCTED: &[u8] =
    include_bytes!("../../../../../examples/2015-jonkoping/outcomes-med-rekonstruerade-antal.csv");
/// What the report prints for the nation and cannot be computed from thirteen municipalities.
const PRINTED: &[u8] = include_bytes!("../../../../../examples/2015-jonkoping/published.csv");
/// The dates of the sources' own publications.
const PUBLISHED_AT: [&str; 2] = ["2015-10-28T00:00:00Z", "2018-06-01T00:00:00Z"];
const COUNTY: &str = "06";
const SEED: u64 = 2018;
/// Width that tables keep to.
const WIDTH: usize = 100;
/// Width of indicator names; longer ones go on below.
const NAME_WIDTH: usize = 32;

pub(crate) fn run(lang: Lang) -> Result<()> {
    let catalogue = Catalogue::bundled()?;
    let folder = Path::new(FOLDER);
    let real = files::edition(&catalogue, EditionYear(2015))?;
    let published = computed(real, PUBLISHED)?;
    let reconstructed = computed(real, RECONSTRUCTED)?;
    show_county(&catalogue, real, &published, &reconstructed, lang);

    let round = files::edition(&catalogue, EditionYear(2018))?;
    let answers = simulate::simulate(round, SEED);
    let results = Results::from_answers(round, &answers.table, answers.origin.id());
    show_nation(&catalogue, round, &results, lang);
    let explained = show_explanation(&catalogue, round, &answers, &results, lang)?;

    let mut csv = Vec::new();
    write_answers(round, &answers, &mut csv)?;
    let readme = lang.say(
        "2015-jonkoping: beräknat ur publicerade utfall (Region Jönköpings län, 13 kommuner).\n2018-simulerad: SIMULERADE DATA, påhittade svar; outcomes.csv och aggregates.csv är räknade ur answers.csv.\njamforelse-*.xlsx: de färglagda arbetsböckerna; öppna dem i LibreOffice eller Excel.\n",
        "2015-jonkoping: computed from published outcomes (Region Jönköpings län, 13 municipalities).\n2018-simulerad: SIMULATED DATA, made-up answers; outcomes.csv and aggregates.csv are computed from answers.csv.\njamforelse-*.xlsx: the coloured workbooks; open them in LibreOffice or Excel.\n",
    );
    let real_folder = folder.join("2015-jonkoping");
    let mut real_files = result_files(real, &published, ".")?;
    real_files.push(("published-outcomes.csv", PUBLISHED.to_vec()));
    let printed = read_published_bytes(real, "published.csv", PRINTED)?;
    let county = [COUNTY.parse()?];
    let shown = Shown { at: PUBLISHED_AT[0], counties: &county, published: &printed };
    real_files.push(("jamforelse-2015.xlsx", workbook(&catalogue, real, &published, &shown, lang)?));
    files::write_all(&real_folder, &real_files)?;
    let round_folder = folder.join("2018-simulerad");
    let mut round_files = result_files(round, &results, ".")?;
    round_files.push(("answers.csv", csv));
    let shown = Shown { at: PUBLISHED_AT[1], counties: &county, published: &[] };
    round_files.push(("jamforelse-2018.xlsx", workbook(&catalogue, round, &results, &shown, lang)?));
    round_files.push(("explanation.json", serde_json::to_vec_pretty(&explained)?));
    files::write_all(&round_folder, &round_files)?;
    files::write_all(folder, &[("LÄSMIG.txt", readme.as_bytes().to_vec())])?;
    anstream::println!(
        "\n{} {}/, {}/",
        lang.say("Filerna ligger i", "The files are in"),
        real_folder.display(),
        round_folder.display()
    );
    anstream::println!(
        "{}\n  jamfor explain --edition 2018 --answers {given} --unit 06 --indicator eb-fia\n  jamfor reach --edition 2018 --answers {given} --unit 0643",
        lang.say("Pröva själv:", "Try it yourself:"),
        given = round_folder.join("answers.csv").display()
    );
    Ok(())
}

/// What the publication of the bundled result is made from: the published outcomes of Jönköping county's municipalities.
pub(crate) fn published_sources(catalogue: Files) -> Sources {
    Sources {
        edition: EditionYear(2015),
        number: 1,
        correction: None,
        published_at: PUBLISHED_AT[0].to_owned(),
        catalogue,
        given: Given::Outcomes("outcomes.csv".to_owned(), PUBLISHED.to_vec()),
        merged_from: Vec::new(),
        chain: None,
        published: Some(("published.csv".to_owned(), PRINTED.to_vec())),
        before: None,
        counties: vec![COUNTY.to_owned()],
    }
}

fn computed(edition: &Edition, outcomes: &[u8]) -> Result<Results> {
    let given: GivenOutcomes = read_outcomes_bytes(edition, "published-outcomes.csv", outcomes)?;
    let rows = results::Outcomes::from_rows(edition.computed().count(), given.outcomes);
    Ok(Results::from_outcomes(edition, rows, given.origin.id()))
}

fn heading(text: &str) {
    anstream::println!("\n{}{text}{:#}", anstyle::Style::new().bold(), anstyle::Style::new().bold());
}

/// The county's municipalities A–Ö, indicator by indicator, then the county's figure.
fn show_county(
    catalogue: &Catalogue,
    edition: &Edition,
    results: &Results,
    reconstructed: &Results,
    lang: Lang,
) {
    heading(lang.say(
        "Jönköpings län 2015 – räknat ur de 13 kommunernas publicerade utfall",
        "Jönköping county 2015 – computed from its 13 municipalities' published outcomes",
    ));
    anstream::println!("{}", legend(&catalogue.vocabulary, lang));
    let mut units: Vec<usize> = (0..edition.frame.units.len())
        .filter(|&unit| edition.frame.units[unit].county.as_str() == COUNTY)
        .collect();
    units.sort_by_key(|&unit| swedish::sort_key(&edition.frame.units[unit].name));
    let county = results.places.iter().position(|m| is_level(&m.place, Level::County, COUNTY));
    let columns: Vec<Column> = edition
        .computed()
        .enumerate()
        .filter(|(i, _)| {
            units.iter().any(|&unit| !matches!(results.outcomes.get(unit, *i), Outcome::Empty(_)))
        })
        .map(|(i, indicator)| {
            let mut cells: Vec<(String, Style)> = units
                .iter()
                .map(|&unit| {
                    let outcome = results.outcomes.get(unit, i);
                    let text = display::outcome(edition, &catalogue.vocabulary, indicator, outcome);
                    (text, display::style(&catalogue.vocabulary, display::verdict(indicator, outcome)))
                })
                .collect();
            if let Some(county) = county {
                let figure = results.aggregates.get(county, i);
                let sign = match figure.figure {
                    Ok(_) => display::aggregate(edition, &catalogue.vocabulary, figure, lang),
                    Err(_) if reconstructed.aggregates.get(county, i).figure.is_ok() => {
                        let other = reconstructed.aggregates.get(county, i);
                        format!("[{}] *", display::aggregate(edition, &catalogue.vocabulary, other, lang))
                    }
                    Err(_) => display::aggregate(edition, &catalogue.vocabulary, figure, lang),
                };
                cells.push((sign, Style::new()));
            }
            Column { header: indicator.short_name.get(lang.language()).to_owned(), cells }
        })
        .collect();
    let mut names: Vec<String> = units.iter().map(|&unit| edition.frame.units[unit].name.clone()).collect();
    names.push(lang.say("Länet", "County").to_owned());
    print_in_chunks(&names, &columns);
    anstream::println!(
        "{}",
        output::folded(lang.say(
            "* Länets procentvärden kräver antal som inte är publicerade; inom hakar: räknat ur rekonstruerade antal.\n  Övriga län och riket är undertryckta: bortfallet överstiger 20 procent när bara 13 kommuner är kända.",
            "* The county's percentages need counts that are not published; in brackets: from reconstructed counts.\n  All other counties and the nation are withheld: non-response exceeds 20 per cent with 13 municipalities known.",
        ))
    );
}

fn is_level(place: &Place, level: Level, code: &str) -> bool {
    matches!(place, Place::Level(l, c) if *l == level && c.as_str() == code)
}

fn legend(vocabulary: &Vocabulary, lang: Lang) -> String {
    let mode = vocabulary.mode(Mode::Target.id()).map_or("", |word| word.name.get(lang.language()));
    let items = Verdict::ALL.into_iter().filter(|verdict| verdict.mode() == Mode::Target).map(|verdict| {
        let name = vocabulary.colour(verdict.id()).map_or("", |word| word.name.get(lang.language()));
        let sign = display::sign(vocabulary, Some(verdict));
        format!("{} {}", painted(sign, display::style(vocabulary, Some(verdict))), name.to_lowercase())
    });
    let items: Vec<String> = items.collect();
    format!("{} {}: {}", lang.say("Färgläge", "Colour mode"), mode.to_lowercase(), items.join(" · "))
}

struct Column {
    header: String,
    cells: Vec<(String, Style)>,
}

/// A table cut into as many pieces as the width needs, each with the names at the left.
fn print_in_chunks(names: &[String], columns: &[Column]) {
    let width_of = |text: &str| text.chars().count();
    let name_width = names.iter().map(|name| width_of(name)).max().unwrap_or(0);
    let mut rest = columns;
    while !rest.is_empty() {
        let mut width = name_width;
        let mut take = 0;
        for column in rest {
            let needed = 2 + column_width(column);
            if take > 0 && width + needed > WIDTH {
                break;
            }
            width += needed;
            take += 1;
        }
        let (chunk, after) = rest.split_at(take);
        let headers: Vec<Vec<String>> =
            chunk.iter().map(|column| wrapped(&column.header, column_width(column))).collect();
        let height = headers.iter().map(Vec::len).max().unwrap_or(0);
        anstream::println!();
        for line in 0..height {
            let mut text = " ".repeat(name_width);
            for (column, header) in chunk.iter().zip(&headers) {
                // Headers stand on the line above the figures.
                let missing = height - header.len();
                let part = if line < missing { "" } else { header[line - missing].as_str() };
                text.push_str(&format!("  {part:<width$}", width = column_width(column)));
            }
            anstream::println!("{}", text.trim_end());
        }
        for (row, name) in names.iter().enumerate() {
            let mut text = format!("{name:<name_width$}");
            for (i, column) in chunk.iter().enumerate() {
                let (cell, style) = &column.cells[row];
                // The last column is not filled up: no blanks at the end of lines.
                let width = if i + 1 == chunk.len() { 0 } else { column_width(column) };
                text.push_str(&format!("  {}", painted(&format!("{cell:<width$}"), *style)));
            }
            anstream::println!("{text}");
        }
        rest = after;
    }
}

fn column_width(column: &Column) -> usize {
    let cells = column.cells.iter().map(|(cell, _)| cell.chars().count()).max().unwrap_or(0);
    let longest_word = column.header.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    cells.max(longest_word).max(12)
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// The nation, a county and a municipality, an indicator a line.
fn show_nation(catalogue: &Catalogue, edition: &Edition, results: &Results, lang: Lang) {
    heading(
        lang.say("Simulerad omgång 2018 – ekonomiskt bistånd", "Simulated round 2018 – social assistance"),
    );
    anstream::print!("{}", origin_line(results, lang));
    anstream::println!("{}", legend(&catalogue.vocabulary, lang));
    anstream::println!(
        "{}",
        lang.say(
            "Till höger antalet objekt: ✔ ◐ ✘, ej aktuellt, övrigt, bortfall",
            "To the right the number of units: ✔ ◐ ✘, not applicable, other, missing"
        )
    );
    let unit = edition.frame.units.iter().position(|unit| unit.name == "Habo");
    let county = results.places.iter().position(|m| is_level(&m.place, Level::County, COUNTY));
    let nation = results.places.iter().position(|m| matches!(m.place, Place::Level(Level::Nation, _)));
    let (Some(unit), Some(county), Some(nation)) = (unit, county, nation) else { return };
    anstream::println!(
        "\n{:<NAME_WIDTH$} {:<17} {:>8} {:>8}   {}",
        "",
        "Habo",
        lang.say("Länet", "County"),
        lang.say("Riket", "Nation"),
        lang.say("  ✔   ◐   ✘ ·  ej · övr · bfl", "  ✔   ◐   ✘ · n/a · oth · mis")
    );
    for (i, indicator) in edition.computed().enumerate() {
        let outcome = results.outcomes.get(unit, i);
        let cell = display::outcome(edition, &catalogue.vocabulary, indicator, outcome);
        let figure = |place: usize| {
            let aggregate = results.aggregates.get(place, i);
            match aggregate.figure {
                Ok(figure) => swedish::figure(figure, edition.plain_ends),
                Err(why) => {
                    catalogue.vocabulary.no_figure(why.id()).map_or("..", |n| n.sign.as_str()).to_owned()
                }
            }
        };
        let [reached, partly, missed, not_applicable, other, missing] = spread(edition, results, i);
        let style = display::style(&catalogue.vocabulary, display::verdict(indicator, outcome));
        let name = wrapped(indicator.short_name.get(lang.language()), NAME_WIDTH);
        anstream::println!(
            "{:<NAME_WIDTH$} {} {:>8} {:>8}   {reached:>3} {partly:>3} {missed:>3} · {not_applicable:>3} · {other:>3} · {missing:>3}",
            name[0],
            painted(&format!("{cell:<17}"), style),
            figure(county),
            figure(nation),
        );
        for more in &name[1..] {
            anstream::println!("  {more}");
        }
    }
    let withheld: Vec<&str> = results
        .places
        .iter()
        .enumerate()
        .filter(|(place, _)| {
            results.aggregates.get(*place, 0).figure
                == Err(domain::NoFigure::Withheld(domain::Withheld::NonResponse))
        })
        .filter_map(|(_, membership)| match &membership.place {
            Place::Level(_, code) => edition.frame.name(code.as_str()),
            Place::Group(..) => None,
        })
        .collect();
    let told =
        lang.say("Undertryckta, mer än 20 procent bortfall", "Withheld, more than 20 per cent non-response");
    anstream::println!("{}", output::folded(&format!("{told}: {}", withheld.join(", "))));
}

/// One cell that was not reached, explained.
fn show_explanation(
    catalogue: &Catalogue,
    edition: &Edition,
    answers: &catalogue::answers::Answers,
    results: &Results,
    lang: Lang,
) -> Result<serde_json::Value> {
    let wanted = "eb-utredningsmall-barn";
    let (position, indicator) = edition
        .computed()
        .enumerate()
        .find(|(_, indicator)| indicator.id.as_str() == wanted)
        .context("the bundled edition has the indicator")?;
    // The red cell of the county with the most answers behind it.
    let answered = |unit: &usize| answers.table.row(*unit).iter().filter(|raw| raw.given).count();
    let red = (0..edition.frame.units.len())
        .filter(|&unit| edition.frame.units[unit].county.as_str() == COUNTY)
        .filter(|&unit| {
            display::verdict(indicator, results.outcomes.get(unit, position)) == Some(Verdict::NotReached)
        })
        .max_by_key(answered)
        .unwrap_or(0);
    let origin = answers.origin.id();
    let explanation = explain::outcome(edition, &catalogue.vocabulary, answers, red, indicator, origin);
    heading(lang.say("Varför? Ett värde förklarat", "Why? One value explained"));
    for sentence in explanation.told(lang.language(), edition, &catalogue.vocabulary, indicator) {
        anstream::println!("{}", output::folded(&sentence));
    }
    Ok(explanation.to_json())
}
