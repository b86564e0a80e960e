//! Callers and their permissions.

use crate::model::{Actor, AgentRole, Credential, CredentialKind, Error, KeyRole, Result, SecretHash, Time};

/// Who is calling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A visitor with a token.
    Visitor(i64),
    /// An agent with a token, or a bot with a key.
    Agent(i64),
    /// An agent who administers.
    Admin(i64),
    /// A company's back end.
    ServiceKey,
    /// A program that administers.
    AdminKey,
    /// An operator's tool.
    OperatorKey,
}

impl Caller {
    /// The caller as one who acts on sessions.
    pub fn actor(self) -> Result<Actor> {
        match self {
            Self::Visitor(id) => Ok(Actor::User(id)),
            Self::Agent(id) => Ok(Actor::Agent(id)),
            Self::Admin(id) => Ok(Actor::Admin(id)),
            Self::ServiceKey | Self::AdminKey => Ok(Actor::Service),
            Self::OperatorKey => Err(Error::RoleRequired("a visitor, an agent or an API key of the role service or admin")),
        }
    }

    /// Refuses all but administrators.
    pub fn require_admin(self) -> Result<()> {
        if matches!(self, Self::Admin(_) | Self::AdminKey) { Ok(()) } else { Err(Error::RoleRequired("an administrator")) }
    }

    /// Refuses all but administrators and back ends.
    pub fn require_service(self) -> Result<()> {
        if self == Self::ServiceKey {
            Ok(())
        } else {
            self.require_admin().map_err(|_| Error::RoleRequired("an administrator or a service's API key"))
        }
    }

    /// Refuses visitors and operators.
    pub fn require_staff(self) -> Result<()> {
        match self {
            Self::Visitor(_) | Self::OperatorKey => Err(Error::RoleRequired("an agent, or an API key of the role service or admin")),
            _ => Ok(()),
        }
    }

    /// Refuses all but agents, administrators, and an API key of the role admin.
    pub fn require_desk(self) -> Result<()> {
        match self {
            Self::Agent(_) | Self::Admin(_) | Self::AdminKey => Ok(()),
            _ => Err(Error::RoleRequired("an agent or an administrator")),
        }
    }

    /// Refuses all who may not look into how the service runs.
    pub fn require_operator(self) -> Result<()> {
        match self {
            Self::OperatorKey | Self::Admin(_) | Self::AdminKey => Ok(()),
            _ => Err(Error::RoleRequired("an operator's API key")),
        }
    }

    /// The visitor who calls.
    pub fn require_visitor(self) -> Result<i64> {
        match self {
            Self::Visitor(id) => Ok(id),
            _ => Err(Error::RoleRequired("a visitor")),
        }
    }

    /// The agent who calls.
    pub fn require_agent(self) -> Result<i64> {
        match self {
            Self::Agent(id) | Self::Admin(id) => Ok(id),
            _ => Err(Error::RoleRequired("an agent")),
        }
    }
}

/// A caller who has shown a credential.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The credential's id.
    pub credential_id: i64,
    /// The log-in that the credential comes from; 0 for an API key.
    pub family: i64,
    /// What the credential is.
    pub kind: CredentialKind,
    /// The hash of its secret.
    pub hash: SecretHash,
    /// Who is calling.
    pub caller: Caller,
    /// When the credential ends by itself.
    pub expires_at: Option<Time>,
}

impl Identity {
    /// The identity that a stored credential gives; refresh tokens give none.
    pub fn new(credential: &Credential, hash: SecretHash) -> Option<Self> {
        let agent = |id| if credential.agent_role == Some(AgentRole::Admin) { Caller::Admin(id) } else { Caller::Agent(id) };
        let caller = match (credential.kind, credential.role) {
            (CredentialKind::VisitorToken, _) => Caller::Visitor(credential.user_id?),
            (CredentialKind::AgentToken, _) => agent(credential.agent_id?),
            (CredentialKind::ApiKey, Some(KeyRole::Agent)) => Caller::Agent(credential.agent_id?),
            (CredentialKind::ApiKey, Some(KeyRole::Service)) => Caller::ServiceKey,
            (CredentialKind::ApiKey, Some(KeyRole::Admin)) => Caller::AdminKey,
            (CredentialKind::ApiKey, Some(KeyRole::Operator)) => Caller::OperatorKey,
            _ => return None,
        };
        Some(Self { credential_id: credential.id, family: credential.family, kind: credential.kind, hash, caller, expires_at: credential.expires_at })
    }
}
