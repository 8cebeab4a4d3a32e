//! Paths as text and as bytes.

use std::borrow::Cow;
use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, percent_encode};

/// What is escaped of bytes that are not UTF-8: all of them, and `%`.
const NO_TEXT: &AsciiSet = &CONTROLS.add(b'%');

/// A path as a text. Where bytes of it are no text, they are written as in a URI, and `%` as well.
pub(super) fn text(path: &Path) -> Cow<'_, str> {
    if let Some(text) = path.to_str() {
        return Cow::Borrowed(text);
    }
    let mut text = String::new();
    for chunk in bytes(path).utf8_chunks() {
        for piece in chunk.valid().split_inclusive('%') {
            match piece.strip_suffix('%') {
                Some(before) => text.extend([before, "%25"]),
                None => text.push_str(piece),
            }
        }
        text.extend(percent_encode(chunk.invalid(), NO_TEXT));
    }
    Cow::Owned(text)
}

/// The bytes of a path, with `/` between its segments.
#[cfg(unix)]
pub(super) fn bytes(path: &Path) -> Cow<'_, [u8]> {
    use std::os::unix::ffi::OsStrExt as _;

    Cow::Borrowed(path.as_os_str().as_bytes())
}

/// The bytes of a path, with `/` between its segments.
#[cfg(not(unix))]
pub(super) fn bytes(path: &Path) -> Cow<'_, [u8]> {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    };
    Cow::Owned(text.into_bytes())
}
