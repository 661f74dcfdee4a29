//! The HTTP server.

use crate::web::{Shared, Site, front, mount};
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};
use std::net::TcpListener;
use std::time::Duration;

/// A running server; awaiting it ends when it has stopped.
pub type Server = actix_web::dev::Server;

/// Takes the address, so that a port in use is said before anything else happens.
pub fn listen(bind: &str) -> Result<TcpListener, String> {
    TcpListener::bind(bind).map_err(|error| format!("{bind}: {error}"))
}

/// Serves the site on a listener. SIGTERM stops accepting and gives what runs 30 seconds.
pub fn run(site: &Shared, listener: TcpListener, threads: usize) -> std::io::Result<Server> {
    run_with(site, listener, threads, |_| ())
}

/// As [`run`], with more services behind the same front.
pub fn run_with<F>(site: &Shared, listener: TcpListener, threads: usize, more: F) -> std::io::Result<Server>
where
    F: Fn(&mut web::ServiceConfig) + Clone + Send + 'static,
{
    let data: web::Data<Site> = web::Data::from(site.clone());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(data.clone())
            .wrap(from_fn(front))
            .configure(more.clone())
            .configure(|config| {
                mount(
                    config,
                    super::doors().into_iter().flatten().chain(crate::docs::api_doors().into_iter().flatten().map(|door| &door.door)),
                )
            })
            .default_service(web::to(nothing_here))
    })
    .workers(threads)
    .on_connect(send_at_once)
    .client_request_timeout(Duration::from_secs(5))
    .client_disconnect_timeout(Duration::from_secs(5))
    .keep_alive(Duration::from_secs(75))
    .shutdown_timeout(30)
    .listen(listener)?
    .run();
    Ok(server)
}

/// Lets an answer that is written in two pieces leave in two, instead of holding the second back until the reader has acknowledged the first: some 40 ms.
fn send_at_once(connection: &dyn std::any::Any, _: &mut actix_web::dev::Extensions) {
    if let Some(stream) = connection.downcast_ref::<actix_web::rt::net::TcpStream>()
        && let Err(error) = stream.set_nodelay(true)
    {
        tracing::debug!(%error, "a connection is as slow as it came");
    }
}

async fn nothing_here() -> crate::web::Answer {
    Err(crate::failure::Failure::NotFound)
}
