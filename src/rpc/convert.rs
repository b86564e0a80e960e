//! Between the proto and the model. Generated types stop here.

use prost_types::Timestamp;

use super::proto;
use crate::auth::IssuedToken;
use crate::model::{
    Actor, Agent, AgentRole, Attachment, AuditRecord, Body, ChatSession, Credential, Encrypted, Error, Event, Finding, FindingKind, Kept, KeyRole,
    Marks, Message, Participant, Presence, Profile, Result, SessionStatus, Time, User,
};

/// A time.
pub fn time(time: Time) -> Timestamp {
    // Below 10^9, so it fits; chrono's leap seconds are cut to the last nanosecond.
    Timestamp { seconds: time.timestamp(), nanos: i32::try_from(time.timestamp_subsec_nanos().min(999_999_999)).unwrap_or_default() }
}

/// A session as this actor sees it: how agents sort their work is no business of visitors.
pub fn session(session: &ChatSession, actor: Actor) -> proto::ChatSession {
    let staff = !matches!(actor, Actor::User(_));
    proto::ChatSession {
        id: session.id,
        user_id: session.user_id,
        agent_id: session.agent_id,
        status: status(session.status).into(),
        last_seq: session.last_seq,
        created_at: Some(time(session.created_at)),
        closed_at: session.closed_at.map(time),
        client_session_id: session.client_session_id.clone().unwrap_or_default(),
        team_id: session.team_id.filter(|_| staff),
        waiting_since: session.waiting_since.filter(|_| staff).map(time),
        tags: if staff { session.tags.clone() } else { Vec::new() },
        rating: session.rating.as_ref().map(|rating| proto::Rating {
            score: rating.score,
            comment: rating.comment.clone(),
            created_at: Some(time(rating.created_at)),
        }),
    }
}

fn status(status: SessionStatus) -> proto::ChatSessionStatus {
    match status {
        SessionStatus::Waiting => proto::ChatSessionStatus::Waiting,
        SessionStatus::Active => proto::ChatSessionStatus::Active,
        SessionStatus::Closed => proto::ChatSessionStatus::Closed,
    }
}

/// A filter by status; unspecified means any.
pub fn status_filter(status: i32) -> Result<Option<SessionStatus>> {
    Ok(match known("status", status)? {
        proto::ChatSessionStatus::Unspecified => None,
        proto::ChatSessionStatus::Waiting => Some(SessionStatus::Waiting),
        proto::ChatSessionStatus::Active => Some(SessionStatus::Active),
        proto::ChatSessionStatus::Closed => Some(SessionStatus::Closed),
    })
}

/// A participant.
pub fn participant(participant: Participant) -> proto::Participant {
    let (kind, id) = match participant {
        Participant::System => (proto::ParticipantType::System, 0),
        Participant::User(id) => (proto::ParticipantType::User, id),
        Participant::Agent(id) => (proto::ParticipantType::Agent, id),
    };
    proto::Participant { r#type: kind.into(), id }
}

/// A message.
pub fn message(message: &Message) -> proto::Message {
    let (kind, body, event) = match &message.body {
        Body::Text(text) => (proto::MessageKind::Text, Some(proto::message::Body::Message(text.clone())), None),
        Body::Encrypted(Encrypted { ciphertext, key_id }) => {
            let body = proto::EncryptedBody { ciphertext: ciphertext.clone().into(), key_id: key_id.clone() };
            (proto::MessageKind::Text, Some(proto::message::Body::Encrypted(body)), None)
        }
        Body::Attachment(file) => (proto::MessageKind::Attachment, Some(proto::message::Body::Attachment(attachment(file.clone()))), None),
        Body::Note(text) => (proto::MessageKind::Note, Some(proto::message::Body::Message(text.clone())), None),
        Body::Event(happened) => (proto::MessageKind::Event, None, Some(event(happened))),
        Body::Erased { internal } => {
            let kind = if *internal { proto::MessageKind::Note } else { proto::MessageKind::Text };
            (kind, Some(proto::message::Body::Message(String::new())), None)
        }
    };
    proto::Message {
        id: message.id(),
        chat_session_id: message.chat_session_id,
        seq: message.seq,
        kind: kind.into(),
        sender: Some(participant(message.sender)),
        body,
        event,
        client_message_id: message.client_message_id.clone(),
        created_at: Some(time(message.created_at)),
        erased: matches!(message.body, Body::Erased { .. }),
    }
}

/// An attachment.
pub fn attachment(file: Attachment) -> proto::Attachment {
    let Attachment { id, chat_session_id, name, content_type, size, width, height } = file;
    proto::Attachment { id, chat_session_id, name, content_type, size, width, height }
}

fn event(event: &Event) -> proto::SessionEvent {
    use proto::session_event::Event as Arm;
    let arm = match *event {
        Event::Created { user_id } => Arm::Created(proto::SessionCreated { user_id }),
        Event::Assigned { agent_id } => Arm::Assigned(proto::SessionAssigned { agent_id }),
        Event::Closed { closed_by } => Arm::Closed(proto::SessionClosed { closed_by: Some(participant(closed_by)) }),
        Event::Transferred { transferred_by, agent_id, team_id } => {
            Arm::Transferred(proto::SessionTransferred { transferred_by: Some(participant(transferred_by)), agent_id, team_id })
        }
        Event::Requeued { agent_id } => Arm::Requeued(proto::SessionRequeued { agent_id }),
        Event::Reopened { reopened_by } => Arm::Reopened(proto::SessionReopened { reopened_by: Some(participant(reopened_by)) }),
        Event::Rated { score, ref comment } => Arm::Rated(proto::SessionRated { score, comment: comment.clone() }),
        Event::Tagged { ref tags, tagged_by } => Arm::Tagged(proto::SessionTagged { tags: tags.clone(), tagged_by: Some(participant(tagged_by)) }),
    };
    proto::SessionEvent { event: Some(arm) }
}

/// Marks.
pub fn marks(marks: Marks) -> proto::Marks {
    proto::Marks { participant: Some(participant(marks.participant)), delivered_seq: marks.delivered_seq, read_seq: marks.read_seq }
}

/// A user.
pub fn user(user: User) -> proto::User {
    proto::User {
        id: user.id,
        site_id: user.site_id,
        name: user.name,
        email: user.email,
        external_id: user.external_id.unwrap_or_default(),
        created_at: Some(time(user.created_at)),
        erased_at: user.erased_at.map(time),
    }
}

/// An agent; the address only for those who may know it.
pub fn agent(agent: Agent, with_email: bool, now: Time) -> proto::Agent {
    let presence = presence(agent.presence(now));
    let availability = if agent.available { proto::AvailabilityStatus::Available } else { proto::AvailabilityStatus::Unavailable };
    let role = match agent.role {
        AgentRole::Agent => proto::AgentRole::Agent,
        AgentRole::Admin => proto::AgentRole::Admin,
    };
    proto::Agent {
        id: agent.id,
        name: agent.name,
        email: agent.email.filter(|_| with_email).unwrap_or_default(),
        role: role.into(),
        availability_status: availability.into(),
        capacity: agent.capacity,
        active_sessions: agent.active_sessions,
        disabled: agent.disabled,
        created_at: Some(time(agent.created_at)),
        avatar_url: agent.avatar_url,
        presence: presence.into(),
    }
}

fn presence(presence: Presence) -> proto::PresenceStatus {
    match presence {
        Presence::Online => proto::PresenceStatus::Online,
        Presence::Away => proto::PresenceStatus::Away,
        Presence::Offline => proto::PresenceStatus::Offline,
    }
}

/// What the others in a session see of a participant.
pub fn profile(profile: Profile) -> proto::Profile {
    proto::Profile {
        participant: Some(participant(profile.participant)),
        name: profile.name,
        avatar_url: profile.avatar_url,
        presence: presence(profile.presence).into(),
    }
}

/// A record of the audit log.
pub fn audit_record(record: AuditRecord) -> proto::AuditRecord {
    use proto::AuditContentState as State;
    use proto::audit_record::Content;
    let AuditRecord { id, event, recorded_at, commitment, kept, hash, content } = record;
    let source = content.as_ref().map(|content| content.source.clone()).unwrap_or_default();
    let (state, content) = match content.map(|content| content.kept) {
        None => (State::Erased, None),
        Some(Kept::Nothing) => (State::CommitmentOnly, None),
        Some(Kept::Text(text)) if text.is_empty() => (State::None, None),
        Some(Kept::Text(text)) => (State::Text, Some(Content::Text(text))),
        Some(Kept::Sealed(bytes)) => (State::Encrypted, Some(Content::Ciphertext(bytes.into()))),
    };
    proto::AuditRecord {
        id,
        event_id: event.event_id,
        action: event.action,
        actor: event.actor,
        via: event.via.unwrap_or_default(),
        object: event.object,
        chat_session_id: event.chat_session_id,
        seq: event.seq,
        occurred_at: Some(time(event.occurred_at)),
        recorded_at: Some(time(recorded_at)),
        source,
        details: event.details,
        content_state: state.into(),
        content,
        commitment: hex::encode(commitment),
        kept,
        hash: hex::encode(hash),
    }
}

/// What is wrong with the audit log.
pub fn finding(finding: Finding) -> proto::AuditFinding {
    let kind = match finding.kind {
        FindingKind::Changed => proto::AuditFindingKind::Changed,
        FindingKind::Missing => proto::AuditFindingKind::Missing,
        FindingKind::Inserted => proto::AuditFindingKind::Inserted,
        FindingKind::CutOff => proto::AuditFindingKind::CutOff,
        FindingKind::Content => proto::AuditFindingKind::Content,
        FindingKind::Session => proto::AuditFindingKind::Session,
        FindingKind::Unrecorded => proto::AuditFindingKind::Unrecorded,
        FindingKind::Head => proto::AuditFindingKind::Head,
    };
    proto::AuditFinding { record_id: finding.record_id, kind: kind.into(), message: finding.message }
}

/// A role to give an agent; `None` where none is named.
pub fn agent_role(field: &'static str, role: i32) -> Result<Option<AgentRole>> {
    Ok(match known(field, role)? {
        proto::AgentRole::Unspecified => None,
        proto::AgentRole::Agent => Some(AgentRole::Agent),
        proto::AgentRole::Admin => Some(AgentRole::Admin),
    })
}

/// Whether an agent is to be available.
pub fn availability(status: i32) -> Result<bool> {
    match known("availability_status", status)? {
        proto::AvailabilityStatus::Available => Ok(true),
        proto::AvailabilityStatus::Unavailable => Ok(false),
        proto::AvailabilityStatus::Unspecified => Err(Error::invalid("availability_status", "FIELD_REQUIRED", "this field must be given")),
    }
}

/// An API key.
pub fn api_key(key: Credential) -> proto::ApiKey {
    let role = match key.role {
        Some(KeyRole::Service) => proto::ApiKeyRole::Service,
        Some(KeyRole::Admin) => proto::ApiKeyRole::Admin,
        Some(KeyRole::Operator) => proto::ApiKeyRole::Operator,
        Some(KeyRole::Agent) => proto::ApiKeyRole::Agent,
        None => proto::ApiKeyRole::Unspecified,
    };
    proto::ApiKey {
        id: key.id,
        name: key.name,
        role: role.into(),
        agent_id: key.agent_id,
        created_at: Some(time(key.created_at)),
        revoked_at: key.revoked_at.map(time),
    }
}

/// A role to give a key.
pub fn key_role(role: i32) -> Result<KeyRole> {
    match known("role", role)? {
        proto::ApiKeyRole::Service => Ok(KeyRole::Service),
        proto::ApiKeyRole::Admin => Ok(KeyRole::Admin),
        proto::ApiKeyRole::Operator => Ok(KeyRole::Operator),
        proto::ApiKeyRole::Agent => Ok(KeyRole::Agent),
        proto::ApiKeyRole::Unspecified => Err(Error::invalid("role", "FIELD_REQUIRED", "this field must be given")),
    }
}

/// A token.
pub fn token(token: IssuedToken) -> proto::Token {
    proto::Token {
        token: token.token,
        expires_at: Some(time(token.expires_at)),
        refresh_token: token.refresh_token,
        refresh_expires_at: Some(time(token.refresh_expires_at)),
    }
}

/// A value of an enum.
pub fn known<E: TryFrom<i32>>(field: &'static str, value: i32) -> Result<E> {
    E::try_from(value).map_err(|_| Error::invalid(field, "UNKNOWN_VALUE", format!("{value} is no value of this enum")))
}
