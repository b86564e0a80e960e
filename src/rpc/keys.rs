//! API keys: create, list, revoke.

use super::admin::AdminRpc;
use super::validate::List;
use super::{convert, proto, validate};
use crate::auth::keys;
use crate::model::{Error, KeyRole, Noun, Result};

pub(super) async fn create(rpc: &AdminRpc, request: proto::CreateApiKeyRequest) -> Result<proto::CreateApiKeyResponse> {
    let name = validate::name("name", &request.name)?;
    let role = convert::key_role(request.role)?;
    let agent_id = validate::optional_id("agent_id", request.agent_id)?;
    if agent_id.is_some() != (role == KeyRole::Agent) {
        return Err(Error::invalid("agent_id", "ROLE_MISMATCH", "a key of the role agent names its agent, and no other key does"));
    }
    let (key, secret) = keys::create(&rpc.store, &rpc.clock, name, role, agent_id).await?;
    Ok(proto::CreateApiKeyResponse { api_key: Some(convert::api_key(key)), secret })
}

pub(super) async fn list(rpc: &AdminRpc, request: proto::ListApiKeysRequest) -> Result<proto::ListApiKeysResponse> {
    let (after_id, size) = (validate::page_start(List::ApiKeys, &request.page_token, 0)?, validate::page_size(request.page_size)?);
    let mut keys = rpc.store.list_api_keys(after_id, size + 1).await?;
    let next_page_token = validate::next_page(List::ApiKeys, &mut keys, size, |key| key.id);
    Ok(proto::ListApiKeysResponse { api_keys: keys.into_iter().map(convert::api_key).collect(), next_page_token })
}

pub(super) async fn revoke(rpc: &AdminRpc, id: i64) -> Result<proto::ApiKey> {
    let id = validate::id("id", id)?;
    let key = rpc.store.revoke_api_key(id, rpc.clock.now()).await?.ok_or_else(|| Error::not_found(Noun::ApiKey, id))?;
    Ok(convert::api_key(key))
}
