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

fn film() -> Vec<u8> {
    let mut film = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41".to_vec();
    film.extend(std::iter::repeat_n(7u8, 3_000));
    film
}

/// Programs that say and make what ffprobe and ffmpeg would of a film of 44 seconds. They refuse to be asked for anything but a file of ours.
fn programs(dir: &Path) -> String {
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
                "#!/bin/sh\n{sure}for out; do :; done\ncase \" $* \" in *' image2 '*) cp {} \"$out\";; *) printf small >\"$out\";; esac\n",
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
        assert!(room.has("You see a small copy") && room.has("Counted 1, agreed 3") && room.has("1/1 have the shape 3:2") && room.has("The note says “mist”"));

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
