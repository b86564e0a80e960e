//! Live messages between nodes through RabbitMQ: transient, unconfirmed, and dropped rather than kept waiting.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt as _;
use futures::future::join_all;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, BasicQosOptions};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel};
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::{MissedTickBehavior, timeout};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::link::{Address, Link, keep};
use super::topology;

/// So many messages wait to be sent, and so many that came to be read. Whoever sends more waits; of what comes more waits at the broker, for a while.
const WAITING: usize = 256;
/// So many are handed to the connection at a time.
const BATCH: usize = 64;
/// How long the connection may take to write a batch: a broker that is short of memory or disk stops reading.
const WRITE: Duration = Duration::from_secs(5);
/// So many messages are on their way to this node before it says that it has read the first.
const PREFETCH: u16 = 1000;
/// After so many messages the broker is told that they were read.
const ACK_EVERY: usize = 100;
/// Bindings that are not needed any more are kept for so long: who leaves a session often comes back.
const UNBIND_EVERY: Duration = Duration::from_secs(10);

/// What comes from the other nodes.
#[derive(Debug)]
pub enum Incoming {
    /// What one of them sent, this one included.
    Message(Bytes),
    /// From now on what is sent with these keys comes here; what was sent before may have been missed.
    Bound(Vec<String>),
    /// There is no connection any more.
    Lost,
}

/// The way to the other nodes. It ends when this is dropped.
#[derive(Debug)]
pub struct Live {
    sender: LiveSender,
    incoming: mpsc::Receiver<Incoming>,
}

/// The part that many hold.
#[derive(Debug, Clone)]
pub struct LiveSender {
    outgoing: mpsc::Sender<(String, Bytes)>,
    connected: watch::Receiver<bool>,
    wanted: Arc<Wanted>,
    _stop: Arc<DropGuard>,
}

/// The keys that are to be bound.
#[derive(Debug, Default)]
struct Wanted {
    keys: Mutex<BTreeSet<String>>,
    more: Notify,
}

impl Live {
    pub(super) fn start(address: &Address) -> Self {
        let (outgoing, to_send) = mpsc::channel(WAITING);
        let (arrived, incoming) = mpsc::channel(WAITING);
        let (up, connected) = watch::channel(false);
        let (wanted, stop) = (Arc::new(Wanted::default()), CancellationToken::new());
        let (up, to_send) = (Arc::new(up), Arc::new(tokio::sync::Mutex::new(to_send)));
        let node = address.node.clone();
        // A name of its own for each connection: the broker may not have noticed yet that the one before is dead.
        let begin = move |link: Arc<Link>| {
            let queue = format!("supportchat.node.{node}.{:08x}", rand::random::<u32>());
            async move { Line::open(&link, queue).await }
        };
        let (told, lost) = (Arc::clone(&up), arrived.clone());
        let kept = Arc::clone(&wanted);
        let serve = move |_, line: Line| {
            let (wanted, arrived, to_send, up) = (Arc::clone(&kept), arrived.clone(), Arc::clone(&to_send), Arc::clone(&up));
            async move {
                let mut to_send = to_send.lock().await;
                // What has waited since before is of no use to anybody.
                while to_send.try_recv().is_ok() {}
                let receive = line.receive(&arrived);
                let follow = line.follow(&wanted, &arrived, &up);
                let ended = tokio::select! { ended = receive => ended, ended = follow => ended, ended = line.send(&mut to_send) => ended };
                if let Err(problem) = ended {
                    tracing::debug!(%problem, "the way to the other nodes is broken");
                }
            }
        };
        let gone = move || {
            if told.send_replace(false) {
                // Full: whoever reads it is told of the next connection.
                drop(lost.try_send(Incoming::Lost));
            }
        };
        tokio::spawn(keep(address.clone(), "live", stop.clone(), begin, serve, gone));
        Self { sender: LiveSender { outgoing, connected, wanted, _stop: Arc::new(stop.drop_guard()) }, incoming }
    }

    /// The part that many hold, and what comes.
    pub fn split(self) -> (LiveSender, mpsc::Receiver<Incoming>) {
        (self.sender, self.incoming)
    }
}

impl LiveSender {
    /// Whether there is a connection, and everything that was wanted when it was made is bound.
    pub fn is_connected(&self) -> bool {
        *self.connected.borrow()
    }

    /// Waits for the next time that the connection comes or goes.
    pub async fn changed(&mut self) {
        if self.connected.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Sends to all nodes that bound a key which matches; waits for room, but never for a broker that is not there: it is dropped then.
    pub async fn send(&self, key: String, body: Bytes) {
        if self.is_connected() {
            drop(self.outgoing.send((key, body)).await);
        }
    }

    /// Has what is sent with a key come here. [`Incoming::Bound`] says when it does.
    pub fn bind(&self, key: String) {
        if self.wanted.keys.lock().unwrap_or_else(PoisonError::into_inner).insert(key) {
            self.wanted.more.notify_one();
        }
    }

    /// What is sent with a key need not come here any more.
    pub fn unbind(&self, key: &str) {
        self.wanted.keys.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

/// An open connection.
struct Line {
    queue: String,
    publish: Channel,
    bind: Channel,
    consumer: lapin::Consumer,
}

impl Line {
    async fn open(link: &Link, queue: String) -> lapin::Result<Self> {
        let (publish, bind) = (link.connection.create_channel().await?, link.connection.create_channel().await?);
        topology::declare_live(&bind, &queue).await?;
        bind.basic_qos(PREFETCH, BasicQosOptions::default()).await?;
        let consumer = bind.basic_consume(queue.as_str().into(), "".into(), BasicConsumeOptions::default(), FieldTable::default()).await?;
        Ok(Self { queue, publish, bind, consumer })
    }

    async fn receive(&self, arrived: &mpsc::Sender<Incoming>) -> Result<(), String> {
        let mut consumer = self.consumer.clone();
        let mut unread = 0;
        while let Some(delivery) = consumer.next().await {
            let delivery = delivery.map_err(|error| error.to_string())?;
            unread += 1;
            if unread >= ACK_EVERY {
                unread = 0;
                delivery.acker.ack(BasicAckOptions { multiple: true }).await.map_err(|error| error.to_string())?;
            }
            if arrived.send(Incoming::Message(delivery.data.into())).await.is_err() {
                return Ok(());
            }
        }
        Err("the queue is gone".to_owned())
    }

    /// Binds what is wanted, and says so.
    async fn follow(&self, wanted: &Wanted, arrived: &mpsc::Sender<Incoming>, up: &watch::Sender<bool>) -> Result<(), String> {
        let mut bound = BTreeSet::new();
        let mut unbind = tokio::time::interval(UNBIND_EVERY);
        unbind.set_missed_tick_behavior(MissedTickBehavior::Delay);
        unbind.reset();
        loop {
            let keys = wanted.keys.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let missing: Vec<String> = keys.difference(&bound).cloned().collect();
            for key in &missing {
                topology::bind(&self.bind, &self.queue, topology::LIVE, key).await.map_err(|error| error.to_string())?;
            }
            bound.extend(missing.iter().cloned());
            let first = !up.send_replace(true);
            if (first || !missing.is_empty()) && arrived.send(Incoming::Bound(missing)).await.is_err() {
                return Ok(());
            }
            tokio::select! {
                () = wanted.more.notified() => {}
                _ = unbind.tick() => {
                    let keys = wanted.keys.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    let surplus: Vec<String> = bound.difference(&keys).cloned().collect();
                    for key in surplus {
                        bound.remove(&key);
                        let (queue, exchange) = (self.queue.as_str().into(), topology::LIVE.into());
                        let unbound = self.bind.queue_unbind(queue, exchange, key.into(), FieldTable::default());
                        unbound.await.map_err(|error| error.to_string())?;
                    }
                }
            }
        }
    }

    async fn send(&self, to_send: &mut mpsc::Receiver<(String, Bytes)>) -> Result<(), String> {
        let mut batch = Vec::with_capacity(BATCH);
        while to_send.recv_many(&mut batch, BATCH).await > 0 {
            // In order: each is in the connection's queue as soon as it is first polled.
            let sent = batch.drain(..).map(|(key, body)| async move {
                let properties = BasicProperties::default();
                self.publish.basic_publish(topology::LIVE.into(), key.into(), BasicPublishOptions::default(), &body, properties).await.map(drop)
            });
            let sent = timeout(WRITE, join_all(sent)).await.map_err(|_| "the broker does not read".to_owned())?;
            sent.into_iter().collect::<Result<(), _>>().map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}
