//! Agents.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, assignment, credentials, last_id, outbox};
use crate::model::{Agent, AgentRole, AgentUpdate, Deed, Error, NewAgent, Noun, SessionChange, Time};
use crate::store::failure::{Answer, Failure};
use crate::store::rows::{AgentRow, agent_role_word, all, at, availability_word};
use crate::store::schema::{agents, team_members};
use crate::store::statement::Statement;

/// No agent can get more sessions than this at once: it is the greatest capacity.
pub const SERVED_AT_ONCE: usize = Agent::MAX_CAPACITY.unsigned_abs() as usize;
/// So many agents are named in one statement.
pub const AGENTS_AT_ONCE: usize = 256;

/// An agent by their id.
pub async fn get(conn: &mut Conn, id: i64) -> Answer<Option<Agent>> {
    let row = row(conn, id).await?;
    Ok(row.map(Agent::try_from).transpose()?)
}

async fn row(conn: &mut Conn, id: i64) -> Answer<Option<AgentRow>> {
    Ok(agents::table.find(id).select(AgentRow::as_select()).first(conn).await.optional()?)
}

async fn require(conn: &mut Conn, id: i64) -> Answer<AgentRow> {
    Ok(row(conn, id).await?.ok_or_else(|| Error::not_found(Noun::Agent, id))?)
}

/// Agents in the order of their ids, after one of them.
pub async fn list(conn: &mut Conn, after_id: i64, limit: i64) -> Answer<Vec<Agent>> {
    let rows = agents::table.filter(agents::id.gt(after_id)).order(agents::id).limit(limit).select(AgentRow::as_select()).load(conn).await?;
    Ok(all(rows)?)
}

/// Some of the agents who take sessions, by id.
pub async fn available(conn: &mut Conn, limit: i64) -> Answer<Vec<Agent>> {
    let available = agents::table.filter(agents::availability_status.eq(availability_word(true))).filter(agents::disabled.eq(false));
    let rows = available.order(agents::id).limit(limit).select(AgentRow::as_select()).load(conn).await?;
    Ok(all(rows)?)
}

/// An agent by their address, and the hash of their password.
pub async fn get_by_email(conn: &mut Conn, email: String) -> Answer<Option<(Agent, Option<String>)>> {
    let row = agents::table.filter(agents::email.eq(email)).select(AgentRow::as_select()).first(conn).await.optional()?;
    let Some(mut row) = row else { return Ok(None) };
    let password_hash = row.password_hash.take();
    Ok(Some((row.try_into()?, password_hash)))
}

/// Adds an agent, with the next id or with this one.
async fn insert(conn: &mut Conn, id: Option<i64>, new: NewAgent, now: Time) -> Answer<Agent> {
    diesel::insert_into(agents::table)
        .values((
            id.map(|id| agents::id.eq(id)),
            agents::name.eq(new.name),
            agents::email.eq(new.email),
            agents::password_hash.eq(new.password_hash),
            agents::role.eq(agent_role_word(new.role)),
            agents::capacity.eq(new.capacity),
            agents::created_at.eq(at(now)),
        ))
        .execute(conn)
        .await
        .map_err(|error| Failure::or_duplicate(error, Error::EmailTaken))?;
    let id = match id {
        Some(id) => id,
        None => last_id(conn).await?,
    };
    Ok(require(conn, id).await?.try_into()?)
}

/// Adds an agent. They are unavailable at first.
pub async fn create(conn: &mut Conn, new: NewAgent, now: Time) -> Answer<Agent> {
    let role = agent_role_word(new.role);
    let agent = insert(conn, None, new, now).await?;
    outbox::record(conn, Deed::on("agent.created", "agent", agent.id).details(serde_json::json!({"role": role})), now).await?;
    Ok(agent)
}

/// The agent with this id, who is added if they are not there.
pub async fn ensure(conn: &mut Conn, id: i64, new: NewAgent, now: Time) -> Answer<Agent> {
    match get(conn, id).await? {
        Some(agent) => Ok(agent),
        None => insert(conn, Some(id), new, now).await,
    }
}

/// Whether the agent can log in and administer.
fn administers(row: &AgentRow) -> bool {
    !row.disabled && row.role == agent_role_word(AgentRole::Admin) && row.email.is_some() && row.password_hash.is_some()
}

/// How many agents besides this one can log in and administer.
async fn other_admins(conn: &mut Conn, id: i64) -> Answer<i64> {
    let count = agents::table
        .filter(agents::id.ne(id))
        .filter(agents::disabled.eq(false))
        .filter(agents::role.eq(agent_role_word(AgentRole::Admin)))
        .filter(agents::email.is_not_null())
        .filter(agents::password_hash.is_not_null())
        .count()
        .get_result(conn)
        .await?;
    Ok(count)
}

/// Changes an agent, and what follows from it: tokens end, and the queue is served if there is room now.
pub async fn update(conn: &mut Conn, id: i64, update: AgentUpdate, now: Time) -> Answer<(Agent, Vec<SessionChange>)> {
    // Under this lock two administrators cannot dismiss each other at the same time.
    assignment::lock_queue(conn).await?;
    let mut row = require(conn, id).await?;
    let administered = administers(&row);
    let disabled = update.disabled == Some(true);
    let role = update.role.map_or(row.role.clone(), |role| agent_role_word(role).to_owned());
    let signs_out = role != row.role || update.password_hash.is_some();
    let deed = Deed::on("agent.updated", "agent", id).details(serde_json::json!({
        "role": role,
        "disabled": update.disabled.unwrap_or(row.disabled),
        "capacity": update.capacity.unwrap_or(row.capacity),
        "email_changed": update.email.is_some(),
        "password_changed": update.password_hash.is_some(),
    }));

    row.role = role;
    row.name = update.name.unwrap_or(row.name);
    row.email = update.email.unwrap_or(row.email);
    row.password_hash = update.password_hash.or(row.password_hash);
    row.capacity = update.capacity.unwrap_or(row.capacity);
    row.disabled = update.disabled.unwrap_or(row.disabled);
    row.avatar_url = update.avatar_url.unwrap_or(row.avatar_url);
    if row.disabled {
        availability_word(false).clone_into(&mut row.availability_status);
    }
    if administered && !administers(&row) && other_admins(conn, id).await? == 0 {
        return Err(Error::LastAdmin.into());
    }

    diesel::update(agents::table.find(id))
        .set((
            agents::name.eq(row.name),
            agents::email.eq(row.email),
            agents::password_hash.eq(row.password_hash),
            agents::role.eq(row.role),
            agents::capacity.eq(row.capacity),
            agents::disabled.eq(row.disabled),
            agents::availability_status.eq(row.availability_status),
            agents::avatar_url.eq(row.avatar_url),
        ))
        .execute(conn)
        .await
        .map_err(|error| Failure::or_duplicate(error, Error::EmailTaken))?;
    if disabled || signs_out {
        credentials::revoke_agent(conn, id, !disabled, now).await?;
    }
    outbox::record(conn, deed, now).await?;
    served(conn, id, now).await
}

/// Says whether an agent takes new sessions, and gives them what waits if they do.
pub async fn set_availability(conn: &mut Conn, id: i64, available: bool, now: Time) -> Answer<(Agent, Vec<SessionChange>)> {
    assignment::lock_queue(conn).await?;
    let row = require(conn, id).await?;
    // Whoever is shut out cannot be available: nobody would answer.
    let available = available && !row.disabled;
    diesel::update(agents::table.find(id)).set(agents::availability_status.eq(availability_word(available))).execute(conn).await?;
    if available && row.connected_until.is_some_and(|until| until <= at(now)) {
        // Available without being connected, such as a bot: the stream that ended before is not missed any more.
        diesel::update(agents::table.find(id)).set(agents::connected_until.eq(None::<NaiveDateTime>)).execute(conn).await?;
    }
    served(conn, id, now).await
}

/// Serves the queue, of which the lock is held, and reads the agent again.
async fn served(conn: &mut Conn, id: i64, now: Time) -> Answer<(Agent, Vec<SessionChange>)> {
    let changes = assignment::serve_queue(conn, SERVED_AT_ONCE, now).await?;
    Ok((require(conn, id).await?.try_into()?, changes))
}

/// Takes an agent who was gone by then from their work: they are unavailable and have no session. `false`: they are not gone.
pub async fn dismiss(conn: &mut Conn, id: i64, gone_by: Time) -> Answer<bool> {
    let gone = agents::table.filter(agents::id.eq(id)).filter(agents::connected_until.lt(at(gone_by)));
    let unavailable = agents::availability_status.eq(availability_word(false));
    let count = diesel::update(gone)
        .set((unavailable, agents::connected_until.eq(None::<NaiveDateTime>), agents::active_sessions.eq(0)))
        .execute(conn)
        .await?;
    Ok(count == 1)
}

/// Whether there is such an agent; `Some(true)` if they may answer at all.
pub async fn enabled(conn: &mut Conn, id: i64) -> Answer<Option<bool>> {
    let disabled = agents::table.find(id).select(agents::disabled).first::<bool>(conn).await.optional()?;
    Ok(disabled.map(|disabled| !disabled))
}

/// An agent who could take a session.
pub struct Candidate {
    /// Their id.
    pub id: i64,
    /// How many active sessions they have at most.
    pub capacity: i32,
    /// How many active sessions they have.
    pub active: i32,
}

/// Who has room, in the order in which they are asked: the least loaded first, then who has not been asked for longest.
/// NULL, which is never, comes first in both databases.
pub async fn with_room(conn: &mut Conn) -> Answer<Vec<Candidate>> {
    let rows: Vec<(i64, i32, i32)> = agents::table
        .filter(agents::availability_status.eq(availability_word(true)))
        .filter(agents::disabled.eq(false))
        .filter(agents::active_sessions.lt(agents::capacity))
        .order((agents::active_sessions, agents::last_assigned_at, agents::id))
        .select((agents::id, agents::capacity, agents::active_sessions))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(id, capacity, active)| Candidate { id, capacity, active }).collect())
}

/// The teams of those who have room: team and member.
pub async fn teams_with_room(conn: &mut Conn) -> Answer<Vec<(i64, i64)>> {
    let with_room = agents::table
        .filter(agents::availability_status.eq(availability_word(true)))
        .filter(agents::disabled.eq(false))
        .filter(agents::active_sessions.lt(agents::capacity))
        .select(agents::id);
    Ok(team_members::table
        .filter(team_members::agent_id.eq_any(with_room))
        .select((team_members::team_id, team_members::agent_id))
        .load(conn)
        .await?)
}

/// Gives an agent so many more sessions. `false`: they have no room for them.
pub async fn take_places(conn: &mut Conn, id: i64, places: i32, forced: bool, now: Time) -> Answer<bool> {
    let mut query: Statement = Statement::new("UPDATE agents SET active_sessions = active_sessions + ");
    query.int(places.into()).sql(", last_assigned_at = ").time(at(now)).sql(" WHERE id = ").int(id);
    if !forced {
        // The condition is checked against the row itself, whatever was read before.
        query.sql(" AND active_sessions + ").int(places.into()).sql(" <= capacity");
    }
    Ok(query.execute(conn).await? == 1)
}

/// Takes one session from an agent.
pub async fn free_place(conn: &mut Conn, id: i64) -> Answer<()> {
    let mut query: Statement = Statement::new("UPDATE agents SET active_sessions = active_sessions - 1 WHERE active_sessions > 0 AND id = ");
    query.int(id);
    query.execute(conn).await?;
    Ok(())
}
