//! The document as PDF: set by Typst, tagged (PDF/UA-1) and archived (PDF/A-2a), both enforced while it is written.
//!
//! Texts reach Typst as data: the template `assets/questionnaire.typ` reads `paper.json` and contains no text of the
//! catalogue, so nothing that somebody wrote is ever read as markup.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::super::QuestionnaireError;
use super::paper::Paper;

const TEMPLATE: &str = include_str!("../../../assets/questionnaire.typ");

/// Source Sans 3, as the pages of the web: its licence lies beside it.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/SourceSans3-Regular.ttf"),
    include_bytes!("../../../assets/fonts/SourceSans3-Semibold.ttf"),
];

/// What never changes between documents.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
}

static SHOP: LazyLock<Result<Shop, String>> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.into_iter().flat_map(|font| Font::iter(Bytes::new(font))).collect();
    let path = VirtualPath::new("questionnaire.typ").map_err(|error| error.to_string())?;
    let template = Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), TEMPLATE.to_owned());
    // Headings of rows are marked by a function that Typst still calls an extra.
    let features: Features = [Feature::A11yExtras].into_iter().collect();
    Ok(Shop {
        library: LazyHash::new(Library::builder().with_features(features).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template,
    })
});

/// All that Typst sees of the world: the template, the paper, two fonts. No clock, no disk, no packages.
struct Desk {
    shop: &'static Shop,
    paper: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.book
    }

    fn main(&self) -> FileId {
        self.shop.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(self.shop.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id.vpath().get_without_slash() {
            "paper.json" => Ok(self.paper.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The document, as bytes: the same for the same paper.
pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, QuestionnaireError> {
    let shop = SHOP.as_ref().map_err(|error| QuestionnaireError::Pdf(error.clone()))?;
    let json = serde_json::to_vec(paper).map_err(|error| QuestionnaireError::Pdf(error.to_string()))?;
    let desk = Desk { shop, paper: Bytes::new(json) };
    let set = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| told(&errors));
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| QuestionnaireError::Pdf(error.message().to_string()))?;
    let options = PdfOptions {
        // The same edition in the same language is the same document.
        ident: Smart::Custom(format!("{} {} {}", paper.foot, paper.subtitle, paper.lang)),
        creator: Smart::Custom(Some("Jamfor".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&set?, &options).map_err(|errors| told(&errors));
    // What was laid out is remembered between documents: not for ever.
    typst::comemo::evict(2);
    bytes
}

/// What Typst says, with its hints.
fn told(errors: &[SourceDiagnostic]) -> QuestionnaireError {
    let one = |error: &SourceDiagnostic| {
        let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
        format!("{}{}", error.message, hints.collect::<String>())
    };
    QuestionnaireError::Pdf(errors.iter().map(one).collect::<Vec<_>>().join("; "))
}
