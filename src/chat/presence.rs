//! Who is there: the leases of connected agents, those who have gone, and what the others in their sessions are told.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::time::{Instant, MissedTickBehavior};

use super::Chat;
use crate::model::{Agent, Error, Noun, Participant, Presence, Profile, Result, SessionChange};

/// Until so long after its renewal an agent's lease lasts.
const LEASE: TimeDelta = TimeDelta::seconds(45);
/// How often they are renewed.
const RENEWAL: Duration = Duration::from_secs(15);
/// A node that has not said for so long that it is alive is dead, and nobody is connected to it.
const NODE_LEASE: TimeDelta = TimeDelta::seconds(10);
/// How often nodes say that they are alive, and look for dead ones.
const HEARTBEAT: Duration = Duration::from_secs(3);
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
        let online = self.online_users(vec![user]).await?.contains(&user);
        let mut profiles = vec![visitor_profile(user, name, online)];
        profiles.extend(agents.into_iter().map(|agent| self.agent_profile(agent)));
        Ok(profiles)
    }

    /// Of these users, those who have a stream open on any node.
    pub async fn online_users(&self, ids: Vec<i64>) -> Result<HashSet<i64>> {
        let (here, others): (Vec<i64>, Vec<i64>) = ids.into_iter().partition(|id| self.hub.is_connected(Participant::User(*id)));
        let mut online: HashSet<i64> = here.into_iter().collect();
        if self.has_peers() && !others.is_empty() {
            let others = others.into_iter().map(Participant::User).collect();
            let elsewhere = self.store.connected(others, self.clock.now()).await?;
            online.extend(elsewhere.into_iter().filter_map(|participant| if let Participant::User(id) = participant { Some(id) } else { None }));
        }
        Ok(online)
    }

    fn agent_profile(&self, agent: Agent) -> Profile {
        let presence = agent.presence(self.clock.now());
        Profile { participant: Participant::Agent(agent.id), name: agent.name, avatar_url: agent.avatar_url, presence }
    }

    /// The agents who are new in sessions that are watched: their watchers are told who they are.
    pub(super) async fn newcomers(&self, changes: &[SessionChange]) -> HashMap<i64, Arc<Profile>> {
        let watched = changes.iter().filter(|change| self.hub.is_linked() || self.hub.is_watched(change.after.id));
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

    /// Follows who comes and goes on this node, and tells of it, for ever. What cannot be stored now is stored with a later heartbeat, or lapses.
    pub async fn follow_presence(&self) {
        let mut there: HashSet<Participant> = HashSet::new();
        let mut leaving: HashMap<Participant, Instant> = HashMap::new();
        // Who is written down as connected to this node and is not any more.
        let mut left: HashSet<Participant> = HashSet::new();
        let mut known = false;
        let (mut renewal, mut heartbeat) = (tokio::time::interval(RENEWAL), tokio::time::interval(HEARTBEAT));
        renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let next = leaving.values().min().copied();
            let gone = async {
                match next {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            let mut news = HashSet::new();
            let mut come = Vec::new();
            tokio::select! {
                _ = renewal.tick() => self.renew(self.hub.connected_agents()).await,
                _ = heartbeat.tick() => if self.has_peers() {
                    known = self.beat(known, &there).await;
                    news.extend(self.bury().await);
                },
                () = gone => {}
                touched = self.hub.touched() => for participant in touched {
                    let connected = self.hub.is_connected(participant);
                    if connected && there.insert(participant) {
                        come.push(participant);
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
                left.retain(|participant| !come.contains(participant));
                known &= self.come(come).await;
            }
            let now = Instant::now();
            let gone: Vec<Participant> = leaving.extract_if(|_, at| *at <= now).map(|(participant, _)| participant).collect();
            for participant in gone {
                if !self.hub.is_connected(participant) && there.remove(&participant) {
                    news.insert(participant);
                    left.insert(participant);
                }
            }
            if !left.is_empty() && self.leave(&left).await {
                left.clear();
            }
            if let Err(error) = self.tell_presence(news).await {
                tracing::debug!(%error, "nobody was told who has come or gone");
            }
        }
    }

    /// Whether there may be other nodes: a SQLite database has one for itself.
    fn has_peers(&self) -> bool {
        !self.store.is_sqlite()
    }

    /// Says that this node is alive, and, unless the others know, who is connected to it. Whether they know then.
    async fn beat(&self, known: bool, there: &HashSet<Participant>) -> bool {
        let beaten = async {
            if self.store.renew_node(self.node(), self.clock.now() + NODE_LEASE).await? && known {
                return Ok(());
            }
            self.store.join_node(self.node(), there.iter().copied().collect()).await
        };
        beaten.await.inspect_err(|error| tracing::warn!(%error, "this node could not say that it is alive")).is_ok()
    }

    /// Who was connected to nodes that have died.
    async fn bury(&self) -> Vec<Participant> {
        self.store.bury_nodes(self.clock.now()).await.unwrap_or_else(|error| {
            tracing::debug!(%error, "it could not be looked which nodes have died");
            Vec::new()
        })
    }

    /// Stores who has come. Whether it could be.
    async fn come(&self, who: Vec<Participant>) -> bool {
        self.renew(who.iter().filter_map(|participant| if let Participant::Agent(id) = participant { Some(*id) } else { None }).collect()).await;
        if !self.has_peers() {
            return true;
        }
        let joined = self.store.join_node(self.node(), who).await;
        joined.inspect_err(|error| tracing::warn!(%error, "it could not be stored who has come")).is_ok()
    }

    /// Stores who has left. Whether it could be.
    async fn leave(&self, who: &HashSet<Participant>) -> bool {
        let stored = |participant: &&Participant| self.has_peers() || matches!(participant, Participant::Agent(_));
        let who: Vec<Participant> = who.iter().filter(stored).copied().collect();
        if who.is_empty() {
            return true;
        }
        let left = self.store.leave_node(self.node(), who, self.clock.now()).await;
        left.inspect_err(|error| tracing::warn!(%error, "it could not be stored who has left")).is_ok()
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
            let online = self.online_users(ids.to_vec()).await?;
            for (session, user, name) in self.store.sessions_of_users(ids.to_vec()).await? {
                self.hub.publish_presence(session, &Arc::new(visitor_profile(user, name, online.contains(&user))));
            }
        }
        for ids in agents.chunks(at_once) {
            let sessions = self.store.sessions_of_agents(ids.to_vec()).await?;
            let profiles = self.agent_profiles(ids.to_vec()).await?;
            for (session, agent) in sessions {
                if let Some(profile) = profiles.get(&agent) {
                    self.hub.publish_presence(session, profile);
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

/// What others see of a visitor.
pub(super) fn visitor_profile(id: i64, name: String, online: bool) -> Profile {
    let presence = if online { Presence::Online } else { Presence::Offline };
    Profile { participant: Participant::User(id), name, avatar_url: String::new(), presence }
}
