//! A stream in pieces of whole lines.

use std::io::{self, ErrorKind, Read};

/// How much is read at once. A line that is longer makes its piece longer.
const PIECE: usize = 256 * 1024;

/// How long a line may be, in bytes: what is read of it is held in memory until it ends.
const LONGEST: usize = 1 << 29;

/// Pieces of a stream, each with the lines that one reading brings: who writes a line at a time is answered at
/// once.
pub(super) struct Pieces<R> {
    reader: R,
    /// The beginning of a line whose end is not yet read.
    rest: Vec<u8>,
    done: bool,
    longest: usize,
}

impl<R: Read> Pieces<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            rest: Vec::new(),
            done: false,
            longest: LONGEST,
        }
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// What the stream says, or that a line is too long.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut piece = std::mem::take(&mut self.rest);
        while !self.done {
            let start = piece.len();
            piece.resize(start + PIECE, 0);
            let read = match self.reader.read(&mut piece[start..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => Ok(None),
                result => result.map(Some),
            };
            piece.truncate(start + read.as_ref().map_or(0, |read| read.unwrap_or(0)));
            self.done = read? == Some(0);
            if let Some(feed) = piece[start..].iter().rposition(|byte| *byte == b'\n') {
                self.rest = piece.split_off(start + feed + 1);
                return Ok(Some(piece));
            }
            if piece.len() > self.longest {
                self.done = true;
                return Err(too_long(self.longest));
            }
        }
        Ok((!piece.is_empty()).then_some(piece))
    }
}

fn too_long(longest: usize) -> io::Error {
    let words = format!(
        "a line is longer than {longest} bytes; if the lines are no texts of their own, check the file without `--ndjson`, \
         under a name that does not end in `.jsonl` or `.ndjson`"
    );
    io::Error::new(ErrorKind::InvalidData, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that brings as much at a time as it was told.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(into.len()).min(self.0.len());
            into[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    #[test]
    fn pieces_are_whole_lines_and_lose_nothing() {
        let text = b"a\n\nbcd\r\nefghijk\nl";
        for at_once in 1..=text.len() + 1 {
            let mut pieces = Pieces::new(Slow(text, at_once));
            let mut whole = Vec::new();
            while let Some(piece) = pieces.next().unwrap() {
                assert!(!piece.is_empty());
                whole.extend(piece);
                assert!(whole.ends_with(b"\n") || whole == text, "{at_once}");
            }
            assert_eq!(whole, text);
        }
    }

    #[test]
    fn a_line_has_a_limit() {
        let text = [&b"1\n"[..], &vec![b' '; 3 * PIECE], b"\n2\n"].concat();
        let mut pieces = Pieces::new(Slow(&text, PIECE));
        pieces.longest = 2 * PIECE;
        let mut read = Vec::new();
        let error = loop {
            match pieces.next() {
                Ok(Some(piece)) => read.extend(piece),
                Ok(None) => panic!("no line was too long"),
                Err(error) => break error,
            }
        };
        assert_eq!(read, b"1\n");
        assert!(
            error
                .to_string()
                .starts_with("a line is longer than 524288 bytes"),
            "{error}"
        );
        assert!(pieces.next().unwrap().is_none());
    }
}
