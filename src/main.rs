//! The binary; everything is in the library.

use std::process::ExitCode;

/// Reading stories allocates millions of small pieces of memory on one thread and frees them on another. The system's allocator
/// needs a tenth more processor time for this. SQLite's own memory comes from here too.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sensing::make_private();
    sensing::cli::run()
}
