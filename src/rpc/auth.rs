//! AuthService.

use tonic::{Request, Response, Status};

use super::caller::OtherPage;
use super::proto::auth_service_server::AuthService;
use super::{caller, convert, proto, status, validate, visitors};
use crate::auth::proofs::Claims;
use crate::auth::{Logins, passwords};
use crate::model::{Error, Result as ModelResult, User, VisitorUpdate};

/// AuthService over log-ins.
pub struct AuthRpc {
    logins: Logins,
}

impl AuthRpc {
    /// A service.
    pub fn new(logins: Logins) -> Self {
        Self { logins }
    }

    async fn visitor(&self, from: From, request: proto::CreateVisitorTokenRequest) -> ModelResult<proto::VisitorToken> {
        if request.site.is_empty() {
            return Err(Error::invalid("site", "FIELD_REQUIRED", "this field must be given"));
        }
        let site = self.logins.site(&request.site).await?;
        if let Some(OtherPage(origin)) = from.page
            && !site.allows(&origin)
        {
            return Err(Error::OriginNotAllowed { origin });
        }
        let user_id = validate::optional_id("user_id", request.user_id)?;
        if user_id.is_some() && !from.vouched {
            return Err(Error::RoleRequired("an API key of the role service or admin, to issue a token for a known user"));
        }
        let name = validate::optional_text("name", &request.name)?;
        let email = validate::email("email", &request.email)?;
        // A back end's own program is not what the visitor has.
        let user_agent = if from.vouched { String::new() } else { from.user_agent };
        let visit = request.visit.map(|visit| visitors::visit(&visit, user_agent, self.logins.now())).transpose()?;
        let said = VisitorUpdate { visit, attributes: visitors::attributes(request.attributes)?, ..VisitorUpdate::default() };

        let claims = Claims { external_id: request.external_id, name, email };
        let proof = self.proof(&request.site, claims, &request.identifier_hash, &request.jwt);
        let (token, user) = match (user_id, proof.await?) {
            (Some(user_id), Identified::Not { .. }) => self.logins.known_visitor(&site, user_id, said).await?,
            (Some(_), Identified::As(_)) => {
                let problem = "external_id and jwt say who the visitor is, and so does user_id: give one of them";
                return Err(Error::invalid("user_id", "FIELDS_EXCLUDE_EACH_OTHER", problem));
            }
            (None, Identified::As(claims)) => self.logins.proven_visitor(&site, claims, said).await?,
            (None, Identified::Not { .. }) if site.settings.require_verification => return Err(Error::VerificationRequired),
            (None, Identified::Not { name, email }) => {
                let name = if name.is_empty() { User::NAMELESS.to_owned() } else { name };
                self.logins.new_visitor(&site, name, email, said).await?
            }
        };
        Ok(proto::VisitorToken { token: Some(convert::token(token)), user: Some(convert::user(user)) })
    }

    /// Who the visitor is, if the request says so: it must be proven then.
    async fn proof(&self, site: &str, typed: Claims, identifier_hash: &str, jwt: &str) -> ModelResult<Identified> {
        let required = |field, problem| Err(Error::invalid(field, "FIELD_REQUIRED", problem));
        if !jwt.is_empty() {
            if !typed.external_id.is_empty() || !identifier_hash.is_empty() {
                let problem = "jwt takes the place of external_id and identifier_hash: give either";
                return Err(Error::invalid("jwt", "FIELDS_EXCLUDE_EACH_OTHER", problem));
            }
            if jwt.len() > MAX_JWT {
                return Err(Error::invalid("jwt", "VALUE_TOO_LONG", format!("at most {MAX_JWT} characters are allowed")));
            }
            let claims = self.logins.check_jwt(site, jwt).await?;
            let wins = |claimed: String, typed| if claimed.is_empty() { typed } else { claimed };
            return Ok(Identified::As(Claims {
                external_id: validate::external_id("jwt", claims.external_id)?,
                name: wins(validate::optional_text("jwt", &claims.name)?, typed.name),
                email: wins(validate::email("jwt", &claims.email)?, typed.email),
            }));
        }
        match (typed.external_id.is_empty(), identifier_hash.is_empty()) {
            (true, true) => Ok(Identified::Not { name: typed.name, email: typed.email }),
            (true, false) => required("external_id", "identifier_hash proves an external_id, which must come with it"),
            (false, true) => {
                required("identifier_hash", "external_id must come with identifier_hash, which proves it: its HMAC-SHA256 under the site's secret")
            }
            (false, false) => {
                let external_id = validate::external_id("external_id", typed.external_id)?;
                if identifier_hash.len() != HASH_DIGITS || !identifier_hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    let problem = format!("an HMAC-SHA256 has {HASH_DIGITS} hexadecimal digits");
                    return Err(Error::invalid("identifier_hash", "WRONG_FORMAT", problem));
                }
                self.logins.check_hash(site, &external_id, identifier_hash).await?;
                Ok(Identified::As(Claims { external_id, ..typed }))
            }
        }
    }
}

/// The longest JSON Web Token, in bytes.
const MAX_JWT: usize = 4096;
/// How many hexadecimal digits an HMAC-SHA256 has.
const HASH_DIGITS: usize = 64;

/// Where a request for a visitor's token comes from.
struct From {
    /// Whether a back end vouches for the user that it names.
    vouched: bool,
    page: Option<OtherPage>,
    user_agent: String,
}

/// Whether a visitor is known.
enum Identified {
    /// The site has proven who they are.
    As(Claims),
    /// They are whoever they say.
    Not { name: String, email: String },
}

#[tonic::async_trait]
impl AuthService for AuthRpc {
    async fn create_visitor_token(
        &self,
        request: Request<proto::CreateVisitorTokenRequest>,
    ) -> Result<Response<proto::CreateVisitorTokenResponse>, Status> {
        let from = From {
            vouched: caller::optional_identity(&request)?.is_some_and(|identity| identity.caller.require_service().is_ok()),
            page: request.extensions().get::<OtherPage>().cloned(),
            user_agent: caller::user_agent(&request),
        };
        let visitor_token = Some(self.visitor(from, request.into_inner()).await.map_err(status::of)?);
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
