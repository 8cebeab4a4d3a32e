//! `curl` command lines, as they are pasted from terminals, browsers and documentation.

mod address;
mod arguments;
mod body;
mod form;
mod glob;
mod layout;
mod options;
mod posix;
mod powershell;
mod program;
mod request;
mod section;
mod shell;
mod table;
mod windows;

#[cfg(test)]
mod tests;

use vouchsafe::json::Span;

use self::layout::{Dialect, Part};
use self::program::Found;
use self::shell::{Command, Word};
use super::{NotChecked, Recorded, Refused, Variables};
use crate::source::Unreadable;

/// The requests of the command lines of a text.
///
/// # Errors
/// Why there are none.
pub(super) fn read(
    source: &str,
    variables: &Variables,
    each: &mut dyn FnMut(Result<Recorded, Refused>),
) -> Result<(), Unreadable> {
    read_within(source, Span::new(0, source.len()), variables, each)
}

/// The requests of the command lines that a part of a text holds.
///
/// # Errors
/// Why there are none.
pub(super) fn read_within(
    source: &str,
    within: Span,
    variables: &Variables,
    each: &mut dyn FnMut(Result<Recorded, Refused>),
) -> Result<(), Unreadable> {
    let mut found = false;
    for part in layout::parts(source, within) {
        let (commands, broken) = commands(source, &part, variables);
        for command in &commands {
            match program::find(command, found) {
                Found::Curl(words) => {
                    found = true;
                    requests(command, words, each);
                }
                Found::NotChecked(not_checked) => {
                    found = true;
                    each(Err(not_checked.into()));
                }
                Found::Other => {}
            }
        }
        if let Some(unreadable) = broken {
            found = true;
            each(Err(unreadable.into()));
        }
    }
    if found {
        return Ok(());
    }
    let words = "there is no `curl` command here";
    let start = within.start;
    Err(Unreadable::new(
        words,
        Span::new(start, within.end.min(start + 1)),
    ))
}

/// The commands of a part, and why there are no more.
fn commands(
    source: &str,
    part: &Part,
    variables: &Variables,
) -> (Vec<Command>, Option<Unreadable>) {
    match part.dialect {
        Dialect::Posix => posix::commands(source, part, variables),
        Dialect::Windows => windows::commands(source, part, variables),
        Dialect::PowerShell => powershell::commands(source, part, variables),
    }
}

/// Hands the requests of a command on.
fn requests(command: &Command, words: &[Word], each: &mut dyn FnMut(Result<Recorded, Refused>)) {
    match section::read(command, words) {
        Ok(sections) => {
            for section in sections {
                request::requests(section, each);
            }
        }
        Err(refused) => {
            // What else is to be said of the command is said as well.
            for doubt in &command.doubts {
                each(Err(doubt.clone().into()));
            }
            each(Err(refused));
        }
    }
}
