//! The sections as a whole: names, links, languages, and how they read.

use std::collections::BTreeSet;

use publication::model::{Block, Link, Publication, Section, TableCell, Text};

use super::dump;
use super::given::{of_2015, of_2018};

fn both() -> [&'static Publication; 2] {
    [of_2015(), of_2018()]
}

#[test]
fn every_sheet_has_a_name_that_workbooks_allow() {
    for publication in both() {
        let mut names = BTreeSet::new();
        for section in &publication.document.sections {
            for name in [Some(&section.name.sv), section.name.en.as_ref()].into_iter().flatten() {
                assert!((1..=31).contains(&name.chars().count()), "{name}");
                assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
            }
            assert!(names.insert(section.name.sv.to_lowercase()), "{}", section.name.sv);
        }
    }
}

fn links(section: &Section) -> Vec<&Link> {
    let mut links = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Link(link) => links.push(link),
            Block::Table(table) => {
                links.extend(table.columns.iter().filter_map(|column| column.link.as_ref()));
                let cells = table.rows.iter().flat_map(|row| row.keys.iter().chain(&row.cells));
                links.extend(cells.filter_map(|cell| match cell {
                    TableCell::Link(link) => Some(link),
                    TableCell::Blank
                    | TableCell::Text(_)
                    | TableCell::Whole(_)
                    | TableCell::Figure(..)
                    | TableCell::Outcome(..)
                    | TableCell::Empty(..) => None,
                }));
            }
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Note(_)
            | Block::Legend(_)
            | Block::Card(_) => {}
        }
    }
    links
}

fn anchors(section: &Section) -> BTreeSet<&str> {
    let mut anchors = BTreeSet::from([""]);
    for block in &section.blocks {
        match block {
            Block::Card(card) => drop(anchors.insert(&card.anchor)),
            Block::Table(table) => anchors.extend(table.rows.iter().map(|row| row.anchor.as_str())),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Note(_)
            | Block::Legend(_)
            | Block::Link(_) => {}
        }
    }
    anchors
}

#[test]
fn every_link_leads_somewhere() {
    for publication in both() {
        let sections = &publication.document.sections;
        for section in sections {
            for link in links(section) {
                let to = sections.iter().find(|known| known.id == link.section);
                let to = to.unwrap_or_else(|| panic!("{}: no section {}", section.id, link.section));
                assert!(anchors(to).contains(link.anchor.as_str()), "{}: {link:?}", section.id);
            }
        }
    }
}

#[test]
fn a_section_has_at_most_one_wide_table_and_only_footnotes_below_it() {
    const WIDE: usize = 14;
    for publication in both() {
        for section in &publication.document.sections {
            for (i, block) in section.blocks.iter().enumerate() {
                if let Block::Table(table) = block
                    && table.columns.len() + table.keys.len() > WIDE
                {
                    let is_footnote = |block: &Block| matches!(block, Block::Paragraph(_));
                    assert!(section.blocks[i + 1..].iter().all(is_footnote), "{}", section.id);
                }
            }
        }
    }
}

/// Everything in a section that the program says itself.
fn own_words(section: &Section) -> Vec<&Text> {
    let mut texts = vec![&section.title];
    for block in &section.blocks {
        match block {
            Block::Heading(text) | Block::Paragraph(text) | Block::Note(text) => texts.push(text),
            Block::Link(link) => texts.push(&link.text),
            Block::Table(table) => {
                texts.push(&table.caption);
                texts.extend(table.keys.iter().map(|key| &key.head));
            }
            Block::List(_) | Block::Legend(_) | Block::Card(_) => {}
        }
    }
    texts
}

#[test]
fn headings_and_paragraphs_of_our_own_are_in_both_languages() {
    for publication in both() {
        for section in &publication.document.sections {
            for text in own_words(section) {
                assert!(!text.sv.contains("{}"), "{}: {}", section.id, text.sv);
                let is_name = text.sv.chars().count() < 60;
                assert!(
                    text.en.is_some() || is_name || text.sv.starts_with("Fyra mått"),
                    "{}: {}",
                    section.id,
                    text.sv
                );
            }
        }
    }
}

#[test]
fn the_read_me_of_2015_reads_well() {
    insta::assert_snapshot!(dump::section(of_2015(), "read-me"));
}

#[test]
fn the_read_me_of_a_simulated_round_reads_well() {
    insta::assert_snapshot!(dump::section(of_2018(), "read-me"));
}

#[test]
fn response_changes_and_areas_read_well() {
    let publication = of_2018();
    for id in ["response", "changes", "across-areas"] {
        insta::assert_snapshot!(id, dump::section(publication, id));
    }
}

/// The first card whole; of the others what decides.
fn cards(publication: &Publication) -> String {
    let whole = dump::section(publication, "indicators");
    let mut cards = whole.split("\n=== ");
    let mut text = cards.by_ref().take(2).collect::<Vec<_>>().join("\n=== ");
    for card in cards {
        let decides = card.split_once("\nBeräkning: ").map_or("none", |(_, rest)| {
            rest.split_once("\nRäknas som")
                .or(rest.split_once("\nFör län, riket och grupper"))
                .map_or(rest, |(rule, _)| rule)
        });
        let name = card.lines().next().unwrap_or_default();
        text.push_str(&format!("\n=== {name}\n{decides}\n"));
    }
    text
}

#[test]
fn the_cards_read_well() {
    insta::assert_snapshot!("cards_2015", cards(of_2015()));
    insta::assert_snapshot!("cards_2018", cards(of_2018()));
}

#[test]
fn the_english_read_me_says_that_quoted_names_are_in_swedish_and_when_it_was_published() {
    for publication in both() {
        let read_me = &publication.document.sections[0];
        let english: Vec<&str> = read_me.blocks.iter().filter_map(paragraph).collect();
        assert!(
            english.iter().any(|text| text.contains("are in Swedish, its official language")),
            "{english:?}"
        );
        assert!(english.iter().any(|text| text.contains("1 March 2026 at 10:30 (UTC+1)")), "{english:?}");
    }
}

#[test]
fn a_logarithm_says_so_and_the_districts_have_no_similar_municipalities() {
    let measures = dump::section(of_2018(), "peers-measures");
    for part in [
        "invånare (logaritm)",
        "De 24 stadsdelarna har inga liknande kommuner: måtten finns bara för kommuner.",
    ] {
        assert!(measures.contains(part), "{part}: {measures}");
    }
}

fn paragraph(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(text) => Some(text.get(publication::model::Language::English)),
        Block::Heading(_)
        | Block::List(_)
        | Block::Note(_)
        | Block::Legend(_)
        | Block::Link(_)
        | Block::Table(_)
        | Block::Card(_) => None,
    }
}
