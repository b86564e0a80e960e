//! Work that one node at a time does.

use diesel_async::RunQueryDsl;

use super::{Conn, INSERT_OR_IGNORE};
use crate::model::Time;
use crate::store::failure::Answer;
use crate::store::rows::at;
use crate::store::statement::Statement;

/// Takes or keeps a lease until then. `false`: another node has it.
pub async fn hold(conn: &mut Conn, name: &'static str, holder: String, now: Time, until: Time) -> Answer<bool> {
    let mut query: Statement = Statement::new("UPDATE leases SET holder = ");
    query.text(&*holder).sql(", held_until = ").time(at(until)).sql(" WHERE name = ").text(name);
    query.sql(" AND (holder = ").text(&*holder).sql(" OR held_until < ").time(at(now)).sql(")");
    if query.execute(conn).await? > 0 {
        return Ok(true);
    }
    let mut query: Statement = Statement::new(INSERT_OR_IGNORE);
    query.sql(" INTO leases (name, holder, held_until) VALUES (").text(name).sql(", ").text(&*holder).sql(", ").time(at(until)).sql(")");
    Ok(query.execute(conn).await? > 0)
}

/// Gives a lease up.
pub async fn release(conn: &mut Conn, name: &'static str, holder: String) -> Answer<()> {
    let mut query: Statement = Statement::new("DELETE FROM leases WHERE name = ");
    query.text(name).sql(" AND holder = ").text(&*holder);
    query.execute(conn).await?;
    Ok(())
}
