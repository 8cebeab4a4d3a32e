//! What nobody has described: it may be a secret, and stand on the line of a finding about something else.

use vouchsafe::Part;
use vouchsafe::json::Span;

use super::Recorded;
use crate::target::Known;

/// Header fields that are no secrets by themselves; cookies are looked at one by one.
const OPEN: [&str; 4] = ["accept", "content-type", "cookie", "host"];

/// Where the values stand that no schema describes.
pub(super) fn unknown(recorded: &Recorded, operation: &Known, body_is_read: bool) -> Vec<Span> {
    let cookies = recorded.cookies();
    let parts = [
        (Part::Query, &recorded.query),
        (Part::Header, &recorded.headers),
        (Part::Cookie, &cookies),
    ];
    let mut spans = Vec::new();
    for (part, pairs) in parts {
        let names = names(operation, part);
        let values = pairs
            .iter()
            .filter(|(name, _)| !is_described(name.text(), part, names.as_deref()));
        spans.extend(values.map(|(_, value)| value.span()));
    }
    let body = recorded.body.as_ref().filter(|_| !body_is_read);
    spans.extend(body.map(super::Traced::span));
    spans
}

/// The parameters of a part that are described, if any are.
fn names(operation: &Known, part: Part) -> Option<Vec<&str>> {
    let mut programs = operation.programs.iter();
    let (_, program) = programs.find(|(known, _)| *known == part)?;
    Some(program.untyped().names())
}

fn is_described(name: &str, part: Part, names: Option<&[&str]>) -> bool {
    let same = |known: &&str| known.eq_ignore_ascii_case(name);
    match (part, names) {
        (Part::Header, names) => {
            OPEN.iter().any(same) || names.is_some_and(|names| names.iter().any(same))
        }
        // A member of an object may be a parameter of its own. What is unknown there is told, and hidden by that.
        (Part::Query, names) => names.is_some(),
        (_, names) => names.is_some_and(|names| names.contains(&name)),
    }
}
