//! Generates the client side of the API from the service's proto files, without `protoc`.

use std::error::Error;
use std::path::Path;

const PROTOS: [&str; 5] = ["chat", "auth", "agent", "admin", "audit"];

fn main() -> Result<(), Box<dyn Error>> {
    let protos = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../proto");
    println!("cargo:rerun-if-changed={}", protos.display());
    let set = protox::compile(PROTOS.map(|name| format!("supportchat/v1/{name}.proto")), [protos])?;
    tonic_prost_build::configure().build_server(false).extern_path(".google.rpc", "::tonic_types::pb").compile_fds(set)?;
    Ok(())
}
