//! What is in deploy/, and what is written about it, fits the program and the rest of the repository.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml_ng::Value;

use super::cluster::haproxy;
use crate::support::Database;
use crate::support::program::{Running, run};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn compose() -> Value {
    let mut compose: Value = serde_yaml_ng::from_str(&read("deploy/compose.yaml")).expect("YAML");
    compose.apply_merge().expect("merges");
    compose
}

/// The names in a text that begin so.
fn names(text: &str, prefix: &str) -> BTreeSet<String> {
    let letter = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    let words = text.split(|c: char| !letter(c)).filter(|word| word.starts_with(prefix) && word.len() > prefix.len());
    words.map(str::to_owned).collect()
}

/// Every variable that a command names in its help.
fn known() -> BTreeSet<String> {
    let help = |command: &str| run(&command.split(' ').chain(["--help"]).collect::<Vec<_>>(), &[]).ok();
    ["serve", "migrate", "audit consume", "audit verify"].iter().flat_map(|command| names(&help(command), "SUPPORTCHAT_")).collect()
}

#[test]
fn haproxy_accepts_its_configuration() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let mut check = haproxy();
    // Without room for a socket in /run.
    check.args(["-c", "-f"]).arg(file("deploy/haproxy.cfg")).env("BALANCER_SOCKET", directory.path().join("socket"));
    let checked = check.output().expect("HAProxy is there: `make test` installs it");
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    // A machine without name servers has none to give to it.
    let warnings = said.lines().filter(|line| line.contains("[WARNING]") && !line.contains("nameservers"));
    assert!(checked.status.success() && warnings.count() == 0, "{said}");
}

#[test]
fn every_variable_is_one_that_the_program_knows() {
    let known = known();
    let documents = std::fs::read_dir(file("docs/operations")).expect("docs/operations");
    let documents = documents.map(|document| format!("docs/operations/{}", document.expect("a file").file_name().to_string_lossy()));
    let files = ["deploy/compose.yaml", "deploy/Dockerfile", "deploy/haproxy.cfg", "README.md"].map(str::to_owned);
    for name in files.into_iter().chain(documents) {
        for variable in names(&read(&name), "SUPPORTCHAT_") {
            assert!(known.contains(&variable), "{name} names {variable}, which no command knows");
        }
    }
    // The balancer has its own, each with a default or a comment.
    let balancer = names(&read("deploy/haproxy.cfg"), "BALANCER_");
    for name in ["deploy/compose.yaml", "docs/operations/deploy.md"] {
        let unknown: Vec<_> = names(&read(name), "BALANCER_").difference(&balancer).cloned().collect();
        assert!(unknown.is_empty(), "{name} names {unknown:?}, which haproxy.cfg does not know");
    }
}

#[test]
fn compose_fits_together() {
    let compose = compose();
    let services = compose["services"].as_mapping().expect("services");
    let volumes = compose["volumes"].as_mapping().expect("volumes");
    let example = read("deploy/.env.example");
    for name in ["balancer", "node1", "node2", "mysql", "rabbitmq"] {
        assert!(services.contains_key(name), "there is no {name}");
    }
    for (name, service) in services {
        let name = name.as_str().expect("a name");
        assert_eq!(service["restart"], "unless-stopped", "{name}");
        for needed in service["depends_on"].as_mapping().into_iter().flat_map(serde_yaml_ng::Mapping::keys) {
            assert!(services.contains_key(needed), "{name} depends on {needed:?}");
        }
        for volume in service["volumes"].as_sequence().into_iter().flatten() {
            let source = volume.as_str().and_then(|volume| volume.split(':').next()).expect("a volume");
            let is_there = if source.starts_with('.') { file("deploy").join(source).exists() } else { volumes.contains_key(source) };
            assert!(is_there, "{name} mounts {source}");
        }
        if let Some(build) = service.get("build") {
            assert!(file("deploy").join(build["context"].as_str().expect("a context")).join(build["dockerfile"].as_str().expect("a name")).exists());
        }
        // The image has a check of its own, MySQL and the others do not.
        assert!(service.get("healthcheck").is_some() != name.starts_with("node"), "{name}");
    }
    for variable in names_in_braces(&read("deploy/compose.yaml")) {
        assert!(example.lines().any(|line| line.starts_with(&format!("{variable}="))), ".env.example lacks {variable}");
    }
    // The nodes are the same but for what is theirs alone.
    let [first, second] = ["node1", "node2"].map(|name| {
        let mut environment = compose["services"][name]["environment"].clone();
        assert_eq!(environment.as_mapping_mut().and_then(|environment| environment.remove("SUPPORTCHAT_NODE")), Some(name.into()));
        environment
    });
    assert_eq!(first, second);
    assert!(read(".gitignore").lines().any(|line| line == "/deploy/.env"), "secrets stay out of git");
}

/// `NAME` of each `${NAME...}`.
fn names_in_braces(text: &str) -> BTreeSet<String> {
    let ends = |c: char| !(c.is_ascii_uppercase() || c == '_');
    text.split("${").skip(1).map(|rest| rest.split(ends).next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_image_is_made_of_what_is_there() {
    let dockerfile = read("deploy/Dockerfile");
    let copies = dockerfile.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.starts_with("--from"));
    for copy in copies {
        let source = copy.split_whitespace().next().expect("a source");
        assert!(file(source).exists(), "COPY {source}");
    }
    assert!(dockerfile.contains("RUN clients/typescript/build.sh") && file("clients/typescript/build.sh").exists());
    let script = read("clients/typescript/build.sh");
    assert!(script.contains("/../../tests/tools/lib.sh"), "what the first stage copies besides the pages");
    // The pages go where they are embedded from.
    assert!(read("src/web/asset.rs").contains("#[folder = \"clients/typescript/dist\"]"));
    assert!(dockerfile.contains("COPY --from=web /src/clients/typescript/dist clients/typescript/dist"));
    assert!(dockerfile.contains("--profile dist") && read("Cargo.toml").contains("[profile.dist]"));
    let rust = dockerfile.lines().find_map(|line| line.strip_prefix("FROM rust:")).expect("a stage with Rust");
    let minor: u32 = rust.trim_start_matches("1.").split('-').next().and_then(|minor| minor.parse().ok()).expect("a version");
    assert!(minor >= 88, "the oldest version that Cargo.toml allows");
}

#[test]
fn the_image_knows_whether_it_is_well() {
    let dockerfile = read("deploy/Dockerfile");
    let check = dockerfile.split("HEALTHCHECK").nth(1).and_then(|rest| rest.split("CMD ").nth(1)).and_then(|rest| rest.lines().next());
    let check: Vec<String> = serde_json::from_str(check.expect("a check")).expect("a command as JSON");
    let well = |url: &str| {
        let port = url.rsplit(':').next().expect("a port");
        let command: Vec<String> = check.iter().map(|word| word.replace("/8080", &format!("/{port}"))).collect();
        Command::new(&command[0]).args(&command[1..]).output().expect("bash").status.success()
    };
    let database = Database::sqlite();
    let data = tempfile::tempdir().expect("a temporary directory");
    let settings = [("SUPPORTCHAT_DATABASE_URL", database.url.as_str()), ("SUPPORTCHAT_DATA_DIR", data.path().to_str().expect("UTF-8"))];
    let (running, url) = Running::serve(&settings);
    assert!(well(&url));
    running.stop();
    assert!(!well(&url));
}
