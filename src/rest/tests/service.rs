//! Services that answer what the tests ask for.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt as _, stream};
use tonic::service::Routes;
use tonic::{Code, Request, Response, Status, Streaming};
use tonic_types::{ErrorDetails, StatusExt as _};

use super::Caller;
use crate::rpc::proto::admin_service_server::{AdminService, AdminServiceServer};
use crate::rpc::proto::chat_service_server::{ChatService, ChatServiceServer};
use crate::rpc::proto::{self as pb, message, send_message_request, server_frame};
use crate::rpc::status::with_reason;

pub fn router() -> axum::Router {
    Routes::new(AdminServiceServer::new(Fake)).add_service(ChatServiceServer::new(Fake)).prepare().into_axum_router()
}

struct Fake;

/// RPCs that no test calls.
macro_rules! unused {
    ($($name:ident($request:ident) -> $response:ident;)*) => {
        $(fn $name<'a, 's>(&'a self, _: Request<pb::$request>) -> Pin<Box<dyn Future<Output = Result<Response<pb::$response>, Status>> + Send + 's>>
        where 'a: 's, Self: 's {
            Box::pin(async { Err(Status::unimplemented("not in this test")) })
        })*
    };
}

fn user(id: i64) -> pb::User {
    let created_at = Some(prost_types::Timestamp { seconds: 1_700_000_000, nanos: 5_000_000 });
    pb::User { id, created_at, ..pb::User::default() }
}

#[tonic::async_trait]
impl AdminService for Fake {
    async fn create_user(&self, request: Request<pb::CreateUserRequest>) -> Result<Response<pb::CreateUserResponse>, Status> {
        let request = request.into_inner();
        // The greatest id that a JSON number holds everywhere.
        let user = pb::User { name: request.name, email: request.email, ..user(9_007_199_254_740_991) };
        let mut response = Response::new(pb::CreateUserResponse { user: Some(user) });
        response.metadata_mut().insert("x-inner", "secret".parse().unwrap());
        Ok(response)
    }

    async fn get_user(&self, request: Request<pb::GetUserRequest>) -> Result<Response<pb::GetUserResponse>, Status> {
        let header = |name: &str| request.metadata().get(name).and_then(|value| value.to_str().ok()).unwrap_or("-").to_owned();
        let caller = request.extensions().get::<Caller>().map_or("-", |caller| caller.0);
        let name = format!("{caller} {} {} {}", header("authorization"), header("x-request-id"), header("cookie"));
        match request.get_ref().id {
            404 => Err(with_reason(Code::NotFound, "USER_NOT_FOUND", None, "there is no such user")),
            429 => {
                let details = ErrorDetails::with_retry_info(Some(Duration::from_millis(2500)));
                Err(Status::with_error_details(Code::ResourceExhausted, "slower", details))
            }
            503 => Err(Status::unavailable("later")),
            id => Ok(Response::new(pb::GetUserResponse { user: Some(pb::User { name, ..user(id) }) })),
        }
    }

    async fn list_users(&self, request: Request<pb::ListUsersRequest>) -> Result<Response<pb::ListUsersResponse>, Status> {
        let request = request.into_inner();
        let next_page_token = format!("{}|{}|{}", request.external_id, request.page_size, request.page_token);
        Ok(Response::new(pb::ListUsersResponse { users: Vec::new(), next_page_token }))
    }

    async fn update_user(&self, request: Request<pb::UpdateUserRequest>) -> Result<Response<pb::UpdateUserResponse>, Status> {
        let request = request.into_inner();
        let external_id = request.update_mask.unwrap_or_default().paths.join("+");
        Ok(Response::new(pb::UpdateUserResponse { user: Some(pb::User { external_id, ..request.user.unwrap_or_default() }) }))
    }

    unused! {
        erase_user(EraseUserRequest) -> EraseUserResponse;
        create_site(CreateSiteRequest) -> CreateSiteResponse;
        get_site(GetSiteRequest) -> GetSiteResponse;
        list_sites(ListSitesRequest) -> ListSitesResponse;
        update_site(UpdateSiteRequest) -> UpdateSiteResponse;
        rotate_site_secret(RotateSiteSecretRequest) -> RotateSiteSecretResponse;
        create_team(CreateTeamRequest) -> CreateTeamResponse;
        update_team(UpdateTeamRequest) -> UpdateTeamResponse;
        delete_team(DeleteTeamRequest) -> DeleteTeamResponse;
        create_canned_reply(CreateCannedReplyRequest) -> CreateCannedReplyResponse;
        update_canned_reply(UpdateCannedReplyRequest) -> UpdateCannedReplyResponse;
        delete_canned_reply(DeleteCannedReplyRequest) -> DeleteCannedReplyResponse;
        create_agent(CreateAgentRequest) -> CreateAgentResponse;
        update_agent(UpdateAgentRequest) -> UpdateAgentResponse;
        set_agent_password(SetAgentPasswordRequest) -> SetAgentPasswordResponse;
        create_api_key(CreateApiKeyRequest) -> CreateApiKeyResponse;
        list_api_keys(ListApiKeysRequest) -> ListApiKeysResponse;
        revoke_api_key(RevokeApiKeyRequest) -> RevokeApiKeyResponse;
    }
}

type Frames<T> = Pin<Box<dyn Stream<Item = Result<T, Status>> + Send>>;

#[tonic::async_trait]
impl ChatService for Fake {
    type SubscribeStream = Frames<pb::SubscribeResponse>;
    type ChatStream = Frames<pb::ChatResponse>;

    /// Session 404 is not there; 410 is gone once the stream is open; 500 breaks off after a few frames; others end.
    async fn subscribe(&self, request: Request<pb::SubscribeRequest>) -> Result<Response<Self::SubscribeStream>, Status> {
        use server_frame::Frame;
        let pb::SubscribeRequest { id, after_seq, .. } = request.into_inner();
        let missing = with_reason(Code::NotFound, "SESSION_NOT_FOUND", None, "there is no such session");
        let frame = |frame| Ok(pb::SubscribeResponse { frame: Some(pb::ServerFrame { frame: Some(frame) }) });
        let entry = pb::Message { seq: after_seq + 1, body: Some(message::Body::Message("two\nlines".into())), ..pb::Message::default() };
        let mut frames = vec![
            frame(Frame::Welcome(pb::Welcome::default())),
            frame(Frame::Entry(entry)),
            frame(Frame::Ack(pb::Ack { seq: 7, ..pb::Ack::default() })),
            Ok(pb::SubscribeResponse { frame: Some(pb::ServerFrame { frame: None }) }),
        ];
        match id {
            404 => return Err(missing),
            410 => frames = vec![Err(missing)],
            500 => frames.push(Err(Status::unavailable("the server stops"))),
            _ => {}
        }
        Ok(Response::new(stream::iter(frames).boxed()))
    }

    async fn chat(&self, _: Request<Streaming<pb::ChatRequest>>) -> Result<Response<Self::ChatStream>, Status> {
        Err(Status::unimplemented("not in this test"))
    }

    /// Answers how many bytes came in how many messages, under the head of the first. Session 403 is refused before its bytes are read.
    async fn upload_attachment(
        &self,
        request: Request<Streaming<pb::UploadAttachmentRequest>>,
    ) -> Result<Response<pb::UploadAttachmentResponse>, Status> {
        let mut pieces = request.into_inner();
        let first = pieces.message().await?.unwrap_or_default();
        if first.id == 403 {
            return Err(with_reason(Code::PermissionDenied, "NOT_ASSIGNED", None, "not yours"));
        }
        let head = first.content.unwrap_or_default();
        assert!(head.data.is_empty(), "the head comes before the bytes");
        let mut attachment = pb::Attachment { id: first.id, name: first.name, content_type: head.content_type, ..pb::Attachment::default() };
        while let Some(piece) = pieces.message().await? {
            let data = piece.content.unwrap_or_default().data;
            assert!(piece.id == 0 && data.len() <= 64 * 1024);
            attachment.size += i64::try_from(data.len()).unwrap_or_default();
            attachment.width += 1;
        }
        Ok(Response::new(pb::UploadAttachmentResponse { attachment: Some(attachment) }))
    }

    type DownloadAttachmentStream = Frames<pb::DownloadAttachmentResponse>;

    /// Attachment 404 is not there; 500 breaks off; the others are the bytes of their ids.
    async fn download_attachment(&self, request: Request<pb::DownloadAttachmentRequest>) -> Result<Response<Self::DownloadAttachmentStream>, Status> {
        let id = request.into_inner().id;
        let piece = |data: String| {
            let content = pb::http::HttpBody { content_type: "text/x-test".into(), data: data.into(), extensions: Vec::new() };
            Ok(pb::DownloadAttachmentResponse { content: Some(content) })
        };
        let mut pieces = vec![piece(format!("<{id}")), piece(">".into())];
        match id {
            404 => return Err(with_reason(Code::NotFound, "ATTACHMENT_NOT_FOUND", None, "there is no such attachment")),
            500 => pieces[1] = Err(Status::unavailable("the disk is gone")),
            _ => {}
        }
        let mut response = Response::new(stream::iter(pieces).boxed());
        for (name, value) in [("content-security-policy", "sandbox"), ("x-content-length", "3"), ("set-cookie", "a=b"), ("x-inner", "secret")] {
            response.metadata_mut().insert(name, value.parse().unwrap());
        }
        Ok(response)
    }

    async fn send_message(&self, request: Request<pb::SendMessageRequest>) -> Result<Response<pb::SendMessageResponse>, Status> {
        let request = request.into_inner();
        let body = request.body.map(|body| match body {
            send_message_request::Body::Message(text) => message::Body::Message(text),
            send_message_request::Body::Encrypted(body) => message::Body::Encrypted(body),
            send_message_request::Body::AttachmentId(id) => message::Body::Message(id.to_string()),
        });
        let message = pb::Message { chat_session_id: request.chat_session_id, body, ..pb::Message::default() };
        Ok(Response::new(pb::SendMessageResponse { message: Some(message) }))
    }

    async fn close_chat_session(&self, request: Request<pb::CloseChatSessionRequest>) -> Result<Response<pb::CloseChatSessionResponse>, Status> {
        let status = pb::ChatSessionStatus::Closed.into();
        let session = pb::ChatSession { id: request.into_inner().id, status, ..pb::ChatSession::default() };
        Ok(Response::new(pb::CloseChatSessionResponse { chat_session: Some(session) }))
    }

    async fn send_typing(&self, _: Request<pb::SendTypingRequest>) -> Result<Response<pb::SendTypingResponse>, Status> {
        Ok(Response::new(pb::SendTypingResponse {}))
    }

    unused! {
        rate_chat_session(RateChatSessionRequest) -> RateChatSessionResponse;
        get_widget(GetWidgetRequest) -> GetWidgetResponse;
        update_visitor(UpdateVisitorRequest) -> UpdateVisitorResponse;
        create_attachment_link(CreateAttachmentLinkRequest) -> CreateAttachmentLinkResponse;
        create_chat_session(CreateChatSessionRequest) -> CreateChatSessionResponse;
        get_chat_session(GetChatSessionRequest) -> GetChatSessionResponse;
        list_chat_sessions(ListChatSessionsRequest) -> ListChatSessionsResponse;
        list_messages(ListMessagesRequest) -> ListMessagesResponse;
        mark_delivered(MarkDeliveredRequest) -> MarkDeliveredResponse;
        mark_read(MarkReadRequest) -> MarkReadResponse;
    }
}

/// A body that must not be read.
pub fn untouchable() -> axum::body::Body {
    axum::body::Body::from_stream(stream::poll_fn(|_| -> std::task::Poll<Option<Result<Bytes, std::convert::Infallible>>> {
        panic!("the body was read")
    }))
}
