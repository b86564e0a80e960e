//! Sessions: create, get, list, close, accept.

use tonic::{Request, Status};

use super::validate::List;
use super::{caller, convert, proto, status, validate};
use crate::chat::Chat;
use crate::model::messages::check_client_id;
use crate::model::{Actor, NewSession, SessionFilter};

pub(super) async fn create(chat: &Chat, request: Request<proto::CreateChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let actor = caller::actor(&request)?;
    let request = request.into_inner();
    let session = new_session(actor, request).map_err(status::of)?;
    let session = chat.create_session(actor, session).await.map_err(status::of)?;
    Ok(convert::session(&session))
}

fn new_session(actor: Actor, request: proto::CreateChatSessionRequest) -> crate::model::Result<NewSession> {
    let user_id = match (actor, validate::optional_id("user_id", request.user_id)?) {
        (Actor::User(own), None) => own,
        (_, user_id) => validate::id("user_id", user_id.unwrap_or_default())?,
    };
    check_client_id("client_session_id", &request.client_session_id)?;
    Ok(NewSession {
        user_id,
        agent_id: validate::optional_id("agent_id", request.agent_id)?,
        client_session_id: Some(request.client_session_id).filter(|id| !id.is_empty()),
    })
}

pub(super) async fn get(chat: &Chat, request: Request<proto::GetChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let actor = caller::actor(&request)?;
    let id = validate::session_id("id", request.into_inner().id).map_err(status::of)?;
    let session = chat.get_session(actor, id).await.map_err(status::of)?;
    Ok(convert::session(&session))
}

pub(super) async fn list(chat: &Chat, request: Request<proto::ListChatSessionsRequest>) -> Result<proto::ListChatSessionsResponse, Status> {
    let actor = caller::actor(&request)?;
    let request = request.into_inner();
    let asked = || -> crate::model::Result<_> {
        let filter = SessionFilter {
            visible_to: Some(actor),
            status: convert::status_filter(request.status)?,
            user_id: validate::optional_id("user_id", request.user_id)?,
            agent_id: validate::optional_id("agent_id", request.agent_id)?,
        };
        Ok((filter, validate::page_start(List::Sessions, &request.page_token, i64::MAX)?, validate::page_size(request.page_size)?))
    };
    let (filter, before_id, size) = asked().map_err(status::of)?;
    let mut sessions = chat.list_sessions(actor, filter, before_id, size + 1).await.map_err(status::of)?;
    let next_page_token = validate::next_page(List::Sessions, &mut sessions, size, |session| session.id);
    Ok(proto::ListChatSessionsResponse { chat_sessions: sessions.iter().map(convert::session).collect(), next_page_token })
}

pub(super) async fn close(chat: &Chat, request: Request<proto::CloseChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let actor = caller::actor(&request)?;
    let id = validate::session_id("id", request.into_inner().id).map_err(status::of)?;
    let session = chat.close_session(actor, id).await.map_err(status::of)?;
    Ok(convert::session(&session))
}

pub(super) async fn accept(chat: &Chat, request: Request<proto::AcceptChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let caller = caller::caller(&request)?;
    caller.require_agent().map_err(status::of)?;
    let actor = caller.actor().map_err(status::of)?;
    let id = validate::session_id("id", request.into_inner().id).map_err(status::of)?;
    let session = chat.accept_session(actor, id).await.map_err(status::of)?;
    Ok(convert::session(&session))
}
