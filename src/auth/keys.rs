//! API keys.

use super::secrets;
use crate::clock::SharedClock;
use crate::model::{Credential, CredentialKind, Error, KeyRole, NewCredential, Noun, Result};
use crate::store::Store;

/// Creates a key; the second value is its secret, which is nowhere else.
pub async fn create(store: &Store, clock: &SharedClock, name: String, role: KeyRole, agent_id: Option<i64>) -> Result<(Credential, String)> {
    if let Some(id) = agent_id {
        let agent = store.get_agent(id).await?.filter(|agent| !agent.disabled);
        agent.ok_or_else(|| Error::not_found(Noun::Agent, id))?;
    }
    let (secret, hash) = secrets::generate(&**clock, CredentialKind::ApiKey);
    let key = NewCredential { kind: CredentialKind::ApiKey, hash, family: 0, role: Some(role), name, user_id: None, agent_id, expires_at: None };
    let ids = store.create_credentials(vec![key], clock.now()).await?;
    let id = ids.first().copied().unwrap_or_default();
    let key = store.get_api_key(id).await?.ok_or_else(|| Error::Internal(format!("API key {id} is gone")))?;
    Ok((key, secret))
}
