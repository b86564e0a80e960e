//! What a client does so that nothing is lost or doubled, whatever dies between it and the database. Every SDK does the same.

use std::time::Duration;

use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, SessionCursor};
use tokio::time::{sleep, timeout};
use tonic::Status;
use tonic_types::StatusExt as _;

use crate::support::{Client, Frames};

/// An attempt that has not been answered for so long is given up: the line may be dead.
const ATTEMPT: Duration = Duration::from_secs(2);
/// The longest pause between attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// A stream on which nothing comes for so long is not believed. (An SDK asks with a ping before it gives a stream up; here there is always something to come.)
const SILENCE: Duration = Duration::from_secs(15);

/// Sends a message until the service has acknowledged it. The `client_message_id` is made once, before the first attempt, so that an attempt that was stored without
/// our hearing of it is found by the next one and not stored again.
pub async fn send(client: &mut Client, session: i64, text: &str, client_message_id: &str) -> Result<v1::Message, Status> {
    let mut attempt = 0;
    loop {
        match timeout(ATTEMPT, client.send(session, text, client_message_id)).await {
            Ok(Ok(message)) => return Ok(message),
            Ok(Err(status)) if is_final(&status) => return Err(status),
            Ok(Err(_)) | Err(_) => pause(attempt).await,
        }
        attempt += 1;
    }
}

/// The service gives every error a reason, and says when to try again if that may help. What comes without a reason comes from something in between.
fn is_final(status: &Status) -> bool {
    status.get_details_error_info().is_some() && status.get_details_retry_info().is_none()
}

/// Longer each time, and never the same for two clients: after a node's death they do not come all at once.
async fn pause(attempt: u32) {
    let longest = Duration::from_millis(50).saturating_mul(1 << attempt.min(10)).min(LONGEST_PAUSE);
    sleep(longest.mul_f64(rand::random())).await;
}

/// Which stream: that of programs, or that of browsers.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    Chat,
    Subscribe,
}

/// A session as one who watches it has it.
pub struct Follower {
    client: Client,
    session: i64,
    way: Way,
    frames: Option<Frames>,
    /// What has come so far, in its order.
    pub entries: Vec<v1::Message>,
    /// How often the stream was opened.
    pub opened: u32,
}

impl Follower {
    pub fn new(client: &Client, session: i64, way: Way) -> Self {
        Self { client: client.clone(), session, way, frames: None, entries: Vec::new(), opened: 0 }
    }

    /// The next entry, over as many streams as it takes: each goes on behind the last seq that has come.
    pub async fn next(&mut self) -> &v1::Message {
        let mut attempt = 0;
        loop {
            match timeout(SILENCE, self.read()).await {
                Ok(Ok(Some(entry))) => {
                    let last_seq = self.entries.last().map_or(0, |last| last.seq);
                    assert_eq!(entry.seq, last_seq + 1, "no gap and no repeat");
                    self.entries.push(entry);
                    return self.entries.last().expect("it was pushed");
                }
                Ok(Ok(None)) => attempt = 0,
                Ok(Err(status)) if is_final(&status) => panic!("refused: {status:?}"),
                Ok(Err(_)) | Err(_) => {
                    self.frames = None;
                    pause(attempt).await;
                    attempt += 1;
                }
            }
        }
    }

    /// The next entry on this stream; `None`: something else came.
    async fn read(&mut self) -> Result<Option<v1::Message>, Status> {
        let frames = match &mut self.frames {
            Some(frames) => frames,
            None => self.frames.insert(open(&mut self.client, self.session, self.way, self.entries.last().map_or(0, |last| last.seq)).await?),
        };
        match frames.try_next().await? {
            Some(Frame::Entry(entry)) => Ok(Some(entry)),
            Some(Frame::Welcome(_)) => {
                self.opened += 1;
                Ok(None)
            }
            // The node stops: it says when to come back, differently to each, and by then another node has this client's place.
            Some(Frame::Leave(leave)) => {
                self.frames = None;
                sleep(Duration::from_millis(u64::try_from(leave.reconnect_after_ms).unwrap_or(0))).await;
                Ok(None)
            }
            Some(Frame::Error(error)) => Err(Status::unavailable(error.message)),
            Some(_) => Ok(None),
            None => Err(Status::unavailable("the stream ended")),
        }
    }
}

async fn open(client: &mut Client, session: i64, way: Way, after_seq: i64) -> Result<Frames, Status> {
    match way {
        Way::Subscribe => {
            let request = v1::SubscribeRequest { id: session, after_seq, ..Default::default() };
            Ok(Frames::Subscribe(client.chat.subscribe(request).await?.into_inner()))
        }
        Way::Chat => {
            let subscribe = Request::Subscribe(SessionCursor { chat_session_id: session, after_seq });
            let request = v1::ChatRequest { request_id: "1".to_owned(), frame: Some(subscribe) };
            // Having said this the client only listens; the stream goes on as long as it subscribes to something.
            Ok(Frames::Chat(client.chat.chat(tokio_stream::once(request)).await?.into_inner()))
        }
    }
}
