//! The streams of a run, and what is known about the terminal behind them.

use std::io::{IsTerminal as _, Read, Write};

use crate::output::Output;

/// The streams of a run.
pub(crate) struct Streams<'a, 'o> {
    pub(crate) stdin: &'a mut (dyn Read + Send),
    pub(crate) stdout: &'a mut Output<'o>,
    pub(crate) stderr: &'a mut dyn Write,
    pub(crate) terminal: Terminal,
}

/// What a terminal is good for. Where there is none: nothing.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Terminal {
    /// Whether a person watches what is written to standard error.
    pub(crate) watched: bool,
    /// Whether standard output shows links.
    pub(crate) links: bool,
}

impl Terminal {
    /// That of the process, where colours are used or not.
    pub(crate) fn of_process(coloured: bool) -> Self {
        Self {
            watched: std::io::stderr().is_terminal(),
            links: coloured
                && std::io::stdout().is_terminal()
                && supports_hyperlinks::supports_hyperlinks(),
        }
    }
}
