//! `supportchat demo`.

use std::sync::Arc;

use clap::Args;

use crate::app::demo::{self, Demo};
use crate::app::{self, App, AuditLog, Failure, Settings};
use crate::clock::{SharedClock, SystemClock};
use crate::config::{self, Attachments, Limits, Listen, Storage};

/// Run the service with something in it, to look around.
///
/// The same service as 'supportchat serve', seeded with a user, an agent, an administrator, an API key and an open chat session, and with server
/// reflection open to everyone. The credentials are printed, and written to demo.json in the data directory. Run it again, and everything is still there.
#[derive(Debug, Args)]
pub(super) struct DemoCommand {
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    storage: Storage,
    #[command(flatten)]
    attachments: Attachments,
    #[command(flatten)]
    audit: config::Audit,
    #[command(flatten)]
    broker: config::Broker,
    #[command(flatten)]
    limits: Limits,
}

impl DemoCommand {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let clock: SharedClock = Arc::new(SystemClock);
        let audit = AuditLog::open(&self.storage, &self.audit)?;
        let files = app::open_files(&self.storage, &self.attachments)?;
        let store = app::open_store(&self.storage).await?;
        let node = app::open_node(&self.broker)?;
        let mut demo = demo::seed(&store, &clock, &self.storage).await?;
        let settings = Settings { listen: self.listen, files, audit, limits: self.limits, open_reflection: true, node };
        let app = App::start(store, settings).await?;
        demo.url.clone_from(&app.url);
        demo::write(&demo, &self.storage)?;
        say!("{}", welcome(&demo, app.address.port(), &self.storage.data_dir.join("demo.json").display().to_string()));
        app.run().await;
        Ok(())
    }
}

fn welcome(demo: &Demo, port: u16, file: &str) -> String {
    let Demo { url, api_key, agent_email, agent_password, admin_email, admin_password, user_id, agent_id, .. } = demo;
    format!(
        r#"
supportchat is running at {url}

  a shop with the widget on it   {url}/
  the agents' console            {url}/console/  (log in as the agent below)

  API reference   {url}/docs
  OpenAPI 3.0     {url}/openapi.json
  API key         {api_key}
  agent           {agent_email}  {agent_password}
  administrator   {admin_email}  {admin_password}
  all of this in  {file}

Try (user {user_id}, agent {agent_id} and chat session 123 are there):

  curl {url}/messages -H "Authorization: Bearer {api_key}" \
       -H "Content-Type: application/json" -d '{{"chat_session_id": 123, "message": "Hello!"}}'

  curl -N {url}/chat_sessions/123/events -H "Authorization: Bearer {api_key}"

  grpcurl -plaintext -H "Authorization: Bearer {api_key}" -d '{{"subscribe": {{"chat_session_id": 123}}}}' \
       127.0.0.1:{port} supportchat.v1.ChatService/Chat

Ctrl-C stops it; what is in it stays.
"#
    )
}
