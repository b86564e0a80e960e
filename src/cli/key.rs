//! `supportchat key`.

use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};

use crate::app::{self, Failure};
use crate::auth::keys;
use crate::clock::{Clock as _, SharedClock, SystemClock};
use crate::config::Storage;
use crate::model::KeyRole;
use crate::rpc::validate;
use crate::store::Store;

/// Manage API keys, straight in the database.
#[derive(Debug, Args)]
pub(super) struct KeyCommand {
    #[command(flatten)]
    storage: Storage,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Create a key and print its secret, which is shown only this once.
    Create {
        /// What the key is for.
        #[arg(long)]
        name: String,
        /// What it may do.
        #[arg(long, value_enum)]
        role: Role,
        /// The agent that a key of the role agent acts as.
        #[arg(long, required_if_eq("role", "agent"))]
        agent_id: Option<i64>,
    },
    /// List all keys, never their secrets.
    List,
    /// Revoke a key: it is refused from now on, and its streams end within a second.
    Revoke {
        /// The key's id.
        id: i64,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Role {
    /// A company's back end: users, sessions, messages, tokens for visitors.
    Service,
    /// Everything that an administrator may do.
    Admin,
    /// Reflection, no data.
    Operator,
    /// A bot: acts as an agent.
    Agent,
}

impl From<Role> for KeyRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Service => Self::Service,
            Role::Admin => Self::Admin,
            Role::Operator => Self::Operator,
            Role::Agent => Self::Agent,
        }
    }
}

impl KeyCommand {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let store = app::open_store(&self.storage).await?;
        let clock: SharedClock = Arc::new(SystemClock);
        match self.action {
            Action::Create { name, role, agent_id } => {
                if agent_id.is_some() && role != Role::Agent {
                    return Err(Failure::new("--agent-id", "only a key of the role agent has an agent"));
                }
                let unusable = |error| Failure::new("the key cannot be created", error);
                let name = validate::name("--name", &name).map_err(unusable)?;
                let (key, secret) = keys::create(&store, &clock, name, role.into(), agent_id).await.map_err(unusable)?;
                say!("created key {}\n{secret}", key.id);
                Ok(())
            }
            Action::List => list(&store).await,
            Action::Revoke { id } => {
                let revoked = store.revoke_api_key(id, SystemClock.now()).await;
                match revoked.map_err(|error| Failure::new("the key cannot be revoked", error))? {
                    Some(key) => say!("revoked key {} ({})", key.id, key.name),
                    None => return Err(Failure::new("the key cannot be revoked", format!("there is no key {id}"))),
                }
                Ok(())
            }
        }
    }
}

async fn list(store: &Store) -> Result<(), Failure> {
    say!("{:>6}  {:<9} {:<8} {:<20} NAME", "ID", "ROLE", "STATUS", "CREATED");
    let mut after = 0;
    loop {
        let keys = store.list_api_keys(after, 200).await.map_err(|error| Failure::new("the keys cannot be listed", error))?;
        let Some(last) = keys.last() else { return Ok(()) };
        after = last.id;
        for key in keys {
            let role = match key.role {
                Some(KeyRole::Service) => "service",
                Some(KeyRole::Admin) => "admin",
                Some(KeyRole::Operator) => "operator",
                Some(KeyRole::Agent) => "agent",
                None => "",
            };
            let status = if key.revoked_at.is_some() { "revoked" } else { "active" };
            say!("{:>6}  {role:<9} {status:<8} {:<20} {}", key.id, key.created_at.format("%Y-%m-%d %H:%M:%S"), key.name);
        }
    }
}
