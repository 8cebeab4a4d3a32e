//! Where the schema is that `--schema` names: in a file, on standard input, or at a URI.

use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use vouchsafe_compiler::{Compiled, Compiler, Diagnostics, split_path};

use crate::args::Check;

/// What messages call the schema on standard input.
const STDIN: &str = "<stdin>";

/// The longest schema that is read from standard input, in bytes.
const LONGEST: u64 = 256 << 20;

/// Where a schema is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Location<'a> {
    /// On standard input, with a fragment.
    Stdin(&'a str),
    /// In a file: its path, and a fragment behind a `#`.
    File(Cow<'a, str>),
    /// At a URI for which a folder may stand.
    Uri(&'a str),
}

impl<'a> Location<'a> {
    /// What a text names: `-`, a path, a `file:` URI or another URI.
    pub(crate) fn of(text: &'a str) -> Self {
        if let Some(rest) = text.strip_prefix('-')
            && (rest.is_empty() || rest.starts_with('#'))
        {
            return Self::Stdin(rest.trim_start_matches('#'));
        }
        if let Some(path) = file_path(text) {
            return Self::File(path.into());
        }
        if is_uri(text) && !Path::new(text).exists() {
            return Self::Uri(text);
        }
        Self::File(text.into())
    }

    /// The file, if it is one.
    pub(super) fn file(&self, root: &Path) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(split_path(root, path).0.into()),
            Self::Stdin(_) | Self::Uri(_) => None,
        }
    }

    /// Compiles the schema.
    ///
    /// # Errors
    /// Its faults, or in words why it is not there.
    pub(super) fn compile(
        &self,
        compiler: Compiler,
        root: &Path,
        arguments: &Check,
        stdin: &mut dyn Read,
    ) -> Result<Result<Compiled, Diagnostics>, String> {
        match self {
            Self::File(path) => Ok(compiler.compile_file(root, path)),
            Self::Stdin(fragment) => {
                let mut text = Vec::new();
                let read = stdin.take(LONGEST + 1).read_to_end(&mut text);
                read.map_err(|error| format!("standard input cannot be read: {error}"))?;
                if text.len() as u64 > LONGEST {
                    let most = LONGEST >> 20;
                    return Err(format!(
                        "the schema on standard input is larger than {most} MiB"
                    ));
                }
                let compiler = compiler.overlay(root, STDIN, text);
                Ok(compiler.compile_file(root, &format!("{STDIN}#{fragment}")))
            }
            Self::Uri(uri) => {
                let is_mapped = |(prefix, _): &(String, PathBuf)| uri.starts_with(prefix.as_str());
                let is_known = vouchsafe::Dialect::from_uri(uri).is_some();
                if is_known || arguments.map.iter().any(is_mapped) {
                    return Ok(compiler.allow_files(root).compile_uri(uri, uri));
                }
                let folder = &uri[..uri.rfind('/').map_or(uri.len(), |at| at + 1)];
                Err(format!(
                    "the schema `{uri}` is not read: nothing is fetched from a network\n  help: download it and name the file, or let a folder stand for its URI: `--map {folder}=DIR`"
                ))
            }
        }
    }
}

/// Whether a text is a URI rather than a path.
pub(crate) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    // One letter is a drive.
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme && (rest.starts_with("//") || scheme == "urn" || scheme == "tag")
}

/// The path that a `file:` URI stands for, with the fragment.
fn file_path(text: &str) -> Option<String> {
    let scheme = text
        .get(..5)
        .filter(|scheme| scheme.eq_ignore_ascii_case("file:"))?;
    let rest = &text[scheme.len()..];
    let (path, fragment) = match rest.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (rest, None),
    };
    let path = match path.strip_prefix("//") {
        Some(host) => host
            .strip_prefix("localhost")
            .filter(|path| path.starts_with('/'))
            .unwrap_or(host),
        None => path,
    };
    let path = path
        .starts_with('/')
        .then(|| percent_decode_str(path).decode_utf8_lossy())?;
    Some(match fragment {
        Some(fragment) => format!("{path}#{fragment}"),
        None => path.into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::Location::{self, File, Stdin, Uri};

    #[test]
    fn schemas_are_told_apart_by_where_they_are() {
        for (text, expected) in [
            ("-", Stdin("")),
            ("-#/$defs/a", Stdin("/$defs/a")),
            ("-a.json", File("-a.json".into())),
            ("a/b.json#/$defs/c", File("a/b.json#/$defs/c".into())),
            ("C:\\a.json", File("C:\\a.json".into())),
            ("a:b.json", File("a:b.json".into())),
            ("file:///a%20b.json#/c%20d", File("/a b.json#/c%20d".into())),
            ("file:/a.json", File("/a.json".into())),
            ("FILE://localhost/a.json", File("/a.json".into())),
            (
                "https://example.com/a.json",
                Uri("https://example.com/a.json"),
            ),
            ("urn:example:a", Uri("urn:example:a")),
        ] {
            assert_eq!(Location::of(text), expected, "{text}");
        }
    }
}
