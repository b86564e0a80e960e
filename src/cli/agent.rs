//! `supportchat agent`.

use std::io::Read as _;
use std::sync::Arc;

use clap::{Args, Subcommand};

use crate::app::{self, Failure};
use crate::auth::{passwords, secrets};
use crate::clock::{SharedClock, SystemClock};
use crate::config::Storage;
use crate::model::{Agent, AgentRole, AgentUpdate, NewAgent};
use crate::rpc::validate;
use crate::store::Store;

/// Manage agents, straight in the database: add the first administrator, or let one in again.
#[derive(Debug, Args)]
pub(super) struct AgentCommand {
    #[command(flatten)]
    storage: Storage,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add an agent. Without --password-stdin a password is made up and printed.
    Add {
        /// The name that visitors see.
        #[arg(long)]
        name: String,
        /// The address to log in with.
        #[arg(long)]
        email: String,
        /// Make them an administrator.
        #[arg(long)]
        admin: bool,
        /// How many active sessions they have at most, 1 to 1000.
        #[arg(long, default_value_t = Agent::DEFAULT_CAPACITY, value_parser = clap::value_parser!(i32).range(1..=i64::from(Agent::MAX_CAPACITY)))]
        capacity: i32,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all agents.
    List,
    /// Set an agent's password and end their log-ins. Without --password-stdin one is made up and printed.
    SetPassword {
        /// The agent's id.
        #[arg(value_parser = agent_id)]
        id: i64,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Shut an agent out: their log-ins, keys and streams end.
    Disable {
        /// The agent's id.
        #[arg(value_parser = agent_id)]
        id: i64,
    },
    /// Let an agent in again.
    Enable {
        /// The agent's id.
        #[arg(value_parser = agent_id)]
        id: i64,
    },
}

impl AgentCommand {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let store = app::open_store(&self.storage).await?;
        let clock: SharedClock = Arc::new(SystemClock);
        match self.action {
            Action::Add { name, email, admin, capacity, password_stdin } => {
                let unusable = |error| Failure::new("the agent cannot be added", error);
                let name = validate::name("--name", &name).map_err(unusable)?;
                let email = validate::email("--email", &email).map_err(unusable)?;
                if email.is_empty() {
                    return Err(Failure::new("the agent cannot be added", "--email: an agent logs in with an e-mail address"));
                }
                let password = Password::get(&clock, password_stdin)?;
                let password_hash = Some(password.hash(&clock).await?);
                let role = if admin { AgentRole::Admin } else { AgentRole::Agent };
                let agent = NewAgent { name, email: Some(email.to_lowercase()), password_hash, role, capacity };
                let agent = store.create_agent(agent, clock.now()).await.map_err(unusable)?;
                say!("added agent {}", agent.id);
                password.tell();
                Ok(())
            }
            Action::List => list(&store).await,
            Action::SetPassword { id, password_stdin } => {
                let password = Password::get(&clock, password_stdin)?;
                let password_hash = Some(password.hash(&clock).await?);
                update(&store, &clock, id, AgentUpdate { password_hash, ..AgentUpdate::default() }).await?;
                password.tell();
                Ok(())
            }
            Action::Disable { id } => update(&store, &clock, id, AgentUpdate { disabled: Some(true), ..AgentUpdate::default() }).await,
            Action::Enable { id } => update(&store, &clock, id, AgentUpdate { disabled: Some(false), ..AgentUpdate::default() }).await,
        }
    }
}

fn agent_id(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| "it is a number, which `supportchat agent list` shows".to_owned())
}

async fn update(store: &Store, clock: &SharedClock, id: i64, update: AgentUpdate) -> Result<(), Failure> {
    let updated = store.update_agent(id, update, clock.now()).await;
    let (agent, _) = updated.map_err(|error| Failure::new("the agent cannot be changed", error))?;
    say!("changed agent {} ({})", agent.id, agent.name);
    Ok(())
}

async fn list(store: &Store) -> Result<(), Failure> {
    say!("{:>6}  {:<6} {:<12} {:>9}  {:<32} NAME", "ID", "ROLE", "STATUS", "SESSIONS", "E-MAIL");
    let mut after = 0;
    loop {
        let agents = store.list_agents(after, 200).await.map_err(|error| Failure::new("the agents cannot be listed", error))?;
        let Some(last) = agents.last() else { return Ok(()) };
        after = last.id;
        for agent in agents {
            let role = if agent.role == AgentRole::Admin { "admin" } else { "agent" };
            let status = match (agent.disabled, agent.available) {
                (true, _) => "disabled",
                (false, true) => "available",
                (false, false) => "unavailable",
            };
            let sessions = format!("{}/{}", agent.active_sessions, agent.capacity);
            say!("{:>6}  {role:<6} {status:<12} {sessions:>9}  {:<32} {}", agent.id, agent.email.unwrap_or_default(), agent.name);
        }
    }
}

struct Password {
    text: String,
    made_up: bool,
}

impl Password {
    fn get(clock: &SharedClock, from_stdin: bool) -> Result<Self, Failure> {
        if !from_stdin {
            return Ok(Self { text: secrets::random_id(&**clock), made_up: true });
        }
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(|error| Failure::new("the password cannot be read", error))?;
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        let length = passwords::LENGTH;
        if !length.contains(&text.chars().count()) {
            return Err(Failure::new("the password is not usable", format!("it must have {} to {} characters", length.start(), length.end())));
        }
        Ok(Self { text, made_up: false })
    }

    async fn hash(&self, clock: &SharedClock) -> Result<String, Failure> {
        passwords::hash(clock, &self.text).await.map_err(|error| Failure::new("the password cannot be hashed", error))
    }

    fn tell(&self) {
        if self.made_up {
            say!("password: {}", self.text);
        }
    }
}
