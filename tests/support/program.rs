//! The program as it is called from a shell: what it prints, and how it ends.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use super::client::PATIENCE;
use super::server::binary;

/// A command that ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code.
    pub code: i32,
    /// What it printed.
    pub stdout: String,
    /// What it complained of.
    pub stderr: String,
}

/// The program with nothing in its environment that a test did not put there.
pub fn command(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments).env_clear().envs(environment.iter().copied()).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Ended {
    run_with_input(arguments, environment, "")
}

/// Runs a command to its end, with something on its standard input.
pub fn run_with_input(arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Ended {
    let mut command = command(arguments, environment);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    // A program that ends without reading is no error.
    drop(child.stdin.take().expect("its input").write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ended { code: output.status.code().expect("an exit code"), stdout: text(output.stdout), stderr: text(output.stderr) }
}

impl Ended {
    /// The output of a command that ended well.
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.stdout
    }

    /// The one line that a command which failed says why in.
    pub fn complaint(self) -> String {
        assert!(self.code != 0 && self.stdout.is_empty(), "{self:?}");
        // Log lines in front of it are objects.
        let lines: Vec<&str> = self.stderr.lines().filter(|line| !line.starts_with('{')).collect();
        assert_eq!(lines.len(), 1, "{self:?}");
        assert!(lines[0].starts_with("error: "), "{self:?}");
        lines[0].to_owned()
    }
}

/// A program that runs on, with its output line by line; killed when it is dropped.
pub struct Running {
    child: Child,
    stdout: Receiver<String>,
    /// Everything on its standard error.
    log: Option<JoinHandle<String>>,
}

impl Running {
    /// Starts it.
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = command(arguments, environment).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (send, stdout) = channel();
        let output = BufReader::new(child.stdout.take().expect("its output"));
        std::thread::spawn(move || output.lines().map_while(Result::ok).all(|line| send.send(line).is_ok()));
        let errors = child.stderr.take().expect("its errors");
        let log = std::thread::spawn(move || read(errors));
        Self { child, stdout, log: Some(log) }
    }

    /// The next line of output in which `wanted` is.
    pub fn line(&self, wanted: &str) -> String {
        loop {
            match self.stdout.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(wanted) => return line,
                Ok(_) => {}
                Err(error) => panic!("no line with {wanted:?}: {error}"),
            }
        }
    }

    /// Asks it to stop.
    pub fn signal(&self, name: &str) {
        assert!(Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status().expect("kill runs").success());
    }

    /// Waits until it has ended; answers how, and its whole log.
    pub fn ended(mut self) -> (ExitStatus, String) {
        let log = self.log.take().expect("once").join().expect("its log");
        (self.child.wait().expect("a status"), log)
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn read(mut from: impl Read) -> String {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).expect("its log");
    String::from_utf8(bytes).expect("a log of text")
}

/// Whether a program is there.
pub fn there(name: impl AsRef<OsStr>) -> bool {
    Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}
