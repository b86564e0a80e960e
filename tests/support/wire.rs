//! HTTP/1.1 byte by byte, for what no client would send and for what no client shows.

use std::collections::HashMap;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::client::PATIENCE;

/// Either end of a connection, plain or in TLS.
pub trait Line: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

/// One connection.
pub struct Wire {
    line: Box<dyn Line>,
    received: Vec<u8>,
}

/// The head of a response.
#[derive(Debug)]
pub struct Head {
    /// The code.
    pub status: u16,
    /// By their names in lower case.
    pub headers: HashMap<String, String>,
}

impl Head {
    /// A header, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }
}

impl Wire {
    /// Connects to an address.
    pub async fn connect(address: &str) -> Self {
        Self::over(TcpStream::connect(address).await.expect("a connection"))
    }

    /// Speaks over a connection.
    pub fn over(line: impl Line + 'static) -> Self {
        Self { line: Box::new(line), received: Vec::new() }
    }

    /// Sends bytes.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.line.write_all(bytes.as_ref()).await.expect("the server reads");
        self.line.flush().await.expect("the server reads");
    }

    /// Sends a request with the headers that it needs.
    pub async fn request(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n").into_bytes();
        for (name, value) in headers {
            request.extend(format!("{name}: {value}\r\n").bytes());
        }
        if !body.is_empty() {
            request.extend(format!("content-length: {}\r\n", body.len()).bytes());
        }
        request.extend(b"\r\n");
        request.extend(body);
        self.send(request).await;
    }

    /// The head of the next response.
    pub async fn head(&mut self) -> Head {
        self.try_head().await.expect("a response")
    }

    /// The head of the next response, unless the connection is closed.
    pub async fn try_head(&mut self) -> Option<Head> {
        let head = self.until(b"\r\n\r\n").await?;
        let head = String::from_utf8(head).expect("a head of text");
        let mut lines = head.split("\r\n").filter(|line| !line.is_empty());
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).expect("a status line");
        let headers = lines.map(|line| line.split_once(": ").expect("a header"));
        Some(Head { status, headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect() })
    }

    /// The body behind a head, whole.
    pub async fn body(&mut self, head: &Head) -> Vec<u8> {
        if let Ok(length) = head.header("content-length").parse() {
            return self.exactly(length).await;
        }
        let mut body = Vec::new();
        if head.header("transfer-encoding") == "chunked" {
            while let Some(chunk) = self.chunk().await {
                body.extend(chunk);
            }
        }
        body
    }

    /// A whole response.
    pub async fn response(&mut self) -> (Head, Vec<u8>) {
        let head = self.head().await;
        let body = self.body(&head).await;
        (head, body)
    }

    /// The next chunk of a chunked body; `None` behind the last.
    pub async fn chunk(&mut self) -> Option<Vec<u8>> {
        let size = self.until(b"\r\n").await.expect("the size of a chunk");
        let size = String::from_utf8(size).ok().and_then(|size| usize::from_str_radix(size.trim_end(), 16).ok()).expect("the size of a chunk");
        let chunk = self.exactly(size).await;
        assert_eq!(self.exactly(2).await, b"\r\n", "the end of a chunk");
        (size > 0).then_some(chunk)
    }

    /// So many bytes.
    pub async fn exactly(&mut self, count: usize) -> Vec<u8> {
        while self.received.len() < count {
            assert!(self.more().await, "the connection ended with {} of {count} bytes", self.received.len());
        }
        self.received.drain(..count).collect()
    }

    /// Everything up to the end of the connection.
    pub async fn rest(&mut self) -> Vec<u8> {
        while self.more().await {}
        std::mem::take(&mut self.received)
    }

    /// Waits until the server has closed the connection.
    pub async fn closed(&mut self) {
        let rest = self.rest().await;
        assert!(rest.is_empty(), "nothing but the end was expected: {}", String::from_utf8_lossy(&rest));
    }

    /// Waits for a byte of whatever comes, without taking it.
    pub async fn stirs(&mut self) {
        while self.received.is_empty() {
            assert!(self.more().await, "the connection ended");
        }
    }

    async fn until(&mut self, mark: &[u8]) -> Option<Vec<u8>> {
        loop {
            if let Some(place) = self.received.windows(mark.len()).position(|window| window == mark) {
                return Some(self.received.drain(..place + mark.len()).collect());
            }
            if !self.more().await {
                return None;
            }
        }
    }

    /// Reads on; false at the end of the connection.
    async fn more(&mut self) -> bool {
        let read = timeout(PATIENCE, self.line.read_buf(&mut self.received)).await.expect("something in time");
        read.is_ok_and(|count| count > 0)
    }
}
