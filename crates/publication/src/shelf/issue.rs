//! A numbered publication of a series.

use std::sync::{Arc, OnceLock};

use catalogue::Problems;
use jiff::Timestamp;
use results::origin::OriginWords;

use super::{Named, Opened, Series};
use crate::folder::{Files, published_at, sha256, unchanged};
use crate::manifest::{MANIFEST, Manifest};

/// When a draft (*utkast*) says that it is published: at no time that anybody lives to see, so that nothing makes one public.
pub const DRAFT_AT: &str = "2999-12-31T23:59:59+01:00";

/// A numbered publication (*publicering*). Its files are as its manifest lists them; what they say is computed when it is
/// asked for the first time.
#[derive(Debug)]
pub struct Issue {
    series: Series,
    published_at: Timestamp,
    manifest: Manifest,
    hash: String,
    files: Arc<Files>,
    opened: OnceLock<Result<Opened, Problems>>,
}

impl Issue {
    /// The publication of a folder.
    ///
    /// # Errors
    /// Every file that is missing, unknown or changed; that its time is none.
    pub fn of(files: Files) -> Result<Self, Problems> {
        let manifest = unchanged(&files)?;
        let published_at = published_at(&manifest.published_at).map_err(|why| {
            let en = why.en.as_deref().unwrap_or(&why.sv);
            Problems::from_iter([crate::folder::unreadable(MANIFEST, (&why.sv, en))])
        })?;
        let words = OriginWords::parse(&manifest.origin).unwrap_or_default();
        let series = match words.simulated {
            true => Series::simulated(manifest.edition, manifest.round.or(words.round)),
            false => Series::real(manifest.edition),
        };
        let hash = files.get(MANIFEST).map(|bytes| sha256(bytes)).unwrap_or_default();
        Ok(Self { series, published_at, manifest, hash, files: Arc::new(files), opened: OnceLock::new() })
    }

    /// Its series.
    pub fn series(&self) -> Series {
        self.series
    }

    /// Its number in the series, from 1.
    pub fn number(&self) -> u32 {
        self.manifest.number
    }

    /// The series and the number.
    pub fn named(&self) -> Named {
        Named { series: self.series, number: Some(self.number()) }
    }

    /// When it is published: nobody sees it before who was not named as its reader.
    pub fn published_at(&self) -> Timestamp {
        self.published_at
    }

    /// Whether it is a draft: no time is decided.
    pub fn is_draft(&self) -> bool {
        self.manifest.published_at == DRAFT_AT
    }

    /// Its manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The hash of the manifest's bytes: of everything in it.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Its files, the manifest among them.
    pub fn files(&self) -> &Arc<Files> {
        &self.files
    }

    /// What it says. The first time this takes a second or less; the same holds ever after.
    ///
    /// # Errors
    /// Why it cannot be computed from its own sources.
    pub fn opened(&self) -> Result<&Opened, &Problems> {
        self.opened.get_or_init(|| Opened::of(&self.manifest, &self.files)).as_ref()
    }
}
