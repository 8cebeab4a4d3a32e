//! The cases of `tests/domain`: instances of the domain's tables with the verdict and the lints that
//! `domain.md` decides.

use serde_json::Value;

/// One instance.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) instance: Value,
    pub(crate) valid: bool,
    /// The codes of the lints that are on by default, sorted, one for each warning.
    pub(crate) lints: Vec<String>,
}

/// The cases of one table.
pub(crate) struct Cases {
    pub(crate) schema: String,
    pub(crate) cases: Vec<Case>,
}

/// Every case, by table.
///
/// A case is a base with a [`patch`](super::patch).
pub(crate) fn all() -> Vec<Cases> {
    let files = super::files(&super::root().join("tests/domain"), "json");
    files
        .iter()
        .map(|file| read(&super::read_json(file)))
        .collect()
}

fn read(file: &Value) -> Cases {
    let cases = file["cases"].as_array().unwrap().iter().map(|case| {
        let base = file["bases"][case["base"].as_str().unwrap()].clone();
        let instance = super::patch::apply(base, case);
        let lints = case["lints"].as_array().unwrap().iter();
        Case {
            name: case["name"].as_str().unwrap().to_owned(),
            instance,
            valid: case["valid"].as_bool().unwrap(),
            lints: lints
                .map(|code| code.as_str().unwrap().to_owned())
                .collect(),
        }
    });
    Cases {
        schema: file["schema"].as_str().unwrap().to_owned(),
        cases: cases.collect(),
    }
}
