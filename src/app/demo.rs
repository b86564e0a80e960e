//! The demo: a seeded service that shows everything at once, with its credentials in a file.

use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Failure, data_file};
use crate::auth::{Authenticator, Caller, keys, passwords, secrets};
use crate::clock::SharedClock;
use crate::config::Storage;
use crate::model::{AgentRole, AgentUpdate, Error, KeyRole, NewAgent, NewSession, NewUser, Site, SiteUpdate};
use crate::store::Store;

const SITE: &str = "default";
const USER: i64 = 1;
const ADMIN: i64 = 1;
const AGENT: i64 = 2;
const SESSION: i64 = 123;
/// Enough for whoever tries the same request again and again.
const CAPACITY: i32 = 1000;

/// What a person or a test needs to use the demo; written to `demo.json` in the data directory.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Demo {
    /// Where the service is.
    pub url: String,
    /// An API key of the role admin.
    pub api_key: String,
    /// The agent's address.
    pub agent_email: String,
    /// The agent's password.
    pub agent_password: String,
    /// The administrator's address.
    pub admin_email: String,
    /// The administrator's password.
    pub admin_password: String,
    /// The user's id.
    pub user_id: i64,
    /// The agent's id.
    pub agent_id: i64,
    /// The site's public key.
    pub site: String,
}

/// Seeds the store with what is missing, and keeps the credentials of an earlier run as long as they work.
pub async fn seed(store: &Store, clock: &SharedClock, storage: &Storage) -> Result<Demo, Failure> {
    let file = data_file(storage, "demo.json")?;
    let earlier: Option<Demo> = std::fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok());
    let seeded = seed_store(store, clock, earlier).await;
    seeded.map_err(|error| Failure::new("the demo cannot be seeded (is this database another one's?)", error))
}

/// Writes `demo.json`, for its owner's eyes only.
pub fn write(demo: &Demo, storage: &Storage) -> Result<(), Failure> {
    let file = data_file(storage, "demo.json")?;
    let failed = |error: &dyn std::fmt::Display| Failure::new(&format!("{} cannot be written", file.display()), error);
    let text = serde_json::to_string_pretty(demo).map_err(|error| failed(&error))?;
    write_private(&file, &text).map_err(|error| failed(&error))
}

fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let next = file.with_extension("json.new");
    let mut open = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&next)?;
    writeln!(open, "{text}")?;
    // Whoever waits for the file finds it whole.
    std::fs::rename(next, file)
}

/// What a shop would have set up: as long as nobody has set up something else.
async fn seed_shop(store: &Store, clock: &SharedClock, site: &Site) -> Result<(), Error> {
    let now = clock.now();
    if site.name == "Default site" {
        store.update_site(site.id, SiteUpdate { name: Some("Example shop".to_owned()), ..SiteUpdate::default() }, clock.now()).await?;
    }
    if store.list_teams(0, 1).await?.is_empty() {
        store.create_team("Billing".to_owned(), vec![AGENT], now).await?;
    }
    if store.list_canned_replies(0, 1).await?.is_empty() {
        let replies = [
            ("hello", "Hello {{visitor}}, this is {{agent}}. How can I help you?"),
            ("moment", "One moment please, {{visitor}}: I am looking it up."),
            ("refund", "Your refund is on its way, {{visitor}}. It takes up to five working days to arrive."),
        ];
        for (shortcut, message) in replies {
            store.create_canned_reply(shortcut.to_owned(), message.to_owned(), now).await?;
        }
    }
    Ok(())
}

async fn seed_store(store: &Store, clock: &SharedClock, earlier: Option<Demo>) -> Result<Demo, Error> {
    let mut demo = earlier.unwrap_or_else(|| Demo {
        url: String::new(),
        api_key: String::new(),
        agent_email: "agent@example.com".to_owned(),
        agent_password: secrets::random_id(&**clock),
        admin_email: "admin@example.com".to_owned(),
        admin_password: secrets::random_id(&**clock),
        user_id: USER,
        agent_id: AGENT,
        site: SITE.to_owned(),
    });
    let site = store.get_site_by_key(SITE).await?.ok_or_else(|| Error::Internal("the first site is missing".to_owned()))?;
    let now = clock.now();
    let user = NewUser { site_id: site.id, name: "Ada Lovelace".to_owned(), email: "ada@example.com".to_owned(), external_id: None };
    store.ensure_user(USER, user, now).await?;
    let people = [
        (ADMIN, "Katherine Johnson", &demo.admin_email, &demo.admin_password, AgentRole::Admin),
        (AGENT, "Grace Hopper", &demo.agent_email, &demo.agent_password, AgentRole::Agent),
    ];
    for (id, name, email, password, role) in people {
        let agent = NewAgent { name: name.to_owned(), email: Some(email.clone()), password_hash: None, role, capacity: CAPACITY };
        store.ensure_agent(id, agent, now).await?;
        let hash = store.get_agent_by_email(email.clone()).await?.and_then(|(_, hash)| hash);
        if !passwords::verify(password, hash).await? {
            let password_hash = Some(passwords::hash(clock, password).await?);
            store.update_agent(id, AgentUpdate { password_hash, ..AgentUpdate::default() }, now).await?;
        }
    }
    store.set_availability(AGENT, true, now).await?;
    seed_shop(store, clock, &site).await?;
    store.ensure_session(SESSION, NewSession { user_id: USER, agent_id: Some(AGENT), client_session_id: None, limited: false }, now).await?;

    let known = Authenticator::new(store.clone(), clock.clone()).authenticate(&demo.api_key).await;
    match known {
        Ok(identity) if identity.caller == Caller::AdminKey => {}
        Ok(_) | Err(Error::InvalidToken) => {
            let (_, secret) = keys::create(store, clock, "demo".to_owned(), KeyRole::Admin, None).await?;
            demo.api_key = secret;
        }
        Err(error) => return Err(error),
    }
    Ok(demo)
}
