//! Sessions that change hands: transfer, reopen, and the return to the queue of what a gone agent had.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::assignment::{self, Staff, Step, What};
use super::{Conn, agents, sessions};
use crate::model::{Actor, ChatSession, Error, Noun, Participant, SessionChange, SessionStatus, Site, Time, TransferTarget};
use crate::store::failure::Answer;
use crate::store::rows::{SiteRow, status_word};
use crate::store::schema::{chat_sessions, sites, teams, users};

/// Hands an open session to an agent or a team. The place that it frees goes to who waits. The first change is the session's.
pub async fn transfer(conn: &mut Conn, id: i64, actor: Actor, target: TransferTarget, now: Time) -> Answer<Vec<SessionChange>> {
    assignment::lock_queue(conn).await?;
    let session = sessions::require(conn, id).await?;
    session.check_visible(actor)?;
    session.check_transfer(actor)?;
    let from = session.agent_id.filter(|_| session.status == SessionStatus::Active);
    let done = match target {
        TransferTarget::Agent(agent) => from == Some(agent),
        TransferTarget::Team(team) => session.status == SessionStatus::Waiting && session.team_id == Some(team),
    };
    if done {
        return Ok(vec![sessions::unchanged(session)]);
    }
    if let Some(agent) = from {
        agents::free_place(conn, agent).await?;
    }
    let mut staff = Staff::with_room(conn).await?;
    let (next, agent, team) = match target {
        TransferTarget::Agent(agent) => {
            let known = agents::get(conn, agent).await?.ok_or_else(|| Error::not_found(Noun::Agent, agent))?;
            let refusal = if known.available { Error::AgentAtCapacity(agent) } else { Error::AgentUnavailable(agent) };
            (Some(staff.give_named(agent).ok_or(refusal)?), Some(agent), None)
        }
        TransferTarget::Team(team) => {
            living_team(conn, Some(team)).await?.ok_or_else(|| Error::not_found(Noun::Team, team))?;
            (staff.give_on(team, from), None, Some(team))
        }
    };
    let by = actor.participant().unwrap_or(Participant::System);
    let mut steps = vec![Step { session: id, what: What::Transfer { by, agent, team } }];
    steps.extend(next.map(|agent| Step { session: id, what: What::Assign { agent } }));
    // One place was freed, so that at most one of those who wait has it.
    steps.extend(assignment::plan_queue(conn, &mut staff, 1, Some(id)).await?);
    assignment::take_steps(conn, &steps, now).await
}

/// The team, unless it was deleted: closed sessions keep the name of theirs.
async fn living_team(conn: &mut Conn, team: Option<i64>) -> Answer<Option<i64>> {
    let Some(id) = team else { return Ok(None) };
    Ok(teams::table.find(id).select(teams::id).first(conn).await.optional()?)
}

/// Opens a closed session again for the agent who asks for it.
pub async fn reopen(conn: &mut Conn, id: i64, actor: Actor, now: Time) -> Answer<SessionChange> {
    let Some(agent) = actor.agent_id() else { return Err(Error::RoleRequired("an agent").into()) };
    assignment::lock_queue(conn).await?;
    let session = sessions::require(conn, id).await?;
    session.check_visible(actor)?;
    if session.status != SessionStatus::Closed {
        return Err(Error::SessionOpen(id).into());
    }
    if !reopens(conn, &session, now).await? {
        return Err(Error::ReopenWindowOver(id).into());
    }
    if agents::enabled(conn, agent).await? != Some(true) {
        return Err(Error::not_found(Noun::Agent, agent).into());
    }
    let by = Participant::Agent(agent);
    let team = living_team(conn, session.team_id).await?;
    let steps = [What::Reopen { by, team }, What::Assign { agent }].map(|what| Step { session: id, what });
    let changes = assignment::take_steps(conn, &steps, now).await?;
    Ok(changes.into_iter().next().ok_or_else(|| Error::Internal("a reopened session has no change".into()))?)
}

/// Whether a message of the user's would open the session again. It is only a first look, without a lock.
pub async fn may_reopen(conn: &mut Conn, id: i64, now: Time) -> Answer<bool> {
    match sessions::get(conn, id).await? {
        Some(session) => Ok(session.status != SessionStatus::Closed || reopens(conn, &session, now).await?),
        None => Ok(false),
    }
}

/// Opens a closed session again because its user writes: for the agent who had it if they can take it, else in the queue. An open one stays
/// as it is.
pub async fn reopen_for_user(conn: &mut Conn, id: i64, actor: Actor, now: Time) -> Answer<Vec<SessionChange>> {
    assignment::lock_queue(conn).await?;
    let session = sessions::require(conn, id).await?;
    session.check_visible(actor)?;
    if session.status != SessionStatus::Closed {
        return Ok(Vec::new());
    }
    if !reopens(conn, &session, now).await? {
        return Err(Error::SessionClosed(id).into());
    }
    if matches!(actor, Actor::User(_)) {
        sessions::check_open_sessions(conn, session.user_id).await?;
    }
    let mut staff = Staff::with_room(conn).await?;
    let team = living_team(conn, session.team_id).await?;
    let mut steps = vec![Step { session: id, what: What::Reopen { by: session.author(actor), team } }];
    // Whoever has room is waited for by nobody, so that nobody is overtaken.
    let agent = session.agent_id.and_then(|former| staff.give_named(former)).or_else(|| staff.give(team));
    steps.extend(agent.map(|agent| Step { session: id, what: What::Assign { agent } }));
    assignment::take_steps(conn, &steps, now).await
}

/// Whether the closed session's site lets it be opened again now, and its log has room for what would follow.
async fn reopens(conn: &mut Conn, session: &ChatSession, now: Time) -> Answer<bool> {
    let Some(closed_at) = session.closed_at else { return Ok(false) };
    let user = users::table.find(session.user_id).select((users::site_id, users::erased_at));
    let (site, erased_at): (i64, Option<chrono::NaiveDateTime>) = user.first(conn).await?;
    if erased_at.is_some() {
        return Ok(false);
    }
    let site: Site = sites::table.find(site).select(SiteRow::as_select()).first(conn).await?.try_into()?;
    Ok(now < closed_at + TimeDelta::seconds(site.settings.reopen_window_seconds.into()) && session.check_room().is_ok())
}

/// Makes an agent who was gone by then unavailable, and puts their sessions back into the queue, for whoever has room. Nothing if they are
/// back, or another node was faster.
pub async fn dismiss(conn: &mut Conn, agent: i64, gone_by: Time, now: Time) -> Answer<Option<Vec<SessionChange>>> {
    assignment::lock_queue(conn).await?;
    if !agents::dismiss(conn, agent, gone_by).await? {
        return Ok(None);
    }
    let active = chat_sessions::table.filter(chat_sessions::agent_id.eq(agent)).filter(chat_sessions::status.eq(status_word(SessionStatus::Active)));
    let active: Vec<i64> = active.order(chat_sessions::id).select(chat_sessions::id).load(conn).await?;
    let steps: Vec<Step> = active.iter().map(|session| Step { session: *session, what: What::Requeue { agent } }).collect();
    let requeued = assignment::take_steps(conn, &steps, now).await?;
    let served = assignment::serve_queue(conn, steps.len(), now).await?;
    Ok(Some(assignment::joined(requeued, served)))
}
