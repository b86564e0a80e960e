//! Attachments: upload, link, download, and what becomes of those that nobody sends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use chrono::TimeDelta;
use futures::stream::BoxStream;
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore};

use super::Chat;
use crate::auth::links::LinkKey;
use crate::auth::{Caller, Identity, secrets};
use crate::blobs::{self, Blobs};
use crate::model::attachments::{content_type, file_name};
use crate::model::{Actor, Attachment, Error, NewUpload, Result, Time, Upload};

/// Uploads that a node takes at a time...
const NODE_UPLOADS: usize = 8;
/// ...and of one caller.
const CALLER_UPLOADS: usize = 2;
/// When somebody who was refused for that may try again.
const RETRY_AFTER: Duration = Duration::from_secs(2);
/// What an image's size is looked for in: cameras put a small picture before it.
const HEAD: usize = 128 * 1024;
/// For how long a link is good.
const LINK_LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// How long what was uploaded may wait to be sent.
const UNSENT_LIFETIME: TimeDelta = TimeDelta::days(1);

/// What all uploads and downloads of a node share. Clones share it.
#[derive(Clone)]
pub struct Files {
    blobs: Blobs,
    max_bytes: u64,
    uploads: Arc<Semaphore>,
    callers: Arc<Mutex<HashMap<Uploader, usize>>>,
    link_key: Arc<OnceCell<LinkKey>>,
}

/// A person, however often they are logged in, or one API key.
type Uploader = (Caller, i64);

impl Files {
    /// Files of at most so many bytes, in a blob store.
    pub fn new(blobs: Blobs, max_bytes: u64) -> Self {
        Self { blobs, max_bytes, uploads: Arc::new(Semaphore::new(NODE_UPLOADS)), callers: Arc::default(), link_key: Arc::default() }
    }

    /// Takes a place among the uploads; it is free again when the answer is dropped.
    fn enter(&self, identity: &Identity) -> Result<Place> {
        let too_many = || Error::TooManyUploads { retry_after: RETRY_AFTER };
        let uploader = match identity.caller {
            key @ (Caller::ServiceKey | Caller::AdminKey | Caller::OperatorKey) => (key, identity.credential_id),
            person => (person, 0),
        };
        let permit = Arc::clone(&self.uploads).try_acquire_owned().map_err(|_| too_many())?;
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        let count = callers.entry(uploader).or_default();
        if *count >= CALLER_UPLOADS {
            return Err(too_many());
        }
        *count += 1;
        Ok(Place { files: self.clone(), uploader, _permit: permit })
    }
}

/// A place among the uploads of a node and of a caller.
struct Place {
    files: Files,
    uploader: Uploader,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut callers = self.files.callers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = callers.get_mut(&self.uploader) {
            *count -= 1;
            if *count == 0 {
                callers.remove(&self.uploader);
            }
        }
    }
}

/// An upload under way. What is dropped before its end is never seen, and swept up with what was not sent.
pub struct Uploading {
    chat: Chat,
    attachment: Attachment,
    claimed: String,
    writer: blobs::Writer,
    size: u64,
    head: BytesMut,
    _place: Place,
}

impl Uploading {
    /// Adds some of the file's bytes. Fails with `AttachmentTooLarge`.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let max = self.chat.files.max_bytes;
        self.size += bytes.len() as u64;
        if self.size > max {
            return Err(Error::AttachmentTooLarge(max));
        }
        let wanted = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..wanted]);
        self.writer.write(bytes).await
    }

    /// Ends the upload: the attachment can be sent.
    pub async fn finish(self) -> Result<Attachment> {
        let Self { chat, mut attachment, claimed, writer, size, head, _place } = self;
        if size == 0 {
            return Err(Error::invalid("content", "ATTACHMENT_EMPTY", "a file must have some bytes"));
        }
        let image = Image::of(&head);
        attachment.content_type = content_type(&claimed, image.as_ref().map(|image| image.content_type));
        (attachment.width, attachment.height) = image.map(|image| (image.width, image.height)).unwrap_or_default();
        attachment.size = i64::try_from(size).unwrap_or(i64::MAX);
        writer.finish().await?;
        chat.store.finish_upload(attachment.clone()).await?;
        Ok(attachment)
    }
}

/// A link to an attachment.
#[derive(Debug, Clone)]
pub struct Link {
    /// The attachment.
    pub attachment_id: i64,
    /// When it is refused.
    pub expires_at: Time,
    /// What proves that the service made it.
    pub signature: String,
}

impl Chat {
    /// The greatest number of bytes of an attachment.
    pub fn max_attachment(&self) -> u64 {
        self.files.max_bytes
    }

    /// Begins an upload into a session that the caller may write in.
    pub async fn begin_upload(&self, identity: &Identity, chat_session_id: i64, name: &str, claimed: String) -> Result<Uploading> {
        let actor = identity.caller.actor()?;
        let session = self.get_session(actor, chat_session_id).await?;
        session.check_send(actor)?;
        let place = self.files.enter(identity)?;
        let id = secrets::random_id(&*self.clock);
        // Nobody wants a hundred thousand files in one directory.
        let location = format!("{}/{id}", &id[..2]);
        let name = file_name(name);
        let upload = NewUpload { chat_session_id, uploader: session.author(actor), name: name.clone(), location: location.clone() };
        let id = self.store.begin_upload(upload, self.clock.now()).await?;
        let attachment = Attachment { id, chat_session_id, name, content_type: String::new(), size: 0, width: 0, height: 0 };
        let writer = self.files.blobs.write(&location);
        Ok(Uploading { chat: self.clone(), attachment, claimed, writer, size: 0, head: BytesMut::new(), _place: place })
    }

    /// The attachment that a message is to show: one that the actor uploaded into this session. Whether it was sent already is decided when it is stored.
    pub async fn attachment_to_send(&self, actor: Actor, chat_session_id: i64, id: i64) -> Result<Attachment> {
        let session = self.get_session(actor, chat_session_id).await?;
        let upload = self.store.get_upload(id).await?.filter(|upload| {
            let whole = upload.attachment.size > 0 && upload.attachment.chat_session_id == session.id;
            whole && upload.uploader == session.author(actor)
        });
        upload.map(|upload| upload.attachment).ok_or_else(|| Attachment::not_found(id))
    }

    /// Makes a link to an attachment of a session that the actor sees.
    pub async fn create_attachment_link(&self, actor: Actor, id: i64) -> Result<Link> {
        let missing = || Attachment::not_found(id);
        let upload = self.store.get_upload(id).await?.filter(Upload::was_sent).ok_or_else(missing)?;
        match self.read_session(actor, upload.attachment.chat_session_id).await {
            Err(Error::NotFound { .. }) => return Err(missing()),
            session => session?,
        };
        let expires_at = self.clock.now() + LINK_LIFETIME;
        let signature = self.link_key().await?.sign(id, expires_at.timestamp());
        Ok(Link { attachment_id: id, expires_at, signature })
    }

    /// The attachment behind a link, and its bytes.
    pub async fn open_attachment(&self, id: i64, expires: i64, signature: &str) -> Result<(Attachment, BoxStream<'static, Result<Bytes>>)> {
        let genuine = self.link_key().await?.verify(id, expires, signature);
        if !genuine || self.clock.now().timestamp() >= expires {
            return Err(Error::LinkInvalid);
        }
        let upload = self.store.get_upload(id).await?.ok_or_else(|| Attachment::not_found(id))?;
        let bytes = self.files.blobs.read(&upload.location).await?;
        Ok((upload.attachment, bytes))
    }

    /// Deletes what was uploaded a day ago and never sent, and answers how much.
    pub async fn sweep_attachments(&self) -> Result<usize> {
        let abandoned = self.store.abandon_uploads(self.clock.now() - UNSENT_LIFETIME).await?;
        let mut deleted = 0;
        for (id, location) in &abandoned {
            // The row goes last: it alone knows where the bytes are. One file that cannot be deleted does not keep the others.
            match self.files.blobs.delete(location).await {
                Ok(()) => {
                    self.store.delete_upload(*id).await?;
                    deleted += 1;
                }
                Err(error) => tracing::warn!(attachment = id, %error, "an upload that was never sent could not be deleted"),
            }
        }
        Ok(deleted)
    }

    /// What links are signed with: made by the first node that needs it, and the same on all.
    async fn link_key(&self) -> Result<&LinkKey> {
        let agree = async || {
            let bytes = self.store.agree("attachment_links", self.clock.random().to_vec()).await?;
            LinkKey::new(&bytes).ok_or_else(|| Error::Internal("the setting attachment_links is no key".to_owned()))
        };
        self.files.link_key.get_or_try_init(agree).await
    }
}

/// What the first bytes of a file say of it.
struct Image {
    content_type: &'static str,
    width: i32,
    height: i32,
}

impl Image {
    fn of(head: &[u8]) -> Option<Self> {
        use imagesize::ImageType;
        let content_type = match imagesize::image_type(head).ok()? {
            ImageType::Png => "image/png",
            ImageType::Jpeg => "image/jpeg",
            ImageType::Gif => "image/gif",
            ImageType::Webp => "image/webp",
            _ => return None,
        };
        let pixels = |number: usize| i32::try_from(number).unwrap_or_default();
        let size = imagesize::blob_size(head).ok();
        let (width, height) = size.map(|size| (pixels(size.width), pixels(size.height))).unwrap_or_default();
        Some(Self { content_type, width, height })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\0\xf0\x08\x02\0\0\0";
    const GIF: &[u8] = b"GIF89a\x20\x00\x10\x00\x80\x00\x00";
    const WEBP: &[u8] = b"RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\0\0\x1f\0\0";
    /// With a comment in front of the frame's header.
    const JPEG: &[u8] =
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xfe\0\x05abc\xff\xc0\0\x11\x08\0\x30\0\x40\x03\x01\"\0\x02\x11\x01\x03\x11\x01";

    #[test]
    fn images_are_known_by_their_bytes() {
        let seen = |head: &[u8]| Image::of(head).map(|image| (image.content_type, image.width, image.height));
        assert_eq!(seen(PNG), Some(("image/png", 320, 240)));
        assert_eq!(seen(GIF), Some(("image/gif", 32, 16)));
        assert_eq!(seen(WEBP), Some(("image/webp", 64, 32)));
        assert_eq!(seen(JPEG), Some(("image/jpeg", 64, 48)));
        for other in ["<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "%PDF-1.7", "BM", "", "G", "RIFF", "\u{89}PNG"] {
            assert_eq!(seen(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn no_bytes_are_too_strange_to_look_at() {
        for image in [PNG, GIF, WEBP, JPEG] {
            for end in 0..image.len() {
                Image::of(&image[..end]);
                for byte in [0x00, 0x7f, 0x80, 0xff] {
                    let mut odd = image.to_vec();
                    odd[end] = byte;
                    Image::of(&odd);
                    odd.resize(70_000, byte);
                    Image::of(&odd);
                }
            }
        }
    }
}
