//! The queue of requests: all hosts at once, one request at a time for each host, with a pause in between. Each request
//! runs on its own thread; this thread starts them and receives the results.

use super::ask::{ask, client};
use super::request::{Heard, Method, Request, Silence, Step};
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
    /// Requests for robots.txt that wait, its own and those that another host redirects here.
    robots: VecDeque<RobotsRequest>,
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
    /// They are on their way.
    Requested,
    Known(Box<Robot>),
    /// Nothing: the rules could not be read, and RFC 9309 says to assume a complete disallow.
    Closed,
    /// The host does not respond.
    Silent(Silence),
}

/// A request for the robots.txt of a host. Its redirects may lead to other hosts, and then wait there like any other
/// request.
struct RobotsRequest {
    /// The host whose rules these are.
    of: String,
    at: Url,
    hops: usize,
}

/// More redirects than this count as no robots.txt.
const ROBOTS_HOPS: usize = 5;

/// How many rules of a robots.txt may end with `$`. Each is compiled, which takes a thousand times its bytes; a file with
/// more counts as one that can't be read.
const MOST_ENDS: usize = 500;

/// The result of a thread.
enum News {
    Rules(RobotsRequest, Result<Heard, Silence>),
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
            let Some((place, ready)) = host.first(name, now) else { continue };
            let ready = host.free.map_or(ready, |free| free.max(ready));
            if ready > now {
                next = Some(next.map_or(ready, |next| next.min(ready)));
                continue;
            }
            host.busy = true;
            self.running += 1;
            let (client, sender) = (self.client.clone(), sender.clone());
            // Sending fails only when the run was stopped.
            if let Some(request) = host.robots.pop_front() {
                std::thread::spawn(move || {
                    let heard = ask(&client, Method::Get, request.at.as_str(), true);
                    let _ = sender.send(News::Rules(request, heard));
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
            News::Rules(request, _) => host(&request.at),
            News::Answer(request, _) => host(&request.at),
        };
        let host = self.hosts.entry(name.clone()).or_default();
        host.busy = false;
        host.free = Some(Instant::now() + host.rules.pause(self.policy));
        match news {
            News::Rules(request, heard) => self.hear_rules(request, heard, tell),
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
        self.forget(&name);
    }

    /// Drops the rules of a host that nothing waits for, so that memory does not grow with the number of hosts.
    fn forget(&mut self, name: &str) {
        let Some(host) = self.hosts.get_mut(name) else { return };
        let is_done = host.waiting.is_empty() && host.robots.is_empty() && !host.busy;
        if is_done && matches!(host.rules, Rules::Known(_)) {
            host.rules = Rules::Unknown;
        }
    }
}

impl Queue<'_> {
    /// Follows a redirect of a robots.txt, or applies it to the requests that wait for it.
    fn hear_rules(
        &mut self,
        request: RobotsRequest,
        heard: Result<Heard, Silence>,
        tell: &mut dyn FnMut(&str, Answer),
    ) {
        let to = heard.as_ref().ok().filter(|heard| (300..400).contains(&heard.status));
        let to = to.and_then(|heard| request.at.join(heard.location.as_ref()?).ok());
        let to = to.filter(|to| matches!(to.scheme(), "http" | "https") && to.has_host());
        if let Some(at) = to.filter(|_| request.hops < ROBOTS_HOPS) {
            let host = self.hosts.entry(host(&at)).or_default();
            host.robots.push_back(RobotsRequest { at, hops: request.hops + 1, ..request });
            return;
        }
        let host = self.hosts.entry(request.of.clone()).or_default();
        host.rules = match heard {
            // What another host does tells nothing of this one but that its rules can't be read.
            Err(_) if request.hops > 0 => Rules::Closed,
            heard => Rules::read(heard),
        };
        host.free = host.free.max(Some(Instant::now() + host.rules.pause(self.policy)));
        // Queue the requests again, because the rules may now answer some of them.
        for (_, waiting) in std::mem::take(&mut host.waiting) {
            self.queue(waiting, Duration::ZERO, tell);
        }
        self.forget(&request.of);
    }
}

impl Host {
    /// The place of the next request in `waiting`, and when it is ready; robots.txt goes before all others, and what
    /// waits for rules that are on their way is not ready. None if there is nothing to do.
    fn first(&mut self, name: &str, now: Instant) -> Option<(usize, Instant)> {
        let first = self.waiting.iter().enumerate().min_by_key(|(_, (ready, _))| *ready);
        if let (Rules::Unknown, Some((_, (_, request)))) = (&self.rules, &first) {
            let at = robots_of(&request.at);
            self.robots.push_back(RobotsRequest { of: name.to_owned(), at, hops: 0 });
            self.rules = Rules::Requested;
        }
        match self.rules {
            _ if !self.robots.is_empty() => Some((0, now)),
            Rules::Requested => None,
            _ => first.map(|(place, (ready, _))| (place, *ready)),
        }
    }
}

impl Rules {
    fn read(heard: Result<Heard, Silence>) -> Self {
        match heard {
            Ok(Heard { status: 200..300, body, .. })
                if memchr::memchr_iter(b'$', &body).count() > MOST_ENDS =>
            {
                Self::Closed
            }
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
            Self::Unknown | Self::Requested => None,
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

fn robots_of(url: &Url) -> Url {
    let mut robots = url.clone();
    robots.set_path("/robots.txt");
    robots.set_query(None);
    robots
}
