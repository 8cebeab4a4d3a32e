//! The command line of `check`.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use vouchsafe::{Part, Severity, Validate};
use vouchsafe_compiler::Direction;

#[cfg(feature = "backtracking")]
use super::Backtracking;
use super::formats::Outputs;
use super::{DialectName, Host, map};
use crate::settings::Level;

#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches")]
pub(crate) struct Check {
    /// Files with JSON, folders, and patterns such as `requests/**/*.json`; `-` is standard input. Of a folder
    /// all files `*.json` are read, however deep, but for hidden ones and those that a `.gitignore` names; or those
    /// that `vouchsafe.toml` maps. Without any, these are checked.
    #[arg(value_name = "FILE")]
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
    /// Check against a schema file, or one schema in it; `-` is standard input. A URI is read where a `--map` fits it.
    #[arg(long, value_name = "FILE[#POINTER]")]
    pub(crate) schema: Option<String>,
    /// Take the operations from an OpenAPI document, 3.0 to 3.2 or Swagger 2.0, in JSON or YAML, rather than the built-in
    /// ones.
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    pub(crate) openapi: Option<PathBuf>,
    /// Refuse an OpenAPI document that has any fault. Unless said, a fault stops only what needs the faulty part, and
    /// what is not checked because of it is a warning.
    #[arg(long, requires = "openapi")]
    pub(crate) strict_openapi: bool,
    /// Let a folder stand for all URIs that begin with a prefix, or a file for one URI. The `.json` of a file may be
    /// missing in its URI. Can be repeated.
    #[arg(long, value_name = "URI-PREFIX=DIR", value_parser = map)]
    pub(crate) map: Vec<(String, PathBuf)>,
    /// The dialect of a schema that does not name its own by `$schema`.
    /// 2020-12 unless said.
    #[arg(long, value_name = "DRAFT", requires = "schema")]
    pub(crate) dialect: Option<DialectName>,
    /// Which way the files go that are checked against a schema: a member that is `readOnly` is reported in requests, one
    /// that is `writeOnly` in responses. Files of operations tell it themselves.
    #[arg(long, value_name = "WAY", requires = "schema")]
    pub(crate) direction: Option<DirectionName>,
    /// Let `format` decide rather than describe.
    #[arg(long, requires = "schema")]
    pub(crate) assert_formats: bool,
    /// Say what the keyword `errorMessage` says, which schemas have for `ajv-errors` and for VS Code.
    #[arg(long)]
    pub(crate) error_messages: bool,
    /// Make errors of keywords that the dialect of a schema does not have. Unless said, each is ignored as the
    /// specification asks, and a warning names it once.
    #[arg(long)]
    pub(crate) strict_schema: bool,
    #[cfg(feature = "backtracking")]
    #[command(flatten)]
    pub(crate) backtracking: Backtracking,
    /// How large a pattern may be that repeats groups, in instructions; 1048576 unless said.
    #[arg(long, value_name = "N")]
    pub(crate) max_pattern_size: Option<u64>,
    /// How the files are written. Unless said, the ends of their names tell: `.jsonc`, `.json5`, `.yaml`, `.toml`; `.http`,
    /// `.rest`, `.har` and `.curl` hold recorded requests.
    #[arg(long, value_name = "FORMAT", conflicts_with = "ndjson")]
    pub(crate) input: Option<InputName>,
    /// The name of the file that standard input holds: it is shown, and tells how the text is written and what
    /// `vouchsafe.toml` maps it to.
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Set a variable of `.http` files. Can be repeated.
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) var: Vec<(String, String)>,
    /// A host that means the API beside those of its document, such as `localhost:8080`; with a path behind it, that stands
    /// before the paths of operations instead of what the servers have there. `*` is any host. Can be repeated.
    #[arg(long, value_name = "HOST")]
    pub(crate) host: Vec<Host>,
    /// The environment whose variables count in `.http` files: of `http-client.env.json`, its private sibling,
    /// `.vscode/settings.json` and `.env` files, beside the requests and in the folders above.
    #[arg(long, value_name = "NAME")]
    pub(crate) env: Option<String>,
    /// Read one JSON text from each line; empty lines are passed over. Files that are named `*.ndjson` or `*.jsonl` are
    /// read so without it; with it, those are the files that are read of folders.
    #[arg(long)]
    pub(crate) ndjson: bool,
    /// Which files of folders are read, such as `*.txt`, instead of `*.json`. Can be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) include: Vec<String>,
    /// How many threads check; as many as there are processors unless said. The order of the output is always
    /// that of the input.
    #[arg(long, value_name = "N", env = "VOUCHSAFE_THREADS")]
    pub(crate) threads: Option<NonZero<usize>>,
    #[command(flatten)]
    pub(crate) outputs: Outputs,
    /// The least severity that makes the exit code 1; `error` unless said.
    #[arg(long, value_name = "SEVERITY", env = "VOUCHSAFE_FAIL_ON")]
    pub(crate) fail_on: Option<FailOn>,
    /// Write at most this many findings, 100 unless said; all are counted. `flag` and `basic` pay no heed to it.
    #[arg(long, value_name = "N", env = "VOUCHSAFE_MAX_PROBLEMS")]
    pub(crate) max_problems: Option<usize>,
    /// How many steps a check of one text may take, beyond 200 for each of its values; 2,000,000 unless said. A text that
    /// takes more is refused as `evaluation-too-costly`.
    #[arg(long, value_name = "N", env = "VOUCHSAFE_MAX_STEPS")]
    pub(crate) max_steps: Option<u64>,
    /// Write findings alone: no summary, no warnings about anything else, and nothing at all where nothing is found.
    /// What could not be done is still reported.
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// List on standard error what was checked: each file, against what, how many texts it holds, and the verdict.
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Show each finding by itself, also where it repeats at other items of one array. Only `pretty`, `short` and
    /// `markdown` show such findings once.
    #[arg(long)]
    pub(crate) unfold: bool,
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
    /// Give the findings of a code another severity: `error`, `warning`, `info` or `off`. Can be repeated.
    #[arg(long, value_name = "CODE=LEVEL", value_parser = grade)]
    pub(crate) severity: Vec<(String, Level)>,
    /// Check again whenever a file, or what it is checked against, has changed.
    #[arg(long)]
    pub(crate) watch: bool,
    /// Do not tell the findings that this file knows: those that were there when it was written.
    #[arg(long, value_name = "FILE", env = "VOUCHSAFE_BASELINE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the baseline: what is found now is known from now on.
    #[arg(long)]
    pub(crate) update_baseline: bool,
    /// Read the settings from this file instead of looking for `vouchsafe.toml` here and in the folders above.
    #[arg(long, value_name = "FILE", env = "VOUCHSAFE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Read no settings.
    #[arg(long)]
    pub(crate) no_config: bool,
}

impl Check {
    pub(crate) fn fail_on(&self) -> FailOn {
        self.fail_on.unwrap_or(FailOn::Error)
    }

    pub(crate) fn max_problems(&self) -> usize {
        self.max_problems.unwrap_or(100)
    }

    /// How many findings are looked for in one text.
    pub(crate) fn most_violations(&self) -> usize {
        self.max_problems().max(1000)
    }
}

fn grade(text: &str) -> Result<(String, Level), String> {
    let (code, level) = text.split_once('=').ok_or("expected `CODE=LEVEL`")?;
    Ok((code.to_owned(), Level::from_str(level, false)?))
}

fn variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected `NAME=VALUE`")?;
    Ok((name.to_owned(), value.to_owned()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize, Validate)]
#[serde(rename_all = "kebab-case")]
#[vouchsafe(schema = "schema/settings.json#/$defs/input")]
pub(crate) enum InputName {
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    Json5,
    Yaml,
    Toml,
    /// The files of editors' HTTP clients.
    Http,
    /// HTTP archives.
    Har,
    /// `curl` command lines.
    Curl,
}

/// Which way a file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DirectionName {
    /// To a server.
    Request,
    /// From a server.
    Response,
}

impl From<DirectionName> for Direction {
    fn from(name: DirectionName) -> Self {
        match name {
            DirectionName::Request => Self::Request,
            DirectionName::Response => Self::Response,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize, Validate)]
#[serde(rename_all = "kebab-case")]
#[vouchsafe(schema = "schema/settings.json#/$defs/part")]
pub(crate) enum PartName {
    Body,
    Path,
    Query,
    Header,
    Cookie,
    Response,
}

impl From<Part> for PartName {
    fn from(part: Part) -> Self {
        match part {
            Part::Path => Self::Path,
            Part::Query => Self::Query,
            Part::Header => Self::Header,
            Part::Cookie => Self::Cookie,
            Part::Response => Self::Response,
            _ => Self::Body,
        }
    }
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize, Validate)]
#[serde(rename_all = "kebab-case")]
#[vouchsafe(schema = "schema/settings.json#/$defs/fail-on")]
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
