//! Long work that says how far it has come, and may be told to stop.

use super::fault::Cancelled;

/// Someone who watches long work. Asked now and then, from any thread and not always in order; the work stops when the
/// answer is no.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    go_on: &'a (dyn Fn(f32) -> bool + Sync),
    /// The part of the whole that is being done.
    from: f32,
    to: f32,
}

impl Watch<'static> {
    /// Nobody watches.
    pub fn none() -> Self {
        Self::new(&|_| true)
    }
}

impl<'a> Watch<'a> {
    /// Tells `go_on` how much is done, from 0 to 1, and stops when it answers `false`.
    pub fn new(go_on: &'a (dyn Fn(f32) -> bool + Sync)) -> Self {
        Self { go_on, from: 0.0, to: 1.0 }
    }

    /// Watches a part of the work, which says of itself how much of it is done.
    #[must_use]
    pub fn part(&self, from: f32, to: f32) -> Self {
        let place = |share: f32| self.from + (self.to - self.from) * share;
        Self { go_on: self.go_on, from: place(from), to: place(to) }
    }

    /// Watches work within the work: it is asked whether to go on, and how much is done stays as it is.
    #[must_use]
    pub fn silent(&self) -> Self {
        Self { to: self.from, ..*self }
    }

    /// Says how much of this part is done, from 0 to 1.
    ///
    /// # Errors
    /// [`Cancelled`] when the work is to stop.
    pub fn tell(&self, done: f32) -> Result<(), Cancelled> {
        let done = self.from + (self.to - self.from) * done.clamp(0.0, 1.0);
        if (self.go_on)(done) { Ok(()) } else { Err(Cancelled) }
    }

    /// Asks whether to go on.
    ///
    /// # Errors
    /// [`Cancelled`] when the work is to stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        self.tell(0.0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn parts_of_the_work_are_told_as_parts_of_the_whole() {
        let told = Mutex::new(Vec::new());
        let go_on = |done: f32| {
            told.lock().unwrap().push(done);
            done < 0.7
        };
        let half = Watch::new(&go_on).part(0.5, 1.0);
        assert_eq!((half.check(), half.tell(0.2), half.tell(0.5)), (Ok(()), Ok(()), Err(Cancelled)));
        assert_eq!(half.part(0.0, 0.5).tell(2.0), Err(Cancelled));
        assert_eq!(*told.lock().unwrap(), [0.5, 0.6, 0.75, 0.75]);
    }
}
