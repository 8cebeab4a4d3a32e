//! The command line of `generate`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use vouchsafe_codegen::Formats;

use super::{DialectName, map};

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
    /// Write types for all definitions of every file, whether or not something refers to them. An OpenAPI document and a
    /// file whose own schema describes nothing always give all of theirs.
    #[arg(long)]
    pub(crate) all_definitions: bool,
    /// Use a type of your own for strings or numbers that have a format: `--format date-time=jiff::Timestamp`. Can be
    /// repeated.
    #[arg(long, value_name = "FORMAT=PATH", value_parser = format)]
    pub(crate) format: Vec<(String, String)>,
    /// Use the types of a crate for the formats that it has types for: `std` for `ipv4` and `ipv6`; `jiff` and `chrono`
    /// also for `date-time` and `date`; `uuid` for `uuid`; `url` for `uri`. Can be repeated.
    #[arg(long, value_name = "CRATE")]
    pub(crate) formats: Vec<FormatsName>,
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
    /// Let patterns look around and refer back, in a limited number of steps. The crate that has the types then needs the
    /// feature `backtracking` of `vouchsafe`.
    #[cfg(feature = "backtracking")]
    #[arg(long)]
    pub(crate) allow_backtracking: bool,
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

/// A crate that has types for formats.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FormatsName {
    Std,
    Jiff,
    Chrono,
    Uuid,
    Url,
}

impl From<FormatsName> for Formats {
    fn from(name: FormatsName) -> Self {
        match name {
            FormatsName::Std => Self::Std,
            FormatsName::Jiff => Self::Jiff,
            FormatsName::Chrono => Self::Chrono,
            FormatsName::Uuid => Self::Uuid,
            FormatsName::Url => Self::Url,
        }
    }
}

fn format(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected `FORMAT=PATH`")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected `TYPE=…`")?;
    Ok((name.to_owned(), value.to_owned()))
}
