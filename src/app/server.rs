//! Connections: accept, TLS, HTTP/1.1 or HTTP/2, idle ones closed, and a graceful end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use http::Request;
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use crate::config::proxies::{self, Network};
use crate::config::{Limits, MAX_HEADERS};
use crate::hub::Hub;
use crate::rpc::caller::Peer;

/// A connection has this long for its TLS handshake, and then for its first request.
const FIRST_REQUEST: Duration = Duration::from_secs(10);
/// A peer that is gone without a word is noticed by pings this far apart...
const PING_EVERY: Duration = Duration::from_secs(30);
/// ...and an answer missing for so long.
const PING_TIMEOUT: Duration = Duration::from_secs(20);
/// Streams have this long to end after they were told to leave.
const DRAIN: Duration = Duration::from_secs(2);
/// What a client may send ahead on one HTTP/2 stream, in bytes, so that a stream that is not read does not hold up the others...
const STREAM_WINDOW: u32 = 256 * 1024;
/// ...of its connection, for which this is the limit. It also sets how many small frames may be under way before they are taken for a flood.
const CONNECTION_WINDOW: u32 = 8 * 1024 * 1024;
/// What one HTTP/2 stream may have waiting to be sent, in bytes.
const SEND_BUFFER: usize = 64 * 1024;

/// What answers requests.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) router: Router,
    /// The proxies that are believed when they say who calls.
    pub(super) trusted_proxies: Arc<[Network]>,
}

/// Serves until `stop`, then tells every stream to leave and waits for the connections to end, but not for long.
pub(super) async fn run(listener: TcpListener, tls: Option<TlsAcceptor>, service: Service, limits: Limits, hub: Hub, stop: CancellationToken) {
    let connections = TaskTracker::new();
    let places = Arc::new(Semaphore::new(limits.max_connections));
    let builder = Arc::new(builder(&limits));
    loop {
        let accepted = stop.run_until_cancelled(async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        });
        let Some((place, accepted)) = accepted.await else { break };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, mostly: wait for some to come back.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let (tls, service, builder, stop, idle) = (tls.clone(), service.clone(), Arc::clone(&builder), stop.clone(), limits.idle_timeout);
        connections.spawn(async move {
            let _place = place;
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "TCP_NODELAY");
            }
            match tls {
                None => connection(stream, peer, service, &builder, idle, stop).await,
                Some(tls) => match timeout(FIRST_REQUEST, tls.accept(stream)).await {
                    Ok(Ok(stream)) => connection(stream, peer, service, &builder, idle, stop).await,
                    Ok(Err(error)) => tracing::debug!(%error, %peer, "a TLS handshake failed"),
                    Err(_) => tracing::debug!(%peer, "a TLS handshake took too long"),
                },
            }
        });
    }
    drop(listener);
    hub.stop();
    connections.close();
    if timeout(DRAIN, connections.wait()).await.is_err() {
        tracing::warn!(connections = connections.len(), "some connections did not end in time and are cut");
    }
}

fn builder(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(FIRST_REQUEST).max_buf_size(MAX_HEADERS);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.max_streams)
        .max_header_list_size(u32::try_from(MAX_HEADERS).unwrap_or(u32::MAX))
        .max_send_buf_size(SEND_BUFFER)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PING_TIMEOUT);
    builder
}

async fn connection<S>(stream: S, peer: SocketAddr, service: Service, builder: &auto::Builder<TokioExecutor>, idle: Duration, stop: CancellationToken)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let activity = Arc::new(Activity::default());
    let watched = Arc::clone(&activity);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let active = Active::new(&activity);
        let caller = proxies::caller(&service.trusted_proxies, peer.ip(), request.headers());
        request.extensions_mut().insert(Peer(caller));
        let answer = service.router.clone().oneshot(request.map(Body::new));
        async move {
            let response = answer.await?;
            Ok::<_, Infallible>(response.map(|body| Counted { body, _active: active }))
        }
    });
    let mut served = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = served.as_mut() => Some(ended),
        () = watched.idle(idle) => None,
        () = stop.cancelled() => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        served.as_mut().graceful_shutdown();
        served.await
    };
    if let Err(error) = ended {
        tracing::debug!(error, %peer, "a connection broke");
    }
}

/// What goes on in a connection.
#[derive(Default)]
struct Activity {
    requests: AtomicUsize,
    begun: AtomicBool,
    changed: Notify,
}

impl Activity {
    /// Returns when there has been no request for a while.
    async fn idle(&self, limit: Duration) {
        loop {
            let limit = if self.begun.load(Ordering::Acquire) { limit } else { FIRST_REQUEST };
            let quiet = timeout(limit, self.changed.notified()).await.is_err();
            if quiet && self.requests.load(Ordering::Acquire) == 0 {
                return;
            }
        }
    }
}

/// A request, from its head to the end of its answer's body.
struct Active(Arc<Activity>);

impl Active {
    fn new(activity: &Arc<Activity>) -> Self {
        activity.requests.fetch_add(1, Ordering::AcqRel);
        if !activity.begun.swap(true, Ordering::AcqRel) {
            activity.changed.notify_one();
        }
        Self(Arc::clone(activity))
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        if self.0.requests.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.changed.notify_one();
        }
    }
}

/// A body that keeps its request active.
struct Counted {
    body: Body,
    _active: Active,
}

impl http_body::Body for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
