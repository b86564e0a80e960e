//! Agents: create, update, set the password.

use super::admin::AdminRpc;
use super::mask::Mask;
use super::{convert, proto, validate};
use crate::auth::passwords;
use crate::model::{Agent, AgentRole, AgentUpdate, Error, NewAgent, Result};

pub(super) async fn create(rpc: &AdminRpc, request: proto::CreateAgentRequest) -> Result<proto::Agent> {
    let name = validate::name("name", &request.name)?;
    let email = address("email", &request.email)?;
    let role = convert::agent_role("role", request.role)?.unwrap_or(AgentRole::Agent);
    let capacity = if request.capacity == 0 { Agent::DEFAULT_CAPACITY } else { capacity("capacity", request.capacity)? };
    let password_hash = if request.password.is_empty() {
        None
    } else {
        validate::password(&request.password)?;
        if email.is_none() {
            return Err(Error::invalid("email", "FIELD_REQUIRED", "an agent with a password needs an e-mail address to log in with"));
        }
        Some(passwords::hash(&rpc.clock, &request.password).await?)
    };
    let agent = rpc.store.create_agent(NewAgent { name, email, password_hash, role, capacity }, rpc.clock.now()).await?;
    Ok(convert::agent(agent, true))
}

pub(super) async fn update(rpc: &AdminRpc, request: proto::UpdateAgentRequest) -> Result<proto::Agent> {
    let agent = request.agent.unwrap_or_default();
    let id = validate::id("agent.id", agent.id)?;
    let mask = Mask::new(request.update_mask, &["name", "email", "role", "capacity", "disabled", "avatar_url"])?;
    let role = mask.has("role", agent.role != 0).then(|| convert::agent_role("agent.role", agent.role)).transpose()?;
    if role == Some(None) {
        return Err(Error::invalid("agent.role", "FIELD_REQUIRED", "a role must be named"));
    }
    let update = AgentUpdate {
        name: mask.has("name", !agent.name.is_empty()).then(|| validate::name("agent.name", &agent.name)).transpose()?,
        email: mask.has("email", !agent.email.is_empty()).then(|| address("agent.email", &agent.email)).transpose()?,
        password_hash: None,
        role: role.flatten(),
        capacity: mask.has("capacity", agent.capacity != 0).then(|| capacity("agent.capacity", agent.capacity)).transpose()?,
        disabled: mask.has("disabled", agent.disabled).then_some(agent.disabled),
        avatar_url: mask
            .has("avatar_url", !agent.avatar_url.is_empty())
            .then(|| validate::picture("agent.avatar_url", &agent.avatar_url))
            .transpose()?,
    };
    Ok(convert::agent(rpc.chat.update_agent(id, update).await?, true))
}

pub(super) async fn set_password(rpc: &AdminRpc, request: proto::SetAgentPasswordRequest) -> Result<()> {
    let id = validate::id("id", request.id)?;
    validate::password(&request.password)?;
    let password_hash = Some(passwords::hash(&rpc.clock, &request.password).await?);
    rpc.chat.update_agent(id, AgentUpdate { password_hash, ..AgentUpdate::default() }).await?;
    Ok(())
}

fn address(field: &'static str, value: &str) -> Result<Option<String>> {
    Ok(Some(validate::email(field, value)?.to_lowercase()).filter(|email| !email.is_empty()))
}

fn capacity(field: &'static str, value: i32) -> Result<i32> {
    if (1..=Agent::MAX_CAPACITY).contains(&value) {
        Ok(value)
    } else {
        Err(Error::invalid(field, "OUT_OF_RANGE", format!("a capacity is 1 to {}", Agent::MAX_CAPACITY)))
    }
}
