//! Files: bytes under names that the service makes up, in a directory or in an S3-compatible bucket. They are streamed in both directions: of a file there is never
//! more in memory than one part.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::stream::{BoxStream, StreamExt as _};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _, RetryConfig};

use crate::model::{Error, Result};

/// How much is written to a file of the disk at a time.
const DISK_PART: usize = 256 * 1024;
/// S3 takes no smaller parts, but for the last.
const S3_PART: usize = 5 * 1024 * 1024;
/// How long a bucket that does not answer is asked again.
const RETRY_FOR: Duration = Duration::from_secs(15);

/// Where the files are.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    part: usize,
}

impl Blobs {
    /// Opens the place that a URL names: `file:///PATH` or `s3://BUCKET/PREFIX`; without one, a directory. Fails with a text for the operator.
    pub fn open(url: Option<&str>, directory: &FilePath) -> std::result::Result<Self, String> {
        match url {
            None => Self::on_disk(directory),
            Some(url) => match url.split_once("://") {
                Some(("file", path)) if path.starts_with('/') => Self::on_disk(FilePath::new(path)),
                Some(("s3", place)) => Self::in_bucket(place),
                _ => Err(format!("{url:?} is neither file:///PATH nor s3://BUCKET/PREFIX")),
            },
        }
    }

    fn on_disk(directory: &FilePath) -> std::result::Result<Self, String> {
        let unusable = |error: &dyn std::fmt::Display| format!("the directory {} cannot be used: {error}", directory.display());
        // For its owner's eyes only: it holds people's files.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(|error| unusable(&error))?;
        let directory: PathBuf = directory.canonicalize().map_err(|error| unusable(&error))?;
        let store = LocalFileSystem::new_with_prefix(&directory).map_err(|error| unusable(&error))?;
        // A message that shows a file is durable, and so the file has to be.
        Ok(Self { store: Arc::new(store.with_fsync(true)), part: DISK_PART })
    }

    fn in_bucket(place: &str) -> std::result::Result<Self, String> {
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        if bucket.is_empty() {
            return Err("s3:// must be followed by the name of a bucket".to_owned());
        }
        // The client asks for the process's own provider. There may be one already, and it will do.
        drop(rustls::crypto::ring::default_provider().install_default());
        let settings = AmazonS3Builder::from_env().with_bucket_name(bucket);
        let endpoint = settings.get_config_value(&AmazonS3ConfigKey::Endpoint);
        // Who names an endpoint without TLS means it.
        let plain = endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"));
        let retry = RetryConfig { max_retries: 3, retry_timeout: RETRY_FOR, ..RetryConfig::default() };
        let settings = if plain { settings.with_allow_http(true) } else { settings };
        let bucket = settings.with_retry(retry).build().map_err(|error| format!("the bucket {bucket} cannot be used: {error}"))?;
        let prefix = Path::parse(prefix.trim_end_matches('/')).map_err(|error| format!("the prefix {prefix:?} cannot be used: {error}"))?;
        let store: Arc<dyn ObjectStore> = if prefix.as_ref().is_empty() { Arc::new(bucket) } else { Arc::new(PrefixStore::new(bucket, prefix)) };
        Ok(Self { store, part: S3_PART })
    }

    /// Begins to write a file. It is there once it is finished; dropped before, it never was.
    pub fn write(&self, location: &str) -> Writer {
        Writer { blobs: self.clone(), path: Path::from(location), buffer: BytesMut::new(), upload: None }
    }

    /// The bytes of a file.
    pub async fn read(&self, location: &str) -> Result<BoxStream<'static, Result<Bytes>>> {
        let found = self.store.get(&Path::from(location)).await.map_err(|error| failed("read", error))?;
        Ok(found.into_stream().map(|bytes| bytes.map_err(|error| failed("read", error))).boxed())
    }

    /// Deletes a file, if it is there.
    pub async fn delete(&self, location: &str) -> Result<()> {
        match self.store.delete(&Path::from(location)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed("deleted", error)),
        }
    }
}

fn failed(what: &str, error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { path, .. } => Error::Internal(format!("the file {path} is not in the blob store")),
        error => Error::Unavailable(format!("a file cannot be {what} now: {error}")),
    }
}

/// A file that is being written.
#[derive(Debug)]
pub struct Writer {
    blobs: Blobs,
    path: Path,
    buffer: BytesMut,
    /// Begun with the first full part: what is smaller is put at once.
    upload: Option<Box<dyn MultipartUpload>>,
}

impl Writer {
    /// Adds bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.buffer.extend_from_slice(bytes);
        while self.buffer.len() >= self.blobs.part {
            let part = self.buffer.split_to(self.blobs.part).freeze();
            self.put(part).await.map_err(|error| failed("written", error))?;
        }
        Ok(())
    }

    async fn put(&mut self, part: Bytes) -> object_store::Result<()> {
        let upload = match &mut self.upload {
            Some(upload) => upload,
            None => self.upload.insert(self.blobs.store.put_multipart(&self.path).await?),
        };
        upload.put_part(part.into()).await
    }

    /// Ends the file; it is durable when this answers.
    pub async fn finish(mut self) -> Result<()> {
        self.end().await.map_err(|error| failed("written", error))
    }

    async fn end(&mut self) -> object_store::Result<()> {
        let rest = self.buffer.split().freeze();
        let Some(upload) = &mut self.upload else {
            return self.blobs.store.put(&self.path, rest.into()).await.map(drop);
        };
        if !rest.is_empty() {
            upload.put_part(rest.into()).await?;
        }
        upload.complete().await?;
        self.upload = None;
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // A bucket keeps, and bills, the parts of what nobody ended.
        if let (Some(mut upload), Ok(runtime)) = (self.upload.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(async move {
                if let Err(error) = upload.abort().await {
                    tracing::debug!(%error, "an upload could not be aborted");
                }
            });
        }
    }
}
