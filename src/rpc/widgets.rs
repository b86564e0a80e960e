//! What a page needs to show the chat.

use super::{convert, proto, sites};
use crate::chat::Chat;
use crate::model::{Agent, Error, Participant, Result};

pub(super) async fn get(chat: &Chat, request: proto::GetWidgetRequest) -> Result<proto::Widget> {
    if request.site.is_empty() {
        return Err(Error::invalid("site", "FIELD_REQUIRED", "this field must be given"));
    }
    let (site, agents) = chat.widget(&request.site).await?;
    Ok(proto::Widget {
        site: site.key.clone(),
        name: site.name.clone(),
        settings: Some(sites::widget(&site.settings.widget)),
        agents_available: !agents.is_empty(),
        agents: agents.iter().map(profile).collect(),
        max_attachment_bytes: i64::try_from(chat.max_attachment()).unwrap_or(i64::MAX),
        require_verification: site.settings.require_verification,
    })
}

/// What everyone may see of an agent who takes sessions.
fn profile(agent: &Agent) -> proto::Profile {
    proto::Profile {
        participant: Some(convert::participant(Participant::Agent(agent.id))),
        name: agent.name.clone(),
        avatar_url: agent.avatar_url.clone(),
        presence: proto::PresenceStatus::Online.into(),
    }
}
