//! The preview: an HTTP server that renders pages of the newest edition on demand and notifies open pages of
//! changes. It only listens on this machine and writes nothing to disk.
//!
//! `refusal` turns away whoever is not a reader on this machine, `changes` watches files, `rebuild` publishes a new `edition` after a change, `route` finds the output at
//! an address, `page` renders it, `answer` makes the response, `live` notifies open pages, `status` reports
//! problems, and `client` runs in the browser.

mod answer;
pub mod changes;
mod client;
mod connection;
pub mod edition;
mod index;
pub mod links;
mod live;
mod media;
mod memory;
mod page;
pub mod rebuild;
mod refusal;
mod route;
mod status;
mod trouble;

use answer::{Answer, Asked};
use connection::Body;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use live::OpenPage;
use memory::Memory;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

/// The state of the preview.
pub struct Preview {
    /// The newest edition of the repository.
    pub editions: watch::Receiver<edition::Edition>,
    /// The port it listens on; requests must name it.
    pub port: u16,
}

/// Serves until the sender of editions or the future is dropped.
pub async fn serve(listener: TcpListener, preview: Preview) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut editions = preview.editions.clone();
    let shared = Arc::new((preview, Memory::default()));
    let gone = async { while editions.changed().await.is_ok() {} };
    tokio::select! {
        () = gone => Ok(()),
        () = accept(&listener, &shared) => Ok(()),
    }
}

async fn accept(listener: &tokio::net::TcpListener, shared: &Arc<(Preview, Memory)>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Probably too many open files; some will be closed soon.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Responses are written at once, so Nagle's algorithm would only add latency.
        let _ = stream.set_nodelay(true);
        let shared = shared.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| handle(request, shared.clone()));
            connection::serve(stream, service).await;
        });
    }
}

async fn handle(
    request: Request<Incoming>,
    shared: Arc<(Preview, Memory)>,
) -> Result<Response<Body>, Infallible> {
    let (preview, _) = &*shared;
    if let Some(refusal) = refusal::refusal(&request, preview.port) {
        return Ok(response(refusal, request.method()));
    }
    if request.uri().path() == client::EVENTS {
        return Ok(events(request.uri().query().unwrap_or_default(), shared.clone()));
    }
    let edition = preview.editions.borrow().clone();
    let asked = Asked {
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        range: range(request.method(), request.headers()),
    };
    // Rendering and reading block, so they run on another thread; a panic ends there too.
    let job = shared.clone();
    let made = tokio::task::spawn_blocking(move || answer::answer(&edition, &job.1, &asked));
    let answer = made
        .await
        .unwrap_or_else(|_| Answer::text(500, "talkoo failed on this page; see the terminal"));
    Ok(response(answer, request.method()))
}

/// The requested range. With a condition (`If-Range`) the whole file is sent, because there are no
/// validators.
fn range(method: &Method, headers: &HeaderMap) -> Option<String> {
    if method != Method::GET || headers.contains_key(header::IF_RANGE) {
        return None;
    }
    headers.get(header::RANGE)?.to_str().ok().map(str::to_owned)
}

fn events(query: &str, shared: Arc<(Preview, Memory)>) -> Response<Body> {
    let (sender, texts) = mpsc::channel(1);
    tokio::spawn(tell(OpenPage::of(query), shared, sender));
    // Reconnect soon if the preview stops: it is probably restarting.
    let texts = tokio_stream::once("retry: 500\n\n".to_owned()).chain(ReceiverStream::new(texts));
    let frames = texts.map(|text| Ok::<_, Infallible>(Frame::data(Bytes::from(text))));
    let answer = Answer::text(200, "").with("content-type", "text/event-stream");
    let (parts, _) = response(answer, &Method::GET).into_parts();
    let mut response = Response::from_parts(parts, BodyExt::boxed(StreamBody::new(frames)));
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response
}

/// Sends an open page the events of each edition until it is closed.
async fn tell(mut page: OpenPage, shared: Arc<(Preview, Memory)>, sender: mpsc::Sender<String>) {
    let mut editions = shared.0.editions.clone();
    editions.mark_changed();
    loop {
        tokio::select! {
            changed = editions.changed() => if changed.is_err() { return },
            () = sender.closed() => return,
        }
        let edition = editions.borrow_and_update().clone();
        let job = shared.clone();
        // This may render the page.
        let hear = move || (page.hear(&edition, &job.1), page);
        let Ok((events, heard)) = tokio::task::spawn_blocking(hear).await else { return };
        if !events.is_empty() && sender.send(events).await.is_err() {
            return;
        }
        page = heard;
    }
}

/// Converts a response for hyper and adds the common headers.
fn response(answer: Answer, method: &Method) -> Response<Body> {
    let length = answer.body.len();
    let body = if method == Method::HEAD { Bytes::new() } else { answer.body };
    let mut response = Response::new(BodyExt::boxed(Full::new(body)));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Pages of other sites may neither load nor frame what is here, not even in browsers that do not say who asks.
    let same_origin = HeaderValue::from_static("same-origin");
    headers.insert("cross-origin-resource-policy", same_origin);
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    response
}
