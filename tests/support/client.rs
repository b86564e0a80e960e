//! The real generated client, with a credential, and one open stream of it.

use std::time::Duration;

use bytes::Bytes;
use http::uri::PathAndQuery;
use prost::Message as _;
use supportchat_client::http as http_api;
use supportchat_client::v1::admin_service_client::AdminServiceClient;
use supportchat_client::v1::agent_service_client::AgentServiceClient;
use supportchat_client::v1::audit_service_client::AuditServiceClient;
use supportchat_client::v1::auth_service_client::AuthServiceClient;
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::chat_service_client::ChatServiceClient;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, send_message_request};
use tokio::sync::mpsc;
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;
use tonic::client::Grpc;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Status, Streaming};

use super::codec::FromBytes;

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Puts the bearer token into every call.
#[derive(Clone)]
pub struct Bearer(Option<MetadataValue<Ascii>>);

impl tonic::service::Interceptor for Bearer {
    fn call(&mut self, mut request: tonic::Request<()>) -> Result<tonic::Request<()>, Status> {
        if let Some(token) = &self.0 {
            request.metadata_mut().insert("authorization", token.clone());
        }
        Ok(request)
    }
}

type Intercepted = InterceptedService<Channel, Bearer>;

/// One caller.
#[derive(Clone)]
pub struct Client {
    /// ChatService.
    pub chat: ChatServiceClient<Intercepted>,
    /// AuthService.
    pub auth: AuthServiceClient<Intercepted>,
    /// AgentService.
    pub agents: AgentServiceClient<Intercepted>,
    /// AdminService.
    pub admin: AdminServiceClient<Intercepted>,
    /// AuditService.
    pub audit: AuditServiceClient<Intercepted>,
    /// Any RPC, by its path.
    grpc: Grpc<Intercepted>,
    /// The bearer token.
    pub token: String,
    /// What buys the next token.
    pub refresh_token: String,
    /// The id of the user or agent.
    pub id: i64,
}

impl Client {
    /// Connects with a bearer token; an empty one means none.
    pub async fn connect(url: &str, token: &str) -> Self {
        let endpoint = Endpoint::from_shared(url.to_owned()).expect("a URL");
        let channel = endpoint.connect().await.expect("the server answers");
        Self::over(channel, token)
    }

    /// A caller over a channel.
    pub fn over(channel: Channel, token: &str) -> Self {
        let bearer = Bearer((!token.is_empty()).then(|| format!("Bearer {token}").parse().expect("a token")));
        Self {
            chat: ChatServiceClient::with_interceptor(channel.clone(), bearer.clone()),
            auth: AuthServiceClient::with_interceptor(channel.clone(), bearer.clone()),
            agents: AgentServiceClient::with_interceptor(channel.clone(), bearer.clone()),
            admin: AdminServiceClient::with_interceptor(channel.clone(), bearer.clone()),
            audit: AuditServiceClient::with_interceptor(channel.clone(), bearer.clone()),
            grpc: Grpc::new(InterceptedService::new(channel, bearer)),
            token: token.to_owned(),
            refresh_token: String::new(),
            id: 0,
        }
    }

    /// Logs an agent in.
    pub async fn log_in(url: &str, email: &str, password: &str) -> Self {
        let mut nobody = Self::connect(url, "").await;
        let request = v1::CreateAgentTokenRequest { email: email.to_owned(), password: password.to_owned() };
        let token = nobody.auth.create_agent_token(request).await.expect("a log-in").into_inner().agent_token.expect("a token");
        Self::with(url, token.token, token.agent.map(|agent| agent.id)).await
    }

    /// Comes as a new visitor.
    pub async fn visit(url: &str, site: &str) -> Self {
        let mut nobody = Self::connect(url, "").await;
        let request = v1::CreateVisitorTokenRequest { site: site.to_owned(), ..Default::default() };
        let token = nobody.auth.create_visitor_token(request).await.expect("a visit").into_inner().visitor_token.expect("a token");
        Self::with(url, token.token, token.user.map(|user| user.id)).await
    }

    async fn with(url: &str, token: Option<v1::Token>, id: Option<i64>) -> Self {
        let token = token.expect("a token");
        let mut client = Self::connect(url, &token.token).await;
        client.refresh_token = token.refresh_token;
        client.id = id.expect("whose token it is");
        client
    }

    /// Starts a session; a visitor names nobody.
    pub async fn start_session(&mut self, user_id: i64, agent_id: i64) -> v1::ChatSession {
        let request = v1::CreateChatSessionRequest { user_id, agent_id, client_session_id: String::new() };
        self.chat.create_chat_session(request).await.expect("a session").into_inner().chat_session.expect("a session")
    }

    /// Says whether the agent takes new sessions.
    pub async fn set_available(&mut self, available: bool) -> v1::Agent {
        let status = if available { v1::AvailabilityStatus::Available } else { v1::AvailabilityStatus::Unavailable };
        let request = v1::SetAvailabilityRequest { id: 0, availability_status: status.into() };
        self.agents.set_availability(request).await.expect("an agent").into_inner().agent.expect("an agent")
    }

    /// Takes a waiting session.
    pub async fn accept(&mut self, session: i64) -> Result<v1::ChatSession, Status> {
        let request = v1::AcceptChatSessionRequest { id: session };
        Ok(self.agents.accept_chat_session(request).await?.into_inner().chat_session.expect("a session"))
    }

    /// A session as it is now.
    pub async fn session(&mut self, session: i64) -> Result<v1::ChatSession, Status> {
        let request = v1::GetChatSessionRequest { id: session };
        Ok(self.chat.get_chat_session(request).await?.into_inner().chat_session.expect("a session"))
    }

    /// Ends a session.
    pub async fn close(&mut self, session: i64) -> Result<v1::ChatSession, Status> {
        let request = v1::CloseChatSessionRequest { id: session };
        Ok(self.chat.close_chat_session(request).await?.into_inner().chat_session.expect("a session"))
    }

    /// Sends a text.
    pub async fn send(&mut self, session: i64, text: &str, client_message_id: &str) -> Result<v1::Message, Status> {
        Ok(self.chat.send_message(text_message(session, text, client_message_id)).await?.into_inner().message.expect("a message"))
    }

    /// Adds a note.
    pub async fn note(&mut self, session: i64, text: &str, client_message_id: &str) -> Result<v1::Message, Status> {
        let request = v1::AddNoteRequest { id: session, message: text.to_owned(), client_message_id: client_message_id.to_owned() };
        Ok(self.agents.add_note(request).await?.into_inner().message.expect("a note"))
    }

    /// Uploads a file, in pieces.
    pub async fn upload(&mut self, session: i64, name: &str, content_type: &str, bytes: &[u8]) -> Result<v1::Attachment, Status> {
        let piece = |data: &[u8]| http_api::HttpBody { data: data.to_vec(), ..Default::default() };
        let first = http_api::HttpBody { content_type: content_type.to_owned(), ..Default::default() };
        let mut pieces = vec![v1::UploadAttachmentRequest { id: session, name: name.to_owned(), content: Some(first) }];
        pieces.extend(bytes.chunks(100_000).map(|bytes| v1::UploadAttachmentRequest { content: Some(piece(bytes)), ..Default::default() }));
        Ok(self.chat.upload_attachment(tokio_stream::iter(pieces)).await?.into_inner().attachment.expect("an attachment"))
    }

    /// Sends an attachment.
    pub async fn send_attachment(&mut self, session: i64, attachment: i64, client_message_id: &str) -> Result<v1::Message, Status> {
        let request = attachment_message(session, attachment, client_message_id);
        Ok(self.chat.send_message(request).await?.into_inner().message.expect("a message"))
    }

    /// A link to an attachment: its path and query.
    pub async fn link(&mut self, attachment: i64) -> Result<String, Status> {
        let request = v1::CreateAttachmentLinkRequest { id: attachment };
        Ok(self.chat.create_attachment_link(request).await?.into_inner().link.expect("a link").url)
    }

    /// Everything in a session's log behind a seq.
    pub async fn log(&mut self, session: i64, after_seq: i64) -> Vec<v1::Message> {
        let mut messages = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = v1::ListMessagesRequest { id: session, after_seq, page_size: 1000, page_token, ..Default::default() };
            let page = self.chat.list_messages(request).await.expect("the log").into_inner();
            messages.extend(page.messages);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return messages;
            }
        }
    }

    /// Opens the bidirectional stream.
    pub async fn talk(&mut self) -> Talk {
        self.try_talk().await.expect("a stream")
    }

    /// Opens the bidirectional stream, if it can be.
    pub async fn try_talk(&mut self) -> Result<Talk, Status> {
        let (requests, receiver) = mpsc::channel(64);
        let responses = self.chat.chat(ReceiverStream::new(receiver)).await?.into_inner();
        Talk::begin(requests, responses).await
    }

    /// Opens the bidirectional stream; the frames to send are made elsewhere, by hand.
    pub async fn talk_in_bytes(&mut self) -> (Talk, mpsc::Sender<Bytes>) {
        let (requests, mut receiver) = mpsc::channel::<v1::ChatRequest>(64);
        let (by_hand, bytes) = mpsc::channel(64);
        let encoded = by_hand.clone();
        tokio::spawn(async move {
            while let Some(request) = receiver.recv().await {
                if encoded.send(request.encode_to_vec().into()).await.is_err() {
                    return;
                }
            }
        });
        let responses = self.stream("/supportchat.v1.ChatService/Chat", ReceiverStream::new(bytes)).await.expect("a stream");
        (Talk::begin(requests, responses).await.expect("a stream"), by_hand)
    }

    /// Calls any RPC with bytes, and returns the first message of its answer.
    pub async fn call(&self, path: &'static str, request: impl Into<Bytes>) -> Result<(), Status> {
        // Any answer decodes as one of which no field is known.
        let mut responses = self.stream::<()>(path, tokio_stream::once(request.into())).await?;
        let first = tokio::time::timeout(PATIENCE, responses.message()).await.expect("an answer in time")?;
        first.ok_or_else(|| Status::internal("no message in the answer"))
    }

    async fn stream<U: prost::Message + Default + Send + Sync + 'static>(
        &self,
        path: &'static str,
        requests: impl Stream<Item = Bytes> + Send + 'static,
    ) -> Result<Streaming<U>, Status> {
        let mut grpc = self.grpc.clone();
        grpc.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
        let path = PathAndQuery::from_static(path);
        Ok(grpc.streaming(tonic::Request::new(requests), path, FromBytes::default()).await?.into_inner())
    }

    /// Opens the server stream, as browsers do.
    pub async fn subscribe(&mut self, request: v1::SubscribeRequest) -> Result<Frames, Status> {
        let mut frames = Frames::Subscribe(self.chat.subscribe(request).await?.into_inner());
        assert!(matches!(frames.next().await, Frame::Welcome(_)), "every stream begins with welcome");
        Ok(frames)
    }
}

/// A request to send a text.
pub fn text_message(session: i64, text: &str, client_message_id: &str) -> v1::SendMessageRequest {
    v1::SendMessageRequest {
        chat_session_id: session,
        body: Some(send_message_request::Body::Message(text.to_owned())),
        client_message_id: client_message_id.to_owned(),
    }
}

/// A request to send an attachment.
pub fn attachment_message(session: i64, attachment: i64, client_message_id: &str) -> v1::SendMessageRequest {
    v1::SendMessageRequest {
        chat_session_id: session,
        body: Some(send_message_request::Body::AttachmentId(attachment)),
        client_message_id: client_message_id.to_owned(),
    }
}

/// The frames of a stream.
pub enum Frames {
    /// Of the bidirectional one.
    Chat(Streaming<v1::ChatResponse>),
    /// Of the server stream.
    Subscribe(Streaming<v1::SubscribeResponse>),
}

impl Frames {
    /// The next frame, the end, or the error that ended it.
    pub async fn try_next(&mut self) -> Result<Option<Frame>, Status> {
        let next = async {
            let frame = match self {
                Self::Chat(frames) => frames.message().await?.and_then(|response| response.frame),
                Self::Subscribe(frames) => frames.message().await?.and_then(|response| response.frame),
            };
            Ok::<_, Status>(frame)
        };
        let frame: Option<v1::ServerFrame> = tokio::time::timeout(PATIENCE, next).await.expect("a frame in time")?;
        Ok(frame.map(|frame| frame.frame.expect("a frame of a known kind")))
    }

    /// The next frame.
    pub async fn next(&mut self) -> Frame {
        self.try_next().await.expect("a frame").expect("the stream goes on")
    }

    /// The next frame that `pick` takes; others are passed over.
    pub async fn find<T>(&mut self, mut pick: impl FnMut(Frame) -> Option<T>) -> T {
        loop {
            if let Some(found) = pick(self.next().await) {
                return found;
            }
        }
    }

    /// The next entry.
    pub async fn entry(&mut self) -> v1::Message {
        self.find(|frame| if let Frame::Entry(entry) = frame { Some(entry) } else { None }).await
    }

    /// The next entries, so many.
    pub async fn entries(&mut self, count: usize) -> Vec<v1::Message> {
        let mut entries = Vec::with_capacity(count);
        while entries.len() < count {
            entries.push(self.entry().await);
        }
        entries
    }

    /// The leave frame that must come now, and the end after it.
    pub async fn leave(&mut self) -> v1::Leave {
        let leave = self.find(|frame| if let Frame::Leave(leave) = frame { Some(leave) } else { None }).await;
        assert!(matches!(self.try_next().await, Ok(None) | Err(_)), "the stream ends after leave");
        leave
    }
}

/// An open bidirectional stream.
pub struct Talk {
    /// Where frames are sent; `None` when no more will come.
    pub requests: Option<mpsc::Sender<v1::ChatRequest>>,
    /// What comes back.
    pub frames: Frames,
    next_id: u64,
}

impl Talk {
    async fn begin(requests: mpsc::Sender<v1::ChatRequest>, responses: Streaming<v1::ChatResponse>) -> Result<Self, Status> {
        let mut talk = Self { requests: Some(requests), frames: Frames::Chat(responses), next_id: 0 };
        let first = talk.frames.try_next().await?;
        assert!(matches!(first, Some(Frame::Welcome(_))), "every stream begins with welcome");
        Ok(talk)
    }

    /// Sends a frame and returns its request_id.
    pub async fn say(&mut self, frame: Request) -> String {
        self.try_say(frame).await.expect("the stream is open")
    }

    /// Sends a frame and returns its request_id, if the stream is open.
    pub async fn try_say(&mut self, frame: Request) -> Option<String> {
        self.next_id += 1;
        let request_id = format!("r{}", self.next_id);
        let request = v1::ChatRequest { request_id: request_id.clone(), frame: Some(frame) };
        self.requests.as_ref()?.send(request).await.ok()?;
        Some(request_id)
    }

    /// Streams a session from a cursor on, and returns what it is told of it.
    pub async fn subscribe(&mut self, chat_session_id: i64, after_seq: i64) -> v1::Subscribed {
        let id = self.say(Request::Subscribe(v1::SessionCursor { chat_session_id, after_seq })).await;
        self.frames
            .find(|frame| match frame {
                Frame::Subscribed(subscribed) if subscribed.request_id == id => Some(subscribed),
                Frame::Error(error) if error.request_id == id => panic!("refused: {error:?}"),
                _ => None,
            })
            .await
    }

    /// Sends a text, and returns its acknowledgement or why it was refused; entries on the way are passed over.
    pub async fn send(&mut self, session: i64, text: &str, client_message_id: &str) -> Result<v1::Ack, v1::FrameError> {
        let id = self.say(Request::Send(text_message(session, text, client_message_id))).await;
        self.answer(&id).await
    }

    /// The ack or the error that answers a request.
    pub async fn answer(&mut self, request_id: &str) -> Result<v1::Ack, v1::FrameError> {
        self.frames
            .find(|frame| match frame {
                Frame::Ack(ack) if ack.request_id == request_id => Some(Ok(ack)),
                Frame::Error(error) if error.request_id == request_id => Some(Err(error)),
                _ => None,
            })
            .await
    }

    /// The error that must answer a request.
    pub async fn refusal(&mut self, request_id: &str) -> v1::FrameError {
        self.answer(request_id).await.expect_err("a refusal")
    }
}

/// The places of messages in their session's log.
pub fn seqs(messages: &[v1::Message]) -> Vec<i64> {
    messages.iter().map(|message| message.seq).collect()
}

/// The text of a message.
pub fn text(message: &v1::Message) -> &str {
    match &message.body {
        Some(v1::message::Body::Message(text)) => text,
        _ => "",
    }
}

/// The reason in a status's ErrorInfo.
pub fn reason(status: &Status) -> String {
    use tonic_types::StatusExt as _;
    status.get_details_error_info().unwrap_or_else(|| panic!("an ErrorInfo in {status:?}")).reason
}
