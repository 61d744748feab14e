//! What a program came to, also where it was copied a moment ago.

use std::io::ErrorKind;
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

/// Runs a command to its end. Until the children that other tests start are programs themselves, they hold open what was open
/// when they were made, a copy that was being written among it: it cannot be run before.
pub fn output(command: &mut Command) -> Output {
    loop {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => thread::sleep(Duration::from_millis(10)),
            output => return output.expect("the program runs"),
        }
    }
}
