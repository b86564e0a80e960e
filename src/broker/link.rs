//! One connection to RabbitMQ that is made again whenever it breaks.
//!
//! The driver can do that too, but only a new connection that declares everything anew also heals what was deleted meanwhile.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt as _;
use lapin::tcp::OwnedTLSConfig;
use lapin::uri::{AMQPScheme, AMQPUri};
use lapin::{Connection, ConnectionProperties};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::{Options, check_node};
use crate::model::{Error, Result};

/// How long connecting and declaring may take.
const CONNECTING: Duration = Duration::from_secs(10);
/// The pause before the first attempt after a connection broke; each next is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// The longest pause between attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
/// The driver says when a connection breaks. Should it not, it is found so late.
const LOOK: Duration = Duration::from_secs(1);
/// Seconds between heartbeats: a line that is dead without saying so is found within twice that.
const HEARTBEAT: u16 = 5;

/// Where to connect.
#[derive(Clone)]
pub(super) struct Address {
    uri: AMQPUri,
    tls: OwnedTLSConfig,
    /// The name of this node.
    pub(super) node: String,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address").field("host", &self.uri.authority.host).field("node", &self.node).finish_non_exhaustive()
    }
}

impl Address {
    /// Checks the options. No error repeats the URL, which holds a password.
    pub(super) fn new(options: &Options) -> Result<Self> {
        let bad = |problem: &str| Error::Internal(format!("the URL of the message broker cannot be used: {problem}"));
        check_node(&options.node)?;
        let url = url::Url::parse(&options.url).map_err(|error| bad(&error.to_string()))?;
        if !matches!(url.scheme(), "amqp" | "amqps") {
            return Err(bad("it must be 'amqp://USER:PASSWORD@HOST:PORT/VHOST' or 'amqps://...'"));
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| bad("it names no host"))?;
        let mut uri: AMQPUri = options.url.parse().map_err(|_| bad("a part of it is not well formed"))?;
        // The parser takes localhost for an address of IPv6.
        host.trim_matches(['[', ']']).clone_into(&mut uri.authority.host);
        if uri.vhost.is_empty() {
            "/".clone_into(&mut uri.vhost);
        }
        uri.query.heartbeat.get_or_insert(HEARTBEAT);
        if let Some(ca) = &options.ca {
            use rustls_pki_types::pem::PemObject as _;
            let certificates = rustls_pki_types::CertificateDer::pem_slice_iter(ca.as_bytes()).collect::<std::result::Result<Vec<_>, _>>();
            if certificates.is_ok_and(|certificates| certificates.is_empty()) || uri.scheme != AMQPScheme::AMQPS {
                return Err(Error::Internal("the message broker's authority must be a certificate in PEM, for an amqps:// URL".to_owned()));
            }
        }
        Ok(Self { uri, tls: OwnedTLSConfig { identity: None, cert_chain: options.ca.clone() }, node: options.node.clone() })
    }

    async fn connect(&self, purpose: &str) -> lapin::Result<Connection> {
        let name = format!("supportchat {} {purpose}", self.node);
        let properties = ConnectionProperties::default().with_connection_name(name.into());
        let runtime = lapin::runtime::default_runtime()?;
        Connection::connect_uri_with_config(self.uri.clone(), properties, self.tls.clone(), runtime).await
    }
}

/// An open connection.
pub(super) struct Link {
    pub(super) connection: Connection,
    /// Cancelled by whoever finds that it does not work as it should; a new one is made then.
    pub(super) broken: CancellationToken,
}

impl Link {
    /// Waits until the connection is gone.
    async fn ended(&self) {
        let mut events = std::pin::pin!(self.connection.events_listener());
        while self.connection.status().connected() {
            tokio::select! {
                event = events.next() => match event {
                    None | Some(lapin::Event::Error(_)) => return,
                    Some(_) => {}
                },
                () = self.broken.cancelled() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }
}

/// Keeps a connection, until it is stopped. `begin` declares what is needed and answers how the connection is used; `serve` runs as long as the connection
/// lives, or ends it by returning; `gone` is called after it, and whenever there is none.
pub(super) async fn keep<T, B, S>(
    address: Address,
    purpose: &'static str,
    stop: CancellationToken,
    begin: impl Fn(Arc<Link>) -> B,
    mut serve: impl FnMut(Arc<Link>, T) -> S,
    gone: impl Fn(),
) where
    B: Future<Output = lapin::Result<T>>,
    S: Future<Output = ()>,
{
    let mut pause = FIRST_PAUSE;
    let mut told = false;
    let forever = async {
        loop {
            let open = async {
                let connection = address.connect(purpose).await?;
                let link = Arc::new(Link { connection, broken: CancellationToken::new() });
                let begun = begin(Arc::clone(&link)).await?;
                Ok::<_, lapin::Error>((link, begun))
            };
            match timeout(CONNECTING, open).await {
                Ok(Ok((link, begun))) => {
                    tracing::info!(purpose, "connected to the message broker");
                    (pause, told) = (FIRST_PAUSE, false);
                    tokio::select! { () = link.ended() => {}, () = serve(Arc::clone(&link), begun) => {} }
                    gone();
                    tracing::warn!(purpose, "the connection to the message broker is gone");
                    // The broker frees what it holds for it at once, if it still hears.
                    drop(timeout(LOOK, link.connection.close(200, "done".into())).await);
                }
                // One line for each time that it is away, not one for each attempt.
                Ok(Err(error)) if !std::mem::replace(&mut told, true) => {
                    tracing::warn!(purpose, %error, "the message broker cannot be used; trying on");
                }
                Err(_) if !std::mem::replace(&mut told, true) => tracing::warn!(purpose, "the message broker does not answer; trying on"),
                Ok(Err(error)) => tracing::debug!(purpose, %error, "the message broker cannot be used"),
                Err(_) => tracing::debug!(purpose, "the message broker does not answer"),
            }
            // Nodes that lost it at the same time do not all come back at the same time.
            tokio::time::sleep(pause.mul_f64(rand::random_range(0.5..1.0))).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    };
    stop.run_until_cancelled(forever).await;
    gone();
}
