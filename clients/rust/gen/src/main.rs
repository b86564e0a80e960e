//! Writes `clients/rust/src/gen` from the service's proto files, without `protoc`, the same each time. `make gen` runs it.

use std::error::Error;
use std::fs;
use std::path::Path;

const PROTOS: [&str; 5] = ["chat", "auth", "agent", "admin", "audit"];

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = here.join("../src/gen");
    // What the proto files no longer have must not stay.
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;

    let set = protox::compile(PROTOS.map(|name| format!("supportchat/v1/{name}.proto")), [here.join("../../../proto")])?;
    tonic_prost_build::configure()
        .build_server(false)
        .emit_rerun_if_changed(false)
        .extern_path(".google.rpc", "::tonic_types::pb")
        .out_dir(&out)
        .compile_fds(set)?;
    Ok(())
}
