//! The few words that lie beside the files: what each is, how to check them and make them again.

use super::Sources;
use super::names;
use crate::build::moment;
use crate::model::{Language, Publication};

/// `README.md`.
pub(super) fn readme(publication: &Publication, sources: &Sources, command: &str) -> Vec<u8> {
    let [swedish, english] = names::workbooks(publication.edition);
    let given = sources.given.path();
    let optional = |condition: bool, line: &str| if condition { line.to_owned() } else { String::new() };
    let published = sources.published.is_some();
    let before = sources.before.is_some();
    let caution = |text: &str| if text.is_empty() { String::new() } else { format!("**{text}**\n\n") };
    let merged: Vec<String> = sources.merged_from.iter().map(|file| format!("`{}`", file.path)).collect();
    let merged = merged.join(", ");
    let title = &publication.title;
    let title_en = title.en.as_deref().unwrap_or(&title.sv);
    let caution_en = publication.caution.en.as_deref().unwrap_or(&publication.caution.sv);
    let at = moment(publication.published_at, &sources.published_at);
    let (at, at_en) = (at.get(Language::Swedish), at.get(Language::English));
    let text = format!(
        "# {title}\n\n{caution}{version_sv}Publicerad {at}. Allt i mappen är räknat ur `{given}` med frågorna och reglerna i `catalogue/`. Vem som helst kan räkna om det.\n\n\
| Fil | Vad den är |\n|---|---|\n\
| `{swedish}`, `{english}` | arbetsboken på svenska och på engelska – börja där |\n\
| `outcomes.csv`, `outcomes.json` | utfallen, ett per indikator för varje kommun och stadsdel |\n\
| `aggregates.csv`, `aggregates.json` | andelar och tal för städer, län, riket och kommungrupper |\n\
| `cubes/` | allt som visas, i tabeller för andra program, med färg, tecken och ord |\n\
| `publication.json` | detsamma i en enda fil, med kodlistor på svenska och engelska |\n\
| `{given}` | underlaget som allt är räknat ur, utan kommentarer och fritext{merged_sv} |\n\
{published_sv}{before_sv}{correction_sv}\
| `catalogue/` | frågor, regler och texter |\n\
| `manifest.json` | förteckning: program, kommando och varje fils storlek och kontrollsumma |\n\n\
Kontrollera att inget har ändrats med `jamfor verify MAPPEN`. Så här gör du om publiceringen, med mappen som arbetsmapp:\n\n```\n{command}\n```\n\n\
# In English: {title_en}\n\n{caution_en}{version_en}Published on {at_en}. Everything in the folder is computed from `{given}` with the questions and rules in `catalogue/`. Anybody can compute it again. Names and texts quoted from the source are in Swedish where they have not been translated.\n\n\
| File | What it is |\n|---|---|\n\
| `{swedish}`, `{english}` | the workbook in Swedish and in English – start there |\n\
| `outcomes.csv`, `outcomes.json` | the outcomes, one per indicator for every municipality and district |\n\
| `aggregates.csv`, `aggregates.json` | shares and figures of cities, counties, Sweden and groups of municipalities |\n\
| `cubes/` | everything that is shown, in tables for other programs, with colour, sign and word |\n\
| `publication.json` | the same in a single file, with code lists in Swedish and English |\n\
| `{given}` | the data set that everything is computed from, without comments and free texts{merged_en} |\n\
{published_en}{before_en}{correction_en}\
| `catalogue/` | questions, rules and texts |\n\
| `manifest.json` | the list: program, command, and the size and checksum of every file |\n\n\
Check that nothing has changed with `jamfor verify FOLDER`. To make the publication again, use the folder as working directory and give the command above.\n",
        title = title.sv,
        version_sv = optional(
            sources.number > 1,
            &format!(
                "Version {}, en rättelse av version {}. ",
                sources.number,
                sources.number.saturating_sub(1)
            )
        ),
        version_en = optional(
            sources.number > 1,
            &format!(
                "Version {}, a correction of version {}. ",
                sources.number,
                sources.number.saturating_sub(1)
            )
        ),
        merged_sv = optional(
            !merged.is_empty(),
            &format!(
                "; sammanslaget av {merged}, där svaren i en senare fil ersätter samma kommuns eller stadsdels i en tidigare"
            )
        ),
        merged_en = optional(
            !merged.is_empty(),
            &format!(
                "; merged from {merged}, where the answers in a later file replace those of the same municipality or district in an earlier one"
            )
        ),
        caution = caution(&publication.caution.sv),
        caution_en = caution(caution_en),
        published_sv = optional(
            published,
            "| `published.csv` | värden som andra har publicerat: de visas bredvid men räknas inte in |\n"
        ),
        published_en = optional(
            published,
            "| `published.csv` | values that others have published: shown beside, never computed with |\n"
        ),
        correction_sv = optional(
            sources.correction.is_some(),
            "| `correction.json` | rättelsenoten: vad som rättas och varför |\n"
        ),
        correction_en = optional(
            sources.correction.is_some(),
            "| `correction.json` | the note of the correction: what is corrected and why |\n"
        ),
        before_sv = optional(before, "| `before/` | underlaget till den förra jämförbara publiceringen |\n"),
        before_en =
            optional(before, "| `before/` | what the last comparable publication was computed from |\n"),
    );
    text.into_bytes()
}
