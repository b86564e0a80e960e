//! Bringing the schema up to date, and back.

use diesel::migration::{Migration, MigrationSource};
use diesel_async::AsyncMigrationHarness;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _};

use super::{Backend, Conn, MIGRATIONS, Pool};
use crate::model::{Error, Result};

type Harness = AsyncMigrationHarness<Conn>;
type Pending = Box<dyn Migration<Backend>>;

/// Runs the migrations that are missing, and answers their names.
pub async fn migrate(pool: &Pool) -> Result<Vec<String>> {
    let lock = pool.lock_migrations().await?;
    let names = with_harness(pool, |harness| {
        let mut names = Vec::new();
        while let Some(next) = pending_in(harness)?.into_iter().next() {
            let name = next.name().to_string();
            match harness.run_migration(next.as_ref()) {
                Ok(_) => names.push(name),
                // Another node has done it in the meantime, where there is no lock to wait for.
                Err(_) if pending_in(harness)?.iter().all(|pending| pending.name().to_string() != name) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(names)
    })
    .await;
    drop(lock);
    names
}

/// The names of the migrations that are missing.
pub async fn pending(pool: &Pool) -> Result<Vec<String>> {
    with_harness(pool, |harness| Ok(pending_in(harness)?.iter().map(|pending| pending.name().to_string()).collect())).await
}

/// Reverts the newest migration that was run.
pub async fn revert(pool: &Pool) -> Result<Option<String>> {
    let lock = pool.lock_migrations().await?;
    let name = with_harness(pool, |harness| {
        let Some(newest) = harness.applied_migrations()?.into_iter().max() else { return Ok(None) };
        let known = MigrationSource::<Backend>::migrations(&MIGRATIONS)?;
        let Some(migration) = known.iter().find(|migration| migration.name().version() == newest) else {
            return Err(format!("the migration {newest} was run by another version of the service, which has to revert it").into());
        };
        harness.revert_migration(migration.as_ref())?;
        Ok(Some(migration.name().to_string()))
    })
    .await;
    drop(lock);
    name
}

fn pending_in(harness: &mut Harness) -> diesel::migration::Result<Vec<Pending>> {
    let migrations: EmbeddedMigrations = MIGRATIONS;
    harness.pending_migrations(migrations)
}

/// Works on a connection of its own, on a thread that may block.
async fn with_harness<T: Send + 'static>(pool: &Pool, work: impl FnOnce(&mut Harness) -> diesel::migration::Result<T> + Send + 'static) -> Result<T> {
    let conn = pool.open().await?;
    let task = tokio::task::spawn_blocking(move || work(&mut Harness::new(conn)).map_err(|error| Error::Internal(format!("migrations: {error}"))));
    task.await.map_err(|error| Error::Internal(format!("a task of the database failed: {error}")))?
}
