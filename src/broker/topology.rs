//! What the service has in RabbitMQ, all declared by itself. docs/operations/broker.md says what each is for and what may be deleted when.

use lapin::options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{Channel, ExchangeKind};

use crate::model::{Error, Result};

/// Where durable events are published, and with which routing key.
pub(super) const EVENTS: &str = "supportchat.events";
pub(super) const EVENTS_KEY: &str = "events";
/// The queue that the audit log is written from.
pub(super) const AUDIT: &str = "supportchat.audit";
/// The exchange and the queue of what could not be written.
const DEAD: &str = "supportchat.dead";
/// How often an event is delivered before it goes to the dead letters.
const DELIVERIES: i32 = 20;
/// Where live messages are published, by sharded routing keys.
pub(super) const LIVE: &str = "supportchat.live";
/// So many live messages wait for a node that does not read; then the oldest are dropped.
const LIVE_WAITING: i32 = 10_000;

/// Checks the name of a node, which becomes a part of the names of queues and leases: 1 to 64 letters, digits, '.', '_' and '-'.
pub fn check_node(name: &str) -> Result<()> {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if (1..=64).contains(&name.len()) && name.bytes().all(good) {
        Ok(())
    } else {
        Err(Error::Internal("the name of a node has 1 to 50 letters, digits, '.', '_' and '-'".to_owned()))
    }
}

/// Declares what outlives every node.
pub(super) async fn declare_events(channel: &Channel) -> lapin::Result<()> {
    let durable = ExchangeDeclareOptions { durable: true, ..Default::default() };
    channel.exchange_declare(EVENTS.into(), ExchangeKind::Topic, durable, FieldTable::default()).await?;
    channel.exchange_declare(DEAD.into(), ExchangeKind::Fanout, durable, FieldTable::default()).await?;
    let quorum = || arguments([("x-queue-type", text("quorum"))]);
    declare_durable_queue(channel, DEAD, quorum()).await?;
    bind(channel, DEAD, DEAD, "").await?;
    let mut audit = quorum();
    audit.insert("x-single-active-consumer".into(), AMQPValue::Boolean(true));
    audit.insert("x-dead-letter-exchange".into(), text(DEAD));
    audit.insert("x-delivery-limit".into(), AMQPValue::LongInt(DELIVERIES));
    declare_durable_queue(channel, AUDIT, audit).await?;
    bind(channel, AUDIT, EVENTS, EVENTS_KEY).await
}

/// Declares what carries live messages to one node; the queue ends with its connection.
pub(super) async fn declare_live(channel: &Channel, queue: &str) -> lapin::Result<()> {
    channel.exchange_declare(LIVE.into(), ExchangeKind::Topic, ExchangeDeclareOptions::default(), FieldTable::default()).await?;
    // The type is said because a virtual host may have another default, of which none can be exclusive.
    let arguments =
        arguments([("x-queue-type", text("classic")), ("x-max-length", AMQPValue::LongInt(LIVE_WAITING)), ("x-overflow", text("drop-head"))]);
    let options = QueueDeclareOptions { exclusive: true, auto_delete: true, ..Default::default() };
    channel.queue_declare(queue.into(), options, arguments).await?;
    Ok(())
}

/// Binds a queue to an exchange; done when the broker says so.
pub(super) async fn bind(channel: &Channel, queue: &str, exchange: &str, key: &str) -> lapin::Result<()> {
    channel.queue_bind(queue.into(), exchange.into(), key.into(), QueueBindOptions::default(), FieldTable::default()).await
}

async fn declare_durable_queue(channel: &Channel, name: &str, arguments: FieldTable) -> lapin::Result<()> {
    let durable = QueueDeclareOptions { durable: true, ..Default::default() };
    channel.queue_declare(name.into(), durable, arguments).await?;
    Ok(())
}

fn arguments<const N: usize>(arguments: [(&str, AMQPValue); N]) -> FieldTable {
    let mut table = FieldTable::default();
    for (name, value) in arguments {
        table.insert(ShortString::from(name), value);
    }
    table
}

fn text(value: &str) -> AMQPValue {
    AMQPValue::LongString(value.into())
}

#[cfg(test)]
mod tests {
    use super::check_node;

    #[test]
    fn names_of_nodes_are_safe() {
        for name in ["a", "node-1", "chat_2.example.com", &"x".repeat(64)] {
            assert!(check_node(name).is_ok(), "{name}");
        }
        for name in ["", "a b", "#", "a*", "é", "a\n", &"x".repeat(65)] {
            assert!(check_node(name).is_err(), "{name}");
        }
    }
}
