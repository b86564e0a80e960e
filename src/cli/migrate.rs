//! `supportchat migrate`.

use clap::Args;

use crate::app::{self, Failure};
use crate::config::Storage;

/// Bring the database's schema up to date.
///
/// 'serve' does this by itself; run it beforehand where the service's database user may not change the schema.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    storage: Storage,

    /// Only say what would be done.
    #[arg(long, conflicts_with = "revert")]
    status: bool,

    /// Take the newest migration back. What it added is lost.
    #[arg(long)]
    revert: bool,
}

impl Migrate {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let store = app::connect(&self.storage).await?;
        let failed = |error| Failure::new("the database cannot be migrated", error);
        if self.revert {
            match store.revert_migration().await.map_err(failed)? {
                Some(name) => say!("reverted {name}"),
                None => say!("nothing to revert"),
            }
            return Ok(());
        }
        let (names, word) = if self.status {
            (store.pending_migrations().await.map_err(failed)?, "pending")
        } else {
            (store.migrate().await.map_err(failed)?, "migrated")
        };
        for name in &names {
            say!("{word} {name}");
        }
        if names.is_empty() {
            say!("up to date");
        }
        Ok(())
    }
}
