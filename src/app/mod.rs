//! Wires the parts and runs them: the only place that names concrete choices.

mod audit;
pub mod demo;
mod faces;
mod log;
mod server;
mod tls;

pub use audit::AuditLog;
pub use faces::rest_options;

use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::auth::{Authenticator, Logins, RateLimits, Refusals};
use crate::blobs::Blobs;
use crate::broker::{self, Broker};
use crate::chat::{Chat, Files};
use crate::clock::{SharedClock, SystemClock};
use crate::config::{self, Attachments, Limits, Listen, Storage};
use crate::hub::{Hub, Stale};
use crate::rpc::guard::Guard;
use crate::store::{Options, Store};

/// How often the store is asked for revoked credentials: streams and cached identities outlive a revocation by no more.
const REVOCATION_POLL: Duration = Duration::from_millis(500);
/// How often readiness is looked at for the health service.
const HEALTH_POLL: Duration = Duration::from_secs(2);
/// How often what has expired is cleared away.
const HOUSEKEEPING: Duration = Duration::from_secs(600);
/// How long expired tokens are kept, so that their theft can still be told.
const KEEP_EXPIRED: Duration = Duration::from_secs(7 * 24 * 3600);

/// Why the service cannot start or go on, in words for the operator.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// What was tried and why it failed.
    pub fn new(what: &str, why: impl std::fmt::Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

/// Opens the store and brings its schema up to date.
pub async fn open_store(storage: &Storage) -> Result<Store, Failure> {
    let store = connect(storage).await?;
    let migrated = store.migrate().await.map_err(|error| Failure::new("the database cannot be migrated", error))?;
    for name in migrated {
        tracing::info!(migration = name, "migrated");
    }
    Ok(store)
}

/// Opens the store as it is.
pub async fn connect(storage: &Storage) -> Result<Store, Failure> {
    if storage.database_url.is_none() {
        make_data_directory(storage)?;
    }
    let (ca, max_connections) = (storage.database_ca.clone(), storage.database_connections);
    let options = Options { ca, max_connections, ..Options::new(storage.url()) };
    Store::connect(options).await.map_err(|error| Failure::new("the database cannot be opened", error))
}

/// Opens the place where attachments are kept.
pub fn open_files(storage: &Storage, attachments: &Attachments) -> Result<Files, Failure> {
    let blobs = Blobs::open(attachments.attachments_url.as_deref(), &storage.data_dir.join("attachments"));
    let blobs = blobs.map_err(|error| Failure::new("attachments cannot be kept (see --attachments-url)", error))?;
    Ok(Files::new(blobs, attachments.max_attachment))
}

/// This node among the others.
pub struct Node {
    /// Its name: what the operator calls it, and something that is another with each start.
    pub name: String,
    /// What it reaches them by.
    pub broker: Broker,
}

/// Opens the message broker, which need not be up yet, for this node.
pub fn open_node(settings: &config::Broker) -> Result<Node, Failure> {
    let refused = |error: crate::model::Error| Failure::new("the node cannot be started (see --amqp-url, --amqp-ca and --node)", error);
    // Each start has a name of its own, so that two nodes which were given the same do no harm.
    let name = format!("{}-{:012x}", settings.node, rand::random::<u64>() >> 16);
    broker::check_node(&name).map_err(refused)?;
    let Some(url) = settings.amqp_url.clone().filter(|url| !url.is_empty()) else { return Ok(Node { name, broker: Broker::local() }) };
    let read = |path: &PathBuf| std::fs::read_to_string(path).map_err(|error| Failure::new(&format!("{} cannot be read", path.display()), error));
    let ca = settings.amqp_ca.as_ref().map(read).transpose()?;
    let broker = Broker::amqp(&broker::Options { url, ca, node: name.clone() }).map_err(refused)?;
    Ok(Node { name, broker })
}

/// What to run.
pub struct Settings {
    /// Where to listen.
    pub listen: Listen,
    /// Where attachments are kept.
    pub files: Files,
    /// How the audit log is written.
    pub audit: AuditLog,
    /// What clients may ask for.
    pub limits: Limits,
    /// Whether reflection answers without a credential.
    pub open_reflection: bool,
    /// Which of the nodes it is.
    pub node: Node,
}

/// The running service.
pub struct App {
    /// The address that it listens on.
    pub address: SocketAddr,
    /// The URL under which clients reach it.
    pub url: String,
    signals: StopSignals,
    /// How long it goes on when it is asked to stop, for load balancers to notice.
    drain: Duration,
    draining: CancellationToken,
    stop: CancellationToken,
    server: JoinHandle<()>,
    share: audit::Share,
}

impl App {
    /// Starts the service over an open store.
    pub async fn start(store: Store, settings: Settings) -> Result<Self, Failure> {
        allow_many_connections(settings.limits.max_connections);
        let clock: SharedClock = Arc::new(SystemClock);
        let Node { name: node, broker } = settings.node;
        settings.audit.check(&broker)?;
        let hub = Hub::default();
        if let Some(live) = broker.live() {
            hub.connect(live);
        }
        let chat = Chat::new(store.clone(), hub.clone(), settings.files, clock.clone(), &node);
        if let Err(error) = chat.recover().await {
            tracing::warn!(%error, "the queue could not be looked at; it moves with the next event");
        }
        let limits = Arc::new(RateLimits::new(&settings.limits));
        let authenticator = Authenticator::new(store.clone(), clock.clone());
        let listen = settings.listen;
        let listener = TcpListener::bind(listen.listen).await;
        let listener = listener.map_err(|error| {
            Failure::new(
                &format!("cannot listen on {} (is another one running there? --listen or SUPPORTCHAT_LISTEN names another place)", listen.listen),
                error,
            )
        })?;
        let address = listener.local_addr().map_err(|error| Failure::new("the address cannot be read", error))?;
        let tls = tls::load(listen.tls_cert.as_deref(), listen.tls_key.as_deref())?;
        let url = listen.public_url.unwrap_or_else(|| format!("{}://{address}", if tls.is_some() { "https" } else { "http" }));

        let refusals = Refusals::new(store.clone(), clock.clone());
        let guard = Guard::new(authenticator.clone(), Arc::clone(&limits), refusals.clone(), settings.open_reflection, &url)
            .map_err(|error| Failure::new("the API's descriptors cannot be read", error))?;

        // Whoever reads that the service listens may stop it at once.
        let signals = StopSignals::new().map_err(|error| Failure::new("signals cannot be received", error))?;
        let (draining, stop) = (CancellationToken::new(), CancellationToken::new());
        let parts = faces::Parts {
            chat: chat.clone(),
            audit: settings.audit.reader(&store, &clock, Vec::new(), Vec::new()),
            store: store.clone(),
            clock: clock.clone(),
            limits: Arc::clone(&limits),
            refusals,
            guard,
            draining: draining.clone(),
        };
        let logins = Logins::new(store.clone(), clock.clone(), settings.limits.token_lifetime);
        let (router, health) = faces::router(parts, logins, &url)?;

        let share = settings.audit.start(&store, &broker, &clock, &node, &stop);
        tokio::spawn(watch_revocations(authenticator, hub.clone(), stop.clone()));
        tokio::spawn(follow_caches(store.clone(), hub.clone(), stop.clone()));
        tokio::spawn(watch_people(chat.clone(), settings.limits.agent_grace, stop.clone()));
        tokio::spawn(watch_health(store.clone(), health, draining.clone()));
        tokio::spawn(keep_house(store, chat, clock, limits, stop.clone()));
        let service = server::Service { router, trusted_proxies: listen.trusted_proxies.into() };
        let server = tokio::spawn(server::run(listener, tls, service, settings.limits, hub, stop.clone()));
        tracing::info!(%url, %address, "listening");
        Ok(Self { address, url, signals, drain: listen.drain, draining, stop, server, share })
    }

    /// Runs until a signal asks it to stop, then stops gracefully: it says that it is not ready and goes on for the time that load balancers need to
    /// notice; then every stream is told to leave, and within 3 seconds it is over.
    pub async fn run(mut self) {
        self.signals.next().await;
        self.draining.cancel();
        if !self.drain.is_zero() {
            tracing::info!(seconds = self.drain.as_secs(), "draining");
            // Whoever asks twice means now.
            drop(tokio::time::timeout(self.drain, self.signals.next()).await);
        }
        tracing::info!("stopping");
        self.stop().await;
    }

    /// Stops gracefully.
    pub async fn stop(self) {
        self.draining.cancel();
        self.stop.cancel();
        if let Err(error) = self.server.await {
            tracing::error!(%error, "the server did not end well");
        }
        self.share.stop().await;
    }
}

/// Each connection is an open file, and shells allow few of them by default.
fn allow_many_connections(wanted: usize) {
    const OTHER_FILES: u64 = 256;
    let wanted = u64::try_from(wanted).unwrap_or(u64::MAX).saturating_add(OTHER_FILES);
    match rlimit::increase_nofile_limit(wanted) {
        Ok(allowed) if allowed >= wanted => {}
        Ok(allowed) => tracing::warn!(allowed, wanted, "the system allows too few open files for --max-connections; raise its limit (ulimit -n)"),
        Err(error) => tracing::warn!(%error, "the limit on open files cannot be raised"),
    }
}

/// SIGTERM and SIGINT, received from the moment that this is made.
struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    fn new() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! { _ = self.terminate.recv() => (), _ = self.interrupt.recv() => () }
    }
}

async fn watch_revocations(authenticator: Authenticator, hub: Hub, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(REVOCATION_POLL)).await.is_some() {
        match authenticator.revoked().await {
            Ok(revoked) => hub.revoke(&revoked),
            Err(error) => tracing::debug!(%error, "revocations could not be read"),
        }
    }
}

/// Forgets what other nodes have changed, where they say so at once. Where they cannot, nothing is believed for longer than a moment.
async fn follow_caches(store: Store, hub: Hub, stop: CancellationToken) {
    while let Some(stale) = stop.run_until_cancelled(hub.stale()).await {
        for stale in stale {
            match stale {
                Stale::Site(key) => store.forget_site(&key),
            }
        }
    }
}

/// Follows who comes and goes, how the queue moves, and what other nodes do.
async fn watch_people(chat: Chat, agent_grace: Duration, stop: CancellationToken) {
    let forever = async { tokio::join!(chat.follow_presence(), chat.dismiss_gone(agent_grace), chat.tell_positions(), chat.keep_up()) };
    stop.run_until_cancelled(forever).await;
}

async fn watch_health(store: Store, health: tonic_health::server::HealthReporter, draining: CancellationToken) {
    use tonic_health::ServingStatus::{NotServing, Serving};
    loop {
        let status = if store.ping().await.is_ok() { Serving } else { NotServing };
        for service in ["", "supportchat.v1.ChatService"] {
            health.set_service_status(service, status).await;
        }
        if draining.run_until_cancelled(tokio::time::sleep(HEALTH_POLL)).await.is_none() {
            for service in ["", "supportchat.v1.ChatService"] {
                health.set_service_status(service, NotServing).await;
            }
            return;
        }
    }
}

async fn keep_house(store: Store, chat: Chat, clock: SharedClock, limits: Arc<RateLimits>, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(HOUSEKEEPING)).await.is_some() {
        limits.shrink();
        while !stop.is_cancelled() && more("expired tokens", store.delete_expired_credentials(clock.now() - KEEP_EXPIRED).await) {}
        while !stop.is_cancelled() && more("attachments that were never sent", chat.sweep_attachments().await) {}
    }
}

/// Whether there may be more to delete.
fn more(what: &str, deleted: crate::model::Result<usize>) -> bool {
    match deleted {
        Ok(count) => {
            tracing::debug!(count, "deleted {what}");
            count > 0
        }
        Err(error) => {
            tracing::debug!(%error, "{what} could not be deleted");
            false
        }
    }
}

/// The path of a file in the data directory, which is made if it is missing.
pub fn data_file(storage: &Storage, name: &str) -> Result<PathBuf, Failure> {
    make_data_directory(storage)?;
    Ok(storage.data_dir.join(name))
}

/// Makes the data directory, for its owner's eyes only: it holds people's messages.
fn make_data_directory(storage: &Storage) -> Result<(), Failure> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&storage.data_dir);
    made.map_err(|error| Failure::new(&format!("the data directory {} cannot be made", storage.data_dir.display()), error))
}
