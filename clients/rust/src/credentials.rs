//! Who the program speaks as.

use std::fmt;
use std::sync::Arc;

use crate::v1;

/// Who the program speaks as. The client logs in at the first call, and renews what runs out.
#[derive(Clone)]
pub struct Credentials {
    pub(crate) login: Login,
    pub(crate) on_renewed: Option<Arc<OnRenewed>>,
}

pub(crate) type OnRenewed = dyn Fn(&v1::Token) + Send + Sync;

#[derive(Clone)]
pub(crate) enum Login {
    Visitor(Box<v1::CreateVisitorTokenRequest>),
    Agent(v1::CreateAgentTokenRequest),
    ApiKey(String),
    Tokens { token: String, refresh_token: String },
}

impl Credentials {
    /// A new anonymous visitor of the site `default`.
    pub fn visitor() -> Self {
        Self::visitor_as(v1::CreateVisitorTokenRequest::default())
    }

    /// A visitor of whom something is known: the site (`default` if it is empty), a name and an address, or who they are with the site's proof of it.
    pub fn visitor_as(mut visitor: v1::CreateVisitorTokenRequest) -> Self {
        if visitor.site.is_empty() {
            "default".clone_into(&mut visitor.site);
        }
        Login::Visitor(Box::new(visitor)).into()
    }

    /// An agent, or a bot that logs in like one.
    pub fn agent(email: impl Into<String>, password: impl Into<String>) -> Self {
        Login::Agent(v1::CreateAgentTokenRequest { email: email.into(), password: password.into() }).into()
    }

    /// A back end or a bot with an API key, which never runs out.
    pub fn api_key(key: impl Into<String>) -> Self {
        Login::ApiKey(key.into()).into()
    }

    /// Tokens from elsewhere. A refresh token is used up by renewing: store each new pair that [`on_renewed`](Self::on_renewed) tells of.
    pub fn tokens(token: impl Into<String>, refresh_token: impl Into<String>) -> Self {
        Login::Tokens { token: token.into(), refresh_token: refresh_token.into() }.into()
    }

    /// Has a function told of each new pair of tokens, to store it. It must not block.
    #[must_use]
    pub fn on_renewed(mut self, told: impl Fn(&v1::Token) + Send + Sync + 'static) -> Self {
        self.on_renewed = Some(Arc::new(told));
        self
    }
}

impl From<Login> for Credentials {
    fn from(login: Login) -> Self {
        Self { login, on_renewed: None }
    }
}

impl Login {
    /// Whether logging in again brings back the same person, without anybody's help.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self {
            Self::Visitor(visitor) => !visitor.identifier_hash.is_empty() || !visitor.jwt.is_empty(),
            Self::Agent(_) => true,
            Self::ApiKey(_) | Self::Tokens { .. } => false,
        }
    }
}

/// Nothing that is secret is shown.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.login {
            Login::Visitor(_) => "Credentials(visitor)",
            Login::Agent(_) => "Credentials(agent)",
            Login::ApiKey(_) => "Credentials(API key)",
            Login::Tokens { .. } => "Credentials(tokens)",
        })
    }
}
