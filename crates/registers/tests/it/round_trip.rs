//! What a rule prints is read back as the same rule.

use crate::dice::Dice;
use crate::generate::{Census, Generator, Scope};
use crate::questionnaire::Form;

#[test]
fn every_rule_that_is_printed_is_read_back_as_the_same_tree() {
    let mut dice = Dice::new(1);
    let form = Form::printed();
    let mut census = Census::default();
    for i in 0..4_000 {
        let scope = Scope {
            row: Some("missbruk".to_owned()),
            area: Some("missbruk".to_owned()),
            check: i % 10 == 0,
            ..Scope::default()
        };
        let rule = Generator::new(&mut dice, form.schema(), scope).deep_condition(6);
        let text = rule.to_string();
        assert_eq!(rules::parse(&text).as_ref(), Ok(&rule), "{text}");
        census.count(&rule);
    }
    census.assert_complete();
}
