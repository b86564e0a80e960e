//! Signed heads: what the end of the chain was at a time, kept outside the database, so that whoever can write there cannot cut the log or write it anew.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rand::Rng as _;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use tokio::time::timeout;

use crate::blobs::Blobs;
use crate::model::audit::{Hash, head_text};
use crate::model::{Error, Time};

/// More than a line takes, in bytes.
const MAX_LINE: u64 = 1024;
/// How long a place elsewhere may take: while it is waited for, none is signed.
const POSTED_WITHIN: Duration = Duration::from_secs(2);
/// Where the last line is looked for, in bytes from the end.
const TAIL: u64 = 4 * MAX_LINE;

/// A public key for Ed25519.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedBy(pub [u8; 32]);

impl std::str::FromStr for SignedBy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).map_err(|_| "a public key is 64 hexadecimal digits".to_owned())?;
        Ok(Self(key))
    }
}

/// The end of the chain at a time, signed: a line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// The last record.
    pub last_id: i64,
    /// Its hash, in hexadecimal digits.
    pub hash: String,
    /// When it was signed.
    pub signed_at: Time,
    /// Who signed it: an Ed25519 key in hexadecimal digits.
    pub public_key: String,
    /// The signature of all that, in hexadecimal digits: see `head_text`.
    pub signature: String,
}

impl Head {
    /// Whether one of these keys has signed it.
    pub fn is_signed_by(&self, trusted: &[SignedBy]) -> bool {
        let Ok(signature) = hex::decode(&self.signature) else { return false };
        let text = head_text(self.last_id, &self.hash, self.signed_at);
        let named = trusted.iter().filter(|key| hex::encode(key.0) == self.public_key);
        named.into_iter().any(|key| UnparsedPublicKey::new(&ED25519, key.0).verify(&text, &signature).is_ok())
    }
}

/// Signs heads, and keeps them in a file and, if wanted, elsewhere.
pub struct Heads {
    key: Ed25519KeyPair,
    file: PathBuf,
    elsewhere: Option<Blobs>,
    signed: Mutex<i64>,
}

impl Heads {
    /// Heads that are signed with the key in a file of 64 hexadecimal digits, which is made if it is missing, and kept in another file, and elsewhere.
    pub fn open(key: &Path, file: PathBuf, elsewhere: Option<Blobs>) -> Result<Arc<Self>, String> {
        let key = Ed25519KeyPair::from_seed_unchecked(&secret(key)?).map_err(|_| format!("the key in {} cannot be used", key.display()))?;
        let last = newest(&file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?.map_or(0, |head| head.last_id);
        Ok(Arc::new(Self { key, file, elsewhere, signed: Mutex::new(last) }))
    }

    /// Who signs.
    pub fn signed_by(&self) -> SignedBy {
        let mut key = [0; 32];
        key.copy_from_slice(self.key.public_key().as_ref());
        SignedBy(key)
    }

    /// Signs the end of the chain, unless it or a later one was signed. What cannot be kept elsewhere is kept in the file, and said in the log.
    pub async fn sign(&self, last_id: i64, hash: &Hash, now: Time) -> std::io::Result<()> {
        if last_id <= *self.signed.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(());
        }
        let hash = hex::encode(hash);
        let signature = hex::encode(self.key.sign(&head_text(last_id, &hash, now)).as_ref());
        let head = Head { last_id, hash, signed_at: now, public_key: hex::encode(self.signed_by().0), signature };
        let line = serde_json::to_string(&head).map_err(std::io::Error::other)? + "\n";
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(&self.file)?;
        drop_half_a_line(&mut file)?;
        file.write_all(line.as_bytes())?;
        file.sync_data()?;
        *self.signed.lock().unwrap_or_else(PoisonError::into_inner) = last_id;
        if let Some(blobs) = &self.elsewhere
            && let Err(error) =
                timeout(POSTED_WITHIN, post(blobs, last_id, line)).await.unwrap_or_else(|slow| Err(Error::Unavailable(slow.to_string())))
        {
            // The next one stands for all before it.
            tracing::warn!(%error, last_id, "a signed head of the audit log could not be kept elsewhere");
        }
        Ok(())
    }
}

/// What a power cut left of the last line is not a head, and must not be taken for one that somebody spoiled.
fn drop_half_a_line(file: &mut File) -> std::io::Result<()> {
    let length = file.metadata()?.len();
    let start = length.saturating_sub(MAX_LINE);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.read_to_end(&mut tail)?;
    let half = tail.iter().rev().take_while(|byte| **byte != b'\n').count() as u64;
    if half > 0 { file.set_len(length - half) } else { Ok(()) }
}

async fn post(blobs: &Blobs, last_id: i64, line: String) -> crate::model::Result<()> {
    let mut file = blobs.write(&format!("head-{last_id:016}.json"));
    file.write(line.as_bytes()).await?;
    file.finish().await?;
    Ok(())
}

/// The last head in a file, if it has one.
pub fn newest(file: &Path) -> std::io::Result<Option<Head>> {
    let mut file = match File::open(file) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    // The last line may be half written.
    Ok(tail.rsplit(|byte| *byte == b'\n').find_map(|line| serde_json::from_slice(line).ok()))
}

/// The heads in a file, in order; none if there is no file. A line that is none is an error with its number.
pub fn read(path: &Path) -> Result<impl Iterator<Item = Result<Head, String>> + use<>, String> {
    let shown = path.display().to_string();
    let file = match File::open(path) {
        Ok(file) => Some(file),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(format!("{shown} cannot be read: {error}")),
    };
    let lines = file.map(|file| BufReader::new(file).lines()).into_iter().flatten().enumerate();
    // A file that cannot be read fails for ever.
    let mut unreadable = false;
    Ok(lines.map_while(move |(number, line)| {
        let bad = |error: &dyn std::fmt::Display| format!("line {} of {shown} is no signed head: {error}", number + 1);
        if std::mem::replace(&mut unreadable, line.is_err()) {
            return None;
        }
        Some(line.map_err(|error| bad(&error)).and_then(|line| serde_json::from_str(&line).map_err(|error| bad(&error))))
    }))
}

/// The 32 secret bytes in a file of 64 hexadecimal digits, which is made, for its owner's eyes only, if it is missing.
pub fn secret(path: &Path) -> Result<[u8; 32], String> {
    let mut secret = [0; 32];
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let bad = |_| format!("{} must hold 64 hexadecimal digits", path.display());
            hex::decode_to_slice(text.trim(), &mut secret).map_err(bad)?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            rand::rng().fill_bytes(&mut secret);
            let unwritable = |error| format!("the key {} cannot be written: {error}", path.display());
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(unwritable)?;
            file.write_all((hex::encode(secret) + "\n").as_bytes()).and_then(|()| file.sync_all()).map_err(unwritable)?;
        }
        Err(error) => return Err(format!("the key {} cannot be read: {error}", path.display())),
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::{Heads, read};
    use crate::model::Time;

    #[tokio::test]
    async fn heads_are_signed_in_order_and_outlive_a_power_cut() {
        let directory = tempfile::tempdir().expect("a directory");
        let (key, file) = (directory.path().join("key"), directory.path().join("heads"));
        let open = || Heads::open(&key, file.clone(), None).expect("heads");
        let sign = async |last_id| open().sign(last_id, &[7; 32], Time::UNIX_EPOCH).await.expect("signed");
        sign(3).await;
        sign(2).await;
        std::fs::write(&file, std::fs::read_to_string(&file).expect("heads") + "{\"last_id\":4,\"ha").expect("written");
        sign(5).await;
        let heads: Vec<_> = read(&file).expect("a file").map(|head| head.expect("a head")).collect();
        assert_eq!(heads.iter().map(|head| head.last_id).collect::<Vec<_>>(), [3, 5]);
        let trusted = [open().signed_by()];
        assert!(heads.iter().all(|head| head.is_signed_by(&trusted)));
        let mut other = heads[0].clone();
        other.last_id = 4;
        assert!(!other.is_signed_by(&trusted) && !heads[0].is_signed_by(&[]));
        assert_eq!(read(directory.path()).expect("it can be opened").count(), 1, "a directory is told of once");
    }
}
