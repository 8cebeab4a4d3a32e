//! Keywords that newer dialects read under another name.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::{Applicability, Edit, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};
use crate::dialect::Dialect;

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "dated-keyword",
        "a keyword has another name in this dialect",
        "Draft 2019-09 renamed `definitions` to `$defs` and split `dependencies` into `dependentRequired` (names) and `dependentSchemas`. The old names are read still, but not by every tool.",
    )
    .schemas(
        r#"{"dependencies": {"card": ["address"]}}"#,
        r#"{"dependentRequired": {"card": ["address"]}}"#,
    ),
    severity: Severity::Info,
    usual: true,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    if schema.dialect() < Dialect::Draft2019 {
        return Vec::new();
    }
    let definitions = schema
        .get("definitions")
        .map(|value| definitions(schema, value));
    let dependencies = schema
        .get("dependencies")
        .map(|value| dependencies(schema, value));
    definitions.into_iter().chain(dependencies).collect()
}

fn definitions<'a>(schema: Schema<'a>, value: Value<'a>) -> Found {
    let name = schema.dialect().name();
    let found = Found::at_name(value, format!("{name} calls `definitions` `$defs`"));
    let found = found.help("write `$defs`, also in the references that lead there");
    // References from other files are not seen from here.
    let is_free = schema.is_root() && schema.value.member("$defs").is_none();
    let suggestion = rename(Applicability::MaybeIncorrect, value, "$defs").map(|mut suggestion| {
        references(schema.value, &mut suggestion.edits);
        suggestion.edits.sort_by_key(|edit| edit.span.start);
        suggestion
    });
    found.suggest(suggestion.filter(|_| is_free))
}

/// What becomes of the references in a document.
fn references(root: Value<'_>, edits: &mut Vec<Edit>) {
    let mut todo = vec![root];
    while let Some(value) = todo.pop() {
        for (name, member) in value.members() {
            let text = member.as_str().filter(|_| name.is("$ref"));
            let text = text.map(|text| text.to_lossy().into_owned());
            if let Some(rest) =
                text.and_then(|text| text.strip_prefix("#/definitions/").map(str::to_owned))
            {
                edits.push(Edit::string(member.span(), &format!("#/$defs/{rest}")));
            }
            todo.push(member);
        }
        todo.extend(value.items());
    }
}

fn dependencies<'a>(schema: Schema<'a>, value: Value<'a>) -> Found {
    let all = |is: fn(Kind) -> bool| value.members().all(|(_, needs)| is(needs.kind()));
    let new = if all(|kind| kind == Kind::Array) {
        Some("dependentRequired")
    } else if all(|kind| kind != Kind::Array) {
        Some("dependentSchemas")
    } else {
        None
    };
    let name = schema.dialect().name();
    let Some(new) = new else {
        let message = format!(
            "{name} has `dependentRequired` and `dependentSchemas` instead of `dependencies`"
        );
        return Found::at_name(value, message)
            .help("write lists of names in the one, schemas in the other");
    };
    let found = Found::at_name(value, format!("{name} calls such `dependencies` `{new}`"));
    let is_free = schema.value.member(new).is_none();
    let suggestion = rename(Applicability::MachineApplicable, value, new);
    found
        .help(format!("write `{new}`"))
        .suggest(suggestion.filter(|_| is_free))
}

fn rename(applicability: Applicability, value: Value<'_>, name: &str) -> Option<Suggestion> {
    let written = value.name()?.span();
    Some(Suggestion::replace(
        applicability,
        written,
        format!("\"{name}\""),
    ))
}
