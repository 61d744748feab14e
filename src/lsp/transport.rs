//! A plain connection to tower-lsp, until what it leaves open is closed here.

use std::future::Future;
use tower_lsp::lsp_types::{notification::Notification, request::Request};
/// What sends to the client without waiting.
#[derive(Clone)]
pub(crate) struct Outgoing(tower_lsp::Client, tokio::sync::mpsc::UnboundedSender<futures_job::Job>);
impl Outgoing {
    pub(crate) fn new(client: tower_lsp::Client, handle: tokio::runtime::Handle) -> Self {
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel::<futures_job::Job>();
        handle.spawn(async move {
            while let Some(job) = receiver.recv().await {
                job.await;
            }
        });
        Self(client, sender)
    }
    pub(crate) fn notify<N: Notification>(&self, params: N::Params)
    where
        N::Params: Send + 'static,
    {
        let client = self.0.clone();
        let _ = self
            .1
            .send(Box::pin(async move { client.send_notification::<N>(params).await }));
    }
    pub(crate) fn request<R: Request>(
        &self,
        params: R::Params,
    ) -> impl Future<Output = Option<R::Result>> + Send + 'static + use<R>
    where
        R::Params: Send + 'static,
        R::Result: Send,
    {
        let client = self.0.clone();
        async move { client.send_request::<R>(params).await.ok() }
    }
}
mod futures_job {
    pub(super) type Job = std::pin::Pin<Box<dyn std::future::Future<Output = ()> + Send>>;
}
/// Serves standard input and output.
#[expect(clippy::unwrap_used, reason = "replaced with the transport")]
pub fn run_stub() -> std::process::ExitCode {
    let rt = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let handle = rt.handle().clone();
    rt.block_on(async {
        let (service, socket) = tower_lsp::LspService::new(|client| {
            let setup = super::state::Setup {
                uris: Default::default(),
                outgoing: Outgoing::new(client, handle.clone()),
                runtime: handle.clone(),
                load: crate::workspace::load,
            };
            super::backend::Backend::new(super::state::start(setup).unwrap())
        });
        tower_lsp::Server::new(tokio::io::stdin(), tokio::io::stdout(), socket)
            .concurrency_level(1024)
            .serve(service)
            .await;
    });
    std::process::ExitCode::SUCCESS
}
