//! Recognizes web addresses.

use url::Host;

/// Whether an address has the most common form, which needs no parsing: `https://`, plain names separated by
/// dots, and only plain characters after that.
pub fn is_plain_address(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))
    else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or(rest);
    let is_name = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let plain = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}[]".contains(&b);
    host.contains('.')
        && host.split('.').all(is_name)
        && rest.bytes().all(plain)
        && !rest.contains("http:/")
        && !rest.contains("https:/")
}

/// Whether a host is this computer or in a network that others can't reach.
pub fn is_local_host(host: &str) -> bool {
    const NAMES: [&str; 6] = ["localhost", "local", "internal", "lan", "home.arpa", "localdomain"];
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_named = |name: &str| {
        host == "localhost" || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'))
    };
    match Host::parse(&host) {
        Ok(Host::Ipv4(ip)) => {
            ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()
        }
        Ok(Host::Ipv6(ip)) => {
            let local = ip.is_loopback() || ip.is_unspecified();
            local || ip.is_unique_local() || ip.is_unicast_link_local()
        }
        _ => NAMES.into_iter().any(is_named),
    }
}

/// Whether a text is an absolute `http` or `https` address.
pub fn is_web_address(text: &str) -> bool {
    if is_plain_address(text) {
        return true;
    }
    // Bibliography keys can be used in place of addresses, and need not be parsed.
    text.contains(':')
        && url::Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        && !text.contains(char::is_whitespace)
}
