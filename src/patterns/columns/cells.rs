//! The values of cells: which numbers stand for “not applicable”, “unanswered” and “not asked”.

use crate::model::WHOLE;

/// A dyad's cell when it was skipped, and a stone's when there is no position.
pub(in crate::patterns) const NO_POSITION: u16 = u16::MAX;
/// A dyad's cell when the storyteller said that it does not fit.
pub(in crate::patterns) const DYAD_NOT_APPLICABLE: u16 = u16::MAX - 1;
/// A dyad's cell when the storyteller was not asked.
pub(in crate::patterns) const DYAD_NOT_ASKED: u16 = u16::MAX - 2;

/// A triad's zone cell beyond the seven zones.
pub(in crate::patterns) const ZONE_NOT_APPLICABLE: u8 = 7;
/// A triad's zone cell when it was skipped.
pub(in crate::patterns) const ZONE_UNANSWERED: u8 = 8;
/// A triad's zone cell when the storyteller was not asked.
pub(in crate::patterns) const ZONE_NOT_ASKED: u8 = 9;
/// The number of different values of a zone cell.
pub(super) const ZONE_STATES: usize = 10;

/// A choice's code when it was skipped.
pub(in crate::patterns) const CHOICE_UNANSWERED: u32 = 0;
/// A choice's code when the storyteller said that it does not fit.
pub(in crate::patterns) const CHOICE_NOT_APPLICABLE: u32 = 1;
/// A choice's code when the storyteller was not asked. Higher codes are sets of options.
pub(in crate::patterns) const CHOICE_NOT_ASKED: u32 = 2;
/// The first code that stands for a set of options.
pub(in crate::patterns) const CHOICE_FIRST_SET: u32 = 3;

/// What became of a signifier in one story; of stones, as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::patterns) enum State {
    Answered,
    NotApplicable,
    Unanswered,
    NotAsked,
}

impl State {
    /// All states, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Answered, Self::NotApplicable, Self::Unanswered, Self::NotAsked];

    /// The state of a triad's zone cell.
    pub fn of_zone(zone: u8) -> Self {
        match zone {
            zone if zone < ZONE_NOT_APPLICABLE => Self::Answered,
            ZONE_NOT_APPLICABLE => Self::NotApplicable,
            ZONE_NOT_ASKED => Self::NotAsked,
            _ => Self::Unanswered,
        }
    }

    /// The state of a dyad's cell.
    pub fn of_position(position: u16) -> Self {
        match position {
            position if position <= WHOLE => Self::Answered,
            DYAD_NOT_APPLICABLE => Self::NotApplicable,
            DYAD_NOT_ASKED => Self::NotAsked,
            _ => Self::Unanswered,
        }
    }

    /// The state of a choice's code.
    pub fn of_code(code: u32) -> Self {
        match code {
            code if code >= CHOICE_FIRST_SET => Self::Answered,
            CHOICE_NOT_APPLICABLE => Self::NotApplicable,
            CHOICE_NOT_ASKED => Self::NotAsked,
            _ => Self::Unanswered,
        }
    }
}
