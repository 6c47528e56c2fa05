//! A group of stories.

use crate::patterns::columns::Rows;

/// Stories to be compared with others.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its stories.
    pub rows: &'a Rows,
}
