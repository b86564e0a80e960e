//! The client, and how it is made.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout};
use tonic::transport::{Channel, Endpoint};
use tonic::{Response, Status};

use crate::backoff::Backoff;
use crate::calls::{Calls, is_closed};
use crate::conversation::{Desk, new_id};
use crate::line::{self, Command, Means};
use crate::shelf::Shelf;
use crate::tokens::Tokens;
use crate::v1::admin_service_client::AdminServiceClient;
use crate::v1::agent_service_client::AgentServiceClient;
use crate::v1::audit_service_client::AuditServiceClient;
use crate::v1::auth_service_client::AuthServiceClient;
use crate::v1::chat_service_client::ChatServiceClient;
use crate::{Conversation, Credentials, Error, Inbox, v1};

/// One caller of one server: one connection, over which all calls go, and one stream, which carries all conversations and the inbox. Its clones are the
/// same client.
///
/// It ends when it is closed, or when it and all that it has opened are dropped.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    calls: Calls,
    means: Means,
    closed: watch::Sender<bool>,
    /// Where the line takes commands, once there is one.
    line: Mutex<Option<mpsc::UnboundedSender<Command>>>,
    ids: AtomicU64,
}

impl Client {
    /// A client with the usual options. Nothing is connected yet.
    ///
    /// The target is `http://host:port` or `https://host:port`. It fails if it is none, or if a token cannot be sent in a header.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn new(target: &str, credentials: Credentials) -> Result<Self, Error> {
        Self::builder(target, credentials).build()
    }

    /// A client with options.
    pub fn builder(target: &str, credentials: Credentials) -> Builder {
        Builder {
            target: target.to_owned(),
            credentials,
            deadline: Duration::from_secs(10),
            keep_alive: (Duration::from_secs(10), Duration::from_secs(5)),
            backoff: (Duration::from_millis(250), Duration::from_secs(10)),
            #[cfg(feature = "tls")]
            tls: None,
        }
    }

    /// Opens a conversation in a chat session that exists, with what is behind a seq; 0 means from the beginning. It returns at once: whether the session
    /// can be had, the stream tells.
    pub fn conversation(&self, session_id: i64, after_seq: i64) -> Conversation {
        let desk = Arc::new(Desk::new(self.0.ids.fetch_add(1, Ordering::Relaxed), session_id));
        let (line, told) = self.tell(Command::Open { desk: Arc::clone(&desk), after_seq });
        if !told {
            desk.end(Ok(()));
        }
        Conversation::new(desk, line)
    }

    /// Starts a chat session, and opens a conversation in it from the beginning. Faults of the line are repeated until the deadline of a call is over.
    pub async fn start(&self) -> Result<Conversation, Error> {
        self.start_with(v1::CreateChatSessionRequest::default()).await
    }

    /// Starts a chat session for the user whom a back end names, or with the agent. Without a `client_session_id` it makes one up.
    pub async fn start_with(&self, mut request: v1::CreateChatSessionRequest) -> Result<Conversation, Error> {
        if request.client_session_id.is_empty() {
            request.client_session_id = new_id();
        }
        let (chat, limit) = (self.chat(), self.0.means.deadline);
        let created = self.repeat(limit, || {
            let (mut chat, request) = (chat.clone(), request.clone());
            async move { chat.create_chat_session(request).await }
        });
        match created.await?.chat_session {
            Some(session) => Ok(self.conversation(session.id, 0)),
            None => Err(Error::broken("the answer holds no session")),
        }
    }

    /// Makes a call, and while a fault of the line fails it, again, until it has taken so long.
    pub(crate) async fn repeat<T, F>(&self, limit: Duration, call: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<Response<T>, Status>>,
    {
        let (begun, mut backoff, mut closed) = (Instant::now(), self.0.means.backoff.clone(), self.0.closed.subscribe());
        loop {
            let error = match call().await {
                Ok(response) => return Ok(response.into_inner()),
                Err(status) => Error::from(status),
            };
            let delay = backoff.failed(error.retry_after());
            if !error.is_retryable() || begun.elapsed().saturating_add(delay) >= limit {
                return Err(error);
            }
            // Closing ends this wait as well: the next attempt says so.
            let _ = timeout(delay, is_closed(&mut closed)).await;
        }
    }

    /// Opens the caller's inbox. It returns at once.
    pub fn inbox(&self) -> Inbox {
        let (id, shelf) = (self.0.ids.fetch_add(1, Ordering::Relaxed), Arc::new(Shelf::default()));
        let (line, told) = self.tell(Command::OpenInbox(id, Arc::clone(&shelf)));
        if !told {
            shelf.end(Ok(()));
        }
        Inbox { id, shelf, line }
    }

    /// ChatService.
    pub fn chat(&self) -> ChatServiceClient<Calls> {
        ChatServiceClient::new(self.0.calls.clone())
    }

    /// AuthService.
    pub fn auth(&self) -> AuthServiceClient<Calls> {
        AuthServiceClient::new(self.0.calls.clone())
    }

    /// AgentService.
    pub fn agents(&self) -> AgentServiceClient<Calls> {
        AgentServiceClient::new(self.0.calls.clone())
    }

    /// AdminService.
    pub fn admin(&self) -> AdminServiceClient<Calls> {
        AdminServiceClient::new(self.0.calls.clone())
    }

    /// AuditService.
    pub fn audit(&self) -> AuditServiceClient<Calls> {
        AuditServiceClient::new(self.0.calls.clone())
    }

    /// Closes the client: its conversations and inboxes end, and so do its calls and every wait, with the reason `CLOSED`. Its connection goes with the
    /// last of its clones.
    pub fn close(&self) {
        self.0.closed.send_replace(true);
    }

    /// Tells the line, which is there from the first command on. Says whether there still is one.
    fn tell(&self, command: Command) -> (mpsc::UnboundedSender<Command>, bool) {
        let mut line = self.0.line.lock().unwrap_or_else(PoisonError::into_inner);
        let commands = line.get_or_insert_with(|| {
            let (commands, receiver) = mpsc::unbounded_channel();
            tokio::spawn(line::run(self.0.means.clone(), receiver, self.0.closed.subscribe()));
            commands
        });
        let told = commands.send(command).is_ok();
        (commands.clone(), told)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// The options of a client.
#[derive(Clone)]
pub struct Builder {
    target: String,
    credentials: Credentials,
    deadline: Duration,
    keep_alive: (Duration, Duration),
    backoff: (Duration, Duration),
    #[cfg(feature = "tls")]
    tls: Option<tonic::transport::ClientTlsConfig>,
}

/// A configuration of TLS shows its private key.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}

impl Builder {
    /// How long a call may take, and connecting: 10 s unless said otherwise. It does not hold for streams, uploads and what conversations wait for. A single
    /// call's own goes before it: `tonic::Request::set_timeout`.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// After how much silence the server is asked for a sign of life, 10 s unless said otherwise, and how long it has for that, 5 s.
    #[must_use]
    pub fn keep_alive(mut self, silence: Duration, timeout: Duration) -> Self {
        self.keep_alive = (silence, timeout);
        self
    }

    /// How long to wait at most before connecting again, after a first failure, 250 ms unless said otherwise, and after many, 10 s.
    #[must_use]
    pub fn reconnect(mut self, first: Duration, longest: Duration) -> Self {
        self.backoff = (first, longest);
        self
    }

    /// How https is spoken; unless said otherwise, with the certificates that the system trusts.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls(mut self, config: tonic::transport::ClientTlsConfig) -> Self {
        self.tls = Some(config);
        self
    }

    /// The client. Nothing is connected yet. See [`Client::new`].
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn build(self) -> Result<Client, Error> {
        let channel = self.channel()?;
        let tokens = Arc::new(Tokens::new(self.credentials, channel.clone(), self.deadline)?);
        let (closed, receiver) = watch::channel(false);
        let calls = Calls { channel: channel.clone(), tokens: Arc::clone(&tokens), deadline: self.deadline, closed: receiver };
        let means = Means { channel, tokens, deadline: self.deadline, backoff: Backoff::new(self.backoff.0, self.backoff.1) };
        Ok(Client(Arc::new(Inner { calls, means, closed, line: Mutex::new(None), ids: AtomicU64::new(1) })))
    }

    fn channel(&self) -> Result<Channel, Error> {
        let wrong = |problem: &str| Error::invalid("INVALID_TARGET", "target", problem);
        let endpoint = Endpoint::from_shared(self.target.clone()).map_err(|_| wrong("a target is http://host:port or https://host:port"))?;
        let endpoint = match endpoint.uri().scheme_str() {
            Some("http") => endpoint,
            #[cfg(feature = "tls")]
            Some("https") => {
                let config = self.tls.clone().unwrap_or_else(|| tonic::transport::ClientTlsConfig::new().with_enabled_roots());
                endpoint.tls_config(config).map_err(|_| wrong("TLS cannot be spoken with this configuration"))?
            }
            #[cfg(not(feature = "tls"))]
            Some("https") => return Err(wrong("https needs the feature tls")),
            _ => return Err(wrong("a target is http://host:port or https://host:port")),
        };
        Ok(endpoint.connect_timeout(self.deadline).http2_keep_alive_interval(self.keep_alive.0).keep_alive_timeout(self.keep_alive.1).connect_lazy())
    }
}
