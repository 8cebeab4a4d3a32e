//! What fails where a typed value is built.

use std::fmt;

use serde::de;

/// Why the type refused a value, and which: a pointer, since each value passes through a few `Result`s, which are as
/// large as the error if that is the larger one.
#[derive(Debug)]
pub(crate) struct Misfit(Box<Refused>);

#[derive(Debug)]
struct Refused {
    at: Option<u32>,
    message: String,
}

impl Misfit {
    /// The value's index on the tape.
    pub(crate) fn at(&self) -> u32 {
        self.0.at.unwrap_or(0)
    }

    #[cold]
    pub(super) fn or_at(mut self, value: u32) -> Self {
        self.0.at.get_or_insert(value);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Refused {
            at: None,
            message: message.to_string(),
        }))
    }
}
