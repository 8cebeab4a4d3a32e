//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use vouchsafe::{Dialect, Part, Severity};

/// Lint requests against JSON Schemas before they are sent.
///
/// Exit codes: 0 nothing found, 1 findings, 2 the job could not be done.
#[derive(Debug, Parser)]
#[command(
    name = "vouchsafe",
    version,
    about,
    long_about,
    propagate_version = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check request bodies, parameters or responses.
    Check(Check),
    /// Explain a code such as `exclusive-members`.
    Explain {
        /// The code, as a finding shows it in brackets.
        code: String,
    },
    /// List the operations that are built in.
    Operations,
    /// Look after schemas themselves.
    Schema {
        #[command(subcommand)]
        command: SchemaCommand,
    },
    /// Write Rust types or documentation for schemas.
    Generate(Generate),
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaCommand {
    /// Find every fault of schemas, with all that they refer to: as strict as the derive, so that keywords that do
    /// not exist and schemas that cannot mean what they say are faults, too.
    Check(SchemaCheck),
}

#[derive(Debug, Args)]
pub(crate) struct SchemaCheck {
    /// Schema files (JSON).
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How faults are written.
    #[arg(short, long, value_name = "FORMAT", default_value = "pretty")]
    pub(crate) format: SchemaFormat,
    /// Let a folder stand for all URIs that begin with a prefix. Can be repeated.
    #[arg(long, value_name = "URI-PREFIX=DIR", value_parser = map)]
    pub(crate) map: Vec<(String, PathBuf)>,
    /// The dialect of schemas that do not name their own by `$schema`.
    #[arg(long, value_name = "DRAFT", default_value = "2020-12")]
    pub(crate) dialect: DialectName,
    /// Let patterns look around and refer back, in a limited number of steps.
    #[cfg(feature = "backtracking")]
    #[arg(long)]
    pub(crate) allow_backtracking: bool,
}

/// How faults of schemas are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// With the lines that they are about.
    Pretty,
    /// One line for each.
    Short,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    #[command(subcommand)]
    pub(crate) what: What,
}

#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Write a Rust type for each schema, and for what is inside.
    Rust(GenerateRust),
    /// Write a Markdown table for each schema: parameters, types, and rules in words.
    Docs(GenerateDocs),
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches")]
pub(crate) struct GenerateRust {
    /// Schema files, or single schemas in them.
    #[arg(required = true, value_name = "FILE[#POINTER]")]
    pub(crate) schemas: Vec<String>,
    #[command(flatten)]
    pub(crate) written: Written,
    /// Say on standard error what the types leave to the validator.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Keep numbers without bounds as they are written, rather than as `i64` and `f64`.
    #[arg(long)]
    pub(crate) exact_numbers: bool,
    /// Write no builders.
    #[arg(long)]
    pub(crate) no_builders: bool,
    /// Derive a trait for every type, or for one. Can be repeated.
    #[arg(long, value_name = "[TYPE=]TRAIT")]
    pub(crate) derive: Vec<String>,
    /// Call a type, or a variant of it, otherwise. Can be repeated.
    #[arg(long, value_name = "TYPE[.VARIANT]=NAME", value_parser = pair)]
    pub(crate) rename: Vec<(String, String)>,
    /// Use a type of your own in the place of one. Can be repeated.
    #[arg(long, value_name = "TYPE=PATH", value_parser = pair)]
    pub(crate) replace: Vec<(String, String)>,
    /// Give a type an attribute. Can be repeated.
    #[arg(long, value_name = "TYPE=#[…]", value_parser = pair)]
    pub(crate) attribute: Vec<(String, String)>,
    /// The path of the facade crate in the code.
    #[arg(long, value_name = "PATH", default_value = "::vouchsafe")]
    pub(crate) facade: String,
    /// Let a folder stand for all URIs that begin with a prefix. Can be repeated.
    #[arg(long, value_name = "URI-PREFIX=DIR", value_parser = map)]
    pub(crate) map: Vec<(String, PathBuf)>,
    /// The dialect of a schema that does not name its own by `$schema`.
    #[arg(long, value_name = "DRAFT", default_value = "2020-12")]
    pub(crate) dialect: DialectName,
    /// Let `format` decide rather than describe.
    #[arg(long)]
    pub(crate) assert_formats: bool,
    /// Pass over keywords that do not exist, and schemas that cannot mean what they say.
    #[arg(long)]
    pub(crate) lenient: bool,
}

#[derive(Debug, Args)]
pub(crate) struct GenerateDocs {
    /// Schema files, or single schemas in them.
    #[arg(required = true, value_name = "FILE[#POINTER]")]
    pub(crate) schemas: Vec<String>,
    #[command(flatten)]
    pub(crate) written: Written,
    /// Let a folder stand for all URIs that begin with a prefix. Can be repeated.
    #[arg(long, value_name = "URI-PREFIX=DIR", value_parser = map)]
    pub(crate) map: Vec<(String, PathBuf)>,
}

/// Where text goes.
#[derive(Debug, Args)]
pub(crate) struct Written {
    /// Write to a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write nothing, and say whether the file is what would be written: exit code 1 if it is not.
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches")]
pub(crate) struct Check {
    /// Files with JSON; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Check against an operation, by its ID.
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "schema",
        conflicts_with = "schema"
    )]
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
    /// Take the operations from an OpenAPI 3.1 document (JSON) rather than the built-in ones.
    #[arg(long, value_name = "FILE", requires = "operation")]
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
    /// Read one JSON text from each line; empty lines are passed over.
    #[arg(long)]
    pub(crate) ndjson: bool,
    /// How findings are written.
    #[arg(short, long, value_name = "FORMAT", default_value = "pretty")]
    pub(crate) format: Format,
    /// Write the findings to a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
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

fn map(text: &str) -> Result<(String, PathBuf), String> {
    let (prefix, folder) = text.split_once('=').ok_or("expected `URI-PREFIX=DIR`")?;
    Ok((prefix.to_owned(), PathBuf::from(folder)))
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected `TYPE=…`")?;
    Ok((name.to_owned(), value.to_owned()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PartName {
    Body,
    Path,
    Query,
    Header,
    Response,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectName {
    #[value(name = "4")]
    Draft4,
    #[value(name = "6")]
    Draft6,
    #[value(name = "7")]
    Draft7,
    #[value(name = "2019-09")]
    Draft2019,
    #[value(name = "2020-12")]
    Draft2020,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Draft4 => Self::Draft4,
            DialectName::Draft6 => Self::Draft6,
            DialectName::Draft7 => Self::Draft7,
            DialectName::Draft2019 => Self::Draft2019,
            DialectName::Draft2020 => Self::Draft2020,
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
            PartName::Response => Self::Response,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Each finding with the lines that it is about.
    Pretty,
    /// A line for each finding: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON document; with `--ndjson` a line for each record.
    Json,
    /// JSON Schema's own format `flag`: a line for each text with the verdict.
    Flag,
    /// JSON Schema's own format `basic`: a line for each text with every keyword that fails, or with the
    /// annotations.
    Basic,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    pub(crate) fn choice(self) -> anstream::ColorChoice {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
    }
}
