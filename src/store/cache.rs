//! Sites by their key, kept for a moment: every page that shows a widget asks for one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::model::Site;

/// How long another node's change of a site may go unseen.
const AGE: Duration = Duration::from_secs(2);

/// A node's sites. Only sites that are there are kept, so that nobody fills it by asking for others.
#[derive(Debug, Default)]
pub struct Sites(Mutex<HashMap<String, (Instant, Arc<Site>)>>);

impl Sites {
    /// A site that was read a moment ago.
    pub fn get(&self, key: &str) -> Option<Arc<Site>> {
        let sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sites.get(key).filter(|(read, _)| read.elapsed() < AGE).map(|(_, site)| Arc::clone(site))
    }

    /// Keeps a site; `asked` is when the store was asked for it.
    pub fn put(&self, asked: Instant, site: &Arc<Site>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(site.key.clone(), (asked, Arc::clone(site)));
    }

    /// Forgets a site that has changed.
    pub fn forget(&self, key: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}
