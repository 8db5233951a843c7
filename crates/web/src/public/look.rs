//! What a page of a publication is made from.

use catalogue::Problems;
use publication::model::Text;
use publication::shelf::{Issue, Named, Opened, View};

use crate::language::{Language, Phrase};

/// Somebody looks at a publication (*den som tittar*).
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The language of the page.
    pub language: Language,
    /// Its address, with its query.
    pub address: &'a str,
    /// What else was published when this was valid.
    pub view: &'a View,
    /// The publication.
    pub issue: &'a Issue,
    /// What it says.
    pub opened: &'a Opened,
    /// As the address names it: without a number it is the valid one.
    pub named: Named,
    /// The day or moment of `?per=`, as it was written; kept in every address that leads on.
    pub per: Option<&'a str>,
    /// What corrected it since, as far as was known at the moment that is looked at.
    pub later: Option<&'a Issue>,
    /// It is not published yet; whoever looks was named as a reader.
    pub early: bool,
}

impl<'a> Look<'a> {
    /// One that looks at a publication by its number.
    ///
    /// # Errors
    /// It cannot be computed from its own folder.
    pub fn at(
        language: Language,
        address: &'a str,
        view: &'a View,
        issue: &'a Issue,
    ) -> Result<Self, &'a Problems> {
        let (named, opened) = (issue.named(), issue.opened()?);
        Ok(Self { language, address, view, issue, opened, named, per: None, later: None, early: false })
    }
}

impl Look<'_> {
    /// An address below the publication: `look.to("/enhet/0643")`. `path` may have a query.
    pub fn to(&self, path: &str) -> String {
        self.of(&self.named.to_string(), path)
    }

    /// The same below another publication of the row, as it was known at the same moment.
    pub fn beside(&self, other: &Issue, path: &str) -> String {
        if std::ptr::eq(self.issue, other) {
            return self.to(path);
        }
        // Beside a numbered publication only a number names what was valid with it.
        let number = self.named.number.map(|_| other.number());
        self.of(&Named { series: other.series(), number }.to_string(), path)
    }

    fn of(&self, named: &str, path: &str) -> String {
        self.site(&format!("/resultat/{named}{path}"))
    }

    /// An address of the site that looks at the same moment: `look.site("/guide")`.
    pub fn site(&self, path: &str) -> String {
        super::visit::at(self.language, self.per, path)
    }

    /// Where the REST API has the same, below the publication: `look.data("/explanations/eb-fia/0643")`.
    pub fn data(&self, path: &str) -> String {
        let path = format!("{}/publications/{}{path}", crate::api::ROOT, self.named);
        super::visit::at(Language::Swedish, self.per, &path)
    }

    /// A text of the model in the page's language.
    pub fn text<'t>(&self, text: &'t Text) -> Phrase<'t> {
        self.language.either(text.sv.as_str(), text.en.as_deref())
    }
}
