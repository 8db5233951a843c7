//! The few words that lie beside the files: what each is, how to check them and make them again.

use super::Sources;
use super::names;
use crate::model::Publication;

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
    let at = &sources.published_at;
    let text = format!(
        "# {title}\n\n{caution}Publicerad {at}. Allt i mappen är räknat ur `{given}` enligt `catalogue/`; vem som helst kan räkna om det.\n\n\
| Fil | Vad den är |\n|---|---|\n\
| `{swedish}`, `{english}` | arbetsboken på svenska och på engelska |\n\
| `outcomes.csv`, `outcomes.json` | utfallen, ett per objekt och indikator |\n\
| `aggregates.csv`, `aggregates.json` | andelar och tal för städer, län, riket och grupper |\n\
| `cubes/` | allt som visas, med färg, tecken och ord för varje färgläge |\n\
| `publication.json` | detsamma i en fil, med kodlistor på svenska och engelska |\n\
| `{given}` | det som allt är räknat ur, utan kommentarer och fritext{merged_sv} |\n\
{published_sv}{before_sv}\
| `catalogue/` | frågor, regler och texter |\n\
| `manifest.json` | förteckning: varje fils storlek och hash, program, kommando |\n\n\
Kontrollera mappen: `jamfor verify MAPPEN`. Gör om den, stående i den:\n\n```\n{command}\n```\n\n\
# In English: {title_en}\n\n{caution_en}Published {at}. Everything in the folder is computed from `{given}` by `catalogue/`; anybody can compute it again.\n\n\
| File | What it is |\n|---|---|\n\
| `{swedish}`, `{english}` | the workbook in Swedish and in English |\n\
| `outcomes.csv`, `outcomes.json` | the outcomes, one a unit and indicator |\n\
| `aggregates.csv`, `aggregates.json` | figures of cities, counties, the nation and groups |\n\
| `cubes/` | everything that is shown, with colour, sign and word of each colour mode |\n\
| `publication.json` | the same in one file, with code lists in Swedish and English |\n\
| `{given}` | what everything is computed from, without comments and free texts{merged_en} |\n\
{published_en}{before_en}\
| `catalogue/` | questions, rules and texts |\n\
| `manifest.json` | the list: size and hash of every file, program, command |\n\n\
Check the folder: `jamfor verify FOLDER`. Make it again, standing in it: the command above.\n",
        title = title.sv,
        merged_sv = optional(
            !merged.is_empty(),
            &format!("; sammanslaget av {merged}, där en senare fils objekt ersätter en tidigares")
        ),
        merged_en = optional(
            !merged.is_empty(),
            &format!("; merged from {merged}, where a later file's units replace an earlier one's")
        ),
        caution = caution(&publication.caution.sv),
        caution_en = caution(caution_en),
        published_sv = optional(
            published,
            "| `published.csv` | värden som andra publicerat, visade bredvid, aldrig inräknade |\n"
        ),
        published_en = optional(
            published,
            "| `published.csv` | values that others published, shown beside, never computed with |\n"
        ),
        before_sv = optional(before, "| `before/` | underlaget till den förra jämförbara publiceringen |\n"),
        before_en =
            optional(before, "| `before/` | what the last comparable publication was computed from |\n"),
    );
    text.into_bytes()
}
