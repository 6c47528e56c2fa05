//! Which signifiers go together: the request and the result, and how one becomes the other.

pub(in crate::analysis) mod request;
mod run;
