//! The command line of `schema`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[cfg(feature = "backtracking")]
use super::Backtracking;
use super::check::FailOn;
use super::formats::Outputs;
use super::{DialectName, UnknownName, map};

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaCommand {
    /// Find every fault of schemas, with all that they refer to: as strict as the derive, so that keywords that do
    /// not exist and schemas that cannot mean what they say are faults, too; and warn of what is in order and
    /// probably a mistake.
    Check(SchemaCheck),
    /// Try schemas on cases: instances with the codes of the errors that they must have, and tell which keywords have
    /// refused none, and which branches of `oneOf`, `anyOf` and `if` no case takes.
    #[command(after_help = CASES)]
    Test(SchemaTest),
    /// Tell what has changed from one schema to another, and whom it breaks: with a value for each break that the one
    /// accepts and the other refuses.
    #[command(after_help = DIRECTIONS)]
    Compat(SchemaCompat),
}

/// Who asks for which direction.
const DIRECTIONS: &str = "\
Directions:
  backward  what the old schema accepts must the new one accept: for requests, which clients go on sending
  forward   what the new schema accepts must the old one accept: for responses, which old clients must read
A change is breaking if a value shows it, compatible if the keywords prove it, and otherwise undecided.";

/// What files of cases look like.
const CASES: &str = "\
A file of cases:
  {
    \"schema\": \"order.json\",
    \"cases\": {
      \"a small order\": { \"instance\": { \"id\": \"A1\" } },
      \"no ID\": { \"instance\": {}, \"codes\": [\"missing-member\"] }
    }
  }
The schema's path starts from the file. A case without codes must be accepted.";

#[derive(Debug, Args)]
pub(crate) struct SchemaTest {
    /// Files of cases (JSON).
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Let `format` decide rather than describe.
    #[arg(long)]
    pub(crate) assert_formats: bool,
    /// Make errors of keywords that the dialect of a schema does not have. Unless said, each is ignored as the
    /// specification asks, and a warning names it once.
    #[arg(long)]
    pub(crate) strict_schema: bool,
    /// The least percentage of keywords that must have refused something; below, the exit code is 1.
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min_coverage: u8,
    /// Write nothing where all is as expected, and no warnings.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches")]
pub(crate) struct SchemaCheck {
    /// Schema files (JSON), folders, and patterns such as `schemas/**/*.json`. Of a folder all files `*.json` are
    /// read, however deep, but for hidden ones, those that a `.gitignore` names, and `*.cases.json`.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Which files of folders are read, such as `*.schema.json`, instead of `*.json`. Can be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) include: Vec<String>,
    #[command(flatten)]
    pub(crate) outputs: Outputs,
    /// The least severity that makes the exit code 1.
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(crate) fail_on: FailOn,
    /// Write at most this many findings; all are counted.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) max_problems: usize,
    /// Write findings alone: no summary, and nothing at all where nothing is found. What could not be done is still
    /// reported.
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// List on standard error what was checked: each file, and how much was found in it.
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Mend what is sure in the files first, then check them.
    #[arg(long)]
    pub(crate) fix: bool,
    /// With `--fix`: also follow suggestions that may not be what was meant.
    #[arg(long, requires = "fix")]
    pub(crate) fix_unsure: bool,
    /// With `--fix`: change nothing, and print what would change as a unified diff.
    #[arg(long, requires = "fix")]
    pub(crate) dry_run: bool,
    /// Report a lint that is off by default, such as `unanchored-pattern`. Can be repeated.
    #[arg(long, value_name = "CODE")]
    pub(crate) enable: Vec<String>,
    /// Do not report a lint. Can be repeated; in a schema, `x-allow` does it for one place.
    #[arg(long, value_name = "CODE")]
    pub(crate) disable: Vec<String>,
    /// What becomes of keywords that the dialect of a schema does not have.
    #[arg(long, value_name = "WHAT", default_value = "deny")]
    pub(crate) unknown_keywords: UnknownName,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaCompat {
    /// The schema as it was.
    #[arg(value_name = "OLD[#POINTER]")]
    pub(crate) old: String,
    /// The schema as it is now.
    #[arg(value_name = "NEW[#POINTER]")]
    pub(crate) new: String,
    /// Which values must go on being accepted.
    #[arg(long, value_name = "DIRECTION", default_value = "backward")]
    pub(crate) direction: Direction,
    /// How changes are written.
    #[arg(short, long, value_name = "FORMAT", default_value = "pretty")]
    pub(crate) format: CompatFormat,
    /// What makes the exit code 1.
    #[arg(long, value_name = "EFFECT", default_value = "breaking")]
    pub(crate) fail_on: FailOnEffect,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Let `format` decide rather than describe.
    #[arg(long)]
    pub(crate) assert_formats: bool,
}

/// How schemas are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Let a folder stand for all URIs that begin with a prefix. Can be repeated.
    #[arg(long, value_name = "URI-PREFIX=DIR", value_parser = map)]
    pub(crate) map: Vec<(String, PathBuf)>,
    /// The dialect of schemas that do not name their own by `$schema`.
    #[arg(long, value_name = "DRAFT", default_value = "2020-12")]
    pub(crate) dialect: DialectName,
    #[cfg(feature = "backtracking")]
    #[command(flatten)]
    pub(crate) backtracking: Backtracking,
    /// How large a pattern may be that repeats groups, in instructions; 1048576 unless said.
    #[arg(long, value_name = "N")]
    pub(crate) max_pattern_size: Option<u64>,
}

/// Which values must go on being accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Direction {
    /// Those that the old schema accepts.
    Backward,
    /// Those that the new schema accepts, by the old one.
    Forward,
    /// Both.
    Both,
}

/// How changes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompatFormat {
    /// With the lines of both schemas.
    Pretty,
    /// A line for each: `file:line:column: effect: message`.
    Short,
    /// One JSON document.
    Json,
    /// A table in Markdown, for a comment.
    Markdown,
}

/// What makes the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnEffect {
    Breaking,
    Undecided,
    Never,
}
