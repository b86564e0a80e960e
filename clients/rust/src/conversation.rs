//! What a program holds of a conversation.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::{Mutex, Semaphore, mpsc, oneshot};
use tokio_stream::Stream;

use crate::line::{Answer, Command, Listener};
use crate::shelf::{Messages, Shelf};
use crate::v1::chat_request::Frame;
use crate::v1::send_message_request::Body;
use crate::{Error, Event, v1};

/// In one conversation, so many requests wait for their answers; the next call waits.
const IN_FLIGHT: usize = 64;
/// Typing that finds as much of it still on the way to the line is dropped.
const TYPING: usize = 4;
/// What is longer would end the stream instead of being refused: the server takes frames of up to 4 MiB, and messages of up to 16 KiB.
const LONGEST: usize = 1024 * 1024;

/// One chat session: a stream of its messages, each once and in order of seq, whatever happens to the line; and the ways to speak in it.
///
/// The stream goes on until the conversation is closed, by [`close`](Self::close) or by dropping it; then what waits in it ends too. It fails, once, with an error that repeating cannot
/// mend, as when the session is not there or the credential is gone. A chat session that is closed does not end it, for it may be reopened.
///
/// A slow reader holds at most 256 messages; the rest stays with the server until half of them are read.
#[derive(Debug)]
pub struct Conversation {
    sender: Sender,
}

/// The speaking half of a [`Conversation`], for other tasks than the one that reads.
#[derive(Debug, Clone)]
pub struct Sender {
    desk: Arc<Desk>,
    line: mpsc::UnboundedSender<Command>,
}

/// What the line and the program share of a conversation.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) id: u64,
    pub(crate) session_id: i64,
    pub(crate) shelf: Shelf<Messages>,
    places: Arc<Semaphore>,
    typing: Arc<Semaphore>,
    /// Whoever waits for a place holds this, so that places are given in the order of the calls.
    turn: Mutex<()>,
}

/// A new UUID, from the system's randomness: it must not come again where one caller is many processes, or after a restart.
pub(crate) fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

impl Desk {
    pub(crate) fn new(id: u64, session_id: i64) -> Self {
        let (places, typing) = (Arc::new(Semaphore::new(IN_FLIGHT)), Arc::new(Semaphore::new(TYPING)));
        Self { id, session_id, shelf: Shelf::default(), places, typing, turn: Mutex::new(()) }
    }

    /// Nothing more will come, and nothing more can be said.
    pub(crate) fn end(&self, end: Result<(), Error>) {
        self.shelf.end(end);
        self.places.close();
        self.typing.close();
    }

    pub(crate) fn why_ended(&self) -> Error {
        self.shelf.why_ended().unwrap_or_else(Error::closed)
    }
}

impl Conversation {
    pub(crate) fn new(desk: Arc<Desk>, line: mpsc::UnboundedSender<Command>) -> Self {
        Self { sender: Sender { desk, line } }
    }

    /// The chat session's id.
    pub fn session_id(&self) -> i64 {
        self.sender.session_id()
    }

    /// The next message; `None` when the conversation was closed, or has failed before. It can be given up at any time: nothing is lost by that.
    pub async fn next(&mut self) -> Option<Result<v1::Message, Error>> {
        poll_fn(|context| self.poll_message(context)).await
    }

    /// Has a function told of what is not stored, beginning with how everybody stands. It is called by the task that keeps the line, and must not block.
    /// If it panics, it is not called again, and the conversation goes on.
    #[must_use]
    pub fn on_event(self, told: impl FnMut(&Event) + Send + 'static) -> Self {
        self.sender.tell(Command::Listen(self.sender.desk.id, Listener(Box::new(told))));
        self
    }

    /// The speaking half, for other tasks. It can do nothing any more once the conversation is closed or dropped.
    pub fn sender(&self) -> Sender {
        self.sender.clone()
    }

    /// As [`Sender::send`].
    pub async fn send(&self, text: impl Into<String>) -> Result<v1::Ack, Error> {
        self.sender.send(text).await
    }

    /// As [`Sender::send_with_id`].
    pub async fn send_with_id(&self, client_message_id: impl Into<String>, text: impl Into<String>) -> Result<v1::Ack, Error> {
        self.sender.send_with_id(client_message_id, text).await
    }

    /// As [`Sender::mark_delivered`].
    pub async fn mark_delivered(&self, seq: i64) -> Result<v1::Marks, Error> {
        self.sender.mark_delivered(seq).await
    }

    /// As [`Sender::mark_read`].
    pub async fn mark_read(&self, seq: i64) -> Result<v1::Marks, Error> {
        self.sender.mark_read(seq).await
    }

    /// As [`Sender::typing`].
    pub fn typing(&self, stopped: bool) {
        self.sender.typing(stopped);
    }

    /// As [`Sender::close`].
    pub fn close(&self) {
        self.sender.close();
    }

    fn poll_message(&self, context: &mut Context<'_>) -> Poll<Option<Result<v1::Message, Error>>> {
        let next = self.sender.desk.shelf.poll(context, Messages::take);
        next.map_ok(|(message, room)| {
            if room {
                self.sender.tell(Command::Resume(self.sender.desk.id));
            }
            message
        })
    }
}

impl Stream for Conversation {
    type Item = Result<v1::Message, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_message(context)
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        self.close();
    }
}

impl Sender {
    /// The chat session's id.
    pub fn session_id(&self) -> i64 {
        self.desk.session_id
    }

    /// Sends a text, 1 byte to 16 KiB of UTF-8 and not only white space, and returns once it is durable, with its seq, id and time.
    ///
    /// A fault of the line does not fail it: what was not acknowledged is sent again, under the same id, so that it is there once. Messages of one
    /// conversation are stored in the order in which these calls are first polled. At most 64 wait for an answer in a conversation; the next call waits. Giving
    /// up the wait does not unsend.
    pub async fn send(&self, text: impl Into<String>) -> Result<v1::Ack, Error> {
        self.send_with_id(new_id(), text).await
    }

    /// Sends a text under an id of the program's own, at most 64 characters: again under the same id, after a crash for example, it is not stored again.
    /// If it is empty, one is made up.
    pub async fn send_with_id(&self, client_message_id: impl Into<String>, text: impl Into<String>) -> Result<v1::Ack, Error> {
        let (mut client_message_id, text) = (client_message_id.into(), text.into());
        if client_message_id.is_empty() {
            // The service would make one for each time that it is sent.
            client_message_id = new_id();
        }
        if text.len() > LONGEST {
            return Err(Error::invalid("MESSAGE_TOO_LONG", "message", "a message has at most 16 KiB"));
        }
        if client_message_id.len() > LONGEST {
            return Err(Error::invalid("VALUE_TOO_LONG", "client_message_id", "at most 64 characters are allowed"));
        }
        let message = v1::SendMessageRequest { chat_session_id: self.desk.session_id, body: Some(Body::Message(text)), client_message_id };
        match self.ask(Frame::Send(message)).await? {
            Answer::Ack(ack) => Ok(ack),
            Answer::Marks(_) => Err(Error::broken("the answer is of another kind")),
        }
    }

    /// Says that everything up to a seq has reached this program, and returns the caller's marks once that is stored.
    pub async fn mark_delivered(&self, seq: i64) -> Result<v1::Marks, Error> {
        self.mark(Frame::MarkDelivered(self.place(seq))).await
    }

    /// Says that everything up to a seq has been seen, and returns the caller's marks once that is stored.
    pub async fn mark_read(&self, seq: i64) -> Result<v1::Marks, Error> {
        self.mark(Frame::MarkRead(self.place(seq))).await
    }

    /// Says that the caller is typing, or has stopped. It is dropped if it cannot go at once; others let it lapse after 6 seconds.
    pub fn typing(&self, stopped: bool) {
        if let Ok(room) = Arc::clone(&self.desk.typing).try_acquire_owned() {
            let typing = v1::SetTyping { chat_session_id: self.desk.session_id, stopped, note: false };
            self.tell(Command::Typing(typing, room));
        }
    }

    /// Closes the conversation: its stream ends behind what was received, and so does every wait in it, with the reason `CLOSED`. What was on the way may
    /// be stored all the same.
    pub fn close(&self) {
        self.desk.end(Ok(()));
        self.tell(Command::Close(self.desk.id));
    }

    async fn mark(&self, frame: Frame) -> Result<v1::Marks, Error> {
        match self.ask(frame).await? {
            Answer::Marks(marks) => Ok(marks),
            Answer::Ack(_) => Err(Error::broken("the answer is of another kind")),
        }
    }

    async fn ask(&self, frame: Frame) -> Result<Answer, Error> {
        let (answer, answered) = oneshot::channel();
        {
            let _turn = self.desk.turn.lock().await;
            let place = Arc::clone(&self.desk.places).acquire_owned().await.map_err(|_| self.desk.why_ended())?;
            self.tell(Command::Ask { conversation: self.desk.id, frame, answer, place });
        }
        // The line drops what nobody can answer any more.
        answered.await.unwrap_or_else(|_| Err(self.desk.why_ended()))
    }

    fn place(&self, seq: i64) -> v1::SessionMark {
        v1::SessionMark { chat_session_id: self.desk.session_id, seq }
    }

    fn tell(&self, command: Command) {
        // A line that has ended has ended this desk before.
        let _ = self.line.send(command);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Waker;

    use super::*;

    #[test]
    fn ids_do_not_come_again_with_a_programs_seed() {
        let seeded = || {
            fastrand::seed(7);
            new_id()
        };
        assert_ne!(seeded(), seeded());
    }

    #[test]
    fn a_message_without_an_id_gets_one_so_that_it_can_be_sent_again() {
        let (line, mut commands) = mpsc::unbounded_channel();
        let sender = Sender { desk: Arc::new(Desk::new(1, 7)), line };
        let sending = pin!(sender.send_with_id("", "Hello"));
        assert!(sending.poll(&mut Context::from_waker(Waker::noop())).is_pending());
        match commands.try_recv() {
            Ok(Command::Ask { frame: Frame::Send(message), .. }) => assert_eq!(message.client_message_id.len(), 36),
            other => panic!("{other:?}"),
        }
    }
}
