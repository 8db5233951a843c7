//! Renders workbooks by LibreOffice, with Swedish numbers, and reads the pages' text with the place of each word.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::xml::Node;

/// A word on a page, in points from the page's upper left corner.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

/// A page's words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) words: Vec<Word>,
}

/// A folder with a LibreOffice of its own, so that tests do not wait for each other.
pub(crate) struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    /// An office that shows numbers as Swedish readers see them.
    pub(crate) fn swedish() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let user = folder.path().join("office/user");
        std::fs::create_dir_all(&user).expect("a folder");
        let settings = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>sv-SE</value></prop></item></oor:items>"#;
        std::fs::write(user.join("registrymodifications.xcu"), settings).expect("the settings");
        Self { folder }
    }

    /// The pages as they are printed.
    pub(crate) fn print(&self, workbook: &[u8]) -> Vec<Page> {
        pages(&self.pdf(workbook, "pdf"))
    }

    /// Each sheet on one page as large as it is, without margins: places are sums of widths and heights.
    pub(crate) fn sheets(&self, workbook: &[u8]) -> Vec<Page> {
        pages(
            &self.pdf(
                workbook,
                r#"pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}"#,
            ),
        )
    }

    fn pdf(&self, workbook: &[u8], filter: &str) -> PathBuf {
        let source = self.folder.path().join("arbetsbok.xlsx");
        std::fs::write(&source, workbook).expect("the workbook");
        run(Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", self.folder.path().join("office").display()))
            .args(["--headless", "--convert-to", filter, "--outdir"])
            .arg(self.folder.path())
            .arg(&source));
        let pdf = source.with_extension("pdf");
        assert!(pdf.is_file(), "LibreOffice opened the workbook and wrote no PDF");
        pdf
    }
}

/// The words of a PDF.
fn pages(pdf: &Path) -> Vec<Page> {
    let boxes = pdf.with_extension("html");
    run(Command::new("pdftotext").arg("-bbox").arg(pdf).arg(&boxes));
    let text = std::fs::read_to_string(&boxes).expect("the words");
    let start = text.find("<doc>").expect("the words of the document");
    let end = text.find("</doc>").expect("the words of the document") + "</doc>".len();
    let number = |node: &Node, name: &str| -> f64 {
        node.get(name).and_then(|text| text.parse().ok()).expect("a place on the page")
    };
    Node::parse(&text[start..end])
        .children
        .iter()
        .map(|page| Page {
            width: number(page, "width"),
            height: number(page, "height"),
            words: page
                .children
                .iter()
                .map(|word| Word {
                    text: word.text.clone(),
                    left: number(word, "xMin"),
                    right: number(word, "xMax"),
                    top: number(word, "yMin"),
                    bottom: number(word, "yMax"),
                })
                .collect(),
        })
        .collect()
}

fn run(command: &mut Command) {
    match command.output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => panic!("{command:?}: {error}; installera libreoffice-calc och poppler-utils"),
    }
}
