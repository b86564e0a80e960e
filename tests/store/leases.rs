//! Work that one node at a time does.

use super::database::{Database, on_every_database};
use crate::support::clock::{after_noon, noon};

on_every_database!(one_node_has_a_lease_until_it_is_over, of_many_who_ask_at_once_one_gets_it);

async fn one_node_has_a_lease_until_it_is_over(db: Database) {
    let (one, two) = (&db.store, db.another_node().await);
    assert!(one.hold_lease("work", "one".into(), noon(), after_noon(10)).await.unwrap());
    assert!(!two.hold_lease("work", "two".into(), noon(), after_noon(10)).await.unwrap());
    assert!(two.hold_lease("other work", "two".into(), noon(), after_noon(10)).await.unwrap());
    assert!(one.hold_lease("work", "one".into(), after_noon(3), after_noon(13)).await.unwrap(), "it is renewed");
    assert!(!two.hold_lease("work", "two".into(), after_noon(12), after_noon(22)).await.unwrap());
    assert!(two.hold_lease("work", "two".into(), after_noon(14), after_noon(24)).await.unwrap(), "its holder is gone");
    assert!(!one.hold_lease("work", "one".into(), after_noon(15), after_noon(25)).await.unwrap(), "who was slow has lost it");
    one.release_lease("work", "one".into()).await.unwrap();
    assert!(!one.hold_lease("work", "one".into(), after_noon(15), after_noon(25)).await.unwrap(), "it is not one's to give up");
    two.release_lease("work", "two".into()).await.unwrap();
    assert!(one.hold_lease("work", "one".into(), after_noon(15), after_noon(25)).await.unwrap());
}

async fn of_many_who_ask_at_once_one_gets_it(db: Database) {
    let other = db.another_node().await;
    for round in 0..10 {
        let (now, until) = (after_noon(20 * round), after_noon(20 * round + 10));
        let asking: Vec<_> = (0..8)
            .map(|node| {
                let store = if node % 2 == 0 { db.store.clone() } else { other.clone() };
                tokio::spawn(async move { store.hold_lease("work", format!("node {node}"), now, until).await })
            })
            .collect();
        let mut holders = 0;
        for answer in asking {
            holders += usize::from(answer.await.unwrap().unwrap());
        }
        assert_eq!(holders, 1);
    }
}
