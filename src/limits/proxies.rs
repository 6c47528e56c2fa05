//! Decides which reverse proxies are trusted to name the client they forward for.
//!
//! Any client can send any header, so only what a trusted proxy added counts: the right-most address that is not itself a
//! trusted proxy.

use std::net::IpAddr;
use std::str::FromStr;

use thiserror::Error;

/// A network: an address and the number of its leading bits that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// A string that is not a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("give an address or a network, such as 127.0.0.1, 10.0.0.0/8 or 2001:db8::/32")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(written: &str) -> Result<Self, NotANetwork> {
        let (address, bits) = match written.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| NotANetwork)?)),
            None => (written.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| NotANetwork)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits <= most { Ok(Self { address, bits }) } else { Err(NotANetwork) }
    }
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        let (same, width) = match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                (u128::from((network.to_bits() ^ address.to_bits()).leading_zeros()), 32)
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                (u128::from((network.to_bits() ^ address.to_bits()).leading_zeros()), 128)
            }
            _ => return false,
        };
        same.min(width) >= u128::from(self.bits)
    }
}

/// The reverse proxies that are trusted; none by default.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// Trusts these networks.
    pub fn new(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    /// Whether no proxy is trusted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The client's address: the peer, or the address that a trusted proxy forwards for. The two headers are all lines of
    /// `X-Forwarded-For` and of `Forwarded` (RFC 7239), joined by commas. When they disagree, the client sent one of them and
    /// it is not known which, so the proxy itself counts as the client.
    pub fn client(&self, peer: IpAddr, x_forwarded_for: &str, forwarded: &str) -> IpAddr {
        if !self.trusts(peer) {
            return peer;
        }
        let by_first = self.right_most(x_forwarded_for.split(','));
        let by_second = self.right_most(forwarded.split(',').map(for_part));
        match (x_forwarded_for.is_empty(), forwarded.is_empty()) {
            (false, false) if by_first != by_second => peer,
            (false, _) => by_first.unwrap_or(peer),
            (true, _) => by_second.unwrap_or(peer),
        }
    }

    /// Whether an address is a trusted proxy.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// The last address that is not a trusted proxy; `None` when an entry after it is not an address.
    fn right_most<'a>(&self, hops: impl DoubleEndedIterator<Item = &'a str>) -> Option<IpAddr> {
        for hop in hops.rev() {
            let address = address_of(hop)?;
            if !self.trusts(address) {
                return Some(address);
            }
        }
        None
    }
}

/// The `for` value: `for="[2001:db8::1]:4711";proto=https` gives `"[2001:db8::1]:4711"`.
fn for_part(element: &str) -> &str {
    let named = |part: &'_ str| part.trim().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("for="));
    element.split(';').find(|part| named(part)).map_or("", |part| &part.trim()[4..])
}

/// An address with or without a port, brackets and quotes.
fn address_of(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim().trim_matches('"');
    if let Some(rest) = hop.strip_prefix('[') {
        return rest.split_once(']')?.0.parse().ok();
    }
    let with_port = hop.rsplit_once(':').and_then(|(address, _)| address.parse::<std::net::Ipv4Addr>().ok());
    hop.parse().ok().or(with_port.map(IpAddr::V4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(x_forwarded_for: &str, forwarded: &str) -> String {
        let proxies = TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()]);
        proxies.client("10.0.0.1".parse().unwrap(), x_forwarded_for, forwarded).to_string()
    }

    #[test]
    fn a_network_is_an_address_with_or_without_a_prefix() {
        let network = |written: &str| written.parse::<Network>();
        for good in ["127.0.0.1", " 10.0.0.0/8", "::1", "2001:db8::/32", "0.0.0.0/0"] {
            assert!(network(good).is_ok(), "{good}");
        }
        for bad in ["", "localhost", "10.0.0.0/33", "::/129", "10.0.0.0/", "10/8"] {
            assert_eq!(network(bad), Err(NotANetwork), "{bad}");
        }
        let net = network("192.0.2.128/25").unwrap();
        assert!(net.contains("192.0.2.200".parse().unwrap()) && net.contains("::ffff:192.0.2.200".parse().unwrap()));
        assert!(!net.contains("192.0.2.1".parse().unwrap()) && !net.contains("::1".parse().unwrap()));
        assert!(network("::1").unwrap().contains("::1".parse().unwrap()));
    }

    #[test]
    fn headers_from_other_peers_are_ignored() {
        let proxies = TrustedProxies::new(vec!["10.0.0.1".parse().unwrap()]);
        assert_eq!(proxies.client("10.0.0.2".parse().unwrap(), "192.0.2.7", "").to_string(), "10.0.0.2");
        assert_eq!(TrustedProxies::default().client("10.0.0.1".parse().unwrap(), "192.0.2.7", "").to_string(), "10.0.0.1");
    }

    #[test]
    fn the_right_most_address_that_is_not_a_proxy_is_the_client() {
        assert_eq!(client("192.0.2.7", ""), "192.0.2.7");
        assert_eq!(client("198.51.100.1, 192.0.2.7", ""), "192.0.2.7", "addresses further left may be invented");
        assert_eq!(client("192.0.2.7, 10.3.2.1, 2001:db8::5", ""), "192.0.2.7");
        assert_eq!(client("", "for=198.51.100.1, For=\"[2001:470::1]:4711\";proto=https"), "2001:470::1");
        assert_eq!(client("", "proto=https;for=192.0.2.7:80"), "192.0.2.7");
        assert_eq!(client("192.0.2.7", "for=192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn headers_that_cannot_be_trusted_leave_the_proxy_as_the_client() {
        for (first, second) in [
            ("", ""),
            ("unknown", ""),
            ("192.0.2.7, what", ""),
            ("10.0.0.9", ""),
            ("", "for=_hidden"),
            ("192.0.2.7", "for=198.51.100.1"),
        ] {
            assert_eq!(client(first, second), "10.0.0.1", "{first} {second}");
        }
    }
}
