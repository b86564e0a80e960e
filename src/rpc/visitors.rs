//! Visitors: what they say of themselves, and what agents see of them.

use std::collections::{BTreeSet, HashMap};

use super::{convert, proto, validate};
use crate::auth::Caller;
use crate::chat::Chat;
use crate::model::{Attributes, Error, Result, Time, User, Visit, Visitor, VisitorUpdate};

/// How many visitors one call gets at most.
const MAX_BATCH: usize = 100;
/// The longest language tag, in characters.
const MAX_LOCALE: usize = 35;
/// The longest name of a time zone, in characters.
const MAX_TIME_ZONE: usize = 64;

pub(super) async fn update(chat: &Chat, caller: Caller, user_agent: String, request: proto::UpdateVisitorRequest) -> Result<proto::Visitor> {
    let user_id = caller.require_visitor()?;
    let name = request.name.map(|name| validate::optional_text("name", &name)).transpose()?;
    let update = VisitorUpdate {
        name: name.map(|name| if name.is_empty() { User::NAMELESS.to_owned() } else { name }),
        email: request.email.map(|email| validate::email("email", &email)).transpose()?,
        visit: request.visit.map(|told| visit(&told, user_agent, chat.now())).transpose()?,
        attributes: attributes(request.attributes)?,
    };
    let visitor = chat.update_visitor(user_id, update).await?;
    let there = chat.online_users(vec![user_id]).await?.contains(&user_id);
    Ok(convert_visitor(visitor, there))
}

pub(super) async fn list(chat: &Chat, caller: Caller, request: proto::BatchGetVisitorsRequest) -> Result<Vec<proto::Visitor>> {
    caller.require_staff()?;
    if !(1..=MAX_BATCH).contains(&request.user_ids.len()) {
        return Err(Error::invalid("user_ids", "OUT_OF_RANGE", format!("1 to {MAX_BATCH} users are named")));
    }
    let ids: BTreeSet<i64> = request.user_ids.into_iter().map(|id| validate::id("user_ids", id)).collect::<Result<_>>()?;
    let visitors = chat.list_visitors(caller.actor()?, ids.into_iter().collect()).await?;
    let online = chat.online_users(visitors.iter().map(|visitor| visitor.user.id).collect()).await?;
    let convert = |visitor: Visitor| {
        let there = online.contains(&visitor.user.id);
        convert_visitor(visitor, there)
    };
    Ok(visitors.into_iter().map(convert).collect())
}

/// Where a visitor says that they are.
pub(super) fn visit(visit: &proto::Visit, user_agent: String, now: Time) -> Result<Visit> {
    Ok(Visit {
        page_url: validate::text("visit.page_url", &visit.page_url, validate::MAX_ADDRESS)?,
        page_title: validate::text("visit.page_title", &visit.page_title, validate::MAX_TEXT)?,
        referrer: validate::text("visit.referrer", &visit.referrer, validate::MAX_ADDRESS)?,
        locale: validate::text("visit.locale", &visit.locale, MAX_LOCALE)?,
        time_zone: validate::text("visit.time_zone", &visit.time_zone, MAX_TIME_ZONE)?,
        user_agent,
        seen_at: now,
    })
}

/// What is said of a visitor.
pub(super) fn attributes(attributes: HashMap<String, String>) -> Result<Attributes> {
    if attributes.len() > VisitorUpdate::MAX_ATTRIBUTES {
        let problem = format!("at most {} entries are allowed", VisitorUpdate::MAX_ATTRIBUTES);
        return Err(Error::invalid("attributes", "TOO_MANY_ATTRIBUTES", problem));
    }
    let checked = attributes.into_iter().map(|(key, value)| {
        let key = validate::text("attributes", &key, VisitorUpdate::MAX_KEY)?;
        if key.is_empty() {
            return Err(Error::invalid("attributes", "FIELD_REQUIRED", "a key must have some text"));
        }
        Ok((key, validate::text("attributes", &value, VisitorUpdate::MAX_VALUE)?))
    });
    checked.collect()
}

fn convert_visitor(visitor: Visitor, there: bool) -> proto::Visitor {
    let presence = if there { proto::PresenceStatus::Online } else { proto::PresenceStatus::Offline };
    proto::Visitor {
        verified: visitor.verified(),
        visit: visitor.visit.map(|visit| proto::Visit {
            page_url: visit.page_url,
            page_title: visit.page_title,
            referrer: visit.referrer,
            locale: visit.locale,
            time_zone: visit.time_zone,
            user_agent: visit.user_agent,
            seen_at: Some(convert::time(visit.seen_at)),
        }),
        attributes: visitor.attributes.into_iter().collect(),
        presence: presence.into(),
        user: Some(convert::user(visitor.user)),
    }
}
