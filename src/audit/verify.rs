//! Verification: reads the whole log, and says which records are not what was written.
//!
//! The chain shows what was edited, removed, moved or put in. That its end was cut off, or all of it written anew, is shown by the signed heads, which are
//! elsewhere, and by the sessions' logs, whose entries must all have a record or wait for one in the outbox.

mod entries;
mod witness;

use std::collections::{HashMap, HashSet};

use tokio::sync::mpsc;

use self::witness::Witness;
use super::{Audit, Contents};
use crate::model::audit::{GENESIS, Hash, commitment};
use crate::model::{AuditFilter, AuditRecord, Body, Error, Finding, FindingKind, Kept, Message, Result, Time};

/// Records read at a time.
const PAGE: i64 = 256;
/// So many findings are told one by one; the rest is counted.
const TOLD: u64 = 1000;
/// Steps that wait for a slow reader.
const WAITING: usize = 16;

/// What verification has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// So many records have been looked at, of so many.
    Progress {
        /// Looked at.
        checked: i64,
        /// There.
        total: i64,
    },
    /// Something is wrong.
    Found(Finding),
    /// It is done.
    Done(Report),
}

/// What verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// So many records were looked at.
    pub records: i64,
    /// So many things are wrong; 0: nothing.
    pub findings: u64,
    /// The last record.
    pub last_id: i64,
    /// Its hash.
    pub last_hash: Hash,
    /// So many signed heads were compared.
    pub heads: u64,
    /// The last record that a signed head names: what comes behind it has no witness yet.
    pub signed_id: i64,
    /// When that was signed.
    pub signed_at: Option<Time>,
    /// So many contents could not be looked at, because they are sealed and the key is not here, or were not kept.
    pub unread: i64,
    /// So many rows of the outbox have no record yet.
    pub waiting: i64,
}

impl Audit {
    /// Verifies the log, in a task that ends when nobody listens any more. The last step is [`Step::Done`], or an error.
    pub fn verify(&self) -> mpsc::Receiver<Result<Step>> {
        let (steps, told) = mpsc::channel(WAITING);
        let audit = self.clone();
        tokio::spawn(async move {
            let ended = Verification::new(audit, steps.clone()).run().await;
            if let Err(Some(error)) = ended {
                drop(steps.send(Err(error)).await);
            }
        });
        told
    }
}

/// Why it ends early: an error, or nobody listens.
type Ended<T = ()> = std::result::Result<T, Option<Error>>;

struct Verification {
    audit: Audit,
    steps: mpsc::Sender<Result<Step>>,
    report: Report,
    /// The record before the one in hand: its id, the hash that it has, and the hash that it should have.
    before: Option<(i64, Hash, Hash)>,
    /// Records whose content is not there: record, session, actor.
    bare: Vec<(i64, Option<i64>, String)>,
    erased_sessions: HashSet<i64>,
    erased_users: HashSet<String>,
}

impl Verification {
    fn new(audit: Audit, steps: mpsc::Sender<Result<Step>>) -> Self {
        Self {
            audit,
            steps,
            report: Report::default(),
            before: Some((0, GENESIS, GENESIS)),
            bare: Vec::new(),
            erased_sessions: HashSet::new(),
            erased_users: HashSet::new(),
        }
    }

    async fn run(mut self) -> Ended {
        // Read before the log: whatever they name must be in it.
        let mut witness = Witness::open(&self.audit.witnesses, &self.audit.trusted).map_err(Error::Internal)?;
        let (total, _) = self.audit.store.audit_head().await?;
        self.tell(Step::Progress { checked: 0, total }).await?;
        loop {
            self.records(&mut witness, total).await?;
            // Records and their head are committed together, and the head is read later: what it does not know nobody wrote. What it knows and was
            // not read yet has just been added.
            if self.head().await? {
                break;
            }
        }
        self.heads(&mut witness).await?;
        self.contents().await?;
        self.unrecorded().await?;
        (self.report.waiting, _) = self.audit.store.waiting_rows().await?;
        let report = self.report.clone();
        self.tell(Step::Done(report)).await
    }

    /// Looks at all records behind the one that was looked at last.
    async fn records(&mut self, witness: &mut Witness, total: i64) -> Ended {
        loop {
            // By the id that the last one has, so that ids below 1 are found too.
            let after = if self.report.records == 0 { i64::MIN } else { self.report.last_id };
            let page = self.audit.page(AuditFilter::default(), after, PAGE).await?;
            let full = page.len() as u64 == PAGE.unsigned_abs();
            let messages = self.messages(&page).await?;
            for record in page {
                self.link(&record).await?;
                self.content(&record, &messages).await?;
                self.entry(&record, &messages).await?;
                self.erasure(&record);
                for finding in witness.compare(record.id, &record.hash) {
                    self.found(finding).await?;
                }
                self.report.records += 1;
                self.report.last_id = record.id;
                self.report.last_hash = record.hash;
            }
            let checked = self.report.records;
            self.tell(Step::Progress { checked, total: total.max(checked) }).await?;
            if !full {
                return Ok(());
            }
        }
    }

    /// Whether the record follows the one before it.
    async fn link(&mut self, record: &AuditRecord) -> Ended {
        if record.id <= 0 {
            let message = format!("record {} was put in: ids begin with 1", record.id);
            return self.find(FindingKind::Inserted, Some(record.id), message).await;
        }
        let (last, has, should) = self.before.unwrap_or((0, GENESIS, GENESIS));
        let gap = record.id - last - 1;
        let hash = record.chained(&has);
        let mut right = hash;
        if gap > 0 {
            let (first, end) = (last + 1, record.id - 1);
            let which = if gap == 1 { format!("record {first} is") } else { format!("records {first} to {end} are") };
            let message = format!("{which} missing, and what record {} says cannot be checked without", record.id);
            self.find(FindingKind::Missing, Some(first), message).await?;
            // What it follows is not there to be looked at.
            right = record.hash;
        } else if hash != record.hash {
            // If only the hash of the one before was changed, that one was found, and this one is as it was.
            right = record.chained(&should);
            if right != record.hash {
                let message = format!("record {} is not what was written: its hash does not follow from it and the one before", record.id);
                self.find(FindingKind::Changed, Some(record.id), message).await?;
                right = hash;
            }
        }
        self.before = Some((record.id, record.hash, right));
        Ok(())
    }

    /// Whether the content is what the record is committed to.
    async fn content(&mut self, record: &AuditRecord, messages: &HashMap<i64, Message>) -> Ended {
        let Some(content) = &record.content else {
            self.bare.push((record.id, record.event.chat_session_id, record.event.actor.clone()));
            return Ok(());
        };
        // Opened contents were sealed, and are texts now.
        let opened = record.kept == "sealed" && matches!(content.kept, Kept::Text(_));
        if !record.kept.is_empty() && content.kept.word() != record.kept && !opened {
            let message = format!("the content of record {} was kept as {}, and is now there as {}", record.id, record.kept, content.kept.word());
            return self.find(FindingKind::Content, Some(record.id), message).await;
        }
        let text = match &content.kept {
            Kept::Text(text) => text.clone(),
            Kept::Sealed(_) if matches!(*self.audit.contents, Contents::Sealed(_)) => {
                let message = format!("the content of record {} cannot be opened with this key: it was changed, or sealed with another", record.id);
                return self.find(FindingKind::Content, Some(record.id), message).await;
            }
            // The session's log has the text.
            Kept::Nothing | Kept::Sealed(_) => {
                let Some(event) = entries::event_of(record, messages) else {
                    self.report.unread += 1;
                    return Ok(());
                };
                event.content
            }
        };
        if commitment(&content.salt, &content.source, &text) == record.commitment {
            return Ok(());
        }
        let what = if matches!(content.kept, Kept::Text(_)) { "the content" } else { "the address, the salt, or the text in the session" };
        self.find(FindingKind::Content, Some(record.id), format!("{what} of record {} is not what was written", record.id)).await
    }

    /// Remembers what was erased on purpose. That the record is genuine is the chain's business.
    fn erasure(&mut self, record: &AuditRecord) {
        if record.event.action != "user.erased" {
            return;
        }
        self.erased(&record.event.object, &serde_json::from_str(&record.event.details).unwrap_or_default());
    }

    fn erased(&mut self, object: &str, details: &serde_json::Value) {
        self.erased_users.insert(object.to_owned());
        let sessions = details["chat_sessions"].as_array().into_iter().flatten();
        self.erased_sessions.extend(sessions.filter_map(serde_json::Value::as_i64));
    }

    /// Compares with the head that the database has. `false`: more was added in the meantime.
    async fn head(&mut self) -> Ended<bool> {
        let (last_id, hash) = self.audit.store.audit_head().await?;
        let seen = self.report.last_id;
        if last_id > seen && !self.audit.store.list_records(AuditFilter::default(), seen, 1).await?.is_empty() {
            return Ok(false);
        }
        if last_id > seen {
            let which = if last_id == seen + 1 { format!("record {last_id} was") } else { format!("records {} to {last_id} were", seen + 1) };
            let message = format!("the log ends with record {seen}, but {which} written: the end was cut off");
            self.find(FindingKind::CutOff, Some(seen + 1), message).await?;
        } else if last_id < seen {
            let message = format!("nobody wrote what stands behind record {last_id}, the last one");
            self.find(FindingKind::Inserted, Some(last_id + 1), message).await?;
        } else if hash != self.report.last_hash && seen > 0 {
            let message = format!("record {seen} is the last one, but it does not have the hash that was written down for it");
            self.find(FindingKind::Changed, Some(seen), message).await?;
        }
        Ok(true)
    }

    /// What the signed heads name that is not there.
    async fn heads(&mut self, witness: &mut Witness) -> Ended {
        for finding in witness.rest(self.report.last_id) {
            self.found(finding).await?;
        }
        (self.report.heads, self.report.signed_id, self.report.signed_at) = (witness.compared, witness.newest, witness.newest_at);
        Ok(())
    }

    /// Which contents are not there though nobody erased them.
    async fn contents(&mut self) -> Ended {
        if !self.bare.is_empty() {
            // What was erased while the broker is away is on its way into the log.
            for deed in self.audit.store.waiting_deeds("user.erased").await? {
                self.erased(&deed.object, &deed.details);
            }
        }
        for (id, session, actor) in std::mem::take(&mut self.bare) {
            let erased = session.is_some_and(|session| self.erased_sessions.contains(&session)) || self.erased_users.contains(&actor);
            if !erased {
                let message = format!("the content of record {id} is not there, and no record says that it was erased");
                self.find(FindingKind::Content, Some(id), message).await?;
            }
        }
        Ok(())
    }

    async fn messages(&self, page: &[AuditRecord]) -> Ended<HashMap<i64, Message>> {
        let ids = page.iter().filter_map(|record| Message::try_id_of(record.event.chat_session_id?, record.event.seq?));
        let ids: Vec<i64> = ids.collect();
        let messages = match self.audit.store.messages_by_ids(ids.clone()).await {
            Err(Error::Internal(_)) => {
                // One of them is nothing that anybody wrote. It is told of as one that is not there.
                let mut readable = Vec::new();
                for id in ids {
                    match self.audit.store.messages_by_ids(vec![id]).await {
                        Err(Error::Internal(_)) => {}
                        found => readable.extend(found?),
                    }
                }
                readable
            }
            found => found?,
        };
        Ok(messages.into_iter().map(|message| (message.id(), message)).collect())
    }

    /// Whether the session's log says what the record says.
    async fn entry(&mut self, record: &AuditRecord, messages: &HashMap<i64, Message>) -> Ended {
        let Some((session, seq)) = record.event.chat_session_id.zip(record.event.seq) else { return Ok(()) };
        let place = format!("entry {seq} of session {session}");
        let Some(message) = Message::try_id_of(session, seq).and_then(|id| messages.get(&id)) else {
            let message = format!("{place}, of which record {} tells, is not there, or cannot be read", record.id);
            return self.find(FindingKind::Session, Some(record.id), message).await;
        };
        if matches!(message.body, Body::Erased { .. }) && record.event.action != "message.erased" {
            // Whether that was meant is seen when the whole log is read: its content is not there either, or else it was not erased but removed.
            if record.content.is_some() {
                return self.find(FindingKind::Session, Some(record.id), format!("{place} says no longer what record {} says", record.id)).await;
            }
            return Ok(());
        }
        let same = entries::event_of(record, messages).is_some_and(|event| entries::agree(record, &event));
        if same {
            Ok(())
        } else {
            self.find(FindingKind::Session, Some(record.id), format!("{place} says something else than record {}", record.id)).await
        }
    }

    async fn find(&mut self, kind: FindingKind, record_id: Option<i64>, message: String) -> Ended {
        self.found(Finding { kind, record_id, message }).await
    }

    async fn found(&mut self, finding: Finding) -> Ended {
        self.report.findings += 1;
        if self.report.findings <= TOLD { self.tell(Step::Found(finding)).await } else { Ok(()) }
    }

    async fn tell(&self, step: Step) -> Ended {
        self.steps.send(Ok(step)).await.map_err(|_| None)
    }
}
