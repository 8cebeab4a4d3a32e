//! The command line.

mod check;
mod formats;
mod generate;
mod host;
mod schema;

pub(crate) use check::{Check, FailOn, InputName, PartName};
pub(crate) use formats::{Format, Wanted};
pub(crate) use generate::{Generate, GenerateDocs, GenerateRust, What, Written};
pub(crate) use host::Host;
pub(crate) use schema::{
    CompatFormat, Direction, FailOnEffect, Reading, SchemaCheck, SchemaCommand, SchemaCompat,
    SchemaTest,
};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use serde::{Deserialize, Serialize};
use vouchsafe::{Dialect, UnknownKeywords, Validate};

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
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        env = "VOUCHSAFE_COLOR",
        global = true
    )]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check request bodies, parameters or responses.
    Check(Check),
    /// Explain a code such as `exclusive-members`.
    Explain {
        /// The code, as a finding shows it in brackets. Without one all codes are listed.
        code: Option<String>,
        /// List all codes.
        #[arg(long, conflicts_with = "code")]
        list: bool,
    },
    /// List the operations that are built in, or those of an OpenAPI document.
    Operations(Operations),
    /// Look after schemas themselves.
    Schema {
        #[command(subcommand)]
        command: SchemaCommand,
    },
    /// Write Rust types or documentation for schemas.
    Generate(Generate),
    /// Write what a shell needs to complete commands and arguments.
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Write the manual: the first page to standard output, or all pages to a folder.
    Man {
        /// The folder for all pages, such as `~/.local/share/man/man1`.
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Operations {
    /// List those of an OpenAPI document, 3.0 to 3.2 or Swagger 2.0, in JSON or YAML, with what of them cannot be checked
    /// and why.
    #[arg(long, value_name = "FILE")]
    pub(crate) openapi: Option<PathBuf>,
    /// Let a folder stand for all URIs that begin with a prefix. Can be repeated.
    #[arg(long, value_name = "URI-PREFIX=DIR", value_parser = map, requires = "openapi")]
    pub(crate) map: Vec<(String, PathBuf)>,
    /// Refuse an OpenAPI document that has any fault. Unless said, a fault stops only what needs the faulty part.
    #[arg(long, requires = "openapi")]
    pub(crate) strict_openapi: bool,
    /// How the list is written.
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
    #[cfg(feature = "backtracking")]
    #[command(flatten)]
    pub(crate) backtracking: Backtracking,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    Text,
    /// One JSON document, with everything that is known about each operation.
    Json,
}

/// Whether patterns may look around and refer back.
#[cfg(feature = "backtracking")]
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Backtracking {
    /// Refuse patterns that look around or refer back. Unless said, they run in a limited number of steps.
    #[arg(long)]
    pub(crate) no_backtracking: bool,
    /// Let patterns look around and refer back, also where `vouchsafe.toml` says otherwise.
    #[arg(long, conflicts_with = "no_backtracking")]
    pub(crate) allow_backtracking: bool,
}

#[cfg(feature = "backtracking")]
impl Backtracking {
    /// Whether they may.
    pub(crate) fn is_allowed(self) -> bool {
        !self.no_backtracking
    }

    /// Takes what the settings say where the arguments say nothing.
    pub(crate) fn unless_said(&mut self, allowed: Option<bool>) {
        self.no_backtracking |= allowed == Some(false) && !self.allow_backtracking;
    }
}

/// What becomes of keywords that the dialect of a schema does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnknownName {
    /// Nothing is said of them.
    Allow,
    /// A warning names each of them once.
    Warn,
    /// They are faults.
    Deny,
}

impl From<UnknownName> for UnknownKeywords {
    fn from(name: UnknownName) -> Self {
        match name {
            UnknownName::Allow => Self::Allow,
            UnknownName::Warn => Self::Warn,
            UnknownName::Deny => Self::Deny,
        }
    }
}

/// Where each shell looks for completions.
const COMPLETIONS: &str = "\
For example:
  vouchsafe completions bash > ~/.local/share/bash-completion/completions/vouchsafe
  vouchsafe completions zsh > ~/.zfunc/_vouchsafe
  vouchsafe completions fish > ~/.config/fish/completions/vouchsafe.fish";

pub(super) fn map(text: &str) -> Result<(String, PathBuf), String> {
    let (prefix, folder) = text.split_once('=').ok_or("expected `URI-PREFIX=DIR`")?;
    Ok((prefix.to_owned(), PathBuf::from(folder)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "schema/settings.json#/$defs/dialect")]
pub(crate) enum DialectName {
    #[value(name = "4")]
    #[serde(rename = "4")]
    Draft4,
    #[value(name = "6")]
    #[serde(rename = "6")]
    Draft6,
    #[value(name = "7")]
    #[serde(rename = "7")]
    Draft7,
    #[value(name = "2019-09")]
    #[serde(rename = "2019-09")]
    Draft2019,
    #[value(name = "2020-12")]
    #[serde(rename = "2020-12")]
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
