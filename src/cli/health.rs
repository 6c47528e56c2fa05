//! `sensing health`: what a container or a monitoring script asks, where there is no other HTTP client.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use clap::Args;

use super::output::{Failure, print};

/// How long the service may take to answer.
const TIMEOUT: Duration = Duration::from_secs(3);
/// Longer than any first line of an answer of the service.
const LONGEST_LINE: u64 = 256;

/// Arguments of `sensing health`.
#[derive(Args, Debug)]
pub struct HealthArgs {
    /// The address and port on which the service listens
    #[arg(long, env = "SENSING_BIND", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    bind: SocketAddr,
    /// Ask only whether the service runs, and not whether it can do its work
    #[arg(long)]
    live: bool,
}

/// Runs `sensing health`.
pub fn health(args: &HealthArgs) -> Result<(), Failure> {
    let path = if args.live { "/health/live" } else { "/health/ready" };
    let address = reachable(args.bind);
    match status(address, path) {
        Ok(200) => print("ok"),
        Ok(status) => Err(Failure::partly(format!("{path} of {address} answers {status}"))),
        Err(error) => Err(Failure::partly(format!("{path} of {address} does not answer: {error}"))),
    }
}

/// An address that can be connected to: a service that listens on every address of the machine also listens on loopback.
fn reachable(bind: SocketAddr) -> SocketAddr {
    let ip = match bind.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bind.port())
}

/// The status of the answer.
fn status(address: SocketAddr, path: &str) -> io::Result<u16> {
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    // In one piece: a server may answer and close as soon as it has read something.
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut line = String::new();
    BufReader::new(io::Read::take(stream, LONGEST_LINE)).read_line(&mut line)?;
    let mut words = line.split(' ');
    match (words.next(), words.next().map(str::parse)) {
        (Some("HTTP/1.1"), Some(Ok(status))) => Ok(status),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "the answer is not HTTP")),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// A server that gives one answer; what it was asked comes back.
    fn answering(answer: &'static str) -> (SocketAddr, thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 512];
            let length = stream.read(&mut asked).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&asked[..length]).into_owned()
        });
        (address, server)
    }

    fn asking(bind: SocketAddr, live: bool) -> Result<(), String> {
        health(&HealthArgs { bind, live }).map_err(|failure| failure.words)
    }

    #[test]
    fn a_service_that_is_ready_is_healthy() {
        let (address, server) = answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        assert_eq!(asking(address, false), Ok(()));
        assert!(server.join().unwrap().starts_with("GET /health/ready HTTP/1.1\r\n"));
    }

    #[test]
    fn live_asks_only_whether_it_runs() {
        let (address, server) = answering("HTTP/1.1 200 OK\r\n\r\n");
        assert_eq!(asking(address, true), Ok(()));
        assert!(server.join().unwrap().starts_with("GET /health/live HTTP/1.1\r\n"));
    }

    #[test]
    fn a_service_that_is_not_ready_is_not_healthy_and_the_status_is_said() {
        let (address, server) = answering("HTTP/1.1 503 Service Unavailable\r\n\r\n");
        assert_eq!(asking(address, false), Err(format!("/health/ready of {address} answers 503")));
        server.join().unwrap();
    }

    #[test]
    fn what_is_not_http_and_what_does_not_listen_is_not_healthy() {
        let (address, server) = answering("220 mail.example.org ESMTP\r\n");
        assert!(asking(address, false).unwrap_err().ends_with("does not answer: the answer is not HTTP"));
        server.join().unwrap();
        // Nothing listens there any more.
        assert!(asking(address, false).unwrap_err().contains("does not answer"));
    }

    #[test]
    fn a_service_on_every_address_is_asked_on_loopback() {
        for (bind, asked) in [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("192.0.2.7:80", "192.0.2.7:80")] {
            assert_eq!(reachable(bind.parse().unwrap()).to_string(), asked);
        }
    }
}
