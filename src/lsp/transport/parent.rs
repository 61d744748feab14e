//! The client's process. An editor that was killed says nothing, and its pipes may be held open by others.

use std::time::Duration;

use serde_json::Value;

/// How often the process is looked for.
const INTERVAL: Duration = Duration::from_secs(3);

/// The process that the parameters of `initialize` name, where it can be seen. A client on another machine, or outside
/// this container, counts its processes apart, and is not to be taken for dead.
pub(super) fn seen(params: &Value) -> Option<i32> {
    let id = params.get("processId").and_then(Value::as_i64)?;
    i32::try_from(id).ok().filter(|id| is_there(*id))
}

/// Waits until a process is gone. Waits for ever where there is none.
pub(super) async fn gone(process: Option<i32>) {
    let Some(id) = process else {
        return std::future::pending().await;
    };
    while is_there(id) {
        tokio::time::sleep(INTERVAL).await;
    }
    tracing::warn!("the client's process {id} is gone");
}

/// Whether there is a process. One that may not be signalled is there.
#[cfg(unix)]
fn is_there(id: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    Pid::from_raw(id.max(0)).is_some_and(|id| test_kill_process(id) != Err(Errno::SRCH))
}

/// Nothing is known of processes here. Pipes end with the process that holds them.
#[cfg(not(unix))]
fn is_there(_: i32) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn processes_are_seen() {
        assert!(is_there(i32::try_from(std::process::id()).unwrap()));
        assert!(!is_there(0) && !is_there(-1) && !is_there(i32::MAX));
    }
}
