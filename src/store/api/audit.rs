//! The outbox, the audit log, leases and erasure.

use std::sync::Arc;

use crate::model::audit::{Hash, Posted};
use crate::model::{AuditFilter, AuditRecord, Deed, Message, Result, SessionChange, Time};
use crate::store::{Appended, Sealed, Store, run};

/// The outbox.
impl Store {
    /// Notes something for the audit log that no other transaction does: a log-in that failed, an export.
    pub async fn record(&self, deed: Deed, now: Time) -> Result<()> {
        run!(self, Write, outbox::record(deed, now))
    }

    /// The ids of the oldest rows that the broker does not have, at most so many.
    pub async fn unpublished(&self, limit: i64) -> Result<Vec<i64>> {
        run!(self, Read, outbox::unpublished(limit))
    }

    /// Those of these rows that have no record yet, at most 256 of them named, as the events that they stand for; and the ids of those, behind them, whose
    /// contents would be too much at once, which is some megabytes.
    pub async fn posted(&self, ids: Vec<i64>) -> Result<(Vec<Posted>, Vec<i64>)> {
        run!(self, Read, outbox::posted(ids))
    }

    /// The deeds of a kind that have no record yet.
    pub async fn waiting_deeds(&self, action: &'static str) -> Result<Vec<Deed>> {
        run!(self, Read, outbox::waiting_deeds(action))
    }

    /// The newest row's id, 0 if there is none.
    pub async fn newest_row(&self) -> Result<i64> {
        run!(self, Read, outbox::newest())
    }

    /// Notes that the broker has these rows.
    pub async fn published(&self, ids: Vec<i64>, now: Time) -> Result<()> {
        run!(self, Write, outbox::published(ids, now))
    }

    /// Has everything that the broker was given before then, and that has no record all the same, given to it again. Answers how many rows.
    pub async fn publish_again(&self, before: Time) -> Result<usize> {
        run!(self, Write, outbox::publish_again(before))
    }

    /// How many rows have no record yet, and since when.
    pub async fn waiting_rows(&self) -> Result<(i64, Option<Time>)> {
        run!(self, Read, outbox::waiting())
    }

    /// Entries that have no record yet, behind a row: row, session, first seq, count.
    pub async fn waiting_entries(&self, after_id: i64, limit: i64) -> Result<Vec<(i64, i64, i64, i64)>> {
        run!(self, Read, outbox::waiting_entries(after_id, limit))
    }
}

/// The audit log.
impl Store {
    /// Adds the records of these rows of the outbox, and deletes the rows, in one transaction. Doing it again does nothing.
    pub async fn append_records(&self, sealed: Arc<Vec<Sealed>>, now: Time) -> Result<Appended> {
        run!(self, Rerun, audit::append(sealed, now))
    }

    /// The last record's id and hash.
    pub async fn audit_head(&self) -> Result<(i64, Hash)> {
        run!(self, Read, audit::head())
    }

    /// Records in order, behind one of them (0: from the first).
    pub async fn list_records(&self, filter: AuditFilter, after_id: i64, limit: i64) -> Result<Vec<AuditRecord>> {
        run!(self, Read, audit::page(filter, after_id, limit))
    }

    /// Records, the newest first, before one of them (`i64::MAX`: from the newest).
    pub async fn newest_records(&self, filter: AuditFilter, before_id: i64, limit: i64) -> Result<Vec<AuditRecord>> {
        run!(self, Read, audit::newest(filter, before_id, limit))
    }

    /// For sessions behind one of them: session, its newest seq, how many of its entries have a record.
    pub async fn recorded_counts(&self, after_id: i64, limit: i64) -> Result<Vec<(i64, i64, i64)>> {
        run!(self, Read, audit::recorded(after_id, limit))
    }

    /// The seqs of a session that have a record, behind one.
    pub async fn recorded_seqs(&self, session: i64, after_seq: i64, limit: i64) -> Result<Vec<i64>> {
        run!(self, Read, audit::recorded_seqs(session, after_seq, limit))
    }

    /// Messages by their ids, at most 256, in any order.
    pub async fn messages_by_ids(&self, ids: Vec<i64>) -> Result<Vec<Message>> {
        run!(self, Read, messages::by_ids(ids))
    }
}

/// Leases.
impl Store {
    /// Takes or keeps a lease until then. `false`: another node has it.
    pub async fn hold_lease(&self, name: &'static str, holder: String, now: Time, until: Time) -> Result<bool> {
        run!(self, Write, leases::hold(name, holder, now, until))
    }

    /// Gives a lease up.
    pub async fn release_lease(&self, name: &'static str, holder: String) -> Result<()> {
        run!(self, Write, leases::release(name, holder))
    }
}

/// Erasure.
impl Store {
    /// Erases who a user is, and closes their sessions; answers the changes, and all their sessions, of which each is to be erased then.
    pub async fn erase_user(&self, id: i64, now: Time) -> Result<(Vec<SessionChange>, Vec<i64>)> {
        run!(self, Queue, erasure::erase_user(id, now))
    }

    /// Erases what somebody said elsewhere than in a session: addresses that they came from.
    pub async fn erase_deeds(&self, user: i64) -> Result<()> {
        run!(self, Write, erasure::erase_deeds(user))
    }

    /// Erases what was said in a session.
    pub async fn erase_session(&self, id: i64) -> Result<()> {
        run!(self, Write, erasure::erase_session(id))
    }
}
