//! What the floors above call of sites, their visitors, teams and canned replies. As in `api`, each call is one transaction, or one read.

use std::sync::Arc;
use std::time::Instant;

use super::{Store, run};
use crate::model::{
    Actor, Agent, CannedReply, CannedReplyUpdate, Error, NewSite, NewUser, Result, SessionChange, Site, SiteUpdate, Team, TeamUpdate, Time, Visitor,
    VisitorUpdate,
};

/// Sites.
impl Store {
    /// A site by its public key, as it is now.
    pub async fn get_site_by_key(&self, key: &str) -> Result<Option<Site>> {
        let key = key.to_owned();
        run!(self, Read, sites::get_by_key(key))
    }

    /// A site by its public key, as it was at most 2 seconds ago. What this node changes is seen at once.
    pub async fn find_site(&self, key: &str) -> Result<Option<Arc<Site>>> {
        if key.len() > Site::MAX_KEY {
            return Ok(None);
        }
        if let Some(site) = self.sites.get(key) {
            return Ok(Some(site));
        }
        let asked = Instant::now();
        let site = self.get_site_by_key(key).await?.map(Arc::new);
        if let Some(site) = &site {
            self.sites.put(asked, site);
        }
        Ok(site)
    }

    /// A site by its id.
    pub async fn get_site(&self, id: i64) -> Result<Option<Site>> {
        run!(self, Read, sites::get(id))
    }

    /// Sites in the order of their ids, after one of them (0: from the first).
    pub async fn list_sites(&self, after_id: i64, limit: i64) -> Result<Vec<Site>> {
        run!(self, Read, sites::list(after_id, limit))
    }

    /// Adds a site.
    pub async fn create_site(&self, new: NewSite, now: Time) -> Result<Site> {
        run!(self, Write, sites::create(new, now))
    }

    /// Changes a site.
    pub async fn update_site(&self, id: i64, update: SiteUpdate, now: Time) -> Result<Site> {
        let site = run!(self, Write, sites::update(id, update, now))?;
        self.forget_site(&site.key);
        Ok(site)
    }

    /// Forgets a site that another node has changed.
    pub fn forget_site(&self, key: &str) {
        self.sites.forget(key);
    }
}

/// Visitors.
impl Store {
    /// Adds a visitor. Fails with `ExternalIdTaken`.
    pub async fn create_visitor(&self, new: NewUser, update: VisitorUpdate, now: Time) -> Result<Visitor> {
        run!(self, Write, visitors::create(new, update, now))
    }

    /// The site's own user with `new.external_id`, who is added if they are not there. If they are, the update changes them.
    pub async fn ensure_visitor(&self, new: NewUser, update: VisitorUpdate, now: Time) -> Result<Visitor> {
        // Whoever is new has the name and the address that they are made with.
        let rest = VisitorUpdate { name: None, email: None, ..update.clone() };
        if let Some(known) = self.update_known_visitor(&new, update.clone()).await? {
            return Ok(known);
        }
        match self.create_visitor(new.clone(), rest, now).await {
            // Added by another call meanwhile, and nobody deletes them.
            Err(Error::ExternalIdTaken) => self.update_known_visitor(&new, update).await?.ok_or(Error::ExternalIdTaken),
            made => made,
        }
    }

    async fn update_known_visitor(&self, user: &NewUser, update: VisitorUpdate) -> Result<Option<Visitor>> {
        let (site_id, external_id) = (user.site_id, user.external_id.clone().unwrap_or_default());
        run!(self, Write, visitors::update_known(site_id, external_id, update))
    }

    /// Changes a visitor.
    pub async fn update_visitor(&self, id: i64, update: VisitorUpdate) -> Result<Visitor> {
        run!(self, Write, visitors::update(id, update))
    }

    /// Of these users, by id, those who have a session that the actor may see.
    pub async fn list_visitors(&self, ids: Vec<i64>, actor: Actor) -> Result<Vec<Visitor>> {
        run!(self, Read, visitors::list(ids, actor))
    }

    /// Some of the agents who take sessions, by id.
    pub async fn available_agents(&self, limit: i64) -> Result<Vec<Agent>> {
        run!(self, Read, agents::available(limit))
    }
}

/// Teams.
impl Store {
    /// Teams in the order of their ids, after one of them (0: from the first).
    pub async fn list_teams(&self, after_id: i64, limit: i64) -> Result<Vec<Team>> {
        run!(self, Read, teams::list(after_id, limit))
    }

    /// Adds a team. Fails with `TeamNameTaken`.
    pub async fn create_team(&self, name: String, agent_ids: Vec<i64>, now: Time) -> Result<Team> {
        run!(self, Queue, teams::create(name, agent_ids, now))
    }

    /// Changes a team; new members get what waits for it. Fails with `TeamNameTaken`.
    pub async fn update_team(&self, id: i64, update: TeamUpdate, now: Time) -> Result<(Team, Vec<SessionChange>)> {
        run!(self, Queue, teams::update(id, update, now))
    }

    /// Deletes a team; what was handed to it is anyone's from then on, and given to whoever has room.
    pub async fn delete_team(&self, id: i64, now: Time) -> Result<Vec<SessionChange>> {
        run!(self, Queue, teams::delete(id, now))
    }
}

/// Canned replies.
impl Store {
    /// Canned replies in the order of their ids, after one of them (0: from the first).
    pub async fn list_canned_replies(&self, after_id: i64, limit: i64) -> Result<Vec<CannedReply>> {
        run!(self, Read, canned_replies::list(after_id, limit))
    }

    /// Adds a canned reply. Fails with `ShortcutTaken`.
    pub async fn create_canned_reply(&self, shortcut: String, message: String, now: Time) -> Result<CannedReply> {
        run!(self, Write, canned_replies::create(shortcut, message, now))
    }

    /// Changes a canned reply. Fails with `ShortcutTaken`.
    pub async fn update_canned_reply(&self, id: i64, update: CannedReplyUpdate) -> Result<CannedReply> {
        run!(self, Write, canned_replies::update(id, update))
    }

    /// Deletes a canned reply.
    pub async fn delete_canned_reply(&self, id: i64) -> Result<()> {
        run!(self, Write, canned_replies::delete(id))
    }
}
