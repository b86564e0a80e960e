//! A node's writer of messages: gathers what arrives at the same time into one transaction.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::decide::Batch;
use super::rows::at;
use super::{SendResult, Store};
use crate::clock::SharedClock;
use crate::model::{Actor, Error, Message, NewMessage, Result, SessionChange, Turns};

/// The greatest number of messages in one transaction.
const BATCH: usize = 256;
/// How many messages wait for each shard; beyond that senders do.
const QUEUED: usize = 4 * BATCH;

/// How many streams' sessions have a message that is waited for, because the database did not answer.
const AWAITED: usize = 64 * 1024;

/// Is told of messages when they are committed, before their senders are: new ones in the order of seq in each session, and those sent again.
pub type OnCommit = Arc<dyn Fn(&[Arc<Message>]) + Send + Sync>;

/// Is told of sessions that were opened again, before the messages for which they were. Without any: one may have been opened of which nothing is known,
/// because the database's answer was lost, or because another call was faster.
pub type OnReopen = Arc<dyn Fn(Vec<SessionChange>) + Send + Sync>;

/// Writes messages. Clones share the queues.
#[derive(Debug, Clone)]
pub struct Writer {
    /// One session's messages always take the same one, so that two transactions of a node do not wait for each other's rows.
    shards: Arc<[mpsc::Sender<Job>]>,
    wait: Duration,
}

#[derive(Debug)]
struct Job {
    message: NewMessage,
    /// When it was handed over.
    arrived: Instant,
    reply: oneshot::Sender<SendResult>,
}

impl Writer {
    /// Starts the writer: so many transactions at a time (2 for MySQL; 1 for SQLite, which has one writer). It ends when the last clone
    /// is dropped and everything that was taken is written.
    pub fn start(store: &Store, clock: &SharedClock, on_commit: &OnCommit, on_reopen: &OnReopen, shards: usize) -> Self {
        let start = |_| {
            let (sender, receiver) = mpsc::channel(QUEUED);
            tokio::spawn(write(store.clone(), clock.clone(), on_commit.clone(), on_reopen.clone(), receiver));
            sender
        };
        Self { shards: (0..shards.max(1)).map(start).collect(), wait: store.wait }
    }

    /// Hands a message over, to be stored in the order in which it is handed over, also if nobody waits for it. Fails with `Unavailable` if
    /// too many wait.
    pub async fn submit(&self, message: NewMessage) -> Result<Pending> {
        let shard = usize::try_from(message.chat_session_id.unsigned_abs()).unwrap_or(0) % self.shards.len();
        let (reply, answer) = oneshot::channel();
        let job = Job { message, arrived: Instant::now(), reply };
        match tokio::time::timeout(self.wait, self.shards[shard].send(job)).await {
            Ok(Ok(())) => Ok(Pending(answer)),
            Ok(Err(_)) => Err(stopped()),
            Err(_) => Err(Error::Unavailable("too many messages wait to be stored".into())),
        }
    }

    /// Stores a message: answers when it is committed. Fails as [`Writer::submit`] and [`Pending::done`] do.
    pub async fn send(&self, message: NewMessage) -> SendResult {
        self.submit(message).await?.done().await
    }
}

/// A message that was handed over.
#[derive(Debug)]
pub struct Pending(oneshot::Receiver<SendResult>);

impl Pending {
    /// Answers when the message is committed. Fails with `Unavailable` if it may or may not be stored; sending it again with the same
    /// `client_message_id` is safe.
    pub async fn done(self) -> SendResult {
        self.0.await.map_err(|_| stopped())?
    }
}

fn stopped() -> Error {
    Error::Unavailable("the service is stopping".into())
}

async fn write(store: Store, clock: SharedClock, on_commit: OnCommit, on_reopen: OnReopen, mut jobs: mpsc::Receiver<Job>) {
    let mut taken = Vec::with_capacity(BATCH);
    let mut turns = Turns::new(AWAITED, Instant::now());
    // Takes what is there and does not wait for more: while one batch is written the next one gathers by itself.
    while jobs.recv_many(&mut taken, BATCH).await > 0 {
        let now = Instant::now();
        let (messages, replies): (Vec<_>, Vec<_>) = taken.drain(..).filter_map(|job| in_turn(&mut turns, job, now)).unzip();
        if messages.is_empty() {
            continue;
        }
        let batch = Arc::new(Batch { messages, now: at(clock.now()).and_utc() });
        let mut answers = append(&store, Arc::clone(&batch)).await;
        reopen(&store, &clock, &on_reopen, &batch, &mut answers).await;
        keep_turns(&mut turns, &batch, &answers);
        // Repeats are told too: the first answer may have been lost before anyone was told, and whoever has the message drops it by its seq.
        let stored: Vec<Arc<Message>> = answers.iter().filter_map(|answer| answer.as_ref().ok()).map(|(message, _)| Arc::clone(message)).collect();
        if !stored.is_empty() {
            on_commit(&stored);
        }
        for (reply, answer) in replies.into_iter().zip(answers) {
            // Nobody waits any more: it is stored all the same.
            drop(reply.send(answer));
        }
    }
}

/// In which line a message waits for its turn: with those of its stream in its session.
fn line(message: &NewMessage) -> Option<(u64, i64)> {
    message.stream.map(|stream| (stream, message.chat_session_id))
}

/// Answers a message whose turn it is not, and hands on any other.
fn in_turn(turns: &mut Turns<(u64, i64)>, job: Job, now: Instant) -> Option<(NewMessage, oneshot::Sender<SendResult>)> {
    let Job { message, arrived, reply } = job;
    turns.reach(arrived);
    match line(&message).map_or(Ok(()), |line| turns.take(&line, &message.client_message_id, now)) {
        Ok(()) => Some((message, reply)),
        Err(error) => {
            // Nobody waits any more: it is sent again all the same, or was given up.
            drop(reply.send(Err(error)));
            None
        }
    }
}

/// What the database refused for now keeps its turn: of each stream and session the first.
fn keep_turns(turns: &mut Turns<(u64, i64)>, batch: &Batch, answers: &[SendResult]) {
    let now = Instant::now();
    for (place, (message, answer)) in (0..).zip(batch.messages.iter().zip(answers)) {
        if let (Some(line), Err(error)) = (line(message), answer) {
            turns.keep(line, place, &message.client_message_id, error, now);
        }
    }
}

async fn append(store: &Store, batch: Arc<Batch>) -> Vec<SendResult> {
    let count = batch.messages.len();
    store.append_batch(batch).await.unwrap_or_else(|error| vec![Err(error); count])
}

/// Opens the closed sessions again in which their users write, where they still may, and stores their messages then. It happens here, before
/// the next batch is taken, so that what one sender sends keeps its order.
async fn reopen(store: &Store, clock: &SharedClock, on_reopen: &OnReopen, batch: &Batch, answers: &mut [SendResult]) {
    let mut opened: HashMap<i64, Result<()>> = HashMap::new();
    let mut late = Vec::new();
    for (place, message) in batch.messages.iter().enumerate() {
        let by_user = matches!(message.actor, Actor::User(_) | Actor::Service);
        if !by_user || !matches!(answers[place], Err(Error::SessionClosed(_))) {
            continue;
        }
        let session = message.chat_session_id;
        if let Entry::Vacant(entry) = opened.entry(session) {
            let reopened = message.cause.scope(store.reopen_for_user(session, message.actor, clock.now())).await;
            if matches!(reopened, Err(Error::Unavailable(_))) {
                on_reopen(Vec::new());
            }
            entry.insert(reopened.map(|changes| on_reopen(changes)));
        }
        match opened.get(&session) {
            Some(Err(error)) => answers[place] = Err(error.clone()),
            _ => late.push(place),
        }
    }
    if late.is_empty() {
        return;
    }
    let messages = late.iter().map(|place| batch.messages[*place].clone()).collect();
    let stored = append(store, Arc::new(Batch { messages, now: at(clock.now()).and_utc() })).await;
    for (place, answer) in late.into_iter().zip(stored) {
        answers[place] = answer;
    }
}
