//! The queue: which session goes to which agent. Everything here runs under the lock of the queue's row.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, agents, messages, sessions};
use crate::model::{Body, ChatSession, Error, Event, Message, Participant, SessionChange, SessionStatus, Time};
use crate::store::failure::Answer;
use crate::store::rows::{at, status_word};
use crate::store::schema::{chat_sessions, queues};
use crate::store::statement::Statement;

/// The queue that every session waits in.
const DEFAULT_QUEUE: i64 = 1;

/// Locks the queue until the transaction ends. Must be the transaction's first statement: locks are always taken in the order queue,
/// sessions by id, agents, and under REPEATABLE READ what is read before a lock may be old.
pub async fn lock_queue(conn: &mut Conn) -> Answer<()> {
    for_update!(queues::table.find(DEFAULT_QUEUE).select(queues::id)).first::<i64>(conn).await?;
    Ok(())
}

/// Who should get a new session: the named agent if they can take it, else the least loaded.
pub async fn choose(conn: &mut Conn, named: Option<i64>) -> Answer<Option<i64>> {
    // Nobody overtakes: as long as others wait, everyone who could answer has something to do first.
    if !waiting(conn, 1).await?.is_empty() {
        return Ok(None);
    }
    let candidates = agents::with_room(conn).await?;
    let chosen = candidates.iter().find(|candidate| Some(candidate.id) == named).or(candidates.as_slice().first());
    Ok(chosen.map(|candidate| candidate.id))
}

/// The oldest sessions that wait. Their status cannot change under the queue's lock, so that they need none of their own yet.
async fn waiting(conn: &mut Conn, limit: i64) -> Answer<Vec<i64>> {
    let query = chat_sessions::table.filter(chat_sessions::status.eq(status_word(SessionStatus::Waiting)));
    Ok(query.order(chat_sessions::id).select(chat_sessions::id).limit(limit).load(conn).await?)
}

/// Who gets what: the oldest session goes to the least loaded agent, and so on until nobody waits or nobody has room.
fn plan(waiting: Vec<i64>, candidates: Vec<agents::Candidate>) -> Vec<Step> {
    // Candidates come in the order in which they are asked; whoever got one goes behind the others with as many.
    let mut turn = candidates.len();
    let mut heap: BinaryHeap<_> =
        candidates.into_iter().enumerate().map(|(place, agent)| Reverse((agent.active, place, agent.id, agent.capacity))).collect();
    let mut steps = Vec::new();
    for session in waiting {
        let Some(Reverse((active, _, agent, capacity))) = heap.pop() else { break };
        steps.push(Step { session, what: What::Assign { agent } });
        if active + 1 < capacity {
            turn += 1;
            heap.push(Reverse((active + 1, turn, agent, capacity)));
        }
    }
    steps
}

/// What is to be done to a session.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Which.
    pub session: i64,
    /// What.
    pub what: What,
}

/// A change of a session's status.
#[derive(Debug, Clone, Copy)]
pub enum What {
    /// It gets an agent.
    Assign {
        /// Whom.
        agent: i64,
    },
    /// It ends.
    Close {
        /// By whom.
        by: Participant,
    },
}

/// Assigns what waits to whoever has room, at most so many sessions.
pub async fn serve_queue(conn: &mut Conn, limit: i64, now: Time) -> Answer<Vec<SessionChange>> {
    let steps = plan_queue(conn, limit).await?;
    take_steps(conn, &steps, now).await
}

/// Who would get what now.
pub async fn plan_queue(conn: &mut Conn, limit: i64) -> Answer<Vec<Step>> {
    let candidates = agents::with_room(conn).await?;
    // Nobody has room: the usual case in a rush, and then the queue may be long.
    if candidates.is_empty() { Ok(Vec::new()) } else { Ok(plan(waiting(conn, limit).await?, candidates)) }
}

/// Does what was planned, and writes it in the sessions' logs.
pub async fn take_steps(conn: &mut Conn, steps: &[Step], now: Time) -> Answer<Vec<SessionChange>> {
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let mut sessions: HashMap<i64, ChatSession> = sessions::lock(conn, steps.iter().map(|step| step.session)).await?;
    let mut changes = Vec::with_capacity(steps.len());
    let mut places: BTreeMap<i64, i32> = BTreeMap::new();
    for step in steps {
        let gone = || Error::Internal(format!("chat session {} vanished while it was changed", step.session));
        let before = sessions.remove(&step.session).ok_or_else(gone)?;
        let mut after = before.clone();
        after.last_seq += 1;
        let event = match step.what {
            What::Assign { agent } => {
                after.status = SessionStatus::Active;
                after.agent_id = Some(agent);
                after.waiting_since = None;
                *places.entry(agent).or_default() += 1;
                Event::Assigned { agent_id: agent }
            }
            What::Close { by } => {
                after.status = SessionStatus::Closed;
                after.closed_at = Some(at(now).and_utc());
                after.waiting_since = None;
                Event::Closed { closed_by: by }
            }
        };
        store_status(conn, &after).await?;
        let entry = event_entry(after.id, after.last_seq, event, now);
        changes.push(SessionChange { before: Some(Arc::new(before)), after: Arc::new(after), entries: vec![entry] });
    }
    let entries: Vec<_> = changes.iter().flat_map(|change| change.entries.iter().cloned()).collect();
    messages::insert(conn, &entries).await?;
    for (agent, places) in places {
        if !agents::take_places(conn, agent, places, false, now).await? {
            return Err(Error::AgentAtCapacity(agent).into());
        }
    }
    Ok(changes)
}

/// An entry that tells of something that happened.
pub fn event_entry(chat_session_id: i64, seq: i64, event: Event, now: Time) -> Arc<Message> {
    let sender = Participant::System;
    let created_at = at(now).and_utc();
    Arc::new(Message { chat_session_id, seq, sender, body: Body::Event(event), client_message_id: String::new(), created_at })
}

async fn store_status(conn: &mut Conn, session: &ChatSession) -> Answer<()> {
    let mut query: Statement = Statement::new("UPDATE chat_sessions SET status = ");
    query.text(status_word(session.status)).sql(", last_seq = ").int(session.last_seq);
    if let Some(agent) = session.agent_id {
        query.sql(", agent_id = ").int(agent);
    }
    if let Some(closed_at) = session.closed_at {
        query.sql(", closed_at = ").time(at(closed_at));
    }
    query.sql(", waiting_since = NULL WHERE id = ").int(session.id);
    query.execute(conn).await?;
    Ok(())
}
