//! Attachments: upload, link, download.

use std::time::Duration;

use futures::StreamExt as _;
use http::HeaderValue;
use tokio::time::timeout;
use tonic::{Request, Response, Status, Streaming};

use super::chat::Frames;
use super::{caller, convert, proto, status, validate};
use crate::auth::Identity;
use crate::chat::Chat;
use crate::model::{Attachment, Error, Result as ModelResult};

/// How long an upload may pause.
const STALLED: Duration = Duration::from_secs(30);
/// How long an upload may take: whoever sends a byte now and then must not hold a place for ever.
const UPLOAD_WITHIN: Duration = Duration::from_secs(600);
/// What a page of another site may do with a file that it can show: nothing but that.
const POLICY: &str = "sandbox; default-src 'none'";

pub(super) async fn upload(chat: &Chat, request: Request<Streaming<proto::UploadAttachmentRequest>>) -> Result<proto::Attachment, Status> {
    let identity = caller::identity(&request)?;
    let uploaded = timeout(UPLOAD_WITHIN, receive(chat, &identity, request.into_inner())).await;
    let late = || incomplete(format!("the file did not arrive within {} seconds", UPLOAD_WITHIN.as_secs()));
    uploaded.unwrap_or_else(|_| Err(late())).map(convert::attachment)
}

async fn receive(chat: &Chat, identity: &Identity, mut pieces: Streaming<proto::UploadAttachmentRequest>) -> Result<Attachment, Status> {
    let first = timeout(STALLED, pieces.message()).await.map_err(|_| stalled())??.unwrap_or_default();
    let begin = async || -> ModelResult<_> {
        let id = validate::session_id("id", first.id)?;
        if first.name.is_empty() {
            return Err(Error::invalid("name", "FIELD_REQUIRED", "this field must be given"));
        }
        if first.name.chars().count() > Attachment::MAX_NAME {
            return Err(Error::invalid("name", "VALUE_TOO_LONG", format!("at most {} characters are allowed", Attachment::MAX_NAME)));
        }
        let claimed = first.content.as_ref().map(|content| content.content_type.clone()).unwrap_or_default();
        chat.begin_upload(identity, id, &first.name, claimed).await
    };
    let mut upload = begin().await.map_err(status::of)?;
    let mut piece = first.content.unwrap_or_default().data;
    loop {
        upload.write(&piece).await.map_err(status::of)?;
        // Messages without a byte do not keep an upload alive.
        let next = async {
            loop {
                match pieces.message().await?.map(|next| next.content.unwrap_or_default().data) {
                    Some(bytes) if bytes.is_empty() => {}
                    next => return Ok::<_, Status>(next),
                }
            }
        };
        match timeout(STALLED, next).await.map_err(|_| stalled())?? {
            Some(bytes) => piece = bytes,
            None => return upload.finish().await.map_err(status::of),
        }
    }
}

fn stalled() -> Status {
    incomplete(format!("no byte of the file has arrived for {} seconds", STALLED.as_secs()))
}

fn incomplete(problem: String) -> Status {
    status::of(Error::invalid("content", "INCOMPLETE_BODY", problem))
}

pub(super) async fn create_link(chat: &Chat, request: Request<proto::CreateAttachmentLinkRequest>) -> Result<proto::AttachmentLink, Status> {
    let actor = caller::actor(&request)?;
    let id = validate::id("id", request.into_inner().id).map_err(status::of)?;
    let link = chat.create_attachment_link(actor, id).await.map_err(status::of)?;
    let url = format!("/attachments/{id}?expires={}&signature={}", link.expires_at.timestamp(), link.signature);
    Ok(proto::AttachmentLink { url, expires_at: Some(convert::time(link.expires_at)) })
}

pub(super) async fn download(
    chat: &Chat,
    request: Request<proto::DownloadAttachmentRequest>,
) -> Result<Response<Frames<proto::DownloadAttachmentResponse>>, Status> {
    let proto::DownloadAttachmentRequest { id, expires, signature } = request.into_inner();
    let id = validate::id("id", id).map_err(status::of)?;
    let (attachment, mut bytes) = chat.open_attachment(id, expires, &signature).await.map_err(status::of)?;
    // An error of the store comes before the response has begun.
    let first = bytes.next().await;
    let content_type = attachment.content_type.clone();
    let pieces = futures::stream::iter(first).chain(bytes).map(move |bytes| {
        let content = proto::http::HttpBody { content_type: content_type.clone(), data: bytes.map_err(status::of)?, extensions: Vec::new() };
        Ok(proto::DownloadAttachmentResponse { content: Some(content) })
    });
    let mut response = Response::new(Box::pin(pieces) as Frames<_>);
    // The gateway makes the response's own headers of these.
    let headers = [
        ("content-disposition", disposition(&attachment)),
        ("content-security-policy", POLICY.to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        ("cross-origin-resource-policy", "cross-origin".to_owned()),
        ("cache-control", "private, max-age=600, immutable".to_owned()),
        // Under this name: here the body is longer by what gRPC puts around it.
        ("x-content-length", attachment.size.to_string()),
    ];
    for (name, value) in headers {
        let value = HeaderValue::try_from(value).ok().and_then(|value| value.to_str().ok()?.parse().ok());
        if let Some(value) = value {
            response.metadata_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// Whether a browser shows the file or saves it, and under which name.
fn disposition(attachment: &Attachment) -> String {
    let mut text = String::from(if attachment.is_image() { "inline" } else { "attachment" });
    text.push_str("; filename*=UTF-8''");
    for byte in attachment.name.bytes() {
        // RFC 8187: what needs no escape.
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.push_str(&hex::encode_upper([byte]));
        }
    }
    text
}
