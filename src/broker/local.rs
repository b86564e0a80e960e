//! Events within the process: handed from the publisher to the consumer, one at a time. What is not accepted is the publisher's to keep.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, oneshot};

use super::unavailable;
use crate::model::Result;

/// Both ends of the hand-over.
#[derive(Debug, Clone)]
pub(super) struct Events {
    publish: mpsc::Sender<Delivery>,
    /// Whoever consumes holds it.
    consume: Arc<Mutex<mpsc::Receiver<Delivery>>>,
}

impl Default for Events {
    fn default() -> Self {
        let (publish, consume) = mpsc::channel(1);
        Self { publish, consume: Arc::new(Mutex::new(consume)) }
    }
}

impl Events {
    pub(super) async fn publish(&self, body: Bytes) -> Result<()> {
        let (answer, accepted) = oneshot::channel();
        self.publish.send(Delivery { body, answer }).await.map_err(unavailable)?;
        match accepted.await {
            Ok(true) => Ok(()),
            Ok(false) => Err(unavailable("an event was refused")),
            Err(_) => Err(unavailable("the consumer of events has ended")),
        }
    }

    pub(super) async fn consume(&self) -> Consumer {
        Consumer(Arc::clone(&self.consume).lock_owned().await)
    }
}

#[derive(Debug)]
pub(super) struct Consumer(OwnedMutexGuard<mpsc::Receiver<Delivery>>);

impl Consumer {
    pub(super) async fn next(&mut self) -> Result<Delivery> {
        self.0.recv().await.ok_or_else(|| unavailable("nobody publishes any more"))
    }
}

#[derive(Debug)]
pub(super) struct Delivery {
    body: Bytes,
    answer: oneshot::Sender<bool>,
}

impl Delivery {
    pub(super) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(super) fn answer(self, accepted: bool) -> Result<()> {
        self.answer.send(accepted).map_err(|_| unavailable("the publisher has ended"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Error;

    #[tokio::test]
    async fn an_event_is_published_when_it_is_accepted_and_stays_the_publishers_otherwise() {
        let events = Events::default();
        let mut consumer = events.consume().await;
        let publish = |text: &'static str| {
            tokio::spawn({
                let events = events.clone();
                async move { events.publish(Bytes::from_static(text.as_bytes())).await }
            })
        };

        let published = publish("accepted");
        let delivery = consumer.next().await.expect("an event");
        assert_eq!(delivery.body(), b"accepted");
        assert!(!published.is_finished());
        delivery.answer(true).expect("somebody waits");
        assert_eq!(published.await.expect("no panic"), Ok(()));

        let published = publish("refused");
        consumer.next().await.expect("an event").answer(false).expect("somebody waits");
        assert!(matches!(published.await.expect("no panic"), Err(Error::Unavailable(_))));

        let published = publish("dropped");
        drop(consumer.next().await.expect("an event"));
        assert!(matches!(published.await.expect("no panic"), Err(Error::Unavailable(_))));
    }

    #[tokio::test]
    async fn one_consumes_at_a_time() {
        let events = Events::default();
        let first = events.consume().await;
        let second = tokio::spawn({
            let events = events.clone();
            async move { events.consume().await }
        });
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        drop(first);
        second.await.expect("it takes over");
    }
}
