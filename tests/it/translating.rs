//! Messages in the reader's language beside the words that were written, where the settings name a machine for it; and never elsewhere.

use crate::deals::run;
use crate::world::{Store, World};
use actix_web::{App, HttpResponse, HttpServer, web};
use serde_json::{Value, json};
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};

type Asked = Arc<Mutex<Vec<Value>>>;

/// A machine that knows one sentence. What it was asked is written down.
fn machine() -> (String, Asked) {
    let asked = Asked::default();
    let kept = web::Data::from(asked.clone());
    async fn translate(asked: web::Data<Mutex<Vec<Value>>>, body: web::Json<Value>) -> HttpResponse {
        asked.lock().unwrap().push(body.0.clone());
        HttpResponse::Ok().json(json!({"translatedText": "光可以从左边来吗？<b>", "alternatives": []}))
    }
    async fn spec() -> HttpResponse {
        HttpResponse::Ok().json(json!({"swagger": "2.0", "info": {"title": "LibreTranslate", "version": "1.6.2"}}))
    }
    let server = HttpServer::new(move || {
        App::new().app_data(kept.clone()).route("/translate", web::post().to(translate)).route("/spec", web::get().to(spec))
    });
    let server = server.workers(1).bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    actix_web::rt::spawn(server.run());
    (format!("http://{address}/"), asked)
}

async fn told(store: Store, allow: &str) -> (World, Asked, [crate::browser::Page; 2]) {
    let (address, asked) = machine();
    let settings = [("VTASK_TRANSLATOR", address), ("VTASK_TRANSLATOR_KEY", "hush".to_owned()), ("VTASK_OUTBOUND_ALLOW", allow.to_owned())];
    let world = World::open_with(store, Arc::new(AtomicI64::new(0)), &settings).await;
    let two = world.two_in("in_progress").await;
    let creator = two.deal.creator.person.id;
    world.write(move |tx| run(tx, format!("UPDATE users SET locale = 'zh-CN' WHERE id = '{creator}'"))).await;
    let path = format!("/contracts/{}/messages", two.deal.contract);
    two.merchant.post(&path, &json!({"text": "Could the light come from the left?"})).await.expect(201);
    two.merchant.post(&path, &json!({"text": "好的，谢谢。"})).await.expect(201);
    world.tick().await;
    world.tick().await;
    let pages = [
        world.browser_of(&two.deal.creator).get(&path).await.expect(200),
        world.browser_of(&two.deal.merchant).get(&path).await.expect(200),
    ];
    (world, asked, pages)
}

fn words_come_back_beside_those_that_were_written(store: Store) {
    actix_web::rt::System::new().block_on(async {
        let (world, asked, [creators, merchants]) = told(store, "127.0.0.0/8").await;
        let wanted =
            json!({"q": "Could the light come from the left?", "source": "en", "target": "zh", "format": "text", "api_key": "hush"});
        assert_eq!(*asked.lock().unwrap(), [wanted], "only what somebody reads in another language, once");
        assert!(creators.has("Could the light come from the left?") && creators.has("光可以从左边来吗？"), "{}", creators.readable());
        assert_eq!(creators.attrs(".msg__body div", "lang"), ["zh-CN"]);
        assert!(creators.body.contains("LibreTranslate 1.6.2") && creators.body.contains("&lt;b&gt;"));
        assert!(!merchants.has("LibreTranslate"), "whoever reads the words needs no others");
        world.close().await;
    });
}

#[test]
fn words_come_back_beside_those_that_were_written_on_sqlite() {
    words_come_back_beside_those_that_were_written(Store::Sqlite);
}

#[test]
fn words_come_back_beside_those_that_were_written_on_postgres() {
    words_come_back_beside_those_that_were_written(Store::Postgres);
}

#[test]
fn a_machine_in_a_private_network_is_not_called_unless_the_settings_allow_it() {
    actix_web::rt::System::new().block_on(async {
        let (world, asked, [creators, _]) = told(Store::Sqlite, "").await;
        assert!(asked.lock().unwrap().is_empty());
        assert!(creators.has("Could the light come from the left?") && !creators.body.contains("LibreTranslate"));
        world.close().await;
    });
}
