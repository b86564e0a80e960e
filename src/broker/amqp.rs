//! Durable events through RabbitMQ: confirmed publishes, and the queue that the audit log is written from.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt as _;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, BasicQosOptions, BasicRejectOptions, ConfirmSelectOptions, QueueDeclareOptions,
};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel, Confirmation};
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::link::{Address, Link, keep};
use super::{topology, unavailable};
use crate::model::Result;

/// How long the broker may take to say that it has stored an event, or anything else.
const ANSWER: Duration = Duration::from_secs(10);
/// So many events are on their way to the consumer before it accepts the first.
const PREFETCH: u16 = 4;
/// `delivery_mode` of what the broker keeps on disk.
const PERSISTENT: u8 = 2;

/// The connection for events.
#[derive(Debug, Clone)]
pub(super) struct Events {
    open: watch::Receiver<Option<Open>>,
    _stop: Arc<DropGuard>,
}

#[derive(Clone)]
struct Open {
    link: Arc<Link>,
    publish: Channel,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Open")
    }
}

impl Events {
    pub(super) fn start(address: &Address) -> Self {
        let (sender, open) = watch::channel(None);
        let sender = Arc::new(sender);
        let stop = CancellationToken::new();
        let begin = async |link: Arc<Link>| {
            let publish = link.connection.create_channel().await?;
            topology::declare_events(&publish).await?;
            publish.confirm_select(ConfirmSelectOptions::default()).await?;
            Ok(Open { link, publish })
        };
        let (opened, gone) = (Arc::clone(&sender), sender);
        let serve = move |_, open| {
            opened.send_replace(Some(open));
            std::future::pending()
        };
        let gone = move || drop(gone.send_replace(None));
        tokio::spawn(keep(address.clone(), "events", stop.clone(), begin, serve, gone));
        Self { open, _stop: Arc::new(stop.drop_guard()) }
    }

    fn open(&self) -> Result<Open> {
        self.open.borrow().clone().ok_or_else(|| unavailable("it is not connected"))
    }

    pub(super) async fn publish(&self, id: String, body: Bytes) -> Result<()> {
        let Open { link, publish } = self.open()?;
        let properties =
            BasicProperties::default().with_delivery_mode(PERSISTENT).with_message_id(id.into()).with_content_type("application/json".into());
        // A message that no queue takes is confirmed too. This way it comes back with the confirmation.
        let options = BasicPublishOptions { mandatory: true, ..Default::default() };
        let stored = timeout(ANSWER, async {
            publish.basic_publish(topology::EVENTS.into(), topology::EVENTS_KEY.into(), options, &body, properties).await?.await
        });
        let problem = match stored.await {
            Ok(Ok(Confirmation::Ack(None))) => return Ok(()),
            // It is full or overloaded, and says so.
            Ok(Ok(Confirmation::Nack(_))) => return Err(unavailable("it refuses to store an event")),
            Ok(Ok(Confirmation::Ack(Some(_)))) => unavailable("no queue takes events"),
            Ok(Ok(Confirmation::NotRequested)) => unavailable("it does not confirm"),
            Ok(Err(error)) => unavailable(error),
            Err(_) => unavailable("it takes too long to store an event"),
        };
        // A new connection declares again what somebody deleted.
        link.broken.cancel();
        Err(problem)
    }

    pub(super) async fn backlog(&self) -> Result<u32> {
        let link = self.open()?.link;
        let count = async {
            // A queue that is not there costs the channel.
            let channel = link.connection.create_channel().await?;
            let passive = QueueDeclareOptions { passive: true, ..Default::default() };
            Ok::<_, lapin::Error>(channel.queue_declare(topology::AUDIT.into(), passive, FieldTable::default()).await?.message_count())
        };
        timeout(ANSWER, count).await.map_err(unavailable)?.map_err(unavailable)
    }

    pub(super) async fn consume(&self) -> Result<Consumer> {
        let link = self.open()?.link;
        let consume = async {
            let channel = link.connection.create_channel().await?;
            channel.basic_qos(PREFETCH, BasicQosOptions::default()).await?;
            let consumer = channel.basic_consume(topology::AUDIT.into(), "".into(), BasicConsumeOptions::default(), FieldTable::default()).await?;
            Ok::<_, lapin::Error>(Consumer { consumer, _channel: channel })
        };
        timeout(ANSWER, consume).await.map_err(unavailable)?.map_err(unavailable)
    }
}

/// Gets events. They go back to the queue when it is dropped, unless they were accepted.
#[derive(Debug)]
pub(super) struct Consumer {
    consumer: lapin::Consumer,
    _channel: Channel,
}

impl Consumer {
    pub(super) async fn next(&mut self) -> Result<lapin::message::Delivery> {
        let next = self.consumer.next().await.ok_or_else(|| unavailable("the queue or the connection is gone"))?;
        next.map_err(unavailable)
    }
}

/// Answers a delivery.
pub(super) async fn answer(delivery: &lapin::message::Delivery, accepted: bool) -> Result<()> {
    let answer = async {
        if accepted { delivery.ack(BasicAckOptions::default()).await } else { delivery.reject(BasicRejectOptions { requeue: false }).await }
    };
    match timeout(ANSWER, answer).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err(unavailable("the connection that an event came on is gone")),
        Ok(Err(error)) => Err(unavailable(error)),
        Err(_) => Err(unavailable("it takes too long to hear an answer")),
    }
}
