//! Users.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Backend, Conn, last_id, outbox};
use crate::model::{Deed, Error, NewUser, Noun, Time, User, UserUpdate};
use crate::store::failure::{Answer, Failure};
use crate::store::rows::{UserRow, at};
use crate::store::schema::users;

/// A user by their id.
pub async fn get(conn: &mut Conn, id: i64) -> Answer<Option<User>> {
    let row = users::table.find(id).select(UserRow::as_select()).first(conn).await.optional()?;
    Ok(row.map(User::from))
}

/// Whether there is such a user, whose data was not erased.
pub async fn exists(conn: &mut Conn, id: i64) -> Answer<bool> {
    Ok(users::table.find(id).filter(users::erased_at.is_null()).select(users::id).first::<i64>(conn).await.optional()?.is_some())
}

/// Users in the order of their ids, after one of them.
pub async fn list(conn: &mut Conn, external_id: Option<String>, after_id: i64, limit: i64) -> Answer<Vec<User>> {
    let mut query = users::table.filter(users::id.gt(after_id)).order(users::id).limit(limit).select(UserRow::as_select()).into_boxed::<Backend>();
    if let Some(external_id) = external_id {
        query = query.filter(users::external_id.eq(external_id));
    }
    Ok(query.load(conn).await?.into_iter().map(User::from).collect())
}

/// Adds a user, with the next id or with this one.
async fn insert(conn: &mut Conn, id: Option<i64>, new: NewUser, now: Time) -> Answer<User> {
    diesel::insert_into(users::table)
        .values((
            id.map(|id| users::id.eq(id)),
            users::site_id.eq(new.site_id),
            users::name.eq(&new.name),
            users::email.eq(&new.email),
            users::external_id.eq(&new.external_id),
            users::created_at.eq(at(now)),
        ))
        .execute(conn)
        .await
        .map_err(|error| Failure::or_duplicate(error, Error::ExternalIdTaken))?;
    let id = match id {
        Some(id) => id,
        None => last_id(conn).await?,
    };
    Ok(User {
        id,
        site_id: new.site_id,
        name: new.name,
        email: new.email,
        external_id: new.external_id,
        created_at: at(now).and_utc(),
        erased_at: None,
    })
}

/// Adds a user.
pub async fn create(conn: &mut Conn, new: NewUser, now: Time) -> Answer<User> {
    insert(conn, None, new, now).await
}

/// The user with this id, who is added if they are not there.
pub async fn ensure(conn: &mut Conn, id: i64, new: NewUser, now: Time) -> Answer<User> {
    match get(conn, id).await? {
        Some(user) => Ok(user),
        None => insert(conn, Some(id), new, now).await,
    }
}

/// Changes a user.
pub async fn update(conn: &mut Conn, id: i64, update: UserUpdate, now: Time) -> Answer<User> {
    // The lock keeps two updates of different fields from undoing each other.
    let user = users::table.find(id).filter(users::erased_at.is_null());
    let row = for_update!(user.select(UserRow::as_select())).first(conn).await.optional()?;
    let mut user = row.map(User::from).ok_or_else(|| Error::not_found(Noun::User, id))?;
    user.name = update.name.unwrap_or(user.name);
    user.email = update.email.unwrap_or(user.email);
    diesel::update(users::table.find(id)).set((users::name.eq(&user.name), users::email.eq(&user.email))).execute(conn).await?;
    outbox::record(conn, Deed::on("user.updated", "user", id), now).await?;
    Ok(user)
}
