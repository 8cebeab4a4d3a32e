//! What is not known is not judged: findings that depend on a value that is not there are left out.

use std::collections::BTreeSet;

use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, Kind, Span, Tape, Value};
use vouchsafe::{Report, Violation, Warnings};

use super::traced::Marks;

/// A report without the findings that depend on what is not known of a text.
/// `members` are those of the outermost object of which nothing is known, as they stand in JSON Pointers.
pub(super) fn leave_out(report: Report, json: &[u8], marks: &Marks, members: &[String]) -> Report {
    let is_known = marks.unknown.is_empty() && !marks.is_open && members.is_empty();
    if is_known || report.violations().is_empty() {
        return report;
    }
    let mut tape = Tape::default();
    let Ok(document) = Document::scan(json, &mut tape, DEFAULT_MAX_DEPTH) else {
        // Whether it would be JSON with what is missing in it is not known either.
        return Warnings::default().into_report();
    };
    let mut unknown = Unknown::default();
    if marks.is_open {
        unknown.open.insert(String::new());
    }
    let members = members.iter().map(|name| format!("/{name}"));
    unknown.values.extend(members);
    unknown.find(document.root(), &mut String::new(), &marks.unknown);
    report.filter_map(|found| unknown.is_sure(&found).then_some(found))
}

/// Where the unknown values of a text are, as JSON Pointers.
#[derive(Default)]
struct Unknown {
    values: BTreeSet<String>,
    /// Objects that may have members of other names.
    open: BTreeSet<String>,
}

/// Keywords that ask about a value and not about what is in it.
const SHALLOW: [&str; 7] = [
    "type",
    "required",
    "dependentRequired",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "properties",
];

impl Unknown {
    /// Finds those in a value; the spans are in order.
    fn find(&mut self, value: Value<'_>, pointer: &mut String, spans: &[Span]) {
        let spans = touching(value.span(), spans);
        if spans.is_empty() {
            return;
        }
        let length = pointer.len();
        match value.kind() {
            Kind::Array => {
                for (index, item) in value.items().enumerate() {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                    self.find(item, pointer, spans);
                    pointer.truncate(length);
                }
            }
            Kind::Object => {
                for (name, member) in value.members() {
                    let text = name.to_lossy();
                    pointer.push('/');
                    pointer.push_str(&text.replace('~', "~0").replace('/', "~1"));
                    let name = member.name().map(Value::span);
                    if name.is_none_or(|name| touching(name, spans).is_empty()) {
                        self.find(member, pointer, spans);
                    } else {
                        self.values.insert(pointer.clone());
                        self.open.insert(pointer[..length].to_owned());
                    }
                    pointer.truncate(length);
                }
            }
            _ => {
                self.values.insert(pointer.clone());
            }
        }
    }

    /// Whether a finding does not depend on anything unknown.
    fn is_sure(&self, found: &Violation) -> bool {
        let place = &*found.instance_location;
        let ends = place.match_indices('/').map(|(at, _)| at);
        let mut around = ends.chain([place.len()]).map(|end| &place[..end]);
        if around.any(|outer| self.values.contains(outer)) || self.open.contains(place) {
            return false;
        }
        let mut depth = 0;
        let mut keywords = found.keyword_location.split('/').skip(1).peekable();
        let mut last = "";
        while let Some(keyword) = keywords.next() {
            last = keyword;
            let is_decision = match keyword {
                "properties" | "patternProperties" | "prefixItems" => {
                    keywords.next();
                    depth += 1;
                    false
                }
                "additionalProperties" | "items" | "additionalItems" => {
                    keywords.next_if(|next| next.bytes().all(|byte| byte.is_ascii_digit()));
                    depth += 1;
                    false
                }
                "allOf" | "dependentSchemas" | "dependencies" => {
                    keywords.next();
                    false
                }
                "$ref" | "$dynamicRef" | "$recursiveRef" => false,
                // What is left over depends on which schemas apply.
                "unevaluatedProperties" | "unevaluatedItems" | "contains" => {
                    let depends = self.is_within(beginning(place, depth));
                    depth += 1;
                    depends
                }
                "oneOf" | "anyOf" => {
                    keywords.next();
                    true
                }
                "not" | "if" | "then" | "else" => true,
                _ => break,
            };
            if is_decision && self.is_within(beginning(place, depth)) {
                return false;
            }
        }
        SHALLOW.contains(&last) || !self.is_within(place)
    }

    /// Whether a value, or something in it, is unknown.
    fn is_within(&self, place: &str) -> bool {
        let inner = format!("{place}/");
        let is_in = |all: &BTreeSet<String>| {
            let next = all.range(inner.clone()..).next();
            all.contains(place) || next.is_some_and(|next| next.starts_with(&inner))
        };
        is_in(&self.values) || is_in(&self.open)
    }
}

/// The first steps of a JSON Pointer.
fn beginning(pointer: &str, steps: usize) -> &str {
    let mut slashes = pointer.match_indices('/').map(|(at, _)| at);
    let end = slashes.nth(steps).unwrap_or(pointer.len());
    &pointer[..end]
}

/// Those of some spans, which are in order, that have something in common with another one.
fn touching(place: Span, spans: &[Span]) -> &[Span] {
    let first = spans.partition_point(|span| span.end <= place.start);
    let end = spans.partition_point(|span| span.start < place.end);
    spans.get(first..end).unwrap_or_default()
}
