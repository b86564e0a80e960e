//! `supportchat serve`.

use clap::Args;

use crate::app::{self, App, AuditLog, Failure, Settings};
use crate::config::{self, Attachments, Limits, Listen, Storage};

/// Run the service.
///
/// Brings the database's schema up to date and serves gRPC, grpc-web and REST on one port, in plain HTTP or with TLS. SIGTERM
/// or Ctrl-C stops it gracefully: after --drain seconds in which /readyz says so, every stream is told to reconnect elsewhere, and within 3 seconds it is
/// over.
///
/// A new database has no agents and no keys: add them with 'supportchat agent add --admin' and 'supportchat key create'.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    storage: Storage,
    #[command(flatten)]
    attachments: Attachments,
    #[command(flatten)]
    audit: config::Audit,
    #[command(flatten)]
    broker: config::Broker,
    #[command(flatten)]
    limits: Limits,
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let audit = AuditLog::open(&self.storage, &self.audit)?;
        let files = app::open_files(&self.storage, &self.attachments)?;
        let store = app::open_store(&self.storage).await?;
        let node = app::open_node(&self.broker)?;
        let settings = Settings { listen: self.listen, files, audit, limits: self.limits, open_reflection: false, node };
        App::start(store, settings).await?.run().await;
        Ok(())
    }
}
