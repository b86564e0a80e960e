//! Files: what is uploaded comes back byte by byte, to those who may see it, and never as a page.

use reqwest::Method;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use supportchat_client::http::HttpBody;
use supportchat_client::v1::chat_request::Frame as Request;
use supportchat_client::v1::message::Body;
use supportchat_client::v1::{self, MessageKind};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status};

use crate::support::client::{attachment_message, reason, text_message};
use crate::support::rest::{Answer, Rest};
use crate::support::{Client, Server};

/// A picture of 320 by 240 pixels, as far as anybody looks.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\0\xf0\x08\x02\0\0\0";

/// So many bytes that do not repeat.
fn noise(length: usize) -> Vec<u8> {
    let blocks = (0u64..).flat_map(|block| Sha256::digest(block.to_le_bytes()));
    blocks.take(length).collect()
}

/// The attachment that a message shows.
fn shown(message: &v1::Message) -> &v1::Attachment {
    match &message.body {
        Some(Body::Attachment(attachment)) => attachment,
        other => panic!("an attachment: {other:?}"),
    }
}

/// Uploads over REST.
async fn post(rest: &Rest, session: i64, query: &str, kind: &str, bytes: impl Into<reqwest::Body>) -> Answer {
    let mut request = rest.request(Method::POST, &format!("/chat_sessions/{session}/attachments{query}")).body(bytes);
    if !kind.is_empty() {
        request = request.header("content-type", kind);
    }
    Answer::of(request).await
}

/// Fetches a link, without a credential.
async fn fetch(server: &Server, link: &str) -> Answer {
    Rest::new(&server.demo.url, "").get(link).await
}

/// What a refusal tells, with the id taken out.
fn told(status: &Status, id: i64) -> (Code, String, String) {
    (status.code(), reason(status), status.message().replace(&id.to_string(), "ID"))
}

crate::stories! {
    async fn a_file_is_uploaded_sent_linked_and_downloaded(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let rest = Rest::new(&server.demo.url, &visitor.token);

        // A large one over REST from the visitor, a small one over gRPC from the agent.
        let large = noise(9 * 1024 * 1024);
        let uploaded = post(&rest, session, "?name=C%3A%5Ctmp%5CR%C3%A9sum%C3%A9%202.pdf", "application/pdf; x=y", large.clone()).await.expect(201);
        let id = uploaded["id"].as_i64().expect("an id");
        let expected = json!({"id": id, "chat_session_id": session, "name": "Résumé 2.pdf", "content_type": "application/pdf", "size": large.len(), "width": 0, "height": 0});
        assert_eq!(uploaded, expected);
        let small = [PNG, &noise(512 * 1024)].concat();
        let picture = agent.upload(session, "screen.png", "image/png", &small).await.expect("an attachment");
        assert_eq!((picture.content_type.as_str(), picture.width, picture.height, picture.size), ("image/png", 320, 240, 524_317));

        // Nobody fetches what was not sent.
        assert_eq!(reason(&agent.link(id).await.expect_err("not sent")), "ATTACHMENT_NOT_FOUND");
        let mut watching = agent.talk().await;
        watching.subscribe(session, 2).await;
        let sent = rest.post("/messages", &json!({"chat_session_id": session, "attachment_id": id, "client_message_id": "f"})).await.expect(201);
        assert_eq!((sent["kind"].as_str(), &sent["attachment"]), (Some("MESSAGE_KIND_ATTACHMENT"), &uploaded));
        let message = agent.send_attachment(session, picture.id, "p").await.expect("a message");
        assert_eq!((message.kind(), shown(&message)), (MessageKind::Attachment, &picture));
        let log = visitor.log(session, 2).await;
        assert_eq!((shown(&log[0]).id, shown(&log[1])), (id, &picture));
        assert_eq!(watching.frames.entries(2).await, log, "and the stream shows the same");

        for (client, attachment, bytes, kind, disposition) in [
            (&mut agent, id, &large, "application/pdf", "attachment; filename*=UTF-8''R%C3%A9sum%C3%A9%202.pdf"),
            (&mut visitor, picture.id, &small, "image/png", "inline; filename*=UTF-8''screen.png"),
        ] {
            let link = client.link(attachment).await.expect("a link");
            assert!(link.starts_with(&format!("/attachments/{attachment}?expires=")), "{link}");
            let answer = fetch(&server, &link).await;
            assert_eq!(answer.status, 200);
            assert!(answer.body == *bytes, "byte by byte");
            let length = bytes.len().to_string();
            for (name, value) in [
                ("content-type", kind),
                ("content-disposition", disposition),
                ("content-length", length.as_str()),
                ("x-content-type-options", "nosniff"),
                ("content-security-policy", "sandbox; default-src 'none'"),
                ("cross-origin-resource-policy", "cross-origin"),
                ("cache-control", "private, max-age=600, immutable"),
                ("x-content-length", ""),
            ] {
                assert_eq!(answer.header(name), value, "{name}");
            }
            let head = Answer::of(Rest::new(&server.demo.url, "").request(Method::HEAD, &link)).await;
            assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, length.as_str(), 0));
        }
        // The same over gRPC.
        let link = visitor.link(picture.id).await.expect("a link");
        let (expires, signature) = link.split_once("expires=").and_then(|(_, rest)| rest.split_once("&signature=")).expect("a link");
        let request = v1::DownloadAttachmentRequest { id: picture.id, expires: expires.parse().expect("seconds"), signature: signature.to_owned() };
        let mut pieces = Client::connect(&server.demo.url, "").await.chat.download_attachment(request).await.expect("a download").into_inner();
        let mut bytes = Vec::new();
        while let Some(piece) = pieces.message().await.expect("a piece") {
            bytes.extend(piece.content.expect("some content").data);
        }
        assert!(bytes == small);
    }

    async fn an_attachment_is_sent_once_and_again_with_the_same_id(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent) = (server.visitor().await, server.agent().await);
        let session = visitor.start_session(0, 0).await.id;
        let one = visitor.upload(session, "one.txt", "text/plain", b"one").await.expect("an attachment").id;
        let two = visitor.upload(session, "two.txt", "text/plain", b"two").await.expect("an attachment").id;
        let first = visitor.send_attachment(session, one, "id").await.expect("a message");
        assert_eq!(visitor.send_attachment(session, one, "id").await.expect("the same"), first);
        let mut talk = visitor.talk().await;
        let request = talk.say(Request::Send(attachment_message(session, one, "id"))).await;
        let again = talk.answer(&request).await.expect("an ack");
        assert_eq!((again.seq, again.message_id), (first.seq, first.id));
        for refused in [visitor.send_attachment(session, two, "id").await, visitor.send(session, "one.txt", "id").await] {
            assert_eq!(reason(&refused.expect_err("the id is used")), "CLIENT_MESSAGE_ID_REUSED");
        }
        // Sent already: as good as none.
        let missing = told(&visitor.send_attachment(session, two + 1000, "x").await.expect_err("none"), two + 1000);
        assert_eq!(missing.1, "ATTACHMENT_NOT_FOUND");
        assert_eq!(told(&visitor.send_attachment(session, one, "other").await.expect_err("sent"), one), missing);
        // Many at once, of the same and of others: one message shows it.
        let mut sends = tokio::task::JoinSet::new();
        for number in 0..8 {
            let mut client = Client::connect(&server.demo.url, &visitor.token).await;
            sends.spawn(async move {
                client.chat.send_message(text_message(session, "between", "")).await.expect("a message");
                client.send_attachment(session, two, &format!("id-{number}")).await.is_ok()
            });
        }
        assert_eq!(sends.join_all().await.into_iter().filter(|sent| *sent).count(), 1);
        // A repeat is acknowledged when the session is long closed.
        agent.close(session).await.expect("a session");
        assert_eq!(visitor.send_attachment(session, one, "id").await.expect("the same"), first);
        assert_eq!(agent.log(session, 0).await.len(), 1 + 1 + 1 + 8 + 1 + 1);
    }

    async fn an_attachment_of_others_is_as_good_as_none(database: Database) {
        let server = Server::start(&database);
        let (mut visitor, mut agent, mut stranger) = (server.visitor().await, server.agent().await, server.visitor().await);
        let (session, other) = (visitor.start_session(0, 0).await.id, visitor.start_session(0, 0).await.id);
        let elsewhere = stranger.start_session(0, 0).await.id;
        let file = visitor.upload(session, "a.txt", "text/plain", b"a").await.expect("an attachment").id;
        let missing = told(&visitor.send_attachment(session, file + 1000, "x").await.expect_err("none"), file + 1000);
        // In another session, by the other side, by a stranger in a session of theirs.
        for refused in [
            visitor.send_attachment(other, file, "x").await,
            agent.send_attachment(session, file, "x").await,
            stranger.send_attachment(elsewhere, file, "x").await,
        ] {
            assert_eq!(told(&refused.expect_err("not theirs"), file), missing);
        }
        assert_eq!(reason(&stranger.send_attachment(session, file, "x").await.expect_err("not their session")), "SESSION_NOT_FOUND");
        visitor.send_attachment(session, file, "x").await.expect("a message");
        let missing = told(&stranger.link(file + 1000).await.expect_err("none"), file + 1000);
        assert_eq!(told(&stranger.link(file).await.expect_err("not theirs"), file), missing);
        agent.link(file).await.expect("a link");

        // Who may not write may not upload either.
        let refused = stranger.upload(session, "b.txt", "", b"b").await.expect_err("not their session");
        let none = stranger.upload(session + 1000, "b.txt", "", b"b").await.expect_err("no session");
        assert_eq!(told(&refused, session), told(&none, session + 1000));
        let refused = server.admin().await.upload(session, "b.txt", "", b"b").await.expect_err("not assigned to them");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::PermissionDenied, "NOT_ASSIGNED"));
        agent.close(session).await.expect("a session");
        let refused = visitor.upload(session, "b.txt", "", b"b").await.expect_err("closed");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::FailedPrecondition, "SESSION_CLOSED"));
        visitor.link(file).await.expect("what was sent can still be fetched");
    }

    async fn no_upload_runs_as_a_page(database: Database) {
        let server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let rest = Rest::new(&server.demo.url, &visitor.token);
        let script = b"<script>alert(1)</script>".as_slice();
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".as_slice();
        for (name, kind, bytes, taken) in [
            ("a.svg", "image/svg+xml", svg, "application/octet-stream"),
            ("a.html", "text/html", script, "application/octet-stream"),
            ("a.xhtml", "application/xhtml+xml", script, "application/octet-stream"),
            ("a.js", "text/javascript", script, "application/octet-stream"),
            ("a.png", "image/png", script, "application/octet-stream"),
            ("a.png", "image/png", svg, "application/octet-stream"),
            ("a", "", script, "application/octet-stream"),
            ("a.txt", "text/plain", script, "text/plain"),
            // It looks like an image and is one to whoever looks; no page comes of it either.
            ("a.html", "text/html", b"GIF89a\x20\0\x10\0<script>alert(1)</script>", "image/gif"),
        ] {
            let uploaded = post(&rest, session, &format!("?name={name}"), kind, bytes.to_vec()).await.expect(201);
            assert_eq!(uploaded["content_type"], taken, "{name} {kind}");
            let id = uploaded["id"].as_i64().expect("an id");
            visitor.send_attachment(session, id, "").await.expect("a message");
            let answer = fetch(&server, &visitor.link(id).await.expect("a link")).await;
            assert_eq!((answer.status, answer.header("content-type"), answer.body.as_slice()), (200, taken, bytes));
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'");
            let disposition = answer.header("content-disposition");
            assert!(disposition.starts_with("attachment; ") || taken == "image/gif", "{disposition}");
        }
    }

    async fn a_link_is_good_as_it_is_and_on_every_node(database: Database) {
        let mut server = Server::start(&database);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let (one, two) = (visitor.upload(session, "1", "", b"1").await.expect("one").id, visitor.upload(session, "2", "", b"2").await.expect("two").id);
        for id in [one, two] {
            visitor.send_attachment(session, id, "").await.expect("a message");
        }
        let link = visitor.link(one).await.expect("a link");
        let (path, expires) = link.split_once("?expires=").expect("a link");
        let (expires, signature) = expires.split_once("&signature=").expect("a link");
        let later = expires.parse::<i64>().expect("seconds") + 1;
        for forged in [
            format!("/attachments/{two}?expires={expires}&signature={signature}"),
            format!("/attachments/{}?expires={expires}&signature={signature}", one + 1000),
            format!("{path}?expires={later}&signature={signature}"),
            format!("{path}?expires={expires}&signature={}", &signature[1..]),
            format!("{path}?expires={expires}&signature="),
            format!("{path}?expires=1&signature={signature}"),
            path.to_owned(),
        ] {
            let refused = fetch(&server, &forged).await.refusal();
            assert_eq!((refused.code, refused.reason.as_str()), (403, "LINK_INVALID"), "{forged}");
        }
        // The same key after a restart, and on another node over the same database and files.
        server.kill();
        server.restart();
        assert_eq!(fetch(&server, &link).await.body, b"1");
        if !database.is_sqlite() {
            let files = format!("file://{}", server.data.path().join("attachments").display());
            let other = Server::start_with(&database, &[("SUPPORTCHAT_ATTACHMENTS_URL", &files)]);
            assert_eq!(fetch(&other, &link).await.body, b"1");
        }
    }

    async fn what_is_too_much_is_refused(database: Database) {
        let server = Server::start_with(&database, &[("SUPPORTCHAT_MAX_ATTACHMENT", "1000000")]);
        let mut visitor = server.visitor().await;
        let session = visitor.start_session(0, 0).await.id;
        let rest = Rest::new(&server.demo.url, &visitor.token);
        post(&rest, session, "?name=a", "", noise(1_000_000)).await.expect(201);
        for size in [1_000_001, 3_000_000, 12_000_000] {
            let refused = post(&rest, session, "?name=a", "", noise(size)).await.refusal();
            assert_eq!((refused.code, refused.status.as_str(), refused.reason.as_str()), (413, "RESOURCE_EXHAUSTED", "ATTACHMENT_TOO_LARGE"));
        }
        let refused = visitor.upload(session, "a", "", &noise(1_000_001)).await.expect_err("too large");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::ResourceExhausted, "ATTACHMENT_TOO_LARGE"));
        for (query, bytes, field, reason) in [
            ("?name=a", "", "content", "ATTACHMENT_EMPTY"),
            ("", "a", "name", "FIELD_REQUIRED"),
            (&format!("?name={}", "x".repeat(256)), "a", "name", "VALUE_TOO_LONG"),
            ("?nam=a", "a", "nam", "UNKNOWN_PARAMETER"),
        ] {
            let refused = post(&rest, session, query, "", bytes).await.refusal();
            assert_eq!((refused.code, refused.fields, refused.reason.as_str()), (400, vec![field.to_owned()], reason), "{query}");
        }
        let refused = post(&rest.with(""), session, "?name=a", "", "a").await.refusal();
        assert_eq!((refused.code, refused.reason.as_str()), (401, "CREDENTIAL_MISSING"));

        // Two uploads at a time; a third has to wait for one of them to end.
        let (first, second) = (begin(&visitor, session).await, begin(&visitor, session).await);
        let refused = visitor.upload(session, "c", "", b"c").await.expect_err("two are under way");
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::ResourceExhausted, "TOO_MANY_UPLOADS"));
        assert_eq!(post(&rest, session, "?name=c", "", "c").await.status, 429);
        let mut other = server.visitor().await;
        let elsewhere = other.start_session(0, 0).await.id;
        other.upload(elsewhere, "c", "", b"c").await.expect("others have places of their own");
        let (pieces, upload) = first;
        drop(pieces);
        let whole = upload.await.expect("the task ends").expect("an attachment");
        assert_eq!((whole.size, whole.name.as_str()), (3, "slow"));
        visitor.upload(session, "c", "", b"c").await.expect("there is a place again");
        // Whoever gives up gives their place up.
        second.1.abort();
        drop(second.0);
        let (third, fourth) = (begin(&visitor, session).await, begin(&visitor, session).await);
        drop((third, fourth));
    }
}

type Begun = (mpsc::Sender<v1::UploadAttachmentRequest>, tokio::task::JoinHandle<Result<v1::Attachment, Status>>);

/// An upload that has a place, and is not at its end. It tries again where there is no place yet.
async fn begin(client: &Client, session: i64) -> Begun {
    loop {
        let (pieces, receiver) = mpsc::channel(1);
        let content = Some(HttpBody { data: b"abc".to_vec(), ..Default::default() });
        let piece = v1::UploadAttachmentRequest { id: session, name: "slow".to_owned(), content };
        pieces.send(piece).await.expect("room");
        let mut client = client.clone();
        let mut upload = tokio::spawn(async move {
            let answer = client.chat.upload_attachment(ReceiverStream::new(receiver)).await?;
            Ok(answer.into_inner().attachment.expect("an attachment"))
        });
        // One that is refused is refused at once.
        match tokio::time::timeout(std::time::Duration::from_millis(500), &mut upload).await {
            Err(_) => return (pieces, upload),
            Ok(refused) => {
                let refused: Status = refused.expect("the task ends").expect_err("it is not at its end");
                assert_eq!(reason(&refused), "TOO_MANY_UPLOADS");
            }
        }
    }
}
