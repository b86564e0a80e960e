//! Visitors: users with where they are and what is said of them.

use diesel::dsl::SqlTypeOf;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, users};
use crate::model::{Actor, Error, NewUser, Noun, SessionStatus, Time, User, Visitor, VisitorUpdate};
use crate::store::failure::Answer;
use crate::store::rows::{VisitorRow, all, json, status_word};
use crate::store::schema::users as table;
use crate::store::statement::{Statement, padded};

/// All columns, in the order of [`VisitorRow`].
const COLUMNS: &str = "SELECT id, site_id, name, email, external_id, created_at, visit, attributes, erased_at FROM users WHERE id IN ";

type Columns = SqlTypeOf<<table::table as Table>::AllColumns>;

/// Of these users those of whom the actor may know: who have a session that the actor may see. By id.
pub async fn list(conn: &mut Conn, ids: Vec<i64>, actor: Actor) -> Answer<Vec<Visitor>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query: Statement<'_, Columns> = Statement::new(COLUMNS);
    query.ints(&padded(&ids));
    // The same rule as ChatSession::visible_to.
    match actor {
        Actor::Admin(_) | Actor::Service => {}
        Actor::User(id) => {
            query.sql(" AND id = ").int(id);
        }
        Actor::Agent(id) => {
            query.sql(" AND EXISTS (SELECT 1 FROM chat_sessions WHERE chat_sessions.user_id = users.id AND (chat_sessions.agent_id = ").int(id);
            query.sql(" OR chat_sessions.status = ").text(status_word(SessionStatus::Waiting)).sql("))");
        }
    }
    query.sql(" ORDER BY id");
    let rows: Vec<VisitorRow> = query.load(conn).await?;
    Ok(all(rows)?)
}

/// Adds a user with what is said of them.
pub async fn create(conn: &mut Conn, new: NewUser, update: VisitorUpdate, now: Time) -> Answer<Visitor> {
    let user = users::create(conn, new, now).await?;
    change(conn, Visitor { user, visit: None, attributes: crate::model::Attributes::new() }, update).await
}

/// Changes a site's own user by the site's id for them; `None`: the site has none.
pub async fn update_known(conn: &mut Conn, site_id: i64, external_id: String, update: VisitorUpdate) -> Answer<Option<Visitor>> {
    let query = table::table.filter(table::site_id.eq(site_id)).filter(table::external_id.eq(external_id));
    let row = for_update!(query.select(VisitorRow::as_select())).first(conn).await.optional()?;
    match row {
        Some(row) => Ok(Some(change(conn, row.try_into()?, update).await?)),
        None => Ok(None),
    }
}

/// Changes a visitor.
pub async fn update(conn: &mut Conn, id: i64, update: VisitorUpdate) -> Answer<Visitor> {
    // The lock keeps two updates of different fields from undoing each other.
    let user = table::table.find(id).filter(table::erased_at.is_null());
    let row = for_update!(user.select(VisitorRow::as_select())).first(conn).await.optional()?;
    let visitor = row.ok_or_else(|| Error::not_found(Noun::User, id))?.try_into()?;
    change(conn, visitor, update).await
}

async fn change(conn: &mut Conn, mut visitor: Visitor, update: VisitorUpdate) -> Answer<Visitor> {
    if update.is_empty() {
        return Ok(visitor);
    }
    update.apply(&mut visitor)?;
    let User { id, name, email, .. } = &visitor.user;
    let visit = visitor.visit.as_ref().map(json).transpose()?;
    diesel::update(table::table.find(id))
        .set((table::name.eq(name), table::email.eq(email), table::visit.eq(visit), table::attributes.eq(json(&visitor.attributes)?)))
        .execute(conn)
        .await?;
    Ok(visitor)
}
