//! Teams and canned replies.

use super::*;
use supportchat::model::{CannedReply, CannedReplyUpdate, Error, Noun, SessionStatus, Team, TeamUpdate};

on_every_database!(have_names_of_their_own, have_agents_for_members, leave_nothing_waiting_for_them, replies_have_shortcuts_of_their_own);

async fn have_names_of_their_own(db: Database) {
    let create = async |name: &str| db.store.create_team(name.into(), Vec::new(), noon()).await;
    let team = create("Отдел Ünterstützung").await.unwrap();
    assert_eq!(team, Team { id: team.id, name: "Отдел Ünterstützung".into(), agent_ids: Vec::new(), created_at: noon() });
    for same in ["Отдел Ünterstützung", "ОТДЕЛ ÜNTERSTÜTZUNG", "отдел ünterstützung"] {
        assert_eq!(create(same).await.unwrap_err(), Error::TeamNameTaken, "{same}");
    }
    let other = create("Billing").await.unwrap();
    let rename = |name: &str| TeamUpdate { name: Some(name.into()), agent_ids: None };
    assert_eq!(db.store.update_team(other.id, rename("отдел Ünterstützung"), noon()).await.unwrap_err(), Error::TeamNameTaken);
    assert_eq!(db.store.update_team(other.id, rename("BILLING"), noon()).await.unwrap().0.name, "BILLING", "its own name in another case");
    assert_eq!(db.store.list_teams(0, 1).await.unwrap(), std::slice::from_ref(&team));
    assert_eq!(db.store.list_teams(team.id, 10).await.unwrap().iter().map(|team| team.id).collect::<Vec<_>>(), [other.id]);
    // At once, one of them is the first.
    let both = [0, 1].map(|_| {
        let store = db.store.clone();
        tokio::spawn(async move { store.create_team("Sales".into(), Vec::new(), noon()).await })
    });
    let mut made = 0;
    for one in both {
        made += usize::from(one.await.unwrap().is_ok());
    }
    assert_eq!(made, 1);
    assert_eq!(db.store.delete_team(999, noon()).await.unwrap_err(), Error::not_found(Noun::Team, 999));
    assert_eq!(db.store.update_team(999, rename("x"), noon()).await.unwrap_err(), Error::not_found(Noun::Team, 999));
}

async fn have_agents_for_members(db: Database) {
    let (ada, bob) = (agent(&db.store, 1).await, agent(&db.store, 1).await);
    let team = db.store.create_team("Billing".into(), vec![ada.id, bob.id], noon()).await.unwrap();
    assert_eq!(team.agent_ids, [ada.id, bob.id]);
    let unknown = db.store.create_team("Sales".into(), vec![ada.id, 999], noon()).await.unwrap_err();
    assert_eq!(unknown, Error::not_found(Noun::Agent, 999));
    let members = |agent_ids: Vec<i64>| TeamUpdate { name: None, agent_ids: Some(agent_ids) };
    assert_eq!(db.store.update_team(team.id, members(vec![999]), noon()).await.unwrap_err(), Error::not_found(Noun::Agent, 999));
    assert_eq!(db.store.list_teams(0, 10).await.unwrap(), std::slice::from_ref(&team), "nothing of it was done");
    assert_eq!(db.store.update_team(team.id, members(vec![bob.id]), noon()).await.unwrap().0.agent_ids, [bob.id]);
    assert_eq!(db.store.update_team(team.id, TeamUpdate::default(), noon()).await.unwrap().0.agent_ids, [bob.id]);
    assert_eq!(db.store.update_team(team.id, members(Vec::new()), noon()).await.unwrap().0.agent_ids, [0; 0]);
}

async fn leave_nothing_waiting_for_them(db: Database) {
    let team = db.store.create_team("Billing".into(), Vec::new(), noon()).await.unwrap();
    let (waiting, other) = (session(&db.store).await, session(&db.store).await);
    db.sql(&format!("UPDATE chat_sessions SET team_id = {} WHERE id = {}", team.id, waiting.id)).await.unwrap();
    let changes = db.store.delete_team(team.id, noon()).await.unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!((changes[0].after.id, changes[0].after.team_id, changes[0].before.as_ref().unwrap().team_id), (waiting.id, None, Some(team.id)));
    assert_eq!(db.store.get_session(waiting.id).await.unwrap().unwrap(), waiting, "it waits for anyone");
    assert!(db.store.list_teams(0, 10).await.unwrap().is_empty());
    let ada = available_agent(&db.store, 2).await;
    for session in [waiting.id, other.id] {
        let session = db.store.get_session(session).await.unwrap().unwrap();
        assert_eq!((session.status, session.agent_id), (SessionStatus::Active, Some(ada.id)));
        assert_dense(&db.store, session.id).await;
    }
}

async fn replies_have_shortcuts_of_their_own(db: Database) {
    let create = async |shortcut: &str| db.store.create_canned_reply(shortcut.into(), "Привет {{visitor}} 🦊\n…".into(), noon()).await;
    let hello = create("hello").await.unwrap();
    assert_eq!(hello, CannedReply { id: hello.id, shortcut: "hello".into(), message: "Привет {{visitor}} 🦊\n…".into() });
    assert_eq!(create("hello").await.unwrap_err(), Error::ShortcutTaken);
    let bye = create("bye").await.unwrap();
    assert_eq!(db.store.list_canned_replies(0, 10).await.unwrap(), [hello.clone(), bye.clone()]);
    assert_eq!(db.store.list_canned_replies(hello.id, 10).await.unwrap(), std::slice::from_ref(&bye));
    let taken = CannedReplyUpdate { shortcut: Some("hello".into()), message: None };
    assert_eq!(db.store.update_canned_reply(bye.id, taken).await.unwrap_err(), Error::ShortcutTaken);
    let longer = CannedReplyUpdate { shortcut: None, message: Some("🦊".repeat(4096)) };
    assert_eq!(db.store.update_canned_reply(bye.id, longer).await.unwrap(), CannedReply { message: "🦊".repeat(4096), ..bye.clone() });
    db.store.delete_canned_reply(bye.id).await.unwrap();
    assert_eq!(db.store.delete_canned_reply(bye.id).await.unwrap_err(), Error::not_found(Noun::CannedReply, bye.id));
    assert_eq!(db.store.update_canned_reply(bye.id, CannedReplyUpdate::default()).await.unwrap_err(), Error::not_found(Noun::CannedReply, bye.id));
    assert!(create("bye").await.unwrap().id > bye.id);
}
