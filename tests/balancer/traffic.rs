//! Visitors and an agent who write without end and watch each other, and the account of it afterwards.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::cluster::Cluster;
use super::insistent::{Follower, Way, send};
use crate::support::Client;
use crate::support::client::{seqs, text};

const VISITORS: usize = 3;
/// People pause between two messages, if only for so long.
const BETWEEN: Duration = Duration::from_millis(25);
const END: &str = "end";

/// What was acknowledged to one sender: the text, its place, and when.
type Acked = Vec<(String, i64, Instant)>;

/// What is going on.
pub struct Traffic {
    agent: Client,
    sessions: Vec<i64>,
    senders: JoinSet<(i64, Acked)>,
    followers: JoinSet<(Follower, Vec<Instant>)>,
    /// The last seq that each follower has of which session.
    seen: Vec<(i64, watch::Receiver<i64>)>,
    acks: watch::Sender<usize>,
    stop: watch::Sender<bool>,
}

/// How it went.
pub struct Account {
    /// When each sender got its acknowledgements.
    sends: Vec<Vec<Instant>>,
    /// When each follower got its entries.
    entries: Vec<Vec<Instant>>,
    /// How many streams the followers needed, one each at best.
    pub streams: Vec<u32>,
}

impl Traffic {
    /// For each of some visitors: they and the agent send, and both watch, over one kind of stream each.
    pub async fn start(cluster: &Cluster) -> Self {
        let agent = cluster.agent().await;
        let (acks, stop) = (watch::Sender::new(0), watch::Sender::new(false));
        let (mut senders, mut followers, mut sessions, mut seen) = (JoinSet::new(), JoinSet::new(), Vec::new(), Vec::new());
        for _ in 0..VISITORS {
            let (visitor, session) = cluster.visitor().await;
            sessions.push(session);
            // Connections of their own, as consoles and tabs have.
            for (name, caller, way) in [("visitor", &visitor, Way::Subscribe), ("agent", &agent, Way::Chat)] {
                let client = cluster.client(&caller.token);
                senders.spawn(write(client, session, name, acks.clone(), stop.subscribe()));
                let last_seq = watch::Sender::new(0);
                seen.push((session, last_seq.subscribe()));
                followers.spawn(watch_to_the_end(Follower::new(&cluster.client(&caller.token), session, way), last_seq));
            }
        }
        Self { agent, sessions, senders, followers, seen, acks, stop }
    }

    /// Waits for so many more acknowledgements.
    pub async fn goes_on(&self, more: usize) {
        let mut acks = self.acks.subscribe();
        let wanted = *acks.borrow() + more;
        timeout(Duration::from_secs(60), acks.wait_for(|acks| *acks >= wanted)).await.expect("the traffic goes on").expect("senders");
    }

    /// Waits until every follower has what is there now.
    pub async fn everyone_has_seen_it(&mut self, within: Duration) {
        for (session, seen) in &mut self.seen {
            let last_seq = self.agent.session(*session).await.expect("it is there").last_seq;
            timeout(within, seen.wait_for(|seen| *seen >= last_seq)).await.expect("every stream goes on").expect("followers");
        }
    }

    /// Ends it, and looks that every acknowledged message is in its log once, at the place that was acknowledged, and that everyone saw the whole log.
    pub async fn end(mut self) -> Account {
        self.stop.send_replace(true);
        let sent = self.senders.join_all().await;
        for session in &self.sessions {
            send(&mut self.agent, *session, END, END).await.expect("the last one");
        }
        let followed = timeout(Duration::from_secs(30), self.followers.join_all()).await.expect("everyone sees the end");
        let mut logs = HashMap::new();
        for session in &self.sessions {
            logs.insert(*session, self.agent.log(*session, 0).await);
        }
        for (session, log) in &logs {
            assert_eq!(seqs(log), (1..=i64::try_from(log.len()).expect("a number")).collect::<Vec<_>>());
            let mut acked: Vec<_> = sent.iter().filter(|(of, _)| of == session).flat_map(|(_, acked)| acked).collect();
            acked.sort_by_key(|(_, seq, _)| *seq);
            // Two events opened it, and the last message ended it.
            let logged: Vec<_> = log[2..log.len() - 1].iter().map(|message| (text(message), message.seq)).collect();
            let acked: Vec<_> = acked.iter().map(|(text, seq, _)| (text.as_str(), *seq)).collect();
            assert_eq!(logged, acked, "what is acknowledged and what is there are the same");
        }
        let (mut entries, mut streams) = (Vec::new(), Vec::new());
        for (follower, arrivals) in followed {
            let session = follower.entries[0].chat_session_id;
            assert_eq!(follower.entries, logs[&session], "each side has the whole log");
            entries.push(arrivals);
            streams.push(follower.opened);
        }
        let sends = sent.into_iter().map(|(_, acked)| acked.into_iter().map(|(.., at)| at).collect()).collect();
        Account { sends, entries, streams }
    }
}

impl Account {
    /// The longest time that a sender waited for an acknowledgement, and a follower for an entry.
    pub fn longest_gaps(&self) -> (Duration, Duration) {
        let longest = |arrivals: &[Vec<Instant>]| {
            let gaps = arrivals.iter().flat_map(|arrivals| arrivals.windows(2).map(|pair| pair[1] - pair[0]));
            gaps.max().unwrap_or_default()
        };
        (longest(&self.sends), longest(&self.entries))
    }

    /// How long after a moment the last sender had an acknowledgement again.
    pub fn resumed_after(&self, moment: Instant) -> Duration {
        let first = |acks: &Vec<Instant>| acks.iter().find(|at| **at >= moment).map(|at| *at - moment);
        self.sends.iter().filter_map(first).max().unwrap_or_default()
    }

    /// How many messages were sent.
    pub fn sent(&self) -> usize {
        self.sends.iter().map(Vec::len).sum()
    }
}

async fn write(mut client: Client, session: i64, name: &'static str, acks: watch::Sender<usize>, stop: watch::Receiver<bool>) -> (i64, Acked) {
    let mut acked = Acked::new();
    while !*stop.borrow() {
        let text = format!("{name}:{:05}", acked.len());
        let message = send(&mut client, session, &text, &text).await.expect("no send fails");
        acked.push((text, message.seq, Instant::now()));
        acks.send_modify(|acks| *acks += 1);
        tokio::time::sleep(BETWEEN).await;
    }
    (session, acked)
}

async fn watch_to_the_end(mut follower: Follower, last_seq: watch::Sender<i64>) -> (Follower, Vec<Instant>) {
    let mut arrivals = Vec::new();
    loop {
        let entry = follower.next().await;
        if text(entry) == END {
            return (follower, arrivals);
        }
        last_seq.send_replace(entry.seq);
        arrivals.push(Instant::now());
    }
}
