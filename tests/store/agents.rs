//! Agents.

use super::*;
use crate::support::clock::after_noon;
use supportchat::model::{AgentUpdate, Credential, CredentialKind, Error, KeyRole, NewCredential, SecretHash};

on_every_database!(
    have_an_address_of_their_own,
    are_changed,
    one_administrator_remains,
    two_administrators_cannot_dismiss_each_other,
    who_is_disabled_is_signed_out,
    another_password_ends_tokens_but_not_keys
);

fn admin(email: &str) -> NewAgent {
    NewAgent { email: Some(email.into()), password_hash: Some("$argon2id$x".into()), role: AgentRole::Admin, ..new_agent(5) }
}

async fn have_an_address_of_their_own(db: Database) {
    let ada = db.store.create_agent(admin("ada@example.com"), noon()).await.unwrap();
    assert!(!ada.available && !ada.disabled && ada.active_sessions == 0 && ada.created_at == noon());
    assert_eq!(db.store.create_agent(admin("ada@example.com"), noon()).await, Err(Error::EmailTaken));
    assert_eq!(db.store.get_agent_by_email("ada@example.com".into()).await.unwrap(), Some((ada.clone(), Some("$argon2id$x".into()))));
    assert_eq!(db.store.get_agent_by_email("bob@example.com".into()).await.unwrap(), None);

    let bot = agent(&db.store, 5).await;
    let take = AgentUpdate { email: Some(Some("ada@example.com".into())), ..AgentUpdate::default() };
    assert_eq!(db.store.update_agent(bot.id, take, noon()).await.unwrap_err(), Error::EmailTaken);
    assert_eq!(db.store.list_agents(0, 10).await.unwrap(), [ada.clone(), bot.clone()]);
    assert_eq!(db.store.list_agents(ada.id, 10).await.unwrap(), [bot]);
    assert_eq!(db.store.ensure_agent(ada.id, new_agent(1), noon()).await.unwrap(), ada);
    assert_eq!(db.store.ensure_agent(900, new_agent(1), noon()).await.unwrap().id, 900);
}

async fn are_changed(db: Database) {
    let ada = available_agent(&db.store, 5).await;
    let update = AgentUpdate { name: Some("Ada L.".into()), capacity: Some(7), ..AgentUpdate::default() };
    let (changed, changes) = db.store.update_agent(ada.id, update, noon()).await.unwrap();
    assert_eq!(changed, Agent { name: "Ada L.".into(), capacity: 7, ..ada });
    assert!(changes.is_empty());
    assert!(matches!(db.store.update_agent(999, AgentUpdate::default(), noon()).await, Err(Error::NotFound { .. })));
    assert!(matches!(db.store.set_availability(999, true, noon()).await, Err(Error::NotFound { .. })));
}

fn disabled(disabled: bool) -> AgentUpdate {
    AgentUpdate { disabled: Some(disabled), ..AgentUpdate::default() }
}

async fn one_administrator_remains(db: Database) {
    let ada = db.store.create_agent(admin("ada@example.com"), noon()).await.unwrap();
    // Neither somebody without a password nor an agent could administer in her place.
    db.store.create_agent(NewAgent { password_hash: None, ..admin("eve@example.com") }, noon()).await.unwrap();
    db.store.create_agent(NewAgent { role: AgentRole::Agent, ..admin("bob@example.com") }, noon()).await.unwrap();
    let demoted = AgentUpdate { role: Some(AgentRole::Agent), ..AgentUpdate::default() };
    let without_address = AgentUpdate { email: Some(None), ..AgentUpdate::default() };
    for update in [disabled(true), demoted, without_address] {
        assert_eq!(db.store.update_agent(ada.id, update, noon()).await.unwrap_err(), Error::LastAdmin);
    }
    assert_eq!(db.store.get_agent(ada.id).await.unwrap().unwrap(), ada, "nothing of it was done");

    db.store.create_agent(admin("ann@example.com"), noon()).await.unwrap();
    assert!(db.store.update_agent(ada.id, disabled(true), noon()).await.unwrap().0.disabled);
}

async fn two_administrators_cannot_dismiss_each_other(db: Database) {
    let ada = db.store.create_agent(admin("ada@example.com"), noon()).await.unwrap();
    let ann = db.store.create_agent(admin("ann@example.com"), noon()).await.unwrap();
    let other = db.another_node().await;
    let (one, two) = tokio::join!(db.store.update_agent(ada.id, disabled(true), noon()), other.update_agent(ann.id, disabled(true), noon()));
    assert!(one.is_ok() != two.is_ok(), "exactly one of them went: {one:?} {two:?}");
}

async fn credential_of(store: &Store, agent: i64, kind: CredentialKind, hash: u8) -> SecretHash {
    let role = (kind == CredentialKind::ApiKey).then_some(KeyRole::Agent);
    let hash = SecretHash([hash; 32]);
    let new = NewCredential { kind, hash, family: 5, role, name: String::new(), user_id: None, agent_id: Some(agent), expires_at: None };
    store.create_credentials(vec![new], noon()).await.unwrap();
    hash
}

async fn found(store: &Store, hash: SecretHash) -> Option<Credential> {
    store.find_credential(hash).await.unwrap()
}

async fn who_is_disabled_is_signed_out(db: Database) {
    let bob = available_agent(&db.store, 5).await;
    let token = credential_of(&db.store, bob.id, CredentialKind::AgentToken, 1).await;
    let key = credential_of(&db.store, bob.id, CredentialKind::ApiKey, 2).await;
    assert_eq!(found(&db.store, token).await.unwrap().agent_role, Some(AgentRole::Agent));

    let (bob, _) = db.store.update_agent(bob.id, disabled(true), after_noon(1)).await.unwrap();
    assert!(bob.disabled && !bob.available);
    assert!(!db.store.set_availability(bob.id, true, after_noon(1)).await.unwrap().0.available, "nobody would answer");
    assert_eq!((found(&db.store, token).await, found(&db.store, key).await), (None, None));
    assert_eq!(db.store.revoked_since(after_noon(1)).await.unwrap().len(), 2);

    db.store.update_agent(bob.id, disabled(false), after_noon(2)).await.unwrap();
    for hash in [token, key] {
        assert_eq!(found(&db.store, hash).await.unwrap().revoked_at, Some(after_noon(1)), "what was revoked does not come back");
    }
}

async fn another_password_ends_tokens_but_not_keys(db: Database) {
    let bob = agent(&db.store, 5).await;
    let token = credential_of(&db.store, bob.id, CredentialKind::AgentToken, 1).await;
    let key = credential_of(&db.store, bob.id, CredentialKind::ApiKey, 2).await;
    let renamed = AgentUpdate { name: Some("Bob".into()), ..AgentUpdate::default() };
    db.store.update_agent(bob.id, renamed, after_noon(1)).await.unwrap();
    assert_eq!(found(&db.store, token).await.unwrap().revoked_at, None);

    let password = AgentUpdate { password_hash: Some("$argon2id$y".into()), ..AgentUpdate::default() };
    db.store.update_agent(bob.id, password, after_noon(2)).await.unwrap();
    assert_eq!(found(&db.store, token).await.unwrap().revoked_at, Some(after_noon(2)));
    assert_eq!(found(&db.store, key).await.unwrap().revoked_at, None);

    let promoted = AgentUpdate { role: Some(AgentRole::Admin), ..AgentUpdate::default() };
    let token = credential_of(&db.store, bob.id, CredentialKind::AgentToken, 3).await;
    db.store.update_agent(bob.id, promoted, after_noon(3)).await.unwrap();
    assert_eq!(found(&db.store, token).await.unwrap().revoked_at, Some(after_noon(3)));
}
