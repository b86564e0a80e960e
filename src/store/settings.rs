//! What all nodes must agree on.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::Conn;
use crate::store::failure::Answer;
use crate::store::schema::settings;

/// The value under a name: the given one if there was none yet. Of nodes that ask at once, all get the same.
pub async fn agree(conn: &mut Conn, name: &'static str, value: Vec<u8>) -> Answer<Vec<u8>> {
    let row = (settings::name.eq(name), settings::value.eq(value));
    diesel::insert_or_ignore_into(settings::table).values(row).execute(conn).await?;
    Ok(settings::table.find(name).select(settings::value).first(conn).await?)
}
