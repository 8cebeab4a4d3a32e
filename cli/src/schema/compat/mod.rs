//! `vouchsafe schema compat`: what has changed from one schema to another, and whom it breaks.

mod counts;
mod json;
mod lines;
mod markdown;
mod pretty;

use std::io::Write;

use vouchsafe_compiler::{Change, Effect};

use super::compiler::compiler;
use super::pretty as faults;
use crate::args::{CompatFormat, Direction, FailOnEffect, SchemaCompat};
use crate::output::{Output, columns};
use crate::render::visible;
use crate::status::Status;
use crate::target::here;
use counts::Counts;

/// Compares the schemas that the arguments name.
///
/// # Errors
/// Why the job could not be done, in words.
pub(crate) fn compat(
    arguments: &SchemaCompat,
    output: &mut Output<'_>,
    stderr: &mut dyn Write,
) -> Result<Status, String> {
    let root = here()?;
    let compiler = compiler(&arguments.reading).assert_formats(arguments.assert_formats);
    let comparison = match compiler.compare_files(&root, &arguments.old, &arguments.new) {
        Ok(comparison) => comparison,
        Err(found) => {
            for fault in &found {
                let _ = write!(stderr, "{}", faults(&root, fault));
            }
            return Ok(Status::Failed);
        }
    };
    let mut told = told(&comparison.changes, arguments.direction);
    // What matters most comes first.
    told.sort_by_key(|told| told.rank);
    let counts = Counts::of(&told, comparison.truncated);
    let text = match arguments.format {
        CompatFormat::Pretty => pretty::text(&root, columns(false), &told, &counts),
        CompatFormat::Short => visible::lines(&lines::text(&told)).into_owned(),
        CompatFormat::Json => json::text(arguments, &comparison, &told, &counts),
        CompatFormat::Markdown => markdown::text(arguments, &told, &counts),
    };
    output.write(&text).map_err(|error| error.to_string())?;
    let fails = match arguments.fail_on {
        FailOnEffect::Never => false,
        FailOnEffect::Breaking => counts.breaking > 0,
        FailOnEffect::Undecided => counts.breaking + counts.undecided > 0,
    };
    Ok(if fails {
        Status::Findings
    } else {
        Status::Clean
    })
}

/// How much a change weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Breaking,
    Undecided,
    Compatible,
}

impl Rank {
    const fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Undecided => "undecided",
            Self::Compatible => "compatible",
        }
    }
}

/// A change as the direction that was asked for has it.
struct Told<'a> {
    change: &'a Change,
    rank: Rank,
    /// A value that shows the break, and what it shows.
    witnesses: Vec<(&'static str, &'a str)>,
}

/// What shows a break in each direction.
const BACKWARD: &str = "the old schema accepts this, and the new one refuses it";
const FORWARD: &str = "the new schema accepts this, and the old one refuses it";

fn told<'c>(changes: &'c [Change], direction: Direction) -> Vec<Told<'c>> {
    let of = |change: &'c Change| {
        let Change {
            backward, forward, ..
        } = change;
        let asked = match direction {
            Direction::Backward => vec![(BACKWARD, backward)],
            Direction::Forward => vec![(FORWARD, forward)],
            Direction::Both => vec![(BACKWARD, backward), (FORWARD, forward)],
        };
        let witnesses = asked.iter().filter_map(|(words, effect)| match effect {
            Effect::Breaking { witness } => Some((*words, witness.as_str())),
            _ => None,
        });
        let witnesses: Vec<_> = witnesses.collect();
        let is_undecided = asked
            .iter()
            .any(|(_, effect)| **effect == Effect::Undecided);
        Told {
            change,
            rank: match (witnesses.is_empty(), is_undecided) {
                (false, _) => Rank::Breaking,
                (true, true) => Rank::Undecided,
                (true, false) => Rank::Compatible,
            },
            witnesses,
        }
    };
    changes.iter().map(of).collect()
}

/// What to look at where nothing is decided.
const UNDECIDED: &str = "no value was found that shows a break, and no proof that there is none: compare the two places";

/// A value that is not too long to read.
fn shortened(witness: &str) -> String {
    const LONGEST: usize = 400;
    if witness.chars().count() <= LONGEST {
        return witness.to_owned();
    }
    let shown: String = witness.chars().take(LONGEST).collect();
    format!(
        "{shown}… ({} characters; `-f json` has all)",
        witness.chars().count()
    )
}
