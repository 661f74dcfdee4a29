//! Large files in several requests: cut, asked how far they came, gone on with, and then files like any other.

use crate::both;
use crate::browser::Browser;
use crate::deals::Deal;
use crate::deliveries::png;
use crate::world::World;
use base64::Engine as _;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// What is answered: status, offset, file, and where it lies.
struct Answer {
    status: u16,
    offset: Option<usize>,
    file: Option<String>,
    location: Option<String>,
    body: String,
}

async fn ask(browser: &Browser, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
    let mut request = browser.client().request(method.parse().unwrap(), browser.url(path)).header("x-csrf", browser.csrf().await);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.body(body).send().await.unwrap();
    let said = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    Answer {
        status: answer.status().as_u16(),
        offset: said("upload-offset").map(|offset| offset.parse().unwrap()),
        file: said("vtask-file"),
        location: said("location"),
        body: answer.text().await.unwrap(),
    }
}

const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");
const BYTES: (&str, &str) = ("content-type", "application/offset+octet-stream");

async fn announce(browser: &Browser, deal: &Deal, name: &str, size: u64) -> Answer {
    let metadata = format!("filetype dmlkZW8vbXA0,filename {}", base64::engine::general_purpose::STANDARD.encode(name));
    let path = format!("/contracts/{}/uploads", deal.contract);
    ask(browser, "POST", &path, &[VERSION, ("upload-length", &size.to_string()), ("upload-metadata", &metadata)], Vec::new()).await
}

async fn patch(browser: &Browser, path: &str, offset: usize, bytes: &[u8]) -> Answer {
    ask(browser, "PATCH", path, &[VERSION, BYTES, ("upload-offset", &offset.to_string())], bytes.to_vec()).await
}

/// How far it has come, once nothing of a cut request is on its way any more.
async fn offset(browser: &Browser, path: &str) -> usize {
    let mut last = usize::MAX;
    loop {
        let now = ask(browser, "HEAD", path, &[VERSION], Vec::new()).await.offset.unwrap();
        if now == last {
            return now;
        }
        last = now;
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    }
}

/// Sends so many of the bytes from an offset on, and hangs up.
async fn cut(world: &World, deal: &Deal, browser: &Browser, path: &str, (from, bytes, sent): (usize, &[u8], usize)) {
    let mut socket = tokio::net::TcpStream::connect(world.address).await.unwrap();
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nhost: {}\r\ncookie: sid={}\r\nx-csrf: {}\r\ntus-resumable: 1.0.0\r\nupload-offset: {from}\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: {}\r\n\r\n",
        world.address,
        deal.creator.token,
        browser.csrf().await,
        bytes.len() - from
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&bytes[from..from + sent]).await.unwrap();
    // The server has read what it was sent before the line goes dead.
    let mut byte = [0];
    let silent = tokio::time::timeout(std::time::Duration::from_millis(400), socket.read(&mut byte)).await;
    assert!(silent.is_err(), "nothing is answered before the end");
}

async fn rows(world: &World) -> (i64, i64) {
    use diesel::prelude::*;
    world
        .read(|conn| Ok((vtask::schema::files::table.count().get_result(conn)?, vtask::schema::uploads::table.count().get_result(conn)?)))
        .await
}

fn partials(world: &World) -> usize {
    std::fs::read_dir(world.site.config.uploads.join("partial")).unwrap().count()
}

both! {
    async fn a_film_that_is_cut_twice_goes_on_and_is_delivered(world: World) {
        let deal = world.funded_deal().await;
        let (creator, merchant) = (world.browser_of(&deal.creator), world.browser_of(&deal.merchant));
        let mut film = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41".to_vec();
        let mut state = 7u32;
        film.resize_with(12_000_000, || { state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223); (state >> 24) as u8 });
        let path = announce(&creator, &deal, "clip.mp4", 12_000_000).await.location.unwrap();
        assert_eq!(offset(&creator, &path).await, 0);
        cut(world, &deal, &creator, &path, (0, &film, 3_000_000)).await;
        let first = offset(&creator, &path).await;
        assert!(first > 2_500_000 && first <= 3_000_000, "{first}");
        assert_eq!(rows(world).await, (0, 1), "a part is no file");
        assert_eq!(patch(&creator, &path, 0, &film[..10]).await.status, 409, "only where it stands");
        cut(world, &deal, &creator, &path, (first, &film, 4_000_000)).await;
        let second = offset(&creator, &path).await;
        assert!(second > first, "{second}");
        // A stranger and the other side find nothing; another site's script has no token.
        assert_eq!(ask(&merchant, "HEAD", &path, &[VERSION], Vec::new()).await.status, 404);
        assert_eq!(patch(&merchant, &path, second, &film[second..]).await.status, 404);
        let forged = creator.client().patch(creator.url(&path)).header("tus-resumable", "1.0.0").header("content-type", BYTES.1);
        assert_eq!(forged.header("upload-offset", second.to_string()).send().await.unwrap().status().as_u16(), 403);
        let last = patch(&creator, &path, second, &film[second..]).await;
        assert_eq!((last.status, last.offset), (204, Some(film.len())));
        let file = last.file.unwrap();
        assert_eq!(ask(&creator, "HEAD", &path, &[VERSION], Vec::new()).await.file, Some(file.clone()), "an answer that was lost is told again");
        assert_eq!(patch(&creator, &path, film.len(), b"").await.status, 409);
        assert_eq!((rows(world).await, partials(world)), ((1, 1), 0));
        let deliver = format!("/milestones/{}/deliveries", deal.milestone);
        assert!(creator.get(&format!("{deliver}/new")).await.expect(200).has("clip.mp4"));
        creator.upload(&deliver, &[("file_ids", &file)], &[]).await.expect(303);
        let bytes = creator.client().get(creator.url(&format!("/files/{file}/content"))).send().await.unwrap().bytes().await.unwrap();
        assert_eq!(Sha256::digest(&bytes), Sha256::digest(&film));
        merchant.get(&format!("/files/{file}/content")).await.expect(403);
    }

    async fn what_cannot_be_taken_leaves_nothing_and_what_lapses_is_forgotten(world: World) {
        let deal = world.funded_deal().await;
        let creator = world.browser_of(&deal.creator);
        let collection = format!("/contracts/{}/uploads", deal.contract);
        let offer = ask(&creator, "OPTIONS", &collection, &[], Vec::new()).await;
        assert_eq!(offer.status, 204);
        let old = ask(&creator, "POST", &collection, &[("tus-resumable", "0.2.2"), ("upload-length", "5")], Vec::new()).await;
        assert_eq!(old.status, 412);
        assert_eq!(announce(&creator, &deal, "a.png", 201 << 20).await.status, 413);
        assert_eq!(announce(&creator, &deal, "a.png", 0).await.status, 422);
        for name in ["", "noending", "a\u{1}.png", "a\r\nx: y.png", "\u{202E}gnp.exe"] {
            assert_eq!(announce(&creator, &deal, name, 5).await.status, 422, "{name:?}");
        }
        assert_eq!(announce(&world.browser_of(&world.stranger().await), &deal, "a.png", 5).await.status, 404);

        // A lie ends at its first bytes, a broken picture at its last.
        let mut program = b"MZ\x90\0".to_vec();
        program.resize(100_000, 0);
        let lie = announce(&creator, &deal, "a.png", 5_000_000).await.location.unwrap();
        let refused = patch(&creator, &lie, 0, &program).await;
        assert!(refused.status == 422 && refused.body.contains("the name says one type"), "{} {}", refused.status, refused.body);
        let half = &png()[..2_000];
        let broken = announce(&creator, &deal, "b.png", half.len() as u64).await.location.unwrap();
        assert_eq!(patch(&creator, &broken, 0, half).await.status, 422);
        let more = announce(&creator, &deal, "c.png", 10).await.location.unwrap();
        assert_eq!(patch(&creator, &more, 0, &png()).await.status, 413);
        assert_eq!(ask(&creator, "DELETE", &more, &[VERSION], Vec::new()).await.status, 204);
        assert_eq!((rows(world).await, partials(world)), ((0, 0), 0));

        // What is announced counts: a deal holds 1 GiB.
        for _ in 0..5 {
            assert_eq!(announce(&creator, &deal, "big.mp4", 200 << 20).await.status, 201);
        }
        assert_eq!(announce(&creator, &deal, "big.mp4", 30 << 20).await.status, 413);
        let part = announce(&creator, &deal, "d.png", 5_000).await.location.unwrap();
        assert_eq!(patch(&creator, &part, 0, &png()[..1_000]).await.offset, Some(1_000));
        assert_eq!(partials(world), 1);
        world.wait_hours(25);
        world.tick().await;
        assert_eq!((rows(world).await, partials(world)), ((0, 0), 0));
        assert_eq!(ask(&creator, "HEAD", &part, &[VERSION], Vec::new()).await.status, 404);
    }
}
