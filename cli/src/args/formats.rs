//! How findings are written, and where: the pairs of `-f` and `-o`.

use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches, ValueEnum};
use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use crate::render::visible;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize, Validate)]
#[serde(rename_all = "kebab-case")]
#[vouchsafe(schema = "schema/settings.json#/$defs/format")]
pub(crate) enum Format {
    /// Each finding with the lines that it is about.
    Pretty,
    /// A line for each finding: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON document; with `--ndjson` the same as `ndjson`.
    Json,
    /// A line of JSON for each text.
    Ndjson,
    /// SARIF 2.1.0, which code hosts and editors show.
    Sarif,
    /// XML with a test case for each text, as test runners write it.
    Junit,
    /// Commands of a GitHub workflow, which become notes beside the lines.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// Checkstyle's XML.
    Checkstyle,
    /// A table in Markdown, for a comment or the summary of a job.
    Markdown,
    /// JSON Schema's own format `flag`: a line for each text with the verdict.
    Flag,
    /// JSON Schema's own format `basic`: a line for each text with every keyword that fails, or with the
    /// annotations.
    Basic,
}

impl Format {
    /// The name on the command line.
    fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// A format and where it goes: to standard output unless there is a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) format: Format,
    pub(crate) file: Option<PathBuf>,
}

/// The formats that are wanted, one at least.
#[derive(Debug, Clone)]
pub(crate) struct Outputs {
    pub(crate) wanted: Vec<Wanted>,
    /// Nobody has said which.
    is_unsaid: bool,
}

impl Outputs {
    /// Takes a format where nobody has said which.
    pub(crate) fn unless_said(&mut self, format: Format) {
        if self.is_unsaid {
            for wanted in &mut self.wanted {
                wanted.format = format;
            }
        }
    }
}

/// The two arguments as they are written; what belongs together is told by their order.
#[derive(Debug, Args)]
struct Written {
    /// How findings are written; `pretty` unless said. With several formats each but one is followed by the
    /// file that it goes to: `-f pretty -f sarif -o out.sarif`.
    #[arg(
        short,
        long = "format",
        value_name = "FORMAT",
        env = "VOUCHSAFE_FORMAT"
    )]
    formats: Vec<Format>,
    /// Write what the `-f` before it asks for to a file instead of standard output (`-`). The file is replaced
    /// when all is written.
    #[arg(short, long = "output", value_name = "FILE")]
    outputs: Vec<PathBuf>,
}

impl Args for Outputs {
    fn augment_args(command: Command) -> Command {
        Written::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Written::augment_args_for_update(command)
    }
}

impl FromArgMatches for Outputs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let written = Written::from_arg_matches(matches)?;
        let places = |id| matches.indices_of(id).into_iter().flatten();
        let formats = places("formats").zip(written.formats);
        let formats: Vec<(usize, Format)> = formats.collect();
        let files = places("outputs").zip(written.outputs);
        let is_unsaid = formats.is_empty();
        let wanted = pairs(formats, files.collect());
        let wanted = wanted.and_then(apart);
        wanted
            .map(|wanted| Self { wanted, is_unsaid })
            .map_err(|words| Error::raw(ErrorKind::ArgumentConflict, format!("{words}\n")))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Gives each file to the format before it. One format and one file belong together in any order.
fn pairs(
    formats: Vec<(usize, Format)>,
    files: Vec<(usize, PathBuf)>,
) -> Result<Vec<Wanted>, String> {
    let alone = formats.len() <= 1;
    let formats = if formats.is_empty() {
        vec![(0, Format::Pretty)]
    } else {
        formats
    };
    let mut wanted: Vec<Wanted> = formats
        .iter()
        .map(|(_, format)| Wanted {
            format: *format,
            file: None,
        })
        .collect();
    for (place, file) in files {
        let before = formats.iter().rposition(|(format, _)| *format < place);
        let Some(pair) = wanted.get_mut(before.or(alone.then_some(0)).unwrap_or(usize::MAX)) else {
            return Err(format!(
                "`-o {}` stands before every `-f`\n  help: write it behind the format that goes there",
                visible::path(&file)
            ));
        };
        if let Some(other) = &pair.file {
            return Err(format!(
                "`-f {}` has two files, `{}` and `{}`\n  help: write an `-f` before each `-o`",
                pair.format.name(),
                visible::path(other),
                visible::path(&file)
            ));
        }
        pair.file = Some(file);
    }
    Ok(wanted)
}

/// Sees that no two formats go to one place.
fn apart(mut wanted: Vec<Wanted>) -> Result<Vec<Wanted>, String> {
    for pair in &mut wanted {
        pair.file.take_if(|file| file.as_path() == Path::new("-"));
    }
    for (index, pair) in wanted.iter().enumerate() {
        let Some(other) = wanted[..index].iter().find(|other| other.file == pair.file) else {
            continue;
        };
        let (first, second) = (other.format.name(), pair.format.name());
        return Err(match &pair.file {
            Some(file) => {
                let file = visible::path(file);
                format!(
                    "`-f {first}` and `-f {second}` would both be written to `{file}`\n  help: give each a file of its own"
                )
            }
            None => format!(
                "`-f {first}` and `-f {second}` would both go to standard output\n  help: write `-o FILE` behind one of them"
            ),
        });
    }
    Ok(wanted)
}
