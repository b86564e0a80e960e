//! Visitors.

use super::*;
use std::collections::BTreeMap;
use supportchat::model::{Attributes, Error, Visit, VisitorUpdate};

on_every_database!(say_where_they_are, have_so_many_attributes, are_the_same_for_the_same_external_id, are_shown_to_those_who_may_see_their_sessions);

fn attributes(entries: &[(&str, &str)]) -> Attributes {
    entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn visit() -> Visit {
    // As long as they may be, in characters that take much room.
    Visit {
        page_url: "🦊".repeat(2048),
        page_title: "\"".repeat(255),
        referrer: "🦊".repeat(2048),
        locale: "de-AT".into(),
        time_zone: "Europe/Vienna".into(),
        user_agent: "ü".repeat(512),
        seen_at: noon(),
    }
}

fn known(external_id: &str) -> NewUser {
    NewUser { site_id: 1, name: "Vera".into(), email: String::new(), external_id: Some(external_id.into()) }
}

async fn say_where_they_are(db: Database) {
    let user = visitor(&db.store).await;
    let update = VisitorUpdate { name: Some("Vera B.".into()), attributes: attributes(&[("plan", "gold")]), ..VisitorUpdate::default() };
    db.store.update_visitor(user.id, update).await.unwrap();
    let there = VisitorUpdate { visit: Some(visit()), ..VisitorUpdate::default() };
    let changed = db.store.update_visitor(user.id, there).await.unwrap();
    assert_eq!(changed.user, User { name: "Vera B.".into(), ..user.clone() });
    assert_eq!((changed.visit.as_ref(), &changed.attributes), (Some(&visit()), &attributes(&[("plan", "gold")])));
    assert_eq!(db.store.list_visitors(vec![user.id], Actor::Service).await.unwrap(), std::slice::from_ref(&changed));
    assert_eq!(db.store.update_visitor(user.id, VisitorUpdate::default()).await.unwrap(), changed);
    assert!(matches!(db.store.update_visitor(user.id + 1, VisitorUpdate::default()).await, Err(Error::NotFound { .. })));
}

async fn have_so_many_attributes(db: Database) {
    let user = visitor(&db.store).await;
    let keys: Vec<String> = (0..VisitorUpdate::MAX_ATTRIBUTES).map(|n| format!("key {n:02}")).collect();
    let full = VisitorUpdate { attributes: keys.iter().map(|key| (key.clone(), "x".into())).collect(), ..VisitorUpdate::default() };
    db.store.update_visitor(user.id, full).await.unwrap();
    let set = |entries: &[(&str, &str)]| VisitorUpdate { attributes: attributes(entries), ..VisitorUpdate::default() };
    let refused = db.store.update_visitor(user.id, set(&[("one more", "x")])).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "attributes", .. })), "{refused:?}");
    let swapped = db.store.update_visitor(user.id, set(&[("key 00", ""), ("one more", "x"), ("never there", "")])).await.unwrap();
    assert_eq!(swapped.attributes.len(), VisitorUpdate::MAX_ATTRIBUTES);
    assert!(swapped.attributes.contains_key("one more") && !swapped.attributes.contains_key("key 00"));
}

async fn are_the_same_for_the_same_external_id(db: Database) {
    // Many calls at once find or make one user.
    let other = db.another_node().await;
    let calls = (0..16).map(|n| {
        let (store, update) = (if n % 2 == 0 { db.store.clone() } else { other.clone() }, VisitorUpdate::default());
        tokio::spawn(async move { store.ensure_visitor(known("crm-7"), update, noon()).await.unwrap().user.id })
    });
    let mut ids = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        ids.push(call.await.unwrap());
    }
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(db.store.list_users(Some("crm-7".into()), 0, 10).await.unwrap().len(), 1);

    let update = VisitorUpdate { name: Some("Vera B.".into()), attributes: attributes(&[("plan", "gold")]), ..VisitorUpdate::default() };
    let again = db.store.ensure_visitor(known("crm-7"), update, noon()).await.unwrap();
    assert_eq!((again.user.id, again.user.name.as_str()), (ids[0], "Vera B."));
    let third = db.store.ensure_visitor(known("crm-7"), VisitorUpdate::default(), noon()).await.unwrap();
    assert_eq!(third, again, "what is not said stays");
    assert!(third.verified());
    assert_ne!(db.store.ensure_visitor(known("CRM-7"), VisitorUpdate::default(), noon()).await.unwrap().user.id, ids[0]);
    let elsewhere = NewUser { site_id: 2, ..known("crm-7") };
    assert_ne!(db.store.ensure_visitor(elsewhere, VisitorUpdate::default(), noon()).await.unwrap().user.id, ids[0], "another site's");
}

async fn are_shown_to_those_who_may_see_their_sessions(db: Database) {
    let (ada, bob) = (available_agent(&db.store, 1).await, agent(&db.store, 1).await);
    let (active, waiting) = (session(&db.store).await, session(&db.store).await);
    assert_eq!(active.agent_id, Some(ada.id));
    let nobody = visitor(&db.store).await;
    let ids = vec![nobody.id, waiting.user_id, active.user_id, nobody.id + 1000];
    let shown = async |actor| -> Vec<i64> { db.store.list_visitors(ids.clone(), actor).await.unwrap().iter().map(|shown| shown.user.id).collect() };
    assert_eq!(shown(Actor::Agent(ada.id)).await, [active.user_id, waiting.user_id]);
    assert_eq!(shown(Actor::Agent(bob.id)).await, [waiting.user_id]);
    for all in [Actor::Admin(bob.id), Actor::Service] {
        assert_eq!(shown(all).await, [active.user_id, waiting.user_id, nobody.id]);
    }
    assert_eq!(shown(Actor::User(nobody.id)).await, [nobody.id]);
    // Ada's session ends and she gets the one that waited.
    db.store.close_session(active.id, Actor::Agent(ada.id), noon()).await.unwrap();
    assert_eq!(shown(Actor::Agent(ada.id)).await, [active.user_id, waiting.user_id], "what was hers stays hers to see");
    assert_eq!(shown(Actor::Agent(bob.id)).await, [0; 0]);
    let no_one = db.store.list_visitors(Vec::new(), Actor::Service).await.unwrap();
    assert!(no_one.is_empty());
    let first = db.store.list_visitors(vec![nobody.id], Actor::Service).await.unwrap();
    assert_eq!((first[0].visit.as_ref(), &first[0].attributes, first[0].verified()), (None, &BTreeMap::new(), false));
}
