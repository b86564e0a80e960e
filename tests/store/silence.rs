//! Nodes of which nothing is heard any more, while their connections stay open: those of a machine that lost its power.

use std::time::{Duration, Instant};

use mysql_async::prelude::Queryable as _;
use supportchat::store::{Options, Store};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::*;

mod only_mysql {
    use super::*;

    on_every_database!(@ mysql a_silent_node_loses_the_queue what_the_server_closed_is_not_noticed);
}

/// A line to the database server that can be cut without a word to either end.
struct Line {
    address: String,
    dead: watch::Sender<bool>,
}

impl Line {
    async fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, dead) = (listener.local_addr().unwrap().to_string(), watch::Sender::new(false));
        let cut = dead.subscribe();
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let (mut far, mut cut) = (TcpStream::connect(&server).await.unwrap(), cut.clone());
                tokio::spawn(async move {
                    let ended = tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => true,
                        _ = cut.wait_for(|cut| *cut) => false,
                    };
                    if !ended {
                        // Both stay open.
                        std::future::pending::<()>().await;
                    }
                });
            }
        });
        Self { address, dead }
    }
}

async fn a_silent_node_loses_the_queue(db: Database) {
    const SILENCE: Duration = Duration::from_secs(2);
    let user = visitor(&db.store).await;
    available_agent(&db.store, 10).await;
    let (server, name) = db.server();
    let host = server.rsplit('@').next().unwrap().trim_end_matches('/');
    let line = Line::to(host.to_owned()).await;
    let url = db.url().replacen(host, &line.address, 1);
    let node = Store::connect(Options { silence: SILENCE, ..Options::new(url) }).await.unwrap();
    node.ping().await.unwrap();

    // It has locked the queue and waits for the agent; then its machine goes.
    let mut other = mysql_async::Conn::from_url(server).await.unwrap();
    other.query_drop(format!("BEGIN; SELECT id FROM {name}.agents FOR UPDATE")).await.unwrap();
    let lost = tokio::spawn({
        let new = of_user(user.id);
        async move { node.create_session(new, noon()).await }
    });
    let waits = "SELECT COUNT(*) FROM information_schema.processlist WHERE db = ? AND info LIKE 'UPDATE agents%'";
    let begun = Instant::now();
    while other.exec_first::<u64, _, _>(waits, (name,)).await.unwrap() == Some(0) {
        assert!(begun.elapsed() < Duration::from_secs(10), "it takes the agent's row last");
    }
    line.dead.send_replace(true);
    other.query_drop("ROLLBACK").await.unwrap();

    let begun = Instant::now();
    let (_, done) = db.store.create_session(of_user(user.id), noon()).await.unwrap();
    let took = begun.elapsed();
    println!("the queue was free again after {took:?}");
    assert!(done && took > SILENCE / 2 && took < SILENCE + Duration::from_secs(3), "{took:?}");
    assert!(lost.await.unwrap().is_err(), "nobody said that it was done");
    let sessions = db.store.list_sessions(supportchat::model::SessionFilter::default(), i64::MAX, 100).await.unwrap();
    assert_eq!(sessions.len(), 1, "nor was it");
}

async fn what_the_server_closed_is_not_noticed(db: Database) {
    let options = Options { silence: Duration::from_secs(1), max_connections: 8, ..Options::new(db.url()) };
    let store = Store::connect(options).await.unwrap();
    let session = session(&store).await;
    let connections = async || {
        let (server, name) = db.server();
        let mut conn = mysql_async::Conn::from_url(server).await.unwrap();
        let ids: Vec<u64> = conn.exec("SELECT id FROM information_schema.processlist WHERE db = ?", (name,)).await.unwrap();
        ids
    };
    for round in 0..3 {
        // All are in use at once, and then none until the server has closed them.
        for call in futures::future::join_all((0..8).map(|_| store.get_session(session.id))).await {
            call.unwrap();
        }
        let before = connections().await;
        let begun = Instant::now();
        while connections().await.iter().any(|id| before.contains(id) && before.len() > 1) && begun.elapsed() < Duration::from_secs(4) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(begun.elapsed() < Duration::from_secs(4), "they are closed");
        store.append(vec![text(&session, &format!("{round}"), "hello")], noon()).await.unwrap().remove(0).unwrap();
    }
    assert_dense(&store, session.id).await;
}
