//! What Arrow adds to a Parquet file: the types that its columns had, so that readers built on Arrow (pyarrow, pandas, polars, the R
//! package arrow) give categories as categoricals and factors.
//!
//! It is an Arrow IPC message (`format/Message.fbs` and `format/Schema.fbs` of Apache Arrow) under the key `ARROW:schema`. The crate
//! `arrow` writes it too, and is much larger than these few tables.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parquet::file::metadata::KeyValue;

use crate::exchange::export::column::{ColumnKind, Table};

/// The key of the schema among a file's key-value metadata.
pub(super) const KEY: &str = "ARROW:schema";

/// Version 5 of the metadata, of Arrow 1.0 and later.
const METADATA_V5: i16 = 4;
/// A message that holds a schema.
const HEADER_SCHEMA: u8 = 1;

/// The names of Arrow's types in its union `Type`.
const INT: u8 = 2;
const FLOATING_POINT: u8 = 3;
const UTF8: u8 = 5;
const BOOL: u8 = 6;
const DATE: u8 = 8;

/// The schema of a table, encoded as the metadata hold it. All columns may be missing; a category is a dictionary of texts. It repeats
/// the other metadata, because where there is a schema, readers built on Arrow look only there.
pub(super) fn encoded(table: &Table, metadata: &[KeyValue]) -> String {
    let message = message(table, metadata);
    // A continuation mark, the length, and the message, padded to eight bytes.
    let padded = message.len().next_multiple_of(8);
    let mut bytes = vec![0xff; 4];
    bytes.extend((padded as u32).to_le_bytes());
    bytes.extend(&message);
    bytes.resize(8 + padded, 0);
    STANDARD.encode(bytes)
}

fn message(table: &Table, metadata: &[KeyValue]) -> Vec<u8> {
    let mut flat = Flat { bytes: vec![0; 4] };
    let message = flat.table(&[Slot::I16(METADATA_V5), Slot::U8(HEADER_SCHEMA), Slot::Later, Slot::I64(0)]);
    flat.point(0, message.at);
    let schema = flat.table(&[Slot::Absent, Slot::Later, Slot::Later]);
    flat.point(message.later[0], schema.at);
    let fields = flat.vector(table.columns.len());
    flat.point(schema.later[0], fields.at);
    for ((number, column), place) in (0..).zip(&table.columns).zip(fields.later) {
        let field = field(&mut flat, &column.name, &column.kind, number);
        flat.point(place, field);
    }
    let pairs = flat.vector(metadata.len());
    flat.point(schema.later[1], pairs.at);
    for (KeyValue { key, value }, place) in metadata.iter().zip(pairs.later) {
        let pair = flat.table(&[Slot::Later, Slot::Later]);
        flat.point(place, pair.at);
        for (text, place) in [key, value.as_ref().unwrap_or(key)].into_iter().zip(pair.later) {
            let text = flat.text(text);
            flat.point(place, text);
        }
    }
    flat.bytes
}

/// Writes a field, and says where it is. `id` distinguishes its dictionary from others.
fn field(flat: &mut Flat, name: &str, kind: &ColumnKind, id: i64) -> usize {
    let is_category = matches!(kind, ColumnKind::Category(_));
    let (named, own): (u8, &[Slot]) = match kind {
        ColumnKind::Text | ColumnKind::Category(_) => (UTF8, &[]),
        ColumnKind::Integer => (INT, &[Slot::I32(64), Slot::U8(1)]),
        // Double precision.
        ColumnKind::Decimal => (FLOATING_POINT, &[Slot::I16(2)]),
        ColumnKind::Boolean => (BOOL, &[]),
        // In days.
        ColumnKind::Date => (DATE, &[Slot::I16(0)]),
    };
    let dictionary = if is_category { Slot::Later } else { Slot::Absent };
    let field = flat.table(&[Slot::Later, Slot::U8(1), Slot::U8(named), Slot::Later, dictionary, Slot::Later]);
    let mut later = field.later.into_iter();
    let mut next = |flat: &mut Flat, target: usize| later.next().into_iter().for_each(|place| flat.point(place, target));
    let text = flat.text(name);
    next(flat, text);
    let own = flat.table(own);
    next(flat, own.at);
    if is_category {
        let encoding = flat.table(&[Slot::I64(id), Slot::Later]);
        next(flat, encoding.at);
        let index = flat.table(&[Slot::I32(32), Slot::U8(1)]);
        flat.point(encoding.later[0], index.at);
    }
    let children = flat.vector(0);
    next(flat, children.at);
    field.at
}

/// A field of a table of FlatBuffers.
enum Slot {
    Absent,
    U8(u8),
    I16(i16),
    I32(i32),
    I64(i64),
    /// The place of something that is written later.
    Later,
}

/// Something that was written, and the places in it that point to what is written later.
struct Written {
    at: usize,
    later: Vec<usize>,
}

/// A buffer in the encoding of FlatBuffers: what points comes before what it points to.
struct Flat {
    bytes: Vec<u8>,
}

impl Flat {
    fn align(&mut self, to: usize) {
        let length = self.bytes.len().next_multiple_of(to);
        self.bytes.resize(length, 0);
    }

    /// Writes a table after the list of where its fields are.
    fn table(&mut self, slots: &[Slot]) -> Written {
        let mut places = Vec::with_capacity(slots.len());
        let mut end = 4_usize;
        for slot in slots {
            let size = match slot {
                Slot::Absent => {
                    places.push(0);
                    continue;
                }
                Slot::U8(_) => 1,
                Slot::I16(_) => 2,
                Slot::I32(_) | Slot::Later => 4,
                Slot::I64(_) => 8,
            };
            let place = end.next_multiple_of(size);
            places.push(place);
            end = place + size;
        }
        self.align(2);
        let list = self.bytes.len();
        for number in [4 + 2 * slots.len(), end].into_iter().chain(places.iter().copied()) {
            self.bytes.extend((number as u16).to_le_bytes());
        }
        self.align(8);
        let at = self.bytes.len();
        self.bytes.extend(((at - list) as i32).to_le_bytes());
        self.bytes.resize(at + end, 0);
        let mut later = Vec::new();
        for (slot, place) in slots.iter().zip(places) {
            match slot {
                Slot::Absent => {}
                Slot::U8(value) => self.set(at + place, &[*value]),
                Slot::I16(value) => self.set(at + place, &value.to_le_bytes()),
                Slot::I32(value) => self.set(at + place, &value.to_le_bytes()),
                Slot::I64(value) => self.set(at + place, &value.to_le_bytes()),
                Slot::Later => later.push(at + place),
            }
        }
        Written { at, later }
    }

    /// Writes a list of pointers.
    fn vector(&mut self, length: usize) -> Written {
        self.align(4);
        let at = self.bytes.len();
        self.bytes.extend((length as u32).to_le_bytes());
        self.bytes.resize(at + 4 + 4 * length, 0);
        Written { at, later: (0..length).map(|item| at + 4 + 4 * item).collect() }
    }

    fn text(&mut self, text: &str) -> usize {
        self.align(4);
        let at = self.bytes.len();
        self.bytes.extend((text.len() as u32).to_le_bytes());
        self.bytes.extend(text.as_bytes());
        self.bytes.push(0);
        at
    }

    /// Lets the pointer at `from` point to `to`.
    fn point(&mut self, from: usize, to: usize) {
        self.set(from, &((to - from) as u32).to_le_bytes());
    }

    fn set(&mut self, at: usize, value: &[u8]) {
        self.bytes[at..at + value.len()].copy_from_slice(value);
    }
}
