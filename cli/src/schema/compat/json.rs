//! One JSON document with all that is known, in both directions.

use serde_json::{Value, json};
use vouchsafe_compiler::{Change, Comparison, Effect, Place};

use super::{Counts, Told};
use crate::args::{Direction, SchemaCompat};
use crate::render::visible;

pub(super) fn text(
    arguments: &SchemaCompat,
    comparison: &Comparison,
    told: &[Told<'_>],
    counts: &Counts,
) -> String {
    let changes: Vec<Value> = told
        .iter()
        .map(|told| change(told.change, told.rank.word()))
        .collect();
    let direction = match arguments.direction {
        Direction::Backward => "backward",
        Direction::Forward => "forward",
        Direction::Both => "both",
    };
    let document = json!({
        "version": 1,
        "old": arguments.old,
        "new": arguments.new,
        "direction": direction,
        "backward_compatible": comparison.is_backward_compatible(),
        "forward_compatible": comparison.is_forward_compatible(),
        "changes": changes,
        "truncated": comparison.truncated,
        "summary": {
            "breaking": counts.breaking,
            "undecided": counts.undecided,
            "compatible": counts.compatible,
        },
    });
    visible::json(&format!("{document:#}\n")).into_owned()
}

fn change(change: &Change, effect: &str) -> Value {
    json!({
        "effect": effect,
        "message": change.message,
        "place": change.place,
        "keyword": change.keyword,
        "old": change.old.as_ref().map(place),
        "new": change.new.as_ref().map(place),
        "backward": direction(&change.backward),
        "forward": direction(&change.forward),
    })
}

fn place(place: &Place) -> Value {
    json!({
        "path": place.file,
        "line": place.start.line,
        "column": place.start.column,
        "start": place.span.start,
        "end": place.span.end,
    })
}

/// The witness is a text of JSON, so that numbers keep all their digits.
fn direction(effect: &Effect) -> Value {
    match effect {
        Effect::Compatible => json!({ "effect": "compatible" }),
        Effect::Breaking { witness } => json!({ "effect": "breaking", "witness": witness }),
        _ => json!({ "effect": "undecided" }),
    }
}
