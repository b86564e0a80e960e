//! AuditService: the audit log for administrators.

use std::sync::Arc;

use futures::stream::{self, Stream, StreamExt as _};
use prost_types::Timestamp;
use tonic::{Request, Response, Status};

use super::chat::Frames;
use super::proto::audit_service_server::AuditService;
use super::validate::List;
use super::{caller, convert, proto, status, validate};
use crate::audit::{self, Audit, Standing, Step};
use crate::auth::Identity;
use crate::chat::Chat;
use crate::hub::LeaveReason;
use crate::model::audit::Hash;
use crate::model::{AuditFilter, Deed, Error, Principal, Result as ModelResult, Time};

/// Records that are read for an export at once.
const EXPORT_PAGE: i64 = 500;
/// The type of lines of JSON.
const JSON_LINES: &str = "application/x-ndjson";
/// The greatest length of an action in a filter.
const MAX_ACTION: usize = 64;
/// The year 10000 begins then.
const LAST_SECOND: i64 = 253_402_300_800;

/// AuditService over the audit log.
pub struct AuditRpc {
    audit: Audit,
    chat: Chat,
}

impl AuditRpc {
    /// A service; what it streams ends as the streams of `chat` do.
    pub fn new(audit: Audit, chat: Chat) -> Self {
        Self { audit, chat }
    }

    /// Answers with a stream that ends early when the caller has to leave: when the credential is revoked or expires, or the server stops.
    fn respond<S, R>(&self, identity: &Identity, frames: S) -> Result<Response<Frames<R>>, Status>
    where
        S: Stream<Item = Result<R, Status>> + Send + 'static,
        R: Send + 'static,
    {
        let feed = self.chat.open_feed(identity).map_err(status::of)?;
        let frames = stream::unfold(Some((Box::pin(frames), feed)), async |state| {
            let (mut frames, feed) = state?;
            let reason = feed.must_leave();
            if let Some(reason) = reason {
                let error = match reason {
                    LeaveReason::ServerStopping => Error::Unavailable("the server stops".into()),
                    LeaveReason::TokenExpired | LeaveReason::CredentialRevoked => Error::InvalidToken,
                };
                return Some((Err(status::of(error)), None));
            }
            let next = frames.next().await?;
            Some((next, Some((frames, feed))))
        });
        Ok(Response::new(Box::pin(frames)))
    }
}

/// The identity and the request of an administrator.
fn permitted<T>(request: Request<T>) -> Result<(Arc<Identity>, T), Status> {
    let identity = caller::identity(&request)?;
    identity.caller.require_admin().map_err(status::of)?;
    Ok((identity, request.into_inner()))
}

#[tonic::async_trait]
impl AuditService for AuditRpc {
    async fn list_audit_records(
        &self,
        request: Request<proto::ListAuditRecordsRequest>,
    ) -> Result<Response<proto::ListAuditRecordsResponse>, Status> {
        let (_, request) = permitted(request)?;
        Ok(Response::new(list(&self.audit, request).await.map_err(status::of)?))
    }

    async fn get_audit_status(&self, request: Request<proto::GetAuditStatusRequest>) -> Result<Response<proto::GetAuditStatusResponse>, Status> {
        permitted(request)?;
        let Standing { last_id, last_hash, signed, waiting, waiting_since } = self.audit.standing().await.map_err(status::of)?;
        let audit_status = proto::AuditStatus {
            last_id,
            last_hash: hash_of(last_id, &last_hash),
            signed_id: signed.map_or(0, |(id, _)| id),
            signed_at: signed.map(|(_, at)| convert::time(at)),
            waiting,
            waiting_since: waiting_since.map(convert::time),
        };
        Ok(Response::new(proto::GetAuditStatusResponse { audit_status: Some(audit_status) }))
    }

    type VerifyAuditLogStream = Frames<proto::VerifyAuditLogResponse>;

    async fn verify_audit_log(&self, request: Request<proto::VerifyAuditLogRequest>) -> Result<Response<Self::VerifyAuditLogStream>, Status> {
        let (identity, _) = permitted(request)?;
        self.audit.note(Deed::new("audit.verified")).await.map_err(status::of)?;
        let steps = stream::unfold(self.audit.verify(), async |mut steps| Some((steps.recv().await?, steps)));
        self.respond(&identity, steps.map(|step| step.map(frame).map_err(status::of)))
    }

    type ExportAuditRecordsStream = Frames<proto::ExportAuditRecordsResponse>;

    async fn export_audit_records(
        &self,
        request: Request<proto::ExportAuditRecordsRequest>,
    ) -> Result<Response<Self::ExportAuditRecordsStream>, Status> {
        let (identity, request) = permitted(request)?;
        let proto::ExportAuditRecordsRequest { chat_session_id, actor, action, from_time, until_time } = request;
        let filter = filter(chat_session_id, actor, action, from_time, until_time).map_err(status::of)?;
        self.audit.note(Deed::new("audit.exported").details(filter.details())).await.map_err(status::of)?;
        let name = format!("attachment; filename=\"audit{}.jsonl\"", filter.chat_session_id.map(|id| format!("-{id}")).unwrap_or_default());
        let mut response = self.respond(&identity, export(self.audit.clone(), filter))?;
        // The gateway makes the response's own headers of these.
        for (header, value) in [("content-disposition", name), ("cache-control", "no-store".into()), ("x-content-type-options", "nosniff".into())] {
            if let Ok(value) = value.parse() {
                response.metadata_mut().insert(header, value);
            }
        }
        Ok(response)
    }
}

async fn list(audit: &Audit, request: proto::ListAuditRecordsRequest) -> ModelResult<proto::ListAuditRecordsResponse> {
    let proto::ListAuditRecordsRequest { chat_session_id, actor, action, from_time, until_time, page_size, page_token } = request;
    let filter = filter(chat_session_id, actor, action, from_time, until_time)?;
    let (before_id, size) = (validate::page_start(List::AuditRecords, &page_token, i64::MAX)?, validate::page_size(page_size)?);
    let mut records = audit.newest(filter, before_id, size + 1).await?;
    let next_page_token = validate::next_page(List::AuditRecords, &mut records, size, |record| record.id);
    Ok(proto::ListAuditRecordsResponse { audit_records: records.into_iter().map(convert::audit_record).collect(), next_page_token })
}

/// The file, some hundred lines at a time; the first piece comes also if there is none.
fn export(audit: Audit, filter: AuditFilter) -> impl Stream<Item = Result<proto::ExportAuditRecordsResponse, Status>> {
    stream::try_unfold(Some(0), move |after_id| {
        let (audit, filter) = (audit.clone(), filter.clone());
        async move {
            let Some(after_id) = after_id else { return Ok(None) };
            let records = audit.page(filter, after_id, EXPORT_PAGE).await.map_err(status::of)?;
            let mut lines = String::new();
            for record in &records {
                lines.push_str(&audit::line(record));
                lines.push('\n');
            }
            let last = records.last().filter(|_| records.len() as u64 == EXPORT_PAGE.unsigned_abs()).map(|record| record.id);
            let content = proto::http::HttpBody { content_type: JSON_LINES.into(), data: lines.into(), extensions: Vec::new() };
            Ok(Some((proto::ExportAuditRecordsResponse { content: Some(content) }, last)))
        }
    })
}

/// What verification says, as a frame.
fn frame(step: Step) -> proto::VerifyAuditLogResponse {
    use proto::verify_audit_log_response::Frame;
    let frame = match step {
        Step::Progress { checked, total } => Frame::Progress(proto::AuditProgress { checked, total }),
        Step::Found(finding) => Frame::Finding(convert::finding(finding)),
        Step::Done(report) => {
            let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            Frame::Result(proto::AuditResult {
                records: report.records,
                heads: count(report.heads),
                findings: count(report.findings),
                waiting: report.waiting,
                last_id: report.last_id,
                last_hash: hash_of(report.last_id, &report.last_hash),
                signed_id: report.signed_id,
                signed_at: report.signed_at.map(convert::time),
                unread: report.unread,
            })
        }
    };
    proto::VerifyAuditLogResponse { frame: Some(frame) }
}

/// The hash of the last record; there is none if there is no record.
fn hash_of(last_id: i64, hash: &Hash) -> String {
    if last_id == 0 { String::new() } else { hex::encode(hash) }
}

fn filter(
    chat_session_id: i64,
    actor: String,
    action: String,
    from_time: Option<Timestamp>,
    until_time: Option<Timestamp>,
) -> ModelResult<AuditFilter> {
    let chat_session_id = validate::optional_id("chat_session_id", chat_session_id)?;
    let actor = Some(actor).filter(|actor| !actor.is_empty());
    if actor.as_ref().is_some_and(|actor| actor.parse::<Principal>().map(|known| known.to_string()).as_ref() != Ok(actor)) {
        let problem = "an actor is such as user:5, agent:2 or key:7, or one of system, operator and nobody";
        return Err(Error::invalid("actor", "WRONG_FORMAT", problem));
    }
    let action = Some(action).filter(|action| !action.is_empty());
    let word = |action: &String| action.len() <= MAX_ACTION && action.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte));
    if action.as_ref().is_some_and(|action| !word(action)) {
        return Err(Error::invalid("action", "WRONG_FORMAT", "an action is such as message.text, or message. for all that begin so"));
    }
    let (from, until) = (time("from_time", from_time)?, time("until_time", until_time)?);
    Ok(AuditFilter { chat_session_id, actor, action, from, until })
}

/// A time that the database can compare with: nothing was recorded before 1970.
fn time(field: &'static str, time: Option<Timestamp>) -> ModelResult<Option<Time>> {
    let Some(Timestamp { seconds, nanos }) = time else { return Ok(None) };
    let time = u32::try_from(nanos).ok().filter(|_| seconds < LAST_SECOND).and_then(|nanos| Time::from_timestamp(seconds.max(0), nanos));
    time.map(Some).ok_or_else(|| Error::invalid(field, "OUT_OF_RANGE", "a time is before the year 10000"))
}
