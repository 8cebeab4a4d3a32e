//! Definitions that nothing refers to.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::{Applicability, Edit, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "unused-definition",
        "nothing refers to a definition",
        "No reference in the files that are checked together leads to the schema under `$defs` (or `definitions`), so it decides nothing. Definitions with an `$id` or an anchor, and those of a file that holds nothing but definitions, are left alone: others may refer to them.",
    )
    .schemas(
        r#"{"type": "object", "$defs": {"id": {"type": "string"}}}"#,
        r##"{"properties": {"id": {"$ref": "#/$defs/id"}}, "$defs": {"id": {"type": "string"}}}"##,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// Members of a file that holds definitions for others.
const PROSE: [&str; 11] = [
    "$schema",
    "$id",
    "id",
    "$comment",
    "$vocabulary",
    "$anchor",
    "$defs",
    "definitions",
    "title",
    "description",
    "x-allow",
];

fn look(schema: Schema<'_>) -> Vec<Found> {
    let is_for_others = schema.is_root()
        && schema
            .value
            .members()
            .all(|(name, _)| PROSE.iter().any(|prose| name.is(prose)));
    if is_for_others {
        return Vec::new();
    }
    let lists = ["$defs", "definitions"].into_iter();
    // Those beside an old `$ref` are there all the same.
    let lists = lists.filter_map(|keyword| {
        schema
            .value
            .member(keyword)
            .filter(|_| schema.knows(keyword))
    });
    lists
        .flat_map(|list| {
            let is_short = list.members().count() <= LONGEST;
            list.members()
                .filter_map(move |(_, value)| unused(list, value, is_short))
        })
        .collect()
}

/// From longer lists nothing is taken out: to find where each definition ends would take too long.
const LONGEST: usize = 1_000;

fn unused(list: Value<'_>, value: Value<'_>, is_short: bool) -> Option<Found> {
    const NAMED: [&str; 4] = ["$id", "id", "$anchor", "$dynamicAnchor"];
    let is_named =
        value.kind() == Kind::Object && NAMED.iter().any(|name| value.member(name).is_some());
    let name = value.name().filter(|_| !is_named)?;
    let edit = is_short
        .then(|| Edit::remove_member(list, name.span()))
        .flatten();
    let suggestion = edit.map(|edit| Suggestion::new(Applicability::MaybeIncorrect, vec![edit]));
    let shown = name.as_str()?.to_lossy().into_owned();
    let found = Found::at(name, format!("nothing refers to the definition `{shown}`"));
    Some(Found {
        unless_used: Some(value.span()),
        ..found
            .help("take it out, or refer to it")
            .suggest(suggestion)
    })
}
