//! Checks what was read, and computes the cells that are not in the file.

use rayon::prelude::*;

use crate::model::WHOLE;

use super::super::cells::{CHOICE_FIRST_SET, ZONE_NOT_APPLICABLE, ZONE_STATES};
use super::super::chunked::{BLOCK, Chunked};
use super::super::column::Column;
use super::super::table::Columns;
use super::super::triad_column::TriadColumn;
use super::fault::{SnapshotFault, damaged};

/// Checks the invariants of the columns, and computes the cells that are not in the file.
pub(super) fn complete(columns: &mut Columns) -> Result<(), SnapshotFault> {
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
