//! Users: create, get, list, update, erase.

use super::admin::AdminRpc;
use super::mask::Mask;
use super::validate::List;
use super::{convert, proto, validate};
use crate::model::{Error, NewUser, Noun, Result, UserUpdate};

/// The site of a user for whom none was given.
const FIRST_SITE: i64 = 1;

pub(super) async fn create(rpc: &AdminRpc, request: proto::CreateUserRequest) -> Result<proto::User> {
    let name = validate::name("name", &request.name)?;
    let email = validate::email("email", &request.email)?;
    let external_id = Some(validate::optional_text("external_id", &request.external_id)?).filter(|id| !id.is_empty());
    let site_id = match request.site.as_str() {
        "" => FIRST_SITE,
        key => rpc.store.get_site_by_key(key).await?.ok_or_else(|| Error::not_found(Noun::Site, key))?.id,
    };
    let user = rpc.store.create_user(NewUser { site_id, name, email, external_id }, rpc.clock.now()).await?;
    Ok(convert::user(user))
}

pub(super) async fn get(rpc: &AdminRpc, id: i64) -> Result<proto::User> {
    let id = validate::id("id", id)?;
    let user = rpc.store.get_user(id).await?.ok_or_else(|| Error::not_found(Noun::User, id))?;
    Ok(convert::user(user))
}

pub(super) async fn list(rpc: &AdminRpc, request: proto::ListUsersRequest) -> Result<proto::ListUsersResponse> {
    let external_id = Some(request.external_id).filter(|id| !id.is_empty());
    let (after_id, size) = (validate::page_start(List::Users, &request.page_token, 0)?, validate::page_size(request.page_size)?);
    let mut users = rpc.store.list_users(external_id, after_id, size + 1).await?;
    let next_page_token = validate::next_page(List::Users, &mut users, size, |user| user.id);
    Ok(proto::ListUsersResponse { users: users.into_iter().map(convert::user).collect(), next_page_token })
}

pub(super) async fn update(rpc: &AdminRpc, request: proto::UpdateUserRequest) -> Result<proto::User> {
    let user = request.user.unwrap_or_default();
    let id = validate::id("user.id", user.id)?;
    let mask = Mask::new(request.update_mask, &["name", "email"])?;
    let update = UserUpdate {
        name: mask.has("name", !user.name.is_empty()).then(|| validate::name("user.name", &user.name)).transpose()?,
        email: mask.has("email", !user.email.is_empty()).then(|| validate::email("user.email", &user.email)).transpose()?,
    };
    Ok(convert::user(rpc.store.update_user(id, update, rpc.clock.now()).await?))
}

pub(super) async fn erase(rpc: &AdminRpc, id: i64) -> Result<proto::EraseUserResponse> {
    let (user, chat_sessions) = rpc.chat.erase_user(validate::id("id", id)?).await?;
    Ok(proto::EraseUserResponse { user: Some(convert::user(user)), chat_sessions: i32::try_from(chat_sessions).unwrap_or(i32::MAX) })
}
