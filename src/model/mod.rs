//! Plain data, its rules, and the errors: no I/O.

pub mod agents;
pub mod attachments;
pub mod audit;
pub mod canned_replies;
pub mod causes;
pub mod credentials;
pub mod error;
pub mod marks;
pub mod messages;
pub mod origins;
pub mod participants;
pub mod presence;
pub mod search;
pub mod sessions;
pub mod sites;
pub mod teams;
pub mod turns;
pub mod users;
pub mod visitors;

pub use agents::{Agent, AgentRole, AgentUpdate, NewAgent};
pub use attachments::{Attachment, NewUpload, Upload};
pub use audit::{AuditEvent, AuditFilter, AuditRecord, Content, Deed, Finding, FindingKind, Kept};
pub use canned_replies::{CannedReply, CannedReplyUpdate};
pub use causes::{Cause, Principal};
pub use credentials::{Credential, CredentialKind, KeyRole, NewCredential, SecretHash};
pub use error::{Error, Noun, Result};
pub use marks::Marks;
pub use messages::{Body, Encrypted, Event, Message, NewMessage, Place};
pub use origins::{Origin, OriginPattern};
pub use participants::{Actor, Participant};
pub use presence::{Presence, Profile};
pub use search::{Found, Needle, Search, SearchHit, SearchPlace};
pub use sessions::{ChatSession, NewSession, Rating, SessionChange, SessionFilter, SessionStatus, TransferTarget};
pub use sites::{NewSite, PreChatField, PreChatFieldKind, Site, SiteSecret, SiteSettings, SiteUpdate, WidgetSettings, WidgetText};
pub use teams::{Team, TeamUpdate};
pub use turns::Turns;
pub use users::{NewUser, User, UserUpdate};
pub use visitors::{Attributes, Visit, Visitor, VisitorUpdate};

/// A point in time, in UTC, stored with microseconds.
pub type Time = chrono::DateTime<chrono::Utc>;
