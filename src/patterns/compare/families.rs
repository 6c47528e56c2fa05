//! Adjusts the p-values of tests that belong together.

use std::collections::HashMap;

use crate::patterns::ordered::Ordered;
use crate::patterns::statistics::adjust;

use super::difference::Difference;
use super::evidence::{Test, TestName};

/// Adjusts the tests of each name over all signifiers. Tests of findings are adjusted with the findings.
pub(super) fn adjust_families(signifiers: &mut Ordered<Difference>) {
    let mut families: HashMap<TestName, Vec<&mut Test>> = HashMap::new();
    for (_, difference) in &mut signifiers.0 {
        if let Difference::Triad(found) = difference {
            let tests = [&mut found.permanova, &mut found.permdisp, &mut found.zones.test];
            tests.into_iter().for_each(|test| families.entry(test.name).or_default().push(test));
        }
    }
    for family in families.into_values() {
        adjust_family(family);
    }
}

/// Adjusts the tests of one family.
pub(super) fn adjust_family(mut family: Vec<&mut Test>) {
    let p: Vec<Option<f64>> = family.iter().map(|test| test.p).collect();
    for (test, p_adjusted) in family.iter_mut().zip(adjust::benjamini_hochberg(&p)) {
        test.p_adjusted = p_adjusted;
    }
}
