//! Generates the server side of the API from `proto/`, without `protoc`.

use std::path::PathBuf;
use std::{env, error::Error, fs};

const PROTOS: [&str; 5] = ["chat", "auth", "agent", "admin", "audit"];

#[expect(clippy::disallowed_methods, reason = "this is how cargo talks to a build script")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=clients/typescript/dist");
    let files = PROTOS.map(|name| format!("proto/supportchat/v1/{name}.proto"));
    let mut compiler = protox::Compiler::new(["proto"])?;
    compiler.include_imports(true).include_source_info(true).open_files(files)?;

    // The decoded form of the set loses custom options; the encoded form, which reflection and the gateway read, keeps them.
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("supportchat.binpb"), compiler.encode_file_descriptor_set())?;

    let set = compiler.file_descriptor_set();
    tonic_prost_build::configure()
        .build_client(false)
        .codec_path("crate::rpc::codec::Codec")
        .extern_path(".google.rpc", "::tonic_types::pb")
        .bytes(".")
        .compile_fds(set)?;
    Ok(())
}
