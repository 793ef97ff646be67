//! The HTTP side: which requests are taken, and the form of the answers.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::answer::{Answer, BEHIND, SCRIPT, SCRIPT_ADDRESS, Wanted};
use super::notice::{Notice, STYLE, STYLE_ADDRESS};
use super::state::Shared;
use super::{media, panic_message, path};

/// Addresses below this tell when a page has changed: the page's stamp, then its path.
const EVENTS: &str = "/__milepost/events/";

/// What the handler of requests needs.
#[derive(Clone)]
pub(super) struct Door {
    pub shared: Arc<Shared>,
    pub port: u16,
}

/// Returns the application: one handler for everything.
pub(super) fn router(door: Door) -> Router {
    Router::new().fallback(handle).with_state(door)
}

async fn handle(State(door): State<Door>, request: Request) -> Response {
    if let Err(refusal) = refuse(&door, &request) {
        return response(refusal);
    }
    let raw = request.uri().path_and_query().map_or("/", |raw| raw.as_str());
    match request.uri().path() {
        SCRIPT_ADDRESS => return own(SCRIPT_ADDRESS, SCRIPT),
        STYLE_ADDRESS => return own(STYLE_ADDRESS, STYLE),
        _ => (),
    }
    if let Some((stamp, raw)) = raw.strip_prefix(EVENTS).and_then(|rest| Some(rest.split_at(rest.find('/')?))) {
        return match wanted(raw, false) {
            Ok(wanted) => events(door.shared, stamp.to_owned(), wanted),
            Err(refusal) => response(refusal),
        };
    }
    let asked = match raw.strip_prefix(BEHIND) {
        Some(raw) => wanted(raw, true),
        None => wanted(raw, false),
    };
    match asked {
        Ok(wanted) => response(answer(&door.shared, wanted).await),
        Err(refusal) => response(refusal),
    }
}

/// Refuses what is not a plain reading request meant for this server.
fn refuse(door: &Door, request: &Request) -> Result<(), Answer> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let authority = request.uri().authority().map(|authority| authority.as_str());
    let is_own = |host: &str| path::is_own_host(host, door.port);
    if !is_own(host) || !authority.is_none_or(is_own) {
        let sentence =
            format!("This server answers to http://127.0.0.1:{0}/ and http://localhost:{0}/ only.", door.port);
        return Err(Answer::sentence(421, &sentence));
    }
    match *request.method() {
        Method::GET | Method::HEAD => Ok(()),
        _ => Err(Answer::sentence(405, "This server only answers GET and HEAD.")),
    }
}

fn wanted(raw: &str, is_behind: bool) -> Result<Wanted, Answer> {
    let path = raw.split('?').next().unwrap_or(raw);
    match path::decode(path) {
        Ok(path) => Ok(Wanted { path, raw: raw.to_owned(), is_behind }),
        Err(why) => Err(Answer::sentence(400, why)),
    }
}

/// Answers on a thread of its own: it may have to wait until the site is prepared.
async fn answer(shared: &Arc<Shared>, wanted: Wanted) -> Answer {
    let shared = shared.clone();
    match tokio::task::spawn_blocking(move || shared.answer(&wanted)).await {
        Ok(answer) => answer,
        Err(error) => {
            let message =
                error.try_into_panic().map_or_else(|error| error.to_string(), |payload| panic_message(&*payload));
            Answer::notice(&Notice::of_failure(&message), None)
        }
    }
}

/// Returns a stream that says `changed` once, as soon as what stands at a path has another stamp.
fn events(shared: Arc<Shared>, stamp: String, wanted: Wanted) -> Response {
    let changes = shared.changes();
    let listening = Some((shared, changes, stamp, wanted));
    let events = stream::unfold(listening, |listening| async {
        let (shared, mut changes, stamp, wanted) = listening?;
        loop {
            changes.borrow_and_update();
            if answer(&shared, wanted.clone()).await.stamp != stamp {
                // Without data a browser passes an event over.
                let event = Event::default().event("changed").data("reload");
                return Some((Ok::<_, Infallible>(event), None));
            }
            changes.changed().await.ok()?;
        }
    });
    with_common_headers(Sse::new(events).into_response())
}

/// Answers with a file of the server's own.
fn own(address: &str, text: &'static str) -> Response {
    let body = text.as_bytes().to_vec();
    response(Answer { status: 200, content_type: media::of(address), body, ..Answer::default() })
}

fn response(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    if let Some(location) = answer.location.and_then(|location| HeaderValue::try_from(location).ok()) {
        headers.insert(LOCATION, location);
    }
    if let Some(policy) = answer.policy {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    if answer.status == 405 {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    with_common_headers(response)
}

/// Keeps answers out of caches, and out of the pages of other hosts.
fn with_common_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("x-frame-options"), HeaderValue::from_static("SAMEORIGIN"));
    response
}
