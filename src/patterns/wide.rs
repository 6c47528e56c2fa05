//! Loops over many rows, in the widest vectors that the processor has.

use pulp::{Arch, Simd, WithSimd};

/// Something to be done in wide vectors. `done` is `#[inline(always)]`, as is whatever it calls in its loops: only what is compiled
/// into it gains by it.
pub(super) trait Work {
    type Outcome;

    fn done(self) -> Self::Outcome;
}

/// Does some work compiled for the instructions of this processor (AVX2, where it has it), found out at run time. The outcome
/// is the same to the last bit: no operation is joined with another, and sums are added in the order in which they are written.
pub(super) fn wide<W: Work>(work: W) -> W::Outcome {
    Arch::new().dispatch(Wide(work))
}

struct Wide<W>(W);

impl<W: Work> WithSimd for Wide<W> {
    type Output = W::Outcome;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> W::Outcome {
        self.0.done()
    }
}
