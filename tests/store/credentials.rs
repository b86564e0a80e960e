//! Credentials and failed log-ins.

use std::time::Duration;

use super::*;
use crate::support::clock::after_noon;
use supportchat::model::{Credential, CredentialKind, Error, KeyRole, NewCredential, SecretHash, Time};

on_every_database!(
    keys_are_listed_and_revoked,
    a_refresh_token_buys_the_next,
    a_lost_answer_can_be_asked_for_again,
    a_stolen_refresh_token_ends_the_family,
    who_signed_out_stays_out,
    what_expired_is_deleted,
    failures_are_counted
);

const GRACE: Duration = Duration::from_secs(30);

fn hash(byte: u8) -> SecretHash {
    SecretHash([byte; 32])
}

fn token(kind: CredentialKind, byte: u8, family: i64, user_id: Option<i64>) -> NewCredential {
    let expires_at = Some(after_noon(3600));
    NewCredential { kind, hash: hash(byte), family, role: None, name: String::new(), user_id, agent_id: None, expires_at }
}

fn pair(byte: u8) -> Vec<NewCredential> {
    vec![token(CredentialKind::VisitorToken, byte, 0, None), token(CredentialKind::VisitorRefresh, byte + 100, 0, None)]
}

/// A log-in: token 1 and refresh token 101.
async fn log_in(store: &Store) {
    let new = pair(1).into_iter().map(|new| NewCredential { family: 77, user_id: Some(5), ..new }).collect();
    store.create_credentials(new, noon()).await.unwrap();
}

async fn rotate(store: &Store, old: u8, new: u8, now: Time) -> Result<Credential, Error> {
    store.rotate_refresh(hash(old), pair(new), now, GRACE).await.map(Option::unwrap)
}

async fn live(store: &Store, byte: u8) -> bool {
    store.find_credential(hash(byte)).await.unwrap().unwrap().revoked_at.is_none()
}

async fn keys_are_listed_and_revoked(db: Database) {
    log_in(&db.store).await;
    let key = |byte| NewCredential {
        role: Some(KeyRole::Operator),
        name: "nightly 🌙".into(),
        expires_at: None,
        ..token(CredentialKind::ApiKey, byte, 0, None)
    };
    let ids = db.store.create_credentials(vec![key(8), key(9)], noon()).await.unwrap();
    let found = db.store.find_credential(hash(8)).await.unwrap().unwrap();
    assert_eq!((found.id, found.role, found.name.as_str(), found.created_at), (ids[0], Some(KeyRole::Operator), "nightly 🌙", noon()));
    assert_eq!(db.store.get_api_key(ids[0]).await.unwrap(), Some(found.clone()));
    let listed: Vec<i64> = db.store.list_api_keys(0, 10).await.unwrap().iter().map(|key| key.id).collect();
    assert_eq!(listed, ids, "tokens are no keys");
    let token_id = db.store.find_credential(hash(1)).await.unwrap().unwrap().id;
    assert_eq!(db.store.get_api_key(token_id).await.unwrap(), None);
    assert_eq!(db.store.revoke_api_key(token_id, noon()).await.unwrap(), None);

    let revoked = db.store.revoke_api_key(ids[0], after_noon(1)).await.unwrap().unwrap();
    assert_eq!(revoked.revoked_at, Some(after_noon(1)));
    assert_eq!(db.store.revoke_api_key(ids[0], after_noon(2)).await.unwrap(), Some(revoked), "the first time counts");
    assert_eq!(db.store.revoked_since(after_noon(1)).await.unwrap(), [(ids[0], hash(8), 0)]);
    assert_eq!(db.store.revoked_since(after_noon(2)).await.unwrap(), []);
    assert_eq!(db.store.find_credential(hash(200)).await.unwrap(), None);
}

async fn a_refresh_token_buys_the_next(db: Database) {
    log_in(&db.store).await;
    let old = rotate(&db.store, 101, 2, after_noon(10)).await.unwrap();
    assert_eq!((old.family, old.user_id, old.kind), (77, Some(5), CredentialKind::VisitorRefresh));
    let new = db.store.find_credential(hash(2)).await.unwrap().unwrap();
    assert_eq!((new.family, new.user_id, new.revoked_at), (77, Some(5), None));
    assert!(!live(&db.store, 101).await && live(&db.store, 102).await);
    for (what, byte, now) in [("a token", 1, after_noon(10)), ("an unknown one", 200, after_noon(10)), ("an expired one", 102, after_noon(3600))] {
        assert_eq!(rotate(&db.store, byte, 50, now).await.unwrap_err(), Error::InvalidToken, "{what} buys nothing");
    }
    assert!(live(&db.store, 102).await, "and none of it was theft");
}

async fn a_lost_answer_can_be_asked_for_again(db: Database) {
    log_in(&db.store).await;
    rotate(&db.store, 101, 2, after_noon(10)).await.unwrap();
    rotate(&db.store, 101, 3, after_noon(40)).await.unwrap();
    assert!(live(&db.store, 2).await && live(&db.store, 3).await && live(&db.store, 103).await);
}

async fn a_stolen_refresh_token_ends_the_family(db: Database) {
    log_in(&db.store).await;
    rotate(&db.store, 101, 2, after_noon(10)).await.unwrap();
    assert_eq!(rotate(&db.store, 101, 3, after_noon(41)).await.unwrap_err(), Error::InvalidToken);
    for byte in [1, 2, 102] {
        assert!(!live(&db.store, byte).await, "token {byte} ended with its family");
    }
    assert_eq!(db.store.find_credential(hash(3)).await.unwrap(), None);
    assert_eq!(rotate(&db.store, 102, 4, after_noon(42)).await.unwrap_err(), Error::InvalidToken);
    assert_eq!(db.store.revoked_since(after_noon(41)).await.unwrap().len(), 3);
}

async fn who_signed_out_stays_out(db: Database) {
    log_in(&db.store).await;
    rotate(&db.store, 101, 2, after_noon(10)).await.unwrap();
    db.store.log_out(77, after_noon(11)).await.unwrap();
    for old in [101, 102] {
        assert_eq!(rotate(&db.store, old, 3, after_noon(12)).await.unwrap_err(), Error::InvalidToken, "within the time of grace too");
    }
}

async fn what_expired_is_deleted(db: Database) {
    log_in(&db.store).await;
    db.store.log_out(77, after_noon(10)).await.unwrap();
    let key = NewCredential { role: Some(KeyRole::Admin), ..token(CredentialKind::ApiKey, 8, 0, None) };
    let forever = NewCredential { expires_at: None, ..token(CredentialKind::AgentToken, 9, 1, None) };
    db.store.create_credentials(vec![key, forever], noon()).await.unwrap();
    db.store.record_login_failure([1; 32], noon()).await.unwrap();
    assert_eq!(db.store.delete_expired_credentials(noon()).await.unwrap(), 0);
    assert_eq!(db.store.delete_expired_credentials(after_noon(11)).await.unwrap(), 3, "two tokens and a failure");
    assert_eq!(db.store.delete_expired_credentials(after_noon(9999)).await.unwrap(), 0);
    assert!(live(&db.store, 8).await && live(&db.store, 9).await);
}

async fn failures_are_counted(db: Database) {
    for second in [0, 5, 10] {
        db.store.record_login_failure([1; 32], after_noon(second)).await.unwrap();
    }
    db.store.record_login_failure([2; 32], noon()).await.unwrap();
    assert_eq!(db.store.count_login_failures([1; 32], after_noon(5)).await.unwrap(), 2);
    db.store.clear_login_failures([1; 32]).await.unwrap();
    assert_eq!(db.store.count_login_failures([1; 32], noon()).await.unwrap(), 0);
    assert_eq!(db.store.count_login_failures([2; 32], noon()).await.unwrap(), 1);
}
