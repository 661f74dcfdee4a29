//! What is seen of work before it is paid for: pictures with a mark, small copies of films where they can be made, and what a machine says beside
//! the checklist.

use crate::deals::run;
use crate::deliveries::png;
use crate::world::{self, Store, World};
use serde_json::json;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

pub(crate) fn film() -> Vec<u8> {
    let mut film = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41".to_vec();
    film.extend(std::iter::repeat_n(7u8, 3_000));
    film
}

/// Programs that say and make what ffprobe and ffmpeg would of a film of 44 seconds. They refuse to be asked for anything but a file of ours.
pub(crate) fn programs(dir: &Path) -> String {
    let poster = dir.join("poster.jpg");
    image::RgbImage::from_pixel(640, 360, image::Rgb([9, 90, 90])).save(&poster).unwrap();
    let sure = "case \" $* \" in *' -protocol_whitelist file -f mov '*) ;; *) exit 9;; esac\n[ -z \"$HOME\" ] || exit 8\n";
    let seen =
        r#"{"streams": [{"codec_type": "video", "width": 1080, "height": 1920}, {"codec_type": "audio"}], "format": {"duration": "44.1"}}"#;
    let scripts = [
        ("ffprobe", format!("#!/bin/sh\n{sure}echo '{seen}'\n")),
        (
            "ffmpeg",
            format!(
                "#!/bin/sh\n{sure}for out; do :; done\ncase \" $* \" in *' image2 '*) cp {} \"$out\";; *' png_pipe '*' -map [seen] '*) printf small >\"$out\";; *' -map_metadata -1 '*' -c copy '*) printf clean >\"$out\";; esac\n",
                poster.display()
            ),
        ),
    ];
    for (name, text) in scripts {
        let path = dir.join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    dir.join("ffmpeg").display().to_string()
}

#[test]
fn the_merchant_sees_marked_pictures_and_small_films_until_he_accepts() {
    actix_web::rt::System::new().block_on(async {
        let dir = tempfile::tempdir().unwrap();
        let settings = [("VTASK_FFMPEG", programs(dir.path()))];
        let world = World::open_with(Store::Sqlite, Arc::new(AtomicI64::new(0)), &settings).await;
        let two = world.two_in("in_progress").await;
        let contract = two.deal.contract;
        world.write(move |tx| run(tx, format!("UPDATE contract_checklist SET body = 'Three photos, 3:2, “Mist” in the caption' WHERE contract_id = '{contract}' AND item = 'A1'"))).await;
        let mut ids = Vec::new();
        for (name, kind, bytes) in [("gaiwan.png", "image/png", png()), ("tea.mp4", "video/mp4", film())] {
            let form = contract.to_string();
            ids.push(two.creator.upload("/files", &[("contract_id", &form)], (name, kind, bytes)).await.expect(201).at("/id"));
        }
        let items: Vec<_> = ids.iter().map(|id| json!({"file_id": id, "checklist_ids": ["A1"]})).collect();
        two.creator.post(&format!("/milestones/{}/deliveries", two.deal.milestone), &json!({"note": "The Mist, at last", "items": items})).await.expect(201);
        let locked = two.merchant.get(&format!("/files/{}/content", ids[1])).await;
        locked.problem(403, "file.locked");
        world.tick().await;

        let (merchant, creator) = (world.browser_of(&two.deal.merchant), world.browser_of(&two.deal.creator));
        let bytes = async |browser: &crate::browser::Browser, path: String| {
            let answer = browser.client().get(browser.url(&path)).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 200, "{path}");
            (answer.headers()["content-type"].to_str().unwrap().to_owned(), answer.bytes().await.unwrap().to_vec())
        };
        let picture = format!("/files/{}/preview", ids[0]);
        let (marked, plain) = (bytes(&merchant, picture.clone()).await, bytes(&creator, picture.clone()).await);
        assert!(marked.1 != plain.1 && marked.0 == "image/jpeg", "the merchant's has a mark, the creator's none");
        assert_eq!(image::load_from_memory(&marked.1).unwrap().width(), image::load_from_memory(&plain.1).unwrap().width());
        assert_eq!(bytes(&merchant, picture.replace("preview", "content")).await, marked);
        assert_eq!(bytes(&merchant, format!("/files/{}/content", ids[1])).await, ("video/mp4".to_owned(), b"small".to_vec()));
        assert_eq!(bytes(&merchant, format!("/files/{}/thumb", ids[1])).await.0, "image/jpeg");

        let room = merchant.get(&format!("/contracts/{contract}?item=2")).await.expect(200);
        assert_eq!(room.attrs("video", "src"), [format!("/files/{}/film", ids[1])]);
        assert_eq!(room.attrs("video", "poster"), [format!("/files/{}/preview", ids[1])]);
        assert!(room.has("You see a small copy with a mark") && room.has("Counted 1, agreed 3") && room.has("1/1 have the shape 3:2") && room.has("The note says “mist”"));

        world.approve(&two.deal, 1, 600_000).await.unwrap();
        assert_eq!(bytes(&merchant, picture.clone()).await, plain, "the mark is gone");
        assert_eq!(bytes(&merchant, format!("/files/{}/content", ids[1])).await.1, film());
        world.close().await;
    });
}

#[test]
fn where_ffmpeg_is_not_installed_it_is_said() {
    world::run(Store::Sqlite, async |world| {
        let two = world.two_in("in_progress").await;
        let contract = two.deal.contract.to_string();
        let id = two.creator.upload("/files", &[("contract_id", &contract)], ("tea.mp4", "video/mp4", film())).await.expect(201).at("/id");
        two.creator
            .post(&format!("/milestones/{}/deliveries", two.deal.milestone), &json!({"note": "", "items": [{"file_id": id}]}))
            .await
            .expect(201);
        world.tick().await;
        let room = world.browser_of(&two.deal.merchant).get(&format!("/contracts/{contract}")).await.expect(200);
        assert!(room.has("ffmpeg is not installed here"), "{}", room.readable());
        two.merchant.get(&format!("/files/{id}/content")).await.problem(403, "file.locked");
    });
}

/// A real film of two seconds: blue, taller than wide once it is turned as its header says, with a tone.
fn real_film(ffmpeg: &str, dir: &Path) -> Vec<u8> {
    let made = |args: &[&str], to: &Path| {
        let run =
            std::process::Command::new(ffmpeg).args(["-hide_banner", "-loglevel", "error", "-y"]).args(args).arg(to).status().unwrap();
        assert!(run.success(), "{args:?}");
    };
    let (flat, turned) = (dir.join("flat.mp4"), dir.join("turned.mov"));
    let tone = ["-f", "lavfi", "-i", "color=c=blue:size=1280x720:rate=25:duration=2", "-f", "lavfi", "-i", "sine=duration=2"];
    made(&[tone.as_slice(), &["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"]].concat(), &flat);
    made(&["-i", flat.to_str().unwrap(), "-c", "copy", "-metadata:s:v", "rotate=90", "-f", "mov"], &turned);
    std::fs::read(turned).unwrap()
}

#[test]
fn a_real_ffmpeg_makes_a_poster_and_a_small_film_that_carries_the_mark() {
    let Some(ffmpeg) =
        ["/usr/local/bin/ffmpeg", "/usr/bin/ffmpeg", "/opt/homebrew/bin/ffmpeg"].into_iter().find(|path| Path::new(path).is_file())
    else {
        eprintln!("NOT TESTED: ffmpeg is not installed here, so no real film was copied");
        return;
    };
    actix_web::rt::System::new().block_on(async {
        let dir = tempfile::tempdir().unwrap();
        let world = World::open_with(Store::Sqlite, Arc::new(AtomicI64::new(0)), &[("VTASK_FFMPEG", ffmpeg.to_owned())]).await;
        let two = world.two_in("in_progress").await;
        let contract = two.deal.contract.to_string();
        let sent = ("tea.mov", "video/quicktime", real_film(ffmpeg, dir.path()));
        let id = two.creator.upload("/files", &[("contract_id", &contract)], sent).await.expect(201).at("/id");
        two.creator
            .post(&format!("/milestones/{}/deliveries", two.deal.milestone), &json!({"note": "", "items": [{"file_id": id}]}))
            .await
            .expect(201);
        world.tick().await;
        let merchant = world.browser_of(&two.deal.merchant);
        let small = dir.path().join("small.mp4");
        let answer = merchant.client().get(merchant.url(&format!("/files/{id}/film"))).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "video/mp4");
        std::fs::write(&small, answer.bytes().await.unwrap()).unwrap();
        let frame = dir.path().join("frame.png");
        let args = ["-hide_banner", "-loglevel", "error", "-y", "-ss", "1.5", "-i", small.to_str().unwrap(), "-frames:v", "1"];
        assert!(std::process::Command::new(ffmpeg).args(args).arg(&frame).status().unwrap().success());
        let frame = image::open(&frame).unwrap().to_rgb8();
        assert_eq!((frame.width(), frame.height()), (640, 1_138), "as it is looked at, and small");
        let light = |left: u32, top: u32| {
            let part = image::imageops::crop_imm(&frame, left, top, 200, 200).to_image();
            part.pixels().filter(|pixel| pixel.0[0] > 90 && pixel.0[1] > 90).count()
        };
        for place in [(0, 0), (430, 0), (0, 930), (430, 930), (220, 470)] {
            assert!(
                (400..20_000).contains(&light(place.0, place.1)),
                "no mark at {place:?} at the end of the film: {}",
                light(place.0, place.1)
            );
        }
        let poster = merchant.client().get(merchant.url(&format!("/files/{id}/preview"))).send().await.unwrap().bytes().await.unwrap();
        let poster = image::load_from_memory(&poster).unwrap().to_rgb8();
        assert!(poster.height() > poster.width() && poster.pixels().any(|pixel| pixel.0[0] > 90), "the picture of it is marked as well");
        world.close().await;
    });
}
