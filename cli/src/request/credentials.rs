//! Whether a request carries the credentials that its operation asks for.

use vouchsafe::{Part, Severity, codes};
use vouchsafe_compiler::{Credential, CredentialKind};

use super::Recorded;
use super::saying::Saying;
use crate::target::Known;

/// Says which credentials are missing, if none of the alternatives is there.
pub(super) fn check(recorded: &Recorded, operation: &Known, saying: &mut Saying<'_>) {
    let alternatives = &operation.security;
    let is_complete = |list: &Vec<Credential>| list.iter().all(|one| is_there(&one.kind, recorded));
    if alternatives.is_empty() || alternatives.iter().any(is_complete) {
        return;
    }
    let mut wanted: Vec<String> = Vec::new();
    for list in alternatives {
        let missing = list.iter().filter(|one| !is_there(&one.kind, recorded));
        let words: Vec<String> = missing.map(|one| words(&one.kind)).collect();
        let words = words.join(" and ");
        if !wanted.contains(&words) {
            wanted.push(words);
        }
    }
    let message = format!(
        "`{}` asks for credentials: {}",
        operation.id,
        wanted.join(", or ")
    );
    let code = (&codes::MISSING_CREDENTIALS, Severity::Warning);
    let help = "a client may add them when it sends the request: then switch this off with \
                `--severity missing-credentials=off`";
    saying.add(code, &message, Some(help.to_owned()), recorded.line);
}

/// Whether a request carries a credential, or one that it would not show.
fn is_there(kind: &CredentialKind, recorded: &Recorded) -> bool {
    let scheme = |wanted: &str| {
        let field = recorded.header("authorization")?;
        let scheme = field.text().split_whitespace().next().unwrap_or_default();
        // A variable may hold the scheme, too.
        Some(
            scheme.eq_ignore_ascii_case(wanted)
                || scheme.contains(['{', '$'])
                || field.is_secret()
                || field.is_unknown(),
        )
    };
    let is_field = !matches!(kind, CredentialKind::Key(Part::Query | Part::Cookie, _));
    if is_field && recorded.has_open_headers {
        return true;
    }
    match kind {
        CredentialKind::Key(Part::Query, name) => {
            let decoded = |known: &super::Traced| known.percent_decoded(true).text() == name;
            recorded.query.iter().any(|(known, _)| decoded(known))
        }
        CredentialKind::Key(Part::Cookie, name) => {
            let cookies = recorded.cookies();
            cookies.iter().any(|(known, _)| known.text() == name)
        }
        CredentialKind::Key(_, name) => recorded.header(name).is_some(),
        CredentialKind::Http(wanted) => scheme(wanted).unwrap_or_default(),
        CredentialKind::Token => recorded.header("authorization").is_some(),
        _ => true,
    }
}

/// What is missing.
fn words(kind: &CredentialKind) -> String {
    match kind {
        CredentialKind::Key(Part::Query, name) => format!("the parameter `{name}` of the query"),
        CredentialKind::Key(Part::Cookie, name) => format!("the cookie `{name}`"),
        CredentialKind::Key(_, name) => format!("the header field `{name}`"),
        CredentialKind::Http(scheme) => {
            let mut letters = scheme.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            let scheme: String = first.into_iter().chain(letters).collect();
            format!("the header field `Authorization: {scheme} …`")
        }
        _ => "the header field `Authorization`".to_owned(),
    }
}
