//! Whether a request came over HTTPS. The service itself speaks plain HTTP; a reverse proxy in front of it does the rest, and
//! says so in `X-Forwarded-Proto` or `Forwarded`.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderName};

use crate::limits::TrustedProxies;

const FORWARDED_PROTO: HeaderName = header::X_FORWARDED_PROTO;

/// Whether a trusted proxy says that the request came over HTTPS.
pub fn is_https(request: &HttpRequest, proxies: &TrustedProxies) -> bool {
    let peer = request.peer_addr().map(|peer| peer.ip());
    peer.is_some_and(|peer| proxies.trusts(peer)) && forwarded_scheme(request).is_some_and(|scheme| is(&scheme, "https"))
}

/// Whether a browser would drop a cookie that is kept over HTTPS only: the request came over plain HTTP, from another machine. Where
/// nothing says how it came, it counts as secure.
pub fn drops_secure_cookies(request: &HttpRequest) -> bool {
    if let Some((scheme, host)) = text(request, &header::ORIGIN).as_deref().and_then(|origin| origin.split_once("://")) {
        return !is(scheme, "https") && !is_loopback(host);
    }
    match forwarded_scheme(request) {
        Some(scheme) => is(&scheme, "http"),
        None => !came_through_a_proxy(request) && text(request, &header::HOST).is_some_and(|host| !is_loopback(&host)),
    }
}

/// The scheme that the nearest proxy names.
fn forwarded_scheme(request: &HttpRequest) -> Option<String> {
    let last = |name: &HeaderName| text(request, name)?.rsplit(',').next().map(|last| last.trim().to_owned());
    let named = |element: String| {
        let parts = element.split(';').filter_map(|part| part.trim().split_once('='));
        parts.filter(|(name, _)| is(name, "proto")).map(|(_, scheme)| scheme.trim_matches('"').to_owned()).next()
    };
    last(&FORWARDED_PROTO).or_else(|| last(&header::FORWARDED).and_then(named))
}

fn came_through_a_proxy(request: &HttpRequest) -> bool {
    [header::X_FORWARDED_FOR, header::FORWARDED, header::VIA].iter().any(|name| request.headers().contains_key(name))
}

/// Whether a host, with or without a port, is this machine: browsers keep such cookies there over plain HTTP too.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn text(request: &HttpRequest, name: &HeaderName) -> Option<String> {
    request.headers().get_all(name).last()?.to_str().ok().map(str::to_owned)
}

fn is(text: &str, other: &str) -> bool {
    text.trim().eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn request(headers: &[(&'static str, &'static str)]) -> TestRequest {
        headers.iter().fold(TestRequest::default(), |request, &header| request.insert_header(header))
    }

    #[test]
    fn a_cookie_is_dropped_only_where_the_request_is_known_to_come_over_plain_http_from_elsewhere() {
        for (headers, dropped) in [
            (&[("host", "sensing.lan:8080")][..], true),
            (&[("host", "192.168.1.20")], true),
            (&[("host", "[2001:db8::1]:8080")], true),
            (&[("host", "localhost.example.org")], true),
            (&[("host", "127.0.0.1:8080")], false),
            (&[("host", "[::1]:8080")], false),
            (&[("host", "LOCALHOST")], false),
            (&[("host", "sensing.localhost:8080")], false),
            (&[], false),
            (&[("origin", "http://sensing.lan"), ("host", "127.0.0.1:8080")], true),
            (&[("origin", "https://sensing.example.org"), ("host", "10.0.0.5:8080")], false),
            (&[("origin", "http://localhost:5173"), ("host", "sensing.lan")], false),
            (&[("origin", "null"), ("host", "sensing.lan")], true),
            (&[("host", "sensing.example.org"), ("x-forwarded-proto", "https")], false),
            (&[("host", "sensing.example.org"), ("x-forwarded-proto", "http")], true),
            (&[("host", "sensing.example.org"), ("forwarded", "for=192.0.2.1;proto=\"https\"")], false),
            (&[("host", "sensing.example.org"), ("forwarded", "for=192.0.2.1;Proto=http")], true),
            (&[("host", "sensing.example.org"), ("x-forwarded-for", "192.0.2.1")], false),
        ] {
            assert_eq!(drops_secure_cookies(&request(headers).to_http_request()), dropped, "{headers:?}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_can_say_that_a_request_came_over_https() {
        let proxies = TrustedProxies::new(vec!["10.0.0.1".parse().unwrap()]);
        let from = |peer: &str, headers| request(headers).peer_addr(peer.parse().unwrap()).to_http_request();
        let https = &[("x-forwarded-proto", "https")];
        assert!(is_https(&from("10.0.0.1:4711", https), &proxies));
        assert!(is_https(&from("10.0.0.1:4711", &[("forwarded", "for=192.0.2.1, for=192.0.2.2;proto=https")]), &proxies));
        assert!(!is_https(&from("10.0.0.2:4711", https), &proxies));
        assert!(!is_https(&from("10.0.0.1:4711", https), &TrustedProxies::default()));
        assert!(!is_https(&from("10.0.0.1:4711", &[("x-forwarded-proto", "https, http")]), &proxies));
        assert!(!is_https(&from("10.0.0.1:4711", &[]), &proxies));
    }
}
