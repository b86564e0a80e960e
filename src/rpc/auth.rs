//! AuthService.

use tonic::{Request, Response, Status};

use super::proto::auth_service_server::AuthService;
use super::{caller, convert, proto, status, validate};
use crate::auth::{Logins, passwords};
use crate::model::{Error, Result as ModelResult};

/// AuthService over log-ins.
pub struct AuthRpc {
    logins: Logins,
}

impl AuthRpc {
    /// A service.
    pub fn new(logins: Logins) -> Self {
        Self { logins }
    }

    async fn visitor(&self, vouched: bool, request: proto::CreateVisitorTokenRequest) -> ModelResult<proto::VisitorToken> {
        if request.site.is_empty() {
            return Err(Error::invalid("site", "FIELD_REQUIRED", "this field must be given"));
        }
        let site = self.logins.site(&request.site).await?;
        let name = validate::optional_text("name", &request.name)?;
        let email = validate::email("email", &request.email)?;
        let (token, user) = match validate::optional_id("user_id", request.user_id)? {
            Some(user_id) if vouched => self.logins.known_visitor(&site, user_id).await?,
            Some(_) => return Err(Error::RoleRequired("an API key of the role service or admin, to issue a token for a known user")),
            None => {
                let name = if name.is_empty() { "Visitor".to_owned() } else { name };
                self.logins.new_visitor(&site, name, email).await?
            }
        };
        Ok(proto::VisitorToken { token: Some(convert::token(token)), user: Some(convert::user(user)) })
    }
}

#[tonic::async_trait]
impl AuthService for AuthRpc {
    async fn create_visitor_token(
        &self,
        request: Request<proto::CreateVisitorTokenRequest>,
    ) -> Result<Response<proto::CreateVisitorTokenResponse>, Status> {
        let vouched = caller::optional_identity(&request)?.is_some_and(|identity| identity.caller.require_service().is_ok());
        let visitor_token = Some(self.visitor(vouched, request.into_inner()).await.map_err(status::of)?);
        Ok(Response::new(proto::CreateVisitorTokenResponse { visitor_token }))
    }

    async fn create_agent_token(
        &self,
        request: Request<proto::CreateAgentTokenRequest>,
    ) -> Result<Response<proto::CreateAgentTokenResponse>, Status> {
        let request = request.into_inner();
        // An address that nobody can have is as wrong as any other.
        if request.email.is_empty() || request.email.chars().count() > validate::MAX_TEXT {
            let problem = format!("an e-mail address has at most {} characters and is not empty", validate::MAX_TEXT);
            return Err(status::of(Error::invalid("email", "BAD_LENGTH", problem)));
        }
        let longest = *passwords::LENGTH.end();
        if request.password.is_empty() || request.password.chars().count() > longest {
            let problem = format!("a password has at most {longest} characters and is not empty");
            return Err(status::of(Error::invalid("password", "BAD_LENGTH", problem)));
        }
        let (token, agent) = self.logins.agent(&request.email, &request.password).await.map_err(status::of)?;
        let agent_token = proto::AgentToken { token: Some(convert::token(token)), agent: Some(convert::agent(agent, true, self.logins.now())) };
        Ok(Response::new(proto::CreateAgentTokenResponse { agent_token: Some(agent_token) }))
    }

    async fn refresh_token(&self, request: Request<proto::RefreshTokenRequest>) -> Result<Response<proto::RefreshTokenResponse>, Status> {
        let token = self.logins.refresh(&request.into_inner().refresh_token).await.map_err(status::of)?;
        Ok(Response::new(proto::RefreshTokenResponse { token: Some(convert::token(token)) }))
    }

    async fn revoke_token(&self, request: Request<proto::RevokeTokenRequest>) -> Result<Response<proto::RevokeTokenResponse>, Status> {
        let identity = caller::identity(&request)?;
        self.logins.revoke(&identity).await.map_err(status::of)?;
        Ok(Response::new(proto::RevokeTokenResponse {}))
    }
}
