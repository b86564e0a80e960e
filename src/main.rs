//! The program.

use std::process::ExitCode;

/// Gives freed memory back and keeps many small streams small, which glibc's does not.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    supportchat::cli::run()
}
