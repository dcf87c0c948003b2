//! What to do next about an address, after each answer: ask once more in another way, follow, wait, or be
//! done. No network here, and no clock.

use super::{Answer, Policy};
use std::time::Duration;
use url::Url;

/// How an address is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Without what stands there; most servers know this.
    Head,
    Get,
}

/// An address on its way to an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// As the content names it.
    pub address: String,
    /// Where the way has led so far.
    pub at: Url,
    pub method: Method,
    pub hops: u32,
    pub tries: u32,
    /// Where it has moved for good, as far as that is known.
    pub moved: Option<Url>,
    /// Whether all steps so far were for good.
    pub for_good: bool,
}

/// What a server said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    pub status: u16,
    pub location: Option<String>,
    /// How long it asks to be left alone.
    pub retry_after: Option<Duration>,
    /// What stands there, where that is wanted.
    pub body: Vec<u8>,
}

/// Why nothing was heard.
#[derive(Clone, Debug, PartialEq)]
pub enum Silence {
    Private,
    Certificate(String),
    Other(String),
}

/// What is next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Done(Answer),
    /// The same request, a step further, not before this time is over.
    On(Request, Duration),
}

/// More steps than this are a circle.
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

    /// What is next after an answer.
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
            // Some servers know no HEAD, and say so in many ways.
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
            let why = "it sends its visitors to something that is no web address".to_owned();
            return Step::Done(Answer::Unreachable { why });
        };
        if self.hops >= HOPS {
            let why = "it sends its visitors around in a circle".to_owned();
            return Step::Done(Answer::Unreachable { why });
        }
        let for_good = self.for_good && for_good;
        let moved = if for_good { Some(to.clone()) } else { self.moved };
        to.set_fragment(None);
        // The new place may have another opinion of HEAD.
        let hops = self.hops + 1;
        Step::On(
            Self { at: to, method: Method::Head, hops, moved, for_good, ..self },
            Duration::ZERO,
        )
    }

    /// Once more later, or the answer if it was tried often enough.
    fn again(self, wait: Option<Duration>, policy: &Policy, answer: Answer) -> Step {
        let wait = wait.unwrap_or(policy.back_off * 2u32.pow(self.tries.min(8) - 1));
        if self.tries >= policy.tries || wait > policy.longest_wait {
            return Step::Done(answer);
        }
        Step::On(Self { tries: self.tries + 1, ..self }, wait)
    }
}
