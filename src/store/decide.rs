//! What becomes of each message of a batch. Plain logic: the same for every database.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::SendResult;
use crate::model::{Attachment, Body, Cause, ChatSession, Error, Message, NewMessage, Noun, Participant, Time};

/// Messages that are stored in one transaction.
#[derive(Debug)]
pub struct Batch {
    /// In the order in which they arrived.
    pub messages: Vec<NewMessage>,
    /// When they are stored.
    pub now: Time,
}

/// What names a message for its sender: the session, the sender, and the id that the sender gave it.
pub type Sent<'a> = (i64, Participant, &'a str);

/// What was decided about a batch.
pub struct Decision {
    /// The answer to each message, in the order of the batch.
    pub answers: Vec<SendResult>,
    /// What is to be inserted, in the order of seq in each session.
    pub fresh: Vec<Arc<Message>>,
    /// What caused each of those.
    pub causes: Vec<Cause>,
    /// The counters to set: session, user, seq.
    pub last_seqs: Vec<(i64, i64, i64)>,
}

/// The attachments that the batch sends.
pub fn attachments(batch: &Batch) -> Vec<i64> {
    batch.messages.iter().filter_map(|message| sent_attachment(&message.body)).collect()
}

fn sent_attachment(body: &Body) -> Option<i64> {
    if let Body::Attachment(attachment) = body { Some(attachment.id) } else { None }
}

/// Which messages must be looked up because they may be stored already: those that would be refused now, since a repeat of a stored
/// message is acknowledged whatever has become of its session; or all. `unsent` are the attachments that no message shows yet.
pub fn suspects<'a>(batch: &'a Batch, sessions: &HashMap<i64, ChatSession>, unsent: &HashSet<i64>, check_all: bool) -> Vec<Sent<'a>> {
    // How many messages of the batch each session may take before the one in hand, at most: enough of them can fill it.
    let mut before: HashMap<i64, i64> = HashMap::new();
    let mut suspects = BTreeSet::new();
    for message in &batch.messages {
        let Some(session) = sessions.get(&message.chat_session_id) else { continue };
        if !session.visible_to(message.actor) {
            continue;
        }
        let before = before.entry(session.id).or_default();
        let may_be_full = session.last_seq + *before >= ChatSession::MAX_MESSAGE_SEQ;
        let was_sent = sent_attachment(&message.body).is_some_and(|id| !unsent.contains(&id));
        if check_all || may_be_full || was_sent || message.check_in(session).is_err() {
            suspects.insert((session.id, session.author(message.actor), message.client_message_id.as_str()));
        }
        *before += 1;
    }
    suspects.into_iter().collect()
}

/// Decides in the order of arrival. `sessions` and `unsent` attachments are locked, `stored` is what the suspects were found to be.
pub fn decide(batch: &Batch, mut sessions: HashMap<i64, ChatSession>, mut unsent: HashSet<i64>, stored: Vec<Message>) -> Decision {
    let stored: Vec<Arc<Message>> = stored.into_iter().map(Arc::new).collect();
    let mut known: HashMap<Sent<'_>, Arc<Message>> = HashMap::with_capacity(batch.messages.len());
    for message in &stored {
        known.insert((message.chat_session_id, message.sender, message.client_message_id.as_str()), message.clone());
    }
    let mut fresh = Vec::with_capacity(batch.messages.len());
    let mut causes = Vec::with_capacity(batch.messages.len());
    let mut changed = BTreeSet::new();
    let mut answers = Vec::with_capacity(batch.messages.len());
    for new in &batch.messages {
        let answer = decide_one(new, batch.now, &mut sessions, &mut unsent, &mut known);
        if let Ok((message, true)) = &answer {
            fresh.push(message.clone());
            causes.push(new.cause);
            changed.insert(message.chat_session_id);
        }
        answers.push(answer);
    }
    let last_seqs = changed.iter().filter_map(|id| sessions.get(id)).map(|session| (session.id, session.user_id, session.last_seq)).collect();
    Decision { answers, fresh, causes, last_seqs }
}

fn decide_one<'a>(
    new: &'a NewMessage,
    now: Time,
    sessions: &mut HashMap<i64, ChatSession>,
    unsent: &mut HashSet<i64>,
    known: &mut HashMap<Sent<'a>, Arc<Message>>,
) -> SendResult {
    let session = sessions.get_mut(&new.chat_session_id).ok_or_else(|| Error::not_found(Noun::Session, new.chat_session_id))?;
    session.check_visible(new.actor)?;
    let sender = session.author(new.actor);
    let key = (session.id, sender, new.client_message_id.as_str());
    if let Some(first) = known.get(&key) {
        let same = first.body == new.body;
        return if same { Ok((first.clone(), false)) } else { Err(Error::ClientMessageIdReused(new.client_message_id.clone())) };
    }
    new.check_in(session)?;
    if let Some(id) = sent_attachment(&new.body)
        && !unsent.remove(&id)
    {
        return Err(Attachment::not_found(id));
    }
    session.last_seq += 1;
    let message = Arc::new(Message {
        chat_session_id: session.id,
        seq: session.last_seq,
        sender,
        body: new.body.clone(),
        client_message_id: new.client_message_id.clone(),
        created_at: now,
    });
    known.insert(key, message.clone());
    Ok((message, true))
}
