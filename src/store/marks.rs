//! How far the participants have received and read the sessions.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, RAISE_MARKS, sessions};
use crate::model::{Actor, Error, Marks, Noun, Participant};
use crate::store::failure::Answer;
use crate::store::rows::{MarksRow, all, participant_columns};
use crate::store::schema::session_members;
use crate::store::statement::Statement;

/// The marks of everyone who has some in a session.
pub async fn list(conn: &mut Conn, session: i64) -> Answer<Vec<Marks>> {
    let query = session_members::table.filter(session_members::chat_session_id.eq(session));
    let rows = query.order((session_members::member_type, session_members::member_id)).select(MarksRow::as_select()).load(conn).await?;
    Ok(all(rows)?)
}

/// Raises an actor's marks to these seqs (0: leaves it as it is), and answers how they are then. They never fall.
pub async fn raise(conn: &mut Conn, session: i64, actor: Actor, delivered: i64, read: i64) -> Answer<Marks> {
    // No lock: a seq that exists stays, and two calls at once are settled by the upsert.
    let session = sessions::get(conn, session).await?.ok_or_else(|| Error::not_found(Noun::Session, session))?;
    session.check_visible(actor)?;
    let Some(participant) = actor.participant() else { return Err(Error::RoleRequired("a visitor or an agent").into()) };
    let highest = delivered.max(read);
    if delivered.min(read) < 0 || highest < 1 || highest > session.last_seq {
        let problem = format!("this session has messages 1 to {}", session.last_seq);
        return Err(Error::invalid("seq", "OUT_OF_RANGE", problem).into());
    }
    let (member_type, member_id) = participant_columns(participant);
    let mut query: Statement =
        Statement::new("INSERT INTO session_members (chat_session_id, member_type, member_id, delivered_seq, read_seq) VALUES (");
    query.int(session.id).sql(", ").text(member_type).sql(", ").int(member_id).sql(", ").int(highest).sql(", ").int(read);
    query.sql(RAISE_MARKS);
    query.execute(conn).await?;
    current(conn, session.id, participant).await
}

async fn current(conn: &mut Conn, session: i64, participant: Participant) -> Answer<Marks> {
    let (member_type, member_id) = participant_columns(participant);
    let row = session_members::table.find((session, member_type, member_id)).select(MarksRow::as_select()).first(conn).await?;
    Ok(row.try_into()?)
}
