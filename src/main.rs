//! The binary; everything is in the library.

use std::process::ExitCode;

/// Reading stories in means millions of small pieces of memory, taken by one thread and given back by another. The system's
/// allocator takes a tenth more of the processors' time over it. SQLite's own pieces come from here too.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sensing::cli::run()
}
