//! Films in a portfolio: who may watch them, in which pieces, and what is taken out of them before.

use crate::both;
use crate::browser::Browser;
use crate::previews::{film, programs};
use crate::publishing_a_brief::png;
use crate::world::{Store, World};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

async fn add(browser: &Browser, title: &str, (name, kind, bytes): (&str, &str, Vec<u8>)) -> crate::browser::Page {
    browser.upload("/my/profile/works", &[("title", title)], &[("file", name, kind, bytes)]).await
}

async fn range(browser: &Browser, path: &str, range: &str) -> (u16, String, Vec<u8>) {
    let answer = browser.client().get(browser.url(path)).header("range", range).send().await.unwrap();
    let said = answer.headers().get("content-range").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status().as_u16(), said, answer.bytes().await.unwrap().to_vec())
}

both! {
    async fn a_film_is_played_on_the_profile_and_sent_in_pieces(world: World) {
        let ana = world.seed_creator("ana").await;
        add(&ana.browser, "Pouring tea", ("tea.mp4", "video/mp4", film())).await.expect(303);
        let page = world.browser().get("/creators/ana").await.expect(200);
        let path = page.attrs(".works video", "src").remove(0);
        assert_eq!(page.attrs(".works video", "aria-label"), ["Film: Pouring tea"]);
        assert_eq!(page.attrs(".works video", "preload"), ["metadata"]);
        assert_eq!(page.attrs(".works video", "controls").len(), 1);
        assert!(page.attrs(".works video", "poster").is_empty(), "no program makes one here");
        assert_eq!(world.browser().get("/creators").await.attrs(".card__pics img", "src"), [""; 0]);
        let whole = world.browser().get(&path).await.expect(200);
        assert_eq!((whole.headers["content-type"].to_str().unwrap(), whole.headers["accept-ranges"].to_str().unwrap()), ("video/mp4", "bytes"));
        assert_eq!(whole.headers["content-security-policy"], "sandbox; default-src 'none'");
        assert_eq!(whole.headers["cache-control"], "public, max-age=300");
        let length = film().len();
        let visitor = world.browser();
        assert_eq!(range(&visitor, &path, "bytes=4-11").await, (206, format!("bytes 4-11/{length}"), b"ftypisom".to_vec()));
        let (status, said, rest) = range(&visitor, &path, &format!("bytes={}-", length - 5)).await;
        assert_eq!((status, said, rest), (206, format!("bytes {}-{}/{length}", length - 5, length - 1), vec![7; 5]));
        assert_eq!(range(&visitor, &path, "bytes=999999-").await.0, 416);
        let works = ana.browser.get("/my/profile/works").await.expect(200);
        assert!(works.has("A film is shown exactly as you send it") && works.has("MP4, WebM, 100 MiB each"));
        let told = world.nobodys_program().get("/creators/ana").await.expect(200).json();
        assert_eq!((told["portfolio"][0]["media_type"].as_str(), told["portfolio"][0]["url"].as_str()), (Some("video/mp4"), Some(path.as_str())));
    }

    async fn a_film_that_left_the_portfolio_is_its_owners(world: World) {
        let (ana, bea) = (world.seed_creator("ana").await, world.seed_creator("bea").await);
        add(&ana.browser, "Pouring tea", ("tea.webm", "video/webm", webm())).await.expect(303);
        let path = world.browser().get("/creators/ana").await.attrs(".works video", "src").remove(0);
        bea.browser.get(&path).await.expect(200);
        let work = path.strip_suffix("/film").unwrap().rsplit('/').next().unwrap().to_owned();
        ana.browser.post(&format!("/my/profile/works/{work}/removal"), &[]).await.expect(303);
        world.browser().get(&path).await.expect(404);
        bea.browser.get(&path).await.expect(404);
        assert_eq!(range(&bea.browser, &path, "bytes=0-3").await.0, 404);
        let own = ana.browser.get(&path).await.expect(200);
        assert_eq!(own.headers["cache-control"], "private, no-store");
        assert!(world.browser().get("/creators/ana").await.attrs(".works video", "src").is_empty());
        add(&ana.browser, "A cup", ("a.png", "image/png", png())).await.expect(303);
        let picture = world.browser().get("/creators/ana").await.attrs(".works img", "src").remove(0);
        ana.browser.get(&format!("{picture}/film")).await.expect(404);
    }

    async fn only_films_that_browsers_play_come_in_and_only_six(world: World) {
        let ana = world.seed_creator("ana").await;
        for (name, kind, bytes) in [
            ("a.mov", "video/quicktime", b"\0\0\0\x14ftypqt  \0\0\0\0".to_vec()),
            ("a.mp4", "video/mp4", png()),
            ("a.mp3", "audio/mpeg", b"ID3\x04\0\0".to_vec()),
            ("a.pdf", "application/pdf", b"%PDF-1.7".to_vec()),
        ] {
            let page = add(&ana.browser, "Pouring tea", (name, kind, bytes)).await.expect(422);
            assert_eq!((page.attrs(".errors a", "href"), page.value("title").as_deref()), (vec!["#file".to_owned()], Some("Pouring tea")), "{name}");
        }
        for at in 0..6 {
            add(&ana.browser, &format!("Film {at}"), ("tea.mp4", "video/mp4", film())).await.expect(303);
        }
        assert!(add(&ana.browser, "Film 7", ("tea.mp4", "video/mp4", film())).await.expect(409).has("room for 6 films"));
        add(&ana.browser, "A cup", ("a.png", "image/png", png())).await.expect(303);
        assert_eq!(world.browser().get("/creators/ana").await.attrs(".works video", "src").len(), 6);
    }
}

fn webm() -> Vec<u8> {
    let mut bytes = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm\x42\x87".to_vec();
    bytes.extend(std::iter::repeat_n(9u8, 500));
    bytes
}

async fn with_programs(store: Store, said: String) -> World {
    World::open_with(store, Arc::new(AtomicI64::new(0)), &[("VTASK_FFMPEG", said)]).await
}

async fn prepared(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    let world = with_programs(store, programs(dir.path())).await;
    let ana = world.seed_creator("ana").await;
    add(&ana.browser, "Pouring tea", ("tea.mp4", "video/mp4", film())).await.expect(303);
    let works = ana.browser.get("/my/profile/works").await.expect(200);
    assert!(works.has("being prepared, only you can see it") && works.has("once the camera and place data are taken out"));
    let path = works.attrs(".list a", "href").remove(0);
    assert!(world.browser().get("/creators/ana").await.attrs(".works video", "src").is_empty());
    world.browser().get(&path).await.expect(404);
    ana.browser.get(&path).await.expect(200);

    world.tick().await;
    let page = world.browser().get("/creators/ana").await.expect(200);
    assert_eq!(page.attrs(".works video", "src").join(" "), path);
    let poster = page.attrs(".works video", "poster").remove(0);
    assert_eq!(world.browser().get(&poster).await.expect(200).headers["content-type"], "image/jpeg");
    assert_eq!(range(&world.browser(), &path, "bytes=0-99").await.2, b"clean", "not the file as it was sent");
    assert_eq!(world.browser().get("/creators").await.attrs(".card__pics img", "src"), [format!("{poster}?size=small")]);
    world.close().await;
}

#[test]
fn a_film_is_shown_once_it_is_prepared_on_sqlite() {
    actix_web::rt::System::new().block_on(prepared(Store::Sqlite));
}

#[test]
fn a_film_is_shown_once_it_is_prepared_on_postgres() {
    actix_web::rt::System::new().block_on(prepared(Store::Postgres));
}

async fn unreadable(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    let said = programs(dir.path());
    std::fs::write(dir.path().join("ffprobe"), "#!/bin/sh\nexit 1\n").unwrap();
    let world = with_programs(store, said).await;
    let ana = world.seed_creator("ana").await;
    add(&ana.browser, "Pouring tea", ("tea.mp4", "video/mp4", film())).await.expect(303);
    add(&ana.browser, "Gone before", ("tea.mp4", "video/mp4", film())).await.expect(303);
    let gone = ana.browser.get("/my/profile/works").await.attrs(".list form[action$='/removal']", "action").remove(0);
    ana.browser.post(&gone, &[]).await.expect(303);
    assert!(!ana.browser.get("/inbox?tab=news").await.has("Pouring tea"));
    world.tick().await;
    world.tick().await;
    let inbox = ana.browser.get("/inbox?tab=news").await.expect(200);
    assert!(inbox.has("Your film could not be read: Pouring tea") && !inbox.has("Gone before"), "{}", inbox.readable());
    assert_eq!(inbox.words(".n__a").iter().filter(|title| title.contains("could not be read")).count(), 1, "once");
    assert!(
        inbox.attrs(".n__a", "href").iter().all(|way| way.starts_with("/notices/") || way.contains("works")),
        "{:?}",
        inbox.attrs(".n__a", "href")
    );
    assert!(world.browser().get("/creators/ana").await.attrs(".works video", "src").is_empty());
    assert!(ana.browser.get("/my/profile/works").await.has("could not be read, only you can see it"));
    world.close().await;
}

#[test]
fn the_creator_hears_of_a_film_that_cannot_be_read_on_sqlite() {
    actix_web::rt::System::new().block_on(unreadable(Store::Sqlite));
}

#[test]
fn the_creator_hears_of_a_film_that_cannot_be_read_on_postgres() {
    actix_web::rt::System::new().block_on(unreadable(Store::Postgres));
}

/// Where the bound lies is the same on both databases, and a hundred MiB are sent once each.
#[test]
fn a_film_has_a_hundred_mib_and_not_one_byte_more() {
    actix_web::rt::System::new().block_on(async {
        let world = with_programs(Store::Sqlite, "off".to_owned()).await;
        let ana = world.seed_creator("ana").await;
        let mut bytes = film();
        bytes.resize((100 << 20) + 1, 7);
        let page = add(&ana.browser, "Too long", ("tea.mp4", "video/mp4", bytes.clone())).await.expect(422);
        assert_eq!((page.attrs(".errors a", "href"), page.value("title").as_deref()), (vec!["#file".to_owned()], Some("Too long")));
        assert!(page.has("tea.mp4: too large. A film may have 100 MiB"), "{}", page.readable());
        assert!(ana.browser.get("/my/profile/works").await.attrs(".list a", "href").is_empty(), "nothing of it is kept");
        bytes.truncate(100 << 20);
        add(&ana.browser, "As long as it may be", ("tea.mp4", "video/mp4", bytes)).await.expect(303);
        let path = world.browser().get("/creators/ana").await.attrs(".works video", "src").remove(0);
        let (status, said, last) = range(&world.browser(), &path, "bytes=-1").await;
        assert_eq!((status, said, last), (206, format!("bytes {}-{}/{}", (100 << 20) - 1, (100 << 20) - 1, 100 << 20), vec![7]));
        world.close().await;
    });
}

/// A real film of a second, with the place where it was made.
fn placed_film(ffmpeg: &str, dir: &Path) -> Vec<u8> {
    let path = dir.join("placed.mp4");
    let mut run = std::process::Command::new(ffmpeg);
    run.args(["-hide_banner", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "color=c=blue:size=320x240:rate=25:duration=1"]);
    run.args(["-c:v", "libx264", "-preset", "ultrafast", "-metadata", "comment=+39.4699-000.3763/", "-metadata", "title=SecretPlace"]);
    assert!(run.arg(&path).status().unwrap().success());
    std::fs::read(path).unwrap()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn a_real_ffmpeg_takes_the_place_out_and_what_is_no_film_stays_unseen() {
    let Some(ffmpeg) =
        ["/usr/local/bin/ffmpeg", "/usr/bin/ffmpeg", "/opt/homebrew/bin/ffmpeg"].into_iter().find(|path| Path::new(path).is_file())
    else {
        eprintln!("NOT TESTED: ffmpeg is not installed here, so no real film was prepared");
        return;
    };
    actix_web::rt::System::new().block_on(async {
        let dir = tempfile::tempdir().unwrap();
        let world = with_programs(Store::Sqlite, ffmpeg.to_owned()).await;
        let ana = world.seed_creator("ana").await;
        let sent = placed_film(ffmpeg, dir.path());
        assert!(holds(&sent, b"+39.4699") && holds(&sent, b"SecretPlace"));
        add(&ana.browser, "Blue", ("blue.mp4", "video/mp4", sent)).await.expect(303);
        add(&ana.browser, "Noise", ("noise.mp4", "video/mp4", film())).await.expect(303);
        world.tick().await;
        world.tick().await;
        let page = world.browser().get("/creators/ana").await.expect(200);
        assert_eq!(page.words(".works figcaption"), ["Blue"]);
        let path = page.attrs(".works video", "src").remove(0);
        let (_, _, shown) = range(&world.browser(), &path, "bytes=0-").await;
        assert!(holds(&shown, b"ftyp") && !holds(&shown, b"+39.4699") && !holds(&shown, b"SecretPlace"));
        assert!(ana.browser.get("/my/profile/works").await.has("could not be read, only you can see it"));
        world.close().await;
    });
}
