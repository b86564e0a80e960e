//! Refused accesses, written down for the audit log: not so fast that somebody who is refused could fill it.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::clock::SharedClock;
use crate::model::{Cause, Deed};
use crate::store::Store;

/// So many a second are written down on a node, in bursts of ten times as many. Of the others the next one tells how many they were.
const A_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(49);

/// Writes refused accesses down.
#[derive(Clone)]
pub struct Refusals {
    store: Store,
    clock: SharedClock,
    limit: Arc<DefaultDirectRateLimiter>,
    unnoted: Arc<AtomicU64>,
}

impl Refusals {
    /// Refusals of a node.
    pub fn new(store: Store, clock: SharedClock) -> Self {
        let limit = RateLimiter::direct(Quota::per_second(A_SECOND).allow_burst(BURST));
        Self { store, clock, limit: Arc::new(limit), unnoted: Arc::default() }
    }

    /// Writes down that whoever causes this was refused an RPC, or an object of one, for a reason. Nobody waits for it.
    pub fn note(&self, rpc: &str, reason: &str, message: &str) {
        if self.limit.check().is_err() {
            self.unnoted.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let more = self.unnoted.swap(0, Ordering::Relaxed);
        let mut details = serde_json::json!({"rpc": rpc, "reason": reason, "message": message});
        if more > 0 {
            details["unnoted"] = more.into();
        }
        let (store, clock) = (self.store.clone(), self.clock.clone());
        tokio::spawn(Cause::carried(async move {
            if let Err(error) = store.record(Deed::new("access.refused").details(details), clock.now()).await {
                tracing::warn!(%error, "a refused access could not be written down");
            }
        }));
    }
}
