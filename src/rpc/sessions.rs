//! Sessions: create, get, list, close, accept, hand on, reopen, tag, rate.

use tonic::{Request, Status};

use super::validate::List;
use super::{caller, convert, proto, status, validate};
use crate::chat::Chat;
use crate::model::messages::check_client_id;
use crate::model::{Actor, ChatSession, Error, NewSession, SessionFilter, TransferTarget};

pub(super) async fn create(chat: &Chat, request: Request<proto::CreateChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let actor = caller::actor(&request)?;
    let request = request.into_inner();
    let session = new_session(actor, request).map_err(status::of)?;
    let session = chat.create_session(actor, session).await.map_err(status::of)?;
    Ok(convert::session(&session, actor))
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
        limited: matches!(actor, Actor::User(_)),
    })
}

pub(super) async fn get(chat: &Chat, request: Request<proto::GetChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let actor = caller::actor(&request)?;
    let id = validate::session_id("id", request.into_inner().id).map_err(status::of)?;
    let session = chat.read_session(actor, id).await.map_err(status::of)?;
    Ok(convert::session(&session, actor))
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
    Ok(proto::ListChatSessionsResponse { chat_sessions: sessions.iter().map(|session| convert::session(session, actor)).collect(), next_page_token })
}

pub(super) async fn close(chat: &Chat, request: Request<proto::CloseChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let actor = caller::actor(&request)?;
    let id = validate::session_id("id", request.into_inner().id).map_err(status::of)?;
    let session = chat.close_session(actor, id).await.map_err(status::of)?;
    Ok(convert::session(&session, actor))
}

pub(super) async fn accept(chat: &Chat, request: Request<proto::AcceptChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let caller = caller::caller(&request)?;
    caller.require_agent().map_err(status::of)?;
    let actor = caller.actor().map_err(status::of)?;
    let id = validate::session_id("id", request.into_inner().id).map_err(status::of)?;
    let session = chat.accept_session(actor, id).await.map_err(status::of)?;
    Ok(convert::session(&session, actor))
}

pub(super) async fn transfer(chat: &Chat, request: Request<proto::TransferChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    use proto::transfer_chat_session_request::Target;
    let actor = desk(&request)?;
    let request = request.into_inner();
    let asked = || -> crate::model::Result<_> {
        let target = match request.target {
            Some(Target::AgentId(id)) => TransferTarget::Agent(validate::id("agent_id", id)?),
            Some(Target::TeamId(id)) => TransferTarget::Team(validate::id("team_id", id)?),
            None => return Err(Error::invalid("agent_id", "FIELD_REQUIRED", "one of agent_id and team_id must be given")),
        };
        Ok((validate::session_id("id", request.id)?, target))
    };
    let (id, target) = asked().map_err(status::of)?;
    let session = chat.transfer_session(actor, id, target).await.map_err(status::of)?;
    Ok(convert::session(&session, actor))
}

pub(super) async fn reopen(chat: &Chat, request: Request<proto::ReopenChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let caller = caller::caller(&request)?;
    caller.require_agent().map_err(status::of)?;
    let actor = caller.actor().map_err(status::of)?;
    let id = validate::session_id("id", request.into_inner().id).map_err(status::of)?;
    let session = chat.reopen_session(actor, id).await.map_err(status::of)?;
    Ok(convert::session(&session, actor))
}

pub(super) async fn set_tags(chat: &Chat, request: Request<proto::SetTagsRequest>) -> Result<proto::ChatSession, Status> {
    let actor = desk(&request)?;
    let request = request.into_inner();
    let id = validate::session_id("id", request.id).map_err(status::of)?;
    let session = chat.set_tags(actor, id, tags(request.tags).map_err(status::of)?).await.map_err(status::of)?;
    Ok(convert::session(&session, actor))
}

/// Tags as they are kept: sorted, each once, without white space around them.
fn tags(tags: Vec<String>) -> crate::model::Result<Vec<String>> {
    let mut kept = Vec::with_capacity(tags.len().min(ChatSession::MAX_TAGS));
    for tag in tags {
        let tag = validate::name("tags", &tag)?;
        if tag.chars().count() > MAX_TAG {
            return Err(Error::invalid("tags", "VALUE_TOO_LONG", format!("a tag has at most {MAX_TAG} characters")));
        }
        if !kept.contains(&tag) {
            kept.push(tag);
        }
        if kept.len() > ChatSession::MAX_TAGS {
            return Err(Error::invalid("tags", "TOO_MANY_TAGS", format!("a session has at most {} tags", ChatSession::MAX_TAGS)));
        }
    }
    kept.sort_unstable();
    Ok(kept)
}

pub(super) async fn rate(chat: &Chat, request: Request<proto::RateChatSessionRequest>) -> Result<proto::ChatSession, Status> {
    let actor = caller::actor(&request)?;
    if !matches!(actor, Actor::User(_)) {
        return Err(status::of(Error::RoleRequired("a visitor")));
    }
    let request = request.into_inner();
    let asked = || -> crate::model::Result<_> {
        let id = validate::session_id("id", request.id)?;
        if !(1..=5).contains(&request.score) {
            return Err(Error::invalid("score", "OUT_OF_RANGE", "a score is 1, the worst, to 5, the best"));
        }
        if request.comment.chars().count() > MAX_COMMENT {
            return Err(Error::invalid("comment", "VALUE_TOO_LONG", format!("at most {MAX_COMMENT} characters are allowed")));
        }
        Ok((id, request.score, request.comment.trim().to_owned()))
    };
    let (id, score, comment) = asked().map_err(status::of)?;
    let session = chat.rate_session(actor, id, score, comment).await.map_err(status::of)?;
    Ok(convert::session(&session, actor))
}

/// The caller as one who works at the desk: an agent, an administrator, or an API key of the role admin.
pub(super) fn desk<T>(request: &Request<T>) -> Result<Actor, Status> {
    let caller = caller::caller(request)?;
    caller.require_desk().and_then(|()| caller.actor()).map_err(status::of)
}

/// The greatest length of a tag, in characters.
const MAX_TAG: usize = 50;
/// The greatest length of what a visitor writes with a rating, in characters.
const MAX_COMMENT: usize = 2000;
