//! What files are called in findings.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::path::{bytes, text};
use super::visible;

/// What standard input is called where no argument names it.
const STDIN: &str = "<stdin>";

/// The name of a file: its path, and that as a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    path: PathBuf,
    text: String,
}

impl Name {
    /// The name of a file.
    pub(crate) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            text: text(path).into_owned(),
        }
    }

    /// The name of standard input.
    pub(crate) fn stdin() -> Self {
        Self::of(Path::new(STDIN))
    }

    /// Whether it is that of standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.text == STDIN
    }

    /// The path of the file, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        (!self.is_stdin()).then_some(&self.path)
    }

    /// The path as a text, for formats that hold any character. A path that is no text is written as in a URI.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The path as a text, relative to the folder of the run.
    pub(crate) fn relative(&self) -> &str {
        self.text.strip_prefix("./").unwrap_or(&self.text)
    }

    /// The path on one line, with escapes for what cannot be seen.
    pub(crate) fn shown(&self) -> Cow<'_, str> {
        visible::line(&self.text)
    }

    /// The path as a URI: relative to the folder of the run, or a `file:` URI.
    pub(crate) fn uri(&self) -> String {
        uri(&self.path)
    }

    /// The URI of the file in a folder.
    pub(crate) fn uri_in(&self, folder: &Path) -> String {
        uri(&folder.join(&self.path))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

/// What a segment of a path may hold as it is (RFC 3986, section 2.3).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A path as a URI: every byte of it is there.
fn uri(path: &Path) -> String {
    let bytes = bytes(path);
    let segments: Vec<String> = bytes
        .split(|byte| *byte == b'/')
        .map(|segment| percent_encode(segment, SEGMENT).to_string())
        .collect();
    let path = segments.join("/");
    if bytes.starts_with(b"/") {
        format!("file://{path}")
    } else {
        path.strip_prefix("./").unwrap_or(&path).to_owned()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    use super::*;

    #[test]
    fn every_byte_of_a_name_is_told() {
        for (bytes, text, shown, uri) in [
            (&b"./a b.json"[..], "./a b.json", "./a b.json", "a%20b.json"),
            (b"100%.json", "100%.json", "100%.json", "100%25.json"),
            (b"caf\xE9.json", "caf%E9.json", "caf%E9.json", "caf%E9.json"),
            (b"5%\xFF\xE9", "5%25%FF%E9", "5%25%FF%E9", "5%25%FF%E9"),
            (
                "caf\u{E9}".as_bytes(),
                "caf\u{E9}",
                "caf\u{E9}",
                "caf%C3%A9",
            ),
            (
                b"a\n\x1B]0;x\x07",
                "a\n\u{1B}]0;x\u{7}",
                r"a\n\u001b]0;x\u0007",
                "a%0A%1B%5D0%3Bx%07",
            ),
            (
                b"/x:y/\xE2\x80\xAE",
                "/x:y/\u{202E}",
                r"/x:y/\u202e",
                "file:///x%3Ay/%E2%80%AE",
            ),
        ] {
            let name = Name::of(Path::new(OsStr::from_bytes(bytes)));
            assert_eq!(
                (name.text(), &*name.shown(), &*name.uri()),
                (text, shown, uri)
            );
        }
    }
}
