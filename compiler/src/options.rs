//! How schemas are read.

use std::path::PathBuf;

use crate::dialect::{Dialect, Language, OpenApi};
use crate::load::{decode, file_uri};

/// What becomes of keywords that the dialect of a schema does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum UnknownKeywords {
    /// They are annotations, as the specification asks (2020-12 core, sections 4.3.1 and 6.5).
    Allow,
    /// They are annotations, and a warning names each of them once: [`Compiled::warnings`](crate::Compiled::warnings).
    #[default]
    Warn,
    /// Those that look like a misspelt keyword, or that another dialect has, are faults; others are annotations.
    DenyTypos,
    /// They are faults. The derive and the build API use this.
    Deny,
}

impl UnknownKeywords {
    /// Whether schemas are read as the specification asks, with nothing refused that does no harm.
    pub(crate) const fn is_lenient(self) -> bool {
        matches!(self, Self::Allow | Self::Warn)
    }
}

/// Which definitions of a document are compiled beside the schema that is asked for: the schemas in `$defs` and in
/// `definitions`, or those in `components/schemas` of an OpenAPI document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Definitions {
    /// Those that the schema refers to.
    #[default]
    Referenced,
    /// All of them, where the document is for its definitions: an OpenAPI document, and a schema that says no more of
    /// a value than that it is an object. A schema that says nothing at all is left out.
    WithoutRoot,
    /// All of them.
    All,
}

/// How schemas are read.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each option is a question of its own"
)]
pub struct SchemaOptions {
    /// The dialect of schemas that do not name theirs by `$schema`.
    pub dialect: Dialect,
    /// What becomes of keywords that the dialect does not have.
    pub unknown_keywords: UnknownKeywords,
    /// Whether `format` decides. By itself it only describes (2020-12 validation, section 7.2.1), unless the
    /// meta-schema asks for more.
    pub assert_formats: bool,
    /// Whether `contentEncoding` and `contentMediaType` decide. From 2019-09 on they only describe; older
    /// dialects leave the choice.
    pub assert_content: bool,
    /// Whether schemas that cannot mean what they say are faults.
    pub refuse_contradictions: bool,
    /// Whether `errorMessage`, the words of other tools, is read as `x-message` is.
    pub error_messages: bool,
    /// Whether descriptions, defaults, examples and unknown keywords are left out of the program: a
    /// check has no use for them.
    pub without_prose: bool,
    /// Whether patterns are made into automata that the program carries, for programs that are written as
    /// Rust: they then need no compilation of patterns at run time.
    pub static_patterns: bool,
    /// Whether a pattern that cannot run in linear time is run by a library that backtracks, in a limited number
    /// of steps.
    #[cfg(feature = "backtracking")]
    pub allow_backtracking: bool,
    /// How many instructions a pattern may take that is run by counters; 1,048,576 unless said.
    pub max_pattern_size: Option<u64>,
    /// Whether a `pattern` that cannot be run is left out and put on record, rather than a fault.
    pub(crate) skip_unrunnable: bool,
    /// The folder from which files are named in messages and locations.
    pub(crate) root: Option<PathBuf>,
    /// Which definitions are compiled beside the schema that is asked for.
    pub definitions: Definitions,
    /// The version of the OpenAPI document that schemas are compiled for.
    pub(crate) openapi: Option<OpenApi>,
    /// Whether what is checked goes to a server or comes from one, where that is known.
    pub(crate) direction: Option<Direction>,
}

/// Which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "there is no third way")]
pub enum Direction {
    /// To a server.
    Request,
    /// From a server.
    Response,
}

impl SchemaOptions {
    /// How many instructions a pattern may take.
    pub(crate) fn most_instructions(&self) -> u64 {
        self.max_pattern_size.unwrap_or(1 << 20)
    }

    /// The language of documents that do not name theirs.
    pub(crate) fn language(&self) -> Language {
        self.openapi.map_or(self.dialect.into(), Language::from)
    }

    /// What messages call a URI: a path from the root where it is a file below it.
    pub(crate) fn display(&self, uri: &str) -> String {
        if let Some(name) = uri.strip_prefix(IN_MEMORY_PREFIX) {
            return decode(name);
        }
        let Some(root) = &self.root else {
            return uri.to_owned();
        };
        let root = file_uri(root);
        match (uri.strip_prefix(&root), uri.strip_prefix("file://")) {
            (Some(path), _) if path.starts_with('/') => decode(&path[1..]),
            (_, Some(path)) => above(&decode(root.trim_start_matches("file://")), &decode(path)),
            _ => uri.to_owned(),
        }
    }
}

/// A path relative to a folder that it is not in, so that no path of the machine is in any output.
fn above(root: &str, path: &str) -> String {
    let (root, path): (Vec<&str>, Vec<&str>) =
        (root.split('/').collect(), path.split('/').collect());
    let common = root
        .iter()
        .zip(&path)
        .take_while(|(left, right)| left == right)
        .count();
    let ups = std::iter::repeat_n("..", root.len() - common);
    ups.chain(path[common..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

/// The URI of a schema that is given as text without a name.
pub(crate) const IN_MEMORY: &str = "memory:///schema";
/// With what the URIs of such texts begin.
pub(crate) const IN_MEMORY_PREFIX: &str = "memory:///";
