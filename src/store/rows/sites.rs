//! Rows of sites and of what is said of their visitors.

use chrono::NaiveDateTime;
use diesel::prelude::{Queryable, Selectable};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::{Error, Result, Site, SiteSecret, User, Visitor};
use crate::store::schema::{sites, users};

#[derive(Queryable, Selectable)]
#[diesel(table_name = sites)]
pub struct SiteRow {
    id: i64,
    site_key: String,
    name: String,
    created_at: NaiveDateTime,
    settings: Option<String>,
    secret: Option<String>,
}

impl TryFrom<SiteRow> for Site {
    type Error = Error;

    fn try_from(row: SiteRow) -> Result<Self> {
        Ok(Self {
            settings: from_json("sites.settings", row.id, row.settings.as_deref())?,
            id: row.id,
            key: row.site_key,
            name: row.name,
            secret: row.secret.map(SiteSecret),
            created_at: row.created_at.and_utc(),
        })
    }
}

/// All columns of a user, in the order of the table.
#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct VisitorRow {
    id: i64,
    site_id: i64,
    name: String,
    email: String,
    external_id: Option<String>,
    created_at: NaiveDateTime,
    visit: Option<String>,
    attributes: Option<String>,
    erased_at: Option<NaiveDateTime>,
}

impl TryFrom<VisitorRow> for Visitor {
    type Error = Error;

    fn try_from(row: VisitorRow) -> Result<Self> {
        Ok(Self {
            visit: from_json("users.visit", row.id, row.visit.as_deref())?,
            attributes: from_json("users.attributes", row.id, row.attributes.as_deref())?,
            user: User {
                id: row.id,
                site_id: row.site_id,
                name: row.name,
                email: row.email,
                external_id: row.external_id,
                created_at: row.created_at.and_utc(),
                erased_at: row.erased_at.map(|time| time.and_utc()),
            },
        })
    }
}

/// The JSON for a column.
pub fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Internal(format!("a column cannot be written as JSON: {error}")))
}

/// What a column holds; NULL is what is there by default.
fn from_json<T: DeserializeOwned + Default>(column: &str, id: i64, json: Option<&str>) -> Result<T> {
    let bad = |error| Error::Internal(format!("{column} of {id} cannot be read: {error}"));
    json.map_or_else(|| Ok(T::default()), |json| serde_json::from_str(json).map_err(bad))
}
