//! The commands, as an operator types them.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};
use supportchat_client::v1;
use tempfile::TempDir;
use tonic::Code;
use tonic::transport::Endpoint;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;

use crate::support::program::{Running, run, run_with_input};
use crate::support::rest::{Answer, Rest};
use crate::support::sse::Events;
use crate::support::{Client, Database, Server};

/// A database and a data directory, as the commands are told of them.
struct Place {
    database: Database,
    data: TempDir,
}

impl Place {
    fn new(database: Database) -> Self {
        Self { database, data: tempfile::tempdir().expect("a temporary directory") }
    }

    fn environment(&self) -> Vec<(&str, &str)> {
        vec![("SUPPORTCHAT_DATABASE_URL", &self.database.url), ("SUPPORTCHAT_DATA_DIR", self.data.path().to_str().expect("UTF-8"))]
    }

    /// Runs a command that ends well, and answers what it printed.
    fn run(&self, arguments: &[&str]) -> String {
        run(arguments, &self.environment()).ok()
    }

    /// Runs a command that fails, and answers why.
    fn refused(&self, arguments: &[&str]) -> String {
        run(arguments, &self.environment()).complaint()
    }

    fn key(&self, role: &str) -> (String, String) {
        let printed = self.run(&["key", "create", "--name", &format!("a key for {role}"), "--role", role]);
        let (first, secret) = printed.trim_end().split_once('\n').expect("two lines");
        (first.strip_prefix("created key ").expect("its id").to_owned(), secret.to_owned())
    }
}

/// The services that reflection names.
async fn reflected(url: &str, token: &str) -> Result<Vec<String>, tonic::Status> {
    let channel = Endpoint::from_shared(url.to_owned()).expect("a URL").connect().await.expect("the server answers");
    let mut client = ServerReflectionClient::new(channel);
    let request = ServerReflectionRequest { host: String::new(), message_request: Some(MessageRequest::ListServices(String::new())) };
    let mut request = tonic::Request::new(tokio_stream::once(request));
    if !token.is_empty() {
        request.metadata_mut().insert("authorization", format!("Bearer {token}").parse().expect("a token"));
    }
    let mut answers = client.server_reflection_info(request).await?.into_inner();
    match answers.message().await?.and_then(|answer| answer.message_response) {
        Some(MessageResponse::ListServicesResponse(list)) => Ok(list.service.into_iter().map(|service| service.name).collect()),
        other => panic!("a list of services: {other:?}"),
    }
}

async fn log_in(rest: &Rest, email: &str, password: &str) -> Answer {
    rest.with("").post("/agent_tokens", &json!({"email": email, "password": password})).await
}

fn token(answer: &Answer) -> String {
    answer.expect(201)["token"]["token"].as_str().expect("a token").to_owned()
}

/// The event that must end a stream.
async fn left(mut events: Events) -> Value {
    loop {
        let event = events.next().await;
        if event.name == "leave" {
            assert_eq!(events.try_next().await, None, "the end after leave");
            return event.data["reason"].clone();
        }
    }
}

#[test]
fn help_says_what_matters() {
    let secret = [("SUPPORTCHAT_DATABASE_URL", "mysql://supportchat:hunter2@db.example.com/supportchat")];
    for (command, words) in [
        ("", &["serve", "demo", "migrate", "agent", "key", "openapi", "--log", "--version"][..]),
        (
            "serve",
            &[
                "--listen",
                "127.0.0.1:8080",
                "SUPPORTCHAT_LISTEN",
                "--database-url",
                "--data-dir",
                "--attachments-url",
                "s3://BUCKET/PREFIX",
                "AWS_ENDPOINT_URL",
                "--max-attachment",
                "10485760",
                "--public-url",
                "--trusted-proxies",
                "--drain",
                "--database-ca",
                "--tls-cert",
                "--tls-key",
                "--max-connections",
                "--max-streams",
                "--idle-timeout",
                "--visitor-rate",
                "--token-lifetime",
                "SIGTERM",
                "agent add --admin",
                "key create",
            ],
        ),
        ("demo", &["demo.json", "--listen", "reflection"]),
        ("migrate", &["--status", "--revert", "lost"]),
        ("agent", &["add", "list", "set-password", "disable", "enable"]),
        ("agent add", &["--name", "--email", "--admin", "--capacity", "--password-stdin"]),
        ("agent list", &["--database-url"]),
        ("agent set-password", &["--password-stdin", "<ID>"]),
        ("agent disable", &["<ID>"]),
        ("agent enable", &["<ID>"]),
        ("key", &["create", "list", "revoke"]),
        ("key create", &["--role", "service", "admin", "operator", "agent", "--agent-id", "only this once"]),
        ("key list", &["secrets"]),
        ("key revoke", &["<ID>"]),
        ("openapi", &["--public-url"]),
    ] {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let help = run(&arguments, &secret).ok();
        for word in words {
            assert!(help.contains(word), "{command} --help mentions {word}:\n{help}");
        }
        assert!(!help.contains("hunter2"), "{command} --help shows the password");
    }
    assert!(run(&["--version"], &[]).ok().starts_with("supportchat "));
}

#[test]
fn what_is_not_understood_ends_with_2() {
    let place = Place::new(Database::sqlite());
    for arguments in [
        &["serve", "--colour"][..],
        &["nothing"],
        &["key", "create", "--name", "x", "--role", "king"],
        &["key", "create", "--name", "x", "--role", "agent"],
        &["key", "revoke", "one"],
        &["agent", "add", "--name", "x"],
        &["agent", "add", "--name", "x", "--email", "x@example.com", "--capacity", "0"],
        &["migrate", "--status", "--revert"],
        &["serve", "--listen", "everywhere"],
        &["serve", "--idle-timeout", "0"],
        &["serve", "--drain", "601"],
        &["serve", "--trusted-proxies", "10.0.0.1,localhost"],
        &["serve", "--max-attachment", "0"],
    ] {
        let ended = run(arguments, &place.environment());
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{arguments:?}: {ended:?}");
        assert!(ended.stderr.starts_with("error: "), "{ended:?}");
    }
    let nothing = run(&[], &[]);
    assert!(nothing.code == 2 && nothing.stderr.contains("Usage"), "{nothing:?}");
    let filter = run(&["agent", "list", "--log", "supportchat=loud"], &place.environment());
    assert!(filter.code == 2 && filter.stderr.contains("SUPPORTCHAT_LOG"), "{filter:?}");
}

crate::stories! {
    async fn an_operator_sets_a_service_up(database: Database) {
        let place = Place::new(database);
        let printed = place.run(&["agent", "add", "--admin", "--name", "Katherine", "--email", "Katherine@example.com"]);
        let password = printed.trim_end().split_once("password: ").expect("a password").1;
        assert!(printed.starts_with("added agent 1\n") && password.len() >= 32, "{printed}");
        let (_server, url) = Running::serve(&place.environment());
        let nobody = Rest::new(&url, "");
        let admin = nobody.with(&token(&log_in(&nobody, "katherine@example.com", password).await));
        assert_eq!(admin.get("/api_keys").await.expect(200)["api_keys"], json!([]), "nothing but what the operator made is there");
        assert_eq!(nobody.get("/chat_sessions/123").await.status, 401);

        let (_, operator) = place.key("operator");
        let (service_id, service) = place.key("service");
        assert_eq!(reflected(&url, "").await.expect_err("closed").code(), Code::Unauthenticated);
        assert_eq!(reflected(&url, &service).await.expect_err("closed").code(), Code::PermissionDenied);
        assert!(reflected(&url, &operator).await.expect("open").contains(&"supportchat.v1.ChatService".to_owned()));
        assert_eq!(nobody.with(&operator).get("/users").await.refusal().reason, "ROLE_REQUIRED", "no data for an operator");

        let back_end = nobody.with(&service);
        let user = back_end.post("/users", &json!({"name": "Ada"})).await.expect(201);
        let session = back_end.post("/chat_sessions", &json!({"user_id": user["id"]})).await.expect(201);
        assert_eq!(session["status"], "CHAT_SESSION_STATUS_WAITING", "nobody is available yet");
        let list = place.run(&["key", "list"]);
        assert!(list.lines().count() == 3 && list.contains("a key for service") && list.contains("active"), "{list}");
        assert!(!list.contains(&service) && !list.contains("sck_"), "{list}");

        // The running service hears of it by itself.
        let events = back_end.events(&format!("/chat_sessions/{}/events", session["id"])).await;
        assert_eq!(place.run(&["key", "revoke", &service_id]), format!("revoked key {service_id} (a key for service)\n"));
        assert_eq!(left(events).await, "LEAVE_REASON_CREDENTIAL_REVOKED");
        assert_eq!(back_end.get("/users").await.refusal().reason, "INVALID_TOKEN");
        assert!(place.run(&["key", "list"]).contains("revoked"));
        assert!(place.refused(&["key", "revoke", "999"]).contains("999"));
        let agent_id = place.refused(&["key", "create", "--name", "x", "--role", "admin", "--agent-id", "1"]);
        assert!(agent_id.contains("--agent-id"), "{agent_id}");
        assert!(place.refused(&["key", "create", "--name", "x", "--role", "agent", "--agent-id", "999"]).contains("999"));
    }

    async fn an_operator_manages_agents(database: Database) {
        let place = Place::new(database);
        let input = |arguments: &[&str], input: &str| run_with_input(arguments, &place.environment(), input);
        place.run(&["agent", "add", "--admin", "--name", "Katherine", "--email", "katherine@example.com"]);
        let add = ["agent", "add", "--name", "Grace", "--email", "grace@example.com", "--password-stdin"];
        for short in ["", "\n", "too short\n"] {
            let complaint = input(&add, short).complaint();
            assert!(complaint.contains("12 to 1024"), "{complaint}");
        }
        assert_eq!(input(&add, "correct horse battery\n").ok(), "added agent 2\n", "a password that was given is not printed");
        let taken = input(&["agent", "add", "--name", "G", "--email", "GRACE@example.com", "--password-stdin"], "correct horse battery").complaint();
        assert!(taken.contains("e-mail"), "{taken}");
        for (flag, value) in [("--email", "nobody"), ("--email", ""), ("--name", " ")] {
            let mut arguments = vec!["agent", "add", "--name", "x", "--email", "x@example.com"];
            arguments.extend([flag, value]);
            let ended = run(&arguments, &place.environment());
            assert!(ended.code != 0, "{ended:?}");
        }
        let (_server, url) = Running::serve(&place.environment());
        let nobody = Rest::new(&url, "");
        let grace = nobody.with(&token(&log_in(&nobody, "grace@example.com", "correct horse battery").await));
        let list = place.run(&["agent", "list"]);
        let line = list.lines().find(|line| line.ends_with(" Grace")).expect("her line");
        assert!(line.contains("agent ") && line.contains("unavailable") && line.contains("0/5") && line.contains("grace@example.com"), "{list}");
        assert!(list.lines().any(|line| line.contains("admin ") && line.ends_with(" Katherine")), "{list}");

        let events = grace.events("/events?inbox=true").await;
        assert_eq!(place.run(&["agent", "disable", "2"]), "changed agent 2 (Grace)\n");
        assert_eq!(left(events).await, "LEAVE_REASON_CREDENTIAL_REVOKED");
        assert_eq!(grace.get("/agents").await.refusal().reason, "INVALID_TOKEN");
        assert_eq!(log_in(&nobody, "grace@example.com", "correct horse battery").await.refusal().reason, "WRONG_CREDENTIALS");
        assert!(place.run(&["agent", "list"]).contains("disabled"));
        place.run(&["agent", "enable", "2"]);
        let grace = nobody.with(&token(&log_in(&nobody, "grace@example.com", "correct horse battery").await));

        let events = grace.events("/events?inbox=true").await;
        let set = ["agent", "set-password", "2", "--password-stdin"];
        assert!(input(&set, "short").complaint().contains("12 to 1024"));
        assert_eq!(input(&set, "battery horse correct").ok(), "changed agent 2 (Grace)\n");
        assert_eq!(left(events).await, "LEAVE_REASON_CREDENTIAL_REVOKED", "a new password ends what the old one opened");
        assert_eq!(log_in(&nobody, "grace@example.com", "correct horse battery").await.refusal().reason, "WRONG_CREDENTIALS");
        assert_eq!(log_in(&nobody, "grace@example.com", "battery horse correct").await.status, 201);
        let made_up = place.run(&["agent", "set-password", "2"]);
        let made_up = made_up.trim_end().split_once("password: ").expect("a password").1;
        assert_eq!(log_in(&nobody, "grace@example.com", made_up).await.status, 201);

        assert!(place.refused(&["agent", "disable", "1"]).contains("last administrator"));
        assert!(place.refused(&["agent", "disable", "999"]).contains("999"));
    }

    async fn the_audit_log_is_verified_and_taken_out(database: Database) {
        let place = Place::new(database);
        assert!(place.refused(&["audit", "verify"]).contains("supportchat migrate"), "it changes nothing, not even the schema");
        // Without a node that runs it waits to be recorded.
        place.key("service");
        let said = place.run(&["audit", "verify"]);
        assert!(said.contains("0 records") && said.contains("1 events wait") && said.ends_with("nothing is wrong\n"), "{said}");
        let server = Server::start_with(&place.database, &[]);
        let recorded = || place.run(&["audit", "export"]).lines().count();
        while recorded() == 0 {
            crate::support::pause().await;
        }
        drop(server);
        let lines = place.run(&["audit", "export", "--from", "2026-01-01"]);
        let first: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
        assert_eq!((&first["action"], &first["actor"]), (&json!("key.created"), &json!("operator")));
        assert_eq!(place.run(&["audit", "export", "--until", "2020-01-01T00:00:00Z"]), "");
        let file = place.data.path().join("audit.jsonl").display().to_string();
        assert!(place.run(&["audit", "export", "--output", &file]).starts_with("wrote "));
        assert!(place.refused(&["audit", "export", "--output", &file]).contains("exists"), "nothing is overwritten");
        assert!(place.run(&["audit", "verify"]).ends_with("nothing is wrong\n"));
        let nowhere = place.data.path().join("nowhere.jsonl").display().to_string();
        assert!(place.refused(&["audit", "verify", "--heads", &nowhere]).contains("nowhere.jsonl"), "what was named is compared, or nothing is said to be well");
    }

    async fn migrations_go_up_and_down(database: Database) {
        let place = Place::new(database);
        let pending = place.run(&["migrate", "--status"]);
        assert!(pending.starts_with("pending 20") && pending.lines().all(|line| line.starts_with("pending ")), "{pending}");
        assert_eq!(place.run(&["migrate", "--status"]), pending, "asking changes nothing");
        assert_eq!(place.run(&["migrate"]), pending.replace("pending", "migrated"));
        assert_eq!(place.run(&["migrate"]), "up to date\n");
        assert_eq!(place.run(&["migrate", "--status"]), "up to date\n");
        for name in pending.lines().rev().map(|line| line.trim_start_matches("pending ")) {
            assert_eq!(place.run(&["migrate", "--revert"]), format!("reverted {name}\n"));
        }
        assert_eq!(place.run(&["migrate", "--revert"]), "nothing to revert\n");
        assert_eq!(place.run(&["migrate", "--status"]), pending);
    }

    async fn the_log_holds_no_secret_and_nothing_that_was_said(database: Database) {
        let place = Place::new(database);
        let mut environment = place.environment();
        environment.extend([("SUPPORTCHAT_LOG", "trace"), ("SUPPORTCHAT_LISTEN", "127.0.0.1:0")]);
        let server = Running::start(&["demo"], &environment);
        let url = server.printed("supportchat is running at ").rsplit(' ').next().expect("a URL").to_owned();
        let demo: Value = serde_json::from_slice(&std::fs::read(place.data.path().join("demo.json")).expect("demo.json")).expect("JSON");
        let (key, password) = (demo["api_key"].as_str().expect("a key"), demo["agent_password"].as_str().expect("a password"));
        let rest = Rest::new(&url, key);

        let said = |face: &str| format!("marked-text-by-{face}");
        let answer = rest.post("/messages", &json!({"chat_session_id": 123, "message": said("rest")})).await;
        let request_id = answer.header("x-request-id").to_owned();
        assert_eq!(answer.status, 201);
        rest.post("/messages", &json!({"chat_session_id": 123, "message": [said("bad-rest")]})).await.refusal();
        rest.post("/messages", &json!({"chat_session_id": 4_000_000, "message": said("lost-rest")})).await.refusal();
        rest.post("/users", &json!({"name": "Marked-name", "email": "marked-mail@example.com"})).await.expect(201);
        rest.get("/users?external_id=marked-external-id").await.expect(200);
        let agent = token(&log_in(&rest, "agent@example.com", password).await);
        log_in(&rest, "agent@example.com", "marked-wrong-password").await.refusal();
        rest.with("sck_marked-wrong-token").get("/users").await.refusal();

        let mut grpc = Client::log_in(&url, "agent@example.com", password).await;
        let (grpc_token, refresh) = (grpc.token.clone(), grpc.refresh_token.clone());
        grpc.send(123, &said("grpc"), "").await.expect("sent");
        grpc.send(4_000_000, &said("lost-grpc"), "").await.expect_err("not there");
        let renewed = grpc.auth.refresh_token(v1::RefreshTokenRequest { refresh_token: refresh.clone() }).await.expect("renewed");
        let renewed = renewed.into_inner().token.expect("a token").token;
        let mut talk = grpc.talk().await;
        talk.subscribe(123, 0).await;
        talk.send(123, &said("stream"), "").await.expect("sent");
        let mut events = rest.events("/chat_sessions/123/events").await;
        assert_eq!(events.entries(5).await[4].data["message"], said("stream"), "all of it is there");
        drop((talk, events));
        grpc.note(123, &said("note"), "").await.expect("a note");
        let file = grpc.upload(123, "marked-file.txt", "text/plain", said("file").as_bytes()).await.expect("an attachment").id;
        grpc.send_attachment(123, file, "").await.expect("sent");
        let link = grpc.link(file).await.expect("a link");
        let signature = link.rsplit('=').next().expect("a signature").to_owned();
        assert_eq!(rest.with("").get(&link).await.text(), said("file"));

        let log = server.stop();
        assert!(log.lines().count() > 50, "much is logged");
        let secrets = [key, password, &agent, &grpc_token, &refresh, &renewed, &signature, &place.database.url, "sck_", "sca_", "scar_"];
        for secret in secrets.into_iter().chain(["marked-", "Marked-"]) {
            // Of SQLite's URL nothing is secret.
            if secret.starts_with("sqlite:") {
                continue;
            }
            let line = log.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{secret} is in the log");
        }
        let mut answered = 0;
        for line in log.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            if line["message"] == "answered" {
                assert!(line["span"]["id"].as_str().is_some_and(|id| !id.is_empty()), "a request has an id: {line}");
                answered += usize::from(line["span"]["id"] == request_id && line["path"] == "/messages" && line["status"] == 201);
            }
        }
        assert_eq!(answered, 1, "the answer's id finds its line");
    }
}

#[tokio::test]
async fn the_document_is_printed_as_it_is_served() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let printed = run(&["openapi", "--public-url", &server.demo.url], &[]).ok();
    let document: openapiv3::OpenAPI = serde_json::from_str(&printed).expect("an OpenAPI document");
    assert!(document.paths.paths.len() > 20 && document.components.is_some());
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(printed, Rest::new(&server.demo.url, "").get("/openapi.json").await.expect(200));
    let without: Value = serde_json::from_str(&run(&["openapi"], &[]).ok()).expect("JSON");
    assert_eq!(without["paths"], printed["paths"], "no server and no database is needed");
}

#[tokio::test]
async fn what_cannot_start_says_why_in_one_line() {
    let data = tempfile::tempdir().expect("a temporary directory");
    let data = data.path().to_str().expect("UTF-8");
    let good = format!("sqlite:{data}/good.db");
    let database = Database::mysql().await;
    let mysql = database.url.as_str();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let listen = format!("127.0.0.1:{port}");
    let wrong_password = mysql.replacen(":supportchat@", ":hunter2@", 1);
    assert_ne!(wrong_password, *mysql);
    let (_, name) = database.server().expect("a server");
    let no_database = mysql.replacen(name, &format!("{name}_not_there"), 1);
    for (url, listen, word) in [
        ("postgres://supportchat:hunter2@db.example.com/supportchat", "127.0.0.1:0", "mysql://USER"),
        ("mysql://supportchat:hunter2@", "127.0.0.1:0", "database URL"),
        ("mysql://supportchat:hunter2@127.0.0.1:1/supportchat?colour=red", "127.0.0.1:0", "database URL"),
        ("mysql://supportchat:hunter2@127.0.0.1:1/supportchat", "127.0.0.1:0", "cannot be reached"),
        (&wrong_password, "127.0.0.1:0", "cannot be reached"),
        (&no_database, "127.0.0.1:0", "not_there"),
        ("sqlite:", "127.0.0.1:0", "path of a file"),
        ("sqlite:/proc/nowhere/test.db", "127.0.0.1:0", "/proc/nowhere"),
        (&good, &listen, &port),
    ] {
        let environment = [("SUPPORTCHAT_DATABASE_URL", url), ("SUPPORTCHAT_DATA_DIR", data)];
        let complaint = run(&["serve", "--listen", listen], &environment).complaint();
        assert!(complaint.contains(word), "{url} on {listen}: {complaint}");
        assert!(!complaint.contains("hunter2"), "{complaint}");
        if listen == "127.0.0.1:0" {
            let complaint = run(&["agent", "list"], &environment).complaint();
            assert!(complaint.contains(word) && !complaint.contains("hunter2"), "{complaint}");
        }
    }
    for (url, word) in [
        ("ftp://files.example.com/chat", "s3://BUCKET/PREFIX"),
        ("file://relative/path", "file:///PATH"),
        ("attachments", "file:///PATH"),
        ("s3:///prefix", "name of a bucket"),
        ("file:///proc/nowhere", "/proc/nowhere"),
    ] {
        let environment = [("SUPPORTCHAT_DATABASE_URL", good.as_str()), ("SUPPORTCHAT_DATA_DIR", data), ("SUPPORTCHAT_ATTACHMENTS_URL", url)];
        let complaint = run(&["serve", "--listen", "127.0.0.1:0"], &environment).complaint();
        assert!(complaint.contains("--attachments-url") && complaint.contains(word), "{url}: {complaint}");
    }
    let environment = [("SUPPORTCHAT_DATABASE_URL", good.as_str()), ("SUPPORTCHAT_DATA_DIR", data)];
    for (arguments, word) in [
        (&["serve", "--listen", "127.0.0.1:0", "--audit-writer", "false"][..], "--amqp-url"),
        (&["audit", "consume"], "--amqp-url"),
        (&["serve", "--amqp-url", "http://localhost"], "amqp"),
    ] {
        let complaint = run(arguments, &environment).complaint();
        assert!(complaint.contains(word), "{arguments:?}: {complaint}");
    }
    let complaint = run(&["serve"], &[("SUPPORTCHAT_DATA_DIR", "/proc/nowhere")]).complaint();
    assert!(complaint.contains("/proc/nowhere"), "{complaint}");
}

#[tokio::test]
async fn the_demo_keeps_its_credentials_to_itself() {
    let database = Database::sqlite();
    let mut server = Server::start(&database);
    let before = server.demo.clone();
    let mut agent = server.agent().await;
    agent.send(123, "Before", "").await.expect("sent");
    server.kill();
    server.restart();
    assert_eq!(server.demo, before, "the same credentials");
    assert_eq!(server.key().await.log(123, 2).await.len(), 1, "they work, and what was said is there");
    server.agent().await;
    server.admin().await;
    assert_eq!(agent.log(123, 2).await.len(), 1, "a log-in outlives a restart");

    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&server.data.path().join("demo.json")), 0o600);
    let outer = tempfile::tempdir().expect("a temporary directory");
    let inner = outer.path().join("new");
    let demo = Running::start(&["demo", "--listen", "127.0.0.1:0"], &[("SUPPORTCHAT_DATA_DIR", inner.to_str().expect("UTF-8"))]);
    demo.printed("supportchat is running at ");
    assert_eq!((mode(&inner), mode(&inner.join("demo.json"))), (0o700, 0o600));
    demo.stop();
}
