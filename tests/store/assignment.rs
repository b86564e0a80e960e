//! Which session goes to which agent.

use std::collections::BTreeMap;
use std::sync::Arc;

use rand::RngExt as _;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::*;
use crate::support::clock::after_noon;
use supportchat::model::{AgentUpdate, Error, Event, SessionFilter, SessionStatus};

on_every_database!(
    the_named_agent_goes_first,
    the_least_loaded_agent_comes_next,
    ties_go_round,
    the_oldest_goes_first,
    more_capacity_is_filled,
    a_place_that_is_freed_is_filled,
    everything_that_waits_is_assigned_at_the_start,
    nothing_breaks_however_it_comes
);

async fn create(store: &Store, agent_id: Option<i64>, seconds: i64) -> Arc<ChatSession> {
    let user = visitor(store).await;
    let new = NewSession { agent_id, ..of_user(user.id) };
    let (change, _) = store.create_session(new, after_noon(seconds)).await.unwrap();
    change.after
}

async fn the_named_agent_goes_first(db: Database) {
    let (ada, bob) = (available_agent(&db.store, 5).await, available_agent(&db.store, 1).await);
    let away = agent(&db.store, 5).await;
    assert_eq!(create(&db.store, Some(bob.id), 1).await.agent_id, Some(bob.id));
    assert_eq!(create(&db.store, Some(bob.id), 2).await.agent_id, Some(ada.id), "bob has no room");
    assert_eq!(create(&db.store, Some(away.id), 3).await.agent_id, Some(ada.id), "who is away cannot take it");
    let disabled = AgentUpdate { disabled: Some(true), ..AgentUpdate::default() };
    db.store.update_agent(ada.id, disabled, noon()).await.unwrap();
    assert_eq!(create(&db.store, Some(ada.id), 4).await.status, SessionStatus::Waiting);
}

async fn the_least_loaded_agent_comes_next(db: Database) {
    let (ada, bob) = (available_agent(&db.store, 5).await, available_agent(&db.store, 5).await);
    for seconds in 0..3 {
        create(&db.store, Some(ada.id), seconds).await;
    }
    let agents = [create(&db.store, None, 4).await.agent_id, create(&db.store, None, 5).await.agent_id, create(&db.store, None, 6).await.agent_id];
    assert_eq!(agents, [Some(bob.id); 3]);
}

async fn ties_go_round(db: Database) {
    let mut agents = Vec::new();
    for _ in 0..3 {
        agents.push(available_agent(&db.store, 5).await.id);
    }
    let mut asked = Vec::new();
    for seconds in 0..6 {
        let session = create(&db.store, None, seconds).await;
        asked.push(session.agent_id.unwrap());
        // Each is done at once, so that all are equally loaded and only the turn decides.
        db.store.close_session(session.id, Actor::Service, after_noon(seconds)).await.unwrap();
    }
    assert_eq!(asked, [agents.clone(), agents].concat());
}

async fn the_oldest_goes_first(db: Database) {
    let mut waiting = Vec::new();
    for seconds in 0..4 {
        waiting.push(create(&db.store, None, seconds).await.id);
    }
    let bob = agent(&db.store, 3).await;
    let (bob, changes) = db.store.set_availability(bob.id, true, noon()).await.unwrap();
    assert_eq!(bob.active_sessions, 3);
    assert_eq!(changes.iter().map(|change| change.after.id).collect::<Vec<_>>(), waiting[..3]);
    for change in &changes {
        assert_eq!((change.before.as_ref().unwrap().status, change.after.status), (SessionStatus::Waiting, SessionStatus::Active));
        assert_eq!(change.entries[0].body, Body::Event(Event::Assigned { agent_id: bob.id }));
        assert_eq!(db.store.get_session(change.after.id).await.unwrap().as_ref(), Some(change.after.as_ref()));
        assert_dense(&db.store, change.after.id).await;
    }
    assert_eq!(create(&db.store, Some(bob.id), 9).await.status, SessionStatus::Waiting);
    // Two agents who come back to a queue share it.
    let queue = db.store.set_availability(bob.id, false, noon()).await.unwrap().1;
    assert!(queue.is_empty());
}

async fn more_capacity_is_filled(db: Database) {
    let bob = available_agent(&db.store, 1).await;
    for seconds in 0..4 {
        create(&db.store, None, seconds).await;
    }
    let update = AgentUpdate { capacity: Some(3), ..AgentUpdate::default() };
    let (bob, changes) = db.store.update_agent(bob.id, update, noon()).await.unwrap();
    assert_eq!((bob.active_sessions, changes.len()), (3, 2));
}

async fn a_place_that_is_freed_is_filled(db: Database) {
    let bob = available_agent(&db.store, 1).await;
    let first = create(&db.store, None, 0).await;
    let (second, third) = (create(&db.store, None, 1).await, create(&db.store, None, 2).await);
    let changes = db.store.close_session(first.id, Actor::User(first.user_id), noon()).await.unwrap();
    assert_eq!(changes.iter().map(|change| change.after.id).collect::<Vec<_>>(), [first.id, second.id]);
    assert_eq!(changes[1].after.agent_id, Some(bob.id));
    // What waits takes nobody's place with it when it ends.
    let changes = db.store.close_session(third.id, Actor::User(third.user_id), noon()).await.unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(db.store.get_agent(bob.id).await.unwrap().unwrap().active_sessions, 1);
    // Who is away gets no more.
    create(&db.store, None, 3).await;
    db.store.set_availability(bob.id, false, noon()).await.unwrap();
    assert_eq!(db.store.close_session(second.id, Actor::Agent(bob.id), noon()).await.unwrap().len(), 1);
}

async fn everything_that_waits_is_assigned_at_the_start(db: Database) {
    for seconds in 0..7 {
        create(&db.store, None, seconds).await;
    }
    let (ada, bob) = (agent(&db.store, 3).await, agent(&db.store, 3).await);
    // As an older version or somebody with SQL could have left it.
    db.sql("UPDATE agents SET availability_status = 'available'").await.unwrap();
    let changes = db.store.assign_waiting(noon()).await.unwrap();
    let agents: Vec<_> = changes.iter().map(|change| change.after.agent_id.unwrap()).collect();
    assert_eq!(agents, [ada.id, bob.id, ada.id, bob.id, ada.id, bob.id], "in turn");
    assert!(db.store.assign_waiting(noon()).await.unwrap().is_empty());
}

/// Creates, closes, accepts, comes and goes, on two nodes at once, and then looks whether the books are right.
async fn nothing_breaks_however_it_comes(db: Database) {
    let nodes = [db.store.clone(), db.another_node().await];
    let mut agents = Vec::new();
    for capacity in [1, 2, 3] {
        agents.push(available_agent(&db.store, capacity).await.id);
    }
    let user = visitor(&db.store).await.id;
    let seed = rand::random::<u64>();
    println!("seed {seed}");
    let mut tasks = Vec::new();
    for task in 0..8 {
        let (store, agents) = (nodes[task % 2].clone(), agents.clone());
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(task as u64));
        tasks.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            for step in 0..25 {
                let now = after_noon(step);
                let agent = agents[random.random_range(0..agents.len())];
                match random.random_range(0..10) {
                    0..=3 => {
                        let agent_id = random.random_bool(0.3).then_some(agent);
                        let new = NewSession { agent_id, ..of_user(user) };
                        mine.push(store.create_session(new, now).await.unwrap().0.after.as_ref().clone());
                    }
                    4..=5 if !mine.is_empty() => {
                        let session = mine.swap_remove(random.random_range(0..mine.len()));
                        store.close_session(session.id, Actor::Service, now).await.unwrap();
                    }
                    6 if !mine.is_empty() => {
                        let session = &mine[random.random_range(0..mine.len())];
                        match store.accept_session(session.id, Actor::Agent(agent), now).await {
                            Ok(_) | Err(Error::NotFound { .. } | Error::AgentAtCapacity(_)) => {}
                            Err(error) => panic!("{error:?}"),
                        }
                    }
                    7 => {
                        // One more than at first: it only grows, so that nobody may ever have more sessions than that.
                        let capacity = agents.iter().zip(2..).find(|(id, _)| **id == agent).map(|(_, capacity)| capacity);
                        store.update_agent(agent, AgentUpdate { capacity, ..AgentUpdate::default() }, now).await.unwrap();
                    }
                    8 if !mine.is_empty() => {
                        let session = &mine[random.random_range(0..mine.len())];
                        store.append(vec![text(session, &format!("{task}-{step}"), "hello")], now).await.unwrap().remove(0).unwrap();
                    }
                    _ => {
                        store.set_availability(agent, random.random_bool(0.7), now).await.unwrap();
                    }
                }
                let agent = store.get_agent(agent).await.unwrap().unwrap();
                assert!(agent.active_sessions <= agent.capacity, "{agent:?}");
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let sessions = db.store.list_sessions(SessionFilter::default(), i64::MAX, 100_000).await.unwrap();
    let mut active: BTreeMap<i64, i32> = BTreeMap::new();
    for session in &sessions {
        assert_dense(&db.store, session.id).await;
        let log = log(&db.store, session.id).await;
        let assigned: Vec<i64> = log
            .iter()
            .filter_map(|message| if let Body::Event(Event::Assigned { agent_id }) = message.body { Some(agent_id) } else { None })
            .collect();
        assert_eq!(assigned, session.agent_id.into_iter().collect::<Vec<_>>(), "assigned once, as its log says");
        if session.status == SessionStatus::Active {
            *active.entry(session.agent_id.unwrap()).or_default() += 1;
        }
    }
    let somebody_waits = sessions.iter().any(|session| session.status == SessionStatus::Waiting);
    for id in agents {
        let agent = db.store.get_agent(id).await.unwrap().unwrap();
        assert_eq!(agent.active_sessions, active.get(&id).copied().unwrap_or(0), "the counter is the count");
        assert!(agent.active_sessions <= agent.capacity, "{agent:?}");
        assert!(!(somebody_waits && agent.available && agent.active_sessions < agent.capacity), "nobody waits while somebody has room");
    }
}
