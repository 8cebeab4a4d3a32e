//! The frame of a fault in a schema, for commands that need schemas to be without.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use vouchsafe_compiler::Diagnostic;

use crate::output::columns;
use crate::render::{schema_fault, visible};

/// A frame, where the file can be read again.
pub(crate) fn pretty(root: &Path, fault: &Diagnostic) -> String {
    let mut source = String::new();
    let file = File::open(root.join(&fault.file));
    let read = file.and_then(|mut file| file.read_to_string(&mut source));
    if read.is_ok_and(|length| length >= fault.span.end) {
        schema_fault(columns(false), fault, &source)
    } else {
        visible::lines(&format!("{fault}\n\n")).into_owned()
    }
}
