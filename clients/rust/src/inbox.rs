//! What a program holds of an inbox.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::mpsc;
use tokio_stream::Stream;

use crate::line::Command;
use crate::shelf::{Changes, Shelf};
use crate::{Error, v1};

/// What is in the caller's inbox, and what changes there: for an agent or a bot the sessions that wait and that are theirs, for a visitor their own.
///
/// It begins with all that is in it, and after a reconnect tells that again, and of what has left it meanwhile that it is removed. Of a session that
/// changes while nobody reads, only the newest state is told.
/// The stream goes on until it is dropped or the client is closed, and fails, once, with an error that repeating cannot mend.
#[derive(Debug)]
pub struct Inbox {
    pub(crate) id: u64,
    pub(crate) shelf: Arc<Shelf<Changes>>,
    pub(crate) line: mpsc::UnboundedSender<Command>,
}

impl Inbox {
    /// The next session that is new, has changed or has left; `None` when the client was closed, or the inbox has failed before. It can be given up at
    /// any time: nothing is lost by that.
    pub async fn next(&mut self) -> Option<Result<v1::InboxChanged, Error>> {
        poll_fn(|context| self.shelf.poll(context, Changes::take)).await
    }
}

impl Stream for Inbox {
    type Item = Result<v1::InboxChanged, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.shelf.poll(context, Changes::take)
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        // A line that has ended needs not be told.
        let _ = self.line.send(Command::CloseInbox(self.id));
    }
}
