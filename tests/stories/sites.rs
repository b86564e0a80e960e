//! Sites: where the widget is, how it looks there and who may show it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Server;
use crate::support::rest::{Answer, Rest};

fn list<T: Into<Value> + Clone>(item: &T, times: usize) -> Value {
    Value::from(vec![item.clone().into(); times])
}

crate::stories! {
    async fn an_administrator_sets_one_up(database: Database) {
        let server = Server::start(&database);
        let key = Rest::key(&server);
        assert_eq!(key.get("/sites/1").await.expect(200)["name"], "Example shop");
        let widget = json!({
            "accent_color": "#0F6FDE",
            "texts": [{"locale": "de", "key": "greeting", "text": "Grüß Gott!\nWas gibt's?"}, {"locale": "", "key": "greeting", "text": "<b>Hi</b>"}],
            "pre_chat_fields": [
                {"kind": "PRE_CHAT_FIELD_KIND_EMAIL", "label": "", "required": true},
                {"kind": "PRE_CHAT_FIELD_KIND_TEXT", "label": "Order", "required": false},
            ],
        });
        let origins = ["HTTPS://Shop.Example.com:443", "https://shop.example.com", "http://*.Example.com:8080"];
        let created = key.post("/sites", &json!({"name": "Bücher", "allowed_origins": origins, "widget": widget})).await.expect(201);
        let (site, secret) = (&created["site"], created["secret"].as_str().expect("a secret"));
        assert!(secret.starts_with("scs_") && secret.len() == 47, "{secret}");
        let public = site["key"].as_str().expect("a key");
        assert!(public.len() == 16 && public.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{public}");
        assert_eq!(site["allowed_origins"], json!(["https://shop.example.com", "http://*.example.com:8080"]));
        assert_eq!(site["widget"]["accent_color"], "#0f6fde");
        assert_eq!(site["widget"]["texts"], widget["texts"]);
        assert_eq!(site["widget"]["pre_chat_fields"], widget["pre_chat_fields"]);

        let path = format!("/sites/{}", site["id"]);
        assert_eq!(&key.get(&path).await.expect(200), site);
        let shown = key.with("").get(&format!("/sites/{public}/widget")).await.expect(200);
        assert_eq!((&shown["site"], &shown["name"], &shown["settings"]), (&site["key"], &site["name"], &site["widget"]));
        assert!(!key.get(&path).await.text().contains(secret) && !key.get("/sites").await.text().contains(secret), "it is shown only once");
        let ids: Vec<Value> = key.get("/sites").await.expect(200)["sites"].as_array().expect("a list").iter().map(|site| site["id"].clone()).collect();
        assert_eq!(ids, [json!(1), site["id"].clone()]);

        let changed = key.patch(&path, &json!({"name": "Bookshop", "reopen_window_seconds": 3600, "require_verification": true})).await.expect(200);
        assert_eq!((&changed["name"], &changed["reopen_window_seconds"], &changed["require_verification"]), (&json!("Bookshop"), &json!(3600), &json!(true)));
        assert_eq!(changed["widget"], site["widget"], "what is not said stays");
        let reset = key.patch(&format!("{path}?update_mask=widget,require_verification,reopen_window_seconds"), &json!({})).await.expect(200);
        assert_eq!(reset["widget"], json!({"accent_color": "", "texts": [], "pre_chat_fields": []}));
        assert_eq!((&reset["reopen_window_seconds"], &reset["require_verification"]), (&json!(0), &json!(false)));
        let seen = key.with("").get(&format!("/sites/{public}/widget")).await.expect(200);
        assert_eq!((&seen["name"], &seen["settings"]), (&json!("Bookshop"), &reset["widget"]), "a page that loads sees it at once");
        let next = key.post(&format!("{path}:rotate_secret"), &json!({})).await.expect(200);
        assert_ne!(next["secret"], secret);
    }

    async fn what_cannot_be_set_is_refused_by_name(database: Database) {
        let server = Server::start(&database);
        let key = Rest::key(&server);
        let good = json!({"name": "Shop", "allowed_origins": ["https://shop.example.com"]});
        let with = |field: &str, value: Value| { let mut site = good.clone(); site[field] = value; site };
        let widget = |field: &str, value: Value| with("widget", json!({field: value}));
        let text = |locale: &str, key: &str, text: &str| json!({"locale": locale, "key": key, "text": text});
        let question = |kind: &str, label: &str| json!({"kind": format!("PRE_CHAT_FIELD_KIND_{kind}"), "label": label});
        let many: Vec<Value> = (0..100).map(|n| text("", &format!("key{n}"), &"x".repeat(1000))).collect();
        let mut cases = vec![
            (with("name", json!("")), "site.name", "FIELD_REQUIRED"),
            (with("name", json!("x".repeat(256))), "site.name", "VALUE_TOO_LONG"),
            (with("allowed_origins", json!([])), "site.allowed_origins", "FIELD_REQUIRED"),
            (with("allowed_origins", list(&"*", 51)), "site.allowed_origins", "TOO_MANY_ORIGINS"),
            (with("reopen_window_seconds", json!(-1)), "site.reopen_window_seconds", "OUT_OF_RANGE"),
            (with("reopen_window_seconds", json!(31_536_001)), "site.reopen_window_seconds", "OUT_OF_RANGE"),
            (widget("texts", json!([text("", "", "x")])), "site.widget.texts.key", "FIELD_REQUIRED"),
            (widget("texts", json!([text("", &"k".repeat(65), "x")])), "site.widget.texts.key", "VALUE_TOO_LONG"),
            (widget("texts", json!([text("d e", "k", "x")])), "site.widget.texts.locale", "INVALID_CHARACTER"),
            (widget("texts", json!([text(&"d".repeat(36), "k", "x")])), "site.widget.texts.locale", "VALUE_TOO_LONG"),
            (widget("texts", json!([text("", "k", &"x".repeat(1001))])), "site.widget.texts.text", "VALUE_TOO_LONG"),
            (widget("texts", json!([text("", "k", "a\u{7}b")])), "site.widget.texts.text", "INVALID_CHARACTER"),
            (widget("texts", json!([text("de", "k", "a"), text("DE", "k", "b")])), "site.widget.texts", "REPEATED_TEXT"),
            (widget("texts", list(&text("", "k", "a"), 201)), "site.widget.texts", "TOO_MANY_TEXTS"),
            (widget("texts", many.into()), "site.widget.texts", "VALUE_TOO_LONG"),
            (widget("pre_chat_fields", json!([question("TEXT", " ")])), "site.widget.pre_chat_fields.label", "FIELD_REQUIRED"),
            (widget("pre_chat_fields", json!([question("TEXT", &"x".repeat(65))])), "site.widget.pre_chat_fields.label", "VALUE_TOO_LONG"),
            (widget("pre_chat_fields", json!([question("UNSPECIFIED", "x")])), "site.widget.pre_chat_fields.kind", "FIELD_REQUIRED"),
            (widget("pre_chat_fields", json!([question("NAME", "a"), question("NAME", "b")])), "site.widget.pre_chat_fields", "REPEATED_QUESTION"),
            (widget("pre_chat_fields", list(&question("TEXT", "a"), 11)), "site.widget.pre_chat_fields", "TOO_MANY_FIELDS"),
        ];
        for color in ["red", "#fff", "#12345g", "0f6fde0", "#0f6fde;", "#０f6fd"] {
            cases.push((widget("accent_color", json!(color)), "site.widget.accent_color", "INVALID_COLOR"));
        }
        for origin in ["", "shop.example.com", "https://shop.example.com/", "https://u@shop.example.com", "ftp://x.example", "https://*", "https://a;b.example", "null"] {
            cases.push((with("allowed_origins", json!(["https://good.example", origin])), "site.allowed_origins", "INVALID_ORIGIN"));
        }
        for (site, field, reason) in &cases {
            let refused = key.post("/sites", site).await.refusal();
            let found = (refused.code, refused.reason.as_str(), refused.fields.as_slice());
            assert_eq!(found, (400, *reason, [(*field).to_owned()].as_slice()), "{}", refused.message);
        }
        for (site, field, reason) in cases {
            let mask = field.split('.').nth(1).expect("a field of the site");
            let refused = key.patch(&format!("/sites/1?update_mask={mask}"), &site).await.refusal();
            assert_eq!((refused.code, refused.reason.as_str()), (400, reason), "{field}");
        }
        assert_eq!(key.get("/sites").await.expect(200)["sites"].as_array().map(Vec::len), Some(1), "none of them was made");
        for (method, path) in [(Method::GET, "/sites/4000000000"), (Method::PATCH, "/sites/4000000000"), (Method::POST, "/sites/4000000000:rotate_secret")] {
            let mut request = key.request(method.clone(), path);
            if method != Method::GET {
                request = request.json(&json!({}));
            }
            assert_eq!(Answer::of(request).await.refusal().reason, "SITE_NOT_FOUND", "{method} {path}");
        }
        for site in ["nothing", &"x".repeat(65), &"x".repeat(5000)] {
            assert_eq!(key.with("").get(&format!("/sites/{site}/widget")).await.refusal().reason, "SITE_NOT_FOUND");
        }
        let unknown = key.patch("/sites/1?update_mask=key", &json!({"name": "x"})).await.refusal();
        assert_eq!((unknown.reason.as_str(), unknown.fields.as_slice()), ("UNKNOWN_FIELD", ["update_mask".to_owned()].as_slice()));
    }

    async fn a_widget_says_whether_anybody_is_there(database: Database) {
        let server = Server::start(&database);
        let (key, nobody) = (Rest::key(&server), Rest::new(&server.demo.url, ""));
        let widget = nobody.get("/sites/default/widget").await.expect(200);
        let profile = json!({
            "participant": {"type": "PARTICIPANT_TYPE_AGENT", "id": server.demo.agent_id},
            "name": "Grace Hopper", "avatar_url": "", "presence": "PRESENCE_STATUS_ONLINE",
        });
        let expected = json!({
            "site": "default", "name": "Example shop", "settings": {"accent_color": "", "texts": [], "pre_chat_fields": []},
            "agents_available": true, "agents": [profile], "max_attachment_bytes": 10_485_760, "require_verification": false,
        });
        assert_eq!(widget, expected);
        for picture in ["http://example.com/a.png", "javascript:alert(1)", "https://", "https://exa mple.com/a.png", "//example.com/a.png", "a.png"] {
            let refused = key.patch(&format!("/agents/{}", server.demo.agent_id), &json!({"avatar_url": picture})).await.refusal();
            assert_eq!((refused.reason.as_str(), refused.fields.as_slice()), ("INVALID_URL", ["agent.avatar_url".to_owned()].as_slice()), "{picture}");
        }
        let agent = key.patch(&format!("/agents/{}", server.demo.agent_id), &json!({"avatar_url": "https://example.com/grace.png"})).await.expect(200);
        assert_eq!(agent["avatar_url"], "https://example.com/grace.png");
        let mut names = vec![server.agent().await];
        for name in ["rosa", "emmy", "lise"] {
            let mut agent = server.hire(name, 1).await;
            agent.set_available(true).await;
            names.push(agent);
        }
        // Everyone is told the same for a second.
        let settled = async |there: bool, shown: usize| {
            loop {
                let widget = nobody.get("/sites/default/widget").await.expect(200);
                if widget["agents_available"] == there && widget["agents"].as_array().map(Vec::len) == Some(shown) {
                    return widget;
                }
                crate::support::pause().await;
            }
        };
        let widget = tokio::time::timeout(crate::support::client::PATIENCE, settled(true, 3)).await.expect("three of four are shown");
        assert_eq!(widget["agents"][0]["avatar_url"], "https://example.com/grace.png");
        assert!(!widget.to_string().contains("example.com\"") && !widget.to_string().contains('@'), "no address of an agent: {widget}");
        for agent in &mut names {
            agent.set_available(false).await;
        }
        tokio::time::timeout(crate::support::client::PATIENCE, settled(false, 0)).await.expect("nobody is there");
    }
}
