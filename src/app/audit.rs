//! The parts of the audit log, from its settings.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::{Failure, StopSignals, data_file};
use crate::audit::{Audit, Contents, Heads, Relay, SignedBy, Writer};
use crate::blobs::Blobs;
use crate::broker::Broker;
use crate::clock::SharedClock;
use crate::config::{self, AuditContent, Storage};
use crate::store::Store;

/// How long a node that stops waits for its last head to be signed.
const LAST_HEAD: Duration = Duration::from_secs(2);

/// How contents are kept and heads are signed.
#[derive(Clone)]
pub struct AuditLog {
    contents: Arc<Contents>,
    heads: Arc<Heads>,
    file: PathBuf,
    writes: bool,
}

impl AuditLog {
    /// Reads the keys, or makes them.
    pub fn open(storage: &Storage, settings: &config::Audit) -> Result<Self, Failure> {
        let unusable = |error: String| Failure::new("the audit log cannot be kept", error);
        let contents = match settings.audit_content {
            AuditContent::Text => Contents::Text,
            AuditContent::Commitment => Contents::Commitment,
            AuditContent::Encrypted => Contents::sealed(&data_file(storage, "audit-content.key")?).map_err(unusable)?,
        };
        let elsewhere = settings.audit_heads_url.as_deref().map(|url| Blobs::open(Some(url), Path::new(""))).transpose();
        let elsewhere = elsewhere.map_err(|error| Failure::new("signed heads cannot be kept (see --audit-heads-url)", error))?;
        let file = data_file(storage, "audit-heads.jsonl")?;
        let heads = Heads::open(&data_file(storage, "audit-signing.key")?, file.clone(), elsewhere).map_err(unusable)?;
        Ok(Self { contents: Arc::new(contents), heads, file, writes: settings.audit_writer })
    }

    /// Refuses to leave the writing to somebody else where there is nobody else.
    pub(super) fn check(&self, broker: &Broker) -> Result<(), Failure> {
        if self.writes || !broker.is_local() {
            return Ok(());
        }
        Err(Failure::new(
            "nobody would write the audit log",
            "--audit-writer=false needs --amqp-url, and 'supportchat audit consume' or another node that writes",
        ))
    }

    /// The log to read, compared with the heads that were signed here, and with those in other files that these have signed.
    pub fn reader(&self, store: &Store, clock: &SharedClock, files: Vec<PathBuf>, trusted: Vec<SignedBy>) -> Audit {
        let files = std::iter::once(self.file.clone()).chain(files).collect();
        let trusted = std::iter::once(self.heads.signed_by()).chain(trusted).collect();
        Audit::new(store.clone(), clock.clone(), Arc::clone(&self.contents), files, trusted)
    }

    /// The log to write.
    pub fn writer(&self, store: &Store, broker: &Broker, clock: &SharedClock) -> Writer {
        Writer::new(store.clone(), broker.clone(), clock.clone(), Arc::clone(&self.contents), Arc::clone(&self.heads))
    }

    /// Writes the log until a signal asks to stop.
    pub async fn consume(&self, store: &Store, broker: &Broker, clock: &SharedClock) -> Result<(), Failure> {
        if broker.is_local() {
            return Err(Failure::new("the audit log cannot be consumed", "--amqp-url is missing: without RabbitMQ the node itself writes it"));
        }
        let mut signals = StopSignals::new().map_err(|error| Failure::new("signals cannot be received", error))?;
        let stop = CancellationToken::new();
        let writer = tokio::spawn(self.writer(store, broker, clock).run(stop.clone()));
        tracing::info!("writing the audit log");
        signals.next().await;
        tracing::info!("stopping");
        stop.cancel();
        writer.await.map_err(|error| Failure::new("the audit log's writer did not end well", error))
    }

    /// Starts a node's share: it relays, and writes if it may.
    pub(super) fn start(&self, store: &Store, broker: &Broker, clock: &SharedClock, node: &str, stop: &CancellationToken) -> Share {
        let relay = Relay::new(store.clone(), broker.clone(), clock.clone(), node.to_owned());
        let stopping = stop.clone();
        tokio::spawn(async move { stopping.run_until_cancelled(relay.run()).await });
        let writer = self.writes.then(|| tokio::spawn(self.writer(store, broker, clock).run(stop.clone())));
        Share { store: store.clone(), node: node.to_owned(), writer }
    }
}

/// A node's share in the audit log.
pub(super) struct Share {
    store: Store,
    node: String,
    writer: Option<JoinHandle<()>>,
}

impl Share {
    /// Ends it: another node goes on at once.
    pub(super) async fn stop(self) {
        let ending = async {
            if let Some(writer) = self.writer
                && let Err(error) = writer.await
            {
                tracing::error!(%error, "the audit log's writer did not end well");
            }
            Relay::release(&self.store, self.node).await;
        };
        if timeout(LAST_HEAD, ending).await.is_err() {
            tracing::warn!("the audit log's last head was not signed before the end; it is at the next start");
        }
    }
}
