//! The command line of `check`.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use vouchsafe::{Part, Severity};

use super::formats::Outputs;
use super::{DialectName, map};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches")]
pub(crate) struct Check {
    /// Files with JSON, folders, and patterns such as `requests/**/*.json`; `-` is standard input. Of a folder
    /// all files `*.json` are read, however deep, but for hidden ones and those that a `.gitignore` names.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Check against an operation, by its ID.
    /// Recorded requests need none: theirs is found by method and path.
    #[arg(long, value_name = "ID", conflicts_with = "schema")]
    pub(crate) operation: Option<String>,
    /// The part of the request (or the response) that the files hold. Path, query and header are JSON
    /// objects from name to text.
    #[arg(
        long,
        value_name = "PART",
        default_value = "body",
        requires = "operation"
    )]
    pub(crate) part: PartName,
    /// Check against a schema file, or one schema in it.
    #[arg(long, value_name = "FILE[#POINTER]")]
    pub(crate) schema: Option<String>,
    /// Take the operations from an OpenAPI document, 3.0 or 3.1, in JSON or YAML, rather than the built-in ones.
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    pub(crate) openapi: Option<PathBuf>,
    /// Let a folder stand for all URIs that begin with a prefix. Can be repeated.
    #[arg(long, value_name = "URI-PREFIX=DIR", value_parser = map)]
    pub(crate) map: Vec<(String, PathBuf)>,
    /// The dialect of a schema that does not name its own by `$schema`.
    #[arg(
        long,
        value_name = "DRAFT",
        default_value = "2020-12",
        requires = "schema"
    )]
    pub(crate) dialect: DialectName,
    /// Let `format` decide rather than describe.
    #[arg(long, requires = "schema")]
    pub(crate) assert_formats: bool,
    /// Let patterns look around and refer back, in a limited number of steps: those of a schema or of an OpenAPI
    /// document.
    #[cfg(feature = "backtracking")]
    #[arg(long)]
    pub(crate) allow_backtracking: bool,
    /// How the files are written. Unless said, the ends of their names tell: `.jsonc`, `.yaml`, `.toml`; `.http`,
    /// `.rest`, `.har` and `.curl` hold recorded requests.
    #[arg(long, value_name = "FORMAT", conflicts_with = "ndjson")]
    pub(crate) input: Option<InputName>,
    /// Set a variable of `.http` files. Can be repeated.
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) var: Vec<(String, String)>,
    /// Read one JSON text from each line; empty lines are passed over. Of folders the files `*.ndjson` and
    /// `*.jsonl` are read.
    #[arg(long)]
    pub(crate) ndjson: bool,
    /// Which files of folders are read, such as `*.txt`, instead of `*.json`. Can be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) include: Vec<String>,
    /// How many threads check; as many as there are processors unless said. The order of the output is always
    /// that of the input.
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZero<usize>>,
    #[command(flatten)]
    pub(crate) outputs: Outputs,
    /// The least severity that makes the exit code 1.
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(crate) fail_on: FailOn,
    /// Write at most this many findings; all are counted. `flag` and `basic` pay no heed to it.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) max_problems: usize,
    /// Mend what is sure in the files first, then check them.
    #[arg(long)]
    pub(crate) fix: bool,
    /// With `--fix`: also follow suggestions that may not be what was meant.
    #[arg(long, requires = "fix")]
    pub(crate) fix_unsure: bool,
    /// With `--fix`: change nothing, and print what would change as a unified diff.
    #[arg(long, requires = "fix")]
    pub(crate) dry_run: bool,
    /// Report a lint that is off by default, such as `plaintext-secret`. Can be repeated.
    #[arg(long, value_name = "CODE")]
    pub(crate) enable: Vec<String>,
}

fn variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected `NAME=VALUE`")?;
    Ok((name.to_owned(), value.to_owned()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputName {
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    Yaml,
    Toml,
    /// The files of editors' HTTP clients.
    Http,
    /// HTTP archives.
    Har,
    /// `curl` command lines.
    Curl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PartName {
    Body,
    Path,
    Query,
    Header,
    Cookie,
    Response,
}

impl From<PartName> for Part {
    fn from(name: PartName) -> Self {
        match name {
            PartName::Body => Self::Body,
            PartName::Path => Self::Path,
            PartName::Query => Self::Query,
            PartName::Header => Self::Header,
            PartName::Cookie => Self::Cookie,
            PartName::Response => Self::Response,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Never,
}

impl FailOn {
    /// Whether a finding of that severity makes the exit code 1.
    pub(crate) fn counts(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Never => false,
        }
    }
}
