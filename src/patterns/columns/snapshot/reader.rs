//! Reads columns from a file.

use std::fs::File;
use std::io::{self, BufReader, Read};

use super::super::cells::State;
use super::super::choice_column::{ChoiceColumn, OptionSet};
use super::super::chunked::{BLOCK, Chunked};
use super::super::column::{Column, DyadColumn};
use super::super::repeated_words::Words;
use super::super::stones_column::{StoneColumn, StonesColumn};
use super::super::table::Columns;
use super::super::triad_column::TriadColumn;
use super::checksum::Checksum;
use super::described::{Described, Shape};
use super::fault::{SnapshotFault, damaged};
use super::stored::Stored;

/// The longest description, in bytes; a larger length means damage.
const LONGEST_DESCRIPTION: u64 = 1 << 30;

/// A file that is being read.
pub(super) struct In {
    pub(super) from: BufReader<File>,
    pub(super) sum: Checksum,
    pub(super) bytes: Vec<u8>,
}

impl In {
    pub(super) fn raw(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.from.read_exact(bytes)?;
        self.sum.add(bytes);
        Ok(())
    }

    /// Bytes preceded by their length.
    pub(super) fn text(&mut self) -> Result<Vec<u8>, SnapshotFault> {
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

    pub(super) fn columns(&mut self, described: Described) -> Result<Columns, SnapshotFault> {
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
