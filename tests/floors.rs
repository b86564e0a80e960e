//! The floor plan of ARCHITECTURE.md: a file imports from its own module and from modules on floors below, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};

/// From the top of the house to the ground; modules on the same floor do not import each other.
const FLOORS: [&[&str]; 9] = [
    &["main", "cli"],
    &["app"],
    &["rest", "web"],
    &["rpc"],
    &["chat", "webhooks"],
    &["audit", "analytics", "auth"],
    &["hub"],
    &["store", "broker", "blobs", "mail"],
    &["model", "config", "clock", "telemetry"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a file names as `crate::module`, in imports and elsewhere.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code = |line: &str| !line.trim_start().starts_with("//");
    let lines = text.lines().enumerate().filter(|(_, line)| code(line));
    let found = lines.flat_map(|(number, line)| line.split("crate::").skip(1).map(move |rest| (number + 1, rest)));
    found.map(|(number, rest)| (number, rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())).collect()
}

/// What is wrong with one file.
fn violations(module: &str, text: &str) -> Vec<String> {
    let Some(own) = floor(module) else { return vec![format!("the module {module} is on no floor")] };
    let wrong = imports(text).into_iter().filter_map(|(line, imported)| match floor(&imported) {
        _ if imported == module => None,
        Some(floor) if floor > own => None,
        Some(_) => Some(format!("line {line}: {module} imports {imported}, which is not below it")),
        None => Some(format!("line {line}: {imported} is on no floor")),
    });
    wrong.collect()
}

#[test]
fn imports_go_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 40, "the sources are where they are looked for");
    let mut wrong = Vec::new();
    for file in files {
        let path = file.strip_prefix(&root).expect("a path below src");
        let module = path.components().next().expect("a module").as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        // main.rs calls the library by its name; lib.rs only lists the modules.
        if module != "lib" && module != "main" {
            let text = fs::read_to_string(&file).expect("a source");
            wrong.extend(violations(&module, &text).into_iter().map(|problem| format!("src/{}: {problem}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_import_that_goes_up_is_found() {
    assert!(violations("store", "use crate::model::Error;\n// crate::chat in a comment").is_empty());
    assert_eq!(violations("store", "use crate::chat::Chat;").len(), 1);
    assert_eq!(violations("auth", "fn f() -> crate::rpc::Status {}").len(), 1);
    assert_eq!(violations("nowhere", "").len(), 1);
}
