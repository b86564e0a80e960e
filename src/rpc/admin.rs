//! AdminService: who may, then the nouns' files.

use tonic::{Request, Response, Status};

use super::proto::admin_service_server::AdminService;
use super::{agents, caller, canned_replies, keys, proto, sites, status, teams, users};
use crate::auth::Caller;
use crate::chat::Chat;
use crate::clock::SharedClock;
use crate::model::Result as ModelResult;
use crate::store::Store;

/// AdminService over the product.
pub struct AdminRpc {
    pub(super) chat: Chat,
    pub(super) store: Store,
    pub(super) clock: SharedClock,
}

impl AdminRpc {
    /// A service.
    pub fn new(chat: Chat, store: Store, clock: SharedClock) -> Self {
        Self { chat, store, clock }
    }
}

/// The request of a caller who may make it.
fn permitted<T>(request: Request<T>, check: fn(Caller) -> ModelResult<()>) -> Result<T, Status> {
    check(caller::caller(&request)?).map_err(status::of)?;
    Ok(request.into_inner())
}

#[tonic::async_trait]
impl AdminService for AdminRpc {
    async fn create_user(&self, request: Request<proto::CreateUserRequest>) -> Result<Response<proto::CreateUserResponse>, Status> {
        let request = permitted(request, Caller::require_service)?;
        let user = Some(users::create(self, request).await.map_err(status::of)?);
        Ok(Response::new(proto::CreateUserResponse { user }))
    }

    async fn get_user(&self, request: Request<proto::GetUserRequest>) -> Result<Response<proto::GetUserResponse>, Status> {
        let request = permitted(request, Caller::require_service)?;
        let user = Some(users::get(self, request.id).await.map_err(status::of)?);
        Ok(Response::new(proto::GetUserResponse { user }))
    }

    async fn list_users(&self, request: Request<proto::ListUsersRequest>) -> Result<Response<proto::ListUsersResponse>, Status> {
        let request = permitted(request, Caller::require_service)?;
        Ok(Response::new(users::list(self, request).await.map_err(status::of)?))
    }

    async fn update_user(&self, request: Request<proto::UpdateUserRequest>) -> Result<Response<proto::UpdateUserResponse>, Status> {
        let request = permitted(request, Caller::require_service)?;
        let user = Some(users::update(self, request).await.map_err(status::of)?);
        Ok(Response::new(proto::UpdateUserResponse { user }))
    }

    async fn erase_user(&self, request: Request<proto::EraseUserRequest>) -> Result<Response<proto::EraseUserResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        Ok(Response::new(users::erase(self, request.id).await.map_err(status::of)?))
    }

    async fn create_agent(&self, request: Request<proto::CreateAgentRequest>) -> Result<Response<proto::CreateAgentResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let agent = Some(agents::create(self, request).await.map_err(status::of)?);
        Ok(Response::new(proto::CreateAgentResponse { agent }))
    }

    async fn update_agent(&self, request: Request<proto::UpdateAgentRequest>) -> Result<Response<proto::UpdateAgentResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let agent = Some(agents::update(self, request).await.map_err(status::of)?);
        Ok(Response::new(proto::UpdateAgentResponse { agent }))
    }

    async fn set_agent_password(
        &self,
        request: Request<proto::SetAgentPasswordRequest>,
    ) -> Result<Response<proto::SetAgentPasswordResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        agents::set_password(self, request).await.map_err(status::of)?;
        Ok(Response::new(proto::SetAgentPasswordResponse {}))
    }

    async fn create_api_key(&self, request: Request<proto::CreateApiKeyRequest>) -> Result<Response<proto::CreateApiKeyResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        Ok(Response::new(keys::create(self, request).await.map_err(status::of)?))
    }

    async fn list_api_keys(&self, request: Request<proto::ListApiKeysRequest>) -> Result<Response<proto::ListApiKeysResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        Ok(Response::new(keys::list(self, request).await.map_err(status::of)?))
    }

    async fn revoke_api_key(&self, request: Request<proto::RevokeApiKeyRequest>) -> Result<Response<proto::RevokeApiKeyResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let api_key = Some(keys::revoke(self, request.id).await.map_err(status::of)?);
        Ok(Response::new(proto::RevokeApiKeyResponse { api_key }))
    }

    async fn create_site(&self, request: Request<proto::CreateSiteRequest>) -> Result<Response<proto::CreateSiteResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        Ok(Response::new(sites::create(self, request).await.map_err(status::of)?))
    }

    async fn get_site(&self, request: Request<proto::GetSiteRequest>) -> Result<Response<proto::GetSiteResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let site = Some(sites::get(self, request.id).await.map_err(status::of)?);
        Ok(Response::new(proto::GetSiteResponse { site }))
    }

    async fn list_sites(&self, request: Request<proto::ListSitesRequest>) -> Result<Response<proto::ListSitesResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        Ok(Response::new(sites::list(self, request).await.map_err(status::of)?))
    }

    async fn update_site(&self, request: Request<proto::UpdateSiteRequest>) -> Result<Response<proto::UpdateSiteResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let site = Some(sites::update(self, request).await.map_err(status::of)?);
        Ok(Response::new(proto::UpdateSiteResponse { site }))
    }

    async fn rotate_site_secret(
        &self,
        request: Request<proto::RotateSiteSecretRequest>,
    ) -> Result<Response<proto::RotateSiteSecretResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let secret = sites::rotate_secret(self, request.id).await.map_err(status::of)?;
        Ok(Response::new(proto::RotateSiteSecretResponse { secret }))
    }

    async fn create_team(&self, request: Request<proto::CreateTeamRequest>) -> Result<Response<proto::CreateTeamResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let team = Some(teams::create(&self.chat, request).await.map_err(status::of)?);
        Ok(Response::new(proto::CreateTeamResponse { team }))
    }

    async fn update_team(&self, request: Request<proto::UpdateTeamRequest>) -> Result<Response<proto::UpdateTeamResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let team = Some(teams::update(&self.chat, request).await.map_err(status::of)?);
        Ok(Response::new(proto::UpdateTeamResponse { team }))
    }

    async fn delete_team(&self, request: Request<proto::DeleteTeamRequest>) -> Result<Response<proto::DeleteTeamResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        teams::delete(&self.chat, request.id).await.map_err(status::of)?;
        Ok(Response::new(proto::DeleteTeamResponse {}))
    }

    async fn create_canned_reply(
        &self,
        request: Request<proto::CreateCannedReplyRequest>,
    ) -> Result<Response<proto::CreateCannedReplyResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let canned_reply = Some(canned_replies::create(self, request).await.map_err(status::of)?);
        Ok(Response::new(proto::CreateCannedReplyResponse { canned_reply }))
    }

    async fn update_canned_reply(
        &self,
        request: Request<proto::UpdateCannedReplyRequest>,
    ) -> Result<Response<proto::UpdateCannedReplyResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        let canned_reply = Some(canned_replies::update(self, request).await.map_err(status::of)?);
        Ok(Response::new(proto::UpdateCannedReplyResponse { canned_reply }))
    }

    async fn delete_canned_reply(
        &self,
        request: Request<proto::DeleteCannedReplyRequest>,
    ) -> Result<Response<proto::DeleteCannedReplyResponse>, Status> {
        let request = permitted(request, Caller::require_admin)?;
        canned_replies::delete(self, request.id).await.map_err(status::of)?;
        Ok(Response::new(proto::DeleteCannedReplyResponse {}))
    }
}
