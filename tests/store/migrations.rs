//! The schema comes and goes.

use super::*;

on_every_database!(go_down_and_up_again, two_nodes_migrate_at_once, keep_what_the_contract_names, know_what_an_availability_is);

async fn go_down_and_up_again(db: Database) {
    let store = &db.store;
    assert_eq!(store.pending_migrations().await.unwrap(), Vec::<String>::new());
    assert_eq!(store.migrate().await.unwrap(), Vec::<String>::new(), "nothing is run twice");

    let mut reverted = Vec::new();
    while let Some(name) = store.revert_migration().await.unwrap() {
        reverted.insert(0, name);
    }
    assert_eq!(reverted[0], "2026-11-22-000001_initial");
    assert!(db.sql("SELECT id FROM chat_sessions").await.is_err(), "the tables are gone");
    assert_eq!(store.pending_migrations().await.unwrap(), reverted);

    assert_eq!(store.migrate().await.unwrap(), reverted);
    session(store).await;
}

async fn two_nodes_migrate_at_once(db: Database) {
    let mut all = Vec::new();
    while let Some(name) = db.store.revert_migration().await.unwrap() {
        all.insert(0, name);
    }
    assert!(all.len() >= 5);
    let other = db.another_node().await;
    let (one, two) = tokio::join!(db.store.migrate(), other.migrate());
    let mut names = [one.unwrap(), two.unwrap()].concat();
    names.sort_unstable();
    assert_eq!(names, all, "each migration is run by one of them");
}

async fn keep_what_the_contract_names(db: Database) {
    for query in [
        "SELECT id, user_id, agent_id, created_at FROM chat_sessions WHERE id = 0",
        "SELECT id, name, email FROM users WHERE id = 0",
        "SELECT id, name, availability_status FROM agents WHERE id = 0",
        "SELECT id, chat_session_id, message, created_at FROM messages WHERE id = 0",
    ] {
        db.sql(query).await.unwrap();
    }
    let site = db.store.get_site_by_key("default").await.unwrap().unwrap();
    assert_eq!((site.id, site.name.as_str()), (1, "Default site"));
    assert_eq!(db.store.get_site_by_key("default ").await.unwrap(), None);
    db.store.ping().await.unwrap();
}

async fn know_what_an_availability_is(db: Database) {
    let agent = agent(&db.store, 1).await;
    let set = |value: &str| format!("UPDATE agents SET availability_status = '{value}' WHERE id = {}", agent.id);
    db.sql(&set("available")).await.unwrap();
    assert!(db.store.get_agent(agent.id).await.unwrap().unwrap().available);
    db.sql(&set("asleep")).await.unwrap_err();
}

#[tokio::test]
async fn urls_that_cannot_be_used_are_refused_without_repeating_them() {
    use supportchat::store::{Options, Store};
    for url in ["postgres://u:secret@h/d", "sqlite:", "mysql://u:secret@h:port/d", "mysql://u:secret@h/d?no_such_option=1", "mysql://u:secret@h"] {
        let error = Store::connect(Options::new(url)).await.unwrap_err().to_string();
        assert!(error.contains("URL") && !error.contains("secret"), "{error}");
    }
    let options = Options::new("mysql://u:secret@127.0.0.1:1/d");
    assert!(!format!("{options:?}").contains("secret"));
    let store = Store::connect(options).await.unwrap();
    let error = store.ping().await.unwrap_err();
    assert!(matches!(error, supportchat::model::Error::Unavailable(_)), "{error:?}");
    assert!(!format!("{store:?} {error:?}").contains("secret"));
}
