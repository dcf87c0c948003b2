//! Which texts are addresses of the web.

/// Whether an address has the form that nearly all have, which needs no closer look: `https://`, plain
/// names with a dot between them, and nothing but plain signs behind.
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

/// Whether a text is a whole `http` or `https` address.
pub fn is_web_address(text: &str) -> bool {
    if is_plain_address(text) {
        return true;
    }
    // Keys of the bibliography stand where addresses may, and need not be parsed to be none.
    text.contains(':')
        && url::Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        && !text.contains(char::is_whitespace)
}
