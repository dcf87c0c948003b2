//! One request to one server. It reads only the response headers, except for robots.txt, and never connects to a
//! private network, whatever the host name.

use super::Policy;
use super::request::{Heard, Method, Silence};
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use ureq::config::Config;
use ureq::http::{HeaderMap, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// How much of a robots.txt is read: the minimum that RFC 9309 asks for.
const ROBOTS_SIZE: u64 = 500 * 1024;

/// The HTTP client. It uses no proxy, because a proxy could reach private networks unchecked.
pub fn client(policy: &Policy) -> Agent {
    let config = Agent::config_builder()
        .user_agent(policy.agent.as_str())
        .timeout_global(Some(policy.patience))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        // Each host gets one request at a time with a pause after it, so idle connections are useless.
        .max_idle_connections(0)
        .build();
    let resolver =
        PublicOnly { inner: DefaultResolver::default(), private_too: policy.private_too };
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

/// Requests an address. `body` says whether to read the response body.
pub fn ask(client: &Agent, method: Method, address: &str, body: bool) -> Result<Heard, Silence> {
    let request = match method {
        Method::Head => client.head(address),
        Method::Get => client.get(address),
    };
    let mut response = request.call().map_err(silence)?;
    let header = |name: &str| text(response.headers(), name);
    let mut heard = Heard {
        status: response.status().as_u16(),
        location: header("location"),
        retry_after: header("retry-after").and_then(|text| retry_after(&text)),
        body: Vec::new(),
    };
    if body {
        // The limit is for the decoded text: of a compressed one, few bytes can be many. What is past it is ignored.
        let reader = response.body_mut().as_reader();
        let _ = reader.take(ROBOTS_SIZE).read_to_end(&mut heard.body);
    }
    Ok(heard)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned())
}

/// `Retry-After`: seconds, or a date.
fn retry_after(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp().as_second();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    Some(Duration::from_secs(u64::try_from(then).ok()?.saturating_sub(now)))
}

fn silence(error: Error) -> Silence {
    match error {
        Error::Other(error) if error.is::<PrivateAddress>() => Silence::Private,
        Error::Rustls(error) => Silence::Certificate(error.to_string()),
        Error::Tls(why) => Silence::Certificate(why.to_owned()),
        // A failed TLS handshake arrives as an IO error.
        Error::Io(error) if error.to_string().contains("certificate") => {
            Silence::Certificate(error.to_string())
        }
        Error::Io(error) if error.to_string().contains("lookup address") => {
            Silence::Other("there is no such site".to_owned())
        }
        Error::Io(error) => Silence::Other(message(&error.to_string())),
        Error::HostNotFound => Silence::Other("there is no such site".to_owned()),
        Error::Timeout(_) => Silence::Other("it did not answer in time".to_owned()),
        error => Silence::Other(message(&error.to_string())),
    }
}

/// A system error without its number.
fn message(error: &str) -> String {
    error.split(" (os error").next().unwrap_or(error).to_owned()
}

/// Refuses names that resolve to a private network. The check is in the resolver, so that the address checked is the
/// address used.
#[derive(Debug)]
struct PublicOnly {
    inner: DefaultResolver,
    private_too: bool,
}

/// The error for an address of a private network.
#[derive(Debug)]
struct PrivateAddress;

impl std::fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("an address of a private network")
    }
}

impl std::error::Error for PrivateAddress {}

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        match self.private_too || found.iter().all(|address| is_public(address.ip())) {
            true => Ok(found),
            false => Err(Error::Other(Box::new(PrivateAddress))),
        }
    }
}

/// Whether an address is globally reachable, by the IANA special-purpose registries.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., ..)
            | (100, 64..128, _)
            | (169, 254, _)
            | (172, 16..32, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18..20, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !is_special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    match ip.segments() {
        // An embedded IPv4 address: mapped, NAT64, 6to4.
        [0, 0, 0, 0, 0, 0xffff, ab, cd] | [0x64, 0xff9b, 0, 0, 0, 0, ab, cd] => {
            is_public_embedded(ab, cd)
        }
        [0x2002, ab, cd, ..] => is_public_embedded(ab, cd),
        // Teredo, documentation, benchmarks.
        [0x2001, 0..0x200, ..] | [0x2001, 0xdb8, ..] | [0x3fff, ..] => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

fn is_public_embedded(ab: u16, cd: u16) -> bool {
    let ([a, b], [c, d]) = (ab.to_be_bytes(), cd.to_be_bytes());
    is_public_v4(Ipv4Addr::new(a, b, c, d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_networks_are_recognized() {
        for ip in [
            "127.0.0.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "::1",
            "::",
            "fc00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "ff02::1",
        ] {
            assert!(!is_public(ip.parse().expect("an address")), "{ip}");
        }
        for ip in
            ["93.184.215.14", "172.32.0.1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
        {
            assert!(is_public(ip.parse().expect("an address")), "{ip}");
        }
    }

    #[test]
    fn waits_are_seconds_or_dates() {
        assert_eq!(retry_after("120"), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert_eq!(retry_after("soon"), None);
    }
}
