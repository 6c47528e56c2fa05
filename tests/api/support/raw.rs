//! A connection byte by byte, for requests that well-behaved clients do not send.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use super::App;

/// A connection.
pub struct Raw(TcpStream);

/// An answer as received.
pub struct RawAnswer {
    pub status: u16,
    /// The head, in small letters.
    pub head: String,
    pub body: String,
}

impl Raw {
    /// Connects.
    pub fn connect(app: &App) -> Self {
        let connection = TcpStream::connect(app.address).unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        Self(connection)
    }

    /// Connects, and sends the head of a request and the beginning of its body.
    pub fn begin(app: &App, method: &str, path: &str, headers: &[(&str, &str)], length: usize, beginning: &[u8]) -> Self {
        let mut raw = Self::connect(app);
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        raw.send(format!("{method} {path} HTTP/1.1\r\nhost: x\r\n{headers}content-length: {length}\r\n\r\n").as_bytes());
        raw.send(beginning);
        raw
    }

    /// Sends bytes; returns false when the service has closed the connection already.
    pub fn send(&mut self, bytes: &[u8]) -> bool {
        self.0.write_all(bytes).is_ok()
    }

    /// The answer, within ten seconds.
    pub fn answer(&mut self) -> RawAnswer {
        let mut bytes = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let head = head.to_lowercase();
                let length =
                    head.split("content-length: ").nth(1).map_or(0, |rest| rest.lines().next().unwrap().parse().unwrap());
                if body.len() >= length {
                    let status = head[9..12].parse().unwrap();
                    return RawAnswer { status, head, body: body.to_owned() };
                }
            }
            match self.0.read(&mut chunk) {
                Ok(0) => panic!("the connection was closed without an answer: {text}"),
                Ok(count) => bytes.extend(&chunk[..count]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => panic!("no answer: {error}"),
            }
        }
    }

    /// Whether an answer arrives within a twentieth of a second.
    pub fn has_answered_within_a_moment(&mut self) -> bool {
        self.0.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        self.0.read(&mut [0]).is_ok()
    }

    /// Whether the service has closed the connection, within ten seconds.
    pub fn is_closed(&mut self) -> bool {
        let mut chunk = [0; 4096];
        loop {
            match self.0.read(&mut chunk) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return error.kind() == ErrorKind::ConnectionReset,
            }
        }
    }
}

impl RawAnswer {
    /// Checks that it is a problem document with this status.
    #[track_caller]
    pub fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(self.head.contains("application/problem+json"), "{}", self.head);
        let document: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(document["status"], status, "{document}");
        document
    }
}
