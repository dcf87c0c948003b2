//! Decides the next step for an address after each response: another method, a redirect, a wait, or the answer. It uses
//! neither network nor clock.

use super::{Answer, Policy};
use std::time::Duration;
use url::Url;

/// The HTTP method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Without a body; most servers support it.
    Head,
    Get,
}

/// An address that has no answer yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// As the content has it.
    pub address: String,
    /// Where its redirects have led so far.
    pub at: Url,
    pub method: Method,
    pub hops: u32,
    pub tries: u32,
    /// Where it has moved permanently, as far as the redirects have shown.
    pub moved: Option<Url>,
    /// Whether all redirects so far were permanent.
    pub for_good: bool,
}

/// A server's response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    pub status: u16,
    pub location: Option<String>,
    /// How long to wait before the next request.
    pub retry_after: Option<Duration>,
    /// Empty unless it was asked for.
    pub body: Vec<u8>,
}

/// Why there was no response.
#[derive(Clone, Debug, PartialEq)]
pub enum Silence {
    Private,
    Certificate(String),
    Other(String),
}

/// The next step.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Done(Answer),
    /// The next request for the address, and how long to wait before it.
    On(Request, Duration),
}

/// More redirects than this count as a loop.
const HOPS: u32 = 10;

impl Request {
    pub fn new(address: &str, url: Url) -> Self {
        Self {
            address: address.to_owned(),
            at: url,
            method: Method::Head,
            hops: 0,
            tries: 1,
            moved: None,
            for_good: true,
        }
    }

    /// The next step after a response.
    pub fn next(self, heard: Result<Heard, Silence>, policy: &Policy) -> Step {
        let heard = match heard {
            Ok(heard) => heard,
            Err(Silence::Private) => return Step::Done(Answer::Private),
            Err(Silence::Certificate(why)) => return Step::Done(Answer::Certificate { why }),
            Err(Silence::Other(why)) => {
                return self.again(None, policy, Answer::Unreachable { why });
            }
        };
        let status = heard.status;
        match status {
            200..=299 | 304 => Step::Done(match self.moved {
                Some(to) => Answer::Moved { to: to.to_string() },
                None => Answer::Fine,
            }),
            301 | 302 | 303 | 307 | 308 => self.follow(heard, matches!(status, 301 | 308)),
            429 | 503 => self.again(heard.retry_after, policy, Answer::Refused { status }),
            410 => Step::Done(Answer::Gone { status }),
            // Some servers do not support HEAD and answer it with all kinds of status.
            _ if self.method == Method::Head => {
                Step::On(Self { method: Method::Get, ..self }, Duration::ZERO)
            }
            404 => Step::Done(Answer::Gone { status }),
            500..600 => self.again(None, policy, Answer::Refused { status }),
            _ => Step::Done(Answer::Refused { status }),
        }
    }

    fn follow(self, heard: Heard, for_good: bool) -> Step {
        let to = heard.location.as_deref().and_then(|to| self.at.join(to).ok());
        let to = to.filter(|to| matches!(to.scheme(), "http" | "https") && to.has_host());
        let Some(mut to) = to else {
            let why = "it redirects to something that is not a web address".to_owned();
            return Step::Done(Answer::Unreachable { why });
        };
        if self.hops >= HOPS {
            let why = "it redirects in a loop".to_owned();
            return Step::Done(Answer::Unreachable { why });
        }
        let for_good = self.for_good && for_good;
        let moved = if for_good { Some(to.clone()) } else { self.moved };
        to.set_fragment(None);
        // The new server may support HEAD even if this one does not.
        let hops = self.hops + 1;
        Step::On(
            Self { at: to, method: Method::Head, hops, moved, for_good, ..self },
            Duration::ZERO,
        )
    }

    /// Tries again later, or gives the answer after enough tries.
    fn again(self, wait: Option<Duration>, policy: &Policy, answer: Answer) -> Step {
        let wait = wait.unwrap_or(policy.back_off * 2u32.pow(self.tries.min(8) - 1));
        if self.tries >= policy.tries || wait > policy.longest_wait {
            return Step::Done(answer);
        }
        Step::On(Self { tries: self.tries + 1, ..self }, wait)
    }
}
