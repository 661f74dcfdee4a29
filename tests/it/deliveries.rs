//! Handing in the work: files that are what they say, versions that do not change, originals that unlock with the money.

use crate::both;
use crate::browser::Page;
use crate::deals::Deal;
use crate::world::World;
use std::io::Cursor;
use std::path::Path;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use vtask::contracts::{self, MilestoneState, Party, Seen, rules::Access};
use vtask::deliveries::{self, VersionView};
use vtask::primitives::{Currency, Minor, Money};
use vtask::sessions::Role;

fn picture(format: image::ImageFormat) -> Vec<u8> {
    let image = image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

pub fn png() -> Vec<u8> {
    picture(image::ImageFormat::Png)
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".to_vec()
}

/// Files below a directory, whatever their depth.
fn files_below(dir: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(dir) else { return 0 };
    entries.map(|entry| entry.unwrap().path()).map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

async fn rows(world: &World) -> i64 {
    use diesel::prelude::*;
    world.read(|conn| Ok(vtask::schema::files::table.count().get_result(conn)?)).await
}

async fn versions(world: &World, deal: &Deal, party: Party) -> Vec<VersionView> {
    let milestone = deal.milestone;
    world
        .read(move |conn| {
            let milestone = contracts::get_milestone(conn, milestone)?;
            deliveries::room(conn, &[milestone], Access { works: true, funds: true, ..Access::onlooker(party) })
        })
        .await
}

/// The files of an archive, by its directory at the end; what stands before each file says the same.
fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let short = |at: usize| usize::from(u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap()));
    let long = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = long(end + 16);
    assert_eq!(at + long(end + 12), end, "nothing stands between");
    let mut files = Vec::new();
    for _ in 0..short(end + 10) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (sum, size, name, from) = (long(at + 16), long(at + 24), short(at + 28), long(at + 42));
        assert_eq!((bytes[at + 6..at + 30].to_vec(), short(at + 8)), (bytes[from + 4..from + 28].to_vec(), 1 << 11));
        let (said, start) = (&bytes[at + 46..at + 46 + name], from + 30 + name);
        assert_eq!(said, &bytes[from + 30..start]);
        let content = bytes[start..start + size].to_vec();
        assert_eq!(crc32fast::hash(&content) as usize, sum);
        files.push((String::from_utf8(said.to_vec()).unwrap(), content));
        at += 46 + name;
    }
    files
}

/// The errors that a page shows in its summary.
fn errors(page: &Page) -> Vec<String> {
    page.words(".errors li")
}

both! {
    async fn a_version_is_handed_in_judged_and_unlocked(world: World) {
        let deal = world.funded_deal().await;
        let (creator, merchant) = (world.browser_of(&deal.creator), world.browser_of(&deal.merchant));
        let form = format!("/milestones/{}/deliveries", deal.milestone);
        assert!(creator.get(&format!("{form}/new")).await.expect(200).has("Light from the left"));
        merchant.get(&format!("{form}/new")).await.expect(403);
        let original = png();
        let sent = creator
            .upload(
                &form,
                &[("note", "First look"), ("links", "https://example.com/cut"), ("checks", "A1")],
                &[("files", "gaiwan.png", "image/png", original.clone()), ("files", "notes.pdf", "application/pdf", pdf())],
            )
            .await
            .expect(303);
        assert_eq!(sent.location.as_deref(), Some(format!("/contracts/{}", deal.contract).as_str()));
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Submitted, "it was started and submitted in one step");

        let seen = versions(world, &deal, Party::Merchant).await;
        assert_eq!((seen.len(), seen[0].version, seen[0].note.as_str(), seen[0].checks.as_slice()), (1, 1, "First look", &["A1".to_owned()][..]));
        let kinds: Vec<(&str, bool)> = seen[0].items.iter().map(|item| (item.kind, item.locked)).collect();
        assert_eq!(kinds, [("image", true), ("file", true), ("link", false)]);
        let own = versions(world, &deal, Party::Creator).await;
        let (photo, document) = (own[0].items[0].url.clone().unwrap(), own[0].items[1].url.clone().unwrap());

        let shown = merchant.client().get(merchant.url(&photo)).send().await.unwrap();
        assert_eq!((shown.status().as_u16(), shown.headers()["content-type"].to_str().unwrap()), (200, "image/jpeg"));
        assert_eq!(shown.headers()["cache-control"], "private, no-store");
        assert_ne!(shown.bytes().await.unwrap().to_vec(), original, "the merchant gets a preview");
        merchant.get(&photo.replace("content", "thumb")).await.expect(200);
        assert!(!merchant.get(&format!("/contracts/{}", deal.contract)).await.body.contains("files.zip"), "nothing to take away yet");
        let zip = creator.get(&format!("/contracts/{}", deal.contract)).await.attrs("a[href$='files.zip']", "href").pop().unwrap();
        merchant.get(&zip).await.expect(403);
        let locked = merchant.get(&document).await.expect(403);
        assert!(locked.has("The original unlocks when the work is accepted"), "{}", locked.readable());
        let stranger = world.stranger().await;
        for path in [&photo, &document, &photo.replace("content", "preview")] {
            world.browser_of(&stranger).get(path).await.expect(404);
        }
        assert_eq!(world.browser().get(&photo).await.status, 303, "a visitor is asked to sign in");

        let (act, person) = (world.act_of(&deal.merchant), deal.merchant.person.clone());
        let milestone = deal.milestone;
        world
            .write(move |tx| {
                let amount = Money::new(Minor(600_000), Currency::Cny);
                contracts::approve(tx, &act, &person, milestone, Seen { delivery: 1, amount })
            })
            .await;
        let whole = merchant.client().get(merchant.url(&photo)).send().await.unwrap();
        assert_eq!(whole.headers()["content-security-policy"], "sandbox; default-src 'none'");
        assert_eq!(whole.bytes().await.unwrap().to_vec(), original);
        let part = merchant.client().get(merchant.url(&document)).header("range", "bytes=0-3").send().await.unwrap();
        assert_eq!(part.status().as_u16(), 206);
        assert!(part.headers()["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"notes.pdf\""));
        assert_eq!(part.headers()["content-range"].to_str().unwrap(), format!("bytes 0-3/{}", pdf().len()));
        assert_eq!(part.bytes().await.unwrap().as_ref(), b"%PDF");
        let room = merchant.get(&format!("/contracts/{}", deal.contract)).await.expect(200);
        let zip = room.attrs("a[href$='files.zip']", "href").pop().unwrap();
        world.browser_of(&stranger).get(&zip).await.expect(404);
        let all = merchant.client().get(merchant.url(&zip)).send().await.unwrap();
        assert_eq!(all.headers()["content-type"], "application/zip");
        let files = unzipped(&all.bytes().await.unwrap());
        assert_eq!(files, [("01 gaiwan.png".to_owned(), original.clone()), ("02 notes.pdf".to_owned(), pdf())]);
    }

    async fn changes_cite_what_was_agreed(world: World) {
        let deal = world.funded_deal().await;
        let (creator, merchant) = (world.browser_of(&deal.creator), world.browser_of(&deal.merchant));
        let deliver = format!("/milestones/{}/deliveries", deal.milestone);
        let change = format!("/milestones/{}/change-requests", deal.milestone);
        merchant.get(&format!("{change}/new")).await.expect(409);
        creator.upload(&deliver, &[("links", "https://example.com/v1")], &[]).await.expect(303);
        assert!(merchant.get(&format!("{change}/new")).await.expect(200).has("No faces"));
        creator.get(&format!("{change}/new")).await.expect(403);

        let nothing = merchant.post(&change, &[("delivery_version", "1"), ("item", "A1"), ("text", " "), ("item", ""), ("text", "")]).await;
        assert_eq!(errors(&nothing.expect(422)), ["Say what should be different."]);
        let uncited = merchant.post(&change, &[("delivery_version", "1"), ("item", ""), ("text", "A poster too")]).await.expect(422);
        assert!(uncited.has("Nothing here is about a point that was agreed"), "{}", uncited.readable());
        assert!(uncited.body.contains("A poster too"), "the words are kept");
        merchant.post(&change, &[("delivery_version", "1"), ("item", "A9"), ("text", "x")]).await.expect(422);
        merchant.post(&change, &[("delivery_version", "7"), ("item", "A1"), ("text", "x")]).await.expect(409);
        let wanted = [("delivery_version", "1"), ("item", "A1"), ("text", "The light comes from the right"), ("item", ""), ("text", "A poster")];
        merchant.post(&change, &wanted).await.expect(303);
        let state = world.contract(&deal).await.1;
        assert_eq!((state.state, state.rounds_left), (MilestoneState::ChangesRequested, 1));

        let again = creator.get(&format!("{deliver}/new")).await.expect(200);
        assert!(again.has("The light comes from the right") && again.has("Outside of the agreement: A poster"), "{}", again.readable());
        creator.upload(&deliver, &[("links", "https://example.com/v2")], &[]).await.expect(303);
        let seen = versions(world, &deal, Party::Merchant).await;
        assert_eq!(seen.iter().map(|version| version.version).collect::<Vec<_>>(), [1, 2]);
        let cited: Vec<Option<&str>> = seen[0].request.as_ref().unwrap().wishes.iter().map(|wish| wish.check.as_deref()).collect();
        assert_eq!(cited, [Some("A1"), None]);
    }

    async fn a_double_submit_is_one_version(world: World) {
        let deal = world.funded_deal().await;
        let creator = world.browser_of(&deal.creator);
        let csrf = creator.csrf().await;
        let send = || async {
            let form = reqwest::multipart::Form::new().text("csrf", csrf.clone()).text("once", "same-token").text("links", "https://example.com/v1");
            let path = creator.url(&format!("/milestones/{}/deliveries", deal.milestone));
            creator.client().post(path).multipart(form).send().await.unwrap().status().as_u16()
        };
        let (one, two) = tokio::join!(send(), send());
        assert!([one, two].contains(&303) && [303, 409].contains(&one) && [303, 409].contains(&two), "{one} {two}");
        assert_eq!(versions(world, &deal, Party::Creator).await.len(), 1);
    }

    async fn hostile_files_are_refused_each_with_its_reason(world: World) {
        let deal = world.funded_deal().await;
        let creator = world.browser_of(&deal.creator);
        let path = format!("/milestones/{}/deliveries", deal.milestone);
        let mut bomb = png();
        bomb[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        let crc = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        let (mismatch, kind, broken, large) = ("the name says one type", "this type is not taken", "damaged", "too large");
        let table: Vec<(&str, Vec<u8>, &str)> = vec![
            ("lie.jpg", png(), mismatch),
            ("lie.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec(), mismatch),
            ("page.jpg", b"<!doctype html><script>alert(1)</script>".to_vec(), mismatch),
            ("program.png", b"MZ\x90\0\x03\0\0\0\x04\0\0\0".to_vec(), mismatch),
            ("words.txt", b"<html><script>alert(1)</script>".to_vec(), mismatch),
            ("zip.docx", b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaavirus.exe".to_vec(), mismatch),
            ("heic.mp4", b"\0\0\0\x20ftypheic\0\0\0\0".to_vec(), mismatch),
            ("setup.exe", b"MZ\x90\0\x03\0\0\0".to_vec(), kind),
            ("shell.php", b"<?php system($_GET['c']);".to_vec(), kind),
            ("photo.heic", b"\0\0\0\x20ftypheic\0\0\0\0".to_vec(), kind),
            ("run.sh", b"#!/bin/sh\nrm -rf /\n".to_vec(), kind),
            ("photo.jpg.exe", picture(image::ImageFormat::Jpeg), kind),
            ("half.png", png()[..2_000].to_vec(), broken),
            ("stump.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0 and no more".to_vec(), broken),
            ("polyglot.gif", b"GIF89a\x10\0\x10\0/*<script>alert(1)</script>*/".to_vec(), broken),
            ("bomb.png", bomb, large),
            ("empty.png", Vec::new(), "the file is empty"),
            ("noending", png(), "no name that can be shown"),
            (".htaccess", b"Deny from all".to_vec(), "no name that can be shown"),
            ("gnp\u{202E}gpj.png", png(), "no name that can be shown"),
        ];
        for (name, bytes, reason) in table {
            let page = creator.upload(&path, &[("note", "kept words")], &[("files", name, "image/png", bytes)]).await.expect(422);
            assert!(errors(&page).iter().any(|error| error.contains(reason)), "{name}: {:?}", errors(&page));
            assert!(page.body.contains("kept words"));
        }
        assert_eq!(rows(world).await, 0);
        assert_eq!(files_below(&world.site.config.uploads), 0, "nothing is left on the disk");
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Funded);
    }

    async fn each_file_fails_alone(world: World) {
        let deal = world.funded_deal().await;
        let creator = world.browser_of(&deal.creator);
        let path = format!("/milestones/{}/deliveries", deal.milestone);
        let files = [
            ("files", "good.png", "image/png", png()),
            ("files", "bad.exe", "image/png", vec![0x4D, 0x5A, 0, 0]),
            ("files", "../../etc/film.webp", "text/html", picture(image::ImageFormat::WebP)),
        ];
        let page = creator.upload(&path, &[("note", "Two of three")], &files).await.expect(422);
        assert_eq!(errors(&page), ["bad.exe: this type is not taken here."]);
        let kept = page.attrs("input[name=file_ids][checked]", "value");
        assert_eq!(kept.len(), 2, "{}", page.readable());
        assert!(page.has("film.webp") && !page.body.contains("etc/"));
        let sent = creator.upload(&path, &[("note", "Two of three"), ("file_ids", &kept[0]), ("file_ids", &kept[1])], &[]).await;
        sent.expect(303);
        assert_eq!(versions(world, &deal, Party::Creator).await[0].items.len(), 2);
    }

    async fn files_may_come_before_the_version(world: World) {
        let deal = world.funded_deal().await;
        let (creator, merchant) = (world.browser_of(&deal.creator), world.browser_of(&deal.merchant));
        let path = format!("/contracts/{}/files", deal.contract);
        let milestone = deal.milestone.to_string();
        world.browser_of(&world.member(deal.org, Role::Viewer).await).upload(&path, &[], &[("more_files", "a.png", "image/png", png())]).await.expect(403);
        world.browser_of(&world.stranger().await).upload(&path, &[], &[("more_files", "a.png", "image/png", png())]).await.expect(404);
        let added = creator.upload(&path, &[("milestone", &milestone)], &[("more_files", "a.png", "image/png", png())]).await.expect(303);
        let form = creator.follow(&added).await.expect(200);
        let waiting = form.attrs("input[name=file_ids][checked]", "value");
        assert_eq!(waiting.len(), 1);
        let file = format!("/files/{}/content", waiting[0]);
        creator.get(&file).await.expect(200);
        merchant.get(&file).await.expect(404);
        // Another deal's file cannot be handed in here.
        let other = world.funded_deal().await;
        let elsewhere = format!("/milestones/{}/deliveries", other.milestone);
        world.browser_of(&other.creator).upload(&elsewhere, &[("file_ids", &waiting[0])], &[]).await.expect(422);
    }

    async fn two_versions_stand_side_by_side(world: World) {
        let two = world.two_in("in_progress").await;
        let path = format!("/milestones/{}/deliveries", two.deal.milestone);
        let (creator, merchant) = (world.browser_of(&two.deal.creator), world.browser_of(&two.deal.merchant));
        creator.upload(&path, &[("note", "As agreed")], &[("files", "a.png", "image/png", png())]).await.expect(303);
        world.request_changes(&two.deal, 1).await.unwrap();
        creator.upload(&path, &[("note", "Brighter now")], &[("files", "b.png", "image/png", png())]).await.expect(303);
        let room = merchant.get(&format!("/contracts/{}", two.deal.contract)).await.expect(200);
        assert!(room.words(".compared > div").is_empty());
        let compare = room.attrs("#review .seg a", "href").pop().unwrap();
        assert!(compare.contains("version=2&with=1"), "{compare}");
        let page = merchant.get(&compare).await.expect(200);
        let sides = page.words(".compared > div");
        assert!(sides.len() == 2 && sides[1].contains("Brighter now"), "{sides:?}");
        assert_eq!(page.attrs(".compared img", "src").iter().filter(|src| src.ends_with("/content")).count(), 0, "previews, not originals");
        let page = merchant.get(&compare.replace("with=1", "with=9")).await.expect(200);
        assert!(page.words(".compared > div").is_empty(), "no such version");
    }

    async fn a_form_with_files_is_of_its_session(world: World) {
        let deal = world.funded_deal().await;
        let creator = world.browser_of(&deal.creator);
        let path = creator.url(&format!("/milestones/{}/deliveries", deal.milestone));
        let part = || reqwest::multipart::Part::bytes(png()).file_name("a.png");
        let late = reqwest::multipart::Form::new().part("files", part()).text("csrf", creator.csrf().await);
        assert_eq!(creator.client().post(&path).multipart(late).send().await.unwrap().status().as_u16(), 403, "the token comes first");
        let without = reqwest::multipart::Form::new().text("links", "https://example.com/x");
        assert_eq!(creator.client().post(&path).multipart(without).send().await.unwrap().status().as_u16(), 403);
        assert_eq!(creator.client().post(&path).body("x").header("content-type", "text/plain").send().await.unwrap().status().as_u16(), 415);
        let visitor = world.browser();
        let form = reqwest::multipart::Form::new().text("csrf", "x");
        assert_eq!(visitor.client().post(&path).multipart(form).send().await.unwrap().status().as_u16(), 401);
        assert_eq!((rows(world).await, files_below(&world.site.config.uploads)), (0, 0));
    }

    async fn a_killed_upload_leaves_nothing(world: World) {
        let deal = world.funded_deal().await;
        let creator = world.browser_of(&deal.creator);
        let mut socket = begin_upload(world, &deal, &creator.csrf().await).await;
        socket.write_all(&png()[..1_000]).await.unwrap();
        socket.flush().await.unwrap();
        for _ in 0..100 {
            if files_below(&world.site.config.uploads) > 0 { break }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(files_below(&world.site.config.uploads), 1, "it had begun");
        drop(socket);
        for _ in 0..150 {
            if files_below(&world.site.config.uploads) == 0 { break }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!((rows(world).await, files_below(&world.site.config.uploads)), (0, 0));
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Funded);
    }

    async fn an_upload_that_drips_is_cut(world: World) {
        let deal = world.funded_deal().await;
        let creator = world.browser_of(&deal.creator);
        let mut socket = begin_upload(world, &deal, &creator.csrf().await).await;
        let begun = std::time::Instant::now();
        let cut = async {
            let mut answer = [0u8; 32];
            loop {
                if socket.write_all(&[0x89]).await.is_err() { return }
                match tokio::time::timeout(std::time::Duration::from_millis(500), socket.read(&mut answer)).await {
                    Ok(Ok(0) | Err(_)) => return,
                    Ok(Ok(_)) => { assert!(answer.starts_with(b"HTTP/1.1 4"), "{answer:?}"); return }
                    Err(_) => {}
                }
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), cut).await.expect("cut within 20 s");
        assert!(begun.elapsed().as_secs() >= 8, "not before the ten seconds are over");
        assert_eq!(rows(world).await, 0);
    }
}

/// A connection on which an upload of 1,000,000 bytes has begun.
async fn begin_upload(world: &World, deal: &Deal, csrf: &str) -> tokio::net::TcpStream {
    let mut socket = tokio::net::TcpStream::connect(world.address).await.unwrap();
    let head = format!(
        "POST /milestones/{}/deliveries HTTP/1.1\r\nhost: {}\r\ncookie: sid={}\r\ncontent-type: multipart/form-data; boundary=X\r\ncontent-length: 1000000\r\n\r\n\
         --X\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--X\r\ncontent-disposition: form-data; name=\"files\"; filename=\"a.png\"\r\n\r\n",
        deal.milestone, world.address, deal.creator.token
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
