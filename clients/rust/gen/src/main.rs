//! Writes `clients/rust/src/gen`, as this crate's build script has generated it. `make gen` runs it.

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/gen");
    // What the proto files no longer have must not stay.
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    for file in fs::read_dir(env!("OUT_DIR"))? {
        let file = file?;
        fs::copy(file.path(), out.join(file.file_name()))?;
    }
    Ok(())
}
