//! Who is there: the leases of connected agents, those who have gone, and what the others in their sessions are told.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::time::{Instant, MissedTickBehavior};

use super::Chat;
use crate::hub::Event;
use crate::model::{Agent, Error, Noun, Participant, Presence, Profile, Result, SessionChange};

/// Until so long after its renewal a lease lasts.
const LEASE: TimeDelta = TimeDelta::seconds(45);
/// How often leases are renewed.
const RENEWAL: Duration = Duration::from_secs(15);
/// So long after their last stream somebody has left: a page that is loaded again is no absence.
const RELOAD: Duration = Duration::from_secs(2);
/// How often gone agents are looked for.
const SWEEP: Duration = Duration::from_secs(2);
/// So many gone agents are looked for at a time, and so many people told of at a time.
const AT_ONCE: i64 = 100;

impl Chat {
    /// What the participants of a session see of each other: its user, and every agent who has or had it.
    pub(super) async fn profiles(&self, chat_session_id: i64) -> Result<Vec<Profile>> {
        let found = self.store.get_participants(chat_session_id).await?;
        let (user, name, agents) = found.ok_or_else(|| Error::not_found(Noun::Session, chat_session_id))?;
        let mut profiles = vec![self.visitor_profile(user, name)];
        profiles.extend(agents.into_iter().map(|agent| self.agent_profile(agent)));
        Ok(profiles)
    }

    fn visitor_profile(&self, id: i64, name: String) -> Profile {
        let participant = Participant::User(id);
        let presence = if self.hub.is_connected(participant) { Presence::Online } else { Presence::Offline };
        Profile { participant, name, avatar_url: String::new(), presence }
    }

    fn agent_profile(&self, agent: Agent) -> Profile {
        let presence = agent.presence(self.clock.now());
        Profile { participant: Participant::Agent(agent.id), name: agent.name, avatar_url: agent.avatar_url, presence }
    }

    /// The agents who are new in sessions that are watched here: their watchers are told who they are.
    pub(super) async fn newcomers(&self, changes: &[SessionChange]) -> HashMap<i64, Arc<Profile>> {
        let watched = changes.iter().filter(|change| self.hub.is_watched(change.after.id));
        let agents: Vec<i64> = watched.filter_map(SessionChange::newcomer).collect();
        if agents.is_empty() {
            return HashMap::new();
        }
        self.agent_profiles(agents).await.unwrap_or_else(|error| {
            tracing::debug!(%error, "nobody was told who their agents are");
            HashMap::new()
        })
    }

    async fn agent_profiles(&self, ids: Vec<i64>) -> Result<HashMap<i64, Arc<Profile>>> {
        let agents = self.store.get_agents(ids).await?;
        Ok(agents.into_iter().map(|agent| (agent.id, Arc::new(self.agent_profile(agent)))).collect())
    }

    /// Follows who comes and goes on this node, and tells of it, for ever. What cannot be stored now is stored by the next renewal, or lapses.
    pub async fn follow_presence(&self) {
        let mut there: HashSet<Participant> = HashSet::new();
        let mut leaving: HashMap<Participant, Instant> = HashMap::new();
        let mut renewal = tokio::time::interval(RENEWAL);
        renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let next = leaving.values().min().copied();
            let left = async {
                match next {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            let mut news = HashSet::new();
            let mut come = Vec::new();
            tokio::select! {
                _ = renewal.tick() => self.renew(self.hub.connected_agents()).await,
                () = left => {}
                touched = self.hub.touched() => for participant in touched {
                    let connected = self.hub.is_connected(participant);
                    if connected && there.insert(participant) {
                        if let Participant::Agent(id) = participant {
                            come.push(id);
                        }
                        news.insert(participant);
                    } else if connected == there.contains(&participant) {
                        // Back in time, or something else about them.
                        if leaving.remove(&participant).is_none() {
                            news.insert(participant);
                        }
                    } else {
                        leaving.entry(participant).or_insert_with(|| Instant::now() + RELOAD);
                    }
                },
            }
            if !come.is_empty() {
                self.renew(come).await;
            }
            let now = Instant::now();
            let gone: Vec<Participant> = leaving.extract_if(|_, at| *at <= now).map(|(participant, _)| participant).collect();
            for participant in gone {
                if !self.hub.is_connected(participant) && there.remove(&participant) {
                    news.insert(participant);
                    self.ended(participant).await;
                }
            }
            if let Err(error) = self.tell_presence(news).await {
                tracing::debug!(%error, "nobody was told who has come or gone");
            }
        }
    }

    async fn renew(&self, agents: Vec<i64>) {
        if agents.is_empty() {
            return;
        }
        let mut agents = agents;
        agents.sort_unstable();
        if let Err(error) = self.store.connect_agents(agents, self.clock.now() + LEASE).await {
            tracing::warn!(%error, "it could not be stored which agents are connected");
        }
    }

    async fn ended(&self, participant: Participant) {
        let Participant::Agent(id) = participant else { return };
        if let Err(error) = self.store.disconnect_agent(id, self.clock.now()).await {
            tracing::warn!(%error, "it could not be stored that an agent has left");
        }
    }

    async fn tell_presence(&self, participants: HashSet<Participant>) -> Result<()> {
        let (mut users, mut agents) = (Vec::new(), Vec::new());
        for participant in participants {
            match participant {
                Participant::User(id) => users.push(id),
                Participant::Agent(id) => agents.push(id),
                Participant::System => {}
            }
        }
        let at_once = usize::try_from(AT_ONCE).unwrap_or(1);
        for ids in users.chunks(at_once) {
            for (session, user, name) in self.store.sessions_of_users(ids.to_vec()).await? {
                let profile = Arc::new(self.visitor_profile(user, name));
                self.hub.publish(session, &Event::Presence(session, profile));
            }
        }
        for ids in agents.chunks(at_once) {
            let sessions = self.store.sessions_of_agents(ids.to_vec()).await?;
            let profiles = self.agent_profiles(ids.to_vec()).await?;
            for (session, agent) in sessions {
                if let Some(profile) = profiles.get(&agent) {
                    self.hub.publish(session, &Event::Presence(session, Arc::clone(profile)));
                }
            }
        }
        Ok(())
    }

    /// Makes agents unavailable who have been gone for the time of grace, and finds others for their sessions, for ever.
    pub async fn dismiss_gone(&self, grace: Duration) {
        // Leases lapse while no node runs. Whoever was connected gets the time to come back.
        tokio::time::sleep(grace).await;
        let grace = TimeDelta::from_std(grace).unwrap_or(Presence::GRACE);
        loop {
            tokio::time::sleep(SWEEP).await;
            if let Err(error) = self.dismiss(grace).await {
                tracing::debug!(%error, "it could not be looked which agents have gone");
            }
        }
    }

    async fn dismiss(&self, grace: TimeDelta) -> Result<()> {
        let by = self.clock.now() - grace;
        for agent in self.store.gone_agents(by, AT_ONCE).await? {
            // Their lease has lapsed because the database was away.
            if self.hub.is_connected(Participant::Agent(agent)) {
                continue;
            }
            let chat = self.clone();
            let dismissed = self.finish(async move {
                if let Some(changes) = chat.store.dismiss_agent(agent, by, chat.clock.now()).await? {
                    tracing::info!(agent, sessions = changes.len(), "an agent has gone");
                    chat.tell(changes).await;
                    chat.hub.touch(Participant::Agent(agent));
                }
                Ok(())
            });
            if let Err(error) = dismissed.await {
                tracing::warn!(agent, %error, "an agent who has gone could not be made unavailable");
            }
        }
        Ok(())
    }
}
