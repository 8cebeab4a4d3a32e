//! Every code that findings and faults of schemas can have, with what is known about it.

use vouchsafe::codes::{self, Code};
use vouchsafe_schemas::lints;

/// The codes of one kind, with what they are called together.
pub(crate) fn kinds() -> [(&'static str, Vec<&'static Code>); 4] {
    [
        ("findings", codes::CODES.to_vec()),
        (
            "lints of the built-in operations",
            lints::LINTS.iter().collect(),
        ),
        (
            "faults of schemas",
            vouchsafe_compiler::codes::CODES.to_vec(),
        ),
        (
            "lints of schemas",
            vouchsafe_compiler::lint_codes().collect(),
        ),
    ]
}

/// Every code.
pub(crate) fn all() -> impl Iterator<Item = &'static Code> {
    kinds().into_iter().flat_map(|(_, codes)| codes)
}

/// The code of that name.
pub(crate) fn find(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}

/// That there is no such code, with those that are like it.
pub(crate) fn unknown(name: &str) -> String {
    let mut words: Vec<&str> = all().map(|code| code.name).collect();
    words.sort_unstable();
    let common = |candidate: &str| {
        candidate
            .split('-')
            .filter(|part| name.split('-').any(|own| own == *part))
            .count()
    };
    let near: Vec<String> = words
        .iter()
        .filter(|candidate| common(candidate) > 0)
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    let help = if near.is_empty() {
        format!("codes are {}", words.join(", "))
    } else {
        format!("there are {}", near.join(", "))
    };
    format!("there is no code `{name}`\n  help: {help}")
}
