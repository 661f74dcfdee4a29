//! Hostile files: each with the answer that it gets, none with a crumb on the disk, all of them in little memory.

use crate::both;
use crate::deals_by_program::program_of;
use crate::deliveries::png;
use std::io::Cursor;
use std::path::Path;

/// What becomes of a file.
enum Fate {
    /// Refused with one of these codes; `body.too_large` is the answer as a whole.
    No(&'static [&'static str]),
    /// Taken under this name, as this type.
    Taken(&'static str, &'static str),
}

const MISMATCH: Fate = Fate::No(&["file-mismatch"]);
const TYPE: Fate = Fate::No(&["file-type"]);
const BROKEN: Fate = Fate::No(&["file-broken"]);
const LARGE: Fate = Fate::No(&["body.too_large"]);
const NAME: Fate = Fate::No(&["file-name"]);

const SECRET: &[u8] = b"31.2304N 121.4737E";

fn jpeg() -> Vec<u8> {
    let image = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([(x * 3) as u8, (y * 5) as u8, 90]));
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Jpeg).unwrap();
    bytes
}

/// A segment behind the first two bytes of a JPEG.
fn with_segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    let bytes = jpeg();
    [&bytes[..2], &[0xFF, marker], &length, content, &bytes[2..]].concat()
}

/// Exif with a place (TIFF 6.0, little-endian: one entry of IFD0 points at the GPS directory, which holds the map datum as text).
fn with_place() -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1A\0\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"\x01\0\x12\0\x02\0\x13\0\0\0\x2C\0\0\0\0\0\0\0");
    exif.extend_from_slice(SECRET);
    exif.push(0);
    with_segment(0xE1, &exif)
}

/// The header of a PNG says so many pixels.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32fast::hash(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The frame header of a JPEG says 65,500 pixels each way.
fn jpeg_bomb() -> Vec<u8> {
    let mut bytes = jpeg();
    let at = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[at + 5..at + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
    bytes
}

fn spoiled_png() -> Vec<u8> {
    let mut bytes = png();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    bytes
}

fn table() -> Vec<(&'static str, Vec<u8>, Fate)> {
    use Fate::{No, Taken};
    let mp4 = b"\0\0\0\x20ftypheic\0\0\0\0".to_vec();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    let archive = |name: &[u8]| [b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaa".as_slice(), name].concat();
    vec![
        // The name says one thing, the content another.
        ("lie.jpg", png(), MISMATCH),
        ("lie.png", svg.clone(), MISMATCH),
        ("page.jpg", html.clone(), MISMATCH),
        ("program.png", b"MZ\x90\0\x03\0\0\0".to_vec(), MISMATCH),
        ("program.mp4", b"\x7FELF\x02\x01\x01\0".to_vec(), MISMATCH),
        ("words.txt", html.clone(), MISMATCH),
        ("notes.md", b"hello <script>alert(1)</script>".to_vec(), MISMATCH),
        ("virus.docx", archive(b"virus.exe"), MISMATCH),
        ("table.xlsx", b"PK\x05\x06 empty".to_vec(), MISMATCH),
        ("phone.mp4", mp4.clone(), MISMATCH),
        ("picture.pdf", png(), MISMATCH),
        ("paper.png", b"%PDF-1.7\n".to_vec(), MISMATCH),
        ("moving.webp", b"GIF89a\x01\0\x01\0\0\0\0".to_vec(), MISMATCH),
        ("sound.mp3", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), MISMATCH),
        ("film.webm", b"\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroska".to_vec(), MISMATCH),
        ("photo.png.html", png(), MISMATCH),
        ("zeros.txt", vec![0; 64], MISMATCH),
        ("latin.srt", b"caf\xE9 \xFF\xFE".to_vec(), MISMATCH),
        // What is not taken at all.
        ("setup.exe", b"MZ\x90\0\x03\0\0\0".to_vec(), TYPE),
        ("shell.php", b"<?php system($_GET['c']);".to_vec(), TYPE),
        ("shell.phtml", png(), TYPE),
        ("photo.heic", mp4, TYPE),
        ("run.sh", b"#!/bin/sh\nrm -rf /\n".to_vec(), TYPE),
        ("photo.png.exe", png(), TYPE),
        ("macro.docm", archive(b"[Content_Types].xml"), TYPE),
        ("disk.iso", vec![0; 4_096], TYPE),
        ("page.xhtml", html.clone(), TYPE),
        ("script.js", b"alert(1)".to_vec(), TYPE),
        // Broken, or more than it says.
        ("half.png", png()[..2_000].to_vec(), BROKEN),
        ("spoiled.png", spoiled_png(), BROKEN),
        ("nothing.png", png_of(0, 0), BROKEN),
        ("stump.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0 and no more".to_vec(), BROKEN),
        ("polyglot.gif", b"GIF89a\x10\0\x10\0/*<script>alert(1)</script>*/".to_vec(), BROKEN),
        ("hollow.webp", b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0aaaa".to_vec(), BROKEN),
        ("empty.png", Vec::new(), No(&["file-empty", "required"])),
        ("bomb.png", png_of(60_000, 60_000), LARGE),
        ("thread.png", png_of(60_000_000, 1), LARGE),
        ("bomb.jpg", jpeg_bomb(), No(&["body.too_large", "file-broken"])),
        (
            "bomb.gif",
            b"GIF89a\xFF\xFF\xFF\xFF\0\0\0,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x02L\x01\0;".to_vec(),
            No(&["body.too_large", "file-broken"]),
        ),
        // Names.
        ("noending", png(), NAME),
        (".htaccess", b"Deny from all".to_vec(), NAME),
        ("...", png(), NAME),
        ("gnp\u{202E}gpj.png", png(), NAME),
        ("in\u{200B}visible.png", png(), NAME),
        ("../../../etc/cron.d/x.png", png(), Taken("x.png", "image/png")),
        ("C:\\\\evil\\\\y.png", png(), Taken("y.png", "image/png")),
        ("photo.php.png", png(), Taken("photo.php.png", "image/png")),
        // Two things at once: kept as they are, handed out as one, shown as neither.
        ("drawing.svg", svg, Taken("drawing.svg", "application/octet-stream")),
        ("page.html", html, Taken("page.html", "application/octet-stream")),
        ("tail.png", [png(), archive(b"virus.exe")].concat(), Taken("tail.png", "image/png")),
        ("comment.jpg", with_segment(0xFE, b"<?php system($_GET['c']); ?>"), Taken("comment.jpg", "image/jpeg")),
        ("place.jpg", with_place(), Taken("place.jpg", "image/jpeg")),
        (
            "script.pdf",
            b"%PDF-1.4\n<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\n%%EOF\n".to_vec(),
            Taken("script.pdf", "application/pdf"),
        ),
        ("nested.zip", archive(b"nested.zip"), Taken("nested.zip", "application/zip")),
    ]
}

/// A request with one file, its name written as it is.
fn body(contract: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--X\r\ncontent-disposition: form-data; name=\"contract_id\"\r\n\r\n{contract}\r\n--X\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: image/png\r\n\r\n"
    );
    [head.as_bytes(), bytes, b"\r\n--X--\r\n"].concat()
}

/// Files below a directory, whatever their depth.
fn files_below(dir: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(dir) else { return 0 };
    entries.map(|entry| entry.unwrap().path()).map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

/// KiB that this process, which is the server too, holds (`VmRSS`) or held at most (`VmHWM`); none where nobody tells.
fn memory(line: &str) -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|said| said.strip_prefix(line)?.trim_start_matches(':').split_whitespace().next()?.parse().ok())
}

both! {
    async fn every_hostile_file_gets_its_answer_in_little_memory(world: World) {
        let deal = world.funded_deal().await;
        let (program, browser) = (program_of(world, &deal.creator).await, world.browser_of(&deal.creator));
        let (contract, kind) = (deal.contract.to_string(), "multipart/form-data; boundary=X");
        program.send("POST", "/files", kind, body(&contract, "first.png", &png())).await.expect(201);
        let table = table();
        assert!(table.len() >= 50, "{}", table.len());
        let before = files_below(&world.site.config.uploads);
        // Linux forgets the most that was held.
        let measured = std::fs::write("/proc/self/clear_refs", "5").is_ok();
        let held = memory("VmRSS");
        let (mut wrong, mut taken) = (Vec::new(), 0);
        for (name, bytes, fate) in table {
            let told = program.send("POST", "/files", kind, body(&contract, name, &bytes)).await;
            let (status, json) = (told.status, told.json());
            let code = json["errors"][0]["code"].as_str().or(json["code"].as_str()).unwrap_or_default().to_owned();
            match fate {
                Fate::No(codes) if (400..500).contains(&status) && codes.contains(&code.as_str()) => {}
                Fate::Taken(said, media) if status == 201 && json["name"] == said && json["media_type"] == media => {
                    taken += if json["preview_url"].is_null() { 1 } else { 3 };
                    let id = json["id"].as_str().unwrap();
                    let whole = browser.get(&format!("/files/{id}/content")).await.expect(200);
                    assert_eq!(whole.headers["content-security-policy"], "sandbox; default-src 'none'", "{name}");
                    let shown = whole.headers["content-disposition"].to_str().unwrap().starts_with("inline");
                    assert_eq!(shown, !json["preview_url"].is_null(), "{name}: only pictures open in a page");
                    if shown {
                        let copy = browser.client().get(browser.url(&format!("/files/{id}/preview"))).send().await.unwrap().bytes().await.unwrap();
                        for trace in [b"Exif".as_slice(), b"<?php", b"PK\x03\x04", SECRET] {
                            assert!(!copy.windows(trace.len()).any(|part| part == trace), "{name}: the preview holds pixels only");
                        }
                    }
                }
                _ => wrong.push(format!("{name}: {status} {code} {}", json["media_type"])),
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(files_below(&world.site.config.uploads), before + taken, "what was refused left nothing");
        if let Some((held, most)) = held.zip(memory("VmHWM")).filter(|_| measured) {
            assert!(most - held <= 64 * 1_024, "{} KiB more than before", most - held);
        }
    }
}
