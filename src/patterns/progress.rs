//! Progress and cancellation of long work.

use crate::patterns::fault::Cancelled;

/// The progress of long work. It is called from time to time, from any thread and not always in order; the work stops when it
/// returns false.
#[derive(Clone, Copy)]
pub struct Progress<'a> {
    go_on: &'a (dyn Fn(f32) -> bool + Sync),
    /// The start of this part of the work, from 0 to 1.
    from: f32,
    to: f32,
}

impl Progress<'static> {
    /// Ignores progress and never stops the work.
    pub fn none() -> Self {
        Self::new(&|_| true)
    }
}

impl<'a> Progress<'a> {
    /// Calls `go_on` with the fraction done, from 0 to 1, and stops when it returns `false`.
    pub fn new(go_on: &'a (dyn Fn(f32) -> bool + Sync)) -> Self {
        Self { go_on, from: 0.0, to: 1.0 }
    }

    /// The progress of a part of the work, which reports its own fraction.
    #[must_use]
    pub fn part(&self, from: f32, to: f32) -> Self {
        let place = |share: f32| self.from + (self.to - self.from) * share;
        Self { go_on: self.go_on, from: place(from), to: place(to) }
    }

    /// The progress of work within the work: it checks for cancellation, and does not report progress.
    #[must_use]
    pub fn silent(&self) -> Self {
        Self { to: self.from, ..*self }
    }

    /// Reports the fraction of this part that is done, from 0 to 1.
    ///
    /// # Errors
    /// [`Cancelled`] when the work must stop.
    pub fn tell(&self, done: f32) -> Result<(), Cancelled> {
        let done = self.from + (self.to - self.from) * done.clamp(0.0, 1.0);
        if (self.go_on)(done) { Ok(()) } else { Err(Cancelled) }
    }

    /// Checks for cancellation.
    ///
    /// # Errors
    /// [`Cancelled`] when the work must stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        self.tell(0.0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn parts_of_the_work_are_reported_as_parts_of_the_whole() {
        let told = Mutex::new(Vec::new());
        let go_on = |done: f32| {
            told.lock().unwrap().push(done);
            done < 0.7
        };
        let half = Progress::new(&go_on).part(0.5, 1.0);
        assert_eq!((half.check(), half.tell(0.2), half.tell(0.5)), (Ok(()), Ok(()), Err(Cancelled)));
        assert_eq!(half.part(0.0, 0.5).tell(2.0), Err(Cancelled));
        assert_eq!(*told.lock().unwrap(), [0.5, 0.6, 0.75, 0.75]);
    }
}
