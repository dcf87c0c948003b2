//! One connection of a browser. Who neither sends a request nor takes the response is let go, so that slow or forgotten
//! connections do not pile up. A stream of events may be silent for as long as it likes.

use http_body_util::combinators::BoxBody;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_io_timeout::TimeoutStream;

/// The body of a response.
pub type Body = BoxBody<Bytes, Infallible>;

/// How long the head of a request may take, and how long a response may wait to be taken.
const PATIENCE: Duration = Duration::from_secs(30);

/// Serves a connection until it is closed by either side.
pub async fn serve<S>(stream: impl AsyncRead + AsyncWrite, service: S)
where
    S: Service<Request<Incoming>, Response = Response<Body>, Error = Infallible>,
{
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(PATIENCE));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    // A closed connection is not an error.
    let _ = server.serve_connection(TokioIo::new(Box::pin(stream)), service).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::{BodyExt, Full, StreamBody};
    use hyper::body::Frame;
    use hyper::service::service_fn;
    use tokio::io::AsyncWriteExt;
    use tokio::time::timeout;

    /// Whether the server closes a connection within a day, after the client has sent this and then sleeps. The clock of
    /// these tests jumps as soon as nobody has anything to do.
    async fn is_closed(sent: &str) -> bool {
        let (mut client, server) = tokio::io::duplex(4096);
        client.write_all(sent.as_bytes()).await.expect("it fits");
        let service = service_fn(|request: Request<Incoming>| async move {
            let body: Body = match request.uri().path() {
                "/large" => BodyExt::boxed(Full::new(Bytes::from(vec![0; 1 << 20]))),
                "/events" => {
                    let hello = Ok(Frame::data(Bytes::from("retry: 500\n\n")));
                    let silence = tokio_stream::pending();
                    BodyExt::boxed(StreamBody::new(tokio_stream::StreamExt::chain(
                        tokio_stream::once(hello),
                        silence,
                    )))
                }
                _ => BodyExt::boxed(Full::new(Bytes::from("x"))),
            };
            Ok::<_, Infallible>(Response::new(body))
        });
        timeout(Duration::from_secs(24 * 60 * 60), serve(server, service)).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn slow_connections_are_closed() {
        for sent in [
            "",
            "GET / HT",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx",
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n",
        ] {
            assert!(is_closed(sent).await, "{sent:?}");
        }
        assert!(!is_closed("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").await);
    }
}
