//! Sessions.

use super::*;
use crate::support::clock::after_noon;
use supportchat::model::{Error, Event, Noun, Participant, SessionFilter, SessionStatus};

on_every_database!(
    begin_in_the_queue,
    begin_once_however_often_it_is_asked,
    need_a_user_and_know_their_agents,
    are_listed_to_who_may_see_them,
    are_closed_once,
    are_accepted_by_one_agent,
    may_have_the_id_they_are_given
);

fn events(change: &supportchat::model::SessionChange) -> Vec<(i64, Body)> {
    change.entries.iter().map(|entry| (entry.seq, entry.body.clone())).collect()
}

async fn begin_in_the_queue(db: Database) {
    let user = visitor(&db.store).await;
    let (change, fresh) = db.store.create_session(of_user(user.id), noon()).await.unwrap();
    assert!(fresh && change.before.is_none());
    assert_eq!((change.after.status, change.after.agent_id, change.after.last_seq), (SessionStatus::Waiting, None, 1));
    assert_eq!(change.after.created_at, noon());
    assert_eq!(events(&change), [(1, Body::Event(Event::Created { user_id: user.id }))]);
    assert_eq!(change.entries[0].sender, Participant::System);
    assert_eq!(db.store.get_session(change.after.id).await.unwrap().as_ref(), Some(change.after.as_ref()));
    assert_eq!(log(&db.store, change.after.id).await, [change.entries[0].as_ref().clone()]);
    assert_eq!(db.store.get_session(change.after.id + 1).await.unwrap(), None);
}

async fn begin_once_however_often_it_is_asked(db: Database) {
    let user = visitor(&db.store).await;
    let new = |id: &str| NewSession { client_session_id: Some(id.into()), ..of_user(user.id) };
    let other = db.another_node().await;
    let requests = (0..8).map(|n| if n % 2 == 0 { &db.store } else { &other }.create_session(new("visit-1"), noon()));
    let answers: Vec<_> = futures::future::join_all(requests).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers.iter().filter(|(_, fresh)| *fresh).count(), 1);
    assert!(answers.iter().all(|(change, fresh)| change.after == answers[0].0.after && change.entries.is_empty() != *fresh));
    assert!(db.store.create_session(new("visit-2"), noon()).await.unwrap().1);
    assert!(db.store.create_session(new("visit-1 "), noon()).await.unwrap().1);
    let stranger = visitor(&db.store).await;
    assert!(db.store.create_session(NewSession { user_id: stranger.id, ..new("visit-1") }, noon()).await.unwrap().1);
}

async fn need_a_user_and_know_their_agents(db: Database) {
    let user = visitor(&db.store).await;
    assert_eq!(db.store.create_session(of_user(999), noon()).await.unwrap_err(), Error::not_found(Noun::User, 999));
    let with_nobody = NewSession { agent_id: Some(999), ..of_user(user.id) };
    assert_eq!(db.store.create_session(with_nobody, noon()).await.unwrap_err(), Error::not_found(Noun::Agent, 999));
    assert_eq!(db.store.list_sessions(SessionFilter::default(), i64::MAX, 10).await.unwrap(), [], "nothing is left of either");
}

async fn are_listed_to_who_may_see_them(db: Database) {
    let bob = agent(&db.store, 5).await;
    let (waits, his, closed) = (session(&db.store).await, session(&db.store).await, session(&db.store).await);
    db.store.accept_session(his.id, Actor::Agent(bob.id), noon()).await.unwrap();
    db.store.close_session(closed.id, Actor::Service, noon()).await.unwrap();
    let list = async |filter: SessionFilter, before: i64, limit: i64| {
        db.store.list_sessions(filter, before, limit).await.unwrap().into_iter().map(|session| session.id).collect::<Vec<_>>()
    };
    let seen_by = |actor| SessionFilter { visible_to: Some(actor), ..SessionFilter::default() };
    let all = vec![closed.id, his.id, waits.id];
    assert_eq!(list(seen_by(Actor::Admin(bob.id)), i64::MAX, 10).await, all);
    assert_eq!(list(seen_by(Actor::Service), i64::MAX, 10).await, all);
    assert_eq!(list(SessionFilter::default(), i64::MAX, 2).await, all[..2]);
    assert_eq!(list(SessionFilter::default(), his.id, 10).await, [waits.id]);
    assert_eq!(list(seen_by(Actor::Agent(bob.id)), i64::MAX, 10).await, [his.id, waits.id]);
    assert_eq!(list(seen_by(Actor::Agent(bob.id + 1)), i64::MAX, 10).await, [waits.id]);
    assert_eq!(list(seen_by(Actor::User(closed.user_id)), i64::MAX, 10).await, [closed.id]);
    assert_eq!(list(SessionFilter { status: Some(SessionStatus::Waiting), ..SessionFilter::default() }, i64::MAX, 10).await, [waits.id]);
    assert_eq!(list(SessionFilter { agent_id: Some(bob.id), ..SessionFilter::default() }, i64::MAX, 10).await, [his.id]);
    assert_eq!(list(SessionFilter { user_id: Some(his.user_id), ..SessionFilter::default() }, i64::MAX, 10).await, [his.id]);
    let foreign = SessionFilter { user_id: Some(his.user_id), ..seen_by(Actor::User(waits.user_id)) };
    assert_eq!(list(foreign, i64::MAX, 10).await, Vec::<i64>::new());
}

async fn are_closed_once(db: Database) {
    let bob = available_agent(&db.store, 5).await;
    let session = session(&db.store).await;
    assert_eq!(session.agent_id, Some(bob.id));
    let error = db.store.close_session(session.id, Actor::Agent(bob.id + 1), noon()).await.unwrap_err();
    assert_eq!(error, Error::not_found(Noun::Session, session.id));
    let changes = db.store.close_session(session.id, Actor::Agent(bob.id), after_noon(5)).await.unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].before.as_deref(), Some(&session));
    assert_eq!((changes[0].after.status, changes[0].after.closed_at), (SessionStatus::Closed, Some(after_noon(5))));
    assert_eq!(events(&changes[0]), [(3, Body::Event(Event::Closed { closed_by: Participant::Agent(bob.id) }))]);
    assert_eq!(db.store.get_agent(bob.id).await.unwrap().unwrap().active_sessions, 0);
    assert_eq!(db.store.close_session(session.id, Actor::Service, noon()).await.unwrap_err(), Error::SessionClosed(session.id));
    assert_dense(&db.store, session.id).await;
}

async fn are_accepted_by_one_agent(db: Database) {
    let session = session(&db.store).await;
    let (ada, bob) = (agent(&db.store, 1).await, agent(&db.store, 1).await);
    let accept = async |id, actor| db.store.accept_session(id, actor, noon()).await;
    assert!(matches!(accept(session.id, Actor::Service).await, Err(Error::RoleRequired(_))));
    let other = db.another_node().await;
    let (one, two) = tokio::join!(accept(session.id, Actor::Agent(ada.id)), other.accept_session(session.id, Actor::Agent(bob.id), noon()));
    let (change, loser) = if let Ok(change) = one { (change, (bob.id, two)) } else { (two.unwrap(), (ada.id, one)) };
    assert_eq!(loser.1.unwrap_err(), Error::not_found(Noun::Session, session.id), "who came second cannot see it any more");
    let winner = change.after.agent_id.unwrap();
    assert_eq!(events(&change), [(2, Body::Event(Event::Assigned { agent_id: winner }))]);

    let again = accept(session.id, Actor::Agent(winner)).await.unwrap();
    assert!(again.entries.is_empty() && again.before.as_ref() == Some(&again.after));
    assert_eq!(accept(session.id, Actor::Admin(loser.0)).await.unwrap_err(), Error::SessionTaken(session.id));
    let second = super::session(&db.store).await;
    assert_eq!(accept(second.id, Actor::Agent(winner)).await.unwrap_err(), Error::AgentAtCapacity(winner));
    db.store.close_session(session.id, Actor::Service, noon()).await.unwrap();
    assert_eq!(accept(session.id, Actor::Agent(winner)).await.unwrap_err(), Error::SessionClosed(session.id));
}

async fn may_have_the_id_they_are_given(db: Database) {
    let user = visitor(&db.store).await;
    let bob = agent(&db.store, 0).await;
    let new = NewSession { agent_id: Some(bob.id), ..of_user(user.id) };
    let change = db.store.ensure_session(123, new.clone(), noon()).await.unwrap();
    assert_eq!((change.after.id, change.after.agent_id, change.after.status), (123, Some(bob.id), SessionStatus::Active));
    assert_eq!(change.entries.len(), 2);
    let again = db.store.ensure_session(123, new, after_noon(1)).await.unwrap();
    assert!(again.entries.is_empty() && again.after == change.after);
    assert_eq!(db.store.get_agent(bob.id).await.unwrap().unwrap().active_sessions, 1);
    assert!(session(&db.store).await.id > 123);
    assert_dense(&db.store, 123).await;
}
