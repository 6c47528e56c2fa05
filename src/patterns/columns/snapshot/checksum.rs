//! A checksum of the file.

/// A checksum against damage, not against tampering: four lanes of multiplication and rotation over eight bytes each.
pub(super) struct Checksum {
    lanes: [u64; 4],
}

impl Default for Checksum {
    fn default() -> Self {
        Self { lanes: [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x27D4_EB2F_1656_67C5] }
    }
}

impl Checksum {
    /// Adds bytes. The same bytes in other portions give another sum.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        let (portions, rest) = bytes.as_chunks::<32>();
        for portion in portions {
            self.mix(portion);
        }
        let mut last = [0; 32];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(&last);
        self.lanes[0] ^= bytes.len() as u64;
    }

    fn mix(&mut self, portion: &[u8; 32]) {
        let (words, _) = portion.as_chunks::<8>();
        for (lane, word) in self.lanes.iter_mut().zip(words) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(0xFF51_AFD7_ED55_8CCD).rotate_left(31);
        }
    }

    pub(super) fn finish(&self) -> u64 {
        self.lanes.iter().fold(0, |sum: u64, lane| (sum ^ lane).wrapping_mul(0xC4CE_B9FE_1A85_EC53).rotate_left(29))
    }
}
