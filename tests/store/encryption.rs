//! How nodes log in to MySQL: with TLS, and with caching_sha2_password, which MariaDB does not have.

use std::path::Path;

use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, Row};
use supportchat::store::{Options, Store};

use super::*;
use crate::support::DatabaseServer;

/// Encrypted, by a certificate that the server made for itself.
const TLS: &str = "?require_ssl=true&verify_ca=false";

mod only_mysql {
    use super::*;

    on_every_database!(@ mysql logins_are_encrypted_and_by_caching_sha2 a_servers_certificate_is_checked);
}

/// A server's word.
async fn word(conn: &mut Conn, sql: &str) -> String {
    let row: Option<Row> = conn.query_first(sql).await.unwrap();
    let row = row.unwrap_or_else(|| panic!("{sql}"));
    row.get(row.len() - 1).unwrap()
}

async fn is_mariadb(db: &Database) -> bool {
    let mut admin = Conn::from_url(db.server().0).await.unwrap();
    let mariadb = word(&mut admin, "SELECT VERSION()").await.contains("MariaDB");
    if mariadb {
        println!("MariaDB has no caching_sha2_password, and here no certificate: DB=mysql runs this");
    }
    mariadb
}

pub async fn logins_are_encrypted_and_by_caching_sha2(db: Database) {
    let (server, name) = db.server();
    if is_mariadb(&db).await {
        return;
    }
    let mut admin = Conn::from_url(server).await.unwrap();
    assert_eq!(word(&mut admin, "SELECT plugin FROM mysql.user WHERE user = 'supportchat'").await, "caching_sha2_password");
    // What the whole suite connects with is what this test is about.
    assert!(db.url().ends_with(TLS), "{}", db.url());

    // Someone new, whom the server does not let in without encryption.
    let user = format!("u{:08x}", rand::random::<u32>());
    for sql in [format!("CREATE USER {user}@'%' IDENTIFIED BY 'correct horse' REQUIRE SSL"), format!("GRANT ALL ON {name}.* TO {user}@'%'")] {
        admin.query_drop(sql).await.unwrap();
    }
    let plugin = format!("SELECT CONCAT(plugin, ' ', ssl_type) FROM mysql.user WHERE user = '{user}'");
    assert_eq!(word(&mut admin, &plugin).await, "caching_sha2_password ANY");
    let host = server.rsplit('@').next().unwrap();
    let url = |password: &str, options: &str| format!("mysql://{user}:{password}@{host}/{name}{options}");
    let pings = async |url: String| Store::connect(Options::new(url)).await.unwrap().ping().await;

    // The first log-in is the long one: the server has nothing cached. Then there is the short one, and the long one again when its cache is emptied.
    pings(url("correct%20horse", TLS)).await.unwrap();
    pings(url("correct%20horse", TLS)).await.unwrap();
    admin.query_drop("FLUSH PRIVILEGES").await.unwrap();
    let store = Store::connect(Options::new(url("correct%20horse", TLS))).await.unwrap();
    store.ping().await.unwrap();
    let session = session(&store).await;
    store.append(vec![super::text(&session, "a", "over TLS")], noon()).await.unwrap().remove(0).unwrap();

    // What the server says of such a connection.
    let mut conn = Conn::from_url(url("correct%20horse", TLS)).await.unwrap();
    let cipher = word(&mut conn, "SHOW SESSION STATUS LIKE 'Ssl_cipher'").await;
    let version = word(&mut conn, "SHOW SESSION STATUS LIKE 'Ssl_version'").await;
    println!("{version} with {cipher}");
    assert!(cipher.contains("AES") || cipher.contains("CHACHA20"), "{cipher}");
    assert!(version.starts_with("TLSv1.") && version.as_str() >= "TLSv1.2", "{version}");

    // Whoever wants the certificate checked does not get what nobody has signed, or what is another's.
    for options in ["?require_ssl=true", "?require_ssl=true&verify_identity=false"] {
        pings(url("correct%20horse", options)).await.expect_err(options);
    }
    pings(url("correct%20horse", "")).await.expect_err("nothing without encryption");
    pings(url("wrong", TLS)).await.expect_err("another password");
    // Without TLS, for those whom the server lets: the password goes encrypted with the server's key.
    admin.query_drop(format!("ALTER USER {user}@'%' REQUIRE NONE")).await.unwrap();
    admin.query_drop("FLUSH PRIVILEGES").await.unwrap();
    pings(url("correct%20horse", "")).await.unwrap();
    admin.query_drop(format!("DROP USER {user}@'%'")).await.unwrap();
}

pub async fn a_servers_certificate_is_checked(db: Database) {
    if is_mariadb(&db).await {
        return;
    }
    // A server of its own, which gets a certificate for its address.
    let mysql = DatabaseServer::start();
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    std::fs::write(mysql.data().join("server-cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(mysql.data().join("server-key.pem"), made.signing_key.serialize_pem()).unwrap();
    let (directory, mut admin) = (tempfile::tempdir().unwrap(), Conn::from_url(&mysql.url).await.unwrap());
    let ca = directory.path().join("ca.pem");
    std::fs::write(&ca, made.cert.pem()).unwrap();
    admin.query_drop("ALTER INSTANCE RELOAD TLS").await.unwrap();
    admin.query_drop("CREATE DATABASE checked").await.unwrap();

    let pings = async |host: &str, options: &str, ca: Option<&Path>| {
        let url = format!("{}/checked{options}", mysql.url.replacen("127.0.0.1", host, 1));
        Store::connect(Options { ca: ca.map(Path::to_owned), ..Options::new(url) }).await?.ping().await
    };
    pings("127.0.0.1", "?require_ssl=true", Some(&ca)).await.unwrap();
    let unknown = pings("127.0.0.1", "?require_ssl=true", None).await.expect_err("no well-known authority signed it").to_string();
    assert!(unknown.contains("UnknownIssuer"), "{unknown}");
    let other = pings("localhost", "?require_ssl=true", Some(&ca)).await.expect_err("another's certificate").to_string();
    assert!(other.contains("not valid for name"), "{other}");
    let plain = pings("127.0.0.1", "", Some(&ca)).await.expect_err("it would not be used").to_string();
    assert!(plain.contains("require_ssl"), "{plain}");
    pings("127.0.0.1", "?require_ssl=true", Some(Path::new("/etc/hostname"))).await.expect_err("no authority");
}
