//! How far the loading of the workspace has come, as the editor shows it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp::lsp_types::notification::Progress as ProgressNotification;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::lsp::transport::Outgoing;

/// What the editor calls a progress, and its number: two that follow each other closely are two.
const TOKEN: &str = "stdreg/workspace";

/// How many there were.
static BEGUN: AtomicUsize = AtomicUsize::new(0);

/// How often it is told: a thousand small registers are no thousand messages.
const INTERVAL: Duration = Duration::from_millis(100);

/// A progress that is shown until it is dropped.
pub(super) struct Progress {
    updates: UnboundedSender<WorkDoneProgress>,
    done: usize,
    total: usize,
    told: Instant,
}

impl Progress {
    /// Asks the client to show progress and, once it agrees, begins. Nothing here waits for its answer.
    pub(super) fn begin(outgoing: &Outgoing, runtime: &Handle, title: String, total: usize) -> Self {
        let (updates, mut received) = unbounded_channel();
        let token = NumberOrString::String(format!("{TOKEN}/{}", BEGUN.fetch_add(1, Ordering::Relaxed)));
        let agreed = outgoing.request::<WorkDoneProgressCreate>(WorkDoneProgressCreateParams { token: token.clone() });
        let outgoing = outgoing.clone();
        runtime.spawn(async move {
            if agreed.await.is_none() {
                return;
            }
            while let Some(update) = received.recv().await {
                outgoing.notify::<ProgressNotification>(ProgressParams {
                    token: token.clone(),
                    value: ProgressParamsValue::WorkDone(update),
                });
            }
        });
        let begin = WorkDoneProgressBegin {
            title,
            cancellable: Some(false),
            message: None,
            percentage: Some(0),
        };
        let _ = updates.send(WorkDoneProgress::Begin(begin));
        Self {
            updates,
            done: 0,
            total,
            told: Instant::now(),
        }
    }

    /// One more is about to be done.
    pub(super) fn step(&mut self, what: &str) {
        self.done += 1;
        if self.told.elapsed() < INTERVAL {
            return;
        }
        self.told = Instant::now();
        let percentage = self.done.saturating_mul(100) / self.total.max(1);
        let report = WorkDoneProgressReport {
            cancellable: Some(false),
            message: Some(format!("{}/{} {what}", self.done, self.total)),
            percentage: Some(u32::try_from(percentage.min(100)).unwrap_or(100)),
        };
        let _ = self.updates.send(WorkDoneProgress::Report(report));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let _ = self
            .updates
            .send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
    }
}
