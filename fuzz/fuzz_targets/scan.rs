//! The scanner: nothing panics, and it accepts exactly what `serde_json` accepts, I-JSON apart.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vouchsafe::json::{Document, SyntaxErrorKind, Tape, Value};
use vouchsafe::{Options, Program};

/// Walks through everything and asks what can be asked.
fn walk(value: Value<'_>) {
    let span = value.span();
    assert!(span.start < span.end && span.end <= value.document().bytes().len());
    assert!(value.same_as(value));
    if let Some(text) = value.as_str() {
        assert_eq!(text.chars(), text.code_points().count());
        let _ = text.decode();
    }
    if let Some(number) = value.as_number() {
        assert!(number.is_multiple_of(number));
        let _ = number.to_i128();
    }
    assert_eq!(value.items().count() + value.members().count(), value.len());
    value.items().for_each(walk);
    value.members().for_each(|(_, value)| walk(value));
}

fuzz_target!(|bytes: &[u8]| {
    let mut tape = Tape::default();
    let ours = Document::scan(bytes, &mut tape, 127);
    if let Ok(document) = &ours {
        walk(document.root());
    }
    let peer = serde_json::from_slice::<serde_json::Value>(bytes);
    match (&ours, &peer) {
        // Half of a surrogate pair is grammar, but no text that a `str` holds; and numbers have no limit.
        (Ok(document), Err(error)) => {
            let irregular = !document.tape().irregularities().is_empty();
            assert!(irregular || error.to_string().contains("number out of range"), "{error}");
        }
        (Err(error), Ok(_)) => assert_eq!(error.kind, SyntaxErrorKind::TooDeep),
        _ => {}
    }
    let program = Program::accept_all();
    let options = Options::default().allow_duplicate_members(true).allow_lone_surrogates(true).max_depth(127);
    assert_eq!(program.is_valid_with(bytes, &options), ours.is_ok());
    if let Err(report) = program.check(bytes) {
        let _ = (report.to_string(), report.masked(bytes));
    }
});
