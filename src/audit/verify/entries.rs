//! The audit log beside the sessions' logs.

use std::collections::HashMap;

use super::{Ended, Verification};
use crate::model::{AuditEvent, AuditRecord, FindingKind, Kept, Message};

/// Sessions looked at at a time.
const SESSIONS: i64 = 256;
/// Rows of the outbox read at a time.
const ROWS: i64 = 1000;
/// Seqs of a session read at a time.
const SEQS: i64 = 1000;

/// What the session's log says of a record, if it says anything.
pub fn event_of(record: &AuditRecord, messages: &HashMap<i64, Message>) -> Option<AuditEvent> {
    let message = messages.get(&Message::try_id_of(record.event.chat_session_id?, record.event.seq?)?)?;
    Some(AuditEvent::of_entry(message, None, String::new()))
}

/// Whether a record and a session's log say the same.
pub fn agree(record: &AuditRecord, event: &AuditEvent) -> bool {
    let AuditEvent { event_id, action, actor, object, occurred_at, details, content, .. } = event;
    let known = &record.event;
    let public = known.event_id == *event_id && known.action == *action && known.actor == *actor && known.object == *object;
    let said = match record.content.as_ref().map(|kept| &kept.kept) {
        Some(Kept::Text(text)) => text == content,
        _ => true,
    };
    public && known.occurred_at == *occurred_at && known.details == *details && said
}

impl Verification {
    /// Which entries have no record and do not wait for one.
    pub(super) async fn unrecorded(&mut self) -> Ended {
        let mut candidates: Vec<(i64, i64)> = Vec::new();
        let mut after = 0;
        loop {
            let counts = self.audit.store.recorded_counts(after, SESSIONS).await?;
            let Some((last, ..)) = counts.last() else { break };
            after = *last;
            for (session, last_seq, count) in counts {
                if count < last_seq {
                    candidates.push((session, last_seq));
                }
            }
        }
        if candidates.is_empty() {
            return Ok(());
        }
        // In this order: what leaves the outbox after it was read has a record by the time that is asked for.
        let waiting = self.waiting().await?;
        for (session, last_seq) in candidates {
            self.unrecorded_in(session, last_seq, waiting.get(&session).map_or(&[], Vec::as_slice)).await?;
        }
        Ok(())
    }

    /// The entries that wait for their records, by session: first seq and count.
    async fn waiting(&self) -> Ended<HashMap<i64, Vec<(i64, i64)>>> {
        let mut waiting: HashMap<i64, Vec<(i64, i64)>> = HashMap::new();
        let mut after = 0;
        loop {
            let rows = self.audit.store.waiting_entries(after, ROWS).await?;
            let Some((last, ..)) = rows.last() else { return Ok(waiting) };
            after = *last;
            for (_, session, first, count) in rows {
                waiting.entry(session).or_default().push((first, count));
            }
        }
    }

    async fn unrecorded_in(&mut self, session: i64, last_seq: i64, waiting: &[(i64, i64)]) -> Ended {
        // From here on nobody has said of an entry what has become of it.
        let mut next = 1;
        let mut after = 0;
        loop {
            let seqs = self.audit.store.recorded_seqs(session, after, SEQS).await?;
            for seq in &seqs {
                self.gap(session, next, *seq - 1, waiting).await?;
                next = *seq + 1;
            }
            match seqs.last() {
                Some(last) => after = *last,
                None => return self.gap(session, next, last_seq, waiting).await,
            }
        }
    }

    /// Entries without a record: those that do not wait for one are missing from the log.
    async fn gap(&mut self, session: i64, first: i64, last: i64, waiting: &[(i64, i64)]) -> Ended {
        let waits = |seq: i64| waiting.iter().any(|(from, count)| (*from..from.saturating_add(*count)).contains(&seq));
        let mut seq = first;
        while seq <= last {
            if waits(seq) {
                seq += 1;
                continue;
            }
            let mut end = seq;
            while end < last && !waits(end + 1) {
                end += 1;
            }
            let which = if seq == end {
                format!("entry {seq} of session {session} has")
            } else {
                format!("entries {seq} to {end} of session {session} have")
            };
            self.find(FindingKind::Unrecorded, None, format!("{which} no record, and wait for none")).await?;
            seq = end + 1;
        }
        Ok(())
    }
}
