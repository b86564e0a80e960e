//! `supportchat audit`.

use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::{Args, Subcommand};

use crate::app::{self, AuditLog, Failure};
use crate::audit::{Audit, Report, SignedBy, Step, line};
use crate::clock::{SharedClock, SystemClock};
use crate::config::{self, Storage};
use crate::model::{AuditFilter, Deed, Error};
use crate::store::Store;

/// Records that are read at a time.
const PAGE: i64 = 500;

/// Verify, export and write the audit log.
#[derive(Debug, Args)]
pub(super) struct AuditCommand {
    #[command(flatten)]
    storage: Storage,
    #[command(flatten)]
    audit: config::Audit,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write the audit log, and serve nobody: for a host of its own, whose signed heads the nodes' operators cannot reach.
    ///
    /// Needs RabbitMQ. Of all nodes and consumers one writes at a time; run the nodes with --audit-writer=false to leave it to this one. SIGTERM or Ctrl-C
    /// stops it.
    Consume {
        #[command(flatten)]
        broker: config::Broker,
    },
    /// Read the whole audit log and say which records were edited, removed, moved, put in or cut off.
    ///
    /// Compares each record with the one before it and with the session that it tells of, and the end of the log with the heads that were signed
    /// ('audit-heads.jsonl' in the data directory). Nothing in the database is changed. The exit status is 0 if all is well, 1 if something is wrong.
    Verify {
        /// Another file of signed heads to compare with, such as another node's; may be repeated.
        #[arg(long, value_name = "FILE")]
        heads: Vec<PathBuf>,
        /// The public key that signed it, as each of its lines names it: 64 hexadecimal digits; may be repeated.
        #[arg(long, value_name = "KEY")]
        trust: Vec<SignedBy>,
    },
    /// Write records as lines of JSON, in order.
    ///
    /// That it was done is recorded in the audit log itself.
    Export {
        /// Only what was recorded then or later: 2026-11-23, or 2026-11-23T10:00:00Z.
        #[arg(long, value_name = "TIME", value_parser = time)]
        from: Option<DateTime<Utc>>,
        /// Only what was recorded before then.
        #[arg(long, value_name = "TIME", value_parser = time)]
        until: Option<DateTime<Utc>>,
        /// Only the records of this chat session.
        #[arg(long, value_name = "ID")]
        session: Option<i64>,
        /// The file to write, which must not be there yet. Without it, the standard output.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

impl AuditCommand {
    /// Whether it goes on until it is stopped.
    pub(super) fn serves(&self) -> bool {
        matches!(self.action, Action::Consume { .. })
    }

    pub(super) async fn run(self) -> Result<(), Failure> {
        let log = AuditLog::open(&self.storage, &self.audit)?;
        let store = match self.action {
            // Whoever verifies changes nothing, not even the schema.
            Action::Verify { .. } => app::connect(&self.storage).await?,
            _ => app::open_store(&self.storage).await?,
        };
        let clock: SharedClock = Arc::new(SystemClock);
        match self.action {
            Action::Consume { broker } => {
                let node = app::open_node(&broker)?;
                log.consume(&store, &node.broker, &clock).await
            }
            Action::Verify { heads, trust } => verify(&store, &log.reader(&store, &clock, heads, trust)).await,
            Action::Export { from, until, session, output } => {
                let filter = AuditFilter { chat_session_id: session, from, until, ..AuditFilter::default() };
                export(&log.reader(&store, &clock, Vec::new(), Vec::new()), filter, output).await
            }
        }
    }
}

fn failed(what: &'static str) -> impl Fn(Error) -> Failure {
    move |error| Failure::new(what, error)
}

async fn verify(store: &Store, audit: &Audit) -> Result<(), Failure> {
    let pending = store.pending_migrations().await.map_err(failed("the audit log cannot be verified"))?;
    if !pending.is_empty() {
        return Err(Failure::new("the audit log cannot be verified", "the database is of an older version: run 'supportchat migrate' first"));
    }
    let shows = std::io::stderr().is_terminal();
    let mut steps = audit.verify();
    while let Some(step) = steps.recv().await {
        match step.map_err(failed("the audit log cannot be verified"))? {
            Step::Progress { checked, total } if shows => eprint!("\r{checked} of {total} records"),
            Step::Progress { .. } => {}
            Step::Found(finding) => {
                if shows {
                    eprint!("\r\x1b[K");
                }
                say!("WRONG  {}", finding.message);
            }
            Step::Done(report) => {
                if shows {
                    eprint!("\r\x1b[K");
                }
                return tell(store, &report).await;
            }
        }
    }
    Err(Failure::new("the audit log cannot be verified", "it ended before all was read"))
}

async fn tell(store: &Store, report: &Report) -> Result<(), Failure> {
    let Report { records, findings, last_id, last_hash, heads, signed_id, signed_at, unread, waiting } = report;
    match records {
        0 => say!("0 records"),
        _ => say!("{records} records, the last is {last_id} with hash {}", hex::encode(last_hash)),
    }
    if *heads == 0 {
        say!("no signed heads to compare with: an end that was cut off shows only where a session's log has more");
    } else {
        let signed_at = signed_at.map(|at| format!(", signed {}", at.format("%Y-%m-%d %H:%M:%S"))).unwrap_or_default();
        say!("{heads} signed heads compared, the newest names record {signed_id}{signed_at}");
    }
    if *unread > 0 {
        say!("{unread} contents were not read: they are sealed and the key is not here, or were not kept");
    }
    if *waiting > 0 {
        let (_, since) = store.waiting_rows().await.map_err(failed("the outbox cannot be read"))?;
        let since = since.map(|since| format!(", the oldest since {}", since.format("%Y-%m-%d %H:%M:%S"))).unwrap_or_default();
        say!("{waiting} events wait to be recorded{since}");
    }
    if *findings > 0 {
        return Err(Failure::new("the audit log is not what was written", format!("{findings} things are wrong")));
    }
    say!("nothing is wrong");
    Ok(())
}

async fn export(audit: &Audit, filter: AuditFilter, output: Option<PathBuf>) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| Failure::new("the records cannot be written", error);
    let mut out: Box<dyn Write + Send> = match &output {
        Some(file) => Box::new(BufWriter::new(std::fs::File::create_new(file).map_err(cannot)?)),
        None => Box::new(BufWriter::new(std::io::stdout())),
    };
    let deed = Deed::new("audit.exported").details(filter.details());
    audit.note(deed).await.map_err(failed("the export cannot be recorded"))?;
    let mut after = 0;
    let mut count: u64 = 0;
    loop {
        let page = audit.page(filter.clone(), after, PAGE).await.map_err(failed("the audit log cannot be read"))?;
        let Some(last) = page.last() else { break };
        after = last.id;
        count += page.len() as u64;
        for record in &page {
            match writeln!(out, "{}", line(record)) {
                // A reader who has seen enough, such as `head`, is no error.
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
                written => written.map_err(cannot)?,
            }
        }
    }
    out.flush().map_err(cannot)?;
    if let Some(file) = output {
        say!("wrote {count} records to {}", file.display());
    }
    Ok(())
}

/// A time, or the beginning of a day in UTC.
fn time(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(day.and_time(NaiveTime::MIN).and_utc());
    }
    let time =
        DateTime::parse_from_rfc3339(text).map_err(|_| "a day such as 2026-11-23, or a time such as 2026-11-23T10:00:00Z, is needed".to_owned())?;
    Ok(time.to_utc())
}
