//! The program as it is called from a shell: what it prints, and how it ends.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

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

/// A program that runs on, with what it prints and logs line by line; killed when it is dropped.
pub struct Running {
    child: Child,
    stdout: Receiver<String>,
    stderr: Receiver<String>,
    log: String,
}

impl Running {
    /// Starts it.
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = command(arguments, environment).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (stdout, stderr) = (lines(child.stdout.take().expect("its output")), lines(child.stderr.take().expect("its log")));
        Self { child, stdout, stderr, log: String::new() }
    }

    /// Starts `supportchat serve` on a free port; the second value is its URL.
    pub fn serve(environment: &[(&str, &str)]) -> (Self, String) {
        let mut running = Self::start(&["serve", "--listen", "127.0.0.1:0"], environment);
        let line = running.logged("\"listening\"");
        let line: serde_json::Value = serde_json::from_str(&line).expect("a log line in JSON");
        (running, line["url"].as_str().expect("its URL").to_owned())
    }

    /// The next line of output in which `wanted` is.
    pub fn printed(&self, wanted: &str) -> String {
        loop {
            let line = self.stdout.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("no line with {wanted:?}: {error}"));
            if line.contains(wanted) {
                return line;
            }
        }
    }

    /// The next line of the log in which `wanted` is.
    pub fn logged(&mut self, wanted: &str) -> String {
        loop {
            let line = self.stderr.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("no {wanted:?} in the log: {error}\n{}", self.log));
            self.log.push_str(&line);
            self.log.push('\n');
            if line.contains(wanted) {
                return line;
            }
        }
    }

    /// Asks it to stop, as an operator does, and waits until it has; answers its whole log.
    pub fn stop(mut self) -> String {
        assert!(Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().expect("kill runs").success());
        while let Ok(line) = self.stderr.recv_timeout(PATIENCE) {
            self.log.push_str(&line);
            self.log.push('\n');
        }
        assert!(self.child.wait().expect("a status").success(), "{}", self.log);
        std::mem::take(&mut self.log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The lines of a pipe, which is read to its end whether or not anybody asks for them.
fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || BufReader::new(from).lines().map_while(Result::ok).for_each(|line| drop(send.send(line))));
    lines
}
