//! Visitors: who they are, what proves it, which pages they may come from, and what agents see of them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use prost::Message as _;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use supportchat::clock::{Clock as _, SystemClock};
use supportchat_client::v1;
use tonic::Code;

use crate::support::client::reason;
use crate::support::rest::{Answer, Rest};
use crate::support::{Client, Server};

fn hmac(secret: &str, text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length will do");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// What a site's back end sends for its own user.
fn hashed(site: &str, secret: &str, external_id: &str) -> Value {
    json!({"site": site, "external_id": external_id, "identifier_hash": hex::encode(hmac(secret, external_id))})
}

fn jwt(secret: &str, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({"alg": "HS256", "typ": "JWT"})), part(claims));
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(hmac(secret, &signed)))
}

/// A new site of the server: its key, its id and its secret.
async fn new_site(key: &Rest, site: &Value) -> (String, Value, String) {
    let created = key.post("/sites", site).await.expect(201);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&created["site"]["key"]), created["site"]["id"].clone(), text(&created["secret"]))
}

async fn from_page(nobody: &Rest, site: &str, origin: &str) -> Answer {
    Answer::of(nobody.request(Method::POST, "/visitor_tokens").header("origin", origin).json(&json!({"site": site}))).await
}

crate::stories! {
    async fn a_site_decides_which_pages_may_use_it(database: Database) {
        let server = Server::start_with(&database, &[("SUPPORTCHAT_PUBLIC_URL", "https://help.example.net/")]);
        // The service's own URL is that of a proxy that is not there.
        let url = format!("http://{}", server.address());
        let key = Rest::new(&url, &server.demo.api_key);
        let nobody = key.with("");
        let (site, id, _) = new_site(&key, &json!({"name": "Shop", "allowed_origins": ["https://shop.example.com", "https://*.example.org"]})).await;
        for origin in ["https://shop.example.com", "https://a.b.example.org", url.as_str(), "https://help.example.net"] {
            from_page(&nobody, &site, origin).await.expect(201);
        }
        for origin in [
            "https://evil.com",
            "http://shop.example.com",
            "https://shop.example.com.evil.com",
            "https://evilexample.org",
            "https://example.org",
            "https://shop.example.com:8443",
            "http://help.example.net",
            "http://localhost:1",
            "null",
            "",
            "garbage",
        ] {
            let refused = from_page(&nobody, &site, origin).await.refusal();
            assert_eq!((refused.code, refused.status.as_str(), refused.reason.as_str()), (403, "PERMISSION_DENIED", "ORIGIN_NOT_ALLOWED"), "{origin}");
        }
        let preflight = Answer::of(nobody.request(Method::OPTIONS, "/visitor_tokens").header("origin", "https://shop.example.com")
            .header("access-control-request-method", "POST")).await;
        assert_eq!(preflight.status, 200);
        nobody.post("/visitor_tokens", &json!({"site": site})).await.expect(201);
        from_page(&nobody, "default", "https://anything.example").await.expect(201);

        // gRPC and grpc-web are the same call.
        let request = v1::CreateVisitorTokenRequest { site: site.clone(), ..Default::default() };
        let mut grpc = Client::connect(&url, "").await;
        let mut call = async |origin: &'static str| {
            let mut call = tonic::Request::new(request.clone());
            call.metadata_mut().insert("origin", origin.parse().expect("a value"));
            grpc.auth.create_visitor_token(call).await
        };
        let refused = call("https://evil.com").await.expect_err("of a page that is not allowed");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::PermissionDenied, "ORIGIN_NOT_ALLOWED"));
        call("https://shop.example.com").await.expect("of a page that is");
        let bytes = request.encode_to_vec();
        let mut body = vec![0];
        body.extend(u32::try_from(bytes.len()).expect("short").to_be_bytes());
        body.extend(bytes);
        for (origin, code) in [("https://evil.com", "7"), ("https://shop.example.com", "0"), (url.as_str(), "0")] {
            let web = nobody.request(Method::POST, "/supportchat.v1.AuthService/CreateVisitorToken").header("origin", origin);
            let answer = Answer::of(web.header("content-type", "application/grpc-web+proto").body(body.clone())).await;
            let told = answer.header("grpc-status") == code || answer.text().contains(&format!("grpc-status:{code}"));
            assert!(told, "{origin}: {:?} {}", answer.headers, answer.text());
        }

        key.patch(&format!("/sites/{id}"), &json!({"allowed_origins": ["https://evil.com"]})).await.expect(200);
        from_page(&nobody, &site, "https://evil.com").await.expect(201);
        assert_eq!(from_page(&nobody, &site, "https://shop.example.com").await.status, 403, "a change works at once");
    }

    async fn a_hash_proves_who_the_visitor_is(database: Database) {
        let server = Server::start(&database);
        let key = Rest::key(&server);
        let nobody = key.with("");
        let (site, id, secret) = new_site(&key, &json!({"name": "Shop", "allowed_origins": ["*"]})).await;
        let mut request = hashed(&site, &secret, "user-1");
        request["name"] = json!("Ada");
        let first = nobody.post("/visitor_tokens", &request).await.expect(201);
        assert_eq!((&first["user"]["external_id"], &first["user"]["name"]), (&json!("user-1"), &json!("Ada")));
        let again = nobody.post("/visitor_tokens", &hashed(&site, &secret, "user-1")).await.expect(201);
        assert_eq!(again["user"], first["user"], "the same visitor, on whatever device");
        let other = nobody.post("/visitor_tokens", &hashed(&site, &secret, "user-2")).await.expect(201);
        assert_eq!((other["user"]["id"] == first["user"]["id"], &other["user"]["name"]), (false, &json!("Visitor")));

        let refusal = async |request: Value| {
            let refused = nobody.post("/visitor_tokens", &request).await.refusal();
            (refused.code, refused.reason, refused.fields.into_iter().next().unwrap_or_default())
        };
        let changed = |field: &str, value: Value| { let mut request = hashed(&site, &secret, "user-1"); request[field] = value; request };
        let not_proven = (401, "IDENTITY_NOT_PROVEN".to_owned(), String::new());
        assert_eq!(refusal(changed("external_id", json!("user-3"))).await, not_proven);
        assert_eq!(refusal(changed("identifier_hash", json!("0".repeat(64)))).await, not_proven);
        assert_eq!(refusal(hashed(&site, "scs_other", "user-1")).await, not_proven);
        assert_eq!(refusal(hashed("default", &secret, "user-1")).await, not_proven, "that site has no secret");
        let no_secret = nobody.post("/visitor_tokens", &hashed("default", &secret, "user-1")).await.refusal();
        assert!(no_secret.message.contains("no secret"), "{}", no_secret.message);
        let invalid = |reason: &str, field: &str| (400, reason.to_owned(), field.to_owned());
        assert_eq!(refusal(json!({"site": site, "external_id": "user-1"})).await, invalid("FIELD_REQUIRED", "identifier_hash"));
        assert_eq!(refusal(changed("external_id", json!(""))).await, invalid("FIELD_REQUIRED", "external_id"));
        assert_eq!(refusal(changed("identifier_hash", json!("abc"))).await, invalid("WRONG_FORMAT", "identifier_hash"));
        assert_eq!(refusal(hashed(&site, &secret, " user-1")).await, invalid("INVALID_CHARACTER", "external_id"));
        assert_eq!(refusal(hashed(&site, &secret, &"x".repeat(256))).await, invalid("VALUE_TOO_LONG", "external_id"));
        assert_eq!(refusal(changed("jwt", json!("a.b.c"))).await, invalid("FIELDS_EXCLUDE_EACH_OTHER", "jwt"));

        key.patch(&format!("/sites/{id}"), &json!({"require_verification": true})).await.expect(200);
        assert_eq!(refusal(json!({"site": site})).await, (401, "VERIFICATION_REQUIRED".to_owned(), String::new()));
        nobody.post("/visitor_tokens", &hashed(&site, &secret, "user-1")).await.expect(201);
        let vouched = key.post("/visitor_tokens", &json!({"site": site, "user_id": first["user"]["id"]})).await.expect(201);
        assert_eq!(vouched["user"], first["user"], "a back end vouches for its user");
        let both = key.post("/visitor_tokens", &changed("user_id", first["user"]["id"].clone())).await.refusal();
        assert_eq!(both.reason, "FIELDS_EXCLUDE_EACH_OTHER");

        let next = key.post(&format!("/sites/{id}:rotate_secret"), &json!({})).await.expect(200);
        assert_eq!(refusal(hashed(&site, &secret, "user-1")).await, not_proven, "the old secret proves nothing any more");
        nobody.post("/visitor_tokens", &hashed(&site, next["secret"].as_str().expect("a secret"), "user-1")).await.expect(201);
    }

    async fn a_jwt_proves_it_too(database: Database) {
        let server = Server::start(&database);
        let key = Rest::key(&server);
        let nobody = key.with("");
        let (site, _, secret) = new_site(&key, &json!({"name": "Shop", "allowed_origins": ["*"]})).await;
        let now = SystemClock.now().timestamp();
        let claims = json!({"sub": "user-1", "exp": now + 60, "name": "Ada", "email": "ada@example.com"});
        let token = nobody.post("/visitor_tokens", &json!({"site": site, "name": "Typed", "jwt": jwt(&secret, &claims)})).await.expect(201);
        let user = &token["user"];
        assert_eq!((&user["external_id"], &user["name"], &user["email"]), (&json!("user-1"), &json!("Ada"), &json!("ada@example.com")));
        let hash = nobody.post("/visitor_tokens", &hashed(&site, &secret, "user-1")).await.expect(201);
        assert_eq!(&hash["user"], user, "both prove the same visitor");
        for token in [jwt("other", &claims), jwt(&secret, &json!({"sub": "user-1", "exp": now - 3600})), jwt(&secret, &json!({"sub": "user-1"})), "x".to_owned()] {
            let refused = nobody.post("/visitor_tokens", &json!({"site": site, "jwt": token})).await.refusal();
            assert_eq!((refused.code, refused.reason.as_str()), (401, "IDENTITY_NOT_PROVEN"));
        }
        for claims in [
            json!({"sub": " user-1", "exp": now + 60}),
            json!({"sub": "x".repeat(256), "exp": now + 60}),
            json!({"sub": "user-1", "exp": now + 60, "name": "x".repeat(256)}),
            json!({"sub": "user-1", "exp": now + 60, "email": "nowhere"}),
        ] {
            let refused = nobody.post("/visitor_tokens", &json!({"site": site, "jwt": jwt(&secret, &claims)})).await.refusal();
            assert_eq!((refused.code, refused.fields.as_slice()), (400, ["jwt".to_owned()].as_slice()), "{claims}");
        }
        let long = nobody.post("/visitor_tokens", &json!({"site": site, "jwt": "x".repeat(4097)})).await.refusal();
        assert_eq!((long.reason.as_str(), long.fields.as_slice()), ("VALUE_TOO_LONG", ["jwt".to_owned()].as_slice()));
    }

    async fn agents_see_where_a_visitor_is(database: Database) {
        let server = Server::start(&database);
        let (key, nobody) = (Rest::key(&server), Rest::new(&server.demo.url, ""));
        let visit = json!({"page_url": "https://shop.example.com/cart", "page_title": "Your cart", "referrer": "", "locale": "de-AT", "time_zone": "Europe/Vienna"});
        let request = json!({"site": "default", "name": "Ada", "visit": visit, "attributes": {"plan": "gold", "Grüße": "ja"}});
        let user_agent = format!("Browser/1.0 {}", "x".repeat(600));
        let token = nobody.request(Method::POST, "/visitor_tokens").header("user-agent", &user_agent).json(&request);
        let token = Answer::of(token).await.expect(201);
        let (id, secret) = (token["user"]["id"].as_i64().expect("an id"), token["token"]["token"].as_str().expect("a token"));
        let path = format!("/visitors:batch_get?user_ids={id}");
        let mut seen = key.get(&path).await.expect(200)["visitors"][0].clone();
        let at = seen["visit"]["seen_at"].take();
        assert!(at.as_str().is_some_and(|at| at.starts_with("20")), "{at}");
        let mut expected = visit.clone();
        expected["user_agent"] = json!(user_agent.chars().take(512).collect::<String>());
        expected["seen_at"] = Value::Null;
        assert_eq!((&seen["visit"], &seen["attributes"]), (&expected, &json!({"plan": "gold", "Grüße": "ja"})));
        assert_eq!((&seen["user"], &seen["verified"], &seen["presence"]), (&token["user"], &json!(false), &json!("PRESENCE_STATUS_OFFLINE")));

        let visitor = nobody.with(secret);
        let update = json!({"email": "ada@example.com", "attributes": {"plan": "", "order": "17"}});
        let changed = visitor.post("/visitor:update", &update).await.expect(200);
        assert_eq!((&changed["user"]["name"], &changed["user"]["email"]), (&json!("Ada"), &json!("ada@example.com")));
        assert_eq!((&changed["attributes"], &changed["visit"]["page_title"]), (&json!({"Grüße": "ja", "order": "17"}), &json!("Your cart")));
        let moved = visitor.post("/visitor:update", &json!({"name": "", "visit": {"page_title": "Checkout"}})).await.expect(200);
        assert_eq!((&moved["user"]["name"], &moved["visit"]["page_title"], &moved["visit"]["page_url"]), (&json!("Visitor"), &json!("Checkout"), &json!("")));

        let client = Client::connect(&server.demo.url, secret).await;
        let talk = client.clone().talk().await;
        assert_eq!(key.get(&path).await.expect(200)["visitors"][0]["presence"], "PRESENCE_STATUS_ONLINE");
        drop(talk);
        let gone = async {
            while key.get(&path).await.expect(200)["visitors"][0]["presence"] != "PRESENCE_STATUS_OFFLINE" {
                crate::support::pause().await;
            }
        };
        tokio::time::timeout(crate::support::client::PATIENCE, gone).await.expect("who closes the page is gone");
    }

    async fn an_agent_sees_visitors_with_sessions_of_theirs_only(database: Database) {
        let server = Server::start(&database);
        server.agent().await.set_available(false).await;
        let (mut rosa, emmy) = (server.hire("rosa", 5).await, server.hire("emmy", 5).await);
        let (mut waits, mut taken, silent) = (server.visitor().await, server.visitor().await, server.visitor().await);
        let session = taken.start_session(0, 0).await.id;
        rosa.accept(session).await.expect("a session");
        waits.start_session(0, 0).await;
        let everyone = vec![silent.id, taken.id, waits.id, taken.id, 4_000_000_000];
        let shown = async |client: &Client| -> Vec<i64> {
            let request = v1::BatchGetVisitorsRequest { user_ids: everyone.clone() };
            let visitors = client.clone().agents.batch_get_visitors(request).await.expect("visitors").into_inner().visitors;
            visitors.into_iter().map(|visitor| visitor.user.expect("a user").id).collect()
        };
        assert_eq!(shown(&rosa).await, [waits.id, taken.id]);
        assert_eq!(shown(&emmy).await, [waits.id]);
        for all in [server.admin().await, server.key().await] {
            assert_eq!(shown(&all).await, [waits.id, taken.id, silent.id]);
        }
        rosa.close(session).await.expect("closed");
        assert_eq!(shown(&rosa).await, [waits.id, taken.id], "who was theirs");
        for user_ids in [Vec::new(), vec![1; 101], vec![0], vec![-1]] {
            let refused = rosa.agents.batch_get_visitors(v1::BatchGetVisitorsRequest { user_ids }).await.expect_err("not a list of users");
            assert_eq!(refused.code(), Code::InvalidArgument);
        }
    }

    async fn what_a_visitor_says_of_themselves_has_limits(database: Database) {
        let server = Server::start(&database);
        let nobody = Rest::new(&server.demo.url, "");
        let token = nobody.post("/visitor_tokens", &json!({"site": "default"})).await.expect(201);
        let visitor = nobody.with(token["token"]["token"].as_str().expect("a token"));
        let many: serde_json::Map<String, Value> = (0..21).map(|n| (format!("k{n}"), json!("x"))).collect();
        let cases = [
            (json!({"name": "x".repeat(256)}), "VALUE_TOO_LONG", "name"),
            (json!({"name": "a\nb"}), "INVALID_CHARACTER", "name"),
            (json!({"email": "nowhere"}), "INVALID_EMAIL", "email"),
            (json!({"visit": {"page_url": "x".repeat(2049)}}), "VALUE_TOO_LONG", "visit.page_url"),
            (json!({"visit": {"page_title": "x".repeat(256)}}), "VALUE_TOO_LONG", "visit.page_title"),
            (json!({"visit": {"referrer": "x".repeat(2049)}}), "VALUE_TOO_LONG", "visit.referrer"),
            (json!({"visit": {"locale": "x".repeat(36)}}), "VALUE_TOO_LONG", "visit.locale"),
            (json!({"visit": {"time_zone": "x".repeat(65)}}), "VALUE_TOO_LONG", "visit.time_zone"),
            (json!({"attributes": {"x".repeat(65): "x"}}), "VALUE_TOO_LONG", "attributes"),
            (json!({"attributes": {"k": "x".repeat(256)}}), "VALUE_TOO_LONG", "attributes"),
            (json!({"attributes": {" ": "x"}}), "FIELD_REQUIRED", "attributes"),
            (json!({"attributes": {"k": "a\nb"}}), "INVALID_CHARACTER", "attributes"),
            (json!({"attributes": many}), "TOO_MANY_ATTRIBUTES", "attributes"),
            (json!({"attributes": {"k": 5}}), "WRONG_TYPE", "attributes[\"k\"]"),
            (json!({"attributes": ["k"]}), "WRONG_TYPE", "attributes"),
        ];
        for (update, reason, field) in cases {
            let mut create = update.clone();
            create["site"] = json!("default");
            for refused in [visitor.post("/visitor:update", &update).await.refusal(), nobody.post("/visitor_tokens", &create).await.refusal()] {
                assert_eq!((refused.code, refused.reason.as_str(), refused.fields.as_slice()), (400, reason, [field.to_owned()].as_slice()), "{}", refused.message);
            }
        }
        let twice = visitor.post_text("/visitor:update", r#"{"attributes": {"k": "a", "k": "b"}}"#).await.refusal();
        assert_eq!((twice.reason.as_str(), twice.fields.as_slice()), ("REPEATED_FIELD", ["attributes[\"k\"]".to_owned()].as_slice()));
    }
}
