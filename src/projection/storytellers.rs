//! The numbers that stand for storytellers in the columns.

use std::collections::HashMap;
use std::num::NonZeroU32;

use crate::store::StorytellerKey;

/// Bytes that one storyteller takes on disk: the key, and the number as a little-endian integer.
const ENTRY: usize = StorytellerKey::LENGTH + size_of::<u32>();

/// Gives each storyteller who lets several stories be linked a number of this node's own. All columns share the numbers,
/// and they mean nothing outside of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Storytellers {
    numbers: HashMap<StorytellerKey, NonZeroU32>,
    last: u32,
}

impl Storytellers {
    /// The number of a storyteller, a new one for a key that is not known; none for a story that is not linked.
    pub fn number_of(&mut self, key: Option<StorytellerKey>) -> Option<NonZeroU32> {
        let last = &mut self.last;
        let new = || {
            *last = last.saturating_add(1);
            NonZeroU32::new(*last).unwrap_or(NonZeroU32::MAX)
        };
        key.map(|key| *self.numbers.entry(key).or_insert_with(new))
    }

    /// Forgets the storytellers whose numbers no story bears any more.
    pub fn keep_only(&mut self, borne: impl IntoIterator<Item = NonZeroU32>) {
        let mut is_borne = vec![false; self.last as usize + 1];
        for number in borne {
            if let Some(is_borne) = is_borne.get_mut(number.get() as usize) {
                *is_borne = true;
            }
        }
        self.numbers.retain(|_, number| is_borne[number.get() as usize]);
    }

    /// Writes them, for [`read`](Self::read).
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.numbers.len() * ENTRY);
        for (key, number) in &self.numbers {
            bytes.extend_from_slice(key.as_bytes());
            bytes.extend_from_slice(&number.get().to_le_bytes());
        }
        bytes
    }

    /// Reads what was written; nothing when the bytes are something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (entries, rest) = bytes.as_chunks::<ENTRY>();
        let mut read = Self { numbers: HashMap::with_capacity(entries.len()), last: 0 };
        for entry in entries {
            let (key, number) = entry.split_first_chunk()?;
            let number = NonZeroU32::new(u32::from_le_bytes(number.try_into().ok()?))?;
            read.last = read.last.max(number.get());
            read.numbers.insert(StorytellerKey::from(*key), number);
        }
        rest.is_empty().then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(of: u8) -> Option<StorytellerKey> {
        Some(StorytellerKey::from([of; StorytellerKey::LENGTH]))
    }

    #[test]
    fn stories_of_one_storyteller_get_one_number_and_unlinked_ones_none() {
        let mut storytellers = Storytellers::default();
        let [first, second, again] = [1, 2, 1].map(|of| storytellers.number_of(key(of)));
        assert!(first.is_some() && first == again && first != second);
        assert_eq!(storytellers.number_of(None), None);
    }

    #[test]
    fn a_storyteller_without_stories_is_forgotten_and_nobody_gets_the_number_of_another() {
        let mut storytellers = Storytellers::default();
        let [first, second] = [1, 2].map(|of| storytellers.number_of(key(of)));
        storytellers.keep_only(second);
        assert_eq!(storytellers.write().len(), ENTRY);
        assert_eq!(storytellers.number_of(key(2)), second);
        let [back, new] = [1, 3].map(|of| storytellers.number_of(key(of)));
        assert!(back != first && ![first, second, back].contains(&new));
    }

    #[test]
    fn numbers_are_read_as_they_were_written_and_go_on_from_there() {
        let mut written = Storytellers::default();
        (1..=9).for_each(|of| _ = written.number_of(key(of)));
        let bytes = written.write();
        let mut read = Storytellers::read(&bytes).unwrap();
        assert_eq!(read, written);
        assert_eq!(read.number_of(key(10)), NonZeroU32::new(10));
        assert_eq!(Storytellers::read(&bytes[1..]), None);
        assert_eq!(Storytellers::read(&[0; ENTRY]), None, "0 is no storyteller");
    }
}
