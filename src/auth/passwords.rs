//! Passwords: argon2id, off the async threads, and only a few at a time because each takes 19 MiB.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::clock::SharedClock;
use crate::model::{Error, Result};

/// The length of a password, in characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 12..=1024;

static AT_ONCE: Semaphore = Semaphore::const_new(4);
/// More than these do not wait: they are told to come back.
static WAITING: Semaphore = Semaphore::const_new(64);

/// A hash that no password has, so that an unknown address takes as long to refuse as a wrong password.
static NOBODY: LazyLock<Result<String>> = LazyLock::new(|| hash_now("nobody's password", &[7; 16]));

/// The hash of a password, in PHC form.
pub async fn hash(clock: &SharedClock, password: &str) -> Result<String> {
    let salt = clock.random();
    let password = password.to_owned();
    off_thread(move || hash_now(&password, &salt[..16])).await?
}

/// Whether a password belongs to a hash. Without a hash it takes as long and is false.
pub async fn verify(password: &str, hash: Option<String>) -> Result<bool> {
    let password = password.to_owned();
    off_thread(move || {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => NOBODY.clone()?,
        };
        let hash = PasswordHash::new(&hash).map_err(|error| Error::Internal(format!("a stored password hash does not parse: {error}")))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await?
}

fn hash_now(password: &str, salt: &[u8]) -> Result<String> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|hash| hash.to_string()).map_err(|error| Error::Internal(format!("a password cannot be hashed: {error}")))
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let closed = |error: &dyn std::fmt::Display| Error::Internal(error.to_string());
    let _place = WAITING.try_acquire().map_err(|_| Error::Unavailable("too many log-ins at once".to_owned()))?;
    let permit = AT_ONCE.acquire().await.map_err(|error| closed(&error))?;
    // The permit goes with the work: a caller who hangs up does not end it.
    let work = move || {
        let _permit = permit;
        work()
    };
    spawn_blocking(work).await.map_err(|error| closed(&error))
}
