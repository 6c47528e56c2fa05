//! Columns on disk, so that a start need not read every story. The file is written completely or not at all.
//!
//! Cells that follow from others (lattice nodes, logarithms) are not written but computed when the file is read. The file
//! contains answers and no texts, and is only as private as its folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::WHOLE;

use super::chunked::{BLOCK, Chunked};
use super::column::{
    CHOICE_FIRST_SET, ChoiceColumn, Column, DyadColumn, OptionSet, State, StoneColumn, StonesColumn, TriadColumn,
    ZONE_NOT_APPLICABLE, ZONE_STATES,
};
use super::columns::{Columns, Words};

/// What the file begins with; the last byte is the version of the format.
const FORMAT: [u8; 8] = *b"sensing\x03";

/// The longest description, in bytes; a larger length means damage.
const LONGEST_DESCRIPTION: u64 = 1 << 30;

/// Columns by framework, and a note of the writer (their position in the change log).
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Data for the reader, which this module does not interpret.
    pub note: Vec<u8>,
    /// The columns by the framework's slug.
    pub columns: BTreeMap<String, Arc<Columns>>,
}

/// Why columns could not be written to a file or read from it. They can always be rebuilt from the stories.
#[derive(Debug, Error)]
pub enum SnapshotFault {
    /// There is no such file.
    #[error("there is no file of columns yet")]
    Missing,
    /// The file cannot be read or written.
    #[error("the file of columns cannot be used: {0}")]
    File(#[source] io::Error),
    /// The file was written by another version of the service.
    #[error("the file of columns has another format")]
    OtherFormat,
    /// The file is damaged.
    #[error("the file of columns is damaged: {0}")]
    Damaged(String),
}

impl From<io::Error> for SnapshotFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::UnexpectedEof => Self::Damaged("it ends too early".to_owned()),
            _ => Self::File(error),
        }
    }
}

impl Snapshot {
    /// Writes the file under another name and then renames it, so that the path always has a complete file or none.
    ///
    /// # Errors
    /// [`SnapshotFault::File`]; the path is unchanged then, and no other file is left behind.
    pub fn write(&self, path: &Path) -> Result<(), SnapshotFault> {
        let beside = path.with_extension("new");
        let written = self.write_to(&beside).and_then(|()| std::fs::rename(&beside, path));
        if written.is_err() {
            // The temporary file contains answers, so it is removed. The first error is reported, even if this fails too.
            drop(std::fs::remove_file(&beside));
        }
        written.map_err(SnapshotFault::File)
    }

    fn write_to(&self, beside: &Path) -> io::Result<()> {
        let mut out = Out { to: BufWriter::new(File::create(beside)?), sum: Checksum::default(), bytes: Vec::new() };
        out.raw(&FORMAT)?;
        let described: BTreeMap<&str, Described> =
            self.columns.iter().map(|(slug, columns)| (slug.as_str(), Described::of(columns))).collect();
        let description = serde_json::to_vec(&described).map_err(io::Error::other)?;
        for bytes in [&description, &self.note] {
            out.raw(&(bytes.len() as u64).to_le_bytes())?;
            out.raw(bytes)?;
        }
        for columns in self.columns.values() {
            out.columns(columns)?;
        }
        let sum = out.sum.finish();
        out.to.write_all(&sum.to_le_bytes())?;
        out.to.into_inner().map_err(|error| error.into_error())?.sync_all()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`SnapshotFault`]; the columns have to be rebuilt from the stories then.
    pub fn read(path: &Path) -> Result<Self, SnapshotFault> {
        let mut from =
            In { from: BufReader::with_capacity(1 << 20, File::open(path)?), sum: Checksum::default(), bytes: Vec::new() };
        let mut format = [0; 8];
        from.raw(&mut format)?;
        if format != FORMAT {
            return Err(SnapshotFault::OtherFormat);
        }
        let description = from.text()?;
        let note = from.text()?;
        let described: BTreeMap<String, Described> =
            serde_json::from_slice(&description).map_err(|error| SnapshotFault::Damaged(error.to_string()))?;
        let mut columns = BTreeMap::new();
        for (slug, described) in described {
            columns.insert(slug, from.columns(described)?);
        }
        let sum = from.sum.finish();
        let mut written = [0; 8];
        from.from.read_exact(&mut written)?;
        if u64::from_le_bytes(written) != sum {
            return Err(damaged("its checksum does not fit"));
        }
        let mut columns: Vec<(String, Columns)> = columns.into_iter().collect();
        columns.par_iter_mut().try_for_each(|(_, columns)| complete(columns))?;
        Ok(Self { note, columns: columns.into_iter().map(|(slug, columns)| (slug, Arc::new(columns))).collect() })
    }
}

fn damaged(why: &str) -> SnapshotFault {
    SnapshotFault::Damaged(why.to_owned())
}

/// The data of one framework that is not in cells.
#[derive(Serialize, Deserialize)]
struct Described {
    rows: usize,
    collections: Vec<String>,
    rounds: Vec<String>,
    prompts: Vec<String>,
    signifiers: Vec<(String, Shape)>,
}

#[derive(Serialize, Deserialize)]
enum Shape {
    Triad([String; 3]),
    Dyad,
    Stones(Vec<String>),
    Choice { options: Vec<String>, sets: Vec<(Vec<u16>, bool)> },
}

impl Described {
    fn of(columns: &Columns) -> Self {
        let shape = |column: &Column| match column {
            Column::Triad(column) => Shape::Triad(column.corners.clone()),
            Column::Dyad(_) => Shape::Dyad,
            Column::Stones(column) => Shape::Stones(column.stones.iter().map(|stone| stone.id.clone()).collect()),
            Column::Choice(column) => Shape::Choice {
                options: column.options.to_vec(),
                sets: column.sets.iter().map(|set| (set.options.to_vec(), set.write_in)).collect(),
            },
        };
        Self {
            rows: columns.rows(),
            collections: columns.collection.in_order(),
            rounds: columns.round.in_order(),
            prompts: columns.prompt.in_order(),
            signifiers: columns.signifiers.iter().map(|(id, column)| (id.clone(), shape(column))).collect(),
        }
    }
}

/// A file that is being written.
struct Out {
    to: BufWriter<File>,
    sum: Checksum,
    bytes: Vec<u8>,
}

impl Out {
    fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.add(bytes);
        self.to.write_all(bytes)
    }

    fn cells<T: Stored>(&mut self, cells: &Chunked<T>) -> io::Result<()> {
        for block in cells.blocks().filter(|block| !block.is_empty()) {
            let mut bytes = std::mem::take(&mut self.bytes);
            bytes.clear();
            T::put(block, &mut bytes);
            self.raw(&bytes)?;
            self.bytes = bytes;
        }
        Ok(())
    }

    fn columns(&mut self, columns: &Columns) -> io::Result<()> {
        self.cells(&columns.numbers)?;
        self.cells(&columns.live)?;
        self.cells(&columns.received)?;
        self.cells(&columns.readable)?;
        self.cells(&columns.storyteller)?;
        for words in [&columns.collection, &columns.round, &columns.prompt] {
            self.cells(&words.code)?;
        }
        for (_, column) in &columns.signifiers {
            match column {
                Column::Triad(column) => {
                    self.cells(&column.zone)?;
                    self.cells(&column.b)?;
                    self.cells(&column.c)?;
                }
                Column::Dyad(column) => self.cells(&column.position)?,
                Column::Stones(column) => {
                    self.cells(&column.state)?;
                    for stone in &column.stones {
                        self.cells(&stone.x)?;
                        self.cells(&stone.y)?;
                    }
                }
                Column::Choice(column) => self.cells(&column.code)?,
            }
        }
        Ok(())
    }
}

/// A file that is being read.
struct In {
    from: BufReader<File>,
    sum: Checksum,
    bytes: Vec<u8>,
}

impl In {
    fn raw(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.from.read_exact(bytes)?;
        self.sum.add(bytes);
        Ok(())
    }

    /// Bytes preceded by their length.
    fn text(&mut self) -> Result<Vec<u8>, SnapshotFault> {
        let mut length = [0; 8];
        self.raw(&mut length)?;
        let length = u64::from_le_bytes(length);
        if length > LONGEST_DESCRIPTION {
            return Err(damaged("a length is impossible"));
        }
        let mut bytes = Vec::new();
        self.from.by_ref().take(length).read_to_end(&mut bytes)?;
        self.sum.add(&bytes);
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(damaged("it ends too early")) }
    }

    fn cells<T: Stored>(&mut self, rows: usize) -> Result<Chunked<T>, SnapshotFault> {
        let mut cells = Chunked::default();
        for from in (0..rows).step_by(BLOCK) {
            let mut bytes = std::mem::take(&mut self.bytes);
            bytes.resize((rows - from).min(BLOCK) * size_of::<T>(), 0);
            self.raw(&mut bytes)?;
            cells.append(T::take(&bytes).ok_or_else(|| damaged("a cell is invalid"))?);
            self.bytes = bytes;
        }
        Ok(cells)
    }

    fn columns(&mut self, described: Described) -> Result<Columns, SnapshotFault> {
        let rows = described.rows;
        let mut columns = Columns::new();
        columns.numbers = self.cells(rows)?;
        columns.live = self.cells(rows)?;
        columns.received = self.cells(rows)?;
        columns.readable = self.cells(rows)?;
        columns.storyteller = self.cells(rows)?;
        let words = [described.collections, described.rounds, described.prompts];
        let mut word = |known: Vec<String>| Ok::<_, SnapshotFault>(Words::with(known, self.cells(rows)?));
        let [collections, rounds, prompts] = words;
        (columns.collection, columns.round, columns.prompt) = (word(collections)?, word(rounds)?, word(prompts)?);
        for (id, shape) in described.signifiers {
            let column = self.column(shape, rows)?;
            columns.add(id, column);
        }
        Ok(columns)
    }

    fn column(&mut self, shape: Shape, rows: usize) -> Result<Column, SnapshotFault> {
        Ok(match shape {
            Shape::Triad(corners) => {
                let (zone, b, c) = (self.cells(rows)?, self.cells(rows)?, self.cells(rows)?);
                // The cells that follow from these are computed after the checksum was verified.
                Column::Triad(TriadColumn { zone, b, c, ..TriadColumn::new(corners, 0) })
            }
            Shape::Dyad => Column::Dyad(DyadColumn { position: self.cells(rows)? }),
            Shape::Stones(ids) => {
                let state: Chunked<State> = self.cells(rows)?;
                let stone = |id: String| Ok(StoneColumn { id, x: self.cells(rows)?, y: self.cells(rows)? });
                let stones: Vec<StoneColumn> = ids.into_iter().map(stone).collect::<Result<_, SnapshotFault>>()?;
                Column::Stones(StonesColumn { state, stones })
            }
            Shape::Choice { options, sets } => {
                let sets = sets.into_iter().map(|(options, write_in)| OptionSet { options: options.into(), write_in });
                Column::Choice(ChoiceColumn::with(options, sets.collect(), self.cells(rows)?))
            }
        })
    }
}

/// Checks the invariants of the columns, and computes the cells that are not in the file.
fn complete(columns: &mut Columns) -> Result<(), SnapshotFault> {
    let numbers = columns.numbers.blocks().flatten();
    if !numbers.is_sorted_by(|a, b| a < b) {
        return Err(damaged("the story numbers do not ascend"));
    }
    columns.emptied = columns.live.blocks().flatten().filter(|live| !**live).count();
    for words in [&columns.collection, &columns.round, &columns.prompt] {
        below(&words.code, words.len())?;
    }
    columns.signifiers.par_iter_mut().try_for_each(|(_, column)| match column {
        Column::Triad(column) => complete_triad(column),
        Column::Choice(column) => below(&column.code, column.sets.len() + CHOICE_FIRST_SET as usize),
        Column::Dyad(_) | Column::Stones(_) => Ok(()),
    })
}

fn below(codes: &Chunked<u32>, end: usize) -> Result<(), SnapshotFault> {
    let sound = codes.blocks().flatten().all(|&code| (code as usize) < end);
    if sound { Ok(()) } else { Err(damaged("a code stands for nothing")) }
}

fn complete_triad(column: &mut TriadColumn) -> Result<(), SnapshotFault> {
    let rows = column.zone.len();
    let filled: Vec<_> = (0..rows.div_ceil(BLOCK))
        .into_par_iter()
        .map(|block| {
            let (zone, b, c) = (column.zone.block(block), column.b.block(block), column.c.block(block));
            let (mut nodes, mut z1, mut z2) = (vec![0; zone.len()], vec![0.0; zone.len()], vec![0.0; zone.len()]);
            for (at, ((&zone, &b), &c)) in zone.iter().zip(b).zip(c).enumerate() {
                if usize::from(zone) >= ZONE_STATES || u32::from(b) + u32::from(c) > u32::from(WHOLE) {
                    return None;
                }
                if zone < ZONE_NOT_APPLICABLE {
                    (nodes[at], [z1[at], z2[at]]) = TriadColumn::worked_out([WHOLE - b - c, b, c]);
                }
            }
            Some((nodes, z1, z2))
        })
        .collect();
    for block in filled {
        let (nodes, z1, z2) = block.ok_or_else(|| damaged("a point lies in no triangle"))?;
        column.node.append(nodes);
        column.z1.append(z1);
        column.z2.append(z2);
    }
    Ok(())
}

/// Cells that can be stored on disk.
trait Stored: Copy + PartialEq {
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

/// A checksum against damage, not against tampering: four lanes of multiplication and rotation over eight bytes each.
struct Checksum {
    lanes: [u64; 4],
}

impl Default for Checksum {
    fn default() -> Self {
        Self { lanes: [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x27D4_EB2F_1656_67C5] }
    }
}

impl Checksum {
    /// Adds bytes. The same bytes in other portions give another sum.
    fn add(&mut self, bytes: &[u8]) {
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

    fn finish(&self) -> u64 {
        self.lanes.iter().fold(0, |sum: u64, lane| (sum ^ lane).wrapping_mul(0xC4CE_B9FE_1A85_EC53).rotate_left(29))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::{Answer, Triad, Unit};
    use crate::patterns::golden_tests::{framework, put};
    use crate::patterns::{Options, patterns};

    fn some() -> Snapshot {
        let mut columns = Columns::new();
        columns.learn(&framework());
        for number in 0..BLOCK as u64 + 900 {
            let part = (number % 5_000) as u16;
            let triad = Answer::Triad(Triad::try_from([part, 10_000 - 2 * part, part]).unwrap());
            let choice = Answer::Choice { options: vec![["one", "two"][number as usize % 2].to_owned()], write_in: None };
            match number % 10 {
                0 => put(&mut columns, number * 2, [("t", Answer::NotApplicable)]),
                1 => put(&mut columns, number * 2, []),
                _ => put(
                    &mut columns,
                    number * 2,
                    [("t", triad), ("k", choice), ("d", Answer::Dyad(Unit::try_from(part).unwrap()))],
                ),
            }
        }
        for row in 0..columns.rows() {
            // Every other story is linked with two more.
            columns.storyteller.set(row, if row % 2 == 0 { 1 + row as u32 / 6 } else { 0 });
        }
        columns.remove(40);
        Snapshot { note: b"so far".to_vec(), columns: [("golden".to_owned(), Arc::new(columns))].into() }
    }

    fn shown(columns: &Columns) -> serde_json::Value {
        let ids: Vec<String> = columns.signifiers().map(str::to_owned).collect();
        let rows = columns.all();
        let numbers: Vec<u64> = columns.numbers(&rows).collect();
        let storytellers: Vec<u32> = rows.places().map(|row| columns.storyteller[row]).collect();
        json!([numbers, patterns(columns, &rows, &ids, &Options::default()).unwrap(), storytellers])
    }

    #[test]
    fn columns_are_restored_as_they_were_and_can_be_changed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("columns");
        let written = some();
        written.write(&file).unwrap();
        let read = Snapshot::read(&file).unwrap();
        assert_eq!(read.note, b"so far");
        let (before, after) = (&written.columns["golden"], &read.columns["golden"]);
        assert_eq!((before.len(), before.bytes()), (after.len(), after.bytes()));
        assert_eq!(shown(before), shown(after));
        assert!(after.storytellers().eq(before.storytellers()) && after.storytellers().count() > 4_000);
        let [mut before, mut after] = [before, after].map(|columns| Columns::clone(columns));
        for columns in [&mut before, &mut after] {
            assert!(columns.learn(&framework()).is_empty());
            put(columns, 41, [("k", Answer::Choice { options: vec!["three".to_owned()], write_in: None })]);
            columns.remove(4);
        }
        assert_eq!(shown(&before), shown(&after));
        assert!(!folder.path().join("columns.new").exists());
    }

    #[test]
    fn a_failed_write_leaves_no_file_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("columns");
        std::fs::create_dir(&file).unwrap();
        assert!(matches!(some().write(&file), Err(SnapshotFault::File(_))), "a folder is in the way");
        assert!(!folder.path().join("columns.new").exists());
    }

    #[test]
    fn a_combination_that_only_a_removed_story_chose_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("columns");
        let mut columns = Columns::new();
        columns.learn(&framework());
        let chosen = |options: &[&str]| Answer::Choice {
            options: options.iter().map(|option| (*option).to_owned()).collect(),
            write_in: None,
        };
        put(&mut columns, 1, [("k", chosen(&["one"]))]);
        put(&mut columns, 2, [("k", chosen(&["one", "two"]))]);
        columns.remove(2);
        Snapshot { columns: [("golden".to_owned(), Arc::new(columns))].into(), ..Snapshot::default() }.write(&file).unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let holds = |part: &str| bytes.windows(part.len()).any(|window| window == part.as_bytes());
        assert!(holds("[[[0],false]") && !holds("[0,1]"), "{}", String::from_utf8_lossy(&bytes));
        let mut read = Columns::clone(&Snapshot::read(&file).unwrap().columns["golden"]);
        put(&mut read, 3, [("k", chosen(&["two"]))]);
        let counted = shown(&read);
        let options = &counted[1]["k"]["options"];
        assert_eq!((&options["one"]["count"], &options["two"]["count"]), (&json!(1), &json!(1)), "{options}");
    }

    #[test]
    fn a_damaged_truncated_foreign_or_missing_file_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("columns");
        assert!(matches!(Snapshot::read(&file), Err(SnapshotFault::Missing)));
        some().write(&file).unwrap();
        let whole = std::fs::read(&file).unwrap();
        for at in [9, 60, whole.len() / 3, whole.len() / 2, whole.len() - 1_000, whole.len() - 3] {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            std::fs::write(&file, &bytes).unwrap();
            assert!(matches!(Snapshot::read(&file), Err(SnapshotFault::Damaged(_))), "{at}");
            std::fs::write(&file, &whole[..at]).unwrap();
            assert!(matches!(Snapshot::read(&file), Err(SnapshotFault::Damaged(_))), "{at}");
        }
        let mut other = whole;
        for version in [1, 2, 99] {
            other[7] = version;
            std::fs::write(&file, &other).unwrap();
            assert!(matches!(Snapshot::read(&file), Err(SnapshotFault::OtherFormat)), "{version}");
        }
    }

    #[test]
    fn an_empty_snapshot_can_be_written_and_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("columns");
        Snapshot { columns: [("empty".to_owned(), Arc::default())].into(), ..Snapshot::default() }.write(&file).unwrap();
        assert!(Snapshot::read(&file).unwrap().columns["empty"].is_empty());
    }
}
