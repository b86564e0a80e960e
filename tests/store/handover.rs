//! Sessions that change hands: teams, transfer, reopening, and agents who have gone.

use super::*;
use crate::support::clock::{after_noon, standing};
use std::sync::{Arc, Mutex};
use supportchat::model::{Error, Event, Noun, Participant, SessionChange, SessionStatus, TransferTarget};
use supportchat::store::{OnCommit, OnReopen, Writer};

on_every_database!(
    what_waits_for_a_team_goes_to_its_members_alone,
    a_team_without_room_holds_up_nobody,
    is_handed_to_an_agent_who_can_take_it,
    is_handed_to_a_team,
    opens_again_for_its_agent_within_the_window,
    opens_again_when_its_user_writes,
    opens_again_for_anyone_once_its_team_is_gone,
    messages_that_open_a_session_keep_their_order,
    who_has_gone_loses_their_sessions_once,
    who_was_never_connected_is_not_missed,
    a_visitor_has_five_open_sessions_at_most
);

async fn team(db: &Database, id: i64, members: &[i64]) {
    db.sql(&format!("INSERT INTO teams (id, name) VALUES ({id}, 'team {id}')")).await.unwrap();
    for agent in members {
        db.sql(&format!("INSERT INTO team_members (team_id, agent_id) VALUES ({id}, {agent})")).await.unwrap();
    }
}

async fn window(db: &Database, seconds: i64) {
    db.sql(&format!("UPDATE sites SET settings = '{{\"reopen_window_seconds\":{seconds}}}'")).await.unwrap();
}

fn events(change: &SessionChange) -> Vec<Event> {
    let event = |entry: &Arc<Message>| if let Body::Event(event) = &entry.body { event.clone() } else { panic!("{entry:?}") };
    change.entries.iter().map(event).collect()
}

async fn now(db: &Database, session: &ChatSession) -> ChatSession {
    db.store.get_session(session.id).await.unwrap().unwrap()
}

async fn load(db: &Database, agent: &Agent) -> i32 {
    db.store.get_agent(agent.id).await.unwrap().unwrap().active_sessions
}

async fn what_waits_for_a_team_goes_to_its_members_alone(db: Database) {
    let (ada, bob) = (agent(&db.store, 1).await, agent(&db.store, 2).await);
    team(&db, 7, &[ada.id]).await;
    let (first, second, third) = (session(&db.store).await, session(&db.store).await, session(&db.store).await);
    db.store.transfer_session(first.id, Actor::Service, TransferTarget::Team(7), noon()).await.unwrap();
    let (_, changes) = db.store.set_availability(bob.id, true, noon()).await.unwrap();
    assert_eq!(changes.iter().map(|change| change.after.id).collect::<Vec<_>>(), [second.id, third.id]);
    let fourth = session(&db.store).await;
    assert_eq!(fourth.status, SessionStatus::Waiting);
    let (_, changes) = db.store.set_availability(ada.id, true, noon()).await.unwrap();
    assert_eq!(changes.iter().map(|change| (change.after.id, change.after.agent_id)).collect::<Vec<_>>(), [(first.id, Some(ada.id))]);
    // By hand anyone may take what waits for a team, and a place that is freed goes to the oldest whom its agent may take.
    let fifth = session(&db.store).await;
    db.store.transfer_session(fifth.id, Actor::Service, TransferTarget::Team(7), noon()).await.unwrap();
    let changes = db.store.close_session(second.id, Actor::Service, noon()).await.unwrap();
    assert_eq!(changes.iter().map(|change| change.after.id).collect::<Vec<_>>(), [second.id, fourth.id]);
    assert_eq!(db.store.close_session(third.id, Actor::Service, noon()).await.unwrap().len(), 1, "what waits for the team is not Bob's");
    let accepted = db.store.accept_session(fifth.id, Actor::Agent(bob.id), noon()).await.unwrap();
    assert_eq!((accepted.after.agent_id, accepted.after.team_id), (Some(bob.id), Some(7)));
}

async fn a_team_without_room_holds_up_nobody(db: Database) {
    let (ada, bob) = (agent(&db.store, 1).await, agent(&db.store, 1).await);
    team(&db, 7, &[ada.id]).await;
    team(&db, 9, &[]).await;
    let mut waiting = Vec::new();
    for _ in 0..50 {
        waiting.push(session(&db.store).await);
    }
    let (served, unserved) = (waiting[5].id, waiting[30].id);
    db.sql(&format!("UPDATE chat_sessions SET team_id = CASE WHEN id <= {unserved} AND id >= {served} THEN 7 ELSE 9 END")).await.unwrap();
    let last = session(&db.store).await;
    db.sql("UPDATE agents SET availability_status = 'available'").await.unwrap();
    let changes = db.store.assign_waiting(noon()).await.unwrap();
    let given: Vec<_> = changes.iter().map(|change| (change.after.id, change.after.agent_id.unwrap())).collect();
    assert_eq!(given, [(served, ada.id), (last.id, bob.id)], "the oldest of the team, and behind fifty others the only one for anyone");
    // So it is with the place that one closed session frees.
    let next = session(&db.store).await;
    let changes = db.store.close_session(last.id, Actor::Service, noon()).await.unwrap();
    assert_eq!(changes[1].after.id, next.id);
    // Nobody is overtaken by a new session: Ada has her team's next one before it.
    db.sql(&format!("UPDATE agents SET capacity = 2 WHERE id = {}", ada.id)).await.unwrap();
    assert_eq!(session(&db.store).await.status, SessionStatus::Waiting);
}

async fn is_handed_to_an_agent_who_can_take_it(db: Database) {
    let (ada, bob, eve) = (available_agent(&db.store, 1).await, agent(&db.store, 1).await, agent(&db.store, 1).await);
    let mine = session(&db.store).await;
    let waits = session(&db.store).await;
    let to = async |session: &ChatSession, actor, agent| db.store.transfer_session(session.id, actor, TransferTarget::Agent(agent), noon()).await;
    assert_eq!(to(&mine, Actor::Agent(ada.id), bob.id).await.unwrap_err(), Error::AgentUnavailable(bob.id));
    assert_eq!(to(&mine, Actor::Agent(ada.id), 999).await.unwrap_err(), Error::not_found(Noun::Agent, 999));
    assert_eq!(to(&mine, Actor::Agent(eve.id), bob.id).await.unwrap_err(), Error::not_found(Noun::Session, mine.id), "it is not hers");
    assert_eq!(now(&db, &mine).await, mine, "nothing happened");
    db.sql(&format!("UPDATE agents SET availability_status = 'available', active_sessions = 1 WHERE id = {}", bob.id)).await.unwrap();
    assert_eq!(to(&mine, Actor::Agent(ada.id), bob.id).await.unwrap_err(), Error::AgentAtCapacity(bob.id));
    assert_eq!(load(&db, &ada).await, 1, "and she still has it");
    db.sql(&format!("UPDATE agents SET active_sessions = 0 WHERE id = {}", bob.id)).await.unwrap();

    let changes = to(&mine, Actor::Agent(ada.id), bob.id).await.unwrap();
    let transferred = Event::Transferred { transferred_by: Participant::Agent(ada.id), agent_id: Some(bob.id), team_id: None };
    assert_eq!(events(&changes[0]), [transferred, Event::Assigned { agent_id: bob.id }]);
    assert_eq!((changes[0].after.status, changes[0].after.agent_id), (SessionStatus::Active, Some(bob.id)));
    assert_eq!((changes[1].after.id, changes[1].after.agent_id), (waits.id, Some(ada.id)), "her place goes to who waits");
    assert_eq!((load(&db, &ada).await, load(&db, &bob).await), (1, 1));
    let again = to(&mine, Actor::Service, bob.id).await.unwrap();
    assert!(again.len() == 1 && again[0].entries.is_empty(), "he has it already");
    db.store.close_session(mine.id, Actor::Service, noon()).await.unwrap();
    assert_eq!(to(&mine, Actor::Service, bob.id).await.unwrap_err(), Error::SessionClosed(mine.id));
    for session in [&mine, &waits] {
        assert_eq!(db.store.get_session(session.id).await.unwrap().unwrap(), now(&db, session).await);
        assert_dense(&db.store, session.id).await;
    }
}

async fn is_handed_to_a_team(db: Database) {
    let ada = available_agent(&db.store, 5).await;
    let mine = session(&db.store).await;
    let (bob, eve) = (available_agent(&db.store, 5).await, agent(&db.store, 5).await);
    team(&db, 7, &[ada.id, bob.id]).await;
    team(&db, 8, &[eve.id]).await;
    let to = async |team| db.store.transfer_session(mine.id, Actor::Service, TransferTarget::Team(team), after_noon(3)).await;
    assert_eq!(to(999).await.unwrap_err(), Error::not_found(Noun::Team, 999));
    let change = to(7).await.unwrap().remove(0);
    assert_eq!((change.after.agent_id, change.after.team_id), (Some(bob.id), Some(7)), "another member than who had it");
    let change = to(8).await.unwrap().remove(0);
    assert_eq!(events(&change), [Event::Transferred { transferred_by: Participant::System, agent_id: None, team_id: Some(8) }]);
    assert_eq!((change.after.status, change.after.agent_id, change.after.waiting_since), (SessionStatus::Waiting, None, Some(after_noon(3))));
    assert_eq!(*change.after, now(&db, &mine).await);
    assert!(to(8).await.unwrap()[0].entries.is_empty(), "it waits for them already");
    assert_eq!((load(&db, &ada).await, load(&db, &bob).await), (0, 0));
    let (_, changes) = db.store.set_availability(eve.id, true, noon()).await.unwrap();
    assert_eq!((changes[0].after.id, changes[0].after.agent_id), (mine.id, Some(eve.id)));
}

async fn opens_again_for_its_agent_within_the_window(db: Database) {
    let ada = available_agent(&db.store, 1).await;
    let mine = session(&db.store).await;
    let again = async |seconds| db.store.reopen_session(mine.id, Actor::Agent(ada.id), after_noon(seconds)).await;
    assert_eq!(again(0).await.unwrap_err(), Error::SessionOpen(mine.id));
    db.store.close_session(mine.id, Actor::Service, noon()).await.unwrap();
    assert_eq!(again(0).await.unwrap_err(), Error::ReopenWindowOver(mine.id), "by default it never opens");
    window(&db, 60).await;
    assert_eq!(again(60).await.unwrap_err(), Error::ReopenWindowOver(mine.id));
    let other = session(&db.store).await;
    assert_eq!(again(59).await.unwrap_err(), Error::AgentAtCapacity(ada.id));
    db.store.close_session(other.id, Actor::Service, noon()).await.unwrap();
    let stranger = Actor::Agent(ada.id + 1);
    assert_eq!(db.store.reopen_session(mine.id, stranger, noon()).await.unwrap_err(), Error::not_found(Noun::Session, mine.id));
    let change = again(59).await.unwrap();
    assert_eq!(events(&change), [Event::Reopened { reopened_by: Participant::Agent(ada.id) }, Event::Assigned { agent_id: ada.id }]);
    assert_eq!((change.after.closed_at, load(&db, &ada).await), (None, 1));
    assert_eq!(*change.after, now(&db, &mine).await);
}

async fn opens_again_when_its_user_writes(db: Database) {
    let (ada, bob) = (available_agent(&db.store, 1).await, agent(&db.store, 1).await);
    let mine = session(&db.store).await;
    let user = Actor::User(mine.user_id);
    db.store.close_session(mine.id, user, noon()).await.unwrap();
    let write = async |seconds| db.store.reopen_for_user(mine.id, user, after_noon(seconds)).await;
    assert_eq!(write(1).await.unwrap_err(), Error::SessionClosed(mine.id));
    window(&db, 60).await;
    assert_eq!(write(60).await.unwrap_err(), Error::SessionClosed(mine.id));
    let by = Event::Reopened { reopened_by: Participant::User(mine.user_id) };
    let changes = write(59).await.unwrap();
    assert_eq!(events(&changes[0]), [by.clone(), Event::Assigned { agent_id: ada.id }]);
    assert!(write(59).await.unwrap().is_empty(), "it is open");
    db.store.close_session(mine.id, user, noon()).await.unwrap();
    // Ada is away: Bob has it, and with him away too it waits.
    db.store.set_availability(ada.id, false, noon()).await.unwrap();
    db.store.set_availability(bob.id, true, noon()).await.unwrap();
    assert_eq!(write(1).await.unwrap()[0].after.agent_id, Some(bob.id));
    db.store.close_session(mine.id, user, noon()).await.unwrap();
    db.store.set_availability(bob.id, false, noon()).await.unwrap();
    let changes = write(1).await.unwrap();
    assert_eq!(events(&changes[0]), [by]);
    assert_eq!((changes[0].after.status, changes[0].after.agent_id), (SessionStatus::Waiting, None));
    assert_dense(&db.store, mine.id).await;
    assert_eq!((load(&db, &ada).await, load(&db, &bob).await), (0, 0));
}

async fn opens_again_for_anyone_once_its_team_is_gone(db: Database) {
    window(&db, 60).await;
    team(&db, 7, &[]).await;
    let mine = session(&db.store).await;
    db.store.transfer_session(mine.id, Actor::Service, TransferTarget::Team(7), noon()).await.unwrap();
    db.store.close_session(mine.id, Actor::Service, noon()).await.unwrap();
    db.store.delete_team(7, noon()).await.unwrap();
    db.store.reopen_for_user(mine.id, Actor::User(mine.user_id), after_noon(1)).await.unwrap();
    let ada = available_agent(&db.store, 1).await;
    let opened = now(&db, &mine).await;
    assert_eq!((opened.status, opened.agent_id, opened.team_id), (SessionStatus::Active, Some(ada.id), None));
    assert_dense(&db.store, mine.id).await;
}

async fn messages_that_open_a_session_keep_their_order(db: Database) {
    let mine = session(&db.store).await;
    window(&db, 60).await;
    db.store.close_session(mine.id, Actor::Service, noon()).await.unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let (changes, entries) = (Arc::clone(&told), Arc::clone(&told));
    let on_reopen: OnReopen = Arc::new(move |reopened| changes.lock().unwrap().extend(reopened.iter().flat_map(|change| change.entries.clone())));
    let on_commit: OnCommit = Arc::new(move |stored| entries.lock().unwrap().extend(stored.iter().cloned()));
    let writer = Writer::start(&db.store, &standing(), &on_commit, &on_reopen, 1);
    let mut pending = Vec::new();
    for number in 0..20 {
        pending.push(writer.submit(text(&mine, &number.to_string(), &format!("message {number}"))).await.unwrap());
    }
    let mut seqs = Vec::new();
    for pending in pending {
        let (message, fresh) = pending.done().await.unwrap();
        assert!(fresh);
        seqs.push(message.seq);
    }
    // Created, closed, reopened.
    assert_eq!(seqs, (4..24).collect::<Vec<_>>());
    assert_eq!(told.lock().unwrap().iter().map(|entry| entry.seq).collect::<Vec<_>>(), (3..24).collect::<Vec<_>>(), "told in order too");
    assert_dense(&db.store, mine.id).await;
    // Sent again after the next end they are found, and open nothing.
    db.store.close_session(mine.id, Actor::Service, noon()).await.unwrap();
    let (again, fresh) = writer.send(text(&mine, "7", "message 7")).await.unwrap();
    assert_eq!((again.seq, fresh, now(&db, &mine).await.status), (11, false, SessionStatus::Closed));
    // An agent's message opens nothing either.
    let ada = agent(&db.store, 1).await;
    let message = NewMessage { actor: Actor::Admin(ada.id), ..text(&mine, "a", "hello") };
    assert_eq!(writer.send(message).await.unwrap_err(), Error::SessionClosed(mine.id));
    window(&db, 0).await;
    assert_eq!(writer.send(text(&mine, "late", "late")).await.unwrap_err(), Error::SessionClosed(mine.id));
}

async fn who_has_gone_loses_their_sessions_once(db: Database) {
    let ada = available_agent(&db.store, 5).await;
    db.store.connect_agents(vec![ada.id], after_noon(45)).await.unwrap();
    let (first, second) = (session(&db.store).await, session(&db.store).await);
    let bob = available_agent(&db.store, 1).await;
    assert!(db.store.gone_agents(after_noon(45), 10).await.unwrap().is_empty(), "not yet");
    assert_eq!(db.store.gone_agents(after_noon(46), 10).await.unwrap(), [ada.id]);
    // They renew their lease just in time.
    db.store.connect_agents(vec![ada.id], after_noon(60)).await.unwrap();
    assert!(db.store.dismiss_agent(ada.id, after_noon(46), after_noon(46)).await.unwrap().is_none());
    assert_eq!(load(&db, &ada).await, 2);
    // An older renewal that comes late takes nothing back; who leaves ends it.
    db.store.connect_agents(vec![ada.id], after_noon(50)).await.unwrap();
    assert!(db.store.gone_agents(after_noon(60), 10).await.unwrap().is_empty());
    db.store.leave_node("test".into(), vec![Participant::Agent(ada.id)], after_noon(47)).await.unwrap();

    let other = db.another_node().await;
    let dismiss = |store: Store| async move { store.dismiss_agent(ada.id, after_noon(60), after_noon(61)).await.unwrap() };
    let (one, two) = tokio::join!(dismiss(db.store.clone()), dismiss(other));
    assert!(one.is_some() != two.is_some(), "one node does it");
    let changes = one.or(two).unwrap();
    let requeued = Event::Requeued { agent_id: ada.id };
    assert_eq!(events(&changes[0]), [requeued.clone(), Event::Assigned { agent_id: bob.id }]);
    assert_eq!((changes[0].before.as_ref().unwrap().agent_id, changes[0].after.agent_id), (Some(ada.id), Some(bob.id)));
    assert_eq!(events(&changes[1]), [requeued]);
    let waits = now(&db, &second).await;
    assert_eq!((waits.status, waits.agent_id, waits.waiting_since), (SessionStatus::Waiting, None, Some(after_noon(61))));
    assert_eq!((now(&db, &first).await, waits), (changes[0].after.as_ref().clone(), changes[1].after.as_ref().clone()));
    let gone = db.store.get_agent(ada.id).await.unwrap().unwrap();
    assert_eq!((gone.available, gone.active_sessions, gone.connected_until), (false, 0, None));
    for session in [&first, &second] {
        assert_dense(&db.store, session.id).await;
    }
}

async fn who_was_never_connected_is_not_missed(db: Database) {
    let bot = available_agent(&db.store, 5).await;
    assert!(db.store.gone_agents(after_noon(1_000_000), 10).await.unwrap().is_empty());
    db.store.leave_node("test".into(), vec![Participant::Agent(bot.id)], noon()).await.unwrap();
    assert!(db.store.gone_agents(after_noon(1_000_000), 10).await.unwrap().is_empty());
    db.store.connect_agents(vec![bot.id], after_noon(45)).await.unwrap();
    // As long as the lease lasts it counts, whatever they say of themselves; made available after it, they are not missed any more.
    let until = async |seconds, available| db.store.set_availability(bot.id, available, after_noon(seconds)).await.unwrap().0.connected_until;
    assert_eq!(until(44, true).await, Some(after_noon(45)));
    assert_eq!(until(46, false).await, Some(after_noon(45)), "who is unavailable is missed too");
    assert_eq!(until(46, true).await, None);
}

async fn a_visitor_has_five_open_sessions_at_most(db: Database) {
    let user = visitor(&db.store).await.id;
    let limited = || NewSession { limited: true, ..of_user(user) };
    let other = db.another_node().await;
    let asked = (0..8).map(|n| if n % 2 == 0 { &db.store } else { &other }.create_session(limited(), noon()));
    let answers = futures::future::join_all(asked).await;
    let (started, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(started.len(), 5);
    assert!(refused.into_iter().all(|refused| refused.unwrap_err() == Error::TooManySessions));
    db.store.create_session(of_user(user), noon()).await.expect("a back end may start more");
    window(&db, 60).await;
    let first = started.into_iter().next().unwrap().unwrap().0.after;
    db.store.close_session(first.id, Actor::Service, noon()).await.unwrap();
    let error = db.store.reopen_for_user(first.id, Actor::User(user), noon()).await.unwrap_err();
    assert_eq!(error, Error::TooManySessions, "a message opens none beyond that either");
    assert_eq!(db.store.create_session(limited(), noon()).await.unwrap_err(), Error::TooManySessions);
}
