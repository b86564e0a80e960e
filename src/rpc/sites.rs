//! Sites: create, get, list, update, a new secret.

use std::collections::HashSet;

use super::admin::AdminRpc;
use super::mask::Mask;
use super::validate::List;
use super::{convert, proto, validate};
use crate::auth::secrets;
use crate::model::{
    Error, NewSite, Noun, OriginPattern, PreChatField, PreChatFieldKind, Result, Site, SiteSettings, SiteUpdate, WidgetSettings, WidgetText,
};

pub(super) async fn create(rpc: &AdminRpc, request: proto::CreateSiteRequest) -> Result<proto::CreateSiteResponse> {
    let site = request.site.unwrap_or_default();
    validate::optional_id("site.id", site.id)?;
    let settings = SiteSettings {
        allowed_origins: origins(&site.allowed_origins)?,
        widget: site.widget.map(settings).transpose()?.unwrap_or_default(),
        reopen_window_seconds: reopen_window(site.reopen_window_seconds)?,
        require_verification: site.require_verification,
    };
    let name = validate::name("site.name", &site.name)?;
    let (key, secret) = (secrets::site_key(&*rpc.clock), secrets::site_secret(&*rpc.clock));
    let site = rpc.store.create_site(NewSite { key, name, settings, secret: secret.clone() }, rpc.clock.now()).await?;
    Ok(proto::CreateSiteResponse { site: Some(convert(site)), secret: secret.0 })
}

pub(super) async fn get(rpc: &AdminRpc, id: i64) -> Result<proto::Site> {
    let id = validate::id("id", id)?;
    Ok(convert(rpc.store.get_site(id).await?.ok_or_else(|| Error::not_found(Noun::Site, id))?))
}

pub(super) async fn list(rpc: &AdminRpc, request: proto::ListSitesRequest) -> Result<proto::ListSitesResponse> {
    let (after_id, size) = (validate::page_start(List::Sites, &request.page_token, 0)?, validate::page_size(request.page_size)?);
    let mut sites = rpc.store.list_sites(after_id, size + 1).await?;
    let next_page_token = validate::next_page(List::Sites, &mut sites, size, |site| site.id);
    Ok(proto::ListSitesResponse { sites: sites.into_iter().map(convert).collect(), next_page_token })
}

pub(super) async fn update(rpc: &AdminRpc, request: proto::UpdateSiteRequest) -> Result<proto::Site> {
    let site = request.site.unwrap_or_default();
    let id = validate::id("site.id", site.id)?;
    let mask = Mask::new(request.update_mask, &["name", "allowed_origins", "widget", "reopen_window_seconds", "require_verification"])?;
    let (reopen, verify) = (site.reopen_window_seconds, site.require_verification);
    let update = SiteUpdate {
        name: mask.has("name", !site.name.is_empty()).then(|| validate::name("site.name", &site.name)).transpose()?,
        allowed_origins: mask.has("allowed_origins", !site.allowed_origins.is_empty()).then(|| origins(&site.allowed_origins)).transpose()?,
        widget: mask.has("widget", site.widget.is_some()).then(|| settings(site.widget.unwrap_or_default())).transpose()?,
        reopen_window_seconds: mask.has("reopen_window_seconds", reopen != 0).then(|| reopen_window(reopen)).transpose()?,
        require_verification: mask.has("require_verification", verify).then_some(verify),
        secret: None,
    };
    Ok(convert(rpc.chat.update_site(id, update).await?))
}

pub(super) async fn rotate_secret(rpc: &AdminRpc, id: i64) -> Result<String> {
    let id = validate::id("id", id)?;
    let secret = secrets::site_secret(&*rpc.clock);
    rpc.chat.update_site(id, SiteUpdate { secret: Some(secret.clone()), ..SiteUpdate::default() }).await?;
    Ok(secret.0)
}

/// Patterns of origins, each in its one spelling and once.
fn origins(texts: &[String]) -> Result<Vec<String>> {
    let field = "site.allowed_origins";
    if texts.is_empty() {
        return Err(Error::invalid(field, "FIELD_REQUIRED", "at least one origin must be given; * means any page"));
    }
    if texts.len() > Site::MAX_ORIGINS {
        return Err(Error::invalid(field, "TOO_MANY_ORIGINS", format!("at most {} origins are allowed", Site::MAX_ORIGINS)));
    }
    let mut origins = Vec::with_capacity(texts.len());
    for text in texts {
        let wrong = || {
            let shown: String = text.chars().take(validate::MAX_TEXT).collect();
            let problem = format!(
                "{shown:?} is no origin: one is http or https, a host and at most a port, such as https://shop.example.com, or https://*.example.com \
                 for all hosts below one, or * for any page"
            );
            Error::invalid(field, "INVALID_ORIGIN", problem)
        };
        let pattern = Some(text).filter(|text| text.len() <= MAX_ORIGIN).and_then(|text| OriginPattern::parse(text)).ok_or_else(wrong)?.to_string();
        // A name of a host has at most 253 characters also as it goes over the wire.
        if pattern.len() > MAX_ORIGIN {
            return Err(wrong());
        }
        if !origins.contains(&pattern) {
            origins.push(pattern);
        }
    }
    Ok(origins)
}

/// The longest origin, in bytes: the scheme, a name of 253 characters and a port.
const MAX_ORIGIN: usize = 8 + 253 + 6;

fn reopen_window(seconds: i32) -> Result<i32> {
    if (0..=Site::MAX_REOPEN_WINDOW).contains(&seconds) {
        Ok(seconds)
    } else {
        Err(Error::invalid("site.reopen_window_seconds", "OUT_OF_RANGE", format!("0, which is never, to {} seconds", Site::MAX_REOPEN_WINDOW)))
    }
}

fn settings(settings: proto::WidgetSettings) -> Result<WidgetSettings> {
    let widget = WidgetSettings {
        accent_color: color(&settings.accent_color)?,
        texts: texts(settings.texts)?,
        pre_chat_fields: fields(settings.pre_chat_fields)?,
    };
    let length = serde_json::to_string(&widget).map_or(usize::MAX, |json| json.len());
    if length > WidgetSettings::MAX_JSON {
        let problem = format!("the settings have {length} bytes as JSON; at most {} are allowed", WidgetSettings::MAX_JSON);
        return Err(Error::invalid("site.widget.texts", "VALUE_TOO_LONG", problem));
    }
    Ok(widget)
}

fn color(value: &str) -> Result<String> {
    let digits = value.strip_prefix('#').unwrap_or_default();
    if value.is_empty() || (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        Ok(value.to_ascii_lowercase())
    } else {
        Err(Error::invalid("site.widget.accent_color", "INVALID_COLOR", "a colour is # and six hexadecimal digits, such as #0f6fde"))
    }
}

fn texts(texts: Vec<proto::WidgetText>) -> Result<Vec<WidgetText>> {
    let field = "site.widget.texts";
    if texts.len() > WidgetSettings::MAX_TEXTS {
        return Err(Error::invalid(field, "TOO_MANY_TEXTS", format!("at most {} texts are allowed", WidgetSettings::MAX_TEXTS)));
    }
    let mut named = HashSet::new();
    let mut checked = Vec::with_capacity(texts.len());
    for proto::WidgetText { locale, key, text } in texts {
        let key = validate::text("site.widget.texts.key", &key, WidgetSettings::MAX_KEY)?;
        if key.is_empty() {
            return Err(Error::invalid("site.widget.texts.key", "FIELD_REQUIRED", "the name of a text must be given"));
        }
        let locale = validate::text("site.widget.texts.locale", &locale, WidgetSettings::MAX_LOCALE)?;
        if !locale.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(Error::invalid("site.widget.texts.locale", "INVALID_CHARACTER", "a language tag is such as de or pt-BR"));
        }
        if !named.insert((locale.to_ascii_lowercase(), key.clone())) {
            return Err(Error::invalid(field, "REPEATED_TEXT", format!("{key:?} is replaced twice for the same language")));
        }
        // A text may have several lines, which `validate::text` does not know.
        validate::text("site.widget.texts.text", &text.replace('\n', " "), WidgetSettings::MAX_TEXT)?;
        checked.push(WidgetText { locale, key, text });
    }
    Ok(checked)
}

fn fields(fields: Vec<proto::PreChatField>) -> Result<Vec<PreChatField>> {
    let field = "site.widget.pre_chat_fields";
    if fields.len() > WidgetSettings::MAX_FIELDS {
        return Err(Error::invalid(field, "TOO_MANY_FIELDS", format!("at most {} fields are allowed", WidgetSettings::MAX_FIELDS)));
    }
    let mut asked = HashSet::new();
    let mut checked = Vec::with_capacity(fields.len());
    for proto::PreChatField { kind, label, required } in fields {
        let kind = match convert::known("site.widget.pre_chat_fields.kind", kind)? {
            proto::PreChatFieldKind::Name => PreChatFieldKind::Name,
            proto::PreChatFieldKind::Email => PreChatFieldKind::Email,
            proto::PreChatFieldKind::Text => PreChatFieldKind::Text,
            proto::PreChatFieldKind::Unspecified => {
                return Err(Error::invalid("site.widget.pre_chat_fields.kind", "FIELD_REQUIRED", "what a field asks for must be given"));
            }
        };
        let label = validate::text("site.widget.pre_chat_fields.label", &label, WidgetSettings::MAX_KEY)?;
        let text = kind == PreChatFieldKind::Text;
        if text && label.is_empty() {
            return Err(Error::invalid("site.widget.pre_chat_fields.label", "FIELD_REQUIRED", "a field for text needs a label"));
        }
        // The answer to a text is kept under its label.
        if !asked.insert((kind, if text { label.clone() } else { String::new() })) {
            return Err(Error::invalid(field, "REPEATED_QUESTION", "the same is asked twice"));
        }
        checked.push(PreChatField { kind, label, required });
    }
    Ok(checked)
}

fn convert(site: Site) -> proto::Site {
    proto::Site {
        id: site.id,
        key: site.key,
        name: site.name,
        widget: Some(widget(&site.settings.widget)),
        allowed_origins: site.settings.allowed_origins,
        reopen_window_seconds: site.settings.reopen_window_seconds,
        require_verification: site.settings.require_verification,
        created_at: Some(convert::time(site.created_at)),
    }
}

/// How a widget looks and what it asks.
pub(super) fn widget(widget: &WidgetSettings) -> proto::WidgetSettings {
    let text = |text: &WidgetText| proto::WidgetText { locale: text.locale.clone(), key: text.key.clone(), text: text.text.clone() };
    let field = |field: &PreChatField| {
        let kind = match field.kind {
            PreChatFieldKind::Name => proto::PreChatFieldKind::Name,
            PreChatFieldKind::Email => proto::PreChatFieldKind::Email,
            PreChatFieldKind::Text => proto::PreChatFieldKind::Text,
        };
        proto::PreChatField { kind: kind.into(), label: field.label.clone(), required: field.required }
    };
    proto::WidgetSettings {
        accent_color: widget.accent_color.clone(),
        texts: widget.texts.iter().map(text).collect(),
        pre_chat_fields: widget.pre_chat_fields.iter().map(field).collect(),
    }
}
