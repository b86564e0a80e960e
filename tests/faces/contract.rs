//! The contract in tests/contract: its paths, parameters, bodies and codes are what /openapi.json says and what the server does.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Server;
use crate::support::rest::{Answer, Rest};

const CONTRACT: &str = include_str!("../contract/openapi.yaml");
const EXAMPLES: &str = include_str!("../contract/examples.md");

/// One row of the contract's examples.
#[derive(Debug)]
struct Example {
    method: Method,
    path: String,
    body: Option<Value>,
    code: u16,
}

/// The rows of the table: two or one spans of code, then the answer's code.
fn examples() -> Vec<Example> {
    let rows = EXAMPLES.lines().filter(|line| line.starts_with("| `"));
    let examples = rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let spans: Vec<&str> = cells[0].split('`').skip(1).step_by(2).collect();
        let (method, path) = spans[0].split_once(' ').expect("a method and a path");
        let code = cells[1].split(':').next().and_then(|code| code.parse().ok()).expect("a code");
        let body = spans.get(1).map(|body| serde_json::from_str(body).expect("a body in JSON"));
        Example { method: method.parse().expect("a method"), path: path.to_owned(), body, code }
    });
    examples.collect()
}

impl Example {
    fn is_of(&self, method: &str, path: &str) -> bool {
        let (mine, theirs): (Vec<&str>, Vec<&str>) = (self.path.split('/').collect(), path.split('/').collect());
        let same = mine.len() == theirs.len() && mine.iter().zip(&theirs).all(|(mine, theirs)| mine == theirs || theirs.starts_with('{'));
        same && self.method.as_str().eq_ignore_ascii_case(method)
    }

    async fn send(&self, key: &Rest) -> Answer {
        self.send_as(key, &self.path, self.body.as_ref()).await
    }

    async fn send_as(&self, key: &Rest, path: &str, body: Option<&Value>) -> Answer {
        let request = key.request(self.method.clone(), path);
        Answer::of(if let Some(body) = body { request.json(body) } else { request }).await
    }
}

/// The contract, as a JSON value.
fn contract() -> Value {
    serde_yaml_ng::from_str(CONTRACT).expect("the contract is YAML")
}

/// The methods of the contract: path, method, operation.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let all =
        paths.iter().flat_map(|(path, item)| item.as_object().expect("operations").iter().map(move |(method, operation)| (path, method, operation)));
    all.map(|(path, method, operation)| (path.clone(), method.clone(), operation.clone())).collect()
}

/// Follows a `$ref`.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect("what a $ref names"),
        None => value,
    }
}

/// What the document has of the operation differently, or not at all.
fn differences(document: &Value, path: &str, method: &str, wanted: &Value) -> Vec<String> {
    let operation = &document["paths"][path][method];
    if operation.is_null() {
        return vec![format!("{method} {path} is missing")];
    }
    let mut found = Vec::new();
    let mut differ = |what: String, wanted: &Value, has: &Value| {
        if wanted != has {
            found.push(format!("{method} {path}: {what} is {has}, not {wanted}"));
        }
    };
    for wanted in wanted["parameters"].as_array().into_iter().flatten() {
        let same = |parameter: &&Value| parameter["name"] == wanted["name"] && parameter["in"] == wanted["in"];
        let has = operation["parameters"].as_array().into_iter().flatten().map(|parameter| resolved(document, parameter)).find(same);
        let has = has.cloned().unwrap_or_default();
        let name = &wanted["name"];
        differ(format!("the parameter {name}"), &wanted["name"], &has["name"]);
        differ(format!("required of {name}"), &wanted["required"], &has["required"]);
        differ(format!("the type of {name}"), &wanted["schema"]["type"], &resolved(document, &has["schema"])["type"]);
    }
    let body = resolved(document, &operation["requestBody"]);
    for (kind, wanted) in wanted["requestBody"]["content"].as_object().into_iter().flatten() {
        let schema = resolved(document, &body["content"][kind]["schema"]);
        differ(format!("the type of {kind}"), &wanted["schema"]["type"], &schema["type"]);
        for (name, wanted) in wanted["schema"]["properties"].as_object().into_iter().flatten() {
            differ(format!("the type of {name}"), &wanted["type"], &resolved(document, &schema["properties"][name])["type"]);
        }
    }
    for code in wanted["responses"].as_object().into_iter().flatten().map(|(code, _)| code) {
        differ(format!("the response {code}"), &json!(true), &json!(operation["responses"][code].is_object()));
    }
    found
}

/// Every key and every id in an answer: names are snake_case, ids are numbers.
fn check_names(value: &Value) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                assert!(key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'), "{key} is not snake_case");
                // A client_..._id is a text that the client made up.
                if (key == "id" || key.ends_with("_id")) && !key.starts_with("client_") {
                    assert!(value.is_i64(), "{key} is not a number: {value}");
                }
                check_names(value);
            }
        }
        Value::Array(items) => items.iter().for_each(check_names),
        _ => {}
    }
}

#[test]
fn a_difference_would_be_found() {
    let document = contract();
    let operations = operations(&document);
    assert_eq!(operations.len(), 3, "the contract has three operations");
    assert_eq!(examples().len(), 3, "and three examples");
    for (path, method, wanted) in &operations {
        assert_eq!(differences(&document, path, method, wanted), [""; 0], "the contract is like itself");
        assert!(examples().iter().any(|example| example.is_of(method, path)), "{method} {path} has an example");
    }
    let missing = |pointer: &str, change: fn(&mut Value)| {
        let mut other = document.clone();
        change(other.pointer_mut(pointer).expect(pointer));
        operations.iter().map(|(path, method, wanted)| differences(&other, path, method, wanted).len()).sum::<usize>()
    };
    let property = "/paths/~1messages/post/requestBody/content/application~1json/schema/properties/chat_session_id";
    assert_eq!(missing(property, |property| property["type"] = json!("string")), 1);
    assert_eq!(missing("/paths/~1messages/post/responses", |responses| *responses = json!({"200": {}})), 1);
    assert_eq!(missing("/paths/~1chat_sessions~1{id}/get/parameters/0", |parameter| parameter["name"] = json!("session")), 3);
    assert_eq!(missing("/paths/~1chat_sessions~1{id}/get/parameters/0", |parameter| parameter["required"] = json!(false)), 1);
    assert_eq!(missing("/paths/~1chat_sessions", |item| *item = json!({"put": {}})), 1);
}

crate::stories! {
    async fn the_examples_answer_as_written(database: Database) {
        let server = Server::start(&database);
        let key = Rest::key(&server);
        for example in examples() {
            let answer = example.send(&key).await;
            let json = answer.expect(example.code);
            check_names(&json);
            match example.path.as_str() {
                "/chat_sessions" => {
                    assert_eq!((&json["user_id"], &json["agent_id"]), (&json!(1), &json!(2)));
                    assert_eq!(key.get(&format!("/chat_sessions/{}", json["id"])).await.expect(200), json, "it is there");
                }
                "/chat_sessions/123" => assert_eq!((&json["id"], &json["user_id"], &json["agent_id"]), (&json!(123), &json!(1), &json!(2))),
                "/messages" => {
                    assert_eq!((&json["chat_session_id"], &json["message"]), (&json!(123), &json!("Hello!")));
                    let messages = key.get("/chat_sessions/123/messages").await.expect(200);
                    assert_eq!(messages["messages"].as_array().and_then(|all| all.last()), Some(&json), "it is there");
                }
                other => panic!("an example of {other} that this test does not know"),
            }
        }
    }

    async fn the_document_and_the_server_keep_the_contract(database: Database) {
        let server = Server::start(&database);
        let key = Rest::key(&server);
        let document = key.with("").get("/openapi.json").await.expect(200);
        assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0.")), "{}", document["openapi"]);
        for (path, method, wanted) in operations(&contract()) {
            assert_eq!(differences(&document, &path, &method, &wanted), [""; 0]);

            let example = examples().into_iter().find(|example| example.is_of(&method, &path)).expect("an example");
            let answer = example.send(&key).await;
            assert!(wanted["responses"][answer.status.to_string()].is_object(), "{method} {path} answers {}", answer.status);
            for parameter in wanted["parameters"].as_array().into_iter().flatten() {
                assert_eq!((&parameter["in"], &parameter["schema"]["type"]), (&json!("path"), &json!("integer")), "the only kind there is");
                let name = parameter["name"].as_str().expect("a name");
                let refusal = example.send_as(&key, &path.replace(&format!("{{{name}}}"), "one"), None).await.refusal();
                assert_eq!((refusal.code, refusal.fields), (400, vec![name.to_owned()]), "{name} is an integer");
            }
            for (name, property) in wanted["requestBody"]["content"]["application/json"]["schema"]["properties"].as_object().into_iter().flatten() {
                let mut body = example.body.clone().expect("a body");
                // The example has the right type; one of another is refused.
                body[name] = if property["type"] == "integer" { json!("text") } else { json!(5) };
                let refusal = example.send_as(&key, &path, Some(&body)).await.refusal();
                assert_eq!((refusal.code, refusal.fields), (400, vec![name.clone()]), "{name} is of the type {}", property["type"]);
            }
        }
    }
}
