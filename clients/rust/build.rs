//! Generates the client from the service's proto files, without `protoc`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=../../proto");
    let files = ["chat", "auth", "agent", "admin", "audit"].map(|name| format!("supportchat/v1/{name}.proto"));
    let set = protox::compile(files, ["../../proto"])?;
    tonic_prost_build::configure().build_server(false).extern_path(".google.rpc", "::tonic_types::pb").compile_fds(set)?;
    Ok(())
}
