//! Teams. What changes one holds the lock of the queue, because who may take what waits depends on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::agents::SERVED_AT_ONCE;
use super::{Conn, assignment, last_id, outbox, sessions};
use crate::model::{ChatSession, Deed, Error, Noun, SessionChange, SessionStatus, Team, TeamUpdate, Time};
use crate::store::failure::{Answer, Failure};
use crate::store::rows::{at, status_word};
use crate::store::schema::{agents, chat_sessions, team_members, teams};

/// Teams in the order of their ids, after one of them.
pub async fn list(conn: &mut Conn, after_id: i64, limit: i64) -> Answer<Vec<Team>> {
    let rows: Vec<(i64, String, chrono::NaiveDateTime)> =
        teams::table.filter(teams::id.gt(after_id)).order(teams::id).limit(limit).load(conn).await?;
    let (Some(first), Some(last)) = (rows.as_slice().first(), rows.as_slice().last()) else { return Ok(Vec::new()) };
    let members: Vec<(i64, i64)> = team_members::table
        .filter(team_members::team_id.between(first.0, last.0))
        .order((team_members::team_id, team_members::agent_id))
        .load(conn)
        .await?;
    let mut by_team: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (team, agent) in members {
        by_team.entry(team).or_default().push(agent);
    }
    let team = |(id, name, created_at): (i64, String, chrono::NaiveDateTime)| Team {
        id,
        name,
        agent_ids: by_team.remove(&id).unwrap_or_default(),
        created_at: created_at.and_utc(),
    };
    Ok(rows.into_iter().map(team).collect())
}

async fn require(conn: &mut Conn, id: i64) -> Answer<Team> {
    let team = list(conn, id - 1, 1).await?.into_iter().find(|team| team.id == id);
    Ok(team.ok_or_else(|| Error::not_found(Noun::Team, id))?)
}

/// Adds a team.
pub async fn create(conn: &mut Conn, name: String, agent_ids: Vec<i64>, now: Time) -> Answer<Team> {
    assignment::lock_queue(conn).await?;
    check_name(conn, None, &name).await?;
    check_agents(conn, &agent_ids).await?;
    diesel::insert_into(teams::table)
        .values((teams::name.eq(&name), teams::created_at.eq(at(now))))
        .execute(conn)
        .await
        .map_err(|error| Failure::or_duplicate(error, Error::TeamNameTaken))?;
    let id = last_id(conn).await?;
    set_members(conn, id, &agent_ids).await?;
    outbox::record(conn, Deed::on("team.created", "team", id).details(serde_json::json!({"agent_ids": agent_ids})), now).await?;
    require(conn, id).await
}

/// Changes a team, and gives its new members what waits for it.
pub async fn update(conn: &mut Conn, id: i64, update: TeamUpdate, now: Time) -> Answer<(Team, Vec<SessionChange>)> {
    assignment::lock_queue(conn).await?;
    require(conn, id).await?;
    let deed = Deed::on("team.updated", "team", id).details(serde_json::json!({"agent_ids": update.agent_ids}));
    outbox::record(conn, deed, now).await?;
    if let Some(name) = update.name {
        check_name(conn, Some(id), &name).await?;
        diesel::update(teams::table.find(id))
            .set(teams::name.eq(name))
            .execute(conn)
            .await
            .map_err(|error| Failure::or_duplicate(error, Error::TeamNameTaken))?;
    }
    if let Some(agent_ids) = update.agent_ids {
        check_agents(conn, &agent_ids).await?;
        diesel::delete(team_members::table.filter(team_members::team_id.eq(id))).execute(conn).await?;
        set_members(conn, id, &agent_ids).await?;
    }
    let changes = assignment::serve_queue(conn, SERVED_AT_ONCE, now).await?;
    Ok((require(conn, id).await?, changes))
}

/// Deletes a team. What is open and was handed to it is anyone's from then on, and what of it waits is given to whoever has room.
pub async fn delete(conn: &mut Conn, id: i64, now: Time) -> Answer<Vec<SessionChange>> {
    assignment::lock_queue(conn).await?;
    outbox::record(conn, Deed::on("team.deleted", "team", id), now).await?;
    require(conn, id).await?;
    let open = chat_sessions::table.filter(chat_sessions::team_id.eq(id)).filter(chat_sessions::status.ne(status_word(SessionStatus::Closed)));
    let ids: Vec<i64> = open.select(chat_sessions::id).load(conn).await?;
    let mut changes = Vec::with_capacity(ids.len());
    for ids in ids.chunks(1024) {
        let before = sessions::lock(conn, ids.iter().copied()).await?;
        diesel::update(chat_sessions::table.filter(chat_sessions::id.eq_any(ids.to_vec())))
            .set((chat_sessions::team_id.eq(None::<i64>), chat_sessions::changed_at.eq(at(now))))
            .execute(conn)
            .await?;
        changes.extend(before.into_values().map(|before| {
            let after = ChatSession { team_id: None, ..before.clone() };
            SessionChange { before: Some(Arc::new(before)), after: Arc::new(after), entries: Vec::new() }
        }));
    }
    diesel::delete(team_members::table.filter(team_members::team_id.eq(id))).execute(conn).await?;
    diesel::delete(teams::table.find(id)).execute(conn).await?;
    changes.extend(assignment::serve_queue(conn, SERVED_AT_ONCE, now).await?);
    Ok(changes)
}

/// Names are compared here and not by the database: SQLite knows the case of ASCII only. Under the queue's lock nobody adds one meanwhile.
async fn check_name(conn: &mut Conn, own: Option<i64>, name: &str) -> Answer<()> {
    let names: Vec<(i64, String)> = teams::table.select((teams::id, teams::name)).load(conn).await?;
    let folded = name.to_lowercase();
    let taken = names.iter().any(|(id, other)| Some(*id) != own && other.to_lowercase() == folded);
    if taken { Err(Error::TeamNameTaken.into()) } else { Ok(()) }
}

/// Agents are never deleted, so that who is there stays.
async fn check_agents(conn: &mut Conn, ids: &[i64]) -> Answer<()> {
    let known: Vec<i64> = agents::table.filter(agents::id.eq_any(ids.to_vec())).select(agents::id).load(conn).await?;
    match ids.iter().find(|id| !known.contains(id)) {
        Some(unknown) => Err(Error::not_found(Noun::Agent, unknown).into()),
        None => Ok(()),
    }
}

async fn set_members(conn: &mut Conn, team: i64, agents: &[i64]) -> Answer<()> {
    for agent in agents {
        let member = (team_members::team_id.eq(team), team_members::agent_id.eq(agent));
        diesel::insert_into(team_members::table).values(member).execute(conn).await?;
    }
    Ok(())
}
