//! Teams, as an administrator sets them up.

use reqwest::Method;
use serde_json::json;

use crate::support::Server;
use crate::support::rest::{Answer, Rest};

crate::stories! {
    async fn an_administrator_sets_them_up(database: Database) {
        let server = Server::start(&database);
        let (key, rosa) = (Rest::key(&server), server.hire("rosa", 5).await);
        let agent = Rest::new(&server.demo.url, &rosa.token);
        let billing = agent.get("/teams").await.expect(200)["teams"][0].clone();
        assert_eq!((&billing["name"], &billing["agent_ids"]), (&json!("Billing"), &json!([server.demo.agent_id])), "the demo has one");
        let team = key.post("/teams", &json!({"name": " Sales ", "agent_ids": [rosa.id, server.demo.agent_id, rosa.id]})).await.expect(201);
        assert_eq!((&team["name"], &team["agent_ids"]), (&json!("Sales"), &json!([server.demo.agent_id, rosa.id])));
        let path = format!("/teams/{}", team["id"]);
        assert_eq!(key.patch(&path, &json!({"name": "Orders"})).await.expect(200)["agent_ids"], team["agent_ids"]);
        let emptied = key.patch(&format!("{path}?update_mask=agent_ids"), &json!({})).await.expect(200);
        assert_eq!((&emptied["name"], &emptied["agent_ids"]), (&json!("Orders"), &json!([])));
        assert_eq!(agent.get("/teams").await.expect(200)["teams"], json!([billing, emptied]));
        for (method, path, body, code, reason) in [
            (Method::POST, "/teams", json!({"name": "BILLING"}), 409, "TEAM_NAME_TAKEN"),
            (Method::PATCH, path.as_str(), json!({"name": "bIlling"}), 409, "TEAM_NAME_TAKEN"),
            (Method::POST, "/teams", json!({"name": "New", "agent_ids": [4_000_000_000_i64]}), 404, "AGENT_NOT_FOUND"),
            (Method::POST, "/teams", json!({"name": " "}), 400, "FIELD_REQUIRED"),
            (Method::POST, "/teams", json!({"name": "x".repeat(65)}), 400, "VALUE_TOO_LONG"),
            (Method::POST, "/teams", json!({"name": "New", "agent_ids": [0]}), 400, "FIELD_REQUIRED"),
            (Method::PATCH, "/teams/4000000000", json!({"name": "New"}), 404, "TEAM_NOT_FOUND"),
            (Method::DELETE, "/teams/4000000000", json!({}), 404, "TEAM_NOT_FOUND"),
        ] {
            let mut request = key.request(method.clone(), path);
            if method != Method::DELETE {
                request = request.json(&body);
            }
            let refused = Answer::of(request).await.refusal();
            assert_eq!((refused.code, refused.reason.as_str()), (code, reason), "{method} {path} {body}");
        }
        assert_eq!(Answer::of(key.request(Method::DELETE, &path)).await.expect(200), json!({}));
        assert_eq!(agent.get("/teams").await.expect(200)["teams"].as_array().map(Vec::len), Some(1));
    }
}
