//! ChatService.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;

use futures::Stream;
use tonic::{Request, Response, Status, Streaming};

use super::conversation::Conversation;
use super::proto::chat_service_server::ChatService;
use super::{attachments, caller, marks, messages, proto, sessions, status, validate, visitors, widgets};
use crate::auth::{RateLimits, Refusals};
use crate::chat::{Chat, feed};
use crate::model::Error;

/// ChatService over the product.
pub struct ChatRpc {
    chat: Chat,
    limits: Arc<RateLimits>,
    refusals: Refusals,
}

impl ChatRpc {
    /// A service; each frame that a client streams counts against `limits`, and a refused one among `refusals`.
    pub fn new(chat: Chat, limits: Arc<RateLimits>, refusals: Refusals) -> Self {
        Self { chat, limits, refusals }
    }
}

/// A stream of responses.
pub(super) type Frames<R> = Pin<Box<dyn Stream<Item = Result<R, Status>> + Send>>;

#[tonic::async_trait]
impl ChatService for ChatRpc {
    async fn create_chat_session(
        &self,
        request: Request<proto::CreateChatSessionRequest>,
    ) -> Result<Response<proto::CreateChatSessionResponse>, Status> {
        let chat_session = Some(sessions::create(&self.chat, request).await?);
        Ok(Response::new(proto::CreateChatSessionResponse { chat_session }))
    }

    async fn get_chat_session(&self, request: Request<proto::GetChatSessionRequest>) -> Result<Response<proto::GetChatSessionResponse>, Status> {
        let chat_session = Some(sessions::get(&self.chat, request).await?);
        Ok(Response::new(proto::GetChatSessionResponse { chat_session }))
    }

    async fn list_chat_sessions(
        &self,
        request: Request<proto::ListChatSessionsRequest>,
    ) -> Result<Response<proto::ListChatSessionsResponse>, Status> {
        Ok(Response::new(sessions::list(&self.chat, request).await?))
    }

    async fn close_chat_session(
        &self,
        request: Request<proto::CloseChatSessionRequest>,
    ) -> Result<Response<proto::CloseChatSessionResponse>, Status> {
        let chat_session = Some(sessions::close(&self.chat, request).await?);
        Ok(Response::new(proto::CloseChatSessionResponse { chat_session }))
    }

    async fn send_message(&self, request: Request<proto::SendMessageRequest>) -> Result<Response<proto::SendMessageResponse>, Status> {
        let message = Some(messages::send(&self.chat, request).await?);
        Ok(Response::new(proto::SendMessageResponse { message }))
    }

    async fn list_messages(&self, request: Request<proto::ListMessagesRequest>) -> Result<Response<proto::ListMessagesResponse>, Status> {
        Ok(Response::new(messages::list(&self.chat, request).await?))
    }

    async fn mark_delivered(&self, request: Request<proto::MarkDeliveredRequest>) -> Result<Response<proto::MarkDeliveredResponse>, Status> {
        let marks = Some(marks::delivered(&self.chat, request).await?);
        Ok(Response::new(proto::MarkDeliveredResponse { marks }))
    }

    async fn mark_read(&self, request: Request<proto::MarkReadRequest>) -> Result<Response<proto::MarkReadResponse>, Status> {
        let marks = Some(marks::read(&self.chat, request).await?);
        Ok(Response::new(proto::MarkReadResponse { marks }))
    }

    async fn send_typing(&self, request: Request<proto::SendTypingRequest>) -> Result<Response<proto::SendTypingResponse>, Status> {
        marks::typing(&self.chat, request).await?;
        Ok(Response::new(proto::SendTypingResponse {}))
    }

    type SubscribeStream = Frames<proto::SubscribeResponse>;

    async fn subscribe(&self, request: Request<proto::SubscribeRequest>) -> Result<Response<Self::SubscribeStream>, Status> {
        let identity = caller::identity(&request)?;
        let actor = caller::actor(&request)?;
        let request = request.into_inner();
        let cursors = cursors(&request).map_err(status::of)?;
        for (field, id, after_seq) in &cursors {
            let session = self.chat.get_session(actor, *id).await.map_err(status::of)?;
            if *after_seq > session.last_seq {
                let problem = format!("the last seq of chat session {id} is {}", session.last_seq);
                return Err(status::of(Error::invalid(field, "OUT_OF_RANGE", problem)));
            }
        }
        let mut conversation = Conversation::open(&self.chat, &identity, (&self.limits, &self.refusals), None).map_err(status::of)?;
        if request.inbox {
            conversation.subscribe_inbox();
        }
        for (_, id, after_seq) in cursors {
            conversation.subscribe(id, after_seq);
        }
        let frames = conversation.into_stream(|frame| proto::SubscribeResponse { frame: Some(frame) });
        Ok(Response::new(Box::pin(frames)))
    }

    type ChatStream = Frames<proto::ChatResponse>;

    async fn chat(&self, request: Request<Streaming<proto::ChatRequest>>) -> Result<Response<Self::ChatStream>, Status> {
        let identity = caller::identity(&request)?;
        let conversation =
            Conversation::open(&self.chat, &identity, (&self.limits, &self.refusals), Some(request.into_inner())).map_err(status::of)?;
        let frames = conversation.into_stream(|frame| proto::ChatResponse { frame: Some(frame) });
        Ok(Response::new(Box::pin(frames)))
    }

    async fn rate_chat_session(&self, request: Request<proto::RateChatSessionRequest>) -> Result<Response<proto::RateChatSessionResponse>, Status> {
        let chat_session = Some(sessions::rate(&self.chat, request).await?);
        Ok(Response::new(proto::RateChatSessionResponse { chat_session }))
    }

    async fn get_widget(&self, request: Request<proto::GetWidgetRequest>) -> Result<Response<proto::GetWidgetResponse>, Status> {
        let widget = Some(widgets::get(&self.chat, request.into_inner()).await.map_err(status::of)?);
        Ok(Response::new(proto::GetWidgetResponse { widget }))
    }

    async fn update_visitor(&self, request: Request<proto::UpdateVisitorRequest>) -> Result<Response<proto::UpdateVisitorResponse>, Status> {
        let (caller, user_agent) = (caller::caller(&request)?, caller::user_agent(&request));
        let visitor = Some(visitors::update(&self.chat, caller, user_agent, request.into_inner()).await.map_err(status::of)?);
        Ok(Response::new(proto::UpdateVisitorResponse { visitor }))
    }

    async fn upload_attachment(
        &self,
        request: Request<Streaming<proto::UploadAttachmentRequest>>,
    ) -> Result<Response<proto::UploadAttachmentResponse>, Status> {
        let attachment = Some(attachments::upload(&self.chat, request).await?);
        Ok(Response::new(proto::UploadAttachmentResponse { attachment }))
    }

    async fn create_attachment_link(
        &self,
        request: Request<proto::CreateAttachmentLinkRequest>,
    ) -> Result<Response<proto::CreateAttachmentLinkResponse>, Status> {
        let link = Some(attachments::create_link(&self.chat, request).await?);
        Ok(Response::new(proto::CreateAttachmentLinkResponse { link }))
    }

    type DownloadAttachmentStream = Frames<proto::DownloadAttachmentResponse>;

    async fn download_attachment(
        &self,
        request: Request<proto::DownloadAttachmentRequest>,
    ) -> Result<Response<Self::DownloadAttachmentStream>, Status> {
        attachments::download(&self.chat, request).await
    }
}

/// The cursors of a request, each with the field that it came in.
fn cursors(request: &proto::SubscribeRequest) -> crate::model::Result<Vec<(&'static str, i64, i64)>> {
    let mut cursors = Vec::with_capacity(request.sessions.len() + 1);
    if request.id != 0 {
        cursors.push(("after_seq", validate::session_id("id", request.id)?, validate::seq("after_seq", request.after_seq)?));
    }
    for cursor in &request.sessions {
        let id = validate::session_id("sessions.chat_session_id", cursor.chat_session_id)?;
        cursors.push(("sessions.after_seq", id, validate::seq("sessions.after_seq", cursor.after_seq)?));
    }
    if cursors.len() > feed::MAX_SESSIONS {
        return Err(Error::invalid("sessions", "TOO_MANY_SESSIONS", format!("one stream carries at most {} sessions", feed::MAX_SESSIONS)));
    }
    let named: HashSet<i64> = cursors.iter().map(|(_, id, _)| *id).collect();
    if named.len() < cursors.len() {
        return Err(Error::invalid("sessions", "REPEATED_SESSION", "each session may be named once"));
    }
    if cursors.is_empty() && !request.inbox {
        return Err(Error::invalid("sessions", "FIELD_REQUIRED", "name a session or ask for the inbox"));
    }
    Ok(cursors)
}
