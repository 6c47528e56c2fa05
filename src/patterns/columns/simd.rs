//! Loops over many rows, with the widest vector instructions of the processor.

use pulp::{Arch, Simd, WithSimd};

/// Work that is compiled for wide vectors. `done` must be `#[inline(always)]`, and so must the functions in its loops: only
/// code that is inlined into it is vectorised.
pub(in crate::patterns) trait Work {
    type Outcome;

    fn done(self) -> Self::Outcome;
}

/// Runs the work compiled for this processor's instructions (AVX2, if available), detected at run time. The result is the same
/// to the last bit: operations are not fused, and sums are added in the order in which they are written.
pub(in crate::patterns) fn wide<W: Work>(work: W) -> W::Outcome {
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
