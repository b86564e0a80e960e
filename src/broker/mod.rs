//! Stand-in until the broker's branch is merged.
use crate::model::{Error, Result};
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, oneshot};

/// The broker.
#[derive(Clone)]
pub struct Broker {
    sender: mpsc::Sender<Delivery>,
    receiver: Arc<Mutex<mpsc::Receiver<Delivery>>>,
}
/// Takes.
pub struct Consumer {
    receiver: tokio::sync::OwnedMutexGuard<mpsc::Receiver<Delivery>>,
}
/// One.
pub struct Delivery {
    body: Bytes,
    done: oneshot::Sender<bool>,
}

impl Broker {
    /// In process.
    pub fn local() -> Self {
        let (sender, receiver) = mpsc::channel(1);
        Self { sender, receiver: Arc::new(Mutex::new(receiver)) }
    }
    /// Whether.
    pub fn is_local(&self) -> bool {
        true
    }
    /// Publishes.
    pub async fn publish(&self, _id: String, body: Bytes) -> Result<()> {
        let (done, answer) = oneshot::channel();
        let gone = || Error::Unavailable("nobody takes events".into());
        self.sender.send(Delivery { body, done }).await.map_err(|_| gone())?;
        if answer.await.unwrap_or(false) { Ok(()) } else { Err(gone()) }
    }
    /// Ready.
    #[expect(clippy::unused_async)]
    pub async fn backlog(&self) -> Result<u32> {
        Ok(0)
    }
    /// Consumes.
    pub async fn consume(&self) -> Result<Consumer> {
        Ok(Consumer { receiver: Arc::clone(&self.receiver).lock_owned().await })
    }
}
impl Consumer {
    /// Next.
    pub async fn next(&mut self) -> Result<Delivery> {
        self.receiver.recv().await.ok_or_else(|| Error::Unavailable("stopped".into()))
    }
}
impl Delivery {
    /// Bytes.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
    /// Done.
    #[expect(clippy::unused_async)]
    pub async fn accept(self) -> Result<()> {
        drop(self.done.send(true));
        Ok(())
    }
    /// Not.
    #[expect(clippy::unused_async)]
    pub async fn refuse(self) -> Result<()> {
        drop(self.done.send(false));
        Ok(())
    }
}
