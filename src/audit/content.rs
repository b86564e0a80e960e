//! What a record keeps of its content: the text, the text sealed with a key, or nothing but the commitment.

use std::path::Path;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::heads::secret;
use crate::clock::Clock;
use crate::model::audit::{GENESIS, Posted, commitment};
use crate::model::{AuditEvent, AuditRecord, Content, Kept, Time};
use crate::store::Sealed;

/// How contents are kept.
pub enum Contents {
    /// As they are.
    Text,
    /// Not at all: only the commitment is.
    Commitment,
    /// Sealed with ChaCha20-Poly1305: the nonce, then what was sealed. The event's id is bound to it.
    Sealed(Box<LessSafeKey>),
}

impl Contents {
    /// Contents that are sealed with the key in a file of 64 hexadecimal digits, which is made if it is missing.
    pub fn sealed(file: &Path) -> Result<Self, String> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &secret(file)?).map_err(|_| "the key cannot be used".to_owned())?;
        Ok(Self::Sealed(Box::new(LessSafeKey::new(key))))
    }

    /// A row of the outbox as it is to be recorded.
    pub fn seal(&self, row: Posted, clock: &dyn Clock) -> Sealed {
        Sealed { outbox_id: row.outbox_id, events: row.events.into_iter().map(|event| self.record(event, clock)).collect() }
    }

    /// An event as a record that has no place in the chain yet.
    fn record(&self, mut event: AuditEvent, clock: &dyn Clock) -> AuditRecord {
        let (source, content) = (std::mem::take(&mut event.source), std::mem::take(&mut event.content));
        let [salt, nonce] = halves(clock.random());
        let commitment = commitment(&salt, &source, &content);
        let kept = match self {
            Self::Text => Kept::Text(content),
            Self::Commitment => Kept::Nothing,
            Self::Sealed(key) => seal(key, nonce, &event.event_id, content).map_or(Kept::Nothing, Kept::Sealed),
        };
        let word = kept.word().to_owned();
        let content = Some(Content { salt, source, kept });
        AuditRecord { id: 0, event, recorded_at: Time::UNIX_EPOCH, commitment, kept: word, hash: GENESIS, content }
    }

    /// A record with its content opened, if it was sealed with this key.
    pub fn opened(&self, mut record: AuditRecord) -> AuditRecord {
        if let Self::Sealed(key) = self
            && let Some(Content { kept, .. }) = &mut record.content
            && let Kept::Sealed(bytes) = kept
            && let Some(text) = open(key, &record.event.event_id, bytes)
        {
            *kept = Kept::Text(text);
        }
        record
    }
}

fn halves(random: [u8; 32]) -> [[u8; 16]; 2] {
    let (mut first, mut second) = ([0; 16], [0; 16]);
    first.copy_from_slice(&random[..16]);
    second.copy_from_slice(&random[16..]);
    [first, second]
}

fn seal(key: &LessSafeKey, random: [u8; 16], event_id: &str, content: String) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    nonce.copy_from_slice(&random[..NONCE_LEN]);
    let mut bytes = content.into_bytes();
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(event_id), &mut bytes).ok()?;
    Some([&nonce[..], &bytes].concat())
}

fn open(key: &LessSafeKey, event_id: &str, sealed: &[u8]) -> Option<String> {
    let (nonce, bytes) = sealed.split_at_checked(NONCE_LEN)?;
    let mut bytes = bytes.to_vec();
    let text = key.open_in_place(Nonce::try_assume_unique_for_key(nonce).ok()?, Aad::from(event_id), &mut bytes).ok()?;
    String::from_utf8(text.to_vec()).ok()
}
