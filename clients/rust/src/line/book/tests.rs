use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::sync::oneshot::error::TryRecvError;
use tonic::Code;

use super::*;
use crate::shelf::Messages;

const SESSION: i64 = 7;

type Answered = oneshot::Receiver<Result<Answer, Error>>;

/// A book with one conversation, on a line that is connected.
struct Fixture {
    book: Book,
    desk: Arc<Desk>,
}

impl Fixture {
    fn new(after_seq: i64) -> Self {
        let mut book = Book::new(Backoff::new(Duration::from_millis(250), Duration::from_secs(10)));
        let desk = Arc::new(Desk::new(1, SESSION));
        book.take(Command::Open { desk: Arc::clone(&desk), after_seq });
        book.connected();
        Self { book, desk }
    }

    fn send(&mut self, text: &str) -> Answered {
        let (answer, answered) = oneshot::channel();
        let place = Arc::new(Semaphore::new(1)).try_acquire_owned().expect("a place");
        let body = Some(v1::send_message_request::Body::Message(text.to_owned()));
        let frame = Request::Send(v1::SendMessageRequest { chat_session_id: SESSION, body, client_message_id: text.to_owned() });
        self.book.take(Command::Ask { conversation: self.desk.id, frame, answer, place });
        answered
    }

    /// What was said since the last time: the ids, and in short what.
    fn said(&mut self) -> Vec<(String, String)> {
        let mut said = Vec::new();
        while let Some(request) = self.book.next() {
            let what = match request.frame {
                Some(Request::Subscribe(cursor)) => format!("subscribe after {}", cursor.after_seq),
                Some(Request::Unsubscribe(_)) => "unsubscribe".to_owned(),
                Some(Request::Send(message)) => message.client_message_id,
                other => format!("{other:?}"),
            };
            said.push((request.request_id, what));
        }
        said
    }

    fn says(&mut self, expected: &[&str]) -> Vec<String> {
        let (ids, what): (Vec<_>, Vec<_>) = self.said().into_iter().unzip();
        assert_eq!(what, expected);
        ids
    }

    fn hears(&mut self, frame: Frame) {
        self.book.receive(Some(frame));
    }

    fn hears_entries(&mut self, seqs: impl IntoIterator<Item = i64>) {
        for seq in seqs {
            self.hears(Frame::Entry(v1::Message { chat_session_id: SESSION, seq, ..Default::default() }));
        }
    }

    fn is_subscribed(&mut self, request_id: &str) {
        self.hears(Frame::Subscribed(v1::Subscribed { chat_session_id: SESSION, request_id: request_id.to_owned(), ..Default::default() }));
    }

    fn is_acknowledged(&mut self, request_id: &str, seq: i64) {
        self.hears(Frame::Ack(v1::Ack { request_id: request_id.to_owned(), chat_session_id: SESSION, seq, ..Default::default() }));
    }

    fn is_refused(&mut self, request_id: &str, code: Code) {
        // As the service does: what is refused for now says so.
        let seconds = matches!(code, Code::ResourceExhausted | Code::Unavailable).then_some(0);
        self.is_refused_for(request_id, code, seconds);
    }

    fn is_refused_for(&mut self, request_id: &str, code: Code, seconds: Option<i64>) {
        let retry_info = seconds.map(|seconds| tonic_types::pb::RetryInfo { retry_delay: Some(prost_types::Duration { seconds, nanos: 0 }) });
        self.hears(Frame::Error(v1::FrameError { request_id: request_id.to_owned(), code: code.into(), retry_info, ..Default::default() }));
    }

    fn reconnects(&mut self) {
        self.book.disconnected();
        self.book.connected();
    }

    /// The seqs of at most so many messages, and how the program tells the line that there is room.
    fn reads(&mut self, most: usize) -> Vec<i64> {
        let mut read = Vec::new();
        while read.len() < most
            && let Poll::Ready(Some(Ok((message, room)))) = self.desk.shelf.poll(&mut Context::from_waker(Waker::noop()), Messages::take)
        {
            read.push(message.seq);
            if room {
                self.book.take(Command::Resume(self.desk.id));
            }
        }
        read
    }
}

fn seq_of(mut answered: Answered) -> i64 {
    match answered.try_recv() {
        Ok(Ok(Answer::Ack(ack))) => ack.seq,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_message_is_read_once_and_in_order() {
    let mut it = Fixture::new(2);
    let ids = it.says(&["subscribe after 2"]);
    it.is_subscribed(&ids[0]);
    it.hears_entries([1, 2, 3, 4, 4, 3]);
    it.hears(Frame::Hidden(v1::Hidden { chat_session_id: SESSION, seq: 5 }));
    it.hears_entries([6]);
    assert_eq!(it.reads(99), [3, 4, 6]);
    it.reconnects();
    it.says(&["subscribe after 6"]);
    it.hears_entries([5, 6, 7]);
    assert_eq!(it.reads(99), [7]);
}

#[test]
fn a_gap_is_asked_for_again_once() {
    let mut it = Fixture::new(0);
    let ids = it.says(&["subscribe after 0"]);
    it.is_subscribed(&ids[0]);
    it.hears_entries([1, 4, 5]);
    let ids = it.says(&["subscribe after 1"]);
    it.hears_entries([6]);
    it.says(&[]);
    it.is_subscribed(&ids[0]);
    it.hears_entries(2..=6);
    assert_eq!(it.reads(99), [1, 2, 3, 4, 5, 6]);
    it.says(&[]);
}

#[test]
fn a_slow_reader_is_unsubscribed_and_subscribed_behind_what_it_holds() {
    let mut it = Fixture::new(0);
    let ids = it.says(&["subscribe after 0"]);
    it.is_subscribed(&ids[0]);
    let answered = it.send("meanwhile");
    let ids = it.says(&["meanwhile"]);
    it.hears_entries(1..=300);
    it.says(&["unsubscribe"]);
    it.is_acknowledged(&ids[0], 301);
    assert_eq!(seq_of(answered), 301, "acknowledgements come all the same");
    assert_eq!(it.reads(127).len(), 127);
    it.says(&[]);
    it.reads(1);
    it.says(&["subscribe after 256"]);
    it.hears_entries(257..=301);
    assert_eq!(it.reads(999), (129..=301).collect::<Vec<_>>());
}

#[test]
fn what_was_not_acknowledged_is_sent_again_in_order_under_the_same_id() {
    let mut it = Fixture::new(0);
    let (a, b, c) = (it.send("a"), it.send("b"), it.send("c"));
    let ids = it.says(&["subscribe after 0", "a", "b", "c"]);
    it.is_acknowledged(&ids[2], 2);
    it.reconnects();
    let again = it.says(&["subscribe after 0", "a", "c"]);
    // Of the old stream, and twice.
    it.is_acknowledged(&ids[1], 99);
    it.is_acknowledged(&again[1], 1);
    it.is_acknowledged(&again[1], 98);
    it.is_acknowledged(&again[2], 3);
    assert_eq!([a, b, c].map(seq_of), [1, 2, 3]);
}

#[test]
fn a_refusal_is_one_calls_error_and_nothing_elses() {
    let mut it = Fixture::new(0);
    let (mut a, b) = (it.send("a"), it.send("b"));
    let ids = it.says(&["subscribe after 0", "a", "b"]);
    it.is_refused(&ids[1], Code::InvalidArgument);
    it.is_acknowledged(&ids[2], 1);
    assert_eq!(a.try_recv().expect("an answer").expect_err("a refusal").code(), Code::InvalidArgument);
    assert_eq!(seq_of(b), 1);
    it.says(&[]);
}

#[test]
fn what_was_refused_for_now_is_not_overtaken() {
    let mut it = Fixture::new(0);
    let answered = [it.send("a"), it.send("b"), it.send("c")];
    let ids = it.says(&["subscribe after 0", "a", "b", "c"]);
    it.is_refused(&ids[1], Code::ResourceExhausted);
    it.is_refused(&ids[2], Code::ResourceExhausted);
    let d = it.send("d");
    it.says(&[]);
    it.book.retry(Instant::now() + Duration::from_secs(1));
    // One that is still on its way is waited for.
    it.says(&[]);
    it.is_refused(&ids[3], Code::ResourceExhausted);
    it.book.retry(Instant::now() + Duration::from_secs(1));
    for (text, seq) in [("a", 1), ("b", 2), ("c", 3), ("d", 4)] {
        let ids = it.says(&[text]);
        it.is_acknowledged(&ids[0], seq);
    }
    assert_eq!(answered.map(seq_of), [1, 2, 3]);
    assert_eq!(seq_of(d), 4);
    let (_e, _f) = (it.send("e"), it.send("f"));
    it.says(&["e", "f"]);
}

#[test]
fn of_several_times_to_try_again_the_latest_counts() {
    let mut it = Fixture::new(0);
    let _answered = [it.send("a"), it.send("b"), it.send("c")];
    let ids = it.says(&["subscribe after 0", "a", "b", "c"]);
    let begun = Instant::now();
    for (id, seconds) in [(&ids[1], 2), (&ids[2], 60), (&ids[3], 1)] {
        it.is_refused_for(id, Code::ResourceExhausted, Some(seconds));
    }
    assert!(it.book.due().is_some_and(|due| due >= begun + Duration::from_secs(60)));
    it.book.retry(begun + Duration::from_secs(59));
    it.says(&[]);
    it.book.retry(begun + Duration::from_secs(62));
    it.says(&["a"]);
}

#[test]
fn what_is_refused_without_a_time_to_try_again_is_not_sent_again() {
    let mut it = Fixture::new(0);
    let (mut a, b) = (it.send("a"), it.send("b"));
    let ids = it.says(&["subscribe after 0", "a", "b"]);
    it.is_refused(&ids[1], Code::Internal);
    assert_eq!(a.try_recv().expect("an answer").expect_err("a refusal").code(), Code::Internal);
    it.is_acknowledged(&ids[2], 1);
    assert_eq!(seq_of(b), 1);
    it.says(&[]);
}

#[test]
fn a_subscription_that_is_refused_for_now_is_asked_for_again() {
    let mut it = Fixture::new(0);
    let ids = it.says(&["subscribe after 0"]);
    it.is_refused(&ids[0], Code::Unavailable);
    it.says(&[]);
    assert!(it.book.due().is_some());
    it.book.retry(Instant::now() + Duration::from_secs(1));
    it.says(&["subscribe after 0"]);
    assert!(it.book.due().is_none());
}

#[test]
fn an_inbox_tells_what_has_left_it_while_the_line_was_broken() {
    let mut it = Fixture::new(0);
    let shelf = Arc::new(Shelf::default());
    it.book.take(Command::OpenInbox(2, Arc::clone(&shelf)));
    let session = |id| Frame::Inbox(v1::InboxChanged { chat_session: Some(v1::ChatSession { id, ..Default::default() }), removed: false });
    let read = || match shelf.poll(&mut Context::from_waker(Waker::noop()), Changes::take) {
        Poll::Ready(Some(Ok(change))) => Some((change.chat_session.unwrap_or_default().id, change.removed)),
        _ => None,
    };
    it.hears(session(8));
    it.hears(session(9));
    it.hears(Frame::InboxListed(v1::InboxListed {}));
    it.hears(session(8));
    assert_eq!([read(), read(), read()], [Some((8, false)), Some((9, false)), None]);
    it.reconnects();
    it.hears(session(9));
    assert_eq!([read(), read()], [Some((9, false)), None]);
    it.hears(Frame::InboxListed(v1::InboxListed {}));
    assert_eq!([read(), read()], [Some((8, true)), None]);
}

#[test]
fn a_session_that_is_not_there_fails_what_waits_in_it() {
    let mut it = Fixture::new(0);
    let mut waits = it.send("a");
    let ids = it.says(&["subscribe after 0", "a"]);
    it.is_refused(&ids[0], Code::NotFound);
    // Whoever waits learns from the desk what has ended it.
    assert_eq!(waits.try_recv().expect_err("no answer"), TryRecvError::Closed);
    assert_eq!(it.desk.why_ended().code(), Code::NotFound);
    assert!(it.book.is_empty());
    let mut later = it.send("b");
    assert_eq!(later.try_recv().expect_err("no answer"), TryRecvError::Closed);
}

#[test]
fn a_reader_without_a_place_ends_no_other() {
    let mut it = Fixture::new(0);
    let ids = it.says(&["subscribe after 0"]);
    it.is_subscribed(&ids[0]);
    // This one waits for its reader.
    it.hears_entries(1..=300);
    it.says(&["unsubscribe"]);
    let misplaced = Arc::new(Desk::new(2, SESSION));
    it.book.take(Command::Open { desk: Arc::clone(&misplaced), after_seq: 1000 });
    let ids = it.says(&["subscribe after 1000"]);
    it.is_refused(&ids[0], Code::InvalidArgument);
    assert_eq!(misplaced.why_ended().code(), Code::InvalidArgument);
    assert_eq!(it.reads(256).len(), 256);
    let ids = it.says(&["subscribe after 256"]);
    it.is_subscribed(&ids[0]);
    it.hears_entries([257]);
    assert_eq!(it.reads(1), [257]);
}

#[test]
fn a_conversation_that_is_closed_ends_what_waits_in_it() {
    let mut it = Fixture::new(0);
    let mut waits = it.send("a");
    it.says(&["subscribe after 0", "a"]);
    it.desk.end(Ok(()));
    it.book.take(Command::Close(it.desk.id));
    assert_eq!(waits.try_recv().expect_err("no answer"), TryRecvError::Closed);
    assert_eq!(it.desk.why_ended().reason(), "CLOSED");
    it.says(&["unsubscribe"]);
    assert!(it.book.is_empty());
}

#[test]
fn two_conversations_in_one_session_share_its_subscription() {
    let mut it = Fixture::new(5);
    let ids = it.says(&["subscribe after 5"]);
    it.is_subscribed(&ids[0]);
    let other = Arc::new(Desk::new(2, SESSION));
    it.book.take(Command::Open { desk: Arc::clone(&other), after_seq: 3 });
    let ids = it.says(&["subscribe after 3"]);
    it.is_subscribed(&ids[0]);
    it.hears_entries(4..=6);
    assert_eq!(it.reads(99), [6]);
    let first = std::mem::replace(&mut it.desk, other);
    assert_eq!(it.reads(99), [4, 5, 6]);
    it.book.take(Command::Close(first.id));
    it.says(&[]);
    it.book.take(Command::Close(it.desk.id));
    it.says(&["unsubscribe"]);
}

#[test]
fn typing_that_cannot_go_is_dropped() {
    let mut it = Fixture::new(0);
    it.says(&["subscribe after 0"]);
    it.book.disconnected();
    let room = Arc::new(Semaphore::new(1)).try_acquire_owned().expect("room");
    it.book.take(Command::Typing(v1::SetTyping { chat_session_id: SESSION, ..Default::default() }, room));
    it.book.connected();
    it.says(&["subscribe after 0"]);
}

#[test]
fn a_cursor_that_cannot_be_is_one_conversations_error_and_nothing_elses() {
    let mut it = Fixture::new(5);
    let ids = it.says(&["subscribe after 5"]);
    it.is_subscribed(&ids[0]);
    let (negative, greatest) = (Arc::new(Desk::new(2, SESSION)), Arc::new(Desk::new(3, SESSION)));
    it.book.take(Command::Open { desk: Arc::clone(&negative), after_seq: -1 });
    assert_eq!(negative.why_ended().fields()[0].field, "after_seq");
    it.book.take(Command::Open { desk: Arc::clone(&greatest), after_seq: i64::MAX });
    it.says(&["subscribe after 5"]);
    it.hears_entries([6]);
    assert_eq!(it.reads(99), [6]);
}

#[test]
fn a_function_that_panics_ends_nothing_but_itself() {
    let mut it = Fixture::new(0);
    let heard = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&heard);
    let listener = Listener(Box::new(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        panic!("the program is at fault");
    }));
    it.book.take(Command::Listen(it.desk.id, listener));
    it.says(&["subscribe after 0", "subscribe after 0"]);
    it.is_subscribed("1");
    it.is_subscribed("2");
    it.hears_entries([1]);
    assert_eq!(it.reads(99), [1]);
    assert_eq!(heard.load(Ordering::Relaxed), 1);
}

#[test]
fn a_wait_that_has_no_end_breaks_nothing() {
    let mut it = Fixture::new(0);
    let mut answered = it.send("a");
    let ids = it.says(&["subscribe after 0", "a"]);
    it.is_refused_for(&ids[1], Code::ResourceExhausted, Some(i64::MAX));
    assert!(it.book.due().is_some());
    assert_eq!(answered.try_recv().expect_err("no answer"), TryRecvError::Empty);
}
