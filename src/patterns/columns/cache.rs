//! A cache of answers that stay valid while their input stays the same.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The latest answers, each to a question about one state.
#[derive(Debug)]
pub(in crate::patterns) struct Cache<Q, A> {
    most: usize,
    answers: Mutex<VecDeque<(u64, Q, Arc<A>)>>,
}

impl<Q: PartialEq, A> Cache<Q, A> {
    /// A cache with room for `most` answers.
    pub fn at_most(most: usize) -> Self {
        Self { most, answers: Mutex::default() }
    }

    /// The answer to a question about a state; it is computed when it is not cached. Answers about earlier states are dropped
    /// then; of too many answers, the least recently used one is dropped.
    ///
    /// # Errors
    /// Errors of `work`. They are not cached.
    pub fn find<E>(&self, state: u64, question: Q, work: impl FnOnce() -> Result<A, E>) -> Result<Arc<A>, E> {
        if let Some(known) = self.known(state, &question) {
            return Ok(known);
        }
        // The lock is not held during the work: two simultaneous callers with the same question both do it.
        let answer = Arc::new(work()?);
        self.keep(state, question, Arc::clone(&answer));
        Ok(answer)
    }

    /// Caches an answer, unless it belongs to an earlier state than the cached answers.
    pub fn keep(&self, state: u64, question: Q, answer: Arc<A>) {
        let mut answers = self.hold();
        if answers.back().is_some_and(|(newest, ..)| *newest < state) {
            answers.clear();
        }
        if answers.back().is_none_or(|(newest, ..)| *newest == state) {
            if answers.len() == self.most {
                answers.pop_front();
            }
            answers.push_back((state, question, answer));
        }
    }

    /// The answer to a question about a state, if it is cached.
    pub fn known(&self, state: u64, question: &Q) -> Option<Arc<A>> {
        let mut answers = self.hold();
        let place = answers.iter().rposition(|(of, asked, _)| *of == state && asked == question)?;
        let found = answers.remove(place)?;
        let answer = Arc::clone(&found.2);
        answers.push_back(found);
        Some(answer)
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.hold().len()
    }

    /// Locks the mutex, even if it is poisoned: a panic while it was locked left nothing half done.
    fn hold(&self) -> MutexGuard<'_, VecDeque<(u64, Q, Arc<A>)>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn ask(memory: &Cache<&'static str, u32>, state: u64, question: &'static str, answer: u32) -> u32 {
        let Ok(found) = memory.find(state, question, || Ok::<_, Infallible>(answer));
        *found
    }

    #[test]
    fn an_answer_is_known_until_the_state_is_another() {
        let memory = Cache::at_most(8);
        assert_eq!([ask(&memory, 1, "a", 1), ask(&memory, 1, "a", 2), ask(&memory, 1, "b", 3)], [1, 1, 3]);
        assert_eq!([ask(&memory, 2, "a", 4), ask(&memory, 2, "a", 5)], [4, 4]);
        assert_eq!(memory.len(), 1, "answers about an earlier state are dropped");
        assert_eq!([ask(&memory, 1, "a", 6), ask(&memory, 1, "a", 7)], [6, 7], "a late answer is not cached");
        assert_eq!(ask(&memory, 2, "a", 8), 4, "and does not replace a newer one");
    }

    #[test]
    fn of_too_many_answers_the_least_recently_used_is_dropped() {
        let memory = Cache::at_most(2);
        assert_eq!([ask(&memory, 1, "a", 1), ask(&memory, 1, "b", 2), ask(&memory, 1, "a", 3)], [1, 2, 1]);
        assert_eq!([ask(&memory, 1, "c", 4), ask(&memory, 1, "a", 5), ask(&memory, 1, "b", 6)], [4, 1, 6]);
    }

    #[test]
    fn an_error_is_not_cached() {
        let memory = Cache::at_most(2);
        assert_eq!(memory.find(1, "a", || Err::<u32, _>("no")), Err("no"));
        assert_eq!(ask(&memory, 1, "a", 1), 1);
    }
}
