//! Who may do what, who may know of what, and how fast a credential that is taken away stops working.

use std::collections::BTreeSet;
use std::time::Duration;

use prost::Message as _;
use prost_reflect::DescriptorPool;
use supportchat::rpc::proto::DESCRIPTORS;
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::server_frame::Frame;
use supportchat_client::v1::{self, ApiKeyRole, LeaveReason};
use tokio::time::{Instant, timeout};
use tonic::{Code, Status};
use tonic_types::{StatusExt as _, pb};

use crate::support::client::{reason, text_message};
use crate::support::server::Demo;
use crate::support::{Client, Frames, Server, Talk};

/// A revoked credential loses its streams within this time, with some slack for a busy machine.
const AT_ONCE: Duration = Duration::from_millis(1500);

/// A new API key.
async fn key(server: &Server, role: ApiKeyRole, agent_id: i64) -> (v1::ApiKey, Client) {
    let request = v1::CreateApiKeyRequest { name: "a key".to_owned(), role: role.into(), agent_id };
    let created = server.key().await.admin.create_api_key(request).await.expect("a key").into_inner();
    (created.api_key.expect("a key"), Client::connect(&server.demo.url, &created.secret).await)
}

/// A stream of each kind.
async fn streams(client: &mut Client) -> (Talk, Frames) {
    let request = v1::SubscribeRequest { inbox: true, ..Default::default() };
    (client.talk().await, client.subscribe(request).await.expect("a stream"))
}

/// The streams must end within this time, for this reason.
async fn assert_ended(streams: (Talk, Frames), within: Duration, reason: LeaveReason) {
    let (mut talk, mut frames) = streams;
    let leaves = timeout(within, async { [talk.frames.leave().await, frames.leave().await] });
    let leaves = leaves.await.expect("the streams end in time");
    assert!(leaves.iter().all(|leave| leave.reason() == reason), "{leaves:?}");
}

/// Everything that a caller can tell of a refusal, with the id that they asked for taken out.
fn shape(status: &Status, id: i64) -> (Code, String, Vec<u8>) {
    assert!(!status.message().contains("seq"), "nothing is told of it: {status:?}");
    // The details repeat the message.
    let mut details = pb::Status::decode(status.details()).expect("a google.rpc.Status");
    assert_eq!(details.message, status.message());
    details.message.clear();
    (status.code(), status.message().replace(&id.to_string(), "ID"), details.encode_to_vec())
}

/// The answers of every RPC and every frame that takes a session's id.
async fn refusals(client: &mut Client, id: i64) -> Vec<(&'static str, (Code, String, Vec<u8>))> {
    let mut answers = Vec::new();
    let mut note = |what, refused: Option<Status>| answers.push((what, shape(&refused.unwrap_or_else(|| panic!("{what} was not refused")), id)));
    note("get", client.session(id).await.err());
    note("close", client.close(id).await.err());
    note("send", client.send(id, "hello", "m").await.err());
    note("list", client.chat.list_messages(v1::ListMessagesRequest { id, ..Default::default() }).await.err());
    note("delivered", client.chat.mark_delivered(v1::MarkDeliveredRequest { id, seq: 1 }).await.err());
    note("delivered beyond the end", client.chat.mark_delivered(v1::MarkDeliveredRequest { id, seq: 1000 }).await.err());
    note("read", client.chat.mark_read(v1::MarkReadRequest { id, seq: 1 }).await.err());
    note("typing", client.chat.send_typing(v1::SendTypingRequest { id, stopped: false, ..Default::default() }).await.err());
    note("subscribe", client.chat.subscribe(v1::SubscribeRequest { id, ..Default::default() }).await.err());
    note("subscribe beyond the end", client.chat.subscribe(v1::SubscribeRequest { id, after_seq: 1000, ..Default::default() }).await.err());
    let sessions = vec![v1::SessionCursor { chat_session_id: id, after_seq: 0 }];
    note("subscribe to many", client.chat.subscribe(v1::SubscribeRequest { sessions, ..Default::default() }).await.err());
    note("accept", client.accept(id).await.err());
    note("viewing", client.agents.send_viewing(v1::SendViewingRequest { id, stopped: false }).await.err());
    note("note", client.note(id, "hello", "m").await.err());
    note("upload", client.upload(id, "a.txt", "text/plain", b"hello").await.err());
    note("send an attachment", client.send_attachment(id, 1, "m").await.err());
    note("rate", client.chat.rate_chat_session(v1::RateChatSessionRequest { id, score: 5, comment: String::new() }).await.err());
    note("tag", client.agents.set_tags(v1::SetTagsRequest { id, tags: Vec::new() }).await.err());
    note("reopen", client.agents.reopen_chat_session(v1::ReopenChatSessionRequest { id }).await.err());
    let target = Some(v1::transfer_chat_session_request::Target::AgentId(1));
    note("transfer", client.agents.transfer_chat_session(v1::TransferChatSessionRequest { id, target }).await.err());
    let mut talk = client.talk().await;
    let frames = [
        ("a subscribe frame", Request::Subscribe(v1::SessionCursor { chat_session_id: id, after_seq: 0 })),
        ("a subscribe frame beyond the end", Request::Subscribe(v1::SessionCursor { chat_session_id: id, after_seq: 1000 })),
        ("a send frame", Request::Send(text_message(id, "hello", "m"))),
        ("a delivered frame", Request::MarkDelivered(v1::SessionMark { chat_session_id: id, seq: 1 })),
        ("a read frame", Request::MarkRead(v1::SessionMark { chat_session_id: id, seq: 1000 })),
        ("a typing frame", Request::Typing(v1::SetTyping { chat_session_id: id, stopped: false, ..Default::default() })),
    ];
    for (what, frame) in frames {
        let request_id = talk.say(frame).await;
        let mut refused = talk.refusal(&request_id).await;
        let (code, message) = (Code::from(refused.code), refused.message.replace(&id.to_string(), "ID"));
        refused.message.clear();
        refused.request_id.clear();
        answers.push((what, (code, message, refused.encode_to_vec())));
    }
    answers
}

/// Those who may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Visitor,
    Agent,
    Admin,
    ServiceKey,
    AdminKey,
    OperatorKey,
    AgentKey,
}
use Role::{Admin, AdminKey, Agent, AgentKey, OperatorKey, ServiceKey, Visitor};

const EVERYONE: &[Role] = &[Visitor, Agent, Admin, ServiceKey, AdminKey, OperatorKey, AgentKey];
const CHAT: &[Role] = &[Visitor, Agent, Admin, ServiceKey, AdminKey, AgentKey];
const PEOPLE: &[Role] = &[Visitor, Agent, Admin, AgentKey];
const STAFF: &[Role] = &[Agent, Admin, ServiceKey, AdminKey, AgentKey];
const AGENTS: &[Role] = &[Agent, Admin, AgentKey];
const DESK: &[Role] = &[Agent, Admin, AdminKey, AgentKey];
const SERVICES: &[Role] = &[Admin, ServiceKey, AdminKey];
const ADMINS: &[Role] = &[Admin, AdminKey];

/// Every RPC with a request that changes nothing, and who is not told ROLE_REQUIRED. The last one ends the caller's token.
fn permissions(demo: &Demo) -> Vec<(&'static str, Vec<u8>, &'static [Role])> {
    // No session, user, agent or key has this id; the demo's session is there, and the demo's agent has it.
    let (nobody, session, agent) = (4_000_000_000, 123, demo.agent_id);
    let user = Some(v1::User { id: nobody, name: "nobody".to_owned(), ..Default::default() });
    let other = Some(v1::Agent { id: nobody, name: "nobody".to_owned(), ..Default::default() });
    let available = v1::AvailabilityStatus::Available.into();
    let target = Some(v1::transfer_chat_session_request::Target::AgentId(nobody));
    let transfer = v1::TransferChatSessionRequest { id: nobody, target };
    let refresh = v1::RefreshTokenRequest { refresh_token: "nothing".to_owned() };
    let log_in = v1::CreateAgentTokenRequest { email: "nobody@example.com".to_owned(), password: "wrong".to_owned() };
    let vouch = v1::CreateVisitorTokenRequest { site: "default".to_owned(), user_id: demo.user_id, ..Default::default() };
    vec![
        ("/supportchat.v1.AuthService/CreateVisitorToken", vouch.encode_to_vec(), SERVICES),
        ("/supportchat.v1.AuthService/CreateAgentToken", log_in.encode_to_vec(), EVERYONE),
        ("/supportchat.v1.AuthService/RefreshToken", refresh.encode_to_vec(), EVERYONE),
        (
            "/supportchat.v1.ChatService/CreateChatSession",
            v1::CreateChatSessionRequest { user_id: nobody, ..Default::default() }.encode_to_vec(),
            CHAT,
        ),
        ("/supportchat.v1.ChatService/GetChatSession", v1::GetChatSessionRequest { id: nobody }.encode_to_vec(), CHAT),
        ("/supportchat.v1.ChatService/ListChatSessions", v1::ListChatSessionsRequest::default().encode_to_vec(), CHAT),
        ("/supportchat.v1.ChatService/CloseChatSession", v1::CloseChatSessionRequest { id: nobody }.encode_to_vec(), CHAT),
        ("/supportchat.v1.ChatService/SendMessage", text_message(nobody, "hello", "").encode_to_vec(), CHAT),
        ("/supportchat.v1.ChatService/ListMessages", v1::ListMessagesRequest { id: nobody, ..Default::default() }.encode_to_vec(), CHAT),
        ("/supportchat.v1.ChatService/MarkDelivered", v1::MarkDeliveredRequest { id: session, seq: 1 }.encode_to_vec(), PEOPLE),
        ("/supportchat.v1.ChatService/MarkRead", v1::MarkReadRequest { id: session, seq: 1 }.encode_to_vec(), PEOPLE),
        (
            "/supportchat.v1.ChatService/SendTyping",
            v1::SendTypingRequest { id: session, stopped: true, ..Default::default() }.encode_to_vec(),
            PEOPLE,
        ),
        (
            "/supportchat.v1.ChatService/UploadAttachment",
            v1::UploadAttachmentRequest { id: nobody, name: "a".to_owned(), ..Default::default() }.encode_to_vec(),
            CHAT,
        ),
        ("/supportchat.v1.ChatService/CreateAttachmentLink", v1::CreateAttachmentLinkRequest { id: nobody }.encode_to_vec(), CHAT),
        (
            "/supportchat.v1.ChatService/DownloadAttachment",
            v1::DownloadAttachmentRequest { id: nobody, ..Default::default() }.encode_to_vec(),
            EVERYONE,
        ),
        (
            "/supportchat.v1.AgentService/AddNote",
            v1::AddNoteRequest { id: nobody, message: "a".to_owned(), ..Default::default() }.encode_to_vec(),
            AGENTS,
        ),
        ("/supportchat.v1.AgentService/SendViewing", v1::SendViewingRequest { id: nobody, stopped: false }.encode_to_vec(), AGENTS),
        ("/supportchat.v1.ChatService/Subscribe", v1::SubscribeRequest { inbox: true, ..Default::default() }.encode_to_vec(), CHAT),
        ("/supportchat.v1.ChatService/Chat", v1::ChatRequest::default().encode_to_vec(), CHAT),
        ("/supportchat.v1.AgentService/GetAgent", v1::GetAgentRequest { id: agent }.encode_to_vec(), STAFF),
        ("/supportchat.v1.AgentService/ListAgents", v1::ListAgentsRequest::default().encode_to_vec(), STAFF),
        // One's own: the keys of the roles service and admin are nobody's.
        ("/supportchat.v1.AgentService/SetAvailability", v1::SetAvailabilityRequest { id: 0, availability_status: 0 }.encode_to_vec(), AGENTS),
        // Another's.
        (
            "/supportchat.v1.AgentService/SetAvailability",
            v1::SetAvailabilityRequest { id: nobody, availability_status: available }.encode_to_vec(),
            ADMINS,
        ),
        (
            "/supportchat.v1.ChatService/RateChatSession",
            v1::RateChatSessionRequest { id: nobody, score: 5, comment: String::new() }.encode_to_vec(),
            &[Visitor],
        ),
        ("/supportchat.v1.AgentService/SetTags", v1::SetTagsRequest { id: nobody, tags: Vec::new() }.encode_to_vec(), DESK),
        ("/supportchat.v1.AgentService/TransferChatSession", transfer.encode_to_vec(), DESK),
        ("/supportchat.v1.AgentService/ReopenChatSession", v1::ReopenChatSessionRequest { id: nobody }.encode_to_vec(), AGENTS),
        (
            "/supportchat.v1.AgentService/SearchChatSessions",
            v1::SearchChatSessionsRequest { query: "nothing".to_owned(), ..Default::default() }.encode_to_vec(),
            DESK,
        ),
        ("/supportchat.v1.AgentService/AcceptChatSession", v1::AcceptChatSessionRequest { id: nobody }.encode_to_vec(), AGENTS),
        ("/supportchat.v1.AdminService/CreateUser", v1::CreateUserRequest::default().encode_to_vec(), SERVICES),
        ("/supportchat.v1.AdminService/GetUser", v1::GetUserRequest { id: nobody }.encode_to_vec(), SERVICES),
        ("/supportchat.v1.AdminService/ListUsers", v1::ListUsersRequest::default().encode_to_vec(), SERVICES),
        ("/supportchat.v1.AdminService/UpdateUser", v1::UpdateUserRequest { user, update_mask: None }.encode_to_vec(), SERVICES),
        ("/supportchat.v1.AdminService/EraseUser", v1::EraseUserRequest { id: nobody }.encode_to_vec(), ADMINS),
        ("/supportchat.v1.AuditService/ListAuditRecords", v1::ListAuditRecordsRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AuditService/GetAuditStatus", v1::GetAuditStatusRequest {}.encode_to_vec(), ADMINS),
        ("/supportchat.v1.AuditService/VerifyAuditLog", v1::VerifyAuditLogRequest {}.encode_to_vec(), ADMINS),
        ("/supportchat.v1.AuditService/ExportAuditRecords", v1::ExportAuditRecordsRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/CreateAgent", v1::CreateAgentRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/UpdateAgent", v1::UpdateAgentRequest { agent: other, update_mask: None }.encode_to_vec(), ADMINS),
        (
            "/supportchat.v1.AdminService/SetAgentPassword",
            v1::SetAgentPasswordRequest { id: nobody, password: String::new() }.encode_to_vec(),
            ADMINS,
        ),
        ("/supportchat.v1.AdminService/CreateApiKey", v1::CreateApiKeyRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/ListApiKeys", v1::ListApiKeysRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/RevokeApiKey", v1::RevokeApiKeyRequest { id: nobody }.encode_to_vec(), ADMINS),
        ("/supportchat.v1.ChatService/GetWidget", v1::GetWidgetRequest { site: "default".to_owned() }.encode_to_vec(), EVERYONE),
        ("/supportchat.v1.ChatService/UpdateVisitor", v1::UpdateVisitorRequest::default().encode_to_vec(), &[Visitor]),
        ("/supportchat.v1.AgentService/BatchGetVisitors", v1::BatchGetVisitorsRequest { user_ids: vec![nobody] }.encode_to_vec(), STAFF),
        ("/supportchat.v1.AgentService/ListTeams", v1::ListTeamsRequest::default().encode_to_vec(), STAFF),
        ("/supportchat.v1.AgentService/ListCannedReplies", v1::ListCannedRepliesRequest::default().encode_to_vec(), STAFF),
        ("/supportchat.v1.AdminService/CreateSite", v1::CreateSiteRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/GetSite", v1::GetSiteRequest { id: nobody }.encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/ListSites", v1::ListSitesRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/UpdateSite", v1::UpdateSiteRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/RotateSiteSecret", v1::RotateSiteSecretRequest { id: nobody }.encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/CreateTeam", v1::CreateTeamRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/UpdateTeam", v1::UpdateTeamRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/DeleteTeam", v1::DeleteTeamRequest { id: nobody }.encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/CreateCannedReply", v1::CreateCannedReplyRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/UpdateCannedReply", v1::UpdateCannedReplyRequest::default().encode_to_vec(), ADMINS),
        ("/supportchat.v1.AdminService/DeleteCannedReply", v1::DeleteCannedReplyRequest { id: nobody }.encode_to_vec(), ADMINS),
        ("/supportchat.v1.AuthService/RevokeToken", Vec::new(), &[Visitor, Agent, Admin]),
    ]
}

crate::stories! {
    async fn a_session_of_others_is_as_good_as_none(database: Database) {
        let server = Server::start(&database);
        server.agent().await.set_available(false).await;
        let (mut owner, mut rosa) = (server.visitor().await, server.hire("rosa", 5).await);
        let session = owner.start_session(0, 0).await.id;
        rosa.accept(session).await.expect("a session");
        let (mut stranger, mut emmy) = (server.visitor().await, server.hire("emmy", 5).await);
        let (_, mut bot) = key(&server, ApiKeyRole::Agent, emmy.id).await;
        for client in [&mut stranger, &mut emmy, &mut bot] {
            let of_others = refusals(client, session).await;
            for missing in [session + 1000, (1 << 33) - 1, (1 << 33) + 5, (1 << 53) - 1] {
                assert_eq!(of_others, refusals(client, missing).await);
            }
            let shown = client.chat.list_chat_sessions(v1::ListChatSessionsRequest::default()).await.expect("a list").into_inner();
            assert!(shown.chat_sessions.iter().all(|shown| shown.id != session));
        }
        let stranger_id = stranger.id;
        let refused = stranger.chat.create_chat_session(v1::CreateChatSessionRequest { user_id: owner.id, ..Default::default() }).await;
        let missing = stranger.chat.create_chat_session(v1::CreateChatSessionRequest { user_id: stranger_id + 1000, ..Default::default() }).await;
        assert_eq!(shape(&refused.expect_err("not for another user"), owner.id), shape(&missing.expect_err("nobody's"), stranger_id + 1000));
        assert_eq!(owner.session(session).await.expect("a session").last_seq, 2, "and nothing has happened in it");
    }

    async fn without_a_credential_almost_nothing_answers(database: Database) {
        let server = Server::start(&database);
        let nobody = Client::connect(&server.demo.url, "").await;
        let garbage = Client::connect(&server.demo.url, "sca_ThisWasNeverIssued").await;
        let public = ["CreateVisitorToken", "CreateAgentToken", "RefreshToken", "DownloadAttachment", "GetWidget"];
        for (path, request, _) in permissions(&server.demo) {
            let refused = garbage.call(path, request.clone()).await.expect_err("a token that was never issued");
            assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unauthenticated, "INVALID_TOKEN"), "{path}");
            let answer = nobody.call(path, request).await.map_err(|refused| reason(&refused));
            if public.iter().any(|rpc| path.ends_with(rpc)) {
                assert_ne!(answer, Err("CREDENTIAL_MISSING".to_owned()), "{path}");
            } else {
                assert_eq!(answer, Err("CREDENTIAL_MISSING".to_owned()), "{path}");
            }
        }
        nobody.call("/grpc.health.v1.Health/Check", Vec::new()).await.expect("its health");
        // ServerReflectionRequest {list_services: ""}: the demo shows its API to everyone.
        nobody.call("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", vec![0x3a, 0]).await.expect("its services");
        assert!(server.visitor().await.id > 0);
    }

    async fn every_role_may_call_what_the_api_says_and_nothing_else(database: Database) {
        let server = Server::start(&database);
        let (_, service) = key(&server, ApiKeyRole::Service, 0).await;
        let (_, operator) = key(&server, ApiKeyRole::Operator, 0).await;
        let (_, bot) = key(&server, ApiKeyRole::Agent, server.demo.agent_id).await;
        let callers = [
            (Visitor, server.visitor().await),
            (Agent, server.agent().await),
            (Admin, server.admin().await),
            (ServiceKey, service),
            (AdminKey, server.key().await),
            (OperatorKey, operator),
            (AgentKey, bot),
        ];
        let permissions = permissions(&server.demo);
        let pool = DescriptorPool::decode(DESCRIPTORS).expect("the API's descriptors");
        let rpcs = pool.services().filter(|service| service.package_name() == "supportchat.v1");
        let rpcs = rpcs.flat_map(|service| service.methods().map(|rpc| format!("/{}/{}", service.full_name(), rpc.name())).collect::<Vec<_>>());
        let tried = permissions.iter().map(|(path, ..)| (*path).to_owned());
        assert_eq!(rpcs.collect::<BTreeSet<_>>(), tried.collect::<BTreeSet<_>>(), "every RPC is tried");
        let mut wrong = Vec::new();
        for (path, request, allowed) in permissions {
            for (role, client) in &callers {
                let answer = client.call(path, request.clone()).await;
                let denied = answer.as_ref().err().filter(|status| reason(status) == "ROLE_REQUIRED");
                if denied.is_some_and(|status| status.code() != Code::PermissionDenied) || denied.is_none() != allowed.contains(role) {
                    wrong.push(format!("{path} by {role:?}: {answer:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_log_out_ends_the_streams_at_once(database: Database) {
        let server = Server::start(&database);
        for mut client in [server.visitor().await, server.agent().await] {
            let (streams, mut bystander) = (streams(&mut client).await, server.agent().await.talk().await);
            client.auth.revoke_token(v1::RevokeTokenRequest {}).await.expect("logged out");
            assert_ended(streams, AT_ONCE, LeaveReason::CredentialRevoked).await;
            let refused = client.chat.list_chat_sessions(v1::ListChatSessionsRequest::default()).await.expect_err("logged out");
            assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unauthenticated, "INVALID_TOKEN"));
            let refresh_token = client.refresh_token.clone();
            let refused = server.key().await.auth.refresh_token(v1::RefreshTokenRequest { refresh_token }).await.expect_err("logged out");
            assert_eq!(reason(&refused), "INVALID_TOKEN");
            // Another log-in of anyone goes on.
            bystander.say(Request::Ping(v1::Ping {})).await;
            assert!(matches!(bystander.frames.next().await, Frame::Pong(_)));
        }
    }

    async fn a_revoked_key_and_a_disabled_agent_lose_their_streams_at_once(database: Database) {
        let server = Server::start(&database);
        let (mut admin, mut rosa) = (server.admin().await, server.hire("rosa", 5).await);
        let (service, mut client) = key(&server, ApiKeyRole::Service, 0).await;
        let open = streams(&mut client).await;
        let revoked = admin.admin.revoke_api_key(v1::RevokeApiKeyRequest { id: service.id }).await.expect("revoked").into_inner();
        assert!(revoked.api_key.expect("a key").revoked_at.is_some());
        assert_ended(open, AT_ONCE, LeaveReason::CredentialRevoked).await;
        assert_eq!(reason(&client.session(123).await.expect_err("revoked")), "INVALID_TOKEN");

        let (_, mut bot) = key(&server, ApiKeyRole::Agent, rosa.id).await;
        let (open, of_the_bot) = (streams(&mut rosa).await, streams(&mut bot).await);
        rosa.set_available(true).await;
        let agent = v1::Agent { id: rosa.id, disabled: true, ..Default::default() };
        let request = v1::UpdateAgentRequest { agent: Some(agent), update_mask: None };
        let disabled = admin.admin.update_agent(request).await.expect("an agent").into_inner();
        assert_eq!(disabled.agent.expect("an agent").availability_status(), v1::AvailabilityStatus::Unavailable);
        let revoked = LeaveReason::CredentialRevoked;
        tokio::join!(assert_ended(open, AT_ONCE, revoked), assert_ended(of_the_bot, AT_ONCE, revoked));
        for client in [&mut rosa, &mut bot] {
            assert_eq!(reason(&client.session(123).await.expect_err("shut out")), "INVALID_TOKEN");
        }
        let request = v1::CreateAgentTokenRequest { email: "rosa@example.com".to_owned(), password: "correct horse battery".to_owned() };
        let refused = admin.auth.create_agent_token(request).await.expect_err("shut out");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unauthenticated, "WRONG_CREDENTIALS"));
        // A new password ends what was logged in with the old one.
        let mut emmy = server.hire("emmy", 5).await;
        let open = streams(&mut emmy).await;
        let request = v1::SetAgentPasswordRequest { id: emmy.id, password: "battery staple correct".to_owned() };
        admin.admin.set_agent_password(request).await.expect("a new password");
        assert_ended(open, AT_ONCE, revoked).await;
    }

    async fn who_never_pauses_loses_the_stream_at_once_too(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let mut talk = visitor.talk().await;
        // There is always another frame to read, so that the server never has to wait for one.
        let requests = talk.requests.take().expect("the stream is open");
        let flood = tokio::spawn(async move {
            while requests.send(v1::ChatRequest { request_id: String::new(), frame: Some(Request::Ping(v1::Ping {})) }).await.is_ok() {}
        });
        for _ in 0..1000 {
            talk.frames.next().await;
        }
        visitor.auth.revoke_token(v1::RevokeTokenRequest {}).await.expect("logged out");
        let leave = timeout(AT_ONCE, talk.frames.leave()).await.expect("the stream ends in time");
        assert_eq!(leave.reason(), LeaveReason::CredentialRevoked);
        flood.await.expect("the stream is closed for requests too");
    }

    async fn a_token_expires_and_its_refresh_token_buys_the_next(database: Database) {
        let server = Server::start_with(&database, &[("SUPPORTCHAT_TOKEN_LIFETIME", "2")]);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let since = Instant::now();
        let open = streams(&mut visitor).await;
        assert_ended(open, Duration::from_secs(2) + AT_ONCE, LeaveReason::TokenExpired).await;
        assert!(since.elapsed() > Duration::from_secs(1), "not before its time");
        let refused = visitor.session(session).await.expect_err("expired");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unauthenticated, "INVALID_TOKEN"));

        let mut nobody = Client::connect(&server.demo.url, "").await;
        let request = v1::RefreshTokenRequest { refresh_token: visitor.refresh_token.clone() };
        let next = nobody.auth.refresh_token(request.clone()).await.expect("a token").into_inner().token.expect("a token");
        assert!(next.token != visitor.token && next.refresh_token != visitor.refresh_token, "both are new");
        let mut again = Client::connect(&server.demo.url, &next.token).await;
        assert_eq!(again.session(session).await.expect("a session").user_id, visitor.id);
        // The answer may get lost: for a moment the old one buys another.
        let other = nobody.auth.refresh_token(request).await.expect("a token").into_inner().token.expect("a token");
        assert_ne!(other.token, next.token);
        // A token is no refresh token, nor the other way round.
        let refused = nobody.auth.refresh_token(v1::RefreshTokenRequest { refresh_token: next.token }).await.expect_err("no refresh token");
        assert_eq!(reason(&refused), "INVALID_TOKEN");
        let mut confused = Client::connect(&server.demo.url, &next.refresh_token).await;
        assert_eq!(reason(&confused.session(session).await.expect_err("no token")), "INVALID_TOKEN");
    }

    async fn after_ten_wrong_passwords_the_right_one_has_to_wait(database: Database) {
        let server = Server::start(&database);
        let mut nobody = Client::connect(&server.demo.url, "").await;
        let log_in = |email: &str, password: &str| v1::CreateAgentTokenRequest { email: email.to_owned(), password: password.to_owned() };
        for email in [&server.demo.agent_email, "nobody@example.com"] {
            for _ in 0..10 {
                let refused = nobody.auth.create_agent_token(log_in(email, "a wrong password")).await.expect_err("a wrong password");
                assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unauthenticated, "WRONG_CREDENTIALS"));
            }
            let refused = nobody.auth.create_agent_token(log_in(email, &server.demo.agent_password)).await.expect_err("too many");
            assert_eq!((refused.code(), reason(&refused).as_str()), (Code::ResourceExhausted, "TOO_MANY_FAILED_LOGINS"));
            let wait = refused.get_details_retry_info().and_then(|info| info.retry_delay).expect("when to try again");
            assert!(wait > Duration::from_secs(60), "{wait:?}");
        }
        server.admin().await;
    }

    async fn who_is_too_fast_is_told_when_to_go_on(database: Database) {
        let server = Server::start_with(&database, &[("SUPPORTCHAT_VISITOR_RATE", "1")]);
        let mut visitor = server.visitor().await;
        let mut talk = visitor.talk().await;
        // A burst of ten: the stream was one, and nine pings are.
        let mut waits = Vec::new();
        let mut pongs = 0;
        for _ in 0..13 {
            talk.say(Request::Ping(v1::Ping {})).await;
            match talk.frames.next().await {
                Frame::Pong(_) => pongs += 1,
                Frame::Error(error) => {
                    assert_eq!((error.code, error.error_info.expect("a reason").reason.as_str()), (Code::ResourceExhausted.into(), "RATE_LIMITED"));
                    waits.push(error.retry_info.and_then(|info| info.retry_delay).expect("when to try again"));
                }
                other => panic!("{other:?}"),
            }
        }
        assert!((9..=11).contains(&pongs), "{pongs}");
        let refused = visitor.session(1).await.expect_err("too fast here as well");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::ResourceExhausted, "RATE_LIMITED"));
        assert!(refused.get_details_retry_info().and_then(|info| info.retry_delay).is_some_and(|wait| wait <= Duration::from_secs(1)));
        // Who waits as they are told is served again, on the same stream.
        let wait = Duration::try_from(*waits.last().expect("a refusal")).expect("a time");
        tokio::time::sleep(wait).await;
        let ping = talk.say(Request::Ping(v1::Ping {})).await;
        assert_eq!(talk.frames.next().await, Frame::Pong(v1::Pong { request_id: ping }));
        // Others have buckets of their own.
        server.visitor().await.talk().await;
    }
}
