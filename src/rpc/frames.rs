//! The frames that the server sends, from what a feed shows.

use std::time::Duration;

use rand::RngExt as _;
use tonic::Status;
use tonic_types::{ErrorDetail, StatusExt as _};

use super::proto::server_frame::Frame;
use super::{convert, proto, status};
use crate::auth::Identity;
use crate::chat::Item;
use crate::hub::{Activity, Doing, LeaveReason};
use crate::model::{Actor, Message, Profile};

/// Clients come back within this time after a leave, spread evenly.
const RECONNECT_WITHIN: Duration = Duration::from_secs(2);

/// A frame.
pub(super) fn frame(frame: Frame) -> proto::ServerFrame {
    proto::ServerFrame { frame: Some(frame) }
}

/// The first frame of every stream.
pub(super) fn welcome(identity: &Identity) -> Frame {
    let participant = identity.caller.actor().ok().and_then(Actor::participant);
    Frame::Welcome(proto::Welcome { participant: participant.map(convert::participant), expires_at: identity.expires_at.map(convert::time) })
}

/// What a feed shows its actor.
pub(super) fn item(item: Item, actor: Actor) -> Frame {
    match item {
        Item::Subscribed { chat_session_id, last_seq, marks, profiles, request_id } => Frame::Subscribed(proto::Subscribed {
            chat_session_id,
            last_seq,
            marks: marks.into_iter().map(convert::marks).collect(),
            request_id: request_id.unwrap_or_default(),
            profiles: profiles.into_iter().map(convert::profile).collect(),
        }),
        Item::Refused { request_id, error } => refused(request_id, &status::of(error)),
        Item::Unsubscribed { chat_session_id, request_id } => {
            Frame::Unsubscribed(proto::Unsubscribed { chat_session_id, request_id: request_id.unwrap_or_default() })
        }
        Item::Entry(entry) => Frame::Entry(convert::message(&entry)),
        Item::Marks(chat_session_id, marks) => {
            Frame::Marks(proto::MarksChanged { chat_session_id, marks: Some(convert::marks(marks)), request_id: String::new() })
        }
        Item::Hidden { chat_session_id, seq } => Frame::Hidden(proto::Hidden { chat_session_id, seq }),
        Item::Activity(Activity { chat_session_id, participant, doing, stopped }) => {
            let participant = Some(convert::participant(participant));
            match doing {
                Doing::Typing => Frame::Typing(proto::Typing { chat_session_id, participant, stopped, note: false }),
                Doing::TypingNote => Frame::Typing(proto::Typing { chat_session_id, participant, stopped, note: true }),
                Doing::Viewing => Frame::Viewing(proto::Viewing { chat_session_id, participant, stopped }),
            }
        }
        Item::Presence(chat_session_id, profile) => {
            let profile = Some(convert::profile(Profile::clone(&profile)));
            Frame::Presence(proto::PresenceChanged { chat_session_id, profile })
        }
        Item::QueuePosition(chat_session_id, position) => Frame::QueuePosition(proto::QueuePosition { chat_session_id, position }),
        Item::Inbox(session) => Frame::Inbox(proto::InboxChanged { chat_session: Some(convert::session(&session, actor)), removed: false }),
        Item::InboxRemoved(id) => {
            let session = proto::ChatSession { id, ..proto::ChatSession::default() };
            Frame::Inbox(proto::InboxChanged { chat_session: Some(session), removed: true })
        }
        Item::InboxListed => Frame::InboxListed(proto::InboxListed {}),
    }
}

/// A sent message is durable.
pub(super) fn ack(request_id: String, message: &Message) -> Frame {
    Frame::Ack(proto::Ack {
        request_id,
        chat_session_id: message.chat_session_id,
        client_message_id: message.client_message_id.clone(),
        seq: message.seq,
        message_id: message.id(),
        created_at: Some(convert::time(message.created_at)),
    })
}

/// A client's frame was refused.
pub(super) fn refused(request_id: String, status: &Status) -> Frame {
    let mut error =
        proto::FrameError { request_id, code: status.code().into(), message: status.message().to_owned(), ..proto::FrameError::default() };
    for detail in status.get_error_details_vec() {
        match detail {
            ErrorDetail::ErrorInfo(info) => error.error_info = Some(info.into()),
            ErrorDetail::BadRequest(bad) => error.bad_request = Some(bad.into()),
            ErrorDetail::RetryInfo(retry) => error.retry_info = Some(retry.into()),
            _ => {}
        }
    }
    Frame::Error(error)
}

/// The stream ends.
pub(super) fn leave(reason: LeaveReason) -> Frame {
    let (reason, within) = match reason {
        LeaveReason::ServerStopping => (proto::LeaveReason::ServerStopping, RECONNECT_WITHIN),
        LeaveReason::TokenExpired => (proto::LeaveReason::TokenExpired, Duration::ZERO),
        LeaveReason::CredentialRevoked => (proto::LeaveReason::CredentialRevoked, Duration::ZERO),
    };
    // Not the domain's randomness: only a spread over clients.
    let wait = rand::rng().random_range(0..=within.as_millis());
    Frame::Leave(proto::Leave { reason: reason.into(), reconnect_after_ms: i32::try_from(wait).unwrap_or_default() })
}
