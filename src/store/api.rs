//! What the floors above call. Each call is one transaction, or one read.

mod audit;
mod nodes;

use std::sync::Arc;
use std::time::Duration;

use diesel_async::SimpleAsyncConnection as _;

use super::decide::Batch;
use super::rows::at;
use super::{Backend, Mode, SendResult, Store, mysql, run, sqlite};
use crate::model::{
    Actor, Agent, AgentUpdate, Attachment, ChatSession, Credential, Error, Found, Marks, Message, NewAgent, NewCredential, NewMessage, NewSession,
    NewUpload, NewUser, Place, Result, Search, SecretHash, SessionChange, SessionFilter, Time, TransferTarget, Upload, User, UserUpdate,
};

/// How many sessions one transaction assigns at start-up.
const ASSIGNED_AT_ONCE: usize = 200;
/// How many rows one transaction of the house-keeping deletes.
const DELETED_AT_ONCE: i64 = 1000;
/// How many attachments one transaction takes to be deleted.
const ABANDONED_AT_ONCE: i64 = 100;

/// Users.
impl Store {
    /// Asks the database whether it answers. It need not be migrated yet.
    pub async fn ping(&self) -> Result<()> {
        match &self.backend {
            Backend::Mysql(pool) => pool.run(Mode::Read, |conn, _| Box::pin(async { Ok(conn.batch_execute("SELECT 1").await?) })).await,
            Backend::Sqlite(pool) => pool.run(Mode::Read, |conn, _| Box::pin(async { Ok(conn.batch_execute("SELECT 1").await?) })).await,
        }
    }

    /// Adds a user. Fails with `ExternalIdTaken`.
    pub async fn create_user(&self, new: NewUser, now: Time) -> Result<User> {
        run!(self, Write, users::create(new, now))
    }

    /// The user with this id, who is added if they are not there.
    pub async fn ensure_user(&self, id: i64, new: NewUser, now: Time) -> Result<User> {
        run!(self, Write, users::ensure(id, new, now))
    }

    /// A user by their id.
    pub async fn get_user(&self, id: i64) -> Result<Option<User>> {
        run!(self, Read, users::get(id))
    }

    /// Users in the order of their ids, after one of them (0: from the first).
    pub async fn list_users(&self, external_id: Option<String>, after_id: i64, limit: i64) -> Result<Vec<User>> {
        run!(self, Read, users::list(external_id, after_id, limit))
    }

    /// Changes a user.
    pub async fn update_user(&self, id: i64, update: UserUpdate, now: Time) -> Result<User> {
        run!(self, Write, users::update(id, update, now))
    }
}

/// Agents.
impl Store {
    /// Adds an agent. Fails with `EmailTaken`.
    pub async fn create_agent(&self, new: NewAgent, now: Time) -> Result<Agent> {
        run!(self, Write, agents::create(new, now))
    }

    /// The agent with this id, who is added if they are not there.
    pub async fn ensure_agent(&self, id: i64, new: NewAgent, now: Time) -> Result<Agent> {
        run!(self, Write, agents::ensure(id, new, now))
    }

    /// An agent by their id.
    pub async fn get_agent(&self, id: i64) -> Result<Option<Agent>> {
        run!(self, Read, agents::get(id))
    }

    /// Agents in the order of their ids, after one of them (0: from the first).
    pub async fn list_agents(&self, after_id: i64, limit: i64) -> Result<Vec<Agent>> {
        run!(self, Read, agents::list(after_id, limit))
    }

    /// An agent by their address in lower case, and the hash of their password.
    pub async fn get_agent_by_email(&self, email: String) -> Result<Option<(Agent, Option<String>)>> {
        run!(self, Read, agents::get_by_email(email))
    }

    /// Changes an agent. Who is disabled becomes unavailable and loses tokens and keys; another role or password ends their tokens; more
    /// capacity is filled from the queue, which the changes tell of. Fails with `LastAdmin` and `EmailTaken`.
    pub async fn update_agent(&self, id: i64, update: AgentUpdate, now: Time) -> Result<(Agent, Vec<SessionChange>)> {
        run!(self, Queue, agents::update(id, update, now))
    }

    /// Says whether an agent takes new sessions. Whoever begins to gets what waits, up to their capacity; a disabled agent stays
    /// unavailable.
    pub async fn set_availability(&self, id: i64, available: bool, now: Time) -> Result<(Agent, Vec<SessionChange>)> {
        run!(self, Queue, agents::set_availability(id, available, now))
    }
}

/// Presence.
impl Store {
    /// Says that these agents are connected, at least until then.
    pub async fn connect_agents(&self, ids: Vec<i64>, until: Time) -> Result<()> {
        run!(self, Write, presence::connect(ids, until))
    }

    /// Agents who were connected, and were gone by then.
    pub async fn gone_agents(&self, by: Time, limit: i64) -> Result<Vec<i64>> {
        run!(self, Read, presence::gone(by, limit))
    }

    /// Makes an agent who was gone by then unavailable, and puts their sessions back into the queue, for whoever has room. `None`: they are
    /// back, or another node was faster.
    pub async fn dismiss_agent(&self, id: i64, gone_by: Time, now: Time) -> Result<Option<Vec<SessionChange>>> {
        run!(self, Queue, handover::dismiss(id, gone_by, now))
    }

    /// A session's user with their name, and every agent who has or had it.
    pub async fn get_participants(&self, session_id: i64) -> Result<Option<(i64, String, Vec<Agent>)>> {
        run!(self, Read, presence::participants(session_id))
    }

    /// Agents by their ids.
    pub async fn get_agents(&self, ids: Vec<i64>) -> Result<Vec<Agent>> {
        run!(self, Read, presence::by_ids(ids))
    }

    /// The open sessions of these users: session, user, name.
    pub async fn sessions_of_users(&self, ids: Vec<i64>) -> Result<Vec<(i64, i64, String)>> {
        run!(self, Read, presence::sessions_of_users(ids))
    }

    /// The active sessions of these agents: session and agent.
    pub async fn sessions_of_agents(&self, ids: Vec<i64>) -> Result<Vec<(i64, i64)>> {
        run!(self, Read, presence::sessions_of_agents(ids))
    }
}

/// Sessions.
impl Store {
    /// Starts a session and assigns it if somebody can take it. `false`: the same request (user and `client_session_id`) started it
    /// before; whatever agent it names now, it is answered as it is.
    pub async fn create_session(&self, new: NewSession, now: Time) -> Result<(SessionChange, bool)> {
        run!(self, Queue, sessions::create(new, now))
    }

    /// The session with this id, which is added if it is not there: assigned to the agent it names, whatever they have to do already.
    pub async fn ensure_session(&self, id: i64, new: NewSession, now: Time) -> Result<SessionChange> {
        run!(self, Queue, sessions::ensure(id, new, now))
    }

    /// A session by its id.
    pub async fn get_session(&self, id: i64) -> Result<Option<ChatSession>> {
        run!(self, Read, sessions::get(id))
    }

    /// The sessions that the filter lets through, the newest first, before one of them (`i64::MAX`: from the newest).
    pub async fn list_sessions(&self, filter: SessionFilter, before_id: i64, limit: i64) -> Result<Vec<ChatSession>> {
        run!(self, Read, sessions::list(filter, before_id, limit))
    }

    /// Ends a session and gives its agent's place to who waits. The first change is the end. Fails with `SessionClosed` and
    /// `NotAssigned`.
    pub async fn close_session(&self, id: i64, actor: Actor, now: Time) -> Result<Vec<SessionChange>> {
        run!(self, Queue, sessions::close(id, actor, now))
    }

    /// Gives a session that waits to the agent who asks for it; their own stays as it is. Fails with `SessionTaken`, `SessionClosed`
    /// and `AgentAtCapacity`.
    pub async fn accept_session(&self, id: i64, actor: Actor, now: Time) -> Result<SessionChange> {
        run!(self, Queue, sessions::accept(id, actor, now))
    }

    /// Hands an open session to an agent or a team; the first change is the session's. Fails with `SessionClosed`, `NotAssigned`,
    /// `AgentUnavailable` and `AgentAtCapacity`.
    pub async fn transfer_session(&self, id: i64, actor: Actor, target: TransferTarget, now: Time) -> Result<Vec<SessionChange>> {
        run!(self, Queue, handover::transfer(id, actor, target, now))
    }

    /// Opens a closed session again for the agent who asks for it. Fails with `SessionOpen`, `ReopenWindowOver` and `AgentAtCapacity`.
    pub async fn reopen_session(&self, id: i64, actor: Actor, now: Time) -> Result<SessionChange> {
        run!(self, Queue, handover::reopen(id, actor, now))
    }

    /// Opens a closed session again because its user writes, and assigns it if somebody can take it. No change: it is open already. Fails with
    /// `SessionClosed` if it is too late, and `TooManySessions`.
    pub async fn reopen_for_user(&self, id: i64, actor: Actor, now: Time) -> Result<Vec<SessionChange>> {
        // A look without the lock first, which is everyone's: most closed sessions stay closed.
        if !run!(self, Read, handover::may_reopen(id, now))? {
            return Err(Error::SessionClosed(id));
        }
        run!(self, Queue, handover::reopen_for_user(id, actor, now))
    }

    /// Writes down what the visitor thought of a closed session. Fails with `SessionOpen`.
    pub async fn rate_session(&self, id: i64, actor: Actor, score: i32, comment: String, now: Time) -> Result<SessionChange> {
        run!(self, Write, sessions::rate(id, actor, score, comment, now))
    }

    /// Replaces the tags of a session, which are sorted and each there once.
    pub async fn set_tags(&self, id: i64, actor: Actor, tags: Vec<String>, now: Time) -> Result<SessionChange> {
        run!(self, Write, sessions::set_tags(id, actor, tags, now))
    }

    /// Assigns everything that waits to whoever has room: for the start, since later each change does it by itself.
    pub async fn assign_waiting(&self, now: Time) -> Result<Vec<SessionChange>> {
        let limit = ASSIGNED_AT_ONCE;
        let mut changes = Vec::new();
        loop {
            let some = run!(self, Queue, sessions::assign_waiting(limit, now))?;
            if some.is_empty() {
                return Ok(changes);
            }
            changes.extend(some);
        }
    }

    /// The oldest sessions that wait.
    pub async fn waiting_sessions(&self, limit: i64) -> Result<Vec<i64>> {
        run!(self, Read, sessions::waiting(limit))
    }

    /// A session that the actor may read: one that they may see, or an earlier one of a user who has an open session that they may see.
    pub async fn get_readable_session(&self, id: i64, actor: Actor) -> Result<Option<ChatSession>> {
        run!(self, Read, sessions::readable(id, actor))
    }

    /// Whether an agent may see an open session of a user's.
    pub async fn agent_knows_user(&self, agent_id: i64, user_id: i64) -> Result<bool> {
        run!(self, Read, sessions::agent_knows_user(agent_id, user_id))
    }

    /// Goes on with a search.
    pub async fn search(&self, search: Search) -> Result<Found> {
        run!(self, Read, search::walk(search))
    }

    /// The seqs of the newest messages: `(session, seq)` for each that is there.
    pub async fn last_seqs(&self, ids: Vec<i64>) -> Result<Vec<(i64, i64)>> {
        run!(self, Read, sessions::last_seqs(ids))
    }
}

/// Messages and marks.
impl Store {
    /// The entries of a session after a seq, in order.
    pub async fn list_messages(&self, session_id: i64, after_seq: i64, limit: i64) -> Result<Vec<Message>> {
        let (place, internal) = (Place::After(after_seq), true);
        run!(self, Read, messages::list(session_id, place, internal, limit))
    }

    /// The entries of a session that an actor gets to see, from a place on.
    pub async fn list_visible_messages(&self, actor: Actor, session_id: i64, place: Place, limit: i64) -> Result<Vec<Message>> {
        let internal = actor.sees_internal();
        run!(self, Read, messages::list(session_id, place, internal, limit))
    }

    /// Stores a batch of messages in one transaction, and answers each in order. A message that was stored before is answered as it was
    /// then, with `false`. The outer error means all of them; whether they are stored may then be unknown, and sending them again with
    /// the same ids is safe.
    pub async fn append(&self, messages: Vec<NewMessage>, now: Time) -> Result<Vec<SendResult>> {
        self.append_batch(Arc::new(Batch { messages, now: at(now).and_utc() })).await
    }

    pub(super) async fn append_batch(&self, batch: Arc<Batch>) -> Result<Vec<SendResult>> {
        if batch.messages.is_empty() {
            return Ok(Vec::new());
        }
        match &self.backend {
            Backend::Mysql(pool) => pool.run(Mode::Rerun, move |conn, again| Box::pin(mysql::messages::append(conn, batch.clone(), again))).await,
            Backend::Sqlite(pool) => pool.run(Mode::Rerun, move |conn, again| Box::pin(sqlite::messages::append(conn, batch.clone(), again))).await,
        }
    }

    /// Raises an actor's marks to these seqs (0: leave as it is), and answers them. They never fall, and what is read is delivered.
    pub async fn mark(&self, session_id: i64, actor: Actor, delivered: i64, read: i64) -> Result<Marks> {
        run!(self, Write, marks::raise(session_id, actor, delivered, read))
    }

    /// The marks of everyone who has some in a session.
    pub async fn get_marks(&self, session_id: i64) -> Result<Vec<Marks>> {
        run!(self, Read, marks::list(session_id))
    }
}

/// Attachments and settings.
impl Store {
    /// Notes that an upload begins, and answers its id. Until it is finished nobody sees it.
    pub async fn begin_upload(&self, new: NewUpload, now: Time) -> Result<i64> {
        run!(self, Write, attachments::begin(new, now))
    }

    /// Says what an upload has become: name and session stay as they were.
    pub async fn finish_upload(&self, attachment: Attachment) -> Result<()> {
        run!(self, Write, attachments::finish(attachment))
    }

    /// An attachment by its id, finished or not.
    pub async fn get_upload(&self, id: i64) -> Result<Option<Upload>> {
        run!(self, Read, attachments::get(id))
    }

    /// Takes some attachments that were uploaded before then and never sent, so that nobody can send them any more, and answers their ids and locations:
    /// also those that were taken before and are still there.
    pub async fn abandon_uploads(&self, before: Time) -> Result<Vec<(i64, String)>> {
        let limit = ABANDONED_AT_ONCE;
        run!(self, Write, attachments::abandon(before, limit))
    }

    /// Forgets an upload that nobody can send.
    pub async fn delete_upload(&self, id: i64) -> Result<()> {
        run!(self, Write, attachments::delete(id))
    }

    /// What all nodes have agreed on under a name: the first value that any of them gave.
    pub async fn agree(&self, name: &'static str, value: Vec<u8>) -> Result<Vec<u8>> {
        run!(self, Write, settings::agree(name, value))
    }
}

/// Credentials and log-ins.
impl Store {
    /// Adds credentials, and answers their ids.
    pub async fn create_credentials(&self, new: Vec<NewCredential>, now: Time) -> Result<Vec<i64>> {
        run!(self, Write, credentials::create(new, now))
    }

    /// A credential by the hash of its secret, be it expired or revoked; nothing if its agent is disabled.
    pub async fn find_credential(&self, hash: SecretHash) -> Result<Option<Credential>> {
        run!(self, Read, credentials::find(hash))
    }

    /// Uses a refresh token up and adds what it buys; their family, user and agent are taken from the old one, which is answered (always
    /// `Some`). A used token is honoured again for the time of grace, for clients that lost the answer. Later it is taken for theft: its
    /// family is revoked. Fails with `InvalidToken`.
    pub async fn rotate_refresh(&self, old: SecretHash, new: Vec<NewCredential>, now: Time, grace: Duration) -> Result<Option<Credential>> {
        let grace = i64::try_from(grace.as_micros()).unwrap_or(i64::MAX);
        run!(self, Write, credentials::rotate(old, new, now, grace))?
    }

    /// Ends a log-in: revokes all its tokens.
    pub async fn log_out(&self, family: i64, now: Time) -> Result<()> {
        run!(self, Write, credentials::log_out(family, now))
    }

    /// Revokes an API key, and answers it; `None`: there is none.
    pub async fn revoke_api_key(&self, id: i64, now: Time) -> Result<Option<Credential>> {
        run!(self, Write, credentials::revoke_key(id, now))
    }

    /// An API key by its id, revoked or not.
    pub async fn get_api_key(&self, id: i64) -> Result<Option<Credential>> {
        run!(self, Read, credentials::get_key(id))
    }

    /// API keys in the order of their ids, after one of them (0: from the first).
    pub async fn list_api_keys(&self, after_id: i64, limit: i64) -> Result<Vec<Credential>> {
        run!(self, Read, credentials::list_keys(after_id, limit))
    }

    /// What was revoked or used up since then: id, hash, family. A transaction that began before `since` may end after it: ask with
    /// some overlap.
    pub async fn revoked_since(&self, since: Time) -> Result<Vec<(i64, SecretHash, i64)>> {
        run!(self, Read, credentials::revoked_since(since))
    }

    /// Deletes some of the tokens that expired or were revoked before then, and of the failed log-ins from before then. Answers how many;
    /// 0 means that nothing is left. API keys stay.
    pub async fn delete_expired_credentials(&self, before: Time) -> Result<usize> {
        let limit = DELETED_AT_ONCE;
        let failures = run!(self, Write, logins::delete_old(before, limit))?;
        Ok(failures + run!(self, Write, credentials::delete_expired(before, limit))?)
    }

    /// How often logging in to an address has failed since then.
    pub async fn count_login_failures(&self, address_hash: [u8; 32], since: Time) -> Result<i64> {
        run!(self, Read, logins::count(address_hash, since))
    }

    /// Adds a failure to log in.
    pub async fn record_login_failure(&self, address_hash: [u8; 32], now: Time) -> Result<()> {
        run!(self, Write, logins::record(address_hash, now))
    }

    /// Forgets the failures of an address.
    pub async fn clear_login_failures(&self, address_hash: [u8; 32]) -> Result<()> {
        run!(self, Write, logins::clear(address_hash))
    }
}
