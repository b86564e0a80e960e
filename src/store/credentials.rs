//! Credentials.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Backend, Conn, last_id, outbox};
use crate::model::{Credential, CredentialKind, Deed, Error, NewCredential, SecretHash, Time};
use crate::store::failure::Answer;
use crate::store::rows::{CredentialRow, at, credential_kind_word, key_role_word};
use crate::store::schema::{agents, credentials};

/// Adds credentials, and answers their ids. A token among them is a log-in.
pub async fn create(conn: &mut Conn, new: Vec<NewCredential>, now: Time) -> Answer<Vec<i64>> {
    insert(conn, new, true, now).await
}

async fn insert(conn: &mut Conn, new: Vec<NewCredential>, log_in: bool, now: Time) -> Answer<Vec<i64>> {
    let mut ids = Vec::with_capacity(new.len());
    for new in new {
        let (kind, role, of) = (new.kind, new.role.map(key_role_word), new.agent_id.map(|id| ("agent", id)).or(new.user_id.map(|id| ("user", id))));
        diesel::insert_into(credentials::table)
            .values((
                credentials::kind.eq(credential_kind_word(new.kind)),
                credentials::hash.eq(new.hash.0.to_vec()),
                credentials::family.eq(new.family),
                credentials::role.eq(new.role.map(key_role_word)),
                credentials::name.eq(new.name),
                credentials::user_id.eq(new.user_id),
                credentials::agent_id.eq(new.agent_id),
                credentials::created_at.eq(at(now)),
                credentials::expires_at.eq(new.expires_at.map(at)),
            ))
            .execute(conn)
            .await?;
        let id = last_id(conn).await?;
        ids.push(id);
        // A log-in has a token and what renews it: it is told of once. Renewals are not told of.
        match (kind, of) {
            (CredentialKind::ApiKey, _) => {
                let details = serde_json::json!({"role": role, "agent_id": of.map(|(_, id)| id)});
                outbox::record(conn, Deed::on("key.created", "key", id).details(details), now).await?;
            }
            (CredentialKind::AgentToken | CredentialKind::VisitorToken, Some((noun, owner))) if log_in => {
                outbox::record(conn, Deed::on("login.succeeded", noun, owner).by_itself(), now).await?;
            }
            _ => {}
        }
    }
    Ok(ids)
}

/// What an agent's row says about their credentials: the role, and whether they are shut out.
type AgentNow = Option<(String, bool)>;

fn enabled((row, agent): (CredentialRow, AgentNow)) -> Answer<Option<Credential>> {
    match agent {
        Some((_, true)) => Ok(None),
        agent => Ok(Some(row.with_agent(agent.as_ref().map(|(role, _)| role.as_str()))?)),
    }
}

/// A credential by the hash of its secret, be it expired or revoked; nothing if its agent is shut out.
pub async fn find(conn: &mut Conn, hash: SecretHash) -> Answer<Option<Credential>> {
    let row: Option<(CredentialRow, AgentNow)> = credentials::table
        .left_join(agents::table.on(credentials::agent_id.eq(agents::id.nullable())))
        .filter(credentials::hash.eq(hash.0.to_vec()))
        .select((CredentialRow::as_select(), (agents::role, agents::disabled).nullable()))
        .first(conn)
        .await
        .optional()?;
    row.map_or(Ok(None), enabled)
}

/// Uses a refresh token up and adds what it buys, which belongs to whom the old one belonged to.
///
/// The inner error is committed with what the attempt brought about: a token that is used a second time, later than a client that
/// lost the answer would, has been stolen from somebody, and its whole family ends.
pub async fn rotate(conn: &mut Conn, old: SecretHash, new: Vec<NewCredential>, now: Time, grace: i64) -> Answer<Result<Option<Credential>, Error>> {
    let locked = for_update!(credentials::table.filter(credentials::hash.eq(old.0.to_vec())).select(credentials::id));
    if locked.first::<i64>(conn).await.optional()?.is_none() {
        return Ok(Err(Error::InvalidToken));
    }
    let Some(mut old) = find(conn, old).await? else { return Ok(Err(Error::InvalidToken)) };
    let refreshes = matches!(old.kind, CredentialKind::VisitorRefresh | CredentialKind::AgentRefresh);
    if !refreshes || old.expires_at.is_some_and(|expires| expires <= now) {
        return Ok(Err(Error::InvalidToken));
    }
    if let Some(used) = old.revoked_at {
        if now.signed_duration_since(used).num_microseconds().is_none_or(|since| since > grace) {
            revoke_family(conn, old.family, now).await?;
            let (noun, id) = old.agent_id.map_or(("user", old.user_id.unwrap_or_default()), |id| ("agent", id));
            outbox::record(conn, Deed::on("login.stolen", noun, id), now).await?;
            return Ok(Err(Error::InvalidToken));
        }
        // Used a moment ago is not the same as revoked: somebody who signed out has no refresh token left in the family.
        if !has_refresh(conn, old.family).await? {
            return Ok(Err(Error::InvalidToken));
        }
    } else {
        diesel::update(credentials::table.find(old.id)).set(credentials::revoked_at.eq(at(now))).execute(conn).await?;
        old.revoked_at = Some(at(now).and_utc());
    }
    let new = new.into_iter().map(|new| NewCredential { family: old.family, user_id: old.user_id, agent_id: old.agent_id, ..new });
    insert(conn, new.collect(), false, now).await?;
    Ok(Ok(Some(old)))
}

async fn has_refresh(conn: &mut Conn, family: i64) -> Answer<bool> {
    let kinds = [CredentialKind::VisitorRefresh, CredentialKind::AgentRefresh].map(credential_kind_word);
    let query = credentials::table.filter(credentials::family.eq(family)).filter(credentials::kind.eq_any(kinds));
    let live: i64 = query.filter(credentials::revoked_at.is_null()).count().get_result(conn).await?;
    Ok(live > 0)
}

/// Ends a log-in, and notes it.
pub async fn log_out(conn: &mut Conn, family: i64, now: Time) -> Answer<()> {
    revoke_family(conn, family, now).await?;
    outbox::record(conn, Deed::new("login.ended"), now).await
}

/// Revokes every token of one log-in.
pub async fn revoke_family(conn: &mut Conn, family: i64, now: Time) -> Answer<()> {
    let live = credentials::table
        .filter(credentials::family.eq(family))
        .filter(credentials::revoked_at.is_null())
        .filter(credentials::kind.ne(credential_kind_word(CredentialKind::ApiKey)));
    diesel::update(live).set(credentials::revoked_at.eq(at(now))).execute(conn).await?;
    Ok(())
}

/// Revokes an agent's tokens, and their keys too unless it is about tokens only.
pub async fn revoke_agent(conn: &mut Conn, agent: i64, tokens_only: bool, now: Time) -> Answer<()> {
    let mut update = diesel::update(credentials::table)
        .filter(credentials::agent_id.eq(agent))
        .filter(credentials::revoked_at.is_null())
        .set(credentials::revoked_at.eq(at(now)))
        .into_boxed::<Backend>();
    if tokens_only {
        update = update.filter(credentials::kind.ne(credential_kind_word(CredentialKind::ApiKey)));
    }
    update.execute(conn).await?;
    Ok(())
}

/// An API key by its id, revoked or not.
pub async fn get_key(conn: &mut Conn, id: i64) -> Answer<Option<Credential>> {
    let row: Option<(CredentialRow, AgentNow)> = credentials::table
        .left_join(agents::table.on(credentials::agent_id.eq(agents::id.nullable())))
        .filter(credentials::id.eq(id))
        .filter(credentials::kind.eq(credential_kind_word(CredentialKind::ApiKey)))
        .select((CredentialRow::as_select(), (agents::role, agents::disabled).nullable()))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(key).transpose()?)
}

fn key((row, agent): (CredentialRow, AgentNow)) -> Result<Credential, Error> {
    row.with_agent(agent.as_ref().map(|(role, _)| role.as_str()))
}

/// API keys in the order of their ids, after one of them.
pub async fn list_keys(conn: &mut Conn, after_id: i64, limit: i64) -> Answer<Vec<Credential>> {
    let rows: Vec<(CredentialRow, AgentNow)> = credentials::table
        .left_join(agents::table.on(credentials::agent_id.eq(agents::id.nullable())))
        .filter(credentials::id.gt(after_id))
        .filter(credentials::kind.eq(credential_kind_word(CredentialKind::ApiKey)))
        .order(credentials::id)
        .limit(limit)
        .select((CredentialRow::as_select(), (agents::role, agents::disabled).nullable()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(key).collect::<Result<_, _>>()?)
}

/// Revokes an API key, and answers it as it is then.
pub async fn revoke_key(conn: &mut Conn, id: i64, now: Time) -> Answer<Option<Credential>> {
    let live = credentials::table
        .filter(credentials::id.eq(id))
        .filter(credentials::kind.eq(credential_kind_word(CredentialKind::ApiKey)))
        .filter(credentials::revoked_at.is_null());
    if diesel::update(live).set(credentials::revoked_at.eq(at(now))).execute(conn).await? > 0 {
        outbox::record(conn, Deed::on("key.revoked", "key", id), now).await?;
    }
    get_key(conn, id).await
}

/// What was revoked since then: id, hash, family.
pub async fn revoked_since(conn: &mut Conn, since: Time) -> Answer<Vec<(i64, SecretHash, i64)>> {
    let query = credentials::table.filter(credentials::revoked_at.ge(at(since)));
    let rows: Vec<(i64, Vec<u8>, i64)> = query.select((credentials::id, credentials::hash, credentials::family)).load(conn).await?;
    let hash = |bytes: Vec<u8>| bytes.try_into().map(SecretHash).map_err(|_| Error::Internal("the database holds a hash of a wrong length".into()));
    Ok(rows.into_iter().map(|(id, bytes, family)| hash(bytes).map(|hash| (id, hash, family))).collect::<Result<_, _>>()?)
}

/// Deletes tokens that ended before then, at most so many; never API keys, of which somebody may ask what became.
pub async fn delete_expired(conn: &mut Conn, before: Time, limit: i64) -> Answer<usize> {
    let ids: Vec<i64> = credentials::table
        .filter(credentials::kind.ne(credential_kind_word(CredentialKind::ApiKey)))
        .filter(credentials::expires_at.lt(at(before)).or(credentials::revoked_at.lt(at(before))))
        .order(credentials::id)
        .limit(limit)
        .select(credentials::id)
        .load(conn)
        .await?;
    if ids.is_empty() {
        return Ok(0);
    }
    Ok(diesel::delete(credentials::table.filter(credentials::id.eq_any(ids))).execute(conn).await?)
}
