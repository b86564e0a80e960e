//! Users.

use super::*;
use supportchat::model::{Error, UserUpdate};

on_every_database!(are_stored_as_they_came, have_an_external_id_of_their_own, are_changed, may_have_the_id_they_are_given);

fn named(name: &str, external_id: Option<&str>) -> NewUser {
    NewUser { site_id: 1, name: name.into(), email: "v@example.com".into(), external_id: external_id.map(str::to_owned) }
}

async fn are_stored_as_they_came(db: Database) {
    let user = db.store.create_user(named("Вера 🦊 مرحبا", Some("crm-7")), noon()).await.unwrap();
    assert_eq!(user.name, "Вера 🦊 مرحبا");
    assert_eq!(user.created_at, noon());
    assert_eq!(db.store.get_user(user.id).await.unwrap(), Some(user.clone()));
    assert_eq!(db.store.get_user(user.id + 1).await.unwrap(), None);
}

async fn have_an_external_id_of_their_own(db: Database) {
    let user = db.store.create_user(named("Vera", Some("crm-7")), noon()).await.unwrap();
    assert_eq!(db.store.create_user(named("Eve", Some("crm-7")), noon()).await, Err(Error::ExternalIdTaken));
    // Byte by byte: neither case nor a space at the end makes two ids the same.
    for other in ["CRM-7", "crm-7 "] {
        db.store.create_user(named("Otto", Some(other)), noon()).await.unwrap();
    }
    db.store.create_user(named("Nobody", None), noon()).await.unwrap();
    db.store.create_user(named("Nobody", None), noon()).await.unwrap();

    let found = db.store.list_users(Some("crm-7".into()), 0, 10).await.unwrap();
    assert_eq!(found, std::slice::from_ref(&user));
    let all: Vec<i64> = db.store.list_users(None, user.id, 3).await.unwrap().iter().map(|user| user.id).collect();
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted() && all[0] > user.id);
}

async fn are_changed(db: Database) {
    let user = db.store.create_user(named("Vera", None), noon()).await.unwrap();
    let update = UserUpdate { name: Some("Vera B.".into()), email: None };
    let changed = db.store.update_user(user.id, update.clone(), noon()).await.unwrap();
    assert_eq!(changed, User { name: "Vera B.".into(), ..user });
    assert_eq!(db.store.update_user(user.id, update, noon()).await.unwrap(), changed, "the same again is no error");
    assert!(matches!(db.store.update_user(user.id + 1, UserUpdate::default(), noon()).await, Err(Error::NotFound { .. })));
}

async fn may_have_the_id_they_are_given(db: Database) {
    let first = db.store.ensure_user(4711, named("Vera", None), noon()).await.unwrap();
    assert_eq!(first.id, 4711);
    assert_eq!(db.store.ensure_user(4711, named("Eve", None), noon()).await.unwrap(), first);
    assert!(db.store.create_user(named("Next", None), noon()).await.unwrap().id > 4711);
}
