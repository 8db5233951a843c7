//! The parts around the document: styles, lists, foot, properties, and the package that holds them.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::paper::Paper;
use super::body::NAMES;
use super::xml::escaped;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The package's parts, by name, in the order they are written.
pub(super) fn parts(paper: &Paper, document: &str) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", core(paper)),
        ("docProps/app.xml", app()),
        ("word/document.xml", document.to_owned()),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles(paper)),
        ("word/numbering.xml", numbering()),
        ("word/settings.xml", settings(paper)),
        ("word/footer1.xml", footer(paper)),
    ]
}

/// The parts as one file, every one dated alike.
pub(super) fn pack(parts: &[(&'static str, String)]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package.start_file(*name, options)?;
        package.write_all(content.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str, kind: &str| format!("<Override PartName=\"{name}\" ContentType=\"{kind}+xml\"/>");
    let all = [
        part("/word/document.xml", &format!("{word}.document.main")),
        part("/word/styles.xml", &format!("{word}.styles")),
        part("/word/numbering.xml", &format!("{word}.numbering")),
        part("/word/settings.xml", &format!("{word}.settings")),
        part("/word/footer1.xml", &format!("{word}.footer")),
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties"),
        part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties"),
    ];
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        all.concat()
    )
}

fn relation(id: u8, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn relation_part(all: &[String]) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        all.concat()
    )
}

fn relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relation_part(&[
        relation(1, &format!("{OFFICE}/officeDocument"), "word/document.xml"),
        relation(2, core, "docProps/core.xml"),
        relation(3, &format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ])
}

fn document_relations() -> String {
    relation_part(&[
        relation(1, &format!("{OFFICE}/styles"), "styles.xml"),
        relation(2, &format!("{OFFICE}/numbering"), "numbering.xml"),
        relation(3, &format!("{OFFICE}/settings"), "settings.xml"),
        relation(4, &format!("{OFFICE}/footer"), "footer1.xml"),
    ])
}

/// Title, language and the day it is dated.
fn core(paper: &Paper) -> String {
    let day = paper.iso_day();
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{} – {}</dc:title>\
         <dc:subject>{}</dc:subject><dc:creator>Jamfor</dc:creator><dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>",
        escaped(&paper.title),
        escaped(&paper.subtitle),
        escaped(&paper.foot),
        language(paper),
    )
}

fn app() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Jamfor</Application></Properties>"
    )
}

fn language(paper: &Paper) -> String {
    format!("{}-{}", paper.lang, paper.region)
}

fn settings(paper: &Paper) -> String {
    format!(
        "{HEAD}<w:settings {NAMES}><w:defaultTabStop w:val=\"567\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat><w:themeFontLang w:val=\"{}\"/></w:settings>",
        language(paper)
    )
}

/// What stands at the foot of every page, and which page it is.
fn footer(paper: &Paper) -> String {
    let field =
        |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text));
    format!(
        "{HEAD}<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}</w:p></w:ftr>",
        text(&paper.foot),
        field("PAGE"),
        text(&format!(" {} ", paper.of)),
        field("NUMPAGES")
    )
}

fn numbering() -> String {
    format!(
        "{HEAD}<w:numbering {NAMES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:ind w:left=\"340\" w:hanging=\"227\"/></w:pPr><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\"/>\
         <w:color w:val=\"0B4F5C\"/></w:rPr></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

/// A style of paragraphs: what stands in `w:pPr` and in `w:rPr`.
struct Look {
    id: &'static str,
    name: &'static str,
    next: &'static str,
    paragraph: &'static str,
    run: &'static str,
}

const fn look(
    id: &'static str,
    name: &'static str,
    next: &'static str,
    paragraph: &'static str,
    run: &'static str,
) -> Look {
    Look { id, name, next, paragraph, run }
}

/// Names that Word knows (`heading 1`, `Title`, `List Bullet`) are Word's own styles; the others are ours. Sizes are half
/// points, spaces twentieths of a point.
const LOOKS: [Look; 19] = [
    look(
        "Title",
        "Title",
        "Subtitle",
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"60\"/>",
        "<w:b/><w:color w:val=\"0B4F5C\"/><w:sz w:val=\"46\"/>",
    ),
    look(
        "Subtitle",
        "Subtitle",
        "BodyText",
        "<w:spacing w:before=\"0\" w:after=\"280\"/>",
        "<w:color w:val=\"50616A\"/><w:sz w:val=\"27\"/>",
    ),
    look(
        "Heading1",
        "heading 1",
        "BodyText",
        "<w:keepNext/><w:pageBreakBefore/><w:spacing w:before=\"0\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:color w:val=\"0B4F5C\"/><w:sz w:val=\"32\"/>",
    ),
    look(
        "Heading2",
        "heading 2",
        "BodyText",
        "<w:keepNext/><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"8\" w:color=\"9FB1B5\"/></w:pBdr><w:spacing w:before=\"380\" w:after=\"40\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:color w:val=\"0B4F5C\"/><w:sz w:val=\"23\"/>",
    ),
    look("BodyText", "Body Text", "BodyText", "<w:spacing w:before=\"0\" w:after=\"120\"/>", ""),
    look(
        "Fact",
        "Fakta",
        "Fact",
        "<w:tabs><w:tab w:val=\"left\" w:pos=\"2835\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"50\"/><w:ind w:left=\"2835\" w:hanging=\"2835\"/>",
        "",
    ),
    look(
        "Wording",
        "Frågans lydelse",
        "BodyText",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"80\" w:after=\"140\"/>",
        "<w:b/><w:sz w:val=\"22\"/>",
    ),
    look(
        "Meta",
        "Svarsform",
        "BodyText",
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"100\"/>",
        "<w:color w:val=\"50616A\"/><w:sz w:val=\"18\"/>",
    ),
    look(
        "Filter",
        "Besvaras om",
        "Wording",
        "<w:keepNext/><w:keepLines/><w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"7\" w:color=\"0B4F5C\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"D9E9EC\"/><w:spacing w:before=\"60\" w:after=\"120\"/><w:ind w:left=\"170\"/>",
        "",
    ),
    look(
        "Label",
        "Liten rubrik",
        "BodyText",
        "<w:keepNext/><w:spacing w:before=\"180\" w:after=\"60\"/>",
        "<w:b/><w:color w:val=\"0B4F5C\"/><w:sz w:val=\"18\"/>",
    ),
    look(
        "ListBullet",
        "List Bullet",
        "ListBullet",
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:before=\"0\" w:after=\"70\"/><w:ind w:left=\"340\" w:hanging=\"227\"/>",
        "",
    ),
    look(
        "Alternative",
        "Svarsalternativ",
        "Alternative",
        "<w:keepLines/><w:tabs><w:tab w:val=\"left\" w:pos=\"510\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"70\"/><w:ind w:left=\"510\" w:hanging=\"397\"/>",
        "",
    ),
    look(
        "Blank",
        "Rad att skriva på",
        "BodyText",
        "<w:tabs><w:tab w:val=\"left\" w:leader=\"underscore\" w:pos=\"2552\"/></w:tabs><w:spacing w:before=\"160\" w:after=\"120\"/><w:ind w:left=\"113\"/>",
        "",
    ),
    look("Cell", "Cell", "Cell", "<w:spacing w:before=\"50\" w:after=\"50\"/>", "<w:sz w:val=\"19\"/>"),
    look(
        "CellCentred",
        "Cell, centrerad",
        "CellCentred",
        "<w:spacing w:before=\"50\" w:after=\"50\"/><w:jc w:val=\"center\"/>",
        "<w:sz w:val=\"19\"/>",
    ),
    look(
        "Head",
        "Tabellhuvud",
        "Cell",
        "<w:keepNext/><w:spacing w:before=\"50\" w:after=\"50\"/>",
        "<w:b/><w:sz w:val=\"18\"/>",
    ),
    look(
        "HeadCentred",
        "Tabellhuvud, centrerat",
        "Cell",
        "<w:keepNext/><w:spacing w:before=\"50\" w:after=\"50\"/><w:jc w:val=\"center\"/>",
        "<w:b/><w:sz w:val=\"18\"/>",
    ),
    look(
        "After",
        "Efter tabell",
        "BodyText",
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>",
        "<w:sz w:val=\"8\"/>",
    ),
    look(
        "Footer",
        "footer",
        "Footer",
        "<w:tabs><w:tab w:val=\"right\" w:pos=\"9412\"/></w:tabs>",
        "<w:color w:val=\"50616A\"/><w:sz w:val=\"16\"/>",
    ),
];

fn styles(paper: &Paper) -> String {
    let language = language(paper);
    let mut all = format!(
        "{HEAD}<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" \
         w:cs=\"Arial\" w:eastAsia=\"Arial\"/><w:color w:val=\"1B2A2F\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>\
         <w:lang w:val=\"{language}\" w:eastAsia=\"{language}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/>\
         <w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>"
    );
    for Look { id, name, next, paragraph, run } in &LOOKS {
        all.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"{next}\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        ));
    }
    // A chapter of the first page: a heading like any other, but on the page.
    all.push_str(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Preface\"><w:name w:val=\"Rubrik 1 på sidan\"/>\
         <w:basedOn w:val=\"Heading1\"/><w:next w:val=\"BodyText\"/><w:qFormat/><w:pPr><w:pageBreakBefore w:val=\"0\"/>\
         <w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>",
    );
    for (id, sides) in
        [("Grid", &["top", "bottom", "insideH"][..]), ("Room", &["top", "left", "bottom", "right"])]
    {
        let colour = if id == "Grid" { "9FB1B5" } else { "50616A" };
        let borders: String = sides
            .iter()
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{colour}\"/>"))
            .collect();
        let name = if id == "Grid" { "Svarstabell" } else { "Svarsruta" };
        all.push_str(&format!(
            "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>\
             <w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
        ));
    }
    all.push_str("</w:styles>");
    all
}
