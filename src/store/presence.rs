//! Who is there: the agents' leases, and whom the others in a session are told of.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, agents::AGENTS_AT_ONCE};
use crate::model::{Agent, Body, Event, Participant, SessionStatus, Time};
use crate::store::failure::Answer;
use crate::store::rows::{AgentRow, MessageRow, all, at, participant_columns, status_word};
use crate::store::schema::{agents, chat_sessions, messages, users};
use crate::store::statement::{Statement, padded};

/// So many events of a session are looked through for its agents.
const EVENTS: i64 = 1000;

/// Moves the leases of agents who are connected ahead.
pub async fn connect(conn: &mut Conn, ids: Vec<i64>, until: Time) -> Answer<()> {
    for ids in ids.chunks(AGENTS_AT_ONCE) {
        let mut query: Statement = Statement::new("UPDATE agents SET connected_until = ");
        query.time(at(until)).sql(" WHERE id IN ").ints(&padded(ids)).sql(" AND (connected_until IS NULL OR connected_until < ").time(at(until));
        query.sql(")");
        query.execute(conn).await?;
    }
    Ok(())
}

/// Ends the lease of an agent who has left, unless they are connected to another node.
pub async fn disconnect(conn: &mut Conn, id: i64, now: Time) -> Answer<()> {
    let (member_type, member_id) = participant_columns(Participant::Agent(id));
    let mut query: Statement = Statement::new("UPDATE agents SET connected_until = ");
    query.time(at(now)).sql(" WHERE connected_until IS NOT NULL AND id = ").int(id);
    query.sql(" AND NOT EXISTS (SELECT 1 FROM connections INNER JOIN nodes ON nodes.name = connections.node WHERE connections.member_type = ");
    query.text(member_type).sql(" AND connections.member_id = ").int(member_id).sql(" AND nodes.alive_until > ").time(at(now)).sql(")");
    query.execute(conn).await?;
    Ok(())
}

/// Agents who were connected, and were gone by then: those who have been gone for longest.
pub async fn gone(conn: &mut Conn, by: Time, limit: i64) -> Answer<Vec<i64>> {
    let query = agents::table.filter(agents::connected_until.lt(at(by))).order(agents::connected_until);
    Ok(query.select(agents::id).limit(limit).load(conn).await?)
}

/// The name of a session's user, and every agent who has or had it.
pub async fn participants(conn: &mut Conn, session: i64) -> Answer<Option<(i64, String, Vec<Agent>)>> {
    let user = chat_sessions::table.inner_join(users::table.on(users::id.eq(chat_sessions::user_id))).filter(chat_sessions::id.eq(session));
    let Some((user, name)) = user.select((users::id, users::name)).first::<(i64, String)>(conn).await.optional()? else { return Ok(None) };
    // By the index on senders: events have the service itself as theirs, and there are few.
    let (sender_type, sender_id) = participant_columns(Participant::System);
    let events = messages::table.filter(messages::chat_session_id.eq(session)).filter(messages::sender_type.eq(sender_type));
    let events = events.filter(messages::sender_id.eq(sender_id)).order(messages::id.desc()).limit(EVENTS);
    let events: Vec<crate::model::Message> = all(events.select(MessageRow::as_select()).load(conn).await?)?;
    let assigned =
        events.into_iter().filter_map(|entry| if let Body::Event(Event::Assigned { agent_id }) = entry.body { Some(agent_id) } else { None });
    Ok(Some((user, name, by_ids(conn, assigned.collect()).await?)))
}

/// Agents by their ids.
pub async fn by_ids(conn: &mut Conn, mut ids: Vec<i64>) -> Answer<Vec<Agent>> {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = agents::table.filter(agents::id.eq_any(ids)).order(agents::id).select(AgentRow::as_select()).load(conn).await?;
    Ok(all(rows)?)
}

/// The open sessions of these users: session, user, name.
pub async fn sessions_of_users(conn: &mut Conn, ids: Vec<i64>) -> Answer<Vec<(i64, i64, String)>> {
    let open = [SessionStatus::Waiting, SessionStatus::Active].map(status_word);
    let query = chat_sessions::table.inner_join(users::table.on(users::id.eq(chat_sessions::user_id))).filter(chat_sessions::user_id.eq_any(ids));
    Ok(query.filter(chat_sessions::status.eq_any(open)).select((chat_sessions::id, users::id, users::name)).load(conn).await?)
}

/// The active sessions of these agents: session and agent.
pub async fn sessions_of_agents(conn: &mut Conn, ids: Vec<i64>) -> Answer<Vec<(i64, i64)>> {
    let query = chat_sessions::table.filter(chat_sessions::agent_id.eq_any(ids));
    let query = query.filter(chat_sessions::status.eq(status_word(SessionStatus::Active)));
    Ok(query.select((chat_sessions::id, chat_sessions::agent_id.assume_not_null())).load(conn).await?)
}
