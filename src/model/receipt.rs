//! The receipt: a secret that only the storyteller holds.

use std::str::FromStr;

use thiserror::Error;

/// The characters of Crockford's base32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 128 random bits, written as 26 characters of Crockford's base32.
///
/// It has no `Debug` and no `Display`, so that it cannot get into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt([u8; 16]);

/// A string that is not a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a receipt is 26 letters and digits, such as 0A1B2-C3D4E-…; check that none is missing")]
pub struct MalformedReceipt;

impl Receipt {
    /// The receipt with these random bits.
    pub fn from_bits(bits: [u8; 16]) -> Self {
        Self(bits)
    }

    /// The secret bits.
    pub fn bits(&self) -> &[u8; 16] {
        &self.0
    }

    /// The 26 characters that a person keeps.
    pub fn reveal(&self) -> String {
        let value = u128::from_be_bytes(self.0);
        (0..26).rev().map(|place| char::from(ALPHABET[((value >> (5 * place)) & 31) as usize])).collect()
    }
}

impl FromStr for Receipt {
    type Err = MalformedReceipt;

    /// Reads a receipt as people type it: any case, groups separated by spaces or dashes, O for 0, I and L for 1.
    fn from_str(typed: &str) -> Result<Self, MalformedReceipt> {
        let mut value: u128 = 0;
        let mut letters = 0;
        for c in typed.chars().filter(|c| !matches!(c, ' ' | '-' | '\t')) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|&letter| char::from(letter) == c).ok_or(MalformedReceipt)?;
            letters += 1;
            // 26 characters hold 130 bits: the first may only use its lower three.
            if letters > 26 || (letters == 1 && digit > 7) {
                return Err(MalformedReceipt);
            }
            value = value << 5 | digit as u128;
        }
        if letters == 26 { Ok(Self(value.to_be_bytes())) } else { Err(MalformedReceipt) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_read_back_in_every_way_of_typing_it() {
        let receipt = Receipt::from_bits(*b"0123456789abcdef");
        let letters = receipt.reveal();
        assert_eq!(letters.len(), 26);
        let typed = letters.to_lowercase().replace('0', "o").replace('1', "l");
        let grouped = format!("{}-{} {}", &typed[..5], &typed[5..10], &typed[10..]);
        assert!(grouped.parse::<Receipt>().is_ok_and(|read| read == receipt));
        assert!(Receipt::from_bits([255; 16]).reveal().parse::<Receipt>().is_ok_and(|read| read.bits() == &[255; 16]));
    }

    #[test]
    fn anything_else_is_rejected() {
        for bad in ["", "ABC", &"0".repeat(25), &"0".repeat(27), &"U".repeat(26), &format!("8{}", "0".repeat(25))] {
            assert!(bad.parse::<Receipt>().is_err(), "{bad}");
        }
    }
}
