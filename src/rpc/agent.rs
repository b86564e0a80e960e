//! AgentService.

use tonic::{Request, Response, Status};

use super::proto::agent_service_server::AgentService;
use super::validate::List;
use super::{caller, canned_replies, convert, marks, messages, proto, search, sessions, status, teams, validate, visitors};
use crate::auth::Caller;
use crate::chat::Chat;
use crate::model::{Error, Noun, Result as ModelResult};
use crate::store::Store;

/// AgentService over the product.
pub struct AgentRpc {
    chat: Chat,
    store: Store,
}

impl AgentRpc {
    /// A service.
    pub fn new(chat: Chat, store: Store) -> Self {
        Self { chat, store }
    }

    async fn get(&self, caller: Caller, id: i64) -> ModelResult<proto::Agent> {
        caller.require_staff()?;
        let id = validate::id("id", id)?;
        let agent = self.store.get_agent(id).await?.ok_or_else(|| Error::not_found(Noun::Agent, id))?;
        Ok(convert::agent(agent, sees_address(caller, id), self.chat.now()))
    }

    async fn list(&self, caller: Caller, request: proto::ListAgentsRequest) -> ModelResult<proto::ListAgentsResponse> {
        caller.require_staff()?;
        let (after_id, size) = (validate::page_start(List::Agents, &request.page_token, 0)?, validate::page_size(request.page_size)?);
        let mut agents = self.store.list_agents(after_id, size + 1).await?;
        let next_page_token = validate::next_page(List::Agents, &mut agents, size, |agent| agent.id);
        let agents = agents.into_iter().map(|agent| {
            let with_email = sees_address(caller, agent.id);
            convert::agent(agent, with_email, self.chat.now())
        });
        Ok(proto::ListAgentsResponse { agents: agents.collect(), next_page_token })
    }

    async fn available(&self, caller: Caller, request: proto::SetAvailabilityRequest) -> ModelResult<proto::Agent> {
        let id = match validate::optional_id("id", request.id)? {
            Some(id) => id,
            None => caller.require_agent()?,
        };
        if caller.require_agent() != Ok(id) {
            caller.require_admin()?;
        }
        let available = convert::availability(request.availability_status)?;
        let agent = self.chat.set_availability(id, available).await?;
        Ok(convert::agent(agent, sees_address(caller, id), self.chat.now()))
    }
}

fn sees_address(caller: Caller, agent_id: i64) -> bool {
    caller.require_admin().is_ok() || caller == Caller::Agent(agent_id)
}

#[tonic::async_trait]
impl AgentService for AgentRpc {
    async fn get_agent(&self, request: Request<proto::GetAgentRequest>) -> Result<Response<proto::GetAgentResponse>, Status> {
        let caller = caller::caller(&request)?;
        let agent = self.get(caller, request.into_inner().id).await.map_err(status::of)?;
        Ok(Response::new(proto::GetAgentResponse { agent: Some(agent) }))
    }

    async fn list_agents(&self, request: Request<proto::ListAgentsRequest>) -> Result<Response<proto::ListAgentsResponse>, Status> {
        let caller = caller::caller(&request)?;
        Ok(Response::new(self.list(caller, request.into_inner()).await.map_err(status::of)?))
    }

    async fn set_availability(&self, request: Request<proto::SetAvailabilityRequest>) -> Result<Response<proto::SetAvailabilityResponse>, Status> {
        let caller = caller::caller(&request)?;
        let agent = self.available(caller, request.into_inner()).await.map_err(status::of)?;
        Ok(Response::new(proto::SetAvailabilityResponse { agent: Some(agent) }))
    }

    async fn accept_chat_session(
        &self,
        request: Request<proto::AcceptChatSessionRequest>,
    ) -> Result<Response<proto::AcceptChatSessionResponse>, Status> {
        let chat_session = Some(sessions::accept(&self.chat, request).await?);
        Ok(Response::new(proto::AcceptChatSessionResponse { chat_session }))
    }

    async fn transfer_chat_session(
        &self,
        request: Request<proto::TransferChatSessionRequest>,
    ) -> Result<Response<proto::TransferChatSessionResponse>, Status> {
        let chat_session = Some(sessions::transfer(&self.chat, request).await?);
        Ok(Response::new(proto::TransferChatSessionResponse { chat_session }))
    }

    async fn reopen_chat_session(
        &self,
        request: Request<proto::ReopenChatSessionRequest>,
    ) -> Result<Response<proto::ReopenChatSessionResponse>, Status> {
        let chat_session = Some(sessions::reopen(&self.chat, request).await?);
        Ok(Response::new(proto::ReopenChatSessionResponse { chat_session }))
    }

    async fn set_tags(&self, request: Request<proto::SetTagsRequest>) -> Result<Response<proto::SetTagsResponse>, Status> {
        let chat_session = Some(sessions::set_tags(&self.chat, request).await?);
        Ok(Response::new(proto::SetTagsResponse { chat_session }))
    }

    async fn add_note(&self, request: Request<proto::AddNoteRequest>) -> Result<Response<proto::AddNoteResponse>, Status> {
        let message = Some(messages::add_note(&self.chat, request).await?);
        Ok(Response::new(proto::AddNoteResponse { message }))
    }

    async fn send_viewing(&self, request: Request<proto::SendViewingRequest>) -> Result<Response<proto::SendViewingResponse>, Status> {
        marks::viewing(&self.chat, request).await?;
        Ok(Response::new(proto::SendViewingResponse {}))
    }

    async fn batch_get_visitors(
        &self,
        request: Request<proto::BatchGetVisitorsRequest>,
    ) -> Result<Response<proto::BatchGetVisitorsResponse>, Status> {
        let caller = caller::caller(&request)?;
        let visitors = visitors::list(&self.chat, caller, request.into_inner()).await.map_err(status::of)?;
        Ok(Response::new(proto::BatchGetVisitorsResponse { visitors }))
    }

    async fn search_chat_sessions(
        &self,
        request: Request<proto::SearchChatSessionsRequest>,
    ) -> Result<Response<proto::SearchChatSessionsResponse>, Status> {
        Ok(Response::new(search::search(&self.chat, request).await?))
    }

    async fn list_teams(&self, request: Request<proto::ListTeamsRequest>) -> Result<Response<proto::ListTeamsResponse>, Status> {
        caller::caller(&request)?.require_staff().map_err(status::of)?;
        Ok(Response::new(teams::list(&self.store, request.into_inner()).await.map_err(status::of)?))
    }

    async fn list_canned_replies(
        &self,
        request: Request<proto::ListCannedRepliesRequest>,
    ) -> Result<Response<proto::ListCannedRepliesResponse>, Status> {
        caller::caller(&request)?.require_staff().map_err(status::of)?;
        Ok(Response::new(canned_replies::list(&self.store, request.into_inner()).await.map_err(status::of)?))
    }
}
