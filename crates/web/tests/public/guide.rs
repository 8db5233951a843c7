//! The guide says what the publication's own document says.

use publication::model::Block;

use crate::page::Page;
use crate::shelf::{Site, issues};

#[tokio::test]
async fn every_section_of_the_guide_is_there_and_every_indicator_has_its_card() {
    let site = Site::new().await;
    let issue = &issues()[3];
    let opened = issue.opened().expect("a publication");
    let guide = Page::read(&site.page("/resultat/2018-omgang-3/guide").await);
    let links: Vec<&str> = guide
        .elements
        .iter()
        .filter_map(|element| element.get("href"))
        .filter(|href| href.starts_with("/resultat/2018-omgang-3/guide/"))
        .collect();
    assert!(links.len() >= 6, "{links:?}");
    for link in &links {
        site.page(link).await;
        site.page(&format!("/en{link}")).await;
    }
    let section = opened.publication().document.sections.iter().find(|section| section.id == "indicators");
    let cards = section.expect("the cards").blocks.iter().filter_map(|block| match block {
        Block::Card(card) => Some(card),
        _ => None,
    });
    let page = site.page("/resultat/2018-omgang-3/guide/indicators").await;
    let elements = Page::read(&page).elements;
    let mut anchors = Vec::new();
    for card in cards {
        assert!(elements.iter().any(|element| element.get("id") == Some(&card.anchor)), "{}", card.anchor);
        for row in &card.rows {
            assert!(
                elements
                    .iter()
                    .any(|element| element.name == "dd" && element.text.trim() == row.text.sv.trim()),
                "{}: {}",
                card.anchor,
                row.text.sv
            );
        }
        anchors.push(card.anchor.clone());
    }
    let lacks: Vec<_> =
        opened.edition().computed().filter(|known| !anchors.contains(&known.id.to_string())).collect();
    assert!(lacks.is_empty(), "{lacks:?}");
}

#[tokio::test]
async fn the_guide_alone_leads_to_the_latest_publication_and_an_unknown_section_is_told() {
    let site = Site::new().await;
    let latest = site.get("/guide").await;
    assert_eq!(latest.status, 303);
    let to = latest.headers["location"].to_str().expect("an address").to_owned();
    site.page(&to).await;
    let lost = site.get("/resultat/2018-omgang-3/guide/finns-inte").await;
    assert_eq!(lost.status, 404);
    assert!(lost.body.contains("/resultat/2018-omgang-3/guide\""), "{}", lost.body);
}

#[tokio::test]
async fn the_chapters_of_the_guide_say_what_the_catalogue_says() {
    let site = Site::new().await;
    let all = issues();
    let opened = all[3].opened().expect("a publication");
    let guide = site.page("/resultat/2018-omgang-3/guide").await;
    let chapter = |id: &str| format!("/resultat/2018-omgang-3/guide/{id}");
    for id in ["kvalitet", "sorteringsnycklar", "insamling", "analys", "fragor"] {
        assert!(guide.contains(&format!("\"{}\"", chapter(id))), "{id}");
    }
    let words = opened.vocabulary();
    let quality = site.page(&chapter("kvalitet")).await;
    let named = words
        .quality_areas
        .iter()
        .map(|area| &area.named)
        .chain(&words.dimensions)
        .chain(&words.indicator_types);
    for named in named {
        assert!(quality.contains(&named.name.sv) && quality.contains(&named.meaning.sv), "{}", named.id);
    }
    let english = site.page(&format!("/en{}", chapter("kvalitet"))).await;
    assert!(english.contains("Accessibility") && english.contains("Quality areas"), "{english}");

    let steps = site.page(&chapter("analys")).await;
    let steps_en = site.page(&format!("/en{}", chapter("analys"))).await;
    assert_eq!(words.analysis.len(), 4);
    for step in &words.analysis {
        for text in step.points.iter().chain([&step.name]) {
            assert!(steps.contains(&text.sv), "{}", text.sv);
            assert!(text.en.as_ref().is_some_and(|en| steps_en.contains(en)), "{}", text.sv);
        }
    }

    // Numbers of thousands keep to one line.
    let keys = site.page(&chapter("sorteringsnycklar")).await.replace('\u{a0}', " ");
    let frame = &opened.edition().frame;
    for scheme in &frame.schemes {
        assert!(keys.contains(&scheme.name), "{}", scheme.name);
        for group in &scheme.groups {
            let members = frame
                .units
                .iter()
                .filter(|unit| unit.groups.get(&scheme.grouping) == Some(&group.code))
                .count();
            let row = keys.split("<tr").find(|row| {
                row.contains(&group.name)
                    && row.contains(&group.criterion)
                    && row.contains(&format!("<div>{members}</div>"))
            });
            assert!(row.is_some(), "{} {}: {members}", scheme.name, group.name);
        }
    }
    // Every group leads to its own page.
    let page = Page::read(&keys);
    let groups: Vec<&str> = page
        .elements
        .iter()
        .filter_map(|element| element.get("href"))
        .filter(|href| href.contains("/enhet/group:"))
        .collect();
    assert!(groups.len() >= 10, "{groups:?}");
    for group in groups {
        site.page(group).await;
    }

    let collection = site.page(&chapter("insamling")).await;
    let edition = opened.edition();
    for note in &edition.collection.notes {
        assert!(collection.contains(note.as_str()), "{note}");
    }
    for told in ["24 januari 2018", "21 mars 2018", "Vad som kan bli fel", "M25"] {
        assert!(collection.contains(told), "{told}");
    }
}
