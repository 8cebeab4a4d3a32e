//! How arrays and objects are written in the text of one parameter, taken apart.

use vouchsafe::{Part, Untyped};
use vouchsafe_compiler::{Parameter, Style};

use super::Traced;
use super::brackets::Node;

/// A value as it was written.
#[derive(Debug)]
pub(super) enum Value {
    Text(Traced),
    /// JSON as it is.
    Json(Traced),
    Items(Vec<Traced>),
    Members(Vec<(Traced, Traced)>),
    /// Parts whose names have brackets.
    Deep(Node),
}

/// What a schema wants to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    Text,
    Array,
    /// An array, where there are several values.
    TextOrArray,
    Object,
}

impl Wants {
    pub(super) fn of(admitted: &Untyped<'_>) -> Self {
        let (text, array) = (admitted.admits_scalars(), admitted.admits_arrays());
        match (text, array, admitted.admits_objects()) {
            (false, true, _) => Self::Array,
            (false, false, true) => Self::Object,
            (true, true, false) => Self::TextOrArray,
            _ => Self::Text,
        }
    }
}

/// How the text of a parameter stands for other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// With `%41` for `A`.
    Percent,
    /// The same with `+` for a space.
    Query,
    None,
}

impl Coding {
    pub(super) fn of(part: Part) -> Self {
        match part {
            Part::Path | Part::Cookie => Self::Percent,
            Part::Header => Self::None,
            _ => Self::Query,
        }
    }

    pub(super) fn decoded(self, text: &Traced) -> Traced {
        match self {
            Self::Percent => text.percent_decoded(false),
            Self::Query => text.percent_decoded(true),
            Self::None => text.trim(),
        }
    }
}

/// What the text of a parameter stands for; with how it should begin, if it does not.
pub(super) fn value(parameter: &Parameter, text: &Traced, wants: Wants) -> (Value, Option<String>) {
    let coding = Coding::of(parameter.part);
    let (text, pieces, wrong) = match parameter.style {
        Style::Label => label(parameter, text),
        Style::Matrix => matrix(parameter, text, wants),
        style => (text.clone(), text.split_at_any(separators(style)), None),
    };
    (taken_apart(parameter, coding, &text, &pieces, wants), wrong)
}

type Pieces = (Traced, Vec<Traced>, Option<String>);

/// `.blue`, `.blue.black`
fn label(parameter: &Parameter, text: &Traced) -> Pieces {
    let rest = text.strip_prefix(".");
    let wrong = rest.is_none().then(|| ".".to_owned());
    let rest = rest.unwrap_or_else(|| text.clone());
    // Without `explode` the specification once had points, and has commas now.
    let separator = if parameter.explode || !rest.text().contains(',') {
        "."
    } else {
        ","
    };
    let pieces = rest.split_at_any(&[separator]);
    (rest, pieces, wrong)
}

/// `;color=blue`, `;color=blue;color=black`
fn matrix(parameter: &Parameter, text: &Traced, wants: Wants) -> Pieces {
    let start = format!(";{}", parameter.name);
    let own = |piece: &Traced| {
        let rest = piece.strip_prefix(&parameter.name)?;
        rest.strip_prefix("=")
            .or_else(|| rest.text().is_empty().then_some(rest))
    };
    let Some(rest) = text.strip_prefix(";") else {
        return (text.clone(), text.split(','), Some(start));
    };
    if parameter.explode && wants == Wants::Object {
        let pieces = rest.split(';');
        return (rest, pieces, None);
    }
    if parameter.explode && wants != Wants::Text {
        let pieces: Option<Vec<Traced>> = rest.split(';').iter().map(own).collect();
        let wrong = pieces.is_none().then_some(start);
        let pieces = pieces.unwrap_or_else(|| rest.split(';'));
        return (pieces.first().unwrap_or(&rest).clone(), pieces, wrong);
    }
    match own(&rest) {
        Some(value) => (value.clone(), value.split(','), None),
        None => (rest.clone(), rest.split(','), Some(start)),
    }
}

/// What stands between the pieces of a value.
fn separators(style: Style) -> &'static [&'static str] {
    match style {
        Style::SpaceDelimited => &["%20", "+", " "],
        Style::PipeDelimited => &["|", "%7C", "%7c"],
        Style::TabDelimited => &["%09", "\t"],
        _ => &[","],
    }
}

fn taken_apart(
    parameter: &Parameter,
    coding: Coding,
    text: &Traced,
    pieces: &[Traced],
    wants: Wants,
) -> Value {
    let whole = || Value::Text(coding.decoded(text));
    match wants {
        _ if parameter.is_json() => json(coding.decoded(text)),
        Wants::Text => whole(),
        Wants::TextOrArray if pieces.len() < 2 => whole(),
        Wants::Array | Wants::TextOrArray => {
            let pieces = if text.text().is_empty() { &[] } else { pieces };
            Value::Items(pieces.iter().map(|piece| coding.decoded(piece)).collect())
        }
        Wants::Object => {
            let members = if parameter.explode {
                pieces.iter().map(|piece| piece.split_once('=')).collect()
            } else {
                alternating(pieces)
            };
            let decoded =
                |(name, value): (Traced, Traced)| (coding.decoded(&name), coding.decoded(&value));
            match members {
                Some(members) => Value::Members(Vec::into_iter(members).map(decoded).collect()),
                // The schema will say that it is no object.
                None => whole(),
            }
        }
    }
}

/// Names and values in turn.
fn alternating(pieces: &[Traced]) -> Option<Vec<(Traced, Traced)>> {
    let pairs = pieces.chunks(2).map(|pair| match pair {
        [name, value] => Some((name.clone(), value.clone())),
        _ => None,
    });
    pairs.collect()
}

/// A text as JSON, if it is that.
pub(super) fn json(text: Traced) -> Value {
    use vouchsafe::json::{DEFAULT_MAX_DEPTH, Document, Tape};
    let mut tape = Tape::default();
    let is_json = Document::scan(text.text().as_bytes(), &mut tape, DEFAULT_MAX_DEPTH).is_ok();
    if is_json {
        Value::Json(text)
    } else {
        Value::Text(text)
    }
}

#[cfg(test)]
mod tests;
