//! Cells as bytes.

use super::super::cells::State;

/// Cells that can be stored on disk.
pub(super) trait Stored: Copy + PartialEq {
    fn put(cells: &[Self], bytes: &mut Vec<u8>);
    /// `None` when some bytes are not a valid cell.
    fn take(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! stored {
    ($($number:ty),*) => {$(
        impl Stored for $number {
            fn put(cells: &[Self], bytes: &mut Vec<u8>) {
                cells.iter().for_each(|cell| bytes.extend_from_slice(&cell.to_le_bytes()));
            }

            fn take(bytes: &[u8]) -> Option<Vec<Self>> {
                let (cells, _) = bytes.as_chunks();
                Some(cells.iter().map(|cell| Self::from_le_bytes(*cell)).collect())
            }
        }
    )*};
}

stored!(u8, u16, u32, i32, u64);

impl Stored for bool {
    fn put(cells: &[Self], bytes: &mut Vec<u8>) {
        bytes.extend(cells.iter().map(|&cell| u8::from(cell)));
    }

    fn take(bytes: &[u8]) -> Option<Vec<Self>> {
        bytes.iter().all(|&byte| byte < 2).then(|| bytes.iter().map(|&byte| byte == 1).collect())
    }
}

impl Stored for State {
    fn put(cells: &[Self], bytes: &mut Vec<u8>) {
        bytes.extend(cells.iter().map(|&cell| cell as u8));
    }

    fn take(bytes: &[u8]) -> Option<Vec<Self>> {
        bytes.iter().map(|&byte| State::ALL.get(usize::from(byte)).copied()).collect()
    }
}
