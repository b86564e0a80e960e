//! Chat sessions.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::dsl::{AsSelect, SqlTypeOf};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::assignment::{self, Staff, Step, What};
use super::{Backend, Conn, FOR_UPDATE, agents, last_id, messages, users};
use crate::model::{Actor, ChatSession, Error, Event, NewSession, Noun, Participant, Rating, SessionChange, SessionFilter, SessionStatus, Time};
use crate::store::failure::Answer;
use crate::store::rows::{SessionRow, all, at, status_word, tags_column};
use crate::store::schema::chat_sessions;
use crate::store::statement::{Statement, padded};

/// All columns, in the order of [`SessionRow`].
const COLUMNS: &str = "SELECT id, user_id, agent_id, status, last_seq, created_at, closed_at, client_session_id, \
    team_id, waiting_since, tags, rating_score, rating_comment, rated_at FROM chat_sessions WHERE id IN ";

type Columns = SqlTypeOf<AsSelect<SessionRow, Backend>>;

/// A session by its id.
pub async fn get(conn: &mut Conn, id: i64) -> Answer<Option<ChatSession>> {
    let row = chat_sessions::table.find(id).select(SessionRow::as_select()).first(conn).await.optional()?;
    Ok(row.map(ChatSession::try_from).transpose()?)
}

pub async fn require(conn: &mut Conn, id: i64) -> Answer<ChatSession> {
    Ok(get(conn, id).await?.ok_or_else(|| Error::not_found(Noun::Session, id))?)
}

/// The sessions that the filter lets through, the newest first, before one of them.
pub async fn list(conn: &mut Conn, filter: SessionFilter, before_id: i64, limit: i64) -> Answer<Vec<ChatSession>> {
    let mut query = chat_sessions::table
        .filter(chat_sessions::id.lt(before_id))
        .order(chat_sessions::id.desc())
        .limit(limit)
        .select(SessionRow::as_select())
        .into_boxed::<Backend>();
    // The same rule as ChatSession::visible_to.
    match filter.visible_to {
        Some(Actor::User(id)) => query = query.filter(chat_sessions::user_id.eq(id)),
        Some(Actor::Agent(id)) => {
            let waits = chat_sessions::status.eq(status_word(SessionStatus::Waiting));
            query = query.filter(chat_sessions::agent_id.eq(id).or(waits));
        }
        Some(Actor::Admin(_) | Actor::Service) | None => {}
    }
    if let Some(status) = filter.status {
        query = query.filter(chat_sessions::status.eq(status_word(status)));
    }
    if let Some(id) = filter.user_id {
        query = query.filter(chat_sessions::user_id.eq(id));
    }
    if let Some(id) = filter.agent_id {
        query = query.filter(chat_sessions::agent_id.eq(id));
    }
    Ok(all(query.load(conn).await?)?)
}

/// Locks sessions, in the order of their ids, and reads them.
pub async fn lock(conn: &mut Conn, ids: impl Iterator<Item = i64>) -> Answer<HashMap<i64, ChatSession>> {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut query: Statement<'_, Columns> = Statement::new(COLUMNS);
    query.ints(&padded(&ids)).sql(" ORDER BY id").sql(FOR_UPDATE);
    let rows: Vec<SessionRow> = query.load(conn).await?;
    let sessions: Vec<ChatSession> = all(rows)?;
    Ok(sessions.into_iter().map(|session| (session.id, session)).collect())
}

/// A session that the actor may read: one that they may see, or an earlier one of a user who has an open session that they may see.
pub async fn readable(conn: &mut Conn, id: i64, actor: Actor) -> Answer<Option<ChatSession>> {
    let Some(session) = get(conn, id).await? else { return Ok(None) };
    let readable = match actor {
        _ if session.visible_to(actor) => true,
        Actor::Agent(agent) => agent_knows_user(conn, agent, session.user_id).await?,
        _ => false,
    };
    Ok(Some(session).filter(|_| readable))
}

/// Whether an agent may see an open session of a user's.
pub async fn agent_knows_user(conn: &mut Conn, agent_id: i64, user_id: i64) -> Answer<bool> {
    let waits = chat_sessions::status.eq(status_word(SessionStatus::Waiting));
    let theirs = chat_sessions::status.eq(status_word(SessionStatus::Active)).and(chat_sessions::agent_id.eq(agent_id));
    let query = chat_sessions::table.filter(chat_sessions::user_id.eq(user_id)).filter(theirs.or(waits));
    Ok(query.select(chat_sessions::id).first::<i64>(conn).await.optional()?.is_some())
}

/// Sessions by their ids.
pub async fn by_ids(conn: &mut Conn, ids: Vec<i64>) -> Answer<Vec<ChatSession>> {
    let mut sessions = Vec::with_capacity(ids.len());
    for ids in ids.chunks(256) {
        let query = chat_sessions::table.filter(chat_sessions::id.eq_any(ids.to_vec())).select(SessionRow::as_select());
        sessions.extend(all::<_, ChatSession>(query.load(conn).await?)?);
    }
    Ok(sessions)
}

/// The oldest sessions that wait.
pub async fn waiting(conn: &mut Conn, limit: i64) -> Answer<Vec<i64>> {
    let query = chat_sessions::table.filter(chat_sessions::status.eq(status_word(SessionStatus::Waiting)));
    Ok(query.order(chat_sessions::id).select(chat_sessions::id).limit(limit).load(conn).await?)
}

/// The seqs of the newest messages.
pub async fn last_seqs(conn: &mut Conn, ids: Vec<i64>) -> Answer<Vec<(i64, i64)>> {
    let mut seqs = Vec::with_capacity(ids.len());
    for ids in ids.chunks(1024) {
        let query = chat_sessions::table.filter(chat_sessions::id.eq_any(ids.to_vec()));
        let chunk: Vec<(i64, i64)> = query.select((chat_sessions::id, chat_sessions::last_seq)).load(conn).await?;
        seqs.extend(chunk);
    }
    Ok(seqs)
}

/// Starts a session. `false`: it is one that the same request started before.
pub async fn create(conn: &mut Conn, new: NewSession, now: Time) -> Answer<(SessionChange, bool)> {
    assignment::lock_queue(conn).await?;
    if let Some(known) = repeated(conn, &new).await? {
        return Ok((unchanged(known), false));
    }
    if !users::exists(conn, new.user_id).await? {
        return Err(Error::not_found(Noun::User, new.user_id).into());
    }
    if let Some(agent) = new.agent_id {
        agents::enabled(conn, agent).await?.ok_or_else(|| Error::not_found(Noun::Agent, agent))?;
    }
    if new.limited {
        check_open_sessions(conn, new.user_id).await?;
    }
    let agent = assignment::choose(conn, new.agent_id).await?;
    let change = insert(conn, None, new, agent, now).await?;
    if let Some(agent) = agent
        && !agents::take_places(conn, agent, 1, false, now).await?
    {
        return Err(Error::Internal(format!("agent {agent} was chosen without having room")).into());
    }
    Ok((change, true))
}

/// Refuses one more session to a user who has as many open ones as they may have. The queue's lock is held, so that the count stays.
pub async fn check_open_sessions(conn: &mut Conn, user_id: i64) -> Answer<()> {
    let open = [SessionStatus::Waiting, SessionStatus::Active].map(status_word);
    let query = chat_sessions::table.filter(chat_sessions::user_id.eq(user_id)).filter(chat_sessions::status.eq_any(open));
    let count: i64 = query.count().get_result(conn).await?;
    if count < ChatSession::MAX_OPEN { Ok(()) } else { Err(Error::TooManySessions.into()) }
}

/// The session with this id, which is added if it is not there: assigned to the agent it names, whatever they have to do already.
pub async fn ensure(conn: &mut Conn, id: i64, new: NewSession, now: Time) -> Answer<SessionChange> {
    assignment::lock_queue(conn).await?;
    if let Some(known) = get(conn, id).await? {
        return Ok(unchanged(known));
    }
    let agent = new.agent_id;
    let change = insert(conn, Some(id), new, agent, now).await?;
    if let Some(agent) = agent {
        agents::take_places(conn, agent, 1, true, now).await?;
    }
    Ok(change)
}

/// The session that the same request started before.
async fn repeated(conn: &mut Conn, new: &NewSession) -> Answer<Option<ChatSession>> {
    let Some(client_id) = new.client_session_id.as_deref() else { return Ok(None) };
    let query = chat_sessions::table.filter(chat_sessions::user_id.eq(new.user_id)).filter(chat_sessions::client_session_id.eq(client_id));
    let row = query.select(SessionRow::as_select()).first(conn).await.optional()?;
    Ok(row.map(ChatSession::try_from).transpose()?)
}

/// A session to which nothing happened.
pub fn unchanged(session: ChatSession) -> SessionChange {
    let session = Arc::new(session);
    SessionChange { before: Some(session.clone()), after: session, entries: Vec::new() }
}

async fn insert(conn: &mut Conn, id: Option<i64>, new: NewSession, agent: Option<i64>, now: Time) -> Answer<SessionChange> {
    let status = if agent.is_some() { SessionStatus::Active } else { SessionStatus::Waiting };
    let last_seq = if agent.is_some() { 2 } else { 1 };
    diesel::insert_into(chat_sessions::table)
        .values((
            id.map(|id| chat_sessions::id.eq(id)),
            chat_sessions::user_id.eq(new.user_id),
            chat_sessions::agent_id.eq(agent),
            chat_sessions::status.eq(status_word(status)),
            chat_sessions::last_seq.eq(last_seq),
            chat_sessions::created_at.eq(at(now)),
            chat_sessions::client_session_id.eq(&new.client_session_id),
            chat_sessions::waiting_since.eq(agent.is_none().then(|| at(now))),
            chat_sessions::changed_at.eq(at(now)),
        ))
        .execute(conn)
        .await?;
    let id = match id {
        Some(id) => id,
        None => last_id(conn).await?,
    };
    if id >= ChatSession::MAX_ID {
        return Err(Error::Internal(format!("chat session ids have run out at {id}")).into());
    }
    let mut entries = vec![assignment::event_entry(id, 1, Event::Created { user_id: new.user_id }, now)];
    entries.extend(agent.map(|agent_id| assignment::event_entry(id, 2, Event::Assigned { agent_id }, now)));
    messages::insert(conn, &entries, &[]).await?;
    let after = ChatSession {
        id,
        user_id: new.user_id,
        agent_id: agent,
        status,
        last_seq,
        created_at: at(now).and_utc(),
        closed_at: None,
        client_session_id: new.client_session_id,
        team_id: None,
        waiting_since: agent.is_none().then(|| at(now).and_utc()),
        tags: Vec::new(),
        rating: None,
    };
    Ok(SessionChange { before: None, after: Arc::new(after), entries })
}

/// Ends a session and gives its agent's place to who waits. The first change is the end.
pub async fn close(conn: &mut Conn, id: i64, actor: Actor, now: Time) -> Answer<Vec<SessionChange>> {
    assignment::lock_queue(conn).await?;
    let session = require(conn, id).await?;
    session.check_visible(actor)?;
    session.check_close(actor)?;
    let by = actor.participant().unwrap_or(Participant::System);
    if let (SessionStatus::Active, Some(agent)) = (session.status, session.agent_id) {
        agents::free_place(conn, agent).await?;
    }
    let mut steps = vec![Step { session: id, what: What::Close { by } }];
    // A session that waits may be the one that ends.
    let mut staff = Staff::with_room(conn).await?;
    steps.extend(assignment::plan_queue(conn, &mut staff, 1, Some(id)).await?);
    assignment::take_steps(conn, &steps, now).await
}

/// Gives a session that waits to the agent who asks for it.
pub async fn accept(conn: &mut Conn, id: i64, actor: Actor, now: Time) -> Answer<SessionChange> {
    let Some(agent) = actor.agent_id() else { return Err(Error::RoleRequired("an agent").into()) };
    assignment::lock_queue(conn).await?;
    let session = require(conn, id).await?;
    session.check_visible(actor)?;
    match session.status {
        SessionStatus::Closed => return Err(Error::SessionClosed(id).into()),
        SessionStatus::Active if session.agent_id == Some(agent) => return Ok(unchanged(session)),
        SessionStatus::Active => return Err(Error::SessionTaken(id).into()),
        SessionStatus::Waiting => {}
    }
    if agents::enabled(conn, agent).await? != Some(true) {
        return Err(Error::not_found(Noun::Agent, agent).into());
    }
    let step = Step { session: id, what: What::Assign { agent } };
    let changes = assignment::take_steps(conn, &[step], now).await?;
    Ok(changes.into_iter().next().ok_or_else(|| Error::Internal("an accepted session has no change".into()))?)
}

/// Assigns what waits, at most so much of it.
pub async fn assign_waiting(conn: &mut Conn, limit: usize, now: Time) -> Answer<Vec<SessionChange>> {
    assignment::lock_queue(conn).await?;
    assignment::serve_queue(conn, limit, now).await
}

/// Writes down what the visitor thought of a session. The same again changes nothing.
pub async fn rate(conn: &mut Conn, id: i64, actor: Actor, score: i32, comment: String, now: Time) -> Answer<SessionChange> {
    let before = lock_one(conn, id, actor).await?;
    before.check_rate(actor)?;
    if before.rating.as_ref().is_some_and(|rating| rating.score == score && rating.comment == comment) {
        return Ok(unchanged(before));
    }
    let mut after = before.clone();
    after.rating = Some(Rating { score, comment: comment.clone(), created_at: at(now).and_utc() });
    let columns = (chat_sessions::rating_score.eq(score), chat_sessions::rating_comment.eq(&comment), chat_sessions::rated_at.eq(at(now)));
    diesel::update(chat_sessions::table.find(id)).set(columns).execute(conn).await?;
    record(conn, before, after, Event::Rated { score, comment: comment.clone() }, now).await
}

/// Replaces the tags of a session. The same again changes nothing.
pub async fn set_tags(conn: &mut Conn, id: i64, actor: Actor, tags: Vec<String>, now: Time) -> Answer<SessionChange> {
    let before = lock_one(conn, id, actor).await?;
    if matches!(actor, Actor::User(_)) {
        return Err(Error::RoleRequired("an agent or an administrator").into());
    }
    if before.tags == tags {
        return Ok(unchanged(before));
    }
    before.check_room()?;
    let mut after = before.clone();
    after.tags.clone_from(&tags);
    diesel::update(chat_sessions::table.find(id)).set(chat_sessions::tags.eq(tags_column(&tags)?)).execute(conn).await?;
    let tagged_by = actor.participant().unwrap_or(Participant::System);
    record(conn, before, after, Event::Tagged { tags, tagged_by }, now).await
}

/// Locks a session that the actor may see.
async fn lock_one(conn: &mut Conn, id: i64, actor: Actor) -> Answer<ChatSession> {
    let session = lock(conn, std::iter::once(id)).await?.remove(&id).ok_or_else(|| Error::not_found(Noun::Session, id))?;
    session.check_visible(actor)?;
    Ok(session)
}

/// Writes into the log of a locked session what has changed of it.
async fn record(conn: &mut Conn, before: ChatSession, mut after: ChatSession, event: Event, now: Time) -> Answer<SessionChange> {
    after.last_seq += 1;
    diesel::update(chat_sessions::table.find(after.id))
        .set((chat_sessions::last_seq.eq(after.last_seq), chat_sessions::changed_at.eq(at(now))))
        .execute(conn)
        .await?;
    let entries = vec![assignment::event_entry(after.id, after.last_seq, event, now)];
    messages::insert(conn, &entries, &[]).await?;
    Ok(SessionChange { before: Some(Arc::new(before)), after: Arc::new(after), entries })
}
