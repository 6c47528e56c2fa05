//! Marks of rows, 64 to a word, the first in the lowest bit.

use super::chunked::BLOCK;

/// Words of 64 marks in a block of rows.
pub(super) const WORDS: usize = BLOCK / 64;

/// For each byte: its bits, the lowest first, each in a byte of its own.
static SPREAD: [u64; 256] = {
    let (mut spread, mut byte) = ([0; 256], 0);
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            spread[byte] |= ((byte as u64) >> bit & 1) << (8 * bit);
            bit += 1;
        }
        byte += 1;
    }
    spread
};

/// The marks of a word, each as 0 or 1, the lowest first.
#[inline(always)]
pub(in crate::patterns) fn spread(word: u64) -> [u8; 64] {
    let mut marks = [0; 64];
    for (eight, byte) in marks.chunks_exact_mut(8).zip(word.to_le_bytes()) {
        eight.copy_from_slice(&SPREAD[usize::from(byte)].to_le_bytes());
    }
    marks
}

/// Marks, each 0 or 1, in one word, the first in the lowest bit.
#[inline(always)]
pub(in crate::patterns) fn gathered(marks: &[u8; 64]) -> u64 {
    let mut word = [0; 8];
    for (byte, eight) in word.iter_mut().zip(marks.as_chunks().0) {
        // The product gathers the lowest bit of each byte in the highest byte.
        *byte = (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8;
    }
    u64::from_le_bytes(word)
}

/// The places of a word's marks, ascending.
#[inline(always)]
pub(in crate::patterns) fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = word.trailing_zeros() as usize;
        (word != 0).then(|| {
            word &= word - 1;
            place
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_and_its_marks_say_the_same(word: u64) {
            prop_assert_eq!(gathered(&spread(word)), word);
            prop_assert!(ones(word).eq((0..64).filter(|place| word >> place & 1 == 1)));
            prop_assert!((0..64).all(|place| u64::from(spread(word)[place]) == word >> place & 1));
        }
    }
}
