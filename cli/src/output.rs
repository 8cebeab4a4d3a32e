//! Where results are written: a stream that may be closed by the reader at any moment.

use std::io::{self, Write};

/// A stream that goes quiet when the other end of a pipe is closed: `vouchsafe check … | head -1` is
/// no error.
pub(crate) struct Output<'a> {
    stream: Box<dyn Write + 'a>,
    closed: bool,
}

impl<'a> Output<'a> {
    pub(crate) fn new(stream: impl Write + 'a) -> Self {
        Self {
            stream: Box::new(stream),
            closed: false,
        }
    }

    /// Writes text.
    ///
    /// # Errors
    /// What the stream says, a closed pipe apart.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        match self
            .stream
            .write_all(text.as_bytes())
            .and_then(|()| self.stream.flush())
        {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }

    /// Whether nobody reads any more.
    pub(crate) const fn is_closed(&self) -> bool {
        self.closed
    }
}

/// The columns of the terminal that is written to; wide where there is none.
pub(crate) fn columns(to_file: bool) -> usize {
    const WIDE: usize = 140;
    if to_file {
        return WIDE;
    }
    terminal_size::terminal_size_of(io::stdout()).map_or(WIDE, |(width, _)| width.0.max(40).into())
}
