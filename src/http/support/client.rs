//! Which client a request comes from, as the rate limits know it.

use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Once;

use actix_web::http::header::{HeaderName, X_FORWARDED_FOR};
use actix_web::{FromRequest, HttpRequest, dev, web};

use super::error::Problem;
use crate::http::support::services::Services;
use crate::limits::ClientKey;

const FORWARDED: HeaderName = actix_web::http::header::FORWARDED;

/// The client that a request comes from.
pub struct Client(pub ClientKey);

impl FromRequest for Client {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(services(request).map(|services| Self(client(request, services))))
    }
}

/// The services that handlers call.
///
/// # Errors
/// 500 if the application was set up without them.
pub fn services(request: &HttpRequest) -> Result<&web::Data<Services>, Problem> {
    request.app_data::<web::Data<Services>>().ok_or_else(|| Problem::ours(&"the services are missing"))
}

/// The client that a request comes from: the peer, or the client that a trusted proxy names.
pub fn client(request: &HttpRequest, services: &Services) -> ClientKey {
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    if services.proxies.is_empty() {
        advise_about_a_proxy(request, peer);
    }
    let address = services.proxies.client(peer, &all(request, &X_FORWARDED_FOR), &all(request, &FORWARDED));
    services.limits.client(address)
}

/// All values of a header, joined by commas. A value that is not text becomes `?`, which is not an address.
fn all(request: &HttpRequest, name: &HeaderName) -> String {
    let lines: Vec<_> = request.headers().get_all(name).map(|value| value.to_str().unwrap_or("?")).collect();
    lines.join(",")
}

/// Behind a proxy that is not configured, all clients share one quota. This is logged once.
fn advise_about_a_proxy(request: &HttpRequest, peer: IpAddr) {
    static SAID: Once = Once::new();
    let near = match peer {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
    };
    if near && (request.headers().contains_key(X_FORWARDED_FOR) || request.headers().contains_key(FORWARDED)) {
        SAID.call_once(|| {
            tracing::warn!(
                "requests come through a reverse proxy: name it with --trusted-proxy, or all clients share one rate limit"
            );
        });
    }
}
