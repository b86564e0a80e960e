//! Generates the client side of the API from the service's proto files, without `protoc`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What messages hold of the package `google.api`; the rest of it is about REST.
const BODY: &str = "google/api/httpbody.proto";

fn main() -> Result<(), Box<dyn Error>> {
    let protos = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../proto");
    println!("cargo:rerun-if-changed={}", protos.display());
    let service = fs::read_dir(protos.join("supportchat/v1"))?.map(|file| Ok(file?.path())).collect::<Result<Vec<PathBuf>, std::io::Error>>()?;
    let mut files: Vec<_> = service.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "proto")).collect();
    // A directory has no order of its own.
    files.sort();
    let mut set = protox::compile(files, [protos])?;
    set.file.retain(|file| file.package() != "google.api" || file.name() == BODY);
    tonic_prost_build::configure().build_server(false).extern_path(".google.rpc", "::tonic_types::pb").compile_fds(set)?;
    Ok(())
}
