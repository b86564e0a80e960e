//! From a bearer token to an identity, through a cache that revocation empties.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::{Identity, secrets};
use crate::clock::SharedClock;
use crate::model::{Error, Result, SecretHash, Time};
use crate::store::Store;

/// How long an identity is believed without asking the store. Revocation does not wait for it: see [`Authenticator::revoked`].
const CACHE_AGE: Duration = Duration::from_secs(60);
/// How many identities are kept at most.
const CACHE_SIZE: usize = 50_000;
/// How far behind the last look each look for revocations begins: more than any two nodes' clocks differ, and more than a change takes that
/// was on its way at the last look.
const LOOK_BACK: Duration = Duration::from_secs(60);
/// The longest token that is looked at.
const MAX_TOKEN: usize = 128;

/// Identities by the hash of their token, and when the store was asked.
type Cache = HashMap<SecretHash, (Arc<Identity>, Instant)>;

/// Knows who is calling.
#[derive(Clone)]
pub struct Authenticator {
    store: Store,
    clock: SharedClock,
    cache: Arc<Mutex<Cache>>,
    /// When revocations were looked for last, and found.
    looked: Arc<Mutex<Option<Time>>>,
}

impl Authenticator {
    /// An authenticator with an empty cache.
    pub fn new(store: Store, clock: SharedClock) -> Self {
        Self { store, clock, cache: Arc::default(), looked: Arc::default() }
    }

    /// Who the bearer of a token is.
    pub async fn authenticate(&self, token: &str) -> Result<Arc<Identity>> {
        if token.len() > MAX_TOKEN {
            return Err(Error::InvalidToken);
        }
        let hash = secrets::hash(token);
        let now = self.clock.now();
        if let Some(identity) = self.cached(&hash) {
            return if expired(&identity, now) { Err(Error::InvalidToken) } else { Ok(identity) };
        }
        let asked = Instant::now();
        let credential = self.store.find_credential(hash).await?.ok_or(Error::InvalidToken)?;
        if credential.revoked_at.is_some() {
            return Err(Error::InvalidToken);
        }
        let identity = Arc::new(Identity::new(&credential, hash).ok_or(Error::InvalidToken)?);
        if expired(&identity, now) {
            return Err(Error::InvalidToken);
        }
        self.remember(hash, &identity, asked);
        Ok(identity)
    }

    /// The ids of the credentials revoked lately, on this node or another, after dropping them from the cache. Called twice a second, so that a stream outlives
    /// its credential by less than a second; a look that fails is made up for by the next.
    pub async fn revoked(&self) -> Result<HashSet<i64>> {
        let asked = self.clock.now();
        let last = self.last_look().unwrap_or(asked);
        let revoked = self.store.revoked_since(last - LOOK_BACK).await?;
        *self.looked.lock().unwrap_or_else(PoisonError::into_inner) = Some(asked);
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, hash, _) in &revoked {
            cache.remove(hash);
        }
        Ok(revoked.into_iter().map(|(id, ..)| id).collect())
    }

    fn last_look(&self) -> Option<Time> {
        *self.looked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn cached(&self, hash: &SecretHash) -> Option<Arc<Identity>> {
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        cache.get(hash).filter(|(_, asked)| asked.elapsed() < CACHE_AGE).map(|(identity, _)| Arc::clone(identity))
    }

    fn remember(&self, hash: SecretHash, identity: &Arc<Identity>, asked: Instant) {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CACHE_SIZE {
            cache.retain(|_, (_, asked)| asked.elapsed() < CACHE_AGE);
        }
        if cache.len() < CACHE_SIZE {
            cache.insert(hash, (Arc::clone(identity), asked));
        }
    }
}

fn expired(identity: &Identity, now: Time) -> bool {
    identity.expires_at.is_some_and(|at| at <= now)
}
