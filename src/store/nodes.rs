//! The nodes that run, who is connected to which, and what has changed that a node may not have been told of.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, INSERT_OR_IGNORE, presence};
use crate::model::{Participant, Time};
use crate::store::failure::Answer;
use crate::store::rows::{at, participant, participant_columns};
use crate::store::schema::{chat_sessions, connections, nodes};
use crate::store::statement::{Statement, chunk};

/// So many dead nodes are buried at a time.
const BURIED_AT_ONCE: i64 = 8;
/// So many changes are looked at, the newest: of more, a node reads everything anew.
pub const MAX_CHANGES: i64 = 10_000;

/// Says that a node is alive, until then. `false`: it was not known, or not any more, and nobody is known to be connected to it.
pub async fn renew(conn: &mut Conn, node: String, until: Time) -> Answer<bool> {
    let mut query: Statement = Statement::new("UPDATE nodes SET alive_until = ");
    query.time(at(until)).sql(" WHERE name = ").text(&*node);
    if query.execute(conn).await? > 0 {
        return Ok(true);
    }
    let mut query: Statement = Statement::new(INSERT_OR_IGNORE);
    query.sql(" INTO nodes (name, alive_until) VALUES (").text(&*node).sql(", ").time(at(until)).sql(")");
    query.execute(conn).await?;
    Ok(false)
}

/// Writes down who is connected to a node.
pub async fn connect(conn: &mut Conn, node: String, who: Vec<Participant>) -> Answer<()> {
    let mut rest = &who[..];
    while !rest.is_empty() {
        let (now, later) = rest.split_at(chunk(rest.len()).min(256));
        let mut query: Statement = Statement::new(INSERT_OR_IGNORE);
        query.sql(" INTO connections (member_type, member_id, node) VALUES ");
        for (index, participant) in now.iter().enumerate() {
            let (member_type, member_id) = participant_columns(*participant);
            query.sql(if index == 0 { "(" } else { ", (" }).text(member_type).sql(", ").int(member_id).sql(", ").text(&*node).sql(")");
        }
        query.execute(conn).await?;
        rest = later;
    }
    Ok(())
}

/// Writes down who is not connected to a node any more. Agents who are connected to no other are gone from now on.
pub async fn disconnect(conn: &mut Conn, node: String, who: Vec<Participant>, now: Time) -> Answer<()> {
    for participant in who {
        let (member_type, member_id) = participant_columns(participant);
        let mut query: Statement = Statement::new("DELETE FROM connections WHERE member_type = ");
        query.text(member_type).sql(" AND member_id = ").int(member_id).sql(" AND node = ").text(&*node);
        query.execute(conn).await?;
        if let Participant::Agent(id) = participant {
            presence::disconnect(conn, id, now).await?;
        }
    }
    Ok(())
}

/// Of these, those who are connected to a node that is alive.
pub async fn connected(conn: &mut Conn, who: Vec<Participant>, now: Time) -> Answer<Vec<Participant>> {
    let mut found = Vec::new();
    for kind in [Participant::User as fn(i64) -> Participant, Participant::Agent] {
        let (member_type, _) = participant_columns(kind(0));
        let ids: Vec<i64> = who
            .iter()
            .map(|participant| (participant_columns(*participant), *participant))
            .filter_map(|((word, id), _)| (word == member_type).then_some(id))
            .collect();
        for ids in ids.chunks(256) {
            let query = connections::table.inner_join(nodes::table.on(nodes::name.eq(connections::node)));
            let query = query.filter(connections::member_type.eq(member_type)).filter(connections::member_id.eq_any(ids.to_vec()));
            let alive: Vec<i64> = query.filter(nodes::alive_until.gt(at(now))).select(connections::member_id).load(conn).await?;
            found.extend(alive.into_iter().map(kind));
        }
    }
    Ok(found)
}

/// Deletes nodes whose time has passed, and answers who was connected to them. Of several that try, one gets the answer.
pub async fn bury(conn: &mut Conn, now: Time) -> Answer<Vec<Participant>> {
    let dead = nodes::table.filter(nodes::alive_until.lt(at(now))).order(nodes::alive_until).select(nodes::name).limit(BURIED_AT_ONCE);
    let mut gone = Vec::new();
    for node in dead.load::<String>(conn).await? {
        // Not one that has come back meanwhile.
        if diesel::delete(nodes::table.find(&node).filter(nodes::alive_until.lt(at(now)))).execute(conn).await? == 0 {
            continue;
        }
        let of_node = connections::table.filter(connections::node.eq(&node));
        let rows: Vec<(String, i64)> = of_node.select((connections::member_type, connections::member_id)).load(conn).await?;
        diesel::delete(of_node).execute(conn).await?;
        for (member_type, member_id) in rows {
            gone.push(participant(&member_type, member_id)?);
        }
    }
    for participant in &gone {
        if let Participant::Agent(id) = participant {
            presence::disconnect(conn, *id, now).await?;
        }
    }
    Ok(gone)
}

/// The sessions that have changed since, and when: not those to which only messages were added.
pub async fn changes(conn: &mut Conn, since: Time) -> Answer<Vec<(i64, Time)>> {
    let query = chat_sessions::table.filter(chat_sessions::changed_at.ge(at(since))).order(chat_sessions::changed_at.desc()).limit(MAX_CHANGES);
    let rows: Vec<(i64, chrono::NaiveDateTime)> = query.select((chat_sessions::id, chat_sessions::changed_at.assume_not_null())).load(conn).await?;
    Ok(rows.into_iter().map(|(id, time)| (id, time.and_utc())).collect())
}
