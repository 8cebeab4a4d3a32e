//! Branches of a combinator that say the same.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Value;
use vouchsafe_core::{Applicability, Edit, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "repeated-branch",
        "two branches of `allOf` or `anyOf` are the same",
        "The second one changes nothing; often it was copied and not changed. In a `oneOf` it would be the fault `shadowed-branch`.",
    )
    .schemas(
        r#"{"anyOf": [{"type": "string"}, {"type": "null"}, {"type": "string"}]}"#,
        r#"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// Longer lists are not looked through: each branch is compared with all before it.
const LONGEST: usize = 200;

fn look(schema: Schema<'_>) -> Vec<Found> {
    let keywords = ["allOf", "anyOf"].into_iter();
    let lists = keywords.filter_map(|keyword| Some((keyword, schema.get(keyword)?)));
    lists
        .flat_map(|(keyword, list)| repeated(keyword, list))
        .collect()
}

fn repeated(keyword: &str, list: Value<'_>) -> Vec<Found> {
    let branches: Vec<Value<'_>> = list.items().take(LONGEST).collect();
    let repeated = branches.iter().enumerate().filter_map(|(index, branch)| {
        let first = branches[..index]
            .iter()
            .position(|other| other.same_as(*branch))?;
        let message = format!("branch {index} of `{keyword}` is the same as branch {first}");
        let remove = Edit::remove_item(list, index)?;
        let suggestion = Suggestion::new(Applicability::MaybeIncorrect, vec![remove]);
        Some(
            Found::at(*branch, message)
                .help("take one of the two out")
                .suggest(Some(suggestion)),
        )
    });
    repeated.collect()
}
