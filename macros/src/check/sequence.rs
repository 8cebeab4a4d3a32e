//! Unnamed fields against the items of an array.

use proc_macro2::Span;
use vouchsafe_codegen::Admitted;
use vouchsafe_core::program::Types;

use super::Findings;
use crate::input::Place;
use crate::types::counted;

/// Several types, one for each item.
pub(super) fn compare(
    places: &[Place],
    admitted: &Admitted,
    subject: &str,
    owner: Span,
    findings: &mut Findings,
) {
    if admitted.types != Types::ARRAY {
        let words =
            format!("{subject} admits more than arrays, and fields without names are an array");
        return findings.error(owner, words);
    }
    let count = places.len() as u64;
    if admitted.counts != (count, count) {
        let words = format!(
            "{subject} has {}, and here are {count}; say so with `minItems` and `maxItems`, or use a `Vec`",
            counted(admitted.counts),
        );
        findings.error(owner, words);
    }
    for (index, place) in places.iter().enumerate() {
        let item = admitted.prefix.get(index).or(admitted.items.as_deref());
        if let Some(item) = item {
            findings.value(place, format!("{subject}: item {index}"), item.clone());
        }
    }
}
