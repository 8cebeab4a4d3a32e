//! Conditions that hold where the member that they ask about is missing.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Value;
use vouchsafe_core::{Applicability, Edit, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "open-condition",
        "a condition holds also where the member that it asks about is missing",
        "`properties` accepts objects without the member: `if` with `properties` alone holds for the empty object, so that `then` applies to it. Name the member in a `required` of the condition, or of the schema around it, or give it the `default` that is meant where it is missing.",
    )
    .schemas(
        r#"{"if": {"properties": {"kind": {"const": "card"}}}, "then": {"required": ["number"]}, "properties": {"kind": {"enum": ["card", "cash"]}, "number": {"type": "string"}}}"#,
        r#"{"if": {"properties": {"kind": {"const": "card"}}, "required": ["kind"]}, "then": {"required": ["number"]}, "properties": {"kind": {"enum": ["card", "cash"]}, "number": {"type": "string"}}}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

fn look(schema: Schema<'_>) -> Vec<Found> {
    let Some(condition) = schema.get("if") else {
        return Vec::new();
    };
    // A lint, or what is itself a condition, may well be meant for what is missing.
    if schema.is_condition() {
        return Vec::new();
    }
    let decides = ["then", "else"]
        .into_iter()
        .any(|keyword| schema.get(keyword).is_some());
    let condition = schema.inner(condition);
    // One that says more has been thought about.
    let is_plain = condition.value.members().all(|(name, _)| {
        ["properties", "title", "description", "$comment"]
            .iter()
            .any(|known| name.is(known))
    });
    if !decides || !is_plain {
        return Vec::new();
    }
    let always = schema.always();
    let is_there = |name: &str| {
        let required = always.iter().filter_map(|part| part.get("required"));
        let mut names = required.flat_map(Value::items).filter_map(Value::as_str);
        names.any(|required| required.is(name))
    };
    let has_default = |name: &str| {
        let properties = always.iter().filter_map(|part| part.get("properties"));
        let mut members = properties.filter_map(|properties| properties.member(name));
        members.any(|member| member.member("default").is_some())
    };
    // A member that must not be there, or may be anything, is not asked about.
    let asked = condition.properties().into_iter().filter(|(_, member)| {
        member.value.as_bool().is_none() && member.value.members().next().is_some()
    });
    let open: Vec<String> = asked
        .map(|(name, _)| name)
        .filter(|name| !is_there(name) && !has_default(name))
        .collect();
    let Some(first) = open.first() else {
        return Vec::new();
    };
    let message = match open.len() - 1 {
        0 => format!("the condition holds also where `{first}` is missing"),
        1 => format!("the condition holds also where `{first}` and 1 other member are missing"),
        more => {
            format!("the condition holds also where `{first}` and {more} other members are missing")
        }
    };
    let names: Vec<String> = open
        .iter()
        .map(|name| vouchsafe_core::json::quoted(name))
        .collect();
    let required = format!("\"required\": [{}]", names.join(", "));
    let edit = Edit::insert_member(condition.value, &required);
    let suggestion = edit.map(|edit| Suggestion::new(Applicability::MaybeIncorrect, vec![edit]));
    let help = if required.len() <= 80 {
        format!("add `{required}` to the condition")
    } else {
        "add a `required` with these names to the condition".to_owned()
    };
    vec![
        Found::at_name(condition.value, message)
            .help(help)
            .suggest(suggestion),
    ]
}
