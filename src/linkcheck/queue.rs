//! The round: all hosts at once, each host one request after the other with a pause between them. Each
//! request is a thread of its own; this one hands them out and hears what they bring back.

use super::ask::{ask, client, robots};
use super::request::{Heard, Request, Silence, Step};
use super::{Answer, Policy};
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use texting_robots::Robot;
use ureq::Agent;
use url::Url;

/// A host with all that is to be asked of it.
#[derive(Default)]
struct Host {
    waiting: VecDeque<(Instant, Request)>,
    rules: Rules,
    /// Whether a request is under way.
    busy: bool,
    /// When the next may follow.
    free: Option<Instant>,
}

/// What a host says about visits.
#[derive(Default)]
enum Rules {
    #[default]
    Unknown,
    Known(Box<Robot>),
    /// It wants none, or its rules could not be read: then RFC 9309 says to stay away.
    Closed,
    /// It does not answer at all.
    Silent(Silence),
}

/// What came back.
enum News {
    Rules(String, Result<Heard, Silence>),
    Answer(Box<Request>, Result<Heard, Silence>),
}

/// How often it is looked whether to stop.
const LOOK: Duration = Duration::from_millis(200);

/// Visits the addresses; `tell` gets each answer as it comes. It ends when all are there, or when `stopped`.
pub fn visit(
    addresses: &[String],
    policy: &Policy,
    stopped: &dyn Fn() -> bool,
    tell: &mut dyn FnMut(&str, Answer),
) {
    let mut round = Round {
        client: client(policy),
        policy,
        hosts: BTreeMap::new(),
        under_way: 0,
        left: addresses.len(),
    };
    let (sender, receiver) = mpsc::channel();
    for address in addresses {
        match Url::parse(address) {
            Ok(url) => round.queue(Request::new(address, url), Duration::ZERO, tell),
            Err(error) => {
                round.left -= 1;
                tell(address, Answer::Unreachable { why: error.to_string() });
            }
        }
    }
    while round.left > 0 && !stopped() {
        let next = round.send_out(&sender);
        let wait = next.map_or(LOOK, |next| next.saturating_duration_since(Instant::now()));
        match receiver.recv_timeout(wait.min(LOOK)) {
            Ok(news) => round.hear(news, tell),
            Err(RecvTimeoutError::Timeout) => {}
            // This thread holds a sender itself.
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
}

struct Round<'m> {
    client: Agent,
    policy: &'m Policy,
    hosts: BTreeMap<String, Host>,
    under_way: usize,
    /// Addresses without an answer.
    left: usize,
}

impl Round<'_> {
    fn queue(&mut self, request: Request, wait: Duration, tell: &mut dyn FnMut(&str, Answer)) {
        let host = self.hosts.entry(host(&request.at)).or_default();
        // What the rules of the host decide needs no request.
        if let Some(answer) = host.rules.answer(&request) {
            self.left -= 1;
            return tell(&request.address, answer);
        }
        host.waiting.push_back((Instant::now() + wait, request));
    }

    /// Sends a request to each host that may be asked now; says when the next one may.
    fn send_out(&mut self, sender: &Sender<News>) -> Option<Instant> {
        let now = Instant::now();
        let mut next: Option<Instant> = None;
        for (name, host) in &mut self.hosts {
            if host.busy || self.under_way >= self.policy.at_once {
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
            self.under_way += 1;
            let (client, sender) = (self.client.clone(), sender.clone());
            if matches!(host.rules, Rules::Unknown) {
                let at = &host.waiting[place].1.at;
                let (name, rules) = (name.clone(), robots_of(at));
                // Nobody listens any more when the round was stopped.
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
        self.under_way -= 1;
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
                // Now it is known what is not to be asked for.
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
            // There are no rules.
            Ok(_) => {
                Robot::new("talkoo", b"").map_or(Self::Closed, |robot| Self::Known(robot.into()))
            }
            Err(silence) => Self::Silent(silence),
        }
    }

    /// The answer for an address that is not asked for at all.
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
        let asked = match self {
            Self::Known(robot) => robot.delay.filter(|seconds| *seconds > 0.0),
            _ => None,
        };
        let asked = asked.and_then(|seconds| Duration::try_from_secs_f32(seconds).ok());
        asked.unwrap_or_default().clamp(policy.pause, policy.longest_wait.max(policy.pause))
    }
}

/// What counts as one host: the name and the port, `http:` and `https:` alike.
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
