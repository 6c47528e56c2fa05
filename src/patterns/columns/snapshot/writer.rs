//! Writes columns to a file.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use super::super::chunked::Chunked;
use super::super::column::Column;
use super::super::table::Columns;
use super::checksum::Checksum;
use super::stored::Stored;

/// A file that is being written.
pub(super) struct Out {
    pub(super) to: BufWriter<File>,
    pub(super) sum: Checksum,
    pub(super) bytes: Vec<u8>,
}

impl Out {
    pub(super) fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
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

    pub(super) fn columns(&mut self, columns: &Columns) -> io::Result<()> {
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
