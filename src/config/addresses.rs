//! Recognizes web addresses.

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
