//! Credentials: API keys and tokens. Of the secret only a hash is kept.

use super::{AgentRole, Time};

/// The SHA-256 of a secret. Secrets are 256 random bits, so that nothing slower is needed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash(pub [u8; 32]);

impl std::fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretHash(..)")
    }
}

/// What a credential is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialKind {
    /// A key for a program.
    ApiKey,
    /// A visitor's token.
    VisitorToken,
    /// What buys a visitor's next token.
    VisitorRefresh,
    /// An agent's token.
    AgentToken,
    /// What buys an agent's next token.
    AgentRefresh,
}

/// What an API key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyRole {
    /// A company's back end.
    Service,
    /// Everything that an administrator may do.
    Admin,
    /// Reflection.
    Operator,
    /// Acts as an agent.
    Agent,
}

/// A credential as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Its id.
    pub id: i64,
    /// What it is.
    pub kind: CredentialKind,
    /// The log-in that it comes from, shared by all tokens of one; 0 for an API key.
    pub family: i64,
    /// What an API key may do; `None` for tokens.
    pub role: Option<KeyRole>,
    /// What an API key is for; empty for tokens.
    pub name: String,
    /// The user whom a visitor's token stands for.
    pub user_id: Option<i64>,
    /// The agent whom a token or key stands for.
    pub agent_id: Option<i64>,
    /// The role of that agent now.
    pub agent_role: Option<AgentRole>,
    /// When it was made.
    pub created_at: Time,
    /// From when on it is refused; `None`: never by itself.
    pub expires_at: Option<Time>,
    /// When it was revoked, or used up if it is a refresh token.
    pub revoked_at: Option<Time>,
}

/// What a new credential is made of.
#[derive(Debug, Clone)]
pub struct NewCredential {
    /// What it is.
    pub kind: CredentialKind,
    /// The hash of its secret.
    pub hash: SecretHash,
    /// The log-in that it comes from; 0 for an API key.
    pub family: i64,
    /// What an API key may do.
    pub role: Option<KeyRole>,
    /// What an API key is for.
    pub name: String,
    /// The user whom it stands for.
    pub user_id: Option<i64>,
    /// The agent whom it stands for.
    pub agent_id: Option<i64>,
    /// From when on it is refused.
    pub expires_at: Option<Time>,
}
