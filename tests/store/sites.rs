//! Sites.

use super::*;
use std::sync::Arc;
use std::time::{Duration, Instant};
use supportchat::model::{Error, NewSite, PreChatField, PreChatFieldKind, Site, SiteSecret, SiteSettings, SiteUpdate, WidgetSettings, WidgetText};

on_every_database!(the_first_one_allows_any_page, are_stored_as_they_came, are_changed_field_by_field, are_found_through_a_cache_that_is_not_old);

fn new_site(key: &str) -> NewSite {
    let text = WidgetText { locale: "de".into(), key: "greeting".into(), text: "Grüß Gott \"Gast\" 🦊\n<b>".into() };
    let field = PreChatField { kind: PreChatFieldKind::Text, label: "Bestellnummer".into(), required: true };
    let widget = WidgetSettings { accent_color: "#0f6fde".into(), texts: vec![text], pre_chat_fields: vec![field] };
    let allowed_origins = vec!["https://shop.example.com".into(), "https://*.example.com".into()];
    let settings = SiteSettings { allowed_origins, widget, reopen_window_seconds: 3600, require_verification: true };
    NewSite { key: key.into(), name: "Лавка 🦊".into(), settings, secret: SiteSecret("scs_secret".into()) }
}

async fn the_first_one_allows_any_page(db: Database) {
    let site = db.store.get_site_by_key("default").await.unwrap().unwrap();
    assert_eq!((site.id, site.frame_ancestors().as_str(), &site.secret), (1, "*", &None));
    assert!(site.allows("https://anything.example"));
    assert_eq!(site.settings, SiteSettings { allowed_origins: vec!["*".into()], ..SiteSettings::default() });
}

async fn are_stored_as_they_came(db: Database) {
    let site = db.store.create_site(new_site("Key_of-a-site-01"), noon()).await.unwrap();
    assert_eq!((site.name.as_str(), site.created_at), ("Лавка 🦊", noon()));
    assert_eq!(db.store.get_site(site.id).await.unwrap().as_ref(), Some(&site));
    assert_eq!(db.store.get_site_by_key("Key_of-a-site-01").await.unwrap().as_ref(), Some(&site));
    for other in ["key_of-a-site-01", "Key_of-a-site-01 ", ""] {
        assert_eq!(db.store.get_site_by_key(other).await.unwrap(), None, "{other:?}");
    }
    assert_eq!(db.store.list_sites(1, 10).await.unwrap(), std::slice::from_ref(&site));
    assert_eq!(db.store.list_sites(0, 1).await.unwrap()[0].id, 1);
    assert_eq!(db.store.get_site(site.id + 1).await.unwrap(), None);
    let largest =
        NewSite { settings: SiteSettings { allowed_origins: vec!["x".repeat(267); Site::MAX_ORIGINS], ..site.settings }, ..new_site("large") };
    let texts = vec![WidgetText { locale: String::new(), key: "k".into(), text: "\"".repeat(WidgetSettings::MAX_JSON / 2 - 200) }];
    let settings = SiteSettings { widget: WidgetSettings { texts, ..WidgetSettings::default() }, ..largest.settings.clone() };
    let stored = db.store.create_site(NewSite { settings, ..largest }, noon()).await.unwrap();
    assert_eq!(db.store.get_site(stored.id).await.unwrap(), Some(stored), "what the service lets in has room");
}

async fn are_changed_field_by_field(db: Database) {
    let site = db.store.create_site(new_site("one"), noon()).await.unwrap();
    assert_eq!(db.store.update_site(site.id, SiteUpdate::default(), noon()).await.unwrap(), site, "nothing is no error");
    let updates = [
        SiteUpdate { name: Some("Shop".into()), ..SiteUpdate::default() },
        SiteUpdate { allowed_origins: Some(vec!["*".into()]), ..SiteUpdate::default() },
        SiteUpdate { widget: Some(WidgetSettings::default()), ..SiteUpdate::default() },
        SiteUpdate { reopen_window_seconds: Some(0), ..SiteUpdate::default() },
        SiteUpdate { require_verification: Some(false), ..SiteUpdate::default() },
        SiteUpdate { secret: Some(SiteSecret("scs_other".into())), ..SiteUpdate::default() },
    ];
    // At once, and none undoes another.
    let changes = updates.map(|update| {
        let store = db.store.clone();
        tokio::spawn(async move { store.update_site(site.id, update, noon()).await.unwrap() })
    });
    for change in changes {
        change.await.unwrap();
    }
    let changed = db.store.get_site(site.id).await.unwrap().unwrap();
    let settings = SiteSettings { allowed_origins: vec!["*".into()], ..SiteSettings::default() };
    assert_eq!(changed, Site { name: "Shop".into(), settings, secret: Some(SiteSecret("scs_other".into())), ..site });
    assert!(matches!(db.store.update_site(999, SiteUpdate::default(), noon()).await, Err(Error::NotFound { .. })));
}

async fn are_found_through_a_cache_that_is_not_old(db: Database) {
    let other = db.another_node().await;
    let first = db.store.find_site("default").await.unwrap().unwrap();
    assert!(Arc::ptr_eq(&first, &db.store.find_site("default").await.unwrap().unwrap()), "the second time it is not read");
    for unknown in ["nothing", "", &"x".repeat(65), &"x".repeat(1_000_000)] {
        assert_eq!(db.store.find_site(unknown).await.unwrap(), None);
    }
    let rename = |name: &str| SiteUpdate { name: Some(name.into()), ..SiteUpdate::default() };
    db.store.update_site(1, rename("mine"), noon()).await.unwrap();
    assert_eq!(db.store.find_site("default").await.unwrap().unwrap().name, "mine", "one's own change is seen at once");
    other.update_site(1, rename("theirs"), noon()).await.unwrap();
    let start = Instant::now();
    while db.store.find_site("default").await.unwrap().unwrap().name != "theirs" {
        assert!(start.elapsed() < Duration::from_secs(5), "another node's change is seen soon");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
