//! Whether a JPEG is whole (ITU-T T.81). Decoders paint grey what is missing, and say nothing.
//!
//! A picture is whole when all blocks of all its scans are there: their codes are read, and nothing is drawn. A progressive one
//! must end with the mark of the end besides, because nothing else says how many scans it has.

use std::ops::RangeInclusive;

use super::error::{MOST_PIXELS, WrongPicture};

/// Checks that a JPEG is whole. What this does not know, such as arithmetic coding, is left to the decoder.
///
/// # Errors
/// [`WrongPicture::Damaged`].
pub(super) fn check_whole(jpeg: &[u8]) -> Result<(), WrongPicture> {
    let mut picture = Picture::default();
    let mut at = 2;
    let mut scans = 0;
    loop {
        let (marker, after) = next_marker(jpeg, at).ok_or(WrongPicture::Damaged)?;
        if marker == EOI {
            return if picture.is_complete() { Ok(()) } else { Err(WrongPicture::Damaged) };
        }
        let segment = segment(jpeg, after).ok_or(WrongPicture::Damaged)?;
        at = after + 2 + segment.len();
        match marker {
            0xc0..=0xc2 => picture.frame = Some(Frame::read(marker == 0xc2, segment).ok_or(WrongPicture::Damaged)?),
            // Other kinds of frames. C4, C8 and CC are not frames.
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Ok(()),
            0xc4 => picture.define_codes(segment).ok_or(WrongPicture::Damaged)?,
            0xdd => picture.restart = segment.first_chunk().map_or(0, |&every| u16::from_be_bytes(every)),
            // The decoder refuses it.
            SOS if scans == MOST_SCANS => return Ok(()),
            SOS => {
                scans += 1;
                at = picture.scan(segment, jpeg, at).ok_or(WrongPicture::Damaged)?;
                // Some cameras forget the mark of the end, but nothing else follows: zeros, as of a file that was never
                // written to its end, can be read as blocks.
                if picture.is_complete() && !picture.is_progressive() {
                    let ends = next_marker(jpeg, at).map_or(jpeg.len(), |(_, after)| after - 2) <= at + FILLING;
                    return if ends { Ok(()) } else { Err(WrongPicture::Damaged) };
                }
            }
            _ => {}
        }
    }
}

/// Whether the segments before the first scan hold a colour profile.
pub(super) fn has_profile(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some((marker, after)) = next_marker(jpeg, at) {
        let Some(segment) = segment(jpeg, after).filter(|_| marker != SOS) else { return false };
        if marker == 0xe2 && segment.starts_with(b"ICC_PROFILE\0") {
            return true;
        }
        at = after + 2 + segment.len();
    }
    false
}

/// Scans of a picture that are read, as many as the decoder reads.
const MOST_SCANS: usize = 100;
/// Bytes that may stand between the last block and what follows.
const FILLING: usize = 4;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;

/// The next marker, and where what follows it begins. Bytes before it, which do not belong there, are passed over.
fn next_marker(jpeg: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += jpeg.get(at..)?.iter().position(|&byte| byte == 0xff)?;
        let marker = *jpeg.get(at + 1)?;
        match marker {
            // A byte FF of a scan, a restart, or one more byte before the marker.
            0x00 | 0x01 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some((marker, at + 2)),
        }
    }
}

/// A segment, without the two bytes of its length.
fn segment(jpeg: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::from(u16::from_be_bytes(*jpeg.get(at..)?.first_chunk()?));
    jpeg.get(at + 2..at + length)
}

/// What was read of a picture.
#[derive(Default)]
struct Picture {
    frame: Option<Frame>,
    /// Codes of the mean of a block, and of the rest of it.
    codes: [[Option<Codes>; 4]; 2],
    /// Units between two restarts; 0 without.
    restart: u16,
}

struct Frame {
    progressive: bool,
    width: usize,
    height: usize,
    colours: Vec<Colour>,
}

struct Colour {
    id: u8,
    across: usize,
    down: usize,
    /// Whether a scan held it.
    seen: bool,
    /// Progressive: by block, the numbers that are not zero so far, a bit each.
    filled: Vec<u64>,
}

impl Frame {
    fn read(progressive: bool, segment: &[u8]) -> Option<Self> {
        let side = |at: usize| Some(usize::from(u16::from_be_bytes(*segment.get(at..)?.first_chunk()?)));
        let (height, width, count) = (side(1)?, side(3)?, usize::from(*segment.get(5)?));
        let colours: Vec<Colour> = segment[6..]
            .chunks_exact(3)
            .take(count)
            .map(|colour| Colour {
                id: colour[0],
                across: usize::from(colour[1] >> 4),
                down: usize::from(colour[1] & 15),
                seen: false,
                filled: Vec::new(),
            })
            .collect();
        let fits = |colour: &Colour| (1..=4).contains(&colour.across) && (1..=4).contains(&colour.down);
        let fits_all = (1..=MOST_PIXELS as usize).contains(&(width * height));
        (fits_all && (1..=4).contains(&count) && colours.len() == count && colours.iter().all(fits)).then_some(Self {
            progressive,
            width,
            height,
            colours,
        })
    }

    /// Blocks of one unit by colour of the scan, and how many units a scan of these colours has (A.2).
    fn units(&self, scanned: &[usize]) -> (Vec<usize>, usize) {
        let most = |side: fn(&Colour) -> usize| self.colours.iter().map(side).max().unwrap_or(1);
        let (across, down) = (most(|colour| colour.across), most(|colour| colour.down));
        if let &[only] = scanned {
            let colour = &self.colours[only];
            let blocks = |side: usize, own: usize, most: usize| (side * own).div_ceil(most).div_ceil(8);
            return (vec![1], blocks(self.width, colour.across, across) * blocks(self.height, colour.down, down));
        }
        let blocks = scanned.iter().map(|&place| self.colours[place].across * self.colours[place].down).collect();
        (blocks, self.width.div_ceil(8 * across) * self.height.div_ceil(8 * down))
    }
}

impl Picture {
    fn is_progressive(&self) -> bool {
        self.frame.as_ref().is_some_and(|frame| frame.progressive)
    }

    fn is_complete(&self) -> bool {
        self.frame.as_ref().is_some_and(|frame| frame.colours.iter().all(|colour| colour.seen))
    }

    fn define_codes(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&which, rest)) = segment.split_first() {
            let (codes, rest) = Codes::read(rest)?;
            *self.codes.get_mut(usize::from(which >> 4))?.get_mut(usize::from(which & 15))? = Some(codes);
            segment = rest;
        }
        Some(())
    }

    /// Reads a scan. Returns where it ends.
    fn scan(&mut self, header: &[u8], jpeg: &[u8], at: usize) -> Option<usize> {
        let frame = self.frame.as_mut()?;
        let count = usize::from(*header.first()?);
        let mut scanned = Vec::with_capacity(4);
        let mut tables = Vec::with_capacity(4);
        for named in header.get(1..1 + 2 * count).filter(|_| (1..=4).contains(&count))?.chunks_exact(2) {
            let place = frame.colours.iter().position(|colour| colour.id == named[0])?;
            frame.colours[place].seen = true;
            scanned.push(place);
            tables.push((usize::from(named[1] >> 4), usize::from(named[1] & 15)));
        }
        let (blocks, units) = frame.units(&scanned);
        let every = usize::from(self.restart);
        let mut bits = Bits { jpeg, at, held: 0, count: 0, ended: 0 };
        if !frame.progressive {
            let codes = |class: usize, place: usize| self.codes[class].get(place)?.as_ref();
            let codes: Vec<(&Codes, &Codes)> =
                tables.iter().map(|&(mean, rest)| Some((codes(0, mean)?, codes(1, rest)?))).collect::<Option<_>>()?;
            bits.units(units, every, |bits, _| {
                codes
                    .iter()
                    .zip(&blocks)
                    .try_for_each(|(&(mean, rest), &count)| (0..count).try_for_each(|_| bits.block(mean, rest)))
            })?;
            return Some(bits.at);
        }
        let &[first, last, precision] = header.get(1 + 2 * count..)?.first_chunk::<3>()?;
        let more = precision >> 4 != 0;
        match (first, more, scanned.as_slice()) {
            (0, false, _) => {
                let codes: Vec<&Codes> =
                    tables.iter().map(|&(mean, _)| self.codes[0].get(mean)?.as_ref()).collect::<Option<_>>()?;
                bits.units(units, every, |bits, _| {
                    codes.iter().zip(&blocks).try_for_each(|(codes, &count)| (0..count).try_for_each(|_| bits.mean(codes)))
                })?;
            }
            (0, true, _) => {
                let count: usize = blocks.iter().sum();
                bits.units(units, every, |bits, _| (0..count).try_for_each(|_| bits.take(1).map(|_| ())))?;
            }
            (1..=63, _, &[only]) if (first..=63).contains(&last) => {
                let codes = self.codes[1].get(tables[0].1)?.as_ref()?;
                let filled = &mut frame.colours[only].filled;
                filled.resize(units, 0);
                let band = u32::from(first)..=u32::from(last);
                bits.units(units, every, |bits, unit| match more {
                    false => bits.band(codes, band.clone(), &mut filled[unit]),
                    true => bits.band_again(codes, band.clone(), &mut filled[unit]),
                })?;
            }
            _ => return None,
        }
        Some(bits.at)
    }
}

/// Huffman codes (F.2.2.3): by length, the first code that is longer, and where the symbols stand.
struct Codes {
    /// By length less 1: the code after the last one of that length, and what to add to a code for the place of its symbol.
    ends: [(u32, u32); 16],
    symbols: Vec<u8>,
}

impl Codes {
    fn read(segment: &[u8]) -> Option<(Self, &[u8])> {
        let (counts, rest) = segment.split_first_chunk::<16>()?;
        let total: usize = counts.iter().map(|&count| usize::from(count)).sum();
        let (symbols, rest) = rest.split_at_checked(total)?;
        let (mut code, mut place) = (0u32, 0u32);
        let ends = counts.map(|count| {
            let shift = place.wrapping_sub(code);
            code += u32::from(count);
            place += u32::from(count);
            let end = (code, shift);
            code <<= 1;
            end
        });
        Some((Self { ends, symbols: symbols.to_vec() }, rest))
    }
}

/// The bits of a scan.
struct Bits<'a> {
    jpeg: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
    /// Progressive: blocks to come that hold nothing new.
    ended: u32,
}

impl Bits<'_> {
    /// Takes so many bits, at most 16; `None` when the scan has no more.
    fn take(&mut self, count: u32) -> Option<u32> {
        while self.count < count {
            let byte = *self.jpeg.get(self.at)?;
            if byte == 0xff {
                match *self.jpeg.get(self.at + 1)? {
                    0x00 => self.at += 1,
                    // A marker.
                    _ => return None,
                }
            }
            self.at += 1;
            self.held = self.held << 8 | u64::from(byte);
            self.count += 8;
        }
        self.count -= count;
        Some((self.held >> self.count) as u32 & ((1 << count) - 1))
    }

    fn symbol(&mut self, codes: &Codes) -> Option<u8> {
        let mut code = 0;
        for (end, shift) in codes.ends {
            code = code << 1 | self.take(1)?;
            if code < end {
                return codes.symbols.get(code.wrapping_add(shift) as usize).copied();
            }
        }
        None
    }

    /// Passes over so many units, with the restarts between them.
    fn units(&mut self, count: usize, every: usize, mut pass: impl FnMut(&mut Self, usize) -> Option<()>) -> Option<()> {
        for unit in 0..count {
            if every > 0 && unit > 0 && unit % every == 0 {
                self.restart()?;
            }
            pass(self, unit)?;
        }
        Some(())
    }

    /// Passes over the mean of a block.
    fn mean(&mut self, codes: &Codes) -> Option<()> {
        let size = self.symbol(codes)?;
        self.take(u32::from(size).min(16)).map(|_| ())
    }

    /// Progressive: passes over a band of a block for the first time (G.1.2.2).
    fn band(&mut self, codes: &Codes, band: RangeInclusive<u32>, filled: &mut u64) -> Option<()> {
        if self.ended > 0 {
            self.ended -= 1;
            return Some(());
        }
        let (mut place, last) = band.into_inner();
        while place <= last {
            let symbol = self.symbol(codes)?;
            let (zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            match (zeros, size) {
                (0..15, 0) => {
                    self.ended = (1 << zeros) - 1 + self.take(zeros)?;
                    return Some(());
                }
                (_, 0) => place += 16,
                _ => {
                    place += zeros;
                    *filled |= 1u64.checked_shl(place).filter(|_| place <= last)?;
                    self.take(size)?;
                    place += 1;
                }
            }
        }
        Some(())
    }

    /// Progressive: passes over one more bit of each number of a band that is not zero so far, and over new ones (G.1.2.3).
    fn band_again(&mut self, codes: &Codes, band: RangeInclusive<u32>, filled: &mut u64) -> Option<()> {
        let (mut place, last) = band.into_inner();
        while self.ended == 0 && place <= last {
            let symbol = self.symbol(codes)?;
            let (mut zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 && zeros < 15 {
                self.ended = (1 << zeros) + self.take(zeros)?;
                break;
            }
            // The sign of the new number.
            self.take(size.min(1))?;
            while place <= last {
                if *filled >> place & 1 == 1 {
                    self.take(1)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                place += 1;
            }
            if size > 0 {
                *filled |= 1u64.checked_shl(place).filter(|_| place <= last)?;
            }
            place += 1;
        }
        if self.ended > 0 {
            let rest = (place..=last).filter(|&place| *filled >> place & 1 == 1).count();
            (0..rest).try_for_each(|_| self.take(1).map(|_| ()))?;
            self.ended -= 1;
        }
        Some(())
    }

    /// Passes over a block: its mean, and 63 more numbers of which runs of zeros are left out.
    fn block(&mut self, mean: &Codes, rest: &Codes) -> Option<()> {
        self.mean(mean)?;
        let mut place = 1;
        while place < 64 {
            let symbol = self.symbol(rest)?;
            let (zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            match (zeros, size) {
                (0..15, 0) => return Some(()),
                _ => place += zeros + 1,
            }
            self.take(size)?;
        }
        (place == 64).then_some(())
    }

    /// Passes over a restart marker, and the bits that fill the byte before it.
    fn restart(&mut self) -> Option<()> {
        (self.held, self.count, self.ended) = (0, 0, 0);
        while self.jpeg.get(self.at..self.at + 2)? == [0xff, 0xff] {
            self.at += 1;
        }
        let &[0xff, 0xd0..=0xd7] = self.jpeg.get(self.at..self.at + 2)? else { return None };
        self.at += 2;
        Some(())
    }
}
