//! `/settings/notices`

use crate::accounts::forms::NoticesForm;
use crate::accounts::pages::notices::NoticesPage;
use crate::failure::Failure;
use crate::notices::{self, Wishes};
use crate::web::{Answer, Form, SignedIn, see_other};

/// `GET /settings/notices`
pub(super) async fn show(asker: SignedIn) -> Answer {
    let user = asker.person.id;
    let wishes = asker.site.db.read(move |conn| notices::wishes(conn, user)).await?;
    asker.page(&NoticesPage::new(&asker, &NoticesForm::saved(&wishes), Vec::new())).await
}

/// `POST /settings/notices`
pub(super) async fn save(asker: SignedIn, form: Form<NoticesForm>) -> Answer {
    match save_wishes(&asker, &form.fields).await {
        Ok(()) => Ok(see_other("/settings/notices").flash("saved").answer()),
        Err(failure) => {
            let is_stale = failure.is_stale();
            let redo = asker.redo(failure)?;
            let page = NoticesPage::new(&asker, &form.fields, redo.errors);
            if !is_stale {
                return asker.page_with(redo.status, &page).await;
            }
            let user = asker.person.id;
            let saved = NoticesForm::saved(&asker.site.db.read(move |conn| notices::wishes(conn, user)).await?);
            asker.page_with(redo.status, &page.beside(&asker, &saved, &form.fields)).await
        }
    }
}

async fn save_wishes(asker: &SignedIn, form: &NoticesForm) -> Result<(), Failure> {
    let (wishes, act, user) = (form.parse()?, asker.act(), asker.person.id);
    let seen = form.seen.clone();
    let still = move |saved: &Wishes| NoticesForm::saw(&seen, saved);
    asker.site.db.write(move |tx| notices::save_wishes(tx, &act, user, &wishes, &still)).await
}
