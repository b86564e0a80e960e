//! Teams: create, list, update, delete.

use std::collections::BTreeSet;

use super::mask::Mask;
use super::validate::List;
use super::{convert, proto, validate};
use crate::chat::Chat;
use crate::model::{Error, Result, Team, TeamUpdate};
use crate::store::Store;

pub(super) async fn create(chat: &Chat, request: proto::CreateTeamRequest) -> Result<proto::Team> {
    let team = request.team.unwrap_or_default();
    validate::optional_id("team.id", team.id)?;
    Ok(convert(chat.create_team(name(&team.name)?, members(team.agent_ids)?).await?))
}

pub(super) async fn list(store: &Store, request: proto::ListTeamsRequest) -> Result<proto::ListTeamsResponse> {
    let (after_id, size) = (validate::page_start(List::Teams, &request.page_token, 0)?, validate::page_size(request.page_size)?);
    let mut teams = store.list_teams(after_id, size + 1).await?;
    let next_page_token = validate::next_page(List::Teams, &mut teams, size, |team| team.id);
    Ok(proto::ListTeamsResponse { teams: teams.into_iter().map(convert).collect(), next_page_token })
}

pub(super) async fn update(chat: &Chat, request: proto::UpdateTeamRequest) -> Result<proto::Team> {
    let team = request.team.unwrap_or_default();
    let id = validate::id("team.id", team.id)?;
    let mask = Mask::new(request.update_mask, &["name", "agent_ids"])?;
    let update = TeamUpdate {
        name: mask.has("name", !team.name.is_empty()).then(|| name(&team.name)).transpose()?,
        agent_ids: mask.has("agent_ids", !team.agent_ids.is_empty()).then(|| members(team.agent_ids)).transpose()?,
    };
    Ok(convert(chat.update_team(id, update).await?))
}

pub(super) async fn delete(chat: &Chat, id: i64) -> Result<()> {
    chat.delete_team(validate::id("id", id)?).await
}

fn name(value: &str) -> Result<String> {
    let text = validate::text("team.name", value, Team::MAX_NAME)?;
    if text.is_empty() { Err(Error::invalid("team.name", "FIELD_REQUIRED", "this field must be given")) } else { Ok(text) }
}

fn members(ids: Vec<i64>) -> Result<Vec<i64>> {
    if ids.len() > Team::MAX_MEMBERS {
        return Err(Error::invalid("team.agent_ids", "OUT_OF_RANGE", format!("a team has at most {} members", Team::MAX_MEMBERS)));
    }
    let ids: BTreeSet<i64> = ids.into_iter().map(|id| validate::id("team.agent_ids", id)).collect::<Result<_>>()?;
    Ok(ids.into_iter().collect())
}

fn convert(team: Team) -> proto::Team {
    proto::Team { id: team.id, name: team.name, agent_ids: team.agent_ids, created_at: Some(convert::time(team.created_at)) }
}
