//! Rows as they come from the database, and what they mean.

mod audit;
mod sites;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{NaiveDateTime, SubsecRound as _};
use diesel::prelude::{Queryable, Selectable};

pub use self::audit::{AuditColumns, ContentColumns, OutboxColumns};
pub use self::sites::{SiteRow, VisitorRow, json};

use super::schema::{agents, attachments, chat_sessions, credentials, messages, session_members, users};
use crate::model::{
    Agent, AgentRole, Attachment, Body, ChatSession, Credential, CredentialKind, Encrypted, Error, KeyRole, Marks, Message, Participant, Rating,
    Result, SessionStatus, Time, Upload, User,
};

/// A point in time as the database has it: UTC, whole microseconds (MySQL would round what is finer, and up to the next one at that).
pub fn at(time: Time) -> NaiveDateTime {
    time.naive_utc().trunc_subsecs(6)
}

/// A value that this version of the service does not know.
fn unknown(what: &str, value: &str) -> Error {
    Error::Internal(format!("the database holds an unknown {what}: {value:?}"))
}

/// Writes the two directions of a column that holds one of a few words.
macro_rules! words {
    ($what:literal, $type:ty, $to:ident, $from:ident, $($variant:ident = $word:literal),+) => {
        #[doc = concat!("The word for this ", $what, " in the database.")]
        pub fn $to(value: $type) -> &'static str {
            match value { $(<$type>::$variant => $word),+ }
        }

        #[doc = concat!("The ", $what, " that the word in the database stands for.")]
        pub fn $from(word: &str) -> Result<$type> {
            match word {
                $($word => Ok(<$type>::$variant),)+
                other => Err(unknown($what, other)),
            }
        }
    };
}

words!("session status", SessionStatus, status_word, status, Waiting = "waiting", Active = "active", Closed = "closed");
words!("agent role", AgentRole, agent_role_word, agent_role, Agent = "agent", Admin = "admin");
words!("key role", KeyRole, key_role_word, key_role, Service = "service", Admin = "admin", Operator = "operator", Agent = "agent");
words!(
    "credential kind",
    CredentialKind,
    credential_kind_word,
    credential_kind,
    ApiKey = "api_key",
    VisitorToken = "visitor_token",
    VisitorRefresh = "visitor_refresh",
    AgentToken = "agent_token",
    AgentRefresh = "agent_refresh"
);

/// The word of `availability_status`, which the contract names.
pub fn availability_word(available: bool) -> &'static str {
    if available { "available" } else { "unavailable" }
}

/// A participant as the two columns that hold one.
pub fn participant_columns(participant: Participant) -> (&'static str, i64) {
    match participant {
        Participant::System => ("system", 0),
        Participant::User(id) => ("user", id),
        Participant::Agent(id) => ("agent", id),
    }
}

pub fn participant(kind: &str, id: i64) -> Result<Participant> {
    match kind {
        "system" => Ok(Participant::System),
        "user" => Ok(Participant::User(id)),
        "agent" => Ok(Participant::Agent(id)),
        other => Err(unknown("participant", other)),
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct UserRow {
    id: i64,
    site_id: i64,
    name: String,
    email: String,
    external_id: Option<String>,
    created_at: NaiveDateTime,
    erased_at: Option<NaiveDateTime>,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            name: row.name,
            email: row.email,
            external_id: row.external_id,
            created_at: row.created_at.and_utc(),
            erased_at: row.erased_at.map(|time| time.and_utc()),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = agents)]
pub struct AgentRow {
    pub id: i64,
    pub name: String,
    pub availability_status: String,
    pub email: Option<String>,
    pub password_hash: Option<String>,
    pub role: String,
    pub capacity: i32,
    pub active_sessions: i32,
    pub disabled: bool,
    pub created_at: NaiveDateTime,
    pub avatar_url: String,
    pub connected_until: Option<NaiveDateTime>,
}

impl TryFrom<AgentRow> for Agent {
    type Error = Error;

    fn try_from(row: AgentRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            name: row.name,
            email: row.email,
            role: agent_role(&row.role)?,
            available: row.availability_status == availability_word(true),
            capacity: row.capacity,
            active_sessions: row.active_sessions,
            disabled: row.disabled,
            created_at: row.created_at.and_utc(),
            avatar_url: row.avatar_url,
            connected_until: row.connected_until.map(|time| time.and_utc()),
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = chat_sessions)]
pub struct SessionRow {
    id: i64,
    user_id: i64,
    agent_id: Option<i64>,
    status: String,
    last_seq: i64,
    created_at: NaiveDateTime,
    closed_at: Option<NaiveDateTime>,
    client_session_id: Option<String>,
    team_id: Option<i64>,
    waiting_since: Option<NaiveDateTime>,
    tags: Option<String>,
    rating_score: Option<i32>,
    rating_comment: Option<String>,
    rated_at: Option<NaiveDateTime>,
}

impl TryFrom<SessionRow> for ChatSession {
    type Error = Error;

    fn try_from(row: SessionRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            user_id: row.user_id,
            agent_id: row.agent_id,
            status: status(&row.status)?,
            last_seq: row.last_seq,
            created_at: row.created_at.and_utc(),
            closed_at: row.closed_at.map(|time| time.and_utc()),
            client_session_id: row.client_session_id,
            team_id: row.team_id,
            waiting_since: row.waiting_since.map(|time| time.and_utc()),
            tags: tags(row.id, row.tags.as_deref())?,
            rating: row.rating_score.zip(row.rated_at).map(|(score, at)| Rating {
                score,
                comment: row.rating_comment.unwrap_or_default(),
                created_at: at.and_utc(),
            }),
        })
    }
}

fn tags(session: i64, column: Option<&str>) -> Result<Vec<String>> {
    let bad = |error| Error::Internal(format!("chat session {session} has tags that cannot be read: {error}"));
    column.map_or_else(|| Ok(Vec::new()), |json| serde_json::from_str(json).map_err(bad))
}

/// Tags as their column.
pub fn tags_column(tags: &[String]) -> Result<Option<String>> {
    let bad = |error| Error::Internal(format!("tags cannot be written as JSON: {error}"));
    Ok(if tags.is_empty() { None } else { Some(serde_json::to_string(tags).map_err(bad)?) })
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = messages)]
pub struct MessageRow {
    chat_session_id: i64,
    seq: i64,
    kind: String,
    sender_type: String,
    sender_id: i64,
    client_message_id: Option<String>,
    message: String,
    payload: Option<String>,
    created_at: NaiveDateTime,
}

/// What `payload` holds for an encrypted body.
#[derive(serde::Serialize, serde::Deserialize)]
struct EncryptedPayload {
    key_id: String,
    ciphertext: String,
}

/// What `payload` holds for an attachment; the session is the message's own.
#[derive(serde::Serialize, serde::Deserialize)]
struct AttachmentPayload {
    id: i64,
    name: String,
    content_type: String,
    size: i64,
    width: i32,
    height: i32,
}

/// The kind of an event that only agents see.
const INTERNAL: &str = "internal";
/// The kinds that [`Body::is_internal`] is true of.
pub const INTERNAL_KINDS: [&str; 3] = ["note", INTERNAL, ERASED_NOTE];
/// What is left of an entry that was erased.
pub const ERASED: &str = "erased";
/// The same of a note. (The column holds 12 letters.)
pub const ERASED_NOTE: &str = "erased_note";

/// A body as the columns `kind` and `payload`; the text itself goes to `message`.
pub fn body_columns(body: &Body) -> Result<(&'static str, Option<String>)> {
    let json = |result: serde_json::Result<String>| result.map_err(|error| Error::Internal(format!("a body cannot be written as JSON: {error}")));
    match body {
        Body::Text(_) => Ok(("text", None)),
        Body::Encrypted(body) => {
            let payload = EncryptedPayload { key_id: body.key_id.clone(), ciphertext: STANDARD.encode(&body.ciphertext) };
            Ok(("encrypted", Some(json(serde_json::to_string(&payload))?)))
        }
        Body::Attachment(Attachment { id, name, content_type, size, width, height, .. }) => {
            let (name, content_type) = (name.clone(), content_type.clone());
            let payload = AttachmentPayload { id: *id, name, content_type, size: *size, width: *width, height: *height };
            Ok(("attachment", Some(json(serde_json::to_string(&payload))?)))
        }
        Body::Note(_) => Ok(("note", None)),
        Body::Erased { internal } => Ok((if *internal { ERASED_NOTE } else { ERASED }, None)),
        Body::Event(event) => Ok((if event.is_internal() { INTERNAL } else { "event" }, Some(json(serde_json::to_string(event))?))),
    }
}

impl TryFrom<MessageRow> for Message {
    type Error = Error;

    fn try_from(row: MessageRow) -> Result<Self> {
        let bad = |error: &dyn std::fmt::Display| {
            Error::Internal(format!("message {} has a payload that cannot be read: {error}", Self::id_of(row.chat_session_id, row.seq)))
        };
        let payload = row.payload.as_deref().unwrap_or_default();
        let body = match row.kind.as_str() {
            "text" => Body::Text(row.message),
            "encrypted" => {
                let payload: EncryptedPayload = serde_json::from_str(payload).map_err(|error| bad(&error))?;
                let ciphertext = STANDARD.decode(&payload.ciphertext).map_err(|error| bad(&error))?;
                Body::Encrypted(Encrypted { ciphertext, key_id: payload.key_id })
            }
            "attachment" => {
                let AttachmentPayload { id, name, content_type, size, width, height } = serde_json::from_str(payload).map_err(|error| bad(&error))?;
                Body::Attachment(Attachment { id, chat_session_id: row.chat_session_id, name, content_type, size, width, height })
            }
            "note" => Body::Note(row.message),
            ERASED | ERASED_NOTE => Body::Erased { internal: row.kind == ERASED_NOTE },
            "event" | INTERNAL => Body::Event(serde_json::from_str(payload).map_err(|error| bad(&error))?),
            other => return Err(unknown("kind of message", other)),
        };
        Ok(Self {
            chat_session_id: row.chat_session_id,
            seq: row.seq,
            sender: participant(&row.sender_type, row.sender_id)?,
            body,
            client_message_id: row.client_message_id.unwrap_or_default(),
            created_at: row.created_at.and_utc(),
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = attachments)]
pub struct UploadRow {
    id: i64,
    chat_session_id: i64,
    uploader_type: String,
    uploader_id: i64,
    name: String,
    content_type: String,
    size: i64,
    width: i32,
    height: i32,
    location: String,
    message_id: Option<i64>,
}

impl TryFrom<UploadRow> for Upload {
    type Error = Error;

    fn try_from(row: UploadRow) -> Result<Self> {
        let UploadRow { id, chat_session_id, name, content_type, size, width, height, .. } = row;
        let attachment = Attachment { id, chat_session_id, name, content_type, size, width, height };
        let uploader = participant(&row.uploader_type, row.uploader_id)?;
        Ok(Self { attachment, uploader, location: row.location, message_id: row.message_id })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = session_members)]
pub struct MarksRow {
    member_type: String,
    member_id: i64,
    delivered_seq: i64,
    read_seq: i64,
}

impl TryFrom<MarksRow> for Marks {
    type Error = Error;

    fn try_from(row: MarksRow) -> Result<Self> {
        Ok(Self { participant: participant(&row.member_type, row.member_id)?, delivered_seq: row.delivered_seq, read_seq: row.read_seq })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = credentials)]
pub struct CredentialRow {
    id: i64,
    kind: String,
    family: i64,
    role: Option<String>,
    name: String,
    user_id: Option<i64>,
    agent_id: Option<i64>,
    created_at: NaiveDateTime,
    expires_at: Option<NaiveDateTime>,
    revoked_at: Option<NaiveDateTime>,
}

impl CredentialRow {
    /// The credential, with what its agent's row says now.
    pub fn with_agent(self, role: Option<&str>) -> Result<Credential> {
        Ok(Credential {
            id: self.id,
            kind: credential_kind(&self.kind)?,
            family: self.family,
            role: self.role.as_deref().map(key_role).transpose()?,
            name: self.name,
            user_id: self.user_id,
            agent_id: self.agent_id,
            agent_role: role.map(agent_role).transpose()?,
            created_at: self.created_at.and_utc(),
            expires_at: self.expires_at.map(|time| time.and_utc()),
            revoked_at: self.revoked_at.map(|time| time.and_utc()),
        })
    }
}

/// Turns rows into what they mean; one bad row fails them all, for a hole in a log must not go unseen.
pub fn all<R, T: TryFrom<R, Error = Error>>(rows: Vec<R>) -> Result<Vec<T>> {
    rows.into_iter().map(T::try_from).collect()
}
