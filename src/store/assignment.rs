//! The queue: which session goes to which agent. Everything here runs under the lock of the queue's row.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Backend, Conn, agents, messages, sessions};
use crate::model::{Body, ChatSession, Error, Event, Message, Participant, SessionChange, SessionStatus, Time};
use crate::store::failure::Answer;
use crate::store::rows::{at, status_word};
use crate::store::schema::{chat_sessions, queues};
use crate::store::statement::Statement;

/// The queue that every session waits in.
const DEFAULT_QUEUE: i64 = 1;
/// Sessions that wait are read so many at a time, at least.
const PAGE: usize = 16;

/// Locks the queue until the transaction ends. Must be the transaction's first statement: locks are always taken in the order queue,
/// sessions by id, agents, and under REPEATABLE READ what is read before a lock may be old.
pub async fn lock_queue(conn: &mut Conn) -> Answer<()> {
    for_update!(queues::table.find(DEFAULT_QUEUE).select(queues::id)).first::<i64>(conn).await?;
    Ok(())
}

/// Those who have room, the next to be asked first.
pub struct Staff {
    /// By how many sessions they have, and then by their turn.
    free: BTreeMap<(i32, usize), agents::Candidate>,
    /// The members of each team who have room.
    teams: HashMap<i64, Vec<i64>>,
    next_turn: usize,
}

impl Staff {
    /// Reads who has room now.
    pub async fn with_room(conn: &mut Conn) -> Answer<Self> {
        let candidates = agents::with_room(conn).await?;
        let mut teams: HashMap<i64, Vec<i64>> = HashMap::new();
        if !candidates.is_empty() {
            for (team, agent) in agents::teams_with_room(conn).await? {
                teams.entry(team).or_default().push(agent);
            }
        }
        let next_turn = candidates.len();
        // Candidates come in the order in which they are asked; whoever gets one goes behind the others with as many.
        let free = candidates.into_iter().enumerate().map(|(turn, agent)| ((agent.active, turn), agent)).collect();
        Ok(Self { free, teams, next_turn })
    }

    /// Gives a session to the least loaded of those who may take it: members of its team, if it has one.
    pub fn give(&mut self, team: Option<i64>) -> Option<i64> {
        self.give_to(|agent, teams| team.is_none_or(|team| teams.get(&team).is_some_and(|members| members.contains(&agent))))
    }

    /// Gives a session of a team to another member than this agent, and only if there is none to this one.
    pub fn give_on(&mut self, team: i64, from: Option<i64>) -> Option<i64> {
        let other = |agent, teams: &HashMap<i64, Vec<i64>>| Some(agent) != from && teams.get(&team).is_some_and(|members| members.contains(&agent));
        self.give_to(other).or_else(|| self.give(Some(team)))
    }

    /// Gives a session to this agent, if they have room.
    pub fn give_named(&mut self, named: i64) -> Option<i64> {
        self.give_to(|agent, _| agent == named)
    }

    fn give_to(&mut self, may: impl Fn(i64, &HashMap<i64, Vec<i64>>) -> bool) -> Option<i64> {
        let place = *self.free.iter().find(|(_, agent)| may(agent.id, &self.teams))?.0;
        let mut agent = self.free.remove(&place)?;
        let id = agent.id;
        agent.active += 1;
        if agent.active < agent.capacity {
            self.free.insert((agent.active, self.next_turn), agent);
            self.next_turn += 1;
        } else {
            self.teams.retain(|_, members| {
                members.retain(|member| *member != id);
                !members.is_empty()
            });
        }
        Some(id)
    }
}

/// Who should get a new session: the named agent if they can take it, else the least loaded.
pub async fn choose(conn: &mut Conn, named: Option<i64>) -> Answer<Option<i64>> {
    let mut staff = Staff::with_room(conn).await?;
    // Nobody overtakes: as long as somebody waits whom they could take, they have something to do first.
    if !plan_queue(conn, &mut staff, 1, None).await?.is_empty() {
        return Ok(None);
    }
    Ok(named.and_then(|named| staff.give_named(named)).or_else(|| staff.give(None)))
}

/// The oldest sessions that wait behind this one, of those for anyone and those for one of the teams: with their teams. Their status
/// cannot change under the queue's lock, so that they need none of their own yet.
async fn waiting(conn: &mut Conn, after_id: i64, teams: Vec<i64>, limit: usize) -> Answer<Vec<(i64, Option<i64>)>> {
    let waits = chat_sessions::table.filter(chat_sessions::status.eq(status_word(SessionStatus::Waiting))).filter(chat_sessions::id.gt(after_id));
    let query = waits.order(chat_sessions::id).select((chat_sessions::id, chat_sessions::team_id));
    let mut query = query.limit(i64::try_from(limit).unwrap_or(i64::MAX)).into_boxed::<Backend>();
    query = if teams.is_empty() {
        query.filter(chat_sessions::team_id.is_null())
    } else {
        query.filter(chat_sessions::team_id.is_null().or(chat_sessions::team_id.eq_any(teams)))
    };
    Ok(query.load(conn).await?)
}

/// Who gets what: the oldest session goes to the least loaded agent who may take it, and so on until nobody waits whom anybody with room
/// may take, or so many are planned. What waits for a team without room is passed over, so that it holds up nobody else.
pub async fn plan_queue(conn: &mut Conn, staff: &mut Staff, limit: usize, except: Option<i64>) -> Answer<Vec<Step>> {
    let page = limit.max(PAGE);
    let mut steps = Vec::new();
    let mut after_id = 0;
    // Nobody has room: the usual case in a rush, and then the queue may be long.
    while !staff.free.is_empty() {
        // Each page but the last brings steps, or uses up the room of a team that is not read again.
        let waiting = waiting(conn, after_id, staff.teams.keys().copied().collect(), page).await?;
        for (session, team) in &waiting {
            if steps.len() < limit
                && Some(*session) != except
                && let Some(agent) = staff.give(*team)
            {
                steps.push(Step { session: *session, what: What::Assign { agent } });
            }
        }
        match waiting.last() {
            Some((last, _)) if waiting.len() == page && steps.len() < limit => after_id = *last,
            _ => break,
        }
    }
    Ok(steps)
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
    /// It waits again: its agent has gone. Their place is the caller's business, here and below.
    Requeue {
        /// Who had it.
        agent: i64,
    },
    /// It is handed on, and waits until it is assigned.
    Transfer {
        /// By whom.
        by: Participant,
        /// The agent it is meant for.
        agent: Option<i64>,
        /// The team it is meant for.
        team: Option<i64>,
    },
    /// It is open again, and waits until it is assigned.
    Reopen {
        /// By whom.
        by: Participant,
        /// The team that it is still for: one that was deleted meanwhile would have it wait for ever.
        team: Option<i64>,
    },
}

impl What {
    /// Changes a session's status, and says what happened.
    fn apply(self, session: &mut ChatSession, now: Time) -> Event {
        let wait = |session: &mut ChatSession| {
            session.status = SessionStatus::Waiting;
            session.agent_id = None;
            session.closed_at = None;
            session.waiting_since.get_or_insert(at(now).and_utc());
        };
        match self {
            Self::Assign { agent } => {
                session.status = SessionStatus::Active;
                session.agent_id = Some(agent);
                session.waiting_since = None;
                Event::Assigned { agent_id: agent }
            }
            Self::Close { by } => {
                session.status = SessionStatus::Closed;
                session.closed_at = Some(at(now).and_utc());
                session.waiting_since = None;
                Event::Closed { closed_by: by }
            }
            Self::Requeue { agent } => {
                wait(session);
                Event::Requeued { agent_id: agent }
            }
            Self::Transfer { by, agent, team } => {
                wait(session);
                session.team_id = team;
                Event::Transferred { transferred_by: by, agent_id: agent, team_id: team }
            }
            Self::Reopen { by, team } => {
                wait(session);
                session.team_id = team;
                Event::Reopened { reopened_by: by }
            }
        }
    }
}

/// Assigns what waits to whoever has room, at most so many sessions.
pub async fn serve_queue(conn: &mut Conn, limit: usize, now: Time) -> Answer<Vec<SessionChange>> {
    let mut staff = Staff::with_room(conn).await?;
    let steps = plan_queue(conn, &mut staff, limit, None).await?;
    take_steps(conn, &steps, now).await
}

/// Does what was planned, and writes it in the sessions' logs: one change for each session, in the order of their first steps.
pub async fn take_steps(conn: &mut Conn, steps: &[Step], now: Time) -> Answer<Vec<SessionChange>> {
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let mut sessions: HashMap<i64, ChatSession> = sessions::lock(conn, steps.iter().map(|step| step.session)).await?;
    let mut changes: Vec<SessionChange> = Vec::with_capacity(steps.len());
    let mut places: HashMap<i64, usize> = HashMap::new();
    let mut taken: BTreeMap<i64, i32> = BTreeMap::new();
    for step in steps {
        let place = if let Some(place) = places.get(&step.session) {
            *place
        } else {
            let gone = || Error::Internal(format!("chat session {} vanished while it was changed", step.session));
            let session = Arc::new(sessions.remove(&step.session).ok_or_else(gone)?);
            changes.push(SessionChange { before: Some(Arc::clone(&session)), after: session, entries: Vec::new() });
            places.insert(step.session, changes.len() - 1);
            changes.len() - 1
        };
        let change = &mut changes[place];
        let after = Arc::make_mut(&mut change.after);
        after.last_seq += 1;
        let event = step.what.apply(after, now);
        if let What::Assign { agent } = step.what {
            *taken.entry(agent).or_default() += 1;
        }
        change.entries.push(event_entry(after.id, after.last_seq, event, now));
    }
    for change in &changes {
        store_status(conn, &change.after, now).await?;
    }
    let entries: Vec<_> = changes.iter().flat_map(|change| change.entries.iter().cloned()).collect();
    messages::insert(conn, &entries, &[]).await?;
    for (agent, places) in taken {
        if !agents::take_places(conn, agent, places, false, now).await? {
            return Err(Error::AgentAtCapacity(agent).into());
        }
    }
    Ok(changes)
}

/// The changes of one transaction as one for each session.
pub fn joined(first: Vec<SessionChange>, then: Vec<SessionChange>) -> Vec<SessionChange> {
    let mut changes = first;
    for next in then {
        match changes.iter_mut().find(|change| change.after.id == next.after.id) {
            Some(change) => {
                change.after = next.after;
                change.entries.extend(next.entries);
            }
            None => changes.push(next),
        }
    }
    changes
}

/// An entry that tells of something that happened.
pub fn event_entry(chat_session_id: i64, seq: i64, event: Event, now: Time) -> Arc<Message> {
    let sender = Participant::System;
    let created_at = at(now).and_utc();
    Arc::new(Message { chat_session_id, seq, sender, body: Body::Event(event), client_message_id: String::new(), created_at })
}

async fn store_status(conn: &mut Conn, session: &ChatSession, now: Time) -> Answer<()> {
    let mut query: Statement = Statement::new("UPDATE chat_sessions SET status = ");
    query.text(status_word(session.status)).sql(", last_seq = ").int(session.last_seq);
    query.sql(", agent_id = ").maybe_int(session.agent_id).sql(", team_id = ").maybe_int(session.team_id);
    query.sql(", closed_at = ").maybe_time(session.closed_at.map(at)).sql(", waiting_since = ").maybe_time(session.waiting_since.map(at));
    query.sql(", changed_at = ").time(at(now)).sql(" WHERE id = ").int(session.id);
    query.execute(conn).await?;
    Ok(())
}
