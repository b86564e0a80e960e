//! What a page needs to show the chat.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Chat;
use crate::hub::Stale;
use crate::model::{Agent, Error, Noun, Result, Site, SiteUpdate};

/// How many agents are shown before a chat begins.
const SHOWN: i64 = 3;
/// For how long the same agents are shown to everyone: the widgets of a whole shop ask.
const AGE: Duration = Duration::from_secs(1);

/// The agents that were shown last, and since when. They are the same for all sites.
pub type Shown = Arc<Mutex<Option<(Instant, Arc<Vec<Agent>>)>>>;

impl Chat {
    /// Changes a site: no node shows it as it was.
    pub async fn update_site(&self, id: i64, update: SiteUpdate) -> Result<Site> {
        let chat = self.clone();
        self.finish(async move {
            let site = chat.store.update_site(id, update, chat.clock.now()).await?;
            chat.hub.publish_stale(Stale::Site(site.key.clone()));
            Ok(site)
        })
        .await
    }

    /// A site by its key, and the first of the agents who take sessions: nobody is there if there are none.
    pub async fn widget(&self, key: &str) -> Result<(Arc<Site>, Arc<Vec<Agent>>)> {
        let site = self.store.find_site(key).await?.ok_or_else(|| Error::not_found(Noun::Site, key))?;
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((since, agents)) = shown
            && since.elapsed() < AGE
        {
            return Ok((site, agents));
        }
        let since = Instant::now();
        let agents = Arc::new(self.store.available_agents(SHOWN).await?);
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Some((since, Arc::clone(&agents)));
        Ok((site, agents))
    }
}
