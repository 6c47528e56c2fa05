//! What is said to make or edit a collection.

use crate::model::{Day, Language};

/// What a collection is to be, apart from its join code.
#[derive(Default)]
pub struct WantedCollection {
    /// What it is called.
    pub name: String,
    /// The framework that is used.
    pub framework: String,
    /// The round it belongs to.
    pub round: Option<String>,
    /// The first day on which it takes stories.
    pub opens: Option<Day>,
    /// The last day on which it takes stories.
    pub closes: Option<Day>,
    /// Where it is held.
    pub place: Option<String>,
    /// The partner organisation that holds it.
    pub partner: Option<String>,
    /// Who is asked; everyone when empty.
    pub audiences: Vec<String>,
    /// The signifiers that are asked; all when empty.
    pub signifiers: Vec<String>,
    /// Whether people take turns at a shared tablet.
    pub kiosk: bool,
    /// The wording that the form begins with, such as `easy`; plain when there is none.
    pub wording: Option<String>,
    /// The language that the form begins with, without a wording.
    pub language: Option<Language>,
}
