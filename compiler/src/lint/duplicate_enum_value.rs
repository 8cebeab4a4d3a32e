//! Values that an `enum` has twice.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Value;
use vouchsafe_core::{Applicability, Edit, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "duplicate-enum-value",
        "an `enum` has a value twice",
        "The second one changes nothing; often another value was meant. Numbers are equal by value, so `1` and `1.0` are the same.",
    )
    .schemas(
        r#"{"enum": ["small", "large", "small"]}"#,
        r#"{"enum": ["small", "large"]}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// Longer lists are not looked through: each value is compared with all before it.
const LONGEST: usize = 2000;

fn look(schema: Schema<'_>) -> Vec<Found> {
    let Some(list) = schema.get("enum").filter(|list| list.len() <= LONGEST) else {
        return Vec::new();
    };
    let values: Vec<Value<'_>> = list.items().collect();
    let repeated = values.iter().enumerate().filter_map(|(index, value)| {
        let first = values[..index]
            .iter()
            .position(|other| other.same_as(*value))?;
        let message = format!(
            "value {} of `enum` is the same as value {}",
            index + 1,
            first + 1
        );
        let remove = Edit::remove_item(list, index)?;
        let suggestion = Suggestion::new(Applicability::MachineApplicable, vec![remove]);
        Some(
            Found::at(*value, message)
                .help("take one of the two out")
                .suggest(Some(suggestion)),
        )
    });
    repeated.collect()
}
