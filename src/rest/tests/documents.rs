//! The OpenAPI document and the reference page.

use axum::body::Body;
use serde_json::Value;

use super::{get, options, request, send};
use crate::rest::{docs, openapi, rules};

fn document() -> Value {
    serde_json::to_value(openapi(&options()).unwrap()).unwrap()
}

#[test]
fn every_rule_is_described() {
    let document = document();
    let mut ids = std::collections::HashSet::new();
    for rule in rules::all().unwrap() {
        let short = |path: String, name: &str| path.replace(&format!("{{{name}}}"), &format!("{{{}}}", name.rsplit('.').next().unwrap()));
        let path = rule.variables.iter().fold(rule.path.clone(), |path, (_, target)| short(path, &target.name));
        let operation = &document["paths"][&path][rule.method.as_str().to_lowercase()];
        assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{path}");
        assert!(operation["description"].as_str().is_some_and(|text| !text.is_empty()), "{path}");
        assert!(operation["responses"][rule.success().as_str()].is_object(), "{path}");
        assert_eq!(operation["security"] == serde_json::json!([]), rule.public, "{path}");
    }
}

#[test]
fn the_contract_is_kept() {
    let document = document();
    assert_eq!(document["openapi"], "3.0.3");
    let paths = &document["paths"];
    assert!(paths["/chat_sessions"]["post"]["responses"]["201"].is_object());
    let parameter = &paths["/chat_sessions/{id}"]["get"]["parameters"][0];
    assert_eq!((&parameter["name"], &parameter["in"], &parameter["schema"]["type"]), (&"id".into(), &"path".into(), &"integer".into()));
    assert!(paths["/chat_sessions/{id}"]["get"]["responses"]["200"].is_object());
    let body = &paths["/messages"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(body["$ref"], "#/components/schemas/SendMessageRequest");
    let schema = &document["components"]["schemas"]["SendMessageRequest"];
    assert_eq!(schema["properties"]["chat_session_id"]["type"], "integer");
    assert_eq!(schema["properties"]["message"]["type"], "string");
    assert_eq!(schema["oneOf"].as_array().unwrap().len(), 3);
    assert_eq!(schema["additionalProperties"], false);
    assert!(paths["/messages"]["post"]["responses"]["201"].is_object());
    let upload = &paths["/chat_sessions/{id}/attachments"]["post"];
    assert_eq!(upload["requestBody"]["content"]["application/octet-stream"]["schema"]["format"], "binary");
    assert!(upload["responses"]["413"].is_object() && upload["responses"]["415"].is_null());
    assert_eq!(paths["/attachments/{id}"]["get"]["responses"]["200"]["content"]["*/*"]["schema"]["format"], "binary");
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(document: &Value, value: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                    assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
                }
                object.values().for_each(|value| walk(document, value));
            }
            Value::Array(list) => list.iter().for_each(|value| walk(document, value)),
            _ => {}
        }
    }
    let document = document();
    walk(&document, &document);
}

#[tokio::test]
async fn the_document_is_served_and_kept_by_its_tag() {
    let answer = get("/openapi.json").await;
    assert_eq!(answer.json()["servers"][0]["url"], "https://chat.example");
    let tag = answer.headers["etag"].clone();
    let again = send(request("GET", "/openapi.json").header("if-none-match", tag).body(Body::empty()).unwrap()).await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
}

#[tokio::test]
async fn the_page_needs_nothing_from_elsewhere() {
    let answer = get("/docs").await;
    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    for foreign in ["<script", "<link", "<img", "src=", "@import", "url(", "style=\""] {
        assert!(!answer.body.contains(foreign), "{foreign}");
    }
    for rule in rules::all().unwrap() {
        assert!(answer.body.contains(&format!("id=\"{}\"", rule.rpc.name())), "{}", rule.rpc.name());
    }
}

#[test]
fn text_of_the_document_is_no_markup() {
    let mut document = openapi(&options()).unwrap();
    document.info.title = "<b>\"&'".into();
    document.tags[0].description = Some("`<i>` A_B <u>".into());
    let page = docs::page(&document, &[]);
    assert!(page.contains("<h1>&lt;b&gt;&quot;&amp;&#39;</h1>"));
    assert!(page.contains("<code>&lt;i&gt;</code> <code>A_B</code> &lt;u&gt;"));
}
