//! With a real server. Without one these tests do nothing.
#![expect(clippy::disallowed_methods, reason = "the environment says what to test with")]

use std::env;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use supportchat_client::v1::{self, AvailabilityStatus};
use supportchat_client::{Client, Credentials};
use tokio::time::sleep;

use super::demo::{Demo, lines, reads, session_in};
use super::{bot, soon};

/// The quick start of the README, as package.sh has built it with the published crate.
#[tokio::test]
async fn quick_start() {
    let Some(program) = env::var_os("SUPPORTCHAT_QUICK_START") else { return };
    let demo = Demo::start().await.expect("SUPPORTCHAT_BIN names a server");
    let agent = demo.agent();
    let mut inbox = agent.inbox();
    let (_running, mut said) = lines(Path::new(&program), &[("SUPPORTCHAT_URL", &demo.url())]);
    assert_eq!(soon(said.recv()).await.as_deref(), Some("User: Hello!"));
    // 123 is the one that the demo begins with.
    let session = session_in(&mut inbox, |session| session.id != 123).await;
    let mut conversation = agent.conversation(session, 0);
    assert_eq!(reads(&mut conversation).await, "Hello!");
    soon(conversation.send("Good morning.")).await.expect("it is stored");
    assert_eq!(soon(said.recv()).await.as_deref(), Some("Agent: Good morning."));
}

#[tokio::test]
async fn the_bot_greets_answers_and_hands_over() {
    let Some(demo) = Demo::start().await else { return };
    let (admin, (email, password)) = (demo.admin(), demo.bot().await);

    let settings = [("SUPPORTCHAT_URL", demo.url()), ("BOT_EMAIL", email.into()), ("BOT_PASSWORD", password.into()), ("BOT_TEAM", "1".into())];
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let _running = lines(&bot(), &settings);
    soon(async {
        loop {
            let agents = admin.agents().list_agents(v1::ListAgentsRequest::default()).await.expect("agents").into_inner().agents;
            if agents.last().is_some_and(|agent| agent.availability_status() == AvailabilityStatus::Available) {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
    })
    .await;

    let visitor = demo.client(Credentials::visitor());
    let mut chat = visitor.start().await.expect("a session");
    assert!(reads(&mut chat).await.contains("I am a bot"));
    chat.send("Where is my order?").await.expect("it is stored");
    assert_eq!([reads(&mut chat).await, reads(&mut chat).await], ["Where is my order?", "You wrote: Where is my order?"]);
    chat.send("A human, please.").await.expect("it is stored");
    let grace = demo.agent();
    let (session, agent_id) = (chat.session_id(), demo.facts["agent_id"].as_i64());
    session_in(&mut grace.inbox(), |it| it.id == session && it.agent_id == agent_id).await;
    grace.conversation(session, 0).send("I am Grace.").await.expect("it is stored");
    assert_eq!([reads(&mut chat).await, reads(&mut chat).await], ["A human, please.", "I am Grace."]);
}

/// A server that is killed and comes back costs nobody anything but time.
#[tokio::test]
async fn the_server_is_killed() {
    let Some(mut demo) = Demo::start().await else { return };
    let stored = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&stored);
    let client = demo.client(Credentials::visitor().on_renewed(move |token| told.lock().expect("tokens").push(token.refresh_token.clone())));
    let mut chat = client.start().await.expect("a session");
    let sends: Vec<_> =
        (0..200).map(|n| (n, chat.sender())).map(|(n, sender)| tokio::spawn(async move { sender.send(format!("{n}")).await })).collect();
    assert_eq!(reads(&mut chat).await, "0");
    demo.kill();
    demo.run().await;
    for n in 1..200 {
        assert_eq!(reads(&mut chat).await, n.to_string());
    }
    for send in sends {
        soon(send).await.expect("no panic").expect("it is stored");
    }

    // Who has stored the tokens is the same visitor later, and renews them once, however many ask for it.
    client.close();
    let refresh_token = stored.lock().expect("tokens").pop().expect("one was told of");
    let told = Arc::clone(&stored);
    let credentials =
        Credentials::tokens("worn.out", refresh_token).on_renewed(move |token| told.lock().expect("tokens").push(token.refresh_token.clone()));
    let later = demo.client(credentials);
    let session = chat.session_id();
    let mut again = later.conversation(session, 2);
    let calls: Vec<_> = (0..20)
        .map(|_| later.clone())
        .map(|client| tokio::spawn(async move { client.chat().get_chat_session(v1::GetChatSessionRequest { id: session }).await }))
        .collect();
    for call in calls {
        soon(call).await.expect("no panic").expect("a session");
    }
    reads(&mut again).await;
    assert_eq!(stored.lock().expect("tokens").len(), 1);
}

/// A program's fault in storing a token costs nobody that token.
#[tokio::test]
async fn a_function_for_tokens_panics() {
    let Some(demo) = Demo::start().await else { return };
    let client = demo.client(Credentials::visitor().on_renewed(|_| panic!("the disk is full")));
    client.chat().get_widget(v1::GetWidgetRequest { site: "default".into() }).await.expect("a widget");
}

/// Whom an `https` target is believed is the program's to say.
#[cfg(feature = "tls")]
#[tokio::test]
async fn tls_is_spoken() {
    use tonic::transport::{Certificate, ClientTlsConfig};

    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let (certificate, key) = (certified.cert.pem(), certified.signing_key.serialize_pem());
    let demo = Demo::start_with(|directory| {
        let files = [("cert.pem", &certificate), ("key.pem", &key)].map(|(name, text)| {
            let file = directory.join(name);
            std::fs::write(&file, text).expect("a file");
            file
        });
        let [certificate, key] = files;
        vec!["--tls-cert".into(), certificate, "--tls-key".into(), key]
    });
    let Some(demo) = demo.await else { return };
    let target = demo.url().replace("http://127.0.0.1", "https://localhost");
    let trusted = ClientTlsConfig::new().ca_certificate(Certificate::from_pem(certificate));
    let client = Client::builder(&target, Credentials::visitor()).tls(trusted).build().expect("a client");
    let mut conversation = client.start().await.expect("a session");
    conversation.send("Hello!").await.expect("it is stored");
    assert_eq!(reads(&mut conversation).await, "Hello!");

    let stranger = Client::builder(&target, Credentials::visitor()).deadline(Duration::from_secs(1)).build().expect("a client");
    assert!(stranger.start().await.is_err(), "the system does not know that certificate");
}
