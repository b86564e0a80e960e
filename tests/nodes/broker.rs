//! The broker by itself: a real RabbitMQ.

use std::time::Duration;

use bytes::Bytes;
use supportchat::broker::{Broker, Consumer, Incoming, Options};
use supportchat::model::{Error, Result};
use tokio::time::timeout;

use crate::support::client::PATIENCE;
use crate::support::{BrokerServer, VirtualHost, pause};

fn options(url: &str) -> Options {
    Options { url: url.to_owned(), ca: None, node: format!("test-{:x}", rand::random::<u32>()) }
}

/// Tries until there is a connection.
async fn publish(broker: &Broker, text: &str) {
    let publishing = async {
        while let Err(error) = broker.publish(text.to_owned(), Bytes::copy_from_slice(text.as_bytes())).await {
            assert!(matches!(error, Error::Unavailable(_)), "{error}");
            pause().await;
        }
    };
    timeout(PATIENCE, publishing).await.expect("the broker takes it");
}

async fn consume(broker: &Broker) -> Consumer {
    let consuming = async {
        loop {
            match broker.consume().await {
                Ok(consumer) => return consumer,
                Err(_) => pause().await,
            }
        }
    };
    timeout(PATIENCE, consuming).await.expect("the broker gives it")
}

/// The next event, which is accepted or refused.
async fn take(consumer: &mut Consumer, accept: bool) -> Result<String> {
    let delivery = timeout(PATIENCE, consumer.next()).await.expect("an event in time")?;
    let text = String::from_utf8(delivery.body().to_vec()).expect("text");
    if accept {
        delivery.accept().await?;
    } else {
        delivery.refuse().await?;
    }
    Ok(text)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_come_in_order_until_they_are_accepted_to_one_consumer_at_a_time() {
    let host = VirtualHost::new();
    let (one, two) = (Broker::amqp(&options(&host.url)).expect("a URL"), Broker::amqp(&options(&host.url)).expect("a URL"));
    for number in 0..6 {
        publish(&one, &number.to_string()).await;
    }
    assert_eq!(two.backlog().await.expect("a number"), 6);
    let (mut first, mut second) = (consume(&one).await, consume(&two).await);
    for number in 0..3 {
        assert_eq!(take(&mut first, true).await.expect("an event"), number.to_string());
    }
    assert!(timeout(Duration::from_millis(300), second.next()).await.is_err(), "the first one has the queue");
    let unanswered = timeout(PATIENCE, first.next()).await.expect("in time").expect("an event");
    assert_eq!(unanswered.body(), b"3");
    drop((first, unanswered));
    for number in 3..6 {
        assert_eq!(take(&mut second, number != 4).await.expect("an event"), number.to_string());
    }
    while one.backlog().await.expect("a number") > 0 {
        pause().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_survive_a_broker_that_dies_and_are_refused_while_it_is_away() {
    let server = BrokerServer::start();
    let broker = Broker::amqp(&options(&server.url)).expect("a URL");
    publish(&broker, "before").await;
    // A quorum queue that was declared a moment before a power cut is lost with it: RabbitMQ writes down where its log is every half second.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut consumer = consume(&broker).await;
    server.kill();
    let begun = std::time::Instant::now();
    while broker.publish("away".to_owned(), Bytes::from_static(b"away")).await.is_ok() {
        assert!(begun.elapsed() < PATIENCE);
    }
    assert!(matches!(broker.publish("away".to_owned(), Bytes::from_static(b"away")).await, Err(Error::Unavailable(_))));
    assert!(begun.elapsed() < Duration::from_secs(3), "it is refused at once: {:?}", begun.elapsed());
    assert!(matches!(broker.backlog().await, Err(Error::Unavailable(_))));
    assert!(matches!(broker.consume().await, Err(Error::Unavailable(_))));
    // What had been on its way when it died may come; then the consumer ends.
    while timeout(PATIENCE, consumer.next()).await.expect("the consumer ends").is_ok() {}
    server.restart();
    let mut consumer = consume(&broker).await;
    assert_eq!(take(&mut consumer, true).await.expect("it was on disk"), "before");
    publish(&broker, "after").await;
    assert_eq!(take(&mut consumer, true).await.expect("an event"), "after");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_operator_deleted_is_declared_again() {
    let server = BrokerServer::start();
    let broker = Broker::amqp(&options(&server.url)).expect("a URL");
    publish(&broker, "first").await;
    server.delete_queue("supportchat.audit");
    // Confirmed, but in no queue: that is not stored.
    let lost = broker.publish("second".to_owned(), Bytes::from_static(b"second")).await;
    assert!(matches!(lost, Err(Error::Unavailable(_))), "{lost:?}");
    publish(&broker, "second").await;
    assert_eq!(take(&mut consume(&broker).await, true).await.expect("an event"), "second");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn amqp_over_tls_believes_the_authority_that_it_is_told_and_no_other() {
    let host = VirtualHost::new();
    let ca = std::fs::read_to_string(&host.ca).expect("the authority");
    let trusting = Broker::amqp(&Options { ca: Some(ca), ..options(&host.tls_url) }).expect("a URL");
    publish(&trusting, "encrypted").await;
    assert_eq!(take(&mut consume(&trusting).await, true).await.expect("an event"), "encrypted");

    let distrusting = Broker::amqp(&options(&host.tls_url)).expect("a URL");
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(matches!(distrusting.publish("plain".to_owned(), Bytes::new()).await, Err(Error::Unavailable(_))), "nobody well-known signed it");
    for (url, ca) in
        [("http://a", None), ("amqp://", None), ("amqp://a", Some("x")), ("amqps://u:secret@a", Some("no certificate")), ("nonsense", None)]
    {
        let refused = Broker::amqp(&Options { ca: ca.map(str::to_owned), ..options(url) }).expect_err(url).to_string();
        assert!(!refused.contains("secret"), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_messages_reach_those_who_bound_their_key() {
    let host = VirtualHost::new();
    let (one, two) = (Broker::amqp(&options(&host.url)).expect("a URL"), Broker::amqp(&options(&host.url)).expect("a URL"));
    let ((from, _incoming), (to, mut incoming)) = (one.live().expect("a way").split(), two.live().expect("a way").split());
    let mut next = async || timeout(PATIENCE, incoming.recv()).await.expect("in time").expect("the way is open");
    to.bind("session.7.#".to_owned());
    // Whether both keys are bound at once or one after the other is the connection's business.
    let mut bound = Vec::new();
    while !bound.contains(&"session.7.#".to_owned()) {
        let Incoming::Bound(keys) = next().await else { panic!("nothing was sent") };
        bound.extend(keys);
    }
    while !from.is_connected() {
        pause().await;
    }
    from.send("session.8.entries".to_owned(), Bytes::from_static(b"not theirs")).await;
    from.send("session.7.change.3".to_owned(), Bytes::from_static(b"theirs")).await;
    let Incoming::Message(body) = next().await else { panic!("a message") };
    assert_eq!(body, "theirs");
}
