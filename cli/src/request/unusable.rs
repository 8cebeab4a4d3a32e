//! Words for parts of a request that cannot be checked because of the OpenAPI document.

use vouchsafe::Part;
use vouchsafe_compiler::Diagnostic;

/// What to say of a part whose schema has faults.
pub(super) fn words<'f>(
    part: Part,
    mut faults: impl ExactSizeIterator<Item = &'f Diagnostic>,
) -> (String, Option<String>) {
    let is = if part == Part::Cookie { "are" } else { "is" };
    let what = format!("{} {is}", name(part));
    let Some(first) = faults.next() else {
        return (format!("{what} not checked"), None);
    };
    let more = match faults.len() {
        0 => String::new(),
        1 => ", and has one more fault".to_owned(),
        more => format!(", and has {more} more faults"),
    };
    let words = format!(
        "{what} not checked, as its description is faulty: {}{more}",
        first.message
    );
    (words, Some(whereabouts(first)))
}

/// What to say of a part of which some piece is not described as it should be.
pub(super) fn piece(part: Option<Part>, fault: &Diagnostic) -> (String, Option<String>) {
    let what = part.map_or("the parameters", name);
    let words = format!(
        "not all of {what} can be checked, as the description is faulty: {}",
        fault.message
    );
    (words, Some(whereabouts(fault)))
}

fn name(part: Part) -> &'static str {
    match part {
        Part::Path => "the path",
        Part::Query => "the query",
        Part::Header => "the header",
        Part::Cookie => "the cookies",
        Part::Response => "the response",
        _ => "the body",
    }
}

/// Where a fault of the document is, and what to do about it.
pub(super) fn whereabouts(fault: &Diagnostic) -> String {
    let (line, column) = (fault.start.line, fault.start.column);
    let place = format!("see `{}:{line}:{column}`", fault.file);
    match &fault.help {
        Some(help) => format!("{place}: {help}"),
        None => place,
    }
}
