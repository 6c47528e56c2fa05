//! The stories of a selection nearest to a place on a map.

use serde::{Deserialize, Serialize};

use crate::analysis::AnalysisError;
use crate::analysis::random_order::page_of;
use crate::model::Fault;
use crate::patterns::{Columns, MapPlace, PatternFault, Rows};

/// Weights of corners may miss the sum of 1 by this much: they may come from a pixel.
const ROUNDING: f64 = 0.01;

/// A place on the map of a signifier: `triad`, `dyad`, or `stone` and `at`.
#[derive(Clone, Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signifier": "difference", "triad": [0.7, 0.2, 0.1]}))]
pub struct NearPlace {
    /// The signifier's id: a triad, a dyad or stones.
    pub signifier: String,
    /// Of a triad, the weights of its corners; they sum to 1.
    #[schema(value_type = Option<Vec<f64>>)]
    pub triad: Option<[f64; 3]>,
    /// Of a dyad, the position from 0 (its left end) to 1.
    pub dyad: Option<f64>,
    /// Of stones, the id of one of them.
    pub stone: Option<String>,
    /// The stone's place: from the left and from the bottom, 0 to 1.
    #[schema(value_type = Option<Vec<f64>>)]
    pub at: Option<[f64; 2]>,
}

impl NearPlace {
    /// The place, if it is one.
    fn place(&self) -> Result<MapPlace, AnalysisError> {
        let is_share = |value: &f64| (0.0..=1.0).contains(value);
        match (&self.triad, &self.dyad, &self.stone, &self.at) {
            (Some(weights), None, None, None) => {
                let sum: f64 = weights.iter().sum();
                if !weights.iter().all(is_share) || (sum - 1.0).abs() > ROUNDING {
                    return Err(fault("near.triad", "the three weights are from 0 to 1 and sum to 1"));
                }
                Ok(MapPlace::Triad(weights.map(|weight| weight / sum)))
            }
            (None, Some(position), None, None) if is_share(position) => Ok(MapPlace::Dyad(*position)),
            (None, Some(_), None, None) => Err(fault("near.dyad", "a position is from 0 to 1")),
            (None, None, Some(stone), Some(at)) if at.iter().all(is_share) => {
                Ok(MapPlace::Stone { stone: stone.clone(), at: *at })
            }
            (None, None, Some(_), Some(_)) => Err(fault("near.at", "both coordinates are from 0 to 1")),
            _ => Err(fault("near", "give one place: `triad`, `dyad`, or `stone` and `at`")),
        }
    }
}

/// Story numbers, with scores where the order is by them, and the cursor of the next page.
pub(super) type Listed = (Vec<(u64, Option<f32>)>, Option<String>);

/// The nearest first; of equally near ones, the earliest. Stories that did not answer the signifier have no place, and are not listed.
/// The cursor holds the distance and the number of the last story shown.
pub(super) fn nearest_page(
    columns: &Columns,
    readable: &Rows,
    near: &NearPlace,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Listed, AnalysisError> {
    let after = cursor.map(|cursor| decode(cursor).ok_or_else(no_cursor)).transpose()?;
    let place = near.place()?;
    let distances = columns.distances_from(readable, &near.signifier, &place).map_err(named)?;
    // Of numbers that are not negative, the order of the bits is that of the numbers.
    let page = page_of(distances.map(|(distance, number)| ((distance.abs().to_bits(), number), number)), after, limit);
    let next = page.last.map(|(distance, number)| format!("d{distance:x}-{number}"));
    Ok((page.numbers.into_iter().map(|number| (number, None)).collect(), next))
}

fn decode(cursor: &str) -> Option<(u64, u64)> {
    let (distance, number) = cursor.strip_prefix('d')?.split_once('-')?;
    Some((u64::from_str_radix(distance, 16).ok()?, number.parse().ok()?))
}

fn named(PatternFault { field, message }: PatternFault) -> AnalysisError {
    fault(&format!("near.{field}"), &message)
}

fn no_cursor() -> AnalysisError {
    fault("cursor", "this is not a cursor of this order; send the `next` of the previous page")
}

fn fault(field: &str, message: &str) -> AnalysisError {
    AnalysisError::Faulty(Fault::new(field, message))
}
