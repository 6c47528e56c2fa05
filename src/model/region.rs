//! The regions of positions: SenseMaker's seven zones of a triad, and the fifths of a dyad.

use super::answer::{Triad, Unit};

/// One of the seven regions of a triangle. Corners are numbered as in the framework: 0, 1, 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// One weight is 0.60 or more.
    Corner(u8),
    /// No weight is 0.60 or more, and the weight of this corner is below 0.20: the edge *opposite* this corner.
    EdgeOpposite(u8),
    /// Neither of these.
    Centre,
}

impl Zone {
    /// Every zone: the three corners, the three edges (first+second, first+third, second+third), the centre.
    pub const ALL: [Self; 7] = [
        Self::Corner(0),
        Self::Corner(1),
        Self::Corner(2),
        Self::EdgeOpposite(2),
        Self::EdgeOpposite(1),
        Self::EdgeOpposite(0),
        Self::Centre,
    ];

    /// The zone of a point: a corner if the largest weight is ≥ 0.60, otherwise an edge if the smallest is < 0.20, otherwise
    /// the centre.
    pub fn of(triad: Triad) -> Self {
        let parts = triad.parts();
        let largest = (0..3).max_by_key(|&i| parts[i]).unwrap_or(0);
        let smallest = (0..3).min_by_key(|&i| parts[i]).unwrap_or(0);
        if parts[largest] >= 6_000 {
            Self::Corner(largest as u8)
        } else if parts[smallest] < 2_000 {
            Self::EdgeOpposite(smallest as u8)
        } else {
            Self::Centre
        }
    }

    /// This zone's index in [`Zone::ALL`].
    pub fn index(self) -> usize {
        match self {
            Self::Corner(corner) => usize::from(corner),
            Self::EdgeOpposite(corner) => 5 - usize::from(corner),
            Self::Centre => 6,
        }
    }

    /// The fraction of the triangle's area that this zone covers, and so the expected share under uniform placement.
    pub fn uniform_share(self) -> f64 {
        match self {
            Self::EdgeOpposite(_) => 0.12,
            Self::Corner(_) | Self::Centre => 0.16,
        }
    }

    /// The zone's name from the ids of the corners in the framework's order: `person`, `person+together`, `centre`.
    pub fn name(self, corners: [&str; 3]) -> String {
        match self {
            Self::Corner(corner) => corners[usize::from(corner)].to_owned(),
            Self::EdgeOpposite(corner) => {
                let ends: Vec<&str> = (0..3).filter(|&i| i != usize::from(corner)).map(|i| corners[i]).collect();
                ends.join("+")
            }
            Self::Centre => "centre".to_owned(),
        }
    }

    /// The zone with this name. The ends of an edge may be in either order.
    pub fn named(name: &str, corners: [&str; 3]) -> Option<Self> {
        let turned = name.split_once('+').map(|(first, second)| format!("{second}+{first}"));
        Self::ALL.into_iter().find(|zone| {
            let own = zone.name(corners);
            own == name || turned.as_ref() == Some(&own)
        })
    }
}

/// One of the five equal parts of a dyad, cut at 0.2, 0.4, 0.6 and 0.8. A cut belongs to the part on its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fifth(u8);

impl Fifth {
    /// The fifth that a position is in.
    pub fn of(position: Unit) -> Self {
        Self((position.parts().saturating_sub(1) / 2_000).min(4) as u8)
    }

    /// 0 for the leftmost fifth … 4 for the rightmost.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNERS: [&str; 3] = ["person", "together", "organised"];

    fn zone(weights: [f64; 3]) -> String {
        Zone::of(Triad::new(weights).unwrap()).name(CORNERS)
    }

    #[test]
    fn the_seven_zones_are_cut_at_sixty_and_twenty_per_cent() {
        assert_eq!(zone([0.6, 0.3, 0.1]), "person");
        assert_eq!(zone([0.1, 0.1, 0.8]), "organised");
        assert_eq!(zone([0.5999, 0.2101, 0.19]), "person+together");
        assert_eq!(zone([0.41, 0.19, 0.40]), "person+organised");
        assert_eq!(zone([0.19, 0.41, 0.40]), "together+organised");
        assert_eq!(zone([0.2, 0.2, 0.6]), "organised");
        assert_eq!(zone([0.21, 0.2, 0.59]), "centre");
    }

    #[test]
    fn zones_are_found_by_name_and_keep_their_order() {
        for (place, zone) in Zone::ALL.into_iter().enumerate() {
            assert_eq!(zone.index(), place);
            assert_eq!(Zone::named(&zone.name(CORNERS), CORNERS), Some(zone));
        }
        assert_eq!(Zone::named("together+person", CORNERS), Some(Zone::EdgeOpposite(2)));
        assert_eq!(Zone::named("elsewhere", CORNERS), None);
    }

    #[test]
    fn fifths_are_closed_on_the_right() {
        let fifth = |x| Fifth::of(Unit::new(x).unwrap()).index();
        assert_eq!([0.0, 0.2, 0.2001, 0.4, 0.6, 0.8, 0.8001, 1.0].map(fifth), [0, 0, 1, 1, 2, 3, 4, 4]);
    }
}
