//! Failed log-ins.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::Conn;
use crate::model::Time;
use crate::store::failure::Answer;
use crate::store::rows::at;
use crate::store::schema::login_failures;

/// How often logging in to an address has failed since then.
pub async fn count(conn: &mut Conn, address: [u8; 32], since: Time) -> Answer<i64> {
    let query = login_failures::table.filter(login_failures::address_hash.eq(address.to_vec())).filter(login_failures::failed_at.ge(at(since)));
    Ok(query.count().get_result(conn).await?)
}

/// Adds a failure.
pub async fn record(conn: &mut Conn, address: [u8; 32], now: Time) -> Answer<()> {
    diesel::insert_into(login_failures::table)
        .values((login_failures::address_hash.eq(address.to_vec()), login_failures::failed_at.eq(at(now))))
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets the failures of an address.
pub async fn clear(conn: &mut Conn, address: [u8; 32]) -> Answer<()> {
    diesel::delete(login_failures::table.filter(login_failures::address_hash.eq(address.to_vec()))).execute(conn).await?;
    Ok(())
}

/// Deletes failures from before then, at most so many.
pub async fn delete_old(conn: &mut Conn, before: Time, limit: i64) -> Answer<usize> {
    let query = login_failures::table.filter(login_failures::failed_at.lt(at(before))).order(login_failures::failed_at);
    let ids: Vec<i64> = query.select(login_failures::id).limit(limit).load(conn).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    Ok(diesel::delete(login_failures::table.filter(login_failures::id.eq_any(ids))).execute(conn).await?)
}
