//! Sites. Mounted once for each database, as every query file is.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::Conn;
use crate::model::Site;
use crate::store::failure::Answer;
use crate::store::rows::SiteRow;
use crate::store::schema::sites;

/// A site by its public key.
pub async fn get_by_key(conn: &mut Conn, key: String) -> Answer<Option<Site>> {
    let row = sites::table.filter(sites::site_key.eq(key)).select(SiteRow::as_select()).first(conn).await.optional()?;
    Ok(row.map(Site::from))
}
