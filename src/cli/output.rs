//! What commands print, and how they fail.

use std::io::{ErrorKind, Write};

/// A failure, in one line, with the exit code that says whose it is: 1 ours or the world's, 2 the caller's.
pub(crate) struct Failure {
    pub words: String,
    pub code: u8,
}

impl Failure {
    /// What was asked makes no sense.
    pub fn misuse(words: impl std::fmt::Display) -> Self {
        Self { words: words.to_string(), code: 2 }
    }

    /// Some of it was done, and some could not be.
    pub fn partly(words: impl std::fmt::Display) -> Self {
        Self { words: words.to_string(), code: 1 }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { words: error.to_string(), code: 1 }
    }
}

/// Prints a line. A reader that closes the pipe early, as `head` does, is not an error.
pub(super) fn print(words: impl std::fmt::Display) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{words}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => Ok(printed?),
    }
}
