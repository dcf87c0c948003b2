//! The queue of requests: all hosts at once, one request at a time for each host, with a pause in between. Each request
//! runs on its own thread; this thread starts them and receives the results.

use super::ask::{ask, client, robots};
use super::request::{Heard, Request, Silence, Step};
use super::{Answer, Policy};
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use texting_robots::Robot;
use ureq::Agent;
use url::Url;

/// A host and the requests that wait for it.
#[derive(Default)]
struct Host {
    waiting: VecDeque<(Instant, Request)>,
    rules: Rules,
    /// Whether a request is running.
    busy: bool,
    /// When the next request may start.
    free: Option<Instant>,
}

/// What a host's robots.txt allows.
#[derive(Default)]
enum Rules {
    #[default]
    Unknown,
    Known(Box<Robot>),
    /// Nothing: the rules could not be read, and RFC 9309 says to assume a complete disallow.
    Closed,
    /// The host does not respond.
    Silent(Silence),
}

/// The result of a thread.
enum News {
    Rules(String, Result<Heard, Silence>),
    Answer(Box<Request>, Result<Heard, Silence>),
}

/// How often `stopped` is checked.
const LOOK: Duration = Duration::from_millis(200);

/// Requests the addresses and calls `tell` with each answer as it comes. Ends when all are done, or when `stopped`.
pub fn visit(
    addresses: &[String],
    policy: &Policy,
    stopped: &dyn Fn() -> bool,
    tell: &mut dyn FnMut(&str, Answer),
) {
    let mut queue = Queue {
        client: client(policy),
        policy,
        hosts: BTreeMap::new(),
        running: 0,
        left: addresses.len(),
    };
    let (sender, receiver) = mpsc::channel();
    for address in addresses {
        match Url::parse(address) {
            Ok(url) => queue.queue(Request::new(address, url), Duration::ZERO, tell),
            Err(error) => {
                queue.left -= 1;
                tell(address, Answer::Unreachable { why: error.to_string() });
            }
        }
    }
    while queue.left > 0 && !stopped() {
        let next = queue.send_out(&sender);
        let wait = next.map_or(LOOK, |next| next.saturating_duration_since(Instant::now()));
        match receiver.recv_timeout(wait.min(LOOK)) {
            Ok(news) => queue.hear(news, tell),
            Err(RecvTimeoutError::Timeout) => {}
            // This thread holds a sender itself.
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
}

struct Queue<'m> {
    client: Agent,
    policy: &'m Policy,
    hosts: BTreeMap<String, Host>,
    running: usize,
    /// Addresses without an answer.
    left: usize,
}

impl Queue<'_> {
    fn queue(&mut self, request: Request, wait: Duration, tell: &mut dyn FnMut(&str, Answer)) {
        let host = self.hosts.entry(host(&request.at)).or_default();
        // The rules of the host may give the answer without a request.
        if let Some(answer) = host.rules.answer(&request) {
            self.left -= 1;
            return tell(&request.address, answer);
        }
        host.waiting.push_back((Instant::now() + wait, request));
    }

    /// Starts a request to each host that is ready; returns when the next one will be.
    fn send_out(&mut self, sender: &Sender<News>) -> Option<Instant> {
        let now = Instant::now();
        let mut next: Option<Instant> = None;
        for (name, host) in &mut self.hosts {
            if host.busy || self.running >= self.policy.at_once {
                continue;
            }
            let first = host.waiting.iter().enumerate().min_by_key(|(_, (ready, _))| *ready);
            let Some((place, (ready, _))) = first else { continue };
            let ready = host.free.map_or(*ready, |free| free.max(*ready));
            if ready > now {
                next = Some(next.map_or(ready, |next| next.min(ready)));
                continue;
            }
            host.busy = true;
            self.running += 1;
            let (client, sender) = (self.client.clone(), sender.clone());
            if matches!(host.rules, Rules::Unknown) {
                let at = &host.waiting[place].1.at;
                let (name, rules) = (name.clone(), robots_of(at));
                // Sending fails only when the run was stopped.
                std::thread::spawn(move || {
                    let heard = robots(&client, &rules);
                    let _ = sender.send(News::Rules(name, heard));
                });
            } else if let Some((_, request)) = host.waiting.remove(place) {
                std::thread::spawn(move || {
                    let heard = ask(&client, request.method, request.at.as_str(), false);
                    let _ = sender.send(News::Answer(Box::new(request), heard));
                });
            }
        }
        next
    }

    fn hear(&mut self, news: News, tell: &mut dyn FnMut(&str, Answer)) {
        self.running -= 1;
        let name = match &news {
            News::Rules(name, _) => name.clone(),
            News::Answer(request, _) => host(&request.at),
        };
        let host = self.hosts.entry(name).or_default();
        host.busy = false;
        host.free = Some(Instant::now() + host.rules.pause(self.policy));
        match news {
            News::Rules(_, heard) => {
                host.rules = Rules::read(heard);
                host.free = Some(Instant::now() + host.rules.pause(self.policy));
                // Queue the requests again, because the rules may now answer some of them.
                for (_, request) in std::mem::take(&mut host.waiting) {
                    self.queue(request, Duration::ZERO, tell);
                }
            }
            News::Answer(request, heard) => {
                let address = request.address.clone();
                match request.next(heard, self.policy) {
                    Step::On(request, wait) => self.queue(request, wait, tell),
                    Step::Done(answer) => {
                        self.left -= 1;
                        tell(&address, answer);
                    }
                }
            }
        }
    }
}

impl Rules {
    fn read(heard: Result<Heard, Silence>) -> Self {
        match heard {
            Ok(Heard { status: 200..300, body, .. }) => match Robot::new("talkoo", &body) {
                Ok(robot) => Self::Known(Box::new(robot)),
                Err(_) => Self::Closed,
            },
            Ok(Heard { status: 500.., .. }) => Self::Closed,
            // There is no robots.txt.
            Ok(_) => {
                Robot::new("talkoo", b"").map_or(Self::Closed, |robot| Self::Known(robot.into()))
            }
            Err(silence) => Self::Silent(silence),
        }
    }

    /// The answer for an address that must not or need not be requested.
    fn answer(&self, request: &Request) -> Option<Answer> {
        match self {
            Self::Unknown => None,
            Self::Known(robot) => (!robot.allowed(request.at.as_str())).then_some(Answer::Robots),
            Self::Closed => Some(Answer::Robots),
            Self::Silent(Silence::Private) => Some(Answer::Private),
            Self::Silent(Silence::Certificate(why)) => {
                Some(Answer::Certificate { why: why.clone() })
            }
            Self::Silent(Silence::Other(why)) => Some(Answer::Unreachable { why: why.clone() }),
        }
    }

    fn pause(&self, policy: &Policy) -> Duration {
        let delay = match self {
            Self::Known(robot) => robot.delay.filter(|seconds| *seconds > 0.0),
            _ => None,
        };
        let delay = delay.and_then(|seconds| Duration::try_from_secs_f32(seconds).ok());
        delay.unwrap_or_default().clamp(policy.pause, policy.longest_wait.max(policy.pause))
    }
}

/// The key of a host: name and port, the same for `http:` and `https:`.
fn host(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", url.host_str().unwrap_or_default())
}

fn robots_of(url: &Url) -> String {
    let mut robots = url.clone();
    robots.set_path("/robots.txt");
    robots.set_query(None);
    robots.to_string()
}
