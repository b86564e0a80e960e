//! What can go wrong, with a variant for each thing that a caller can do something about.

use std::time::Duration;

/// The result of everything between the store and the services.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The kind of thing that was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// A chat session.
    Session,
    /// A user.
    User,
    /// An agent.
    Agent,
    /// A site.
    Site,
    /// An API key.
    ApiKey,
    /// An attachment.
    Attachment,
    /// A team.
    Team,
    /// A canned reply.
    CannedReply,
}

impl Noun {
    /// The word for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Session => "chat session",
            Self::User => "user",
            Self::Agent => "agent",
            Self::Site => "site",
            Self::ApiKey => "API key",
            Self::Attachment => "attachment",
            Self::Team => "team",
            Self::CannedReply => "canned reply",
        }
    }
}

/// An error of the product. `rpc::status` gives each its gRPC code and its reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A field of the request cannot be used.
    #[error("{field}: {problem}")]
    Invalid {
        /// The field, as the request spells it.
        field: &'static str,
        /// The reason for programs, in upper snake case.
        reason: &'static str,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// The object is not there, or the caller may not know that it is.
    #[error("there is no {} {id}", .noun.name())]
    NotFound {
        /// What was looked for.
        noun: Noun,
        /// Its id or key as the caller gave it.
        id: String,
    },
    /// The session has ended.
    #[error("chat session {0} is closed")]
    SessionClosed(i64),
    /// The session is still open.
    #[error("chat session {0} is open")]
    SessionOpen(i64),
    /// The session ended too long ago to be opened again.
    #[error("chat session {0} cannot be opened again any more; start a new one")]
    ReopenWindowOver(i64),
    /// The user has as many open sessions as they may have.
    #[error("there are too many open chat sessions; go on in one of them, or close one")]
    TooManySessions,
    /// The session's log has reached its greatest length.
    #[error("chat session {0} holds as many messages as a session can; start a new one")]
    SessionFull(i64),
    /// Another agent has the session.
    #[error("chat session {0} is assigned to another agent already")]
    SessionTaken(i64),
    /// The agent has as many active sessions as they may have.
    #[error("agent {0} has as many active sessions as they may have")]
    AgentAtCapacity(i64),
    /// The agent takes no sessions now.
    #[error("agent {0} is not available")]
    AgentUnavailable(i64),
    /// The agent sees the session, but it is not assigned to them.
    #[error("chat session {0} is not assigned to you: accept it first")]
    NotAssigned(i64),
    /// The same client_message_id came with another body before.
    #[error("client_message_id {0:?} was used for another message in this session")]
    ClientMessageIdReused(String),
    /// Another user of the site has the external id.
    #[error("another user of this site has this external_id")]
    ExternalIdTaken,
    /// Another agent has the e-mail address.
    #[error("another agent has this e-mail address")]
    EmailTaken,
    /// Another team has the name.
    #[error("another team has this name")]
    TeamNameTaken,
    /// Another canned reply has the shortcut.
    #[error("another canned reply has this shortcut")]
    ShortcutTaken,
    /// The change would leave nobody who can administer.
    #[error("this agent is the last administrator")]
    LastAdmin,
    /// The caller is known, and may not do this.
    #[error("this needs {0}")]
    RoleRequired(&'static str),
    /// The call came without a credential.
    #[error("this needs a credential: send the header 'Authorization: Bearer TOKEN'")]
    CredentialMissing,
    /// The credential is not known, has expired or was revoked: which of them is nobody's business.
    #[error("the token is not valid: it is unknown, has expired or was revoked")]
    InvalidToken,
    /// The address or the password is wrong.
    #[error("the e-mail address or the password is wrong")]
    WrongCredentials,
    /// The site has not proven who the visitor is.
    #[error("it is not proven who the visitor is: {0}")]
    IdentityNotProven(&'static str),
    /// The site lets in only visitors whom it has proven.
    #[error("this site lets in only visitors whom it has proven: send external_id with identifier_hash, or jwt")]
    VerificationRequired,
    /// A page calls from an origin that the site does not allow.
    #[error("pages of {origin} may not use this site: add the origin to its allowed_origins")]
    OriginNotAllowed {
        /// The origin, as the browser named it.
        origin: String,
    },
    /// Too many wrong passwords for one address.
    #[error("too many failed log-ins for this address; try again later")]
    TooManyFailedLogins {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The caller calls too often.
    #[error("too many requests; slow down")]
    RateLimited {
        /// How long to wait.
        retry_after: Duration,
    },
    /// A message of the same stream that comes first was refused for now, and has not come again.
    #[error("a message before this one was refused for now: send that one again first")]
    OutOfTurn {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The credential has as many streams open as it may have.
    #[error("too many streams are open with this token; close some, or share one")]
    TooManyStreams,
    /// The file has more bytes than one may have.
    #[error("a file has at most {0} bytes")]
    AttachmentTooLarge(u64),
    /// The caller, or the node, has as many uploads under way as it may have.
    #[error("too many uploads are under way; try again when one has ended")]
    TooManyUploads {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The link was not made by the service, or has expired: which of them is nobody's business.
    #[error("the link is not valid: it is wrong or has expired")]
    LinkInvalid,
    /// Something that the service needs does not answer; the same call may work soon.
    #[error("{0}")]
    Unavailable(String),
    /// A mistake of the service. The text is for the log, not for callers.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// How long to wait until the same call may work; nothing if it never will as it is.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyFailedLogins { retry_after }
            | Self::RateLimited { retry_after }
            | Self::OutOfTurn { retry_after }
            | Self::TooManyUploads { retry_after } => Some(*retry_after),
            Self::Unavailable(_) => Some(Duration::from_secs(1)),
            _ => None,
        }
    }

    /// An object that is not there.
    #[expect(clippy::needless_pass_by_value, reason = "an id reads better than a reference to it, at every call")]
    pub fn not_found(noun: Noun, id: impl ToString) -> Self {
        Self::NotFound { noun, id: id.to_string() }
    }

    /// A field that cannot be used.
    pub fn invalid(field: &'static str, reason: &'static str, problem: impl Into<String>) -> Self {
        Self::Invalid { field, reason, problem: problem.into() }
    }
}
