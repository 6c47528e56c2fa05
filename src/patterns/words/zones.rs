//! The zones of a triad that a word is associated with.

use ndarray::Array2;
use serde::Serialize;

use crate::model::Zone;
use crate::patterns::columns::{Columns, Rows};
use crate::patterns::fault::PatternFault;
use crate::patterns::ordered::Ordered;
use crate::patterns::statistics::{adjusted_residuals, independence, ratio, wilson};

/// A word over the zones of a triad.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct WordInZones {
    /// Stories with a point in the triangle.
    pub answered: u64,
    /// Stories whose tellers said that the question does not fit.
    pub not_applicable: u64,
    /// Stories whose tellers were asked and skipped it.
    pub unanswered: u64,
    /// Stories whose tellers were not asked.
    pub not_asked: u64,
    /// Stories among them with the word.
    pub with_word: u64,
    /// The seven zones by name.
    #[schema(value_type = std::collections::HashMap<String, WordInZone>)]
    pub zones: Ordered<WordInZone>,
    /// The p-value of χ² in the table of zones × with or without the word; missing when all or none have it. It means nothing
    /// for words that were picked because they stand out here.
    pub p: Option<f64>,
    /// Cramér's V, corrected for bias.
    pub cramers_v: Option<f64>,
}

/// A word in one zone.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"stories": 120, "with_word": 31, "share": 0.26, "interval": [0.19, 0.34], "residual": 2.4}))]
pub struct WordInZone {
    /// Stories in the zone.
    pub stories: u64,
    /// Stories in the zone with the word.
    pub with_word: u64,
    /// The share of stories in the zone with the word.
    pub share: Option<f64>,
    /// The share's Wilson interval, 95 %.
    #[schema(value_type = Option<Vec<f64>>)]
    pub interval: Option<[f64; 2]>,
    /// beyond ±1.96, the association of word and zone, positive or negative, is more than a single zone usually shows by
    /// chance.
    pub residual: Option<f64>,
}

/// How often stories in each zone have a word. `with_word` are the stories with the word, from any selection.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/stories.rs")); }
/// use example::stories;
/// use sensing::patterns::word_in_zones;
///
/// let columns = stories();
/// // The word stands in every story that a child told.
/// let with_word = columns.with_numbers(&(0..90).filter(|number| number % 2 == 1).collect::<Vec<_>>());
/// let found = word_in_zones(&columns, &columns.all(), &with_word, "difference")?;
/// assert_eq!((found.answered, found.with_word), (90, 45));
/// assert!(found.p.unwrap() < 0.001);
/// # Ok::<(), sensing::patterns::PatternFault>(())
/// ```
///
/// # Errors
/// [`PatternFault`] on `signifier` for a signifier that is not a triad.
pub fn word_in_zones(columns: &Columns, rows: &Rows, with_word: &Rows, signifier: &str) -> Result<WordInZones, PatternFault> {
    let column = columns.triad(signifier, "signifier")?;
    let replies = columns.replies(rows, signifier)?;
    // With the word, without it × zones.
    let mut table = Array2::<u32>::zeros((2, Zone::ALL.len()));
    for row in rows.places().filter(|&row| column.is_answered(row)) {
        table[[usize::from(!with_word.holds(row)), usize::from(column.zone[row])]] += 1;
    }
    let residuals = adjusted_residuals(table.view());
    let zones = Zone::ALL.into_iter().map(|zone| {
        let at = zone.index();
        let (with, stories) = (u64::from(table[[0, at]]), u64::from(table[[0, at]] + table[[1, at]]));
        let (share, interval) = (ratio(with, stories), wilson(with, stories));
        (zone.name(column.corners()), WordInZone { stories, with_word: with, share, interval, residual: residuals[[0, at]] })
    });
    let test = independence(table.view());
    Ok(WordInZones {
        answered: replies.answered,
        not_applicable: replies.not_applicable,
        unanswered: replies.unanswered,
        not_asked: replies.not_asked,
        with_word: table.row(0).iter().map(|&count| u64::from(count)).sum(),
        zones: zones.collect(),
        p: test.as_ref().map(|test| test.p),
        cramers_v: test.map(|test| test.cramers_v),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::model::Answer;
    use crate::patterns::golden_tests::{framework, point, put};

    use super::*;

    #[test]
    fn a_word_used_in_one_corner_only_is_associated_with_that_corner() {
        let mut columns = Columns::new();
        assert!(columns.learn(&framework()).is_empty());
        for number in 1..=60 {
            let parts = if number % 3 == 0 { json!([8_000, 1_000]) } else { json!([1_000, 8_000]) };
            put(&mut columns, number, [("t", Answer::Triad(point(&parts)))]);
        }
        put(&mut columns, 61, [("t", Answer::NotApplicable)]);
        let with_word = columns.with_numbers(&[3, 6, 9, 12, 15, 18, 61]);
        let found = word_in_zones(&columns, &columns.all(), &with_word, "t").unwrap();
        assert_eq!((found.answered, found.not_applicable, found.with_word), (60, 1, 6));
        let corner = found.zones.get("a").unwrap();
        assert_eq!((corner.stories, corner.with_word, corner.share), (20, 6, Some(0.3)));
        assert!(
            corner.residual.unwrap() > 3.0 && found.p.unwrap() < 0.001 && found.zones.get("centre").unwrap().residual.is_none()
        );
        assert_eq!(word_in_zones(&columns, &columns.all(), &columns.all(), "t").unwrap().p, None);
        assert_eq!(word_in_zones(&columns, &columns.all(), &with_word, "d").unwrap_err().field, "signifier");
    }
}
