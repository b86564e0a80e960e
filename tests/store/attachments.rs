//! Files that nobody sends, links that expire, and the key that all nodes agree on; with a clock that the tests move.

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use futures::TryStreamExt as _;
use supportchat::auth::{Caller, Identity};
use supportchat::blobs::Blobs;
use supportchat::chat::{Chat, Files};
use supportchat::clock::SharedClock;
use supportchat::hub::Hub;
use supportchat::model::{Actor, Attachment, Body, ChatSession, CredentialKind, Error, NewMessage, SecretHash};
use tempfile::TempDir;

use super::{Database, on_every_database, session, text};
use crate::support::clock::{Movable, noon};

on_every_database!(
    what_is_not_sent_within_a_day_is_deleted,
    what_was_taken_to_be_deleted_is_deleted_later,
    a_link_expires_after_ten_minutes,
    all_nodes_agree_on_the_first_value
);

fn chat(db: &Database, files: &TempDir, clock: &Arc<Movable>) -> Chat {
    let blobs = Blobs::open(None, files.path()).expect("a directory");
    Chat::new(db.store.clone(), Hub::default(), Files::new(blobs, 1000), Arc::clone(clock) as SharedClock, "test")
}

fn visitor_of(session: &ChatSession) -> Identity {
    let caller = Caller::Visitor(session.user_id);
    Identity { credential_id: 1, family: 1, kind: CredentialKind::VisitorToken, hash: SecretHash([0; 32]), caller, expires_at: None }
}

async fn upload(chat: &Chat, session: &ChatSession, bytes: &[u8]) -> Attachment {
    let mut upload = chat.begin_upload(&visitor_of(session), session.id, "a.txt", "text/plain".into()).await.expect("a place");
    upload.write(bytes).await.expect("written");
    upload.finish().await.expect("an attachment")
}

fn message(session: &ChatSession, attachment: &Attachment) -> NewMessage {
    NewMessage { body: Body::Attachment(attachment.clone()), ..text(session, &attachment.id.to_string(), "") }
}

/// How many files there are.
fn files(directory: &Path) -> usize {
    let entries = std::fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry").path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

async fn what_is_not_sent_within_a_day_is_deleted(db: Database) {
    let (directory, clock) = (tempfile::tempdir().unwrap(), Movable::new());
    let chat = chat(&db, &directory, &clock);
    let session = session(&db.store).await;
    let (sent, unsent) = (upload(&chat, &session, b"sent").await, upload(&chat, &session, b"unsent").await);
    // Given up on the way: its bytes are nowhere, and what is known of it goes with the rest.
    let mut half = chat.begin_upload(&visitor_of(&session), session.id, "half", String::new()).await.unwrap();
    half.write(b"half").await.unwrap();
    drop(half);
    let too_large = async {
        let mut upload = chat.begin_upload(&visitor_of(&session), session.id, "large", String::new()).await?;
        upload.write(&[0; 1001]).await
    };
    assert_eq!(too_large.await, Err(Error::AttachmentTooLarge(1000)));
    chat.send(message(&session, &sent)).await.unwrap();
    assert_eq!((files(directory.path()), chat.sweep_attachments().await.unwrap()), (2, 0));

    clock.pass(TimeDelta::hours(23));
    let young = upload(&chat, &session, b"young").await;
    assert_eq!(chat.sweep_attachments().await.unwrap(), 0, "not before its day is over");
    clock.pass(TimeDelta::hours(2));
    assert_eq!(chat.sweep_attachments().await.unwrap(), 3);
    assert_eq!(chat.sweep_attachments().await.unwrap(), 0);
    assert_eq!(files(directory.path()), 2);
    assert_eq!(chat.send(message(&session, &unsent)).await.unwrap_err(), Attachment::not_found(unsent.id));
    chat.send(message(&session, &young)).await.unwrap();
    for attachment in [sent, young] {
        let link = chat.create_attachment_link(Actor::User(session.user_id), attachment.id).await.unwrap();
        let (_, bytes) = chat.open_attachment(attachment.id, link.expires_at.timestamp(), &link.signature).await.unwrap();
        assert_eq!(bytes.map_ok(|bytes| bytes.to_vec()).try_concat().await.unwrap().len(), usize::try_from(attachment.size).unwrap());
    }
}

async fn what_was_taken_to_be_deleted_is_deleted_later(db: Database) {
    let (directory, clock) = (tempfile::tempdir().unwrap(), Movable::new());
    let chat = chat(&db, &directory, &clock);
    let session = session(&db.store).await;
    let attachment = upload(&chat, &session, b"bytes").await;
    // A node that dies in the middle has done this and no more.
    let taken = db.store.abandon_uploads(noon() + TimeDelta::days(1)).await.unwrap();
    assert_eq!(taken.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [attachment.id]);
    assert_eq!(chat.send(message(&session, &attachment)).await.unwrap_err(), Attachment::not_found(attachment.id), "nobody sends it any more");
    let link = chat.create_attachment_link(Actor::User(session.user_id), attachment.id).await;
    assert_eq!(link.unwrap_err(), Attachment::not_found(attachment.id));
    assert_eq!(files(directory.path()), 1);
    assert_eq!(chat.sweep_attachments().await.unwrap(), 1);
    assert_eq!((files(directory.path()), db.store.get_upload(attachment.id).await.unwrap()), (0, None));
}

async fn a_link_expires_after_ten_minutes(db: Database) {
    let (directory, clock) = (tempfile::tempdir().unwrap(), Movable::new());
    let chat = chat(&db, &directory, &clock);
    let session = session(&db.store).await;
    let attachment = upload(&chat, &session, b"bytes").await;
    chat.send(message(&session, &attachment)).await.unwrap();
    let link = chat.create_attachment_link(Actor::Service, attachment.id).await.unwrap();
    let expires = link.expires_at.timestamp();
    let open = async || chat.open_attachment(attachment.id, expires, &link.signature).await.map(drop);
    clock.pass(TimeDelta::seconds(599));
    assert_eq!(open().await, Ok(()));
    clock.pass(TimeDelta::seconds(1));
    assert_eq!(open().await, Err(Error::LinkInvalid));
    let forged = chat.open_attachment(attachment.id, expires + 600, &link.signature).await.map(drop);
    assert_eq!(forged, Err(Error::LinkInvalid));
}

async fn all_nodes_agree_on_the_first_value(db: Database) {
    let other = db.another_node().await;
    let asked = (0..10).map(|number| if number % 2 == 0 { &db.store } else { &other }.agree("some_key", vec![number; 32]));
    let values: Vec<_> = futures::future::join_all(asked).await.into_iter().map(Result::unwrap).collect();
    assert!(values.iter().all(|value| *value == values[0] && value.len() == 32), "{values:?}");
    assert_eq!(other.agree("another_key", vec![1]).await.unwrap(), [1]);
}
