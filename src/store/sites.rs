//! Sites. Mounted once for each database, as every query file is.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{Conn, last_id, outbox};
use crate::model::{Deed, Error, NewSite, Noun, Site, SiteUpdate, Time};
use crate::store::failure::Answer;
use crate::store::rows::{SiteRow, all, at, json};
use crate::store::schema::sites;

/// A site by its public key.
pub async fn get_by_key(conn: &mut Conn, key: String) -> Answer<Option<Site>> {
    let row = sites::table.filter(sites::site_key.eq(key)).select(SiteRow::as_select()).first(conn).await.optional()?;
    Ok(row.map(Site::try_from).transpose()?)
}

/// A site by its id.
pub async fn get(conn: &mut Conn, id: i64) -> Answer<Option<Site>> {
    let row = sites::table.find(id).select(SiteRow::as_select()).first(conn).await.optional()?;
    Ok(row.map(Site::try_from).transpose()?)
}

/// Sites in the order of their ids, after one of them.
pub async fn list(conn: &mut Conn, after_id: i64, limit: i64) -> Answer<Vec<Site>> {
    let rows = sites::table.filter(sites::id.gt(after_id)).order(sites::id).limit(limit).select(SiteRow::as_select()).load(conn).await?;
    Ok(all(rows)?)
}

/// Adds a site.
pub async fn create(conn: &mut Conn, new: NewSite, now: Time) -> Answer<Site> {
    diesel::insert_into(sites::table)
        .values((
            sites::site_key.eq(&new.key),
            sites::name.eq(&new.name),
            sites::settings.eq(json(&new.settings)?),
            sites::secret.eq(&new.secret.0),
            sites::created_at.eq(at(now)),
        ))
        .execute(conn)
        .await?;
    let id = last_id(conn).await?;
    outbox::record(conn, Deed::on("site.created", "site", id), now).await?;
    Ok(Site { id, key: new.key, name: new.name, settings: new.settings, secret: Some(new.secret), created_at: at(now).and_utc() })
}

/// Changes a site.
pub async fn update(conn: &mut Conn, id: i64, update: SiteUpdate, now: Time) -> Answer<Site> {
    let deed = Deed::on("site.updated", "site", id).details(serde_json::json!({
        "allowed_origins": update.allowed_origins,
        "require_verification": update.require_verification,
        "secret_rotated": update.secret.is_some(),
    }));
    // The lock keeps two updates of different fields from undoing each other.
    let row = for_update!(sites::table.find(id).select(SiteRow::as_select())).first(conn).await.optional()?;
    let mut site: Site = row.ok_or_else(|| Error::not_found(Noun::Site, id))?.try_into()?;
    site.name = update.name.unwrap_or(site.name);
    site.secret = update.secret.or(site.secret);
    let settings = &mut site.settings;
    settings.require_verification = update.require_verification.unwrap_or(settings.require_verification);
    settings.reopen_window_seconds = update.reopen_window_seconds.unwrap_or(settings.reopen_window_seconds);
    if let Some(allowed_origins) = update.allowed_origins {
        settings.allowed_origins = allowed_origins;
    }
    if let Some(widget) = update.widget {
        settings.widget = widget;
    }
    let secret = site.secret.as_ref().map(|secret| &secret.0);
    diesel::update(sites::table.find(id))
        .set((sites::name.eq(&site.name), sites::settings.eq(json(&site.settings)?), sites::secret.eq(secret)))
        .execute(conn)
        .await?;
    outbox::record(conn, deed, now).await?;
    Ok(site)
}
