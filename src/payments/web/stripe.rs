//! What Stripe says by itself. Taking it and believing it are two steps: here it is only kept, if it was signed.

use crate::failure::Failure;
use crate::operations::{self, Heard};
use crate::web::{Answer, Site, read_body};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

/// The largest body that is read.
const BYTES: usize = 256 * 1_024;

/// `POST /webhooks/stripe`: 200 once it is kept, read or unread, known or unknown; 400 if nobody we know signed it.
pub(super) async fn hear(site: Data<Site>, request: HttpRequest, payload: Payload) -> Answer {
    let stripe = site.gateway.stripe().ok_or(Failure::NotFound)?;
    let body = read_body(&request, payload.into_inner(), BYTES).await?;
    let signature = request.headers().get("stripe-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let now = site.clock.now();
    if !stripe.is_signed(signature, &body, now) {
        return Err(Failure::Unreadable);
    }
    let heard = Heard::read(&body);
    site.db.write(move |tx| Ok::<_, Failure>(operations::take(tx, now, &heard)?)).await?;
    Ok(HttpResponse::Ok().finish())
}
