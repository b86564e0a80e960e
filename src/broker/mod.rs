//! What leaves a node: durable events for the audit log, and live messages for the other nodes. RabbitMQ, or within the process where none is configured.
//!
//! The two never share a connection, so that a backlog of events does not delay a live message. Neither buffers without bound: while there is no broker,
//! events are refused (they stay in the database) and live messages are dropped (whoever missed them compares with the database).

mod amqp;
mod link;
mod live;
mod local;
mod topology;

use std::sync::Arc;

use bytes::Bytes;

pub use live::{Incoming, Live, LiveSender};
pub use topology::check_node;

use crate::model::{Error, Result};

/// Where RabbitMQ is.
#[derive(Clone)]
pub struct Options {
    /// `amqp://USER:PASSWORD@HOST:PORT/VHOST`, or `amqps://` for TLS. Without a virtual host, the one called `/`.
    pub url: String,
    /// The authority that signed the certificate of an `amqps://` server, in PEM; without it, the well-known ones are believed.
    pub ca: Option<String>,
    /// What this node calls itself: see [`check_node`].
    pub node: String,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The URL holds a password.
        f.debug_struct("Options").field("node", &self.node).finish_non_exhaustive()
    }
}

/// The broker. Clones share its connections, which end with the last of them.
#[derive(Debug, Clone)]
pub struct Broker(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Local(local::Events),
    Amqp { events: amqp::Events, address: Arc<link::Address> },
}

impl Broker {
    /// Within the process, for a node that has no RabbitMQ.
    pub fn local() -> Self {
        Self(Kind::Local(local::Events::default()))
    }

    /// RabbitMQ. Checks the options, then connects in the background, for ever: it need not be up yet. Must be called in a runtime.
    pub fn amqp(options: &Options) -> Result<Self> {
        let address = link::Address::new(options)?;
        Ok(Self(Kind::Amqp { events: amqp::Events::start(&address), address: Arc::new(address) }))
    }

    /// Whether it is within the process.
    pub fn is_local(&self) -> bool {
        matches!(self.0, Kind::Local(_))
    }

    /// Publishes an event; `id` is the same when it is published again. It is durable, or fails with `Unavailable` if that is not certain; it may have been
    /// stored all the same. Within the process it returns once the consumer has accepted, and fails if that refuses: nothing keeps it there.
    pub async fn publish(&self, id: String, body: Bytes) -> Result<()> {
        match &self.0 {
            Kind::Local(events) => events.publish(body).await,
            Kind::Amqp { events, .. } => events.publish(id, body).await,
        }
    }

    /// How many events wait for the consumer; within the process none does. Fails with `Unavailable`.
    pub async fn backlog(&self) -> Result<u32> {
        match &self.0 {
            Kind::Local(_) => Ok(0),
            Kind::Amqp { events, .. } => events.backlog().await,
        }
    }

    /// Consumes the events. Of all that consume, on however many nodes, one gets them; another takes over when it ends. Fails with `Unavailable` while there
    /// is no broker; within the process it waits until the one before has ended.
    pub async fn consume(&self) -> Result<Consumer> {
        Ok(Consumer(match &self.0 {
            Kind::Local(events) => ConsumerKind::Local(events.consume().await),
            Kind::Amqp { events, .. } => ConsumerKind::Amqp(Box::new(events.consume().await?)),
        }))
    }

    /// The way to the other nodes, if there is one: connects in the background, for ever, until it is dropped.
    pub fn live(&self) -> Option<Live> {
        match &self.0 {
            Kind::Local(_) => None,
            Kind::Amqp { address, .. } => Some(Live::start(address)),
        }
    }
}

/// Gets events, in the order in which they were published, except for those that come again.
#[derive(Debug)]
pub struct Consumer(ConsumerKind);

#[derive(Debug)]
enum ConsumerKind {
    Local(local::Consumer),
    Amqp(Box<amqp::Consumer>),
}

impl Consumer {
    /// The next event. Fails with `Unavailable` when the connection is gone: what was not accepted comes again, to whoever consumes then.
    pub async fn next(&mut self) -> Result<Delivery> {
        Ok(Delivery(match &mut self.0 {
            ConsumerKind::Local(consumer) => DeliveryKind::Local(consumer.next().await?),
            ConsumerKind::Amqp(consumer) => DeliveryKind::Amqp(Box::new(consumer.next().await?)),
        }))
    }
}

/// One event, which comes again unless it is accepted or refused.
#[derive(Debug)]
pub struct Delivery(DeliveryKind);

#[derive(Debug)]
enum DeliveryKind {
    Local(local::Delivery),
    Amqp(Box<lapin::message::Delivery>),
}

impl Delivery {
    /// What was published.
    pub fn body(&self) -> &[u8] {
        match &self.0 {
            DeliveryKind::Local(delivery) => delivery.body(),
            DeliveryKind::Amqp(delivery) => &delivery.data,
        }
    }

    /// Says that it is done, and need not come again. Fails with `Unavailable` if it comes again all the same.
    pub async fn accept(self) -> Result<()> {
        match self.0 {
            DeliveryKind::Local(delivery) => delivery.answer(true),
            DeliveryKind::Amqp(delivery) => amqp::answer(&delivery, true).await,
        }
    }

    /// Says that it can never be done: it goes to the dead letters. Fails with `Unavailable` if it comes again all the same.
    pub async fn refuse(self) -> Result<()> {
        match self.0 {
            DeliveryKind::Local(delivery) => delivery.answer(false),
            DeliveryKind::Amqp(delivery) => amqp::answer(&delivery, false).await,
        }
    }
}

fn unavailable(problem: impl std::fmt::Display) -> Error {
    Error::Unavailable(format!("the message broker cannot be used: {problem}"))
}
