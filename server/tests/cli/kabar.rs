//! Runs the built program.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

/// How it ended, as text.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `kabar` with these arguments.
pub fn kabar(arguments: &[&str]) -> Ended {
    kabar_with_input(arguments, "")
}

/// The same, with something on stdin.
pub fn kabar_with_input(arguments: &[&str], input: &str) -> Ended {
    let mut child = spawn(arguments);
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads stdin or nothing was sent");
    drop(stdin);
    ended(child.wait_with_output().expect("it ends"))
}

/// Starts `kabar` and leaves it running.
pub fn spawn(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_kabar"))
        .args(arguments)
        .env_remove("KABAR_LOCATION")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

pub fn ended(output: Output) -> Ended {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

impl Ended {
    /// Checks the exit code and that stderr has all these words; returns stdout.
    pub fn expect(self, code: i32, words: &[&str]) -> String {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "`{word}` is not in stderr: {}", self.err);
        }
        self.out
    }
}
