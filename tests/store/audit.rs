//! The audit log: everything is recorded once, and whatever somebody does to the log past the service is found.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use supportchat::audit::{Audit, Contents, Heads, Relay, Report, Step, Writer};
use supportchat::broker::Broker;
use supportchat::clock::SharedClock;
use supportchat::model::{Actor, AuditFilter, AuditRecord, Body, Deed, FindingKind, Kept, SessionStatus, UserUpdate};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::database::{Database, on_every_database};
use super::{available_agent, log, session, text};
use crate::support::clock::{Movable, after_noon, noon};

on_every_database!(
    every_entry_and_deed_is_recorded_once,
    what_comes_twice_is_recorded_once,
    large_contents_are_recorded_in_parts,
    what_a_message_says_is_not_believed,
    a_row_that_nobody_wrote_so_keeps_no_other,
    any_byte_that_is_changed_is_found,
    any_record_that_is_removed_moved_or_put_in_is_found,
    a_log_that_was_written_anew_or_cut_off_is_found,
    what_a_session_says_is_compared,
    what_is_erased_leaves_the_log_whole,
    what_is_erased_on_its_way_is_recorded_without,
    contents_are_kept_as_they_should_be,
);

/// A database with what writes and reads its audit log.
struct Log {
    db: Database,
    directory: TempDir,
    clock: SharedClock,
    broker: Broker,
    contents: Arc<Contents>,
    heads: Arc<Heads>,
}

impl Log {
    fn of(db: &Database) -> Self {
        Self::keeping(db, |_| Contents::Text)
    }

    fn keeping(db: &Database, contents: impl FnOnce(&TempDir) -> Contents) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let heads = Heads::open(&directory.path().join("key"), directory.path().join("heads.jsonl"), None).unwrap();
        let contents = Arc::new(contents(&directory));
        Self { db: db.clone(), clock: Movable::new(), broker: Broker::local(), contents, heads, directory }
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join("heads.jsonl")
    }

    fn audit(&self) -> Audit {
        let (files, trusted) = (vec![self.file()], vec![self.heads.signed_by()]);
        Audit::new(self.db.store.clone(), self.clock.clone(), self.contents.clone(), files, trusted)
    }

    /// Records everything that waits, and signs the head.
    async fn record(&self) {
        let stop = CancellationToken::new();
        let writer = Writer::new(self.db.store.clone(), self.broker.clone(), self.clock.clone(), self.contents.clone(), self.heads.clone());
        let writer = tokio::spawn(writer.run(stop.clone()));
        let relay = tokio::spawn(Relay::new(self.db.store.clone(), self.broker.clone(), self.clock.clone(), "a".into()).run());
        while self.db.store.waiting_rows().await.unwrap().0 > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        stop.cancel();
        writer.await.unwrap();
        relay.abort();
    }

    async fn records(&self) -> Vec<AuditRecord> {
        self.audit().page(AuditFilter::default(), 0, 10_000).await.unwrap()
    }

    /// What verification says.
    async fn verify(&self) -> (Vec<(FindingKind, Option<i64>)>, Report) {
        let mut steps = self.audit().verify();
        let mut findings = Vec::new();
        while let Some(step) = steps.recv().await {
            match step.unwrap() {
                Step::Progress { .. } => {}
                Step::Found(finding) => findings.push((finding.kind, finding.record_id)),
                Step::Done(report) => {
                    assert_eq!(report.findings, findings.len() as u64);
                    return (findings, report);
                }
            }
        }
        panic!("verification ended early");
    }

    async fn sql(&self, sql: &str) {
        self.db.sql(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Says what verification finds after some SQL, and undoes that with other SQL.
    async fn found_after(&self, harm: &str, undo: &str) -> Vec<(FindingKind, Option<i64>)> {
        self.sql(harm).await;
        let (findings, _) = self.verify().await;
        self.sql(undo).await;
        assert_eq!(self.verify().await.0, [], "{undo} undoes {harm}");
        findings
    }
}

/// A log with a session of three entries and two texts, as records 1 to 5.
async fn with_a_session(db: &Database) -> Log {
    let agent = available_agent(&db.store, 5).await;
    let log = Log::of(db);
    // Who was there before is not of this test.
    log.sql("DELETE FROM outbox").await;
    let session = session(&db.store).await;
    assert_eq!(session.agent_id, Some(agent.id));
    let texts = ["hello", "are you there?"].map(|words| text(&session, words, words));
    for message in texts {
        db.store.append(vec![message], noon()).await.unwrap()[0].as_ref().unwrap();
    }
    db.store.close_session(session.id, Actor::Agent(agent.id), after_noon(9)).await.unwrap();
    log.record().await;
    assert_eq!(log.verify().await.0, []);
    log
}

async fn every_entry_and_deed_is_recorded_once(db: Database) {
    let audit = Log::of(&db);
    let agent = available_agent(&db.store, 2).await;
    let first = session(&db.store).await;
    let second = session(&db.store).await;
    let batch = vec![text(&first, "a", "one"), text(&second, "a", "other"), text(&first, "b", "two"), text(&first, "a", "one")];
    db.store.append(batch, noon()).await.unwrap();
    db.store.close_session(first.id, Actor::Agent(agent.id), noon()).await.unwrap();
    db.store.record(Deed::new("audit.exported").content("somewhere"), noon()).await.unwrap();
    let waiting = db.store.waiting_rows().await.unwrap();
    assert!(waiting.0 > 0 && waiting.1.is_some());
    let (findings, report) = audit.verify().await;
    assert_eq!((findings, report.waiting), (vec![], waiting.0), "what waits is not missing");

    audit.record().await;
    let records = audit.records().await;
    assert_eq!(records.iter().map(|record| record.id).collect::<Vec<_>>(), (1_i64..).take(records.len()).collect::<Vec<_>>());
    for session in [&first, &second] {
        let entries = log(&db.store, session.id).await;
        let recorded = records.iter().filter(|record| record.event.chat_session_id == Some(session.id));
        let recorded: Vec<_> = recorded.map(|record| (record.event.seq.unwrap(), record.event.actor.clone())).collect();
        assert_eq!(recorded.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), entries.iter().map(|entry| entry.seq).collect::<Vec<_>>());
    }
    let said = |action: &str| {
        let found = records.iter().find(|record| record.event.action == action).unwrap_or_else(|| panic!("no {action}"));
        (found.event.actor.clone(), found.event.object.clone())
    };
    assert_eq!(said("message.text"), (format!("user:{}", first.user_id), format!("session:{}", first.id)));
    assert_eq!(said("session.closed"), (format!("agent:{}", agent.id), format!("session:{}", first.id)));
    assert_eq!(said("agent.created"), ("system".into(), format!("agent:{}", agent.id)));
    assert_eq!(said("audit.exported"), ("system".into(), String::new()));
    let (findings, report) = audit.verify().await;
    assert_eq!((findings, report.waiting, report.records), (vec![], 0, i64::try_from(records.len()).unwrap()));
    assert_eq!((report.heads > 0, report.signed_id), (true, report.last_id), "the end is signed");
    let ended = AuditFilter { action: Some("session.".into()), chat_session_id: Some(first.id), ..AuditFilter::default() };
    let ended = audit.audit().newest(ended, i64::MAX, 1).await.unwrap();
    assert_eq!(ended[0].event.action, "session.closed", "filters by session and by the beginning of an action, the newest first");
}

async fn what_comes_twice_is_recorded_once(db: Database) {
    let audit = Log::of(&db);
    let session = session(&db.store).await;
    db.store.append(vec![text(&session, "a", "once")], noon()).await.unwrap();
    // A broker gives again what was not accepted; a relay that died publishes again.
    let (posted, _) = db.store.posted(db.store.unpublished(256).await.unwrap()).await.unwrap();
    let sealed = Arc::new(posted.into_iter().map(|row| audit.contents.seal(row, &*audit.clock)).collect::<Vec<_>>());
    let twice = Arc::new(sealed.iter().chain(sealed.iter()).cloned().collect::<Vec<_>>());
    let (one, other) = tokio::join!(db.store.append_records(sealed.clone(), noon()), db.store.append_records(twice, noon()));
    let added = one.unwrap().records + other.unwrap().records;
    assert_eq!(added, session.last_seq + 1);
    assert_eq!(db.store.append_records(sealed, noon()).await.unwrap().records, 0);
    assert_eq!(audit.verify().await.0, []);
}

async fn large_contents_are_recorded_in_parts(db: Database) {
    let log = Log::of(&db);
    let session = session(&db.store).await;
    for n in 0..200 {
        db.store.append(vec![text(&session, &n.to_string(), &n.to_string().repeat(5000))], noon()).await.unwrap();
    }
    let ids = db.store.unpublished(256).await.unwrap();
    let (mut parts, mut read, mut rest) = (0, Vec::new(), ids.clone());
    while !rest.is_empty() {
        let (rows, later) = db.store.posted(rest).await.unwrap();
        let size: usize = rows.iter().flat_map(|row| &row.events).map(|event| event.content.len()).sum();
        assert!(size < 2 << 20, "{size} bytes at once");
        read.extend(rows.into_iter().map(|row| row.outbox_id));
        (parts, rest) = (parts + 1, later);
    }
    assert!(parts > 1 && read == ids, "{parts} parts: {read:?} of {ids:?}");
    log.record().await;
    let large = |record: &AuditRecord| matches!(&record.content, Some(content) if matches!(&content.kept, Kept::Text(text) if text.len() >= 5000));
    assert_eq!(log.records().await.iter().filter(|record| large(record)).count(), 200);
    assert_eq!(log.verify().await.0, []);
}

async fn any_byte_that_is_changed_is_found(db: Database) {
    let log = with_a_session(&db).await;
    let time = |column: &str| (format!("{column} = '2026-11-22 12:00:00.123457'"), format!("{column} = '2026-11-22 12:00:00.123456'"));
    let mut changes = vec![
        ("event_id = 'm1'".to_owned(), format!("event_id = '{}'", log.records().await[2].event.event_id)),
        ("action = 'message.texu'".to_owned(), "action = 'message.text'".to_owned()),
        ("actor = 'user:9'".to_owned(), format!("actor = '{}'", log.records().await[2].event.actor)),
        ("via = 'key:1'".to_owned(), "via = NULL".to_owned()),
        ("object = 'session:9'".to_owned(), format!("object = '{}'", log.records().await[2].event.object)),
        ("chat_session_id = 77".to_owned(), format!("chat_session_id = {}", log.records().await[2].event.chat_session_id.unwrap())),
        ("seq = 77".to_owned(), "seq = 3".to_owned()),
        ("details = '{ }'".to_owned(), "details = '{}'".to_owned()),
        ("kept = 'commitment'".to_owned(), "kept = 'text'".to_owned()),
        time("occurred_at"),
        time("recorded_at"),
    ];
    let hex = |hash: [u8; 32]| hex::encode(hash);
    let record = log.records().await.remove(2);
    for (column, hash) in [("commitment", record.commitment), ("hash", record.hash)] {
        let mut other = hash;
        other[31] ^= 1;
        changes.push((format!("{column} = x'{}'", hex(other)), format!("{column} = x'{}'", hex(hash))));
    }
    for (harm, undo) in changes {
        let update = |set: &str| format!("UPDATE audit_log SET {set} WHERE id = 3");
        let findings = log.found_after(&update(&harm), &update(&undo)).await;
        assert!(findings.iter().any(|(kind, id)| *kind == FindingKind::Changed && *id == Some(3)), "{harm}: {findings:?}");
        assert!(findings.iter().all(|(kind, id)| *kind != FindingKind::Changed || *id == Some(3)), "{harm} is found where it is: {findings:?}");
    }
    let salt = hex::encode(record.content.unwrap().salt);
    let contents = [
        (format!("salt = x'00{}'", &salt[2..]), format!("salt = x'{salt}'")),
        ("source = '127.0.0.1'".to_owned(), "source = ''".to_owned()),
        ("content = 'hellp'".to_owned(), "content = 'hello'".to_owned()),
        ("content = NULL, source = '::1'".to_owned(), "content = 'hello', source = ''".to_owned()),
        ("content = NULL".to_owned(), "content = 'hello'".to_owned()),
        ("sealed = TRUE".to_owned(), "sealed = FALSE".to_owned()),
    ];
    for (harm, undo) in contents {
        let update = |set: &str| format!("UPDATE audit_contents SET {set} WHERE id = 3");
        let findings = log.found_after(&update(&harm), &update(&undo)).await;
        assert!(findings.contains(&(FindingKind::Content, Some(3))), "{harm}: {findings:?}");
    }
    let findings = log.found_after("UPDATE audit_head SET last_id = 4", "UPDATE audit_head SET last_id = 5").await;
    assert_eq!(findings, [(FindingKind::Inserted, Some(5))]);

    // A deed is in no session's log.
    db.store.record(Deed::new("login.failed").content("ada@example.com"), noon()).await.unwrap();
    log.record().await;
    for harm in ["content = NULL, source = '203.0.113.9'", "sealed = TRUE, source = '203.0.113.9'", "content = 'eve@example.com'"] {
        let undo = "UPDATE audit_contents SET content = 'ada@example.com', sealed = FALSE, source = '' WHERE id = 6";
        let findings = log.found_after(&format!("UPDATE audit_contents SET {harm} WHERE id = 6"), undo).await;
        assert_eq!(findings, [(FindingKind::Content, Some(6))], "{harm}");
    }
}

async fn what_a_message_says_is_not_believed(db: Database) {
    let log = Log::of(&db);
    let session = session(&db.store).await;
    db.store.append(vec![text(&session, "a", "as it was")], noon()).await.unwrap();
    db.store.record(Deed::new("key.created"), noon()).await.unwrap();
    let (rows, _) = db.store.posted(db.store.unpublished(256).await.unwrap()).await.unwrap();
    let last = rows.last().unwrap();
    // Whoever can write to the broker says that the rows stand for nothing, or for something else, or names rows that are none.
    let mut forged = last.events.clone();
    forged[0].action = "key.revoked".into();
    let ids = rows.iter().map(|row| json!({"outbox_id": row.outbox_id, "events": []}));
    let messages = [
        json!({"version": 2, "rows": [{"outbox_id": last.outbox_id, "events": forged}]}),
        json!({"version": 2, "rows": ids.collect::<Vec<_>>()}),
        json!({"version": 2, "rows": [{"outbox_id": 999_999, "events": forged}, {"outbox_id": -1, "events": []}]}),
    ];
    let writer = Writer::new(db.store.clone(), log.broker.clone(), log.clock.clone(), log.contents.clone(), log.heads.clone());
    let stop = CancellationToken::new();
    let writer = tokio::spawn(writer.run(stop.clone()));
    for message in messages {
        log.broker.publish("forged".into(), message.to_string().into()).await.unwrap();
    }
    stop.cancel();
    writer.await.unwrap();
    log.record().await;
    let records = log.records().await;
    let expected: usize = rows.iter().map(|row| row.events.len()).sum();
    assert_eq!(records.len(), expected);
    assert!(records.iter().any(|record| record.event.action == "key.created") && records.iter().all(|record| record.event.action != "key.revoked"));
    assert_eq!(log.verify().await.0, []);
}

async fn a_row_that_nobody_wrote_so_keeps_no_other(db: Database) {
    let log = Log::of(&db);
    log.sql("INSERT INTO outbox (deed, principal, source) VALUES ('{half', 'system', '')").await;
    log.sql("INSERT INTO outbox (chat_session_id, first_seq, entries, principal, source) VALUES (1, 9223372036854775807, 5, 'system', '')").await;
    log.sql("INSERT INTO outbox (chat_session_id, first_seq, entries, principal, source) VALUES (9223372036854775807, 1, 1, 'system', '')").await;
    let session = session(&db.store).await;
    db.store.append(vec![text(&session, "a", "hello")], noon()).await.unwrap();
    log.record().await;
    let records = log.records().await;
    assert!(records.iter().any(|record| record.event.action == "message.text"));
    assert!(records.iter().any(|record| record.event.action == "outbox.unreadable"));
    assert_eq!(log.verify().await.0, []);
}

async fn any_record_that_is_removed_moved_or_put_in_is_found(db: Database) {
    let log = with_a_session(&db).await;
    let copy = "CREATE TABLE kept AS SELECT * FROM audit_log";
    log.sql(copy).await;
    let put_back = "DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM kept";
    let undo = |sql: &str| sql.to_owned();
    for id in 1..=4 {
        let findings = log.found_after(&format!("DELETE FROM audit_log WHERE id = {id}"), &undo(put_back)).await;
        assert!(findings.contains(&(FindingKind::Missing, Some(id))), "{id}: {findings:?}");
        assert!(findings.iter().any(|(kind, _)| *kind == FindingKind::Unrecorded), "the session's log tells too: {findings:?}");
    }
    let swap = "UPDATE audit_log SET id = 100 WHERE id = 2; UPDATE audit_log SET id = 2 WHERE id = 3; UPDATE audit_log SET id = 3 WHERE id = 100";
    let findings = log.found_after(swap, put_back).await;
    assert!(findings.contains(&(FindingKind::Changed, Some(2))) && findings.contains(&(FindingKind::Changed, Some(3))), "{findings:?}");
    let insert = "INSERT INTO audit_log SELECT 6, 'x', action, actor, via, object, NULL, NULL, occurred_at, recorded_at, details, commitment, hash, kept \
                  FROM audit_log WHERE id = 5";
    let findings = log.found_after(insert, put_back).await;
    assert!(findings.contains(&(FindingKind::Inserted, Some(6))) && findings.contains(&(FindingKind::Changed, Some(6))), "{findings:?}");
    let before = insert.replace("SELECT 6", "SELECT 0");
    assert!(log.found_after(&before, put_back).await.contains(&(FindingKind::Inserted, Some(0))));
}

async fn a_log_that_was_written_anew_or_cut_off_is_found(db: Database) {
    let log = with_a_session(&db).await;
    // Deeds are in no session's log: only the signed heads know of them.
    for _ in 0..2 {
        db.store.record(Deed::new("login.failed"), noon()).await.unwrap();
    }
    log.record().await;
    let records = log.records().await;
    assert_eq!(records.len(), 7);
    let hex = |hash: &[u8; 32]| hex::encode(hash);
    log.sql("DELETE FROM audit_log WHERE id > 5").await;
    let (findings, _) = log.verify().await;
    assert!(findings.contains(&(FindingKind::CutOff, Some(6))), "{findings:?}");
    // Whoever knows of the head changes it too.
    log.sql(&format!("UPDATE audit_head SET last_id = 5, hash = x'{}'; DELETE FROM audit_contents WHERE id > 5", hex(&records[4].hash))).await;
    assert_eq!(log.verify().await.0, [(FindingKind::CutOff, Some(6))], "the signed heads know better");
    let heads = std::fs::read_to_string(log.file()).unwrap();
    std::fs::write(log.file(), "").unwrap();
    assert_eq!(log.verify().await.0, [], "without them nobody can know");
    // And who counterfeits them has not the key.
    std::fs::write(log.file(), heads.replace("\"last_id\":7", "\"last_id\":5")).unwrap();
    assert!(log.verify().await.0.iter().any(|(kind, _)| *kind == FindingKind::Head));
    std::fs::write(log.file(), heads).unwrap();

    // The whole end written anew, with hashes that are right.
    let mut forged = records[4].clone();
    forged.event.occurred_at = after_noon(5);
    let anew = forged.chained(&records[3].hash);
    let sql = format!("UPDATE audit_log SET occurred_at = '2026-11-22 12:00:05.123456', hash = x'{}' WHERE id = 5", hex(&anew));
    log.sql(&format!("{sql}; UPDATE audit_head SET hash = x'{}'", hex(&anew))).await;
    let (findings, _) = log.verify().await;
    assert!(findings.contains(&(FindingKind::Changed, Some(5))), "the head of record 5 was signed: {findings:?}");
}

async fn what_a_session_says_is_compared(db: Database) {
    let log = with_a_session(&db).await;
    let id = db.store.list_sessions(supportchat::model::SessionFilter::default(), i64::MAX, 1).await.unwrap()[0].id;
    let message = |seq: i64| (id << 20) + seq;
    let update = |set: &str| format!("UPDATE messages SET {set} WHERE id = {}", message(3));
    for harm in ["message = 'hell'", "sender_id = 99", "created_at = '2026-11-22 12:00:00'", "kind = 'note'", "kind = 'x'"] {
        log.sql("DROP TABLE IF EXISTS said").await;
        log.sql("CREATE TABLE said AS SELECT * FROM messages").await;
        log.sql(&update(harm)).await;
        let (findings, _) = log.verify().await;
        assert!(findings.contains(&(FindingKind::Session, Some(3))), "{harm}: {findings:?}");
        log.sql("DELETE FROM messages; INSERT INTO messages SELECT * FROM said").await;
        assert_eq!(log.verify().await.0, []);
    }
    log.sql(&format!("DELETE FROM messages WHERE id = {}", message(3))).await;
    assert_eq!(log.verify().await.0, [(FindingKind::Session, Some(3))]);
    log.sql("DELETE FROM messages; INSERT INTO messages SELECT * FROM said").await;
    // An entry of which the log was never told.
    log.sql(&format!("UPDATE chat_sessions SET last_seq = 6 WHERE id = {id}")).await;
    assert_eq!(log.verify().await.0, [(FindingKind::Unrecorded, None)]);
}

async fn what_is_erased_leaves_the_log_whole(db: Database) {
    let agent = available_agent(&db.store, 5).await;
    let audit = Log::of(&db);
    let theirs = session(&db.store).await;
    let others = session(&db.store).await;
    for session in [&theirs, &others] {
        db.store.append(vec![text(session, "a", "my number is 5551234")], noon()).await.unwrap();
    }
    audit.record().await;
    let (changes, sessions) = db.store.erase_user(theirs.user_id, after_noon(60)).await.unwrap();
    assert_eq!((sessions, changes[0].after.status), (vec![theirs.id], SessionStatus::Closed));
    db.store.erase_deeds(theirs.user_id).await.unwrap();
    db.store.erase_session(theirs.id).await.unwrap();
    assert_eq!(audit.verify().await.0, [], "that it was meant is on its way");
    audit.record().await;

    let user = db.store.get_user(theirs.user_id).await.unwrap().unwrap();
    assert_eq!((user.name.as_str(), user.erased_at.is_some()), ("Visitor", true));
    let entries = log(&db.store, theirs.id).await;
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1_i64..).take(entries.len()).collect::<Vec<_>>(), "places are kept");
    assert!(entries.iter().any(|entry| entry.body == Body::Erased { internal: false }));
    let records = audit.records().await;
    for record in &records {
        let content = record.content.as_ref().map(|content| &content.kept);
        let said = matches!(content, Some(Kept::Text(text)) if text.contains("5551234"));
        let mine = record.event.chat_session_id == Some(theirs.id);
        assert!(!(said && mine), "nothing is left of it");
        assert_eq!(said, record.event.chat_session_id == Some(others.id) && record.event.action == "message.text", "others' is");
    }
    assert_eq!(audit.verify().await.0, [], "the log is whole");
    assert_eq!(db.store.get_agent(agent.id).await.unwrap().unwrap().active_sessions, 1, "the agent's place is free again");
    let again = db.store.erase_user(theirs.user_id, after_noon(61)).await.unwrap();
    assert!(again.0.is_empty(), "doing it again does what may be left");
    let refused = db.store.create_session(super::of_user(theirs.user_id), noon()).await;
    assert!(refused.is_err(), "nobody speaks for them any more");
    assert!(db.store.update_user(theirs.user_id, UserUpdate { name: Some("Vera".into()), email: None }, noon()).await.is_err());

    // The same done by hand is found: no record says that it was meant.
    audit.sql(&format!("DELETE FROM audit_contents WHERE id IN (SELECT id FROM audit_log WHERE chat_session_id = {})", others.id)).await;
    let (findings, _) = audit.verify().await;
    assert!(!findings.is_empty() && findings.iter().all(|(kind, _)| *kind == FindingKind::Content), "{findings:?}");
}

async fn what_is_erased_on_its_way_is_recorded_without(db: Database) {
    let audit = Log::of(&db);
    let session = session(&db.store).await;
    db.store.append(vec![text(&session, "a", "my number is 5551234")], noon()).await.unwrap();
    // With the broker already when it is erased.
    let (posted, _) = db.store.posted(db.store.unpublished(256).await.unwrap()).await.unwrap();
    db.store.erase_user(session.user_id, noon()).await.unwrap();
    db.store.erase_session(session.id).await.unwrap();
    db.store.append_records(Arc::new(posted.into_iter().map(|row| audit.contents.seal(row, &*audit.clock)).collect()), noon()).await.unwrap();
    audit.record().await;
    let records = audit.records().await;
    let said = records.iter().find(|record| record.event.action == "message.text").unwrap();
    assert_eq!(said.content, None);
    assert_eq!(audit.verify().await.0, []);
}

async fn contents_are_kept_as_they_should_be(db: Database) {
    let sealed = Log::keeping(&db, |directory| Contents::sealed(&directory.path().join("content.key")).unwrap());
    let session = session(&db.store).await;
    db.store.append(vec![text(&session, "a", "my number is 5551234")], noon()).await.unwrap();
    sealed.record().await;
    let content =
        |records: &[AuditRecord]| records.iter().find(|record| record.event.action == "message.text").unwrap().content.clone().unwrap().kept;
    assert_eq!(content(&sealed.records().await), Kept::Text("my number is 5551234".into()), "the key opens it");
    let raw = db.store.list_records(AuditFilter::default(), 0, 1000).await.unwrap();
    assert!(matches!(content(&raw), Kept::Sealed(bytes) if !String::from_utf8_lossy(&bytes).contains("5551234")));
    assert_eq!(sealed.verify().await.0, []);
    let id = raw.iter().find(|record| record.event.action == "message.text").unwrap().id;
    sealed.sql(&format!("UPDATE audit_contents SET content = concat(content, 'x') WHERE id = {id}")).await;
    assert_eq!(sealed.verify().await.0, [(FindingKind::Content, Some(id))]);
    sealed.sql(&format!("UPDATE audit_contents SET content = substr(content, 1, length(content) - 1) WHERE id = {id}")).await;

    let bare = Log::keeping(&db, |_| Contents::Commitment);
    db.store.append(vec![text(&session, "b", "and another")], noon()).await.unwrap();
    bare.record().await;
    let raw = db.store.list_records(AuditFilter::default(), id, 1000).await.unwrap();
    let record = raw.iter().find(|record| record.event.action == "message.text").unwrap();
    assert_eq!(record.content.as_ref().unwrap().kept, Kept::Nothing);
    let (findings, report) = bare.verify().await;
    assert_eq!((findings, report.unread), (vec![], 0), "the sessions' logs have the texts, also of what this key does not open");
    bare.sql(&format!("UPDATE messages SET message = 'something else' WHERE id = ({} << 20) + {}", session.id, record.event.seq.unwrap())).await;
    assert_eq!(bare.verify().await.0, [(FindingKind::Content, Some(record.id))], "and are bound by the commitment");
}
