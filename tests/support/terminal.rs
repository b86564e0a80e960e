//! A terminal: a shell into which a person pastes, and what appears in it.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Instant;

use super::client::PATIENCE;

/// One shell; it and what runs in it end when it is dropped.
pub struct Terminal {
    shell: Child,
    input: Option<ChildStdin>,
    screen: Arc<Screen>,
    /// How much of the screen had been filled when the last text was pasted.
    mark: usize,
}

#[derive(Default)]
struct Screen {
    text: Mutex<String>,
    changed: Condvar,
}

impl Terminal {
    /// Opens a terminal in a directory; programs in `tools` are found first.
    pub fn open(directory: &Path, tools: &str) -> Self {
        // Where the tests run in the background, Ctrl-C is ignored, and programs inherit that.
        let mut shell = Command::new("env");
        shell.args(["--default-signal=INT", "bash"]);
        // Errors appear where output does. The proxies that a machine may have are not for servers on it.
        shell.args(["-c", "PATH=$0:$PATH; exec bash 2>&1", tools]).current_dir(directory).env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
        let mut shell = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("bash");
        let screen = Arc::new(Screen::default());
        let (filled, mut output) = (Arc::clone(&screen), shell.stdout.take().expect("its output"));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                filled.text.lock().expect("the screen").push_str(&String::from_utf8_lossy(&bytes[..count]));
                filled.changed.notify_all();
            }
        });
        Self { input: shell.stdin.take(), shell, screen, mark: 0 }
    }

    /// Pastes lines, to whatever reads them.
    pub fn paste(&mut self, text: &str) {
        self.mark = self.screen.text.lock().expect("the screen").len();
        let input = self.input.as_mut().expect("it is open");
        input.write_all(text.as_bytes()).and_then(|()| input.flush()).expect("something reads");
    }

    /// Waits until what has appeared since the last paste is as wanted, and answers it.
    pub fn shows(&self, what: &str, mut wanted: impl FnMut(&str) -> bool) -> String {
        let began = Instant::now();
        let mut text = self.screen.text.lock().expect("the screen");
        while !wanted(&text[self.mark..]) {
            let left = PATIENCE.checked_sub(began.elapsed()).unwrap_or_else(|| panic!("{what} does not appear:\n{}", &text[self.mark..]));
            text = self.screen.changed.wait_timeout(text, left).expect("the screen").0;
        }
        text[self.mark..].to_owned()
    }

    /// Presses Ctrl-C: the program that runs in the shell is interrupted, and the shell is not. Returns when the program has ended.
    pub fn interrupt(&self, program: &str) {
        let children = format!("/proc/{0}/task/{0}/children", self.shell.id());
        let running = || {
            let children = std::fs::read_to_string(&children).expect("the shell runs");
            let mut pids = children.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            pids.retain(|pid| std::fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim_end() == program));
            pids
        };
        let pids = running();
        assert_eq!(pids.len(), 1, "{program} runs in the foreground");
        assert!(Command::new("kill").arg("-INT").arg(&pids[0]).status().expect("kill runs").success());
        let began = Instant::now();
        while !running().is_empty() {
            assert!(began.elapsed() < PATIENCE, "{program} ends");
            std::thread::yield_now();
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A program that reads its input sees the end of it; the shell then does too.
        drop(self.input.take());
        drop(self.shell.kill());
        drop(self.shell.wait());
    }
}
