//! What the operator says of themselves: contact, accessibility, personal data (*den som driver webbplatsen*).

use std::path::Path;

use anyhow::{Context, Result};
use web::operator::Operator;

use crate::WrongUsage;
use crate::arguments::Lang;

/// The operator's file; without one, pages say that nothing has been entered.
pub(super) fn of(file: Option<&Path>, lang: Lang) -> Result<Operator> {
    let Some(file) = file else { return Ok(Operator::default()) };
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| name.to_string())?;
    let wrong = |why: String| {
        let form =
            lang.say("Filens form står i docs/service.md", "The form of the file stands in docs/service.md");
        WrongUsage(format!("--operator {name}: {why}. {form}"))
    };
    let operator: Operator = toml::from_str(&text).map_err(|why| wrong(why.to_string().trim().to_owned()))?;
    match operator.wrong() {
        Some((entry, why)) => Err(wrong(format!("{entry}: {why}")).into()),
        None => Ok(operator),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in docs/service.md is what the program reads.
    #[test]
    fn the_file_of_the_manual_is_read() {
        let manual = include_str!("../../../../../docs/service.md");
        let file =
            manual.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let operator: Operator = toml::from_str(file).expect("it is read");
        assert_eq!(operator.wrong(), None);
        assert!(
            operator.name.is_some() && operator.accessibility.is_some() && operator.personal_data.is_some()
        );
    }

    #[test]
    fn an_entry_that_is_misspelt_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("operator.toml");
        for (case, text, told) in [
            ("misspelt", "accesibility = 1", "accesibility"),
            ("no link", "[contact]\nlink = \"myndighet.example\"", "contact"),
        ] {
            std::fs::write(&file, text).expect("written");
            let why = of(Some(&file), Lang::Sv).expect_err(case).to_string();
            assert!(why.contains(told) && why.contains("operator.toml"), "{case}: {why}");
        }
    }
}
