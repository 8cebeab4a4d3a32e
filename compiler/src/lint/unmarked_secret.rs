//! Members that look like secrets and are not marked as such.

use vouchsafe_core::codes::Code;
use vouchsafe_core::json::Kind;
use vouchsafe_core::program::Types;
use vouchsafe_core::{Applicability, Edit, Severity, Suggestion};

use super::schema::Schema;
use super::{Found, Lint};

pub(super) static LINT: Lint = Lint {
    code: Code::new(
        "unmarked-secret",
        "a member looks like a secret and is not marked as one",
        "By its name the member holds a password, a key or a token. Marked with `\"x-secret\": true` (or with the format `password`) its value is in no message, no log and no frame. Without the mark whoever sends a request with a fault in that place finds the secret in the terminal.",
    )
    .schemas(
        r#"{"properties": {"password": {"type": "string"}}}"#,
        r#"{"properties": {"password": {"type": "string", "x-secret": true}}}"#,
    ),
    severity: Severity::Warning,
    usual: true,
    look,
};

/// Names that end with one of these hold a secret.
const LAST: [&str; 11] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "token",
    "credential",
    "credentials",
    "apikey",
    "secretkey",
    "privatekey",
];
/// So do those that end with both.
const LAST_TWO: [(&str, &str); 5] = [
    ("api", "key"),
    ("secret", "key"),
    ("private", "key"),
    ("access", "key"),
    ("signing", "key"),
];
/// Tokens that everybody may know.
const OPEN_TOKENS: [&str; 10] = [
    "page",
    "next",
    "continuation",
    "pagination",
    "cursor",
    "sync",
    "resume",
    "idempotency",
    "previous",
    "request",
];

fn look(schema: Schema<'_>) -> Vec<Found> {
    if schema.is_condition() {
        return Vec::new();
    }
    let members = schema.properties().into_iter();
    members
        .filter(|(name, member)| is_secret_name(name) && may_be_text(*member))
        .filter(|(name, member)| !member.is_marked() && !schema.marks_anywhere(name))
        .map(|(name, member)| {
            let message = format!("`{name}` looks like a secret and is not marked as one");
            let found = Found::at_name(member.value, message);
            found
                .help("add `\"x-secret\": true`, so that no message shows it")
                .suggest(mark(member))
        })
        .collect()
}

fn is_secret_name(name: &str) -> bool {
    let words = words(name);
    match &words[..] {
        [.., before, last] if last == "token" && OPEN_TOKENS.contains(&before.as_str()) => false,
        [.., before, last] if LAST_TWO.contains(&(before.as_str(), last.as_str())) => true,
        [.., last] => LAST.contains(&last.as_str()),
        [] => false,
    }
}

/// The words of a name, whichever way it joins them.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for character in name.chars() {
        let begins = character.is_uppercase() && was_lower || !character.is_alphanumeric();
        if begins {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
        was_lower = character.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a text that the sender chooses may stand there.
fn may_be_text(member: Schema<'_>) -> bool {
    let is_listed = member
        .always()
        .into_iter()
        .any(|part| part.values().is_some());
    let is_schema = matches!(member.value.kind(), Kind::Object | Kind::True);
    is_schema && !is_listed && member.types().contains(Types::STRING)
}

fn mark(member: Schema<'_>) -> Option<Suggestion> {
    const MARK: &str = "\"x-secret\": true";
    let edit = if member.value.kind() == Kind::Object {
        Edit::insert_member(member.value, MARK)?
    } else {
        Edit::new(member.value.span(), format!("{{ {MARK} }}"))
    };
    Some(Suggestion::new(
        Applicability::MachineApplicable,
        vec![edit],
    ))
}
